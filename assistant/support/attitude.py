"""Negation and modality: the same in a sentence and in its quotes, or not."""

from collections.abc import Iterator, Sequence

from assistant.support.modality import NEGATIVE, Label
from assistant.support.quantities import Quantity
from assistant.support.reading import Reading, Word
from assistant.support.wording import ABOUT_ALL, alike, is_said

_PREDICATING = frozenset("est sont etait etaient sera seront peut peuvent pouvez doit doivent devez".split())
_SETTING = frozenset("apres avant pour dans en depuis lors pendant durant a au aux".split())
_DEADLINES = frozenset("mois jour semaine minute date".split())
_CONFLICT = 0.6
"""Share of the words of a clause that bear another label in the quotes, from which it is said to contradict them."""
# What a label of the quote allows a sentence to say: itself, or less.
_MODAL: frozenset[Label] = frozenset(("possible", "due", "forbidden", "not_due"))
_TERMED: frozenset[Label] = frozenset(("fact", "possible", "due", "term"))
_ALLOWED: dict[Label, frozenset[Label]] = {
    "fact": frozenset(("fact", "right")),
    "right": frozenset(("right", "fact", "possible")),
    "granted": frozenset(("granted", "right", "fact")),
    "not_granted": frozenset(("not_granted", "no_right", "denied")),
    "possible": frozenset(("possible",)),
    "term": frozenset(("term", "possible")),
    "due": frozenset(("due", "fact")),
    "denied": frozenset(("denied", "no_right", "forbidden")),
    "forbidden": frozenset(("forbidden", "denied")),
    "not_due": frozenset(("not_due",)),
    "no_right": frozenset(("no_right", "denied")),
}


def agreeing(place_labels: frozenset[Label], has_deadline: bool) -> frozenset[Label]:
    """Return the labels that a quote's labels allow; a rule told with a deadline may be told as a duty."""
    allowed = frozenset(label for said in place_labels for label in _ALLOWED[said])
    if has_deadline and place_labels & _TERMED:
        allowed |= {"term", "due", "fact"} if place_labels & {"fact", "term"} else {"term"}
    return allowed


def contradicted_clauses(sentence: Reading, quotes: Sequence[Reading]) -> Iterator[int]:
    """Yield the numbers of the clauses that the quotes deny, allow, demand or forbid otherwise.

    The first word of what is said counts (« *peut* être engagé »), and the others together.
    """
    for number, clause in enumerate(sentence.clauses):
        is_main = (clause.kind == "main" and not _is_setting(sentence, number)) or _is_whole(sentence, number)
        against = [
            _is_against(word.labels, allowed) if is_main else _is_denied(word.labels, allowed)
            for word in _predicate(sentence, number)
            if (allowed := _allowed(word, sentence, quotes))
        ]
        if against and (against[0] or sum(against) > _CONFLICT * len(against)):
            yield number


def _allowed(word: Word, sentence: Reading, quotes: Sequence[Reading]) -> frozenset[Label]:
    """Return what the quotes allow to say of ``word``."""
    has_deadline = all(
        any(q.unit.split(" ")[0] in _DEADLINES for r in side for q in r.quantities) for side in ((sentence,), quotes)
    )
    labels = [agreeing(other.wide, has_deadline) for other in _counterparts(word, sentence, quotes)]
    return frozenset(label for allowed in labels for label in allowed)


def _has_deadline(readings: Sequence[Reading]) -> bool:
    return any(q.unit.split(" ")[0] in _DEADLINES for reading in readings for q in reading.quantities)


def _counterparts(word: Word, sentence: Reading, quotes: Sequence[Reading]) -> list[Word]:
    """Return where the quotes say ``word``: in the clauses that hold most of the words around it."""
    around = [other.concept for other in sentence.by_clause[word.clause]]
    best, found = -1, list[Word]()
    for quote in quotes:
        for other in quote.words:
            if alike(word.concept, other.concept):
                said = quote.concepts_by_clause[other.clause]
                shared = sum(is_said(concept, said) for concept in around)
                if shared > best:
                    best, found = shared, []
                if shared == best:
                    found.append(other)
    return found


