"""What stands next to what, before what, and whose verb it is: the same in a sentence and in its quotes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.support.bindings import is_elided, value_of
from assistant.support.lexicon import load_lexicon
from assistant.support.quantities import Quantity
from assistant.support.reading import Reading, Word
from assistant.support.roles import acts_of, is_deed
from assistant.support.wording import ABOUT_ALL, alike, is_said

_PIVOTS = frozenset(("suivr d un", "preced"))
"""« suivi de », « précédé de »: what stands on either side may not change places."""
_LEANING = frozenset("il elle ils elles ce cet cette ces cela celui celle ceux celles on vous son sa ses leur".split())
_PRONOUNS = frozenset("il elle ils elles celui celle ceux celles qui on".split())
_UNKNOWN = "?"
_OPENING = 3
_JOINING = frozenset(("et", ",", "mais", "contre"))
_MIN_WORDS = 2
_NEXT = 2
"""A quantity follows a word at once when no more than one link stands between them."""

Item = Word | Quantity


def misfollowed(sentence: Reading, quotes: Sequence[Reading]) -> Iterator[str]:
    """Yield the words behind which the quotes put something else: « son silence vaut *accord* » for « vaut *refus* »."""
    said = [pair for quote in quotes for pair in _followers(quote)]
    elided = {value_of(q) for quote in quotes for q in quote.quantities if is_elided(quote, q)}
    for word, item in _followers(sentence):
        if isinstance(item, Quantity) and value_of(item) in elided:
            continue
        theirs = [other for same, other in said if alike(word.concept, same.concept)]
        if any(_are_rivals(item, other) for other in theirs) and not any(_is_same(item, other) for other in theirs):
            yield word.concept


def _followers(reading: Reading) -> Iterator[tuple[Word, Item]]:
    """Yield each telling word that no other may replace, with what follows it at once in its clause."""
    lexicon = load_lexicon()
    items: list[Item] = [*(w for w in reading.words if reading.is_telling(w)), *(q for q in reading.quantities if q.unit)]
    items.sort(key=_place)
    for word, item in pairwise(items):
        if isinstance(word, Quantity) or word.concept in lexicon.actors or word.clause != reading.clause_of(_place(item)):
            continue
        near = not isinstance(item, Quantity) or min(item.places) - word.place <= _NEXT
        if near and (isinstance(item, Quantity) or lexicon.groups.get(item.concept)):
            yield word, item


def _place(item: Item) -> int:
    return item.start if isinstance(item, Quantity) else item.place


def _are_rivals(one: Item, other: Item) -> bool:
    if isinstance(one, Quantity) or isinstance(other, Quantity):
        return isinstance(one, Quantity) and isinstance(other, Quantity) and not _is_same(one, other)
    groups = load_lexicon().groups
    return one.concept != other.concept and bool(groups[one.concept] & groups[other.concept])


def _is_same(one: Item, other: Item) -> bool:
    if isinstance(one, Quantity) or isinstance(other, Quantity):
        return isinstance(one, Quantity) and isinstance(other, Quantity) and value_of(one) == value_of(other)
    return one.concept == other.concept


def turned_round(sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """Tell whether what comes first in the quotes comes second: « un entretien, suivi d'une demande »."""
    for pivot in (w for w in sentence.words if _is_pivot(sentence, w, w.concept)):
        for quote in quotes:
            for other in (w for w in quote.words if w.concept == pivot.concept):
                before, after = _sides(sentence, pivot)
                first, second = _sides(quote, other)
                if (after & first) - second and (before & second) - first:
                    return True
    return False


def _is_pivot(reading: Reading, word: Word, concept: str) -> bool:
    """Tell « précédé d'un entretien » from « un entretien précède »."""
    return word.concept == concept in _PIVOTS and "d" in [t.text for t in reading.tokens[word.place + 1 : word.place + 2]]


def _sides(reading: Reading, pivot: Word) -> tuple[frozenset[str], frozenset[str]]:
    telling = [w for w in reading.words if reading.is_telling(w)]
    before = frozenset(w.concept for w in telling if w.place < pivot.place)
    return before, frozenset(w.concept for w in telling if w.place > pivot.place)


def other_doers(sentence: Reading, quotes: Sequence[Reading]) -> Iterator[str]:
    """Yield who does here what the quotes have done by the one named last before: « … ; l'accompagnant le *transmet* »."""
    for act in acts_of(sentence):
        if not act.verb or not isinstance(act.actor, str):
            continue
        doers = [doer for quote in quotes for doer in _doers_of(quote, act.verb)]
        if doers and not {act.actor, _UNKNOWN} & {*doers}:
            yield act.actor


def _doers_of(quote: Reading, verb: str) -> Iterator[str]:
    acts = sorted((act for act in acts_of(quote) if isinstance(act.actor, str)), key=lambda act: act.place)
    for word in quote.words:
        if _is_done(quote, word) and alike(verb, word.concept):
            before = [act for act in acts if act.place < word.place]
            behind = [act for act in acts if act.place > word.place and act.verb == word.concept]
            same = [act for act in before if act.clause == before[-1].clause]
            yield from (str(act.actor) for act in (*same, *behind))
            if before and _PRONOUNS & {token.text for token in quote.tokens[before[-1].place : word.place]}:
                yield _UNKNOWN


def _is_done(quote: Reading, word: Word) -> bool:
    """Tell whether a word is a verb: also behind the « le » that is its object (« et le transmet »)."""
    before = [token.text for token in quote.tokens[max(0, word.place - 2) : word.place]]
    behind_object = len(before) > 1 and before[0] in ("et", "ne") and before[1] in ("le", "la", "les", "l")
    return behind_object or is_deed(quote, word)


def patched(sentence: Reading, quotes: Sequence[Reading]) -> bool:
    """Tell whether a clause is pieced together from sentences that nothing joins: the subject of one, the rule of another."""
    for words in sentence.by_clause:
        wanted = [w for w in words if w.concept != ABOUT_ALL]
        if len(wanted) >= _MIN_WORDS and not _is_whole(wanted, quotes) and not _is_joined(sentence, wanted, quotes):
            drawn = [quote for quote in quotes if any(is_said(w.concept, quote.concepts) for w in wanted)]
            if len(drawn) > 1 and not any(_leans(quote) for quote in drawn):
                return True
    return False


def _is_whole(words: Sequence[Word], quotes: Sequence[Reading]) -> bool:
    """Tell whether one quote says all that the quotes say of ``words``."""
    held = [{w.place for w in words if is_said(w.concept, quote.concepts)} for quote in quotes]
    return set().union(*held) in held


def _is_joined(sentence: Reading, words: Sequence[Word], quotes: Sequence[Reading]) -> bool:
    """Tell whether « et » or a comma parts the words in two rules, each of one quote: « A recrute et B organise »."""
    for at in (at for at, token in enumerate(sentence.tokens) if token.text in _JOINING):
        sides = [w for w in words if w.place < at], [w for w in words if w.place > at]
        if all(len(side) >= _MIN_WORDS and _is_whole(side, quotes) for side in sides):
            return True
    return False


def _leans(quote: Reading) -> bool:
    return bool(_LEANING & {token.text for token in quote.tokens[:_OPENING]})
