"""Whether quotes support a sentence: every fault found, and the share of its words they hold."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.support.attitude import answers_otherwise, belied_quantities, belied_words, contradicted_clauses, turns_round
from assistant.support.bindings import misattached, misbound_items, mispaired, misperiodic, scattered
from assistant.support.completeness import left_out
from assistant.support.figures import holds, missing_quantities, missing_references
from assistant.support.order import misfollowed, other_doers, patched, turned_round
from assistant.support.qualifiers import dropped_adjectives, dropped_limits, dropped_purposes, dropped_qualifiers
from assistant.support.reading import Reading, read_sentence
from assistant.support.roles import misplaced_persons, reversed_acts, swapped_acts
from assistant.support.scope import (
    dropped_bounds,
    dropped_companions,
    dropped_conditions,
    dropped_hedges,
    drops_past,
    reaches_otherwise,
    restricts_otherwise,
)
from assistant.support.wording import Coverage, coverage_of, is_said, is_thin
from corpus.sentences import sentence_spans

MIN_COVERAGE = 0.7
NEAR = 0.95
SCATTERED = 0.6


@dataclass(frozen=True, slots=True)
class Aids:
    """What may help to compare, when it is there.

    ``rarity`` weighs a word (the lexical index's), ``similarity`` compares two texts (0 to 1, an embedder's cosine).
    """

    rarity: Callable[[str], float] | None = None
    similarity: Callable[[str, str], float] | None = None


class Fault(StrEnum):
    """Why a sentence is not supported."""

    REFERENCE = "reference"
    QUANTITY = "quantity"
    PROTECTED = "protected"
    ACTOR = "actor"
    BINDING = "binding"
    STANCE = "stance"
    ANSWER = "answer"
    HEDGE = "hedge"
    PAST = "past"
    CONDITION = "condition"
    COMPANION = "companion"
    QUALIFIER = "qualifier"
    RESTRICTION = "restriction"
    REACH = "reach"
    SCATTERED = "scattered"
    LEFT_OUT = "left_out"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The faults of a sentence before its quotes; ``coverage`` is the share (0 to 1) of its telling words they hold."""

    faults: tuple[Fault, ...]
    coverage: float
    missing: tuple[str, ...]

    @property
    def is_supported(self) -> bool:
        """Whether nothing speaks against the sentence."""
        return not self.faults


def judge(sentence: str, quotes: Sequence[str], aids: Aids | None = None) -> Judgement:
    """Compare a sentence with the quotes it cites, in their comparable form."""
    aids = aids or Aids()
    read, said = read_sentence(sentence), _read(quotes)
    coverage = coverage_of(read, said, aids.rarity)
    faults = tuple(
        dict.fromkeys(_faults(read, said, _lacks_words(read, coverage, _nearness(sentence, quotes, aids)), coverage))
    )
    return Judgement(faults, coverage.share, tuple(word.concept for word in coverage.missing))


def is_supported(sentence: str, quotes: Sequence[str], aids: Aids | None = None) -> bool:
    """Tell whether ``judge`` finds no fault; it stops at the first."""
    aids = aids or Aids()
    read, said = read_sentence(sentence), _read(quotes)
    coverage = coverage_of(read, said, aids.rarity)
    if _lacks_words(read, coverage, 1.0):
        return False
    lacks = _lacks_words(read, coverage, _nearness(sentence, quotes, aids))
    return not lacks and next(_faults(read, said, False, coverage), None) is None


def _read(quotes: Sequence[str]) -> list[Reading]:
    return [read_sentence(quote[start:end]) for quote in quotes for start, end in sentence_spans(quote)]


def _nearness(sentence: str, quotes: Sequence[str], aids: Aids) -> float:
    return aids.similarity(sentence, " ".join(quotes)) if aids.similarity else 0.0


def _faults(sentence: Reading, quotes: Sequence[Reading], lacks_words: bool, coverage: Coverage) -> Iterator[Fault]:
    used = _used(sentence, quotes)
    both = (sentence, quotes)
    checks: tuple[tuple[Fault, Callable[[], bool]], ...] = (
        (Fault.PROTECTED, lambda: bool(coverage.protected)),
        (Fault.WORDS, lambda: lacks_words or is_thin(sentence, quotes)),
        (Fault.REFERENCE, lambda: _any(missing_references(*both))),
        (Fault.QUANTITY, lambda: _any(missing_quantities(*both))),
        (Fault.ANSWER, lambda: answers_otherwise(*both)),
        (Fault.HEDGE, lambda: bool(dropped_hedges(sentence, used))),
        (Fault.PAST, lambda: drops_past(sentence, used)),
        (Fault.REACH, lambda: reaches_otherwise(sentence, used)),
        (Fault.STANCE, lambda: _any(contradicted_clauses(*both)) or _any(belied_words(*both))),
        (Fault.STANCE, lambda: turns_round(*both) or _any(belied_quantities(*both))),
        (Fault.CONDITION, lambda: _any(dropped_conditions(sentence, used)) or _any(dropped_bounds(sentence, used))),
        (Fault.RESTRICTION, lambda: restricts_otherwise(sentence, used)),
        (Fault.QUALIFIER, lambda: _any(dropped_qualifiers(sentence, used)) or _any(dropped_limits(sentence, used))),
        (Fault.QUALIFIER, lambda: _any(dropped_purposes(sentence, used)) or _any(dropped_adjectives(sentence, used))),
        (Fault.COMPANION, lambda: _any(dropped_companions(sentence, used))),
        (Fault.ACTOR, lambda: _any(swapped_acts(*both)) or _any(reversed_acts(*both))),
        (Fault.ACTOR, lambda: _any(misplaced_persons(*both))),
        (Fault.BINDING, lambda: _any(misbound_items(*both)) or _any(misattached(*both))),
        (Fault.BINDING, lambda: mispaired(*both) or misperiodic(*both)),
        (Fault.BINDING, lambda: _any(misfollowed(*both)) or turned_round(*both)),
        (Fault.ACTOR, lambda: _any(other_doers(*both))),
        (Fault.LEFT_OUT, lambda: _any(left_out(sentence, used))),
        (Fault.SCATTERED, lambda: scattered(sentence, quotes, SCATTERED) or patched(*both)),
    )
    return (fault for fault, is_found in checks if is_found())


def _any(found: Iterator[object]) -> bool:
    return next(found, None) is not None


def _lacks_words(sentence: Reading, coverage: Coverage, nearness: float) -> bool:
    """Tell whether words are missing; where a similarity vouches for the whole, one verb may be another."""
    excused = 1 if nearness >= NEAR and coverage.share >= MIN_COVERAGE else 0
    verbs = sum(sentence.is_verb(word) for word in coverage.missing)
    return len(coverage.missing) > min(verbs, excused)


def _used(sentence: Reading, quotes: Sequence[Reading]) -> list[Reading]:
    """Return the sentences of the quotes that ``sentence`` draws on: that which holds most of it, then those that add to it."""
    wanted = {f"w{w.place}": w for w in sentence.words if sentence.is_telling(w)}
    held = [{key for key, word in wanted.items() if is_said(word.concept, quote.concepts)} for quote in quotes]
    for said, quote in zip(held, quotes, strict=True):
        said |= {f"q{q.start}" for q in sentence.quantities if holds(quote, q)}
    used: list[Reading] = []
    covered: set[str] = set()
    while quotes:
        best = max(range(len(quotes)), key=lambda n: len(held[n] - covered))
        if not held[best] - covered:
            break
        covered |= held[best]
        used.append(quotes[best])
    return used
