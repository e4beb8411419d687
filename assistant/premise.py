"""A belief that a question holds and that a sheet corrects (« À ne pas confondre : … »)."""

import re
from collections.abc import Callable, Sequence

from corpus.normalize import fold, plain_marks
from index.french_tokens import terms

ASIDE = "À ne pas confondre"
"""How sheets open the sentence that tells an outdated or mistaken version from the right one."""

_BELIEF = re.compile(
    r"\b(?:puisqu\w*|vu qu\w*|comme (?:il|elle|on|les?|la|l'|un|une|c'est|je|mon|ma|j'|nous|tout)|etant donne|parait qu\w*|"
    r"on (?:m'a|nous a) dit|(?:dit|disent|affirme|pretend|jure|soutient) qu\w*|c'est bien|normalement|c'est toujours|"
    r"j'ai (?:lu|vu|entendu)|d'apres|selon|automatique\w*|obligatoire\w*|toujours)\b"
)
_TOLD, _UNTOLD = 2.0, 4.0
"""Rarity of the words that only the aside shares with the question, from which it answers: with a belief told, and without."""


def corrects(question: str, sentences: Sequence[str], rarity: Callable[[str], float]) -> int | None:
    """Return which of a section's ``sentences`` corrects what ``question`` believes, None when none does.

    The belief shows in the words, numbers above all, that the question shares with the aside and with no other sentence of the
    section.
    """
    asides = [place for place, sentence in enumerate(sentences) if sentence.startswith(ASIDE)]
    if not asides:
        return None
    said = {term for place, sentence in enumerate(sentences) if place not in asides for term in terms(sentence)}
    asked = set(terms(question)) - said
    weight = {place: sum(rarity(term) for term in asked & set(terms(sentences[place]))) for place in asides}
    best = max(asides, key=lambda place: weight[place])
    least = _TOLD if _BELIEF.search(fold(plain_marks(question))) else _UNTOLD
    return best if weight[best] >= least else None
