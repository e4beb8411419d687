"""What goes with what: an amount with its echelon, a share with its duration, « partiel » with who chooses it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.support.figures import limit_of
from assistant.support.lexicon import load_lexicon
from assistant.support.quantities import Quantity
from assistant.support.reading import Reading
from assistant.support.wording import alike, is_said

_RIVAL_WEIGHT = 3
_ACTORS = frozenset(("acteur",))
_EVERYWHERE = frozenset(("aesh", "elev"))
_HEAD_LINKS = frozenset(("de", "d", "du", "des"))
_NEAR = 3
_BEFORE = 7


@dataclass(frozen=True, slots=True)
class Item:
    """A quantity or a word, with the groups in which it has rivals and the segment it stands in."""

    groups: frozenset[str]
    value: str
    place: int
    segment: int


def misbound_items(sentence: Reading, quotes: Sequence[Reading]) -> Iterator[Item]:
    """Yield the items that stand with what the quotes give to a rival: « 50 % » with the three months of 90 %."""
    said = [_items(quote) for quote in quotes]
    ours = _items(sentence)
    for item in ours:
        if not any(_are_rivals(item, rival) for theirs in said for rival in theirs):
            continue
        beside = [other for other in ours if other.segment == item.segment and other is not item]
        if _is_misbound(item, [other for other in beside if _is_nearest(item, other, beside)], said):
            yield item


def _is_nearest(item: Item, other: Item, beside: Sequence[Item]) -> bool:
    """Tell whether no rival of ``item`` in the same segment stands nearer to ``other``."""
    distance = abs(item.place - other.place)
    return not any(
        _are_rivals(item, rival) and rival is not other and abs(rival.place - other.place) <= distance for rival in beside
    )


def _is_misbound(item: Item, beside: Sequence[Item], said: Sequence[Sequence[Item]]) -> bool:
    """Weigh the company of ``item``: what the quotes put beside it, and what they put beside its rivals alone."""
    balance = 0
    for other in beside:
        has_rivals = any(_are_rivals(other, theirs) for items in said for theirs in items)
        if has_rivals or item.groups != _ACTORS:
            balance += _verdict(item, other, said) * (_RIVAL_WEIGHT if has_rivals else 1)
    return balance < 0


def _verdict(item: Item, other: Item, said: Sequence[Sequence[Item]]) -> int:
    """Return 1 when the quotes put ``other`` beside ``item`` alone, -1 beside its rivals alone, 0 beside both or neither."""
    with_item = with_rival = False
    for items in said:
        has_item = any(_same(theirs, item) for theirs in items)
        for place in (theirs for theirs in items if _same(theirs, other)):
            segment = [theirs for theirs in items if theirs.segment == place.segment]
            rivals = [theirs for theirs in segment if theirs is not place and _are_rivals(item, theirs)]
            if any(_same(theirs, item) for theirs in segment):
                with_item = True
            elif rivals and not (has_item and _is_shared(place, rivals, items, item)):
                with_rival = True
    return with_item - with_rival


def _is_shared(place: Item, rivals: Sequence[Item], items: Sequence[Item], item: Item) -> bool:
    """Tell whether a word beside a rival holds for ``item`` too: it stands before both, or is not said again."""
    if any(_are_rivals(place, theirs) for theirs in items):
        return False
    own_segment = next(theirs.segment for theirs in items if _same(theirs, item))
    own, beside = (
        {theirs.value for theirs in items if theirs.segment == segment and not theirs.value.startswith("=")}
        for segment in (own_segment, place.segment)
    )
    return own <= beside or all(place.place < rival.place for rival in rivals)


def _same(one: Item, other: Item) -> bool:
    if one.value == other.value:
        return True
    return not one.value.startswith("=") and not other.value.startswith("=") and alike(one.value, other.value)


def _are_rivals(one: Item, other: Item) -> bool:
    return bool(one.groups & other.groups) and one.value != other.value


def _items(reading: Reading) -> list[Item]:
    """Return the quantities of a sentence, whose values begin with ``=``, and its telling words."""
    lexicon = load_lexicon()
    segment_of = reading.segments
    quantities = [
        Item(frozenset((q.unit,)), value_of(q), q.start, segment_of[q.start])
        for q in reading.quantities
        if q.unit and not q.unit.startswith("n ")
    ]
    words = [
        Item(
            _ACTORS if w.concept in lexicon.actors else lexicon.groups.get(w.concept, frozenset()),
            w.concept,
            w.place,
            segment_of[w.place],
        )
        for w in reading.words
        if reading.is_telling(w) and w.concept not in _EVERYWHERE
    ]
    return sorted([*quantities, *words], key=lambda item: item.place)


def value_of(quantity: Quantity) -> str:
    """Return what makes two quantities one: unit, value, and which side of it is meant."""
    limit = limit_of(quantity)
    bound = quantity.relation.bound if quantity.relation.bound in ("over", "under", "most") else ""
    return f"={limit}" if limit else f"={quantity.unit} {quantity.value} {bound}"


def misattached(sentence: Reading, quotes: Sequence[Reading]) -> Iterator[Quantity]:
    """Yield the quantities whose nearest word (« 120 h *d'activités* ») the quotes give to another value."""
    for side in (_head, _tail):
        said = [(word, q.unit, value_of(q)) for quote in quotes for q in quote.quantities if (word := side(quote, q))]
        elided = {value_of(q) for quote in quotes for q in quote.quantities if is_elided(quote, q) and not side(quote, q)}
        for quantity in sentence.quantities:
            word = "" if value_of(quantity) in elided else side(sentence, quantity)
            values = {value for other, unit, value in said if word and unit == quantity.unit and _alike(word, other)}
            if values and value_of(quantity) not in values:
                yield quantity


def is_elided(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether the words of the quantity before it hold for this one too: « …, et à 20 jours »."""
    before = [token.text for token in reading.tokens[max(0, quantity.start - 3) : quantity.start]]
    linked = "et" in before or "ou" in before or before[-2:] in ([",", "de"], [",", "a"], [",", "d"])
    return linked or quantity.end >= len(reading.tokens) or reading.tokens[quantity.end].kind == "mark"


def _alike(one: str, other: str) -> bool:
    return one == other or alike(one, other)


def _tail(reading: Reading, quantity: Quantity) -> str:
    """Return the word that follows the quantity at once."""
    end = min([q.start for q in reading.quantities if q.start >= quantity.end] + [quantity.end + _NEAR])
    return next(
        (w.concept for w in reading.words if quantity.end <= w.place < end and _is_joined(reading, quantity.end, w.place)), ""
    )


def _head(reading: Reading, quantity: Quantity) -> str:
    """Return the word that « de » joins to the quantity."""
    at = quantity.start - 1
    if at < 1 or reading.tokens[at].text not in _HEAD_LINKS:
        return ""
    return next((w.concept for w in reading.words if w.place == at - 1 and reading.is_telling(w)), "")


def _is_joined(reading: Reading, start: int, end: int) -> bool:
    return all(token.kind == "word" for token in reading.tokens[start:end])


def scattered(sentence: Reading, quotes: Sequence[Reading], share: float) -> bool:
    """Tell whether a quantity comes from one sentence of the quotes and most of the words before it from another."""
    for quantity in sentence.quantities:
        held = [quote for quote in quotes if any(value_of(quantity) == value_of(other) for other in quote.quantities)]
        words = _words_before(sentence, quantity)
        said = [word for word in words if any(is_said(word, quote.concepts) for quote in quotes)]
        best = max((sum(is_said(word, quote.concepts) for word in said) for quote in held), default=0)
        if held and best < share * len(said):
            return True
    return False


def _words_before(reading: Reading, quantity: Quantity) -> list[str]:
    clause = reading.clause_of(quantity.start)
    return [w.concept for w in reading.by_clause[clause] if 0 < quantity.start - w.place <= _BEFORE]


def mispaired(sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """Tell whether quantities are joined that a quote pairs otherwise: « de l'indice 371 au 1er échelon à 455 au 11e »."""
    pairs = {pair for quote in quotes for pair in _pairs(quote)}
    firsts = {first for first, _ in pairs}
    ours = [(value_of(q), q.unit) for q in sentence.quantities]
    return any(
        (one, other) not in pairs and one in firsts and any(first == one and unit == _unit(second) for first, second in pairs)
        for one, _ in ours
        for other, unit in ours
        if sum(unit == theirs for _, theirs in ours) == 1
    )


def _unit(value: str) -> str:
    return value.removeprefix("=").rsplit(" ", 2)[0]


def _pairs(quote: Reading) -> Iterator[tuple[str, str]]:
    """Yield the values of two units that one segment tells as many times, first with first, second with second."""
    by_unit: dict[tuple[int, str], list[str]] = {}
    segment_of = quote.segments
    for quantity in quote.quantities:
        by_unit.setdefault((segment_of[quantity.start], quantity.unit), []).append(value_of(quantity))
    for (segment, unit), values in by_unit.items():
        for (other_segment, other_unit), others in by_unit.items():
            if segment == other_segment and unit != other_unit and len(values) == len(others) > 1:
                yield from zip(values, others, strict=True)


def misperiodic(sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """Tell whether an amount is « par mois » here and « par an » there."""
    for quantity in sentence.quantities:
        ours = _period(sentence, quantity)
        theirs = {
            _period(quote, other) for quote in quotes for other in quote.quantities if value_of(other) == value_of(quantity)
        } - {""}
        if ours and theirs and ours not in theirs:
            return True
    return False


def _period(reading: Reading, quantity: Quantity) -> str:
    near = range(quantity.end, quantity.end + _NEAR + 1)
    return next((w.concept for w in reading.words if w.place in near and w.concept.startswith("par ")), "")
