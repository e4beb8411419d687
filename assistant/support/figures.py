"""Quantities and references of a sentence, looked for in its quotes by value, unit and bound."""

from collections.abc import Iterator, Sequence

from assistant.support.dates import Day
from assistant.support.lexicon import same_family
from assistant.support.quantities import Quantity
from assistant.support.reading import Reading
from assistant.support.relations import Relation
from corpus.references.value import LegalReference, same_number

_FROM = frozenset(("since", "least"))


def missing_quantities(sentence: Reading, quotes: Sequence[Reading]) -> Iterator[Quantity]:
    """Yield the quantities of ``sentence`` that the quotes do not hold, as often, with the same unit, value and bound."""
    said = [other for quote in quotes for other in quote.quantities]
    for number, wanted in enumerate(sentence.quantities):
        told = sum(_repeats(wanted, other) for other in said)
        again = sum(_repeats(wanted, other) for other in sentence.quantities[: number + 1])
        if not any(same_quantity(wanted, other) for other in said) or again > max(told, 1):
            yield wanted


def _repeats(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit and one.value == other.value


def holds(quote: Reading, wanted: Quantity) -> bool:
    """Tell whether ``quote`` says the quantity ``wanted``."""
    return any(same_quantity(wanted, said) for said in quote.quantities)


def same_quantity(wanted: Quantity, said: Quantity) -> bool:
    """Tell whether two quantities are one: « deux ans » and « 24 mois », « avant le 1er mars » and « jusqu'au 28 février »."""
    if isinstance(wanted.value, Day) or isinstance(said.value, Day):
        return isinstance(wanted.value, Day) and isinstance(said.value, Day) and _same_day(wanted, said)
    return wanted.value == said.value and _same_unit(wanted.unit, said.unit) and _agree(wanted.relation, said.relation)


def _same_unit(wanted: str, said: str) -> bool:
    if wanted == said or not wanted:
        return True
    kind, _, concept = wanted.partition(" ")
    other_kind, _, other = said.partition(" ")
    if wanted == "jour" == other_kind:
        return True  # « 25 jours » says less than « 25 jours calendaires »
    return kind == other_kind != "jour" and bool(concept) and same_family(concept, other)


def _agree(wanted: Relation, said: Relation) -> bool:
    if said.is_about and not wanted.is_about:
        return False
    same = wanted.bound == said.bound or {wanted.bound, said.bound} <= _FROM
    return same and wanted.shift == said.shift


def _same_day(wanted: Quantity, said: Quantity) -> bool:
    one, other = limit_of(wanted), limit_of(said)
    if one is None or other is None:
        alike = _side(wanted.relation) == _side(said.relation)
        return alike and isinstance(wanted.value, Day) and isinstance(said.value, Day) and said.value.covers(wanted.value)
    return one == other


def limit_of(quantity: Quantity) -> tuple[str, object] | None:
    """Return which side of which day a date means; None for the day itself, or a day without a year."""
    day, side = quantity.value, _side(quantity.relation)
    if not isinstance(day, Day) or not side:
        return None
    first, after = day.first(), day.after()
    if first is None or after is None:
        return None
    return {
        "since": ("start", first), "over": ("start", after), "under": ("end", first), "most": ("end", after),
    }[side]  # fmt: skip


def _side(relation: Relation) -> str:
    return "since" if relation.bound in _FROM else relation.bound if relation.bound in ("over", "under", "most") else ""


def missing_references(sentence: Reading, quotes: Sequence[Reading]) -> Iterator[LegalReference]:
    """Yield the references of ``sentence`` that no quote makes at least as precisely."""
    for number, wanted in enumerate(sentence.references):
        said = {other for quote in quotes for other in quote.references if covers(other, wanted)}
        again = [other for other in sentence.references[:number] if other == wanted]
        if not said or (again and not _says_twice(quotes, wanted)):
            yield wanted


def _says_twice(quotes: Sequence[Reading], wanted: LegalReference) -> bool:
    return sum(covers(said, wanted) for quote in quotes for said in quote.references) > 1


def covers(said: LegalReference, wanted: LegalReference) -> bool:
    """Tell whether ``said`` is the reference ``wanted``, at least as precise."""
    if said.nature != wanted.nature or not _same_number(said.number, wanted.number):
        return False
    pairs = ((said.date, wanted.date), (said.article, wanted.article), (said.code, wanted.code), (said.nor, wanted.nor))
    if any(theirs is not None and ours != theirs for ours, theirs in pairs):
        return False
    named = (wanted.number, wanted.date, wanted.article, wanted.nor)
    return any(named) and (wanted.part is None or (said.part or "").startswith(wanted.part))


def _same_number(said: str | None, wanted: str | None) -> bool:
    return wanted is None or same_number(said, wanted)
