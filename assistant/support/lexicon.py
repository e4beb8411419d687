"""Words that say the same thing, and words that must never stand for one another (``lexicon.yaml``)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from corpus.normalize import fold
from index.french_tokens import terms

_FILE = Path(__file__).with_name("lexicon.yaml")
_WHOLE = frozenset(
    "accompagnant accompagnante parent commune commun public pension professeur professionnel professionnelle familial sante"
    " administratif".split()
)
"""Words, in the singular, whose root would be that of another word."""
_MIN_FAMILY = 5
LIGHT = "·"
"""The concept of expressions that add no rule."""
_MIN_ROOT = 3
_FAMILY_SHARE = 0.75
"""Two words are of one family when they begin alike over at least this share of the shorter one."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the words of a sentence mean.

    ``expressions``: stems of an expression to its concept. ``groups``: concept to the group in which none may be swapped
    for another; ``near``: what may stand in a quote for a word of a sentence. ``light``: stems that add no rule.
    """

    expressions: Mapping[tuple[str, ...], str]
    starts: Mapping[str, int]
    contraries: Mapping[str, str]
    near: Mapping[str, frozenset[str]]
    groups: Mapping[str, frozenset[str]]
    actors: frozenset[str]
    light: frozenset[str]

    def concept_at(self, stems: Sequence[str], start: int) -> tuple[str, int]:
        """Return the concept of the longest expression that begins at ``start``, and where it ends."""
        for length in range(min(self.starts.get(stems[start], 1), len(stems) - start), 0, -1):
            concept = self.expressions.get(tuple(stems[start : start + length]))
            if concept:
                return concept, start + length
        return stems[start], start + 1

    def is_protected(self, concept: str) -> bool:
        """Tell whether no other concept may stand for this one."""
        return concept in self.groups or concept in self.actors


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the lexicon, once."""
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))
    expressions: dict[tuple[str, ...], str] = {}
    for row in content["synonyms"]:
        variants = [stems_of(variant) for variant in row.split(",")]
        for variant in variants:
            expressions.setdefault(variant, " ".join(variants[0]))
    contraries = {stem(opposite): _named(concept, expressions) for concept, opposite in content["contraries"].items()}
    near = {
        _named(word, expressions): frozenset(_named(other, expressions) for other in others)
        for word, others in content["near"].items()
    }
    groups: dict[str, set[str]] = {}
    for name, members in content["opposites"].items():
        for member in members:
            concept = _named(member, expressions)
            expressions.setdefault(tuple(concept.split()), concept)
            groups.setdefault(concept, set()).add(name)
    actors = frozenset(_named(actor, expressions) for actor in content["actors"])
    expressions.update({tuple(actor.split()): actor for actor in actors})
    light_ones = [stems_of(expression) for expression in content["light"].split(",")]
    expressions.update({stems: LIGHT for stems in light_ones if len(stems) > 1})
    starts: dict[str, int] = {}
    for variant in expressions:
        starts[variant[0]] = max(starts.get(variant[0], 1), len(variant))
    light = frozenset({LIGHT, *(stems[0] for stems in light_ones if len(stems) == 1)}) - (set(expressions.values()) - {LIGHT})
    return Lexicon(expressions, starts, contraries, near, {c: frozenset(g) for c, g in groups.items()}, actors, light)


@lru_cache(maxsize=1)
def load_forms() -> Mapping[str, str]:
    """Read the irregular forms of verbs: each form to its infinitive, both folded."""
    content: dict[str, str] = yaml.safe_load(_FILE.read_text("utf-8"))["forms"]
    return {fold(form): fold(verb) for verb, forms in content.items() for form in forms.split()}


def _named(expression: str, expressions: Mapping[tuple[str, ...], str]) -> str:
    stems = stems_of(expression)
    return expressions.get(stems, " ".join(stems))


def stems_of(expression: str) -> tuple[str, ...]:
    """Return the stems of every word of ``expression``, small words too."""
    return tuple(stem(word) for word in _words(fold(expression)))


def _words(folded: str) -> Iterable[str]:
    return folded.replace("'", " ").replace("-", " ").split()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of one word, as the index has it; a word the index drops is its folded self."""
    folded = fold(word)
    folded = load_forms().get(folded, folded)
    if folded.rstrip("s") in _WHOLE:
        return folded.rstrip("s")
    found = terms(folded)
    if len(found) != 1 or not folded.isalpha():
        return folded
    root = found[0].rstrip("e")  # « inchangée » without its accents: one « e » too many for the stemmer
    for ending in ("ent", "ez"):  # « demandent », « demandez »
        bare = root.removesuffix(ending)
        if folded.endswith(ending) and bare != root and len(bare) >= _MIN_ROOT and not root.endswith("ment"):
            return _bare(bare)
    return _bare(root) if len(root) >= _MIN_ROOT else found[0]


def _bare(root: str) -> str:
    """Return the root without what some forms of a verb add: « licencie », « démissionne »."""
    if len(root) <= _MIN_FAMILY:
        return root
    return root[:-1] if root.endswith(("i", "nn", "ll")) else root


@lru_cache(maxsize=50_000)
def same_family(one: str, other: str) -> bool:
    """Tell whether two stems begin alike over most of the shorter one: « renouvel » and « renouvellement »."""
    shorter = min(len(one), len(other))
    common = 0
    while common < shorter and one[common] == other[common]:
        common += 1
    return common >= _MIN_FAMILY and common >= _FAMILY_SHARE * max(shorter, _MIN_FAMILY) and len(one) + len(other) < 3 * common
