"""What a question asks for (an amount, a deadline, a person, a text, what to do), and which sentences give it."""

import re

from corpus.normalize import fold, plain_marks

_ASKS = {
    "amount": r"\b(?:combien|cb|cbien|cmb|montants?|taux|salaire|quelle somme|quel (?:nombre|pourcentage)|"
    r"gagne|touche|payee?s? cb)\b",
    "deadline": r"\b(?:delais?|(?:avant|jusqu'?a|a partir de|depuis|pour) quand|quand|date limite|"
    r"combien de (?:temps|tps|jours|mois|"
    r"semaines)|quelle (?:date|duree)|duree|au bout de|trop tard|prevenir|(?:temps|tps) (?:pour|"
    r"avant)|limite|max(?:imum)?)\b",
    "person": r"\b(?:(?:a|de|par|avec|chez|vers) (?:qui|ki)|(?:qui|ki) (?:decide|contacter|signe|gere|paie|"
    r"paye|doit|prevenir|"
    r"appeler|saisir|est|s'occupe)|quel (?:service|interlocuteur)|ou (?:envoyer|s'adresser|demander)|"
    r"je demande|demander a)\b",
    "text": r"\b(?:(?:quel(?:le)?s?|quel) (?:texte|loi|article|decret|arrete|circulaire|numero|reference)\w*|"
    r"ecrit ou|ou (?:c'est|est) ecrit|"
    r"base legale|references?|numero|(?:loi|decret|circulaire|article|texte) (?:qui|dit|prevoit))\b",
    "step": r"\b(?:comment|cmt|que faire|quoi faire|fais quoi|faire quoi|fait koi|faire koi|"
    r"faut[- ]il (?:ecrire|demander|envoyer)|"
    r"demarches?|procedure|recours|contester|reclamer|je demande|marche a suivre|on fait comment)\b",
}
_GIVES = {
    "amount": r"\d[\d ]*(?:,\d+)?\s?(?:€|euros?|%|h\b|heures?|points?)|\bindice\b|\b(?:un tiers|la moitie|"
    r"trois quarts)\b",
    "deadline": r"\b(?:\d+|un|une|deux|trois|quatre|cinq|six|huit|dix|douze|quinze|trente|"
    r"quarante-huit)\s(?:ans?|annees?|mois|semaines?|"
    r"jours?|heures?)\b|\b(?:avant|jusqu'?au|au plus tard|a partir d|des la|sous)\b|\b(?:19|20)\d\d\b",
    "person": r"\b(?:s'adress\w+|gestionnaire|employeur|recteur|rectorat|dasen|dsden|directeur|direction|chef|"
    r"coordonnateur|coordo|"
    r"pilote|inspect\w+|referent|medecin|assistante sociale|syndicats?|tribunal|commission|ministre|"
    r"prefet|mdph|cdaph|cpam)\b",
    "text": r"\b(?:loi|decret|arrete|circulaire|note de service|code|article|art\.?|decision|"
    r"n°)\s?(?:n°\s?)?(?:[lrd]\.?\s?)?\d|"
    r"\bconseil d'etat\b|\bcode (?:general|de)\b",
    "step": r"\b(?:demand\w+|adress\w+|ecri(?:re|t|vez|vent)|envo\w+|saisi\w+|signal\w+|prevenir|previent|"
    r"contact\w+|reclam\w+|"
    r"par ecrit|lettre|courrier|recours|formulaire|gard(?:er|ez)|conserv\w+)\b",
}
_ASKING = {want: re.compile(pattern) for want, pattern in _ASKS.items()}
_GIVING = {want: re.compile(pattern) for want, pattern in _GIVES.items()}

_STEP = re.compile(
    r"^(?:pour [^,]{3,60}, |en cas [^,]{3,60}, |si [^,]{3,80}, |apres [^,]{3,60}, |dans [^,]{3,60}, )?"
    r"(?:demandez|adressez|ecrivez|envoyez|gardez|conservez|verifiez|faites|signalez|prevenez|"
    r"contactez|saisissez|repondez|notez|"
    r"reclamez|reportez|consultez|un aesh (?:s'adresse|ecrit|demande|peut (?:demander|ecrire|saisir|"
    r"contester|former|signaler)|"
    r"a interet)|l'aesh (?:s'adresse|ecrit|demande|peut (?:demander|ecrire|saisir|contester|former|"
    r"signaler)|a interet))\b|"
    r"\bfaites(?:-le)? confirmer\b|\ba interet a\b|\bs'adresse(?:nt)? (?:a|au|aux)\b|"
    r"\b(?:demandez|verifiez|ecrivez|adressez|gardez)\b"
)


def asked_for(question: str) -> frozenset[str]:
    """Return what ``question`` asks for, of amount, deadline, person, text and step; often nothing."""
    folded = fold(plain_marks(question))
    return frozenset(want for want, pattern in _ASKING.items() if pattern.search(folded))


def gives(sentence: str, wanted: frozenset[str]) -> float:
    """Return the share (0..1) of what is ``wanted`` that ``sentence`` may give; 0 when nothing is."""
    if not wanted:
        return 0.0
    folded = fold(plain_marks(sentence))
    return sum(1 for want in wanted if _GIVING[want].search(folded)) / len(wanted)


def is_step(sentence: str) -> bool:
    """Tell whether ``sentence`` says what to do or whom to ask."""
    return bool(_STEP.search(fold(plain_marks(sentence))))