def _is_setting(sentence: Reading, number: int) -> bool:
    """Tell whether a clause only sets the scene: « Après un entretien, il est possible … »."""
    clause = sentence.clauses[number]
    cut = number + 1 < len(sentence.clauses) and sentence.tokens[sentence.clauses[number + 1].start].text == ","
    return number == 0 and cut and sentence.tokens[clause.start].text in _SETTING


def _is_whole(sentence: Reading, number: int) -> bool:
    """Tell whether a relative clause holds the verb of the sentence: « un AESH qui compte un an obtient … », its end unseen."""
    before = [word.concept for n in range(number) for word in sentence.by_clause[n]]
    behind = any(sentence.by_clause[n] for n in range(number + 1, len(sentence.clauses)))
    return sentence.clauses[number].kind == "relative" and len(before) <= 1 and not behind


def _predicate(sentence: Reading, number: int) -> list[Word]:
    """Return the telling words of a clause; behind « ne » or « est » if it has one; of a subject cut off by « qui », none."""
    kinds = [clause.kind for clause in sentence.clauses[number + 1 : number + 3]]
    if kinds == ["relative", "main"] and sentence.by_clause[number + 2]:
        return []
    words = [word for word in sentence.by_clause[number] if word.concept != ABOUT_ALL] or list(sentence.by_clause[number])
    start = sentence.stances[number].denied_from
    if start is None:
        clause = sentence.clauses[number]
        start = next((at for at in range(clause.start, clause.end) if sentence.tokens[at].text in _PREDICATING), None)
    behind = [w for w in words if start is None or w.place > start]
    return behind or words


def _is_against(labels: frozenset[Label], allowed: frozenset[Label]) -> bool:
    return not labels & allowed or bool(labels & _MODAL - allowed)


def _is_denied(labels: frozenset[Label], allowed: frozenset[Label]) -> bool:
    return (_sign(labels) < 0 < _sign(allowed)) or bool(labels & _MODAL - allowed)


def belied_words(sentence: Reading, quotes: Sequence[Reading]) -> Iterator[Word]:
    """Yield the words that one side denies by themselves (« sans contrat », « non payé ») and the other states."""
    for word in sentence.words:
        same = _counterparts(word, sentence, quotes)
        pointed = word.is_pointed or (bool(same) and all(other.is_pointed for other in same))
        if same and pointed and all(_sign(word.labels) * _sign(other.wide) < 0 for other in same):
            yield word


def belied_quantities(sentence: Reading, quotes: Sequence[Reading]) -> Iterator[Quantity]:
    """Yield the quantities that stand behind « ne … pas » on one side alone: « l'âge *n'est pas de 60 ans* »."""
    for quantity in sentence.quantities:
        same = [
            _is_denied_at(quote, other.start)
            for quote in quotes
            for other in quote.quantities
            if other.value == quantity.value and other.unit == quantity.unit
        ]
        if same and _is_denied_at(sentence, quantity.start) not in same:
            yield quantity


def turns_round(sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """Tell whether a clause states what the quote's clause of the same words denies by « ne … pas », or the other way round."""
    for number, clause in enumerate(sentence.clauses):
        wanted = sentence.concepts_by_clause[number]
        if clause.kind == "main" and wanted:
            signs = {
                "denied" in quote.stances[at].labels
                for quote in quotes
                for at, said in enumerate(quote.concepts_by_clause)
                if wanted == said and quote.clauses[at].kind == "main"
            }
            if signs and ("denied" in sentence.stances[number].labels) not in signs:
                return True
    return False


def _is_denied_at(reading: Reading, place: int) -> bool:
    stance = reading.stances[reading.clause_of(place)]
    return stance.denied_from is not None and stance.denied_from < place and "denied" in stance.labels


def _sign(labels: frozenset[Label]) -> int:
    """Return -1 for labels that all deny, 1 for labels that all state, 0 for both."""
    negative = labels & NEGATIVE
    return -1 if labels and negative == labels else 0 if negative else 1


def answers_otherwise(sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """Tell whether the sentence opens with « oui » where the quotes say « non », or belies its own « oui » or « non »."""
    if not sentence.answer:
        return False
    answers = {quote.answer for quote in quotes if quote.answer}
    if answers:
        return sentence.answer not in answers
    first = next(
        (stance for clause, stance in zip(sentence.clauses, sentence.stances, strict=True) if clause.kind == "main"), None
    )
    denies = bool(first and first.labels & NEGATIVE)
    return denies != (sentence.answer == "non")
