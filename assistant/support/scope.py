"""What a quote says with a reserve, under a condition, of some only: a sentence that leaves it out says more than the quote."""

import re
from collections.abc import Iterator, Sequence

from assistant.support.clauses import FINITE
from assistant.support.figures import holds
from assistant.support.quantities import Quantity
from assistant.support.reading import WHOLE, Reading
from assistant.support.wording import ABOUT_ALL, alike, is_said

_HELD = 0.5
"""Share of the words of a condition, or of what it governs, from which a sentence is taken to say it."""
_IMPERFECT = re.compile(r"(?!fait|trait|souhait|parfait|extrait|retrait)\w{2,}(?:ait|aient)")
_PAST = re.compile(_IMPERFECT.pattern + r"|etee?s?|ete|auparavant|autrefois|ancien\w*|jusqu|passe")
_OVER = ("remplac", "ancien", "abrog")
_NEAR = 8
_MEASURES = frozenset(("euro", "minute"))
_BOUNDING = frozenset(("over", "under"))


def dropped_hedges(sentence: Reading, used: Sequence[Reading]) -> frozenset[str]:
    """Return the reserves of the quotes used that bear on what the sentence says and that it leaves out."""
    ours = {name for name, _ in sentence.hedges}
    theirs = {
        name for quote in used for name, clause in quote.hedges if clause == WHOLE or _says_clause(quote, clause, sentence)
    }
    return frozenset(theirs - ours)


def _says_clause(quote: Reading, clause: int, sentence: Reading) -> bool:
    content = _content(quote, clause)
    return sum(is_said(concept, sentence.concepts) for concept in content) >= _HELD * len(content)


def drops_past(sentence: Reading, used: Sequence[Reading]) -> bool:
    """Tell whether a rule that the quote says to be over is told as if it held."""
    if any(_tells_now(sentence, quote) for quote in used):
        return True
    if not any(quote.is_outdated for quote in used) or sentence.is_outdated:
        return False
    if any(token.text.startswith(_OVER) for token in sentence.tokens):
        return False
    return not any(q.relation.bound in ("most", "under") and q.unit == "date" for q in sentence.quantities)


def _tells_now(sentence: Reading, quote: Reading) -> bool:
    """Tell whether what the quote says in the imperfect (« la charge *pesait* sur … ») is said in the present."""
    past = {at for at, token in enumerate(quote.tokens) if _IMPERFECT.fullmatch(token.text)}
    if not past or any(_PAST.fullmatch(token.text) for token in sentence.tokens):
        return False
    said = [w.concept for w in quote.words if w.place in past and quote.is_telling(w)]
    return any(alike(concept, w.concept) for concept in said for w in sentence.words if sentence.is_telling(w))


def dropped_conditions(sentence: Reading, used: Sequence[Reading]) -> Iterator[tuple[Reading, int]]:
    """Yield the condition clauses of the quotes that govern what the sentence says and that it leaves out."""
    for quote in used:
        for number, clause in enumerate(quote.clauses):
            if clause.kind == "condition" and _governs(quote, number, sentence) and not _held(quote, number, sentence):
                yield quote, number


def _governs(quote: Reading, number: int, sentence: Reading) -> bool:
    """Tell whether the sentence says the clause that the condition stands beside.

    A condition that opens the sentence governs what follows, any other what stands before it.
    """
    opens = all(not _content(quote, n) for n in range(number))
    following = quote.clauses[number + 1] if number + 1 < len(quote.clauses) else None
    resumes = following is not None and following.kind == "main" and quote.tokens[following.start].text in FINITE
    step = 1 if opens or resumes else -1
    beside = number + step
    while 0 <= beside < len(quote.clauses) and (quote.clauses[beside].kind == "condition" or not _content(quote, beside)):
        beside += step
    if not 0 <= beside < len(quote.clauses):
        return False
    clause = quote.clauses[beside]
    quantities = [q for q in quote.quantities if clause.start <= q.start < clause.end]
    if quantities:
        return any(holds(sentence, quantity) for quantity in quantities)
    content = _content(quote, beside)
    return sum(is_said(concept, sentence.concepts) for concept in content) / len(content) >= _HELD


def _content(quote: Reading, number: int) -> list[str]:
    return [word.concept for word in quote.by_clause[number]]


