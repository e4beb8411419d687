"""How many of a sentence's telling words its quotes hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.support.lexicon import load_lexicon, same_family
from assistant.support.reading import Reading, Word

_EMPTY = frozenset(("·", "etre", "avoir", "faire", "oui", "non"))
"""Common words that say nothing of a rule."""
_OPPOSED = {"facult": "obligatoir"}
"""« N'est pas obligatoire » may stand for « est facultatif »: what each denies is compared elsewhere."""
ABOUT_ALL = "aesh"
"""The person every sheet is about: a sentence may name them where the quote does not, unless as the one who acts."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share (0 to 1) of the telling words that are held, by weight; those that are not; those no other may stand for."""

    share: float
    missing: tuple[Word, ...]
    protected: tuple[Word, ...]


def coverage_of(sentence: Reading, quotes: Sequence[Reading], rarity: Callable[[str], float] | None) -> Coverage:
    """Return how far the quotes hold the telling words of ``sentence``, weighed by their rarity (all alike when it is None)."""
    said = frozenset(concept for quote in quotes for concept in quote.concepts)
    lexicon = load_lexicon()
    total = held = 0.0
    missing: list[Word] = []
    for word in sentence.words:
        if not sentence.is_telling(word):
            continue
        weight = weight_of(word.concept, rarity)
        total += weight
        if word.concept == ABOUT_ALL or is_said(word.concept, said):
            held += weight
        else:
            missing.append(word)
    protected = tuple(word for word in missing if lexicon.is_protected(word.concept))
    return Coverage(held / total if total else 1.0, tuple(missing), protected)


def is_thin(sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """Tell whether a sentence shares so little of its own with the quotes that its common words must be theirs too."""
    own = [w for w in sentence.words if sentence.is_telling(w) and w.concept != ABOUT_ALL]
    if len(own) + len(sentence.quantities) + len(sentence.references) > 1:
        return False
    said = frozenset(other for quote in quotes for concept in quote.concepts for other in (concept, _OPPOSED.get(concept, "")))
    return not all(is_said(w.concept, said) for w in sentence.words if w.concept not in _EMPTY and w.concept != ABOUT_ALL)


def weight_of(concept: str, rarity: Callable[[str], float] | None) -> float:
    """Return how much a concept tells; an expression tells as much as its rarest word."""
    return max(rarity(part) for part in concept.split()) if rarity else 1.0


@lru_cache(maxsize=50_000)
def alike(concept: str, other: str) -> bool:
    """Tell whether ``other`` says ``concept``."""
    return concept == other or is_said(concept, frozenset((other,)))


def is_said(concept: str, said: frozenset[str]) -> bool:
    """Tell whether ``concept``, or a word of its family, is among those said; a protected one has no family."""
    if concept in said:
        return True
    lexicon = load_lexicon()
    if not lexicon.near.get(concept, frozenset()).isdisjoint(said):
        return True
    if lexicon.is_protected(concept):
        return False
    return any(same_family(concept, other) and not lexicon.is_protected(other) for other in said)
