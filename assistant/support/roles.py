"""Who does what: the one who acts in a sentence must be the one who acts in its quotes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.support.figures import covers
from assistant.support.lexicon import load_lexicon
from assistant.support.reading import Reading, Word
from assistant.support.tokens import Token
from assistant.support.wording import ABOUT_ALL, alike, is_said
from corpus.references.value import LegalReference

_PREPOSITIONS = frozenset(
    "a au aux de du des d pour avec chez sous sur en dans sans entre contre selon vers par aupres ni comme envers".split()
)
_OF = frozenset("de du des d".split())
_DETERMINERS = frozenset(
    "le la l les un une ce cet cette ces son sa ses leur leurs votre vos notre nos tout tous toute chaque".split()
)
_NOUN_LINKS = _DETERMINERS | _PREPOSITIONS - frozenset(("l", "les", "ni"))
_BE = frozenset("est sont etre ete etait etaient sera seront soit soient fut".split())
_BEFORE_SUBJECT = frozenset(
    "et ou mais que qu car donc si s quand lorsque lorsqu puis est ni alors tandis ou depuis comme dont ou pendant".split()
)
_NOT_PASSIVE = frozenset("tenu tenue tenus oblige obligee obliges contraint invite invitee".split())
_OBJECT_RELATIVES = frozenset(("que", "qu", "dont"))
_DEEDS = frozenset("arriv quitt absenc decid avi demand demission repondr silenc".split())
_OBJECT_BEFORE = frozenset("vous nous".split())


@dataclass(frozen=True, slots=True)
class Act:
    """Someone, or a text, who acts; ``verb`` is the concept of what is done, empty when it is not said."""

    actor: str | LegalReference
    verb: str
    clause: int
    place: int


def acts_of(reading: Reading) -> Iterator[Act]:
    """Yield who acts: before the verb without a preposition, or behind « par »; in a passive clause only the latter."""
    for actor, place, clause in _actors(reading):
        before = _preposition(reading.tokens, place)
        if before == "par":
            yield Act(actor, _verb_before(reading, place), clause, place)
        elif (
            before is None
            and _opens(reading.tokens, place)
            and not _is_passive(reading, place)
            and not _is_object(reading, place)
        ):
            yield Act(actor, _verb_after(reading, place), clause, place)


def _doers(reading: Reading) -> Iterator[Act]:
    """Yield who stands behind « par », when the lexicon does not know them: « gardé *par la vie scolaire* »."""
    for place, token in enumerate(reading.tokens):
        if token.text == "par" and place > 0 and _is_participle(reading.tokens[place - 1].text):
            doer = next((w for w in reading.words if place < w.place <= place + 3), None)
            if doer and reading.tokens[place + 1].text in _DETERMINERS and doer.concept not in load_lexicon().actors:
                yield Act(doer.concept, _verb_before(reading, place), doer.clause, doer.place)


def swapped_acts(sentence: Reading, quotes: Sequence[Reading]) -> Iterator[Act]:
    """Yield the acts of ``sentence`` that the quotes give to someone else."""
    said = [(quote, act) for quote in quotes for act in (*acts_of(quote), *_doers(quote))]
    for act in acts_of(sentence):
        same_verb = [other for _, other in said if act.verb and other.verb and alike(act.verb, other.verb)]
        beside = [other for other in _acts_beside(sentence, act, quotes) if _may_be_one(act.verb, other.verb)]
        if any(_is_agent(act, join) for quote in quotes for join in _joined(quote)):
            continue
        if _is_other(act, same_verb) or (act.actor in load_lexicon().actors and _is_other(act, beside)):
            yield act


def _is_agent(act: Act, join: tuple[str, str, str]) -> bool:
    """Tell whether a noun names the act of a person: « l'arrivée *de l'AESH* »."""
    actor, link, word = join
    return actor == act.actor and link == "de" and word == act.verb and word in _DEEDS


def reversed_acts(sentence: Reading, quotes: Sequence[Reading]) -> Iterator[str]:
    """Yield the persons to whom the sentence says done what the quotes say they do: « le secrétariat appelle *l'AESH* »."""
    said = [act for quote in quotes for act in acts_of(quote) if act.verb]
    for actor, place, clause in _actors(sentence):
        free = _preposition(sentence.tokens, place) is None and not _opens(sentence.tokens, place)
        before = [w for w in sentence.words if w.clause == clause and w.place < place and is_deed(sentence, w)]
        inverted = sentence.tokens[sentence.clauses[clause].start].text in _OBJECT_RELATIVES  # « que conclut l'État »
        if not free or not before or inverted or _is_participle(sentence.tokens[place - 1].text):
            continue
        if any(_is_one(actor, act.actor) and _is_same(before[-1].concept, act.verb) for act in said):
            yield str(actor)


def _is_same(verb: str, other: str) -> bool:
    return alike(verb, other)


def _may_be_one(verb: str, other: str) -> bool:
    return not verb or not other or _is_same(verb, other)


def misplaced_persons(sentence: Reading, quotes: Sequence[Reading]) -> Iterator[str]:
    """Yield the persons joined to a word (« la responsabilité *de l'élève* ») that the quotes join to others."""
    said = [join for quote in quotes for join in _joined(quote)]
    for actor, link, word in _joined(sentence):
        others = {other for other, same_link, same in said if link == same_link and alike(word, same)}
        if others and actor not in others:
            yield actor


