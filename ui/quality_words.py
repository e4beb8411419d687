"""French words of the quality report: figures, kinds, themes, levels."""

from assistant.figures import WORD_COUNTS, Figure

KIND_WORDS = {
    "answerable": "Questions seules",
    "follow_up": "Suites de conversation",
    "false_premise": "Croyances fausses ou dépassées",
    "as_of": "Règle d’une autre date",
    "reference": "Questions sur un texte",
    "out_of_corpus": "Sans réponse dans les fiches",
    "smalltalk": "Politesses et bruit",
}
THEME_WORDS = {
    "absences": "Absences",
    "autre": "Autre",
    "contrat": "Contrat",
    "droits": "Droits",
    "eleve": "Élève",
    "formation": "Formation",
    "missions": "Missions",
    "organisation": "Organisation",
    "referent": "AESH référent",
    "remuneration": "Rémunération",
    "sante": "Santé",
    "temps": "Temps de travail",
    "textes": "Textes",
}
FIGURE_WORDS = {
    "hit@1": "Bon passage en premier",
    "hit@5": "Bon passage dans les cinq premiers",
    "ndcg@10": "Qualité du classement (nDCG@10)",
    "content_found": "Contenu attendu présent dans la réponse",
    **{f"right_{kind}": f"Bien traitées : {words[0].lower()}{words[1:]}" for kind, words in KIND_WORDS.items()},
    "smalltalk_right": "Politesses reconnues",
    "partial_share": "Réponses partielles",
    "over_refusal": "Refus à tort",
    "refusal_recall": "Questions hors corpus refusées",
    "refusal_precision": "Refus justifiés",
    "refusal_f1": "Refus : mesure F1",
    "balanced_error": "Refus : erreur équilibrée",
    "citations_exact": "Citations exactes",
    "citation_precision": "Citations nécessaires (précision)",
    "citation_recall": "Phrases portées par leurs citations (rappel)",
    "median_words": "Mots par réponse (médiane)",
    "p90_words": "Mots par réponse (neuf sur dix en ont moins)",
    "ece": "Erreur de calibration de la confiance",
    "brier": "Score de Brier de la confiance",
    "aurc": "Aire sous la courbe risque–couverture",
}

_PERCENT = "\u00a0%"


def percent(share: float) -> str:
    """Return a share of 1 as French writes it: « 69,8 % »."""
    return f"{100 * share:.1f}".replace(".", ",") + _PERCENT


def written(name: str, value: float) -> str:
    """Return a figure as French writes it: a number of words, or a share in percent."""
    return f"{value:.0f}" if name in WORD_COUNTS else percent(value)


def written_interval(name: str, figure: Figure) -> str:
    """Return the interval of a figure: « 62,1 à 76,4 % »."""
    return between(written(name, figure.low), written(name, figure.high))


def between(low: str, high: str) -> str:
    """Return an interval of two written figures, their common unit said once."""
    return f"{low.removesuffix(_PERCENT)} à {high}"
