"""Greetings, thanks, moods, and what is said to the assistant about itself: nothing that documents answer."""

import re

from corpus.normalize import fold, plain_marks
from index.french_tokens import terms

_FILLER = r"(?:\s|[!?.,;:…]|tout le monde|a tous|a toi|a vous|l'assistant|beaucoup|bien|monsieur|madame|\U0001f600-\U0001f64f)*"
_PATTERNS = {
    "greeting": r"(?:bonjour|bonsoir|bjr|bsr|salut|slt|coucou|cc|hello|hey|yo|re)",
    "thanks": r"(?:ok|super|parfait|genial|top|nickel)?\W*(?:merci|mrc|mci|thanks)"
    r"(?: pour .{0,40}| (?:de|a) (?:votre|ta|ton|tes|vos|vous|toi) ?.{0,20})?",
    "farewell": r"(?:au revoir|bye|a bientot|bonne (?:journee|soiree|nuit|fin de journee)|ciao|a\+|a plus)",
    "agreement": r"(?:ok|d'accord|dac|super|parfait|tres bien|cool|top|ca marche|compris|genial|nickel)",
    "identity": r"(?:(?:mais )?(?:tu es|t'es|vous etes|t es|tes) "
    r"(?:qui|quoi|un robot|une ia|humain|un humain|une machine|chatgpt)\b.{0,60}"
    r"|qui (?:es[- ]tu|etes[- ]vous|est tu|tu es)|c'est quoi (?:ce|cet) (?:site|assistant|outil|chat|truc)"
    r"|(?:tu|vous) (?:sers|servez|peux|pouvez) (?:a quoi|faire quoi)|a quoi (?:tu sers|sers[- ]tu|servez[- ]vous)"
    r"|(?:que|qu'est-ce que) (?:sais|peux|pouvez|savez|tu sais|tu peux|vous pouvez)[- ]?(?:tu|vous)? ?faire|aide|help)",
    "presence": r"(?:il )?y ?a (?:quelqu'un|qq'?une?|qqn|du monde).{0,10}",
    "mood": r"(?:ca va|comment (?:ca va|vas[- ]tu|allez[- ]vous)|cv|quoi de neuf)",
    "test": r"(?:(?:test|essai|allo|lol|mdr|ptdr|haha|azerty|blabla)\W*)+",
}
_COMPILED = {
    kind: re.compile(rf"^{_FILLER}(?:{_PATTERNS['greeting']}{_FILLER})?{p}{_FILLER}$") for kind, p in _PATTERNS.items()
}

_IDLE = frozenset(
    terms(
        """hello hey yo wesh coucou cc salut bonsoir bonjour revoir merci sauvee sauve parfait super genial nickel top
        cool ok dac compris espere allo lol mdr ptdr haha pff pfff bof ouf franchement serieux serieusement fatiguee
        fatigue epuisee creve crevee marre degoute degoutee triste nul nulle idiot idiote bete debile con conne chier
        merde putain foutre tg robot azerty qwerty qsdf blague raconte chante poeme amour sympa gentil gentille adore
        deteste bol bonne sert sers"""
    )
)
_BESIDE = frozenset(
    terms(
        """re test essai journee soiree nuit week-end semaine bon bien bientot beaucoup bcp encore patience aide allez
        va vas oui non ouais nan vraiment trop tres ras contente content soir matin jour aujourd'hui metier boulot
        travail servez rien voir faire aller ferme machine ia humain assistant drole quoi neuf jsuis chuis chui"""
    )
)
"""Stems of greetings, moods and insults, and of what stands beside them: a message of no other word asks nothing."""

_NOISE = re.compile(r"azer|qsdf|wxcv|uiop|(.)\1{3,}|(.)\2{2,}.*(.)\3{2,}")

_RULES = r"(?:consignes?|instructions?|directives?|regles|prompt|parametres|programmation)"
_SECRETS = r"(?:ton prompt|tes (?:consignes|instructions|regles)|prompt systeme|cle api|api key|documents internes)"
_ORDERS = re.compile(
    r"(?:^|[,(]|\bet\b|\bpuis\b|\bstp\b)\W*(?:ignorez?|oubliez?|contournez?|desobei(?:s|ssez)|annulez?|effacez?|"
    rf"ne tiens? (?:pas|plus) compte)\b.{{0,40}}\b(?:{_RULES}|(?:que|qui) tu es)\b|"
    r"\b(?:tu es|t'es|vous etes|deviens|sois) (?:maintenant|desormais)\b|\bdesormais,? (?:tu es|tu reponds|reponds)\b|"
    r"\b(?:agis comme|fais comme si tu|fais semblant d'etre|joue le role|imagine que tu es)\b|"
    r"\bmode (?:developpeur|dev|dan|debug|admin|sans limite)\b|\ba partir de maintenant,? (?:tu|reponds|parle|ecris)\b|"
    rf"\b(?:affiche|montre|donne|revele|liste|repete|recopie|envoie)[- ].{{0,30}}\b{_SECRETS}\b"
)
"""Orders about the assistant's own rules, role or secrets."""

_SENTENCES = re.compile(r"[^.?!;:\n]+[.?!;:\n]*|[.?!;:\n]+")

REPLY = (
    "Bonjour. Je réponds aux questions administratives des AESH à partir de fiches et de textes dont je cite chaque passage. "
    "Posez votre question en une phrase, par exemple : « Combien de temps dure mon CDD ? »"
)


def is_small_talk(question: str) -> bool:
    """Tell whether ``question`` is a greeting, thanks, a word about the assistant, or noise without a question."""
    folded = fold(plain_marks(question))
    if any(pattern.match(folded) for pattern in _COMPILED.values()):
        return True
    words = terms(without_orders(question))
    idle = [word for word in words if word in _IDLE or _NOISE.search(word)]
    if idle and all(word in idle or word in _BESIDE for word in words):
        return True
    if not words and _ORDERS.search(folded):
        return True
    letters = [c for c in folded if c.isalpha()]
    distinct = len(set(letters))
    return distinct == 0 or (distinct == 1 and len(letters) > 2) or (distinct == 2 and len(letters) > 5)


def without_orders(message: str) -> str:
    """Return ``message`` without the sentences that give orders about the assistant's rules, role or secrets.

    They change nothing and are not searched: what else the message asks is answered from the documents, as always.
    """
    kept = [sentence for sentence in _SENTENCES.findall(message) if not _ORDERS.search(fold(plain_marks(sentence)))]
    return "".join(kept)
