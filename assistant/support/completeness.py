"""What a sentence leaves out of the rule it tells: a rule told without one of its words is another rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.support.figures import holds
from assistant.support.lexicon import load_lexicon
from assistant.support.reading import Reading, Word
from assistant.support.wording import ABOUT_ALL, is_said

_BEFORE_INFINITIVE = frozenset(("d", "de", "pour", "a"))
_TOLD = 0.6
"""Share of what a case of a quote says from which a sentence is taken to tell that case."""
_LINKS = frozenset((",", "et", "ou", "ni", "(", ")"))
_CHOICES = frozenset(("et", "ou", "ni"))
_HOLLOW = frozenset("valeur dependr desqu dev version text".split())
_REVERSING = frozenset("dispens empech refus interd exclu priv manqu exempt renonc facult".split())
"""Verbs that turn a rule round: never left out. Any other may be said by one that tells less."""
_NARROWING = frozenset("si s sauf hors sans avec seulement uniquement lorsque lorsqu quand pour en dans avant apres".split())


@dataclass(frozen=True, slots=True)
class _Item:
    name: str
    place: int
    is_told: bool
    may_change: bool


def left_out(sentence: Reading, used: Sequence[Reading]) -> Iterator[str]:
    """Yield what the quotes say in the cases that the sentence tells, and that it does not say.

    An item of a list (« … ou le directeur »), an aside (« …, comme … ») and a verb that another may replace may be left out.
    """
    for quote in used:
        for parts in _cases(quote):
            read = [_items(quote, part, sentence) for part in parts]
            told = [item.is_told for items in read for item in items]
            if any(told) and sum(told) >= _TOLD * len(told):
                yield from _lost(quote, parts, read)


def _cases(quote: Reading) -> Iterator[list[range]]:
    """Yield each case of the quote, as the parts between its commas and conjunctions."""
    for _, places in groupby(range(len(quote.tokens)), key=lambda at: quote.segments[at]):
        parts: list[range] = []
        for at in places:
            if not parts or quote.tokens[at].text in _LINKS:
                parts.append(range(at, at + 1))
            else:
                parts[-1] = range(parts[-1].start, at + 1)
        yield parts


def _items(quote: Reading, part: range, sentence: Reading) -> list[_Item]:
    """Return the telling words and quantities of a part."""
    words = [w for w in quote.words if w.place in part and quote.is_telling(w) and w.concept != ABOUT_ALL]
    items = [_Item(w.concept, w.place, is_said(w.concept, sentence.concepts), _may_change(quote, w)) for w in words]
    items += [_Item(q.unit, q.start, holds(sentence, q), False) for q in quote.quantities if q.start in part]
    return sorted(items, key=lambda item: item.place)


def _may_change(quote: Reading, word: Word) -> bool:
    """Tell whether a word is a verb that another may replace, or who acts in the passive (« abrogée *par le Conseil* »)."""
    if word.concept in _HOLLOW or quote.clauses[word.clause].kind == "condition":
        return word.concept in _HOLLOW
    if quote.is_verb(word) or _is_infinitive(quote, word):
        return word.concept not in _REVERSING and not load_lexicon().groups.get(word.concept)
    before = [token.text for token in quote.tokens[max(0, word.place - 2) : word.place]]
    return "par" in before and word.concept in load_lexicon().actors


def _is_infinitive(quote: Reading, word: Word) -> bool:
    ends = quote.tokens[word.place].text.endswith(("er", "ir", "re", "oir"))
    return ends and word.place > 0 and quote.tokens[word.place - 1].text in _BEFORE_INFINITIVE


def _lost(quote: Reading, parts: Sequence[range], read: Sequence[Sequence[_Item]]) -> Iterator[str]:
    for number, (part, items) in enumerate(zip(parts, read, strict=True)):
        first = quote.tokens[part.start + 1].text if len(part) > 1 else ""
        kept = any(item.is_told or item.name in _REVERSING for item in items)
        if number and first not in _NARROWING and not kept:
            continue
        chosen = _chosen(quote, parts, read, number)
        yield from (item.name for item in items if not (item.is_told or item.may_change or item in chosen))


def _chosen(quote: Reading, parts: Sequence[range], read: Sequence[Sequence[_Item]], number: int) -> list[_Item]:
    """Return the items of a part that may go since their neighbour beyond « et », « ou » is told: « né *ou adopté* »."""
    chosen: list[_Item] = []
    if number and quote.tokens[parts[number].start].text in _CHOICES and any(item.is_told for item in read[number - 1][-1:]):
        chosen += read[number][:1]
    if number + 1 < len(parts) and quote.tokens[parts[number + 1].start].text in _CHOICES:
        chosen += read[number][-1:] if any(item.is_told for item in read[number + 1][:1]) else []
    return chosen