def _held(quote: Reading, number: int, sentence: Reading) -> bool:
    clause = quote.clauses[number]
    quantities = [q for q in quote.quantities if clause.start <= q.start < clause.end]
    if any(not holds(sentence, quantity) for quantity in quantities):
        return False
    content = [concept for concept in _content(quote, number) if concept != ABOUT_ALL]
    content = content or [w.concept for w in quote.words if w.clause == number and w.concept != ABOUT_ALL]
    if not content:
        return True
    share = sum(is_said(concept, sentence.concepts) for concept in content) / len(content)
    has_choice = any(token.text == "ou" for token in quote.tokens[clause.start : clause.end])
    return share > _HELD or (has_choice and share > 0)


def dropped_bounds(sentence: Reading, used: Sequence[Reading]) -> Iterator[Quantity]:
    """Yield the « après quatre mois », « avant six ans » under which a quote speaks and that the sentence leaves out."""
    for quote in used:
        for quantity in quote.quantities:
            if _is_bounding(quantity) and not holds(sentence, quantity):
                bounded = _bounded(quote, quantity)
                if bounded and sum(is_said(concept, sentence.concepts) for concept in bounded) >= _HELD * len(bounded):
                    yield quantity


def _is_bounding(quantity: Quantity) -> bool:
    """Tell whether a bound says to whom or when a rule applies: « à partir du deuxième enfant », « après six ans »."""
    bound = quantity.relation.bound
    return quantity.unit != "date" and (bound in _BOUNDING or (bound == "since" and quantity.unit.startswith("rang ")))


def _bounded(quote: Reading, quantity: Quantity) -> list[str]:
    """Return the words that a bound bears on: those before it, or the rest when it comes first."""
    before = [w.concept for w in quote.words if 0 < quantity.start - w.place <= _NEAR and quote.is_telling(w)]
    return before or [w.concept for w in quote.words if w.place >= quantity.end and quote.is_telling(w)]


def dropped_companions(sentence: Reading, used: Sequence[Reading]) -> Iterator[str]:
    """Yield « à temps complet », « à 62 % » where a quote gives an amount so, and the sentence the amount alone."""
    for quote in used:
        for quantity in quote.quantities:
            if quantity.unit in _MEASURES and holds(sentence, quantity):
                clause = quote.clause_of(quantity.start)
                yield from _lost_companions(quote, clause, sentence)


def _lost_companions(quote: Reading, clause: int, sentence: Reading) -> Iterator[str]:
    span = quote.clauses[clause]
    for word in quote.words:
        if word.clause == clause and word.concept.startswith("temp ") and word.concept not in sentence.concepts:
            yield word.concept
    for quantity in quote.quantities:
        before = quote.tokens[quantity.start - 1].text if quantity.start else ""
        if quantity.unit == "%" and before == "a" and span.start <= quantity.start < span.end and not holds(sentence, quantity):
            yield "%"


def restricts_otherwise(sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """Tell whether « ne … que », « seul » is added, or dropped together with what it singles out."""
    ours = any(stance.restricted for stance in sentence.stances)
    theirs = any(stance.restricted for quote in quotes for stance in quote.stances)
    if ours and not theirs:
        return True
    return not ours and any(_loses_single(quote, sentence) for quote in quotes)


def _loses_single(quote: Reading, sentence: Reading) -> bool:
    for number, stance in enumerate(quote.stances):
        words = [w for w in quote.words if w.clause == number and quote.is_telling(w)]
        singled = [w for w in quote.words if w.place in stance.restricted]
        telling = [w for w in singled if quote.is_telling(w)]
        single = [is_said(w.concept, sentence.concepts) for w in telling or singled]
        outside = [is_said(w.concept, sentence.concepts) for w in words if w.place not in stance.restricted]
        if single and sum(outside) > len(outside) * _HELD and sum(single) < len(single) * _HELD:
            return True
    return False


def reaches_otherwise(sentence: Reading, used: Sequence[Reading]) -> bool:
    """Tell whether « tous » is added, or « certains » added or left out."""
    reaches = {quote.reach for quote in used}
    if sentence.reach == "some" or "some" in reaches:
        return "some" not in reaches or sentence.reach != "some"
    none = any(token.text in ("aucun", "aucune", "jamais") for quote in used for token in quote.tokens)
    return sentence.reach == "all" and "all" not in reaches and not none