def _joined(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Yield a person, the kind of preposition before them, and the word it joins them to."""
    actors = load_lexicon().actors
    for actor, place, clause in _actors(reading):
        preposition = _preposition(reading.tokens, place)
        if isinstance(actor, str) and preposition not in (None, "par"):
            before = [w for w in reading.words if w.clause == clause and w.place < place and w.concept not in actors]
            if before and all(token.kind == "word" for token in reading.tokens[before[-1].place : place]):
                yield actor, "de" if preposition in _OF else "a", before[-1].concept


def _is_other(act: Act, others: Sequence[Act]) -> bool:
    others = [other for other in others if isinstance(other.actor, str) == isinstance(act.actor, str)]
    return bool(others) and not any(_is_one(act.actor, other.actor) for other in others)


def _is_one(one: str | LegalReference, other: str | LegalReference) -> bool:
    if isinstance(one, LegalReference) and isinstance(other, LegalReference):
        return covers(one, other) or covers(other, one)
    return one == other


def _acts_beside(sentence: Reading, act: Act, quotes: Sequence[Reading]) -> list[Act]:
    """Return the acts of the clauses of the quotes that share most words with the clause of ``act``."""
    lexicon = load_lexicon()
    about = [w for w in sentence.words if w.clause == act.clause and w.concept not in lexicon.actors]
    words = [w.concept for w in about if sentence.is_telling(w)] or [w.concept for w in about]
    best, acts = 0, list[Act]()
    for quote in quotes:
        for number, _ in enumerate(quote.clauses):
            said = frozenset(w.concept for w in quote.words if w.clause == number)
            shared = sum(is_said(word, said) for word in words)
            if shared > best:
                best, acts = shared, []
            if shared == best and shared:
                acts += [other for other in acts_of(quote) if other.clause == number]
    return acts


def _actors(reading: Reading) -> Iterator[tuple[str | LegalReference, int, int]]:
    lexicon = load_lexicon()
    for word in reading.words:
        if word.concept in lexicon.actors:
            yield word.concept, word.place, word.clause
    for place, token in enumerate(reading.tokens):
        if token.reference and (token.reference.number or token.reference.date):
            yield token.reference, place, reading.clause_of(place)


def _preposition(tokens: Sequence[Token], place: int) -> str | None:
    """Return the preposition before the noun at ``place``, None when there is none."""
    at = place - 1
    while at >= 0 and (tokens[at].text in _DETERMINERS or tokens[at].text in ("circulaire", "seul", "seule")):
        at -= 1
    return tokens[at].text if at >= 0 and tokens[at].text in _PREPOSITIONS else None


def _opens(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether the noun at ``place`` stands where a subject does: first, behind a comma or a conjunction."""
    at = place - 1
    while at >= 0 and (tokens[at].text in _DETERMINERS or tokens[at].text in ("seul", "seule", "seuls", "seules")):
        at -= 1
    return at < 0 or tokens[at].kind == "mark" or tokens[at].text in _BEFORE_SUBJECT


def _is_object(reading: Reading, place: int) -> bool:
    """Tell « on vous propose » from « vous proposez »."""
    token = reading.tokens[place]
    following = reading.tokens[place + 1].text if place + 1 < len(reading.tokens) else ""
    return token.text in _OBJECT_BEFORE and not following.endswith(("ez", "etes")) and following not in ("ne", "n", "y", "avez")


def _is_passive(reading: Reading, place: int) -> bool:
    clause = reading.clauses[reading.clause_of(place)]
    behind = [token.text for token in reading.tokens[place + 1 : clause.end]]
    first = behind[1:3] if behind[:1] == [","] else behind[:2]
    if len(first) == 2 and _is_participle(first[0]) and first[1] == "par":
        return True  # « l'arrêté, modifié par … »
    return any(
        word in _BE and _is_participle(_next_word(behind, n + 1)) for n, word in enumerate(behind[:14]) if word != "soit"
    )


def _next_word(words: Sequence[str], start: int) -> str:
    skipped = ("pas", "plus", "jamais", "aussi", "donc", "toujours", "ete", "alors", "ensuite", "egalement", "considere")
    return next((word for word in words[start : start + 4] if word not in skipped), "")


def _is_participle(word: str) -> bool:
    return (
        word not in _NOT_PASSIVE
        and len(word) > 3
        and word.endswith(("e", "ee", "es", "ees", "i", "is", "ie", "ies", "it", "ite", "its", "u", "us", "ue", "ues"))
    )


def _verb_after(reading: Reading, place: int) -> str:
    clause = reading.clause_of(place)
    found = next((w for w in reading.words if w.place > place and w.clause == clause and is_deed(reading, w)), None)
    if found is None and clause + 1 < len(reading.clauses) and reading.clauses[clause + 1].kind == "relative":
        found = next((w for w in reading.words if w.clause == clause + 1 and is_deed(reading, w)), None)
    return found.concept if found else ""


def _verb_before(reading: Reading, place: int) -> str:
    clause = reading.clause_of(place)
    before = [w for w in reading.words if w.place < place and w.clause == clause and is_deed(reading, w)]
    participles = [w for w in before if _is_participle(reading.tokens[w.place].text)]
    found = (participles or before)[-1:]
    return found[0].concept if found else ""


def is_deed(reading: Reading, word: Word) -> bool:
    """Tell whether a word may be the verb of an act: it stands behind no article and no preposition."""
    before = reading.tokens[word.place - 1].text if word.place else ""
    if before in _NOUN_LINKS and not (before == "a" and not reading.tokens[word.place - 1].has_accent):
        return False
    return word.concept not in load_lexicon().actors and word.concept != ABOUT_ALL and reading.is_telling(word)
