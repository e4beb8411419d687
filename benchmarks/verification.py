"""What the last gate lets through: precision and recall by kind of change, beside a rule that asks for every telling word.

    .venv/bin/python -m benchmarks.verification [--part test] [--crossed]

The pairs are those of tests/assistant/support_pairs*.yaml: « tune » set the rule, « test » was written after it, at one go.
The time is that of a sentence and a quote never read before, over that of parsing the references of both.
``--crossed`` holds each sentence of a sheet against other sentences of the same sheet: nearly none may be supported.
"""

import argparse
import random
import re
import time
from collections.abc import Callable, Sequence

from assistant.support.judgement import is_supported
from assistant.support.reading import read_sentence
from assistant.support.tokens import tokens_of
from corpus.normalize import fold
from corpus.references.parser import parse_references
from tests.assistant.pairs import Pair, Score, load_pairs, score
from tests.assistant.sheet_sentences import sentences_by_sheet

Rule = Callable[[str, Sequence[str]], bool]
_DENIALS = frozenset("ne n pas non ni jamais aucun aucune sans rien plus sauf".split())
_EMPTY = frozenset(
    "le la les l un une de du des d a au aux et en y ce cet cette ces se s qui que qu pour par selon dans sur".split()
)
_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?")
_CROSSED = 12
_SEED = 5


def holds_every_word(sentence: str, quotes: Sequence[str]) -> bool:
    """Tell what the rule before this one told: the quotes hold every number, reference and telling word, and deny as much."""
    quote = " ".join(quotes)
    wanted, said = _words(sentence), _words(quote)
    references = {found.reference for found in parse_references(sentence)}
    return (
        _numbers(sentence) <= _numbers(quote)
        and references <= {found.reference for found in parse_references(quote)}
        and wanted <= said
        and wanted & _DENIALS == said & _DENIALS
    )


def _numbers(text: str) -> set[str]:
    return {re.sub(r"\s", "", match).replace(",", ".") for match in _NUMBER.findall(text)}


def _words(text: str) -> set[str]:
    kept, position = [], 0
    for found in parse_references(text):
        kept.append(text[position : found.start])
        position = found.end
    return set(re.findall(r"[a-z]+", fold(" ".join([*kept, text[position:]])))) - _EMPTY


def shown_by(rule: Rule, pairs: list[Pair]) -> list[bool]:
    """Return what ``rule`` lets through."""
    return [rule(pair.sentence, pair.quotes) for pair in pairs]


def tell(name: str, found: Score) -> None:
    """Print one line of figures."""
    figures = f"precision {found.precision:.3f}, recall {found.recall:.3f}"
    print(f"{name:28}: {figures} ({found.right} right, {found.wrong} wrong, {found.withheld} withheld)")


def tell_kinds(pairs: list[Pair], new: list[bool], old: list[bool]) -> None:
    """Print, for each kind, how many of its sentences both rules show."""
    print(f"\n{'kind':20} {'pairs':>6} {'shown':>6} {'before':>7}   expected")
    for is_right in (True, False):
        for kind in sorted({pair.kind for pair in pairs if pair.is_supported == is_right}):
            of_kind = [n for n, pair in enumerate(pairs) if (pair.kind, pair.is_supported) == (kind, is_right)]
            counts = f"{len(of_kind):6} {sum(new[n] for n in of_kind):6} {sum(old[n] for n in of_kind):7}"
            print(f"{kind:20} {counts}   {'shown' if is_right else 'withheld'}")


def tell_wrong(pairs: list[Pair], shown: list[bool]) -> None:
    """Print each sentence shown that should not be."""
    for pair, is_shown in zip(pairs, shown, strict=True):
        if is_shown and not pair.is_supported:
            print(f"wrongly shown ({pair.id}, {pair.kind}): {pair.sentence}\n  quotes: {' | '.join(pair.quotes)}")


def tell_time(pairs: list[Pair]) -> None:
    """Print the milliseconds of a judgement and its ratio to parsing the references."""
    is_supported(pairs[0].sentence, pairs[0].quotes)
    parsing = judging = 0.0
    for pair in pairs:
        tokens_of.cache_clear()
        read_sentence.cache_clear()
        started = time.perf_counter()
        for text in (pair.sentence, *pair.quotes):
            parse_references(text)
        parsed = time.perf_counter()
        is_supported(pair.sentence, pair.quotes)
        parsing, judging = parsing + parsed - started, judging + time.perf_counter() - parsed
    print(f"\n{judging / len(pairs) * 1000:.2f} ms a sentence, {judging / parsing:.1f} times the parsing of its references")


def tell_crossed() -> None:
    """Print how many sentences another sentence of the same sheet supports, and which."""
    chance = random.Random(_SEED)  # noqa: S311 - a sample, not a secret
    tried, found = 0, list[tuple[str, str]]()
    for sentences in sentences_by_sheet():
        for sentence in sentences:
            others = [other for other in sentences if other != sentence]
            for quote in chance.sample(others, min(_CROSSED, len(others))):
                tried += 1
                found += [(sentence, quote)] if is_supported(sentence, [quote]) else []
    print(f"\n{tried} sentences held against another of their sheet: {len(found)} supported")
    for sentence, quote in found:
        print(f"- {sentence}\n  by: {quote}")


def main() -> None:
    """Print the figures of one part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tune", "test"), default="test")
    parser.add_argument("--crossed", action="store_true")
    options = parser.parse_args()
    pairs = load_pairs(options.part)
    new, old = shown_by(is_supported, pairs), shown_by(holds_every_word, pairs)
    print(f"part « {options.part} »: {len(pairs)} pairs, {sum(pair.is_supported for pair in pairs)} supported")
    tell("this rule", score(pairs, new))
    tell("every telling word (before)", score(pairs, old))
    tell_kinds(pairs, new, old)
    tell_wrong(pairs, new)
    tell_time(pairs)
    if options.crossed:
        tell_crossed()


if __name__ == "__main__":
    main()
