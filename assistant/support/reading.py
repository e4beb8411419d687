"""A sentence read: its telling words, quantities, references, clauses, and what each clause does."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.support.clauses import Clause, clauses_of, segments_of
from assistant.support.lexicon import load_lexicon, stem
from assistant.support.modality import OPPOSITE, Label, Stance, stance_of
from assistant.support.quantities import Quantity, quantities_of
from assistant.support.tokens import Token, tokens_of
from corpus.references.value import LegalReference
from index.french_tokens import STOP_WORDS

_ANSWER = re.compile(r"^(en principe )?(oui|non)\b")
_PRONOUNS = frozenset("il elle ils elles".split())
_KEPT_STOP_WORDS = frozenset("avant apres depuis jusque jusqu plus moins aesh vous".split())
_SMALL = frozenset(
    "pendant durant vers si lorsque lorsqu quand dont ainsi sous lequel laquelle lesquels lesquelles quoi car tandis qu"
    " puis tous toutes chaque certains certaines lors etes est environ celui celle ceux soit ete etre passe contre a".split()
)
WHOLE = -1
"""The number that stands for all clauses."""
_OPENING = 1
_BEFORE_VERB = frozenset(
    "ne n se s est sont etre ete etait etaient a ont peut peuvent doit doivent pas y lui leur il elle ils elles on qui"
    " vous".split()
)
_NO_COMPARISON = frozenset("en de au non le la les d des".split())
ALL = re.compile(
    r"\b(?:tous|toutes|chaque|tout(?= \w+ (?!est|etre))|toute(?! la)|l ensemble des|quelle? que soit|systematiquement)\b"
)
_PERIODS = re.compile(r"\b(?:chaque|tous les|toutes les) (?:ans?|annees?|mois|jours?|semaines?|heures?)\b")
SOME = re.compile(r"\b(?:certaine?s|quelques|plusieurs|la plupart|une partie|la majorite des|parfois)\b")
HEDGES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("principle", r"\b(?:en principe|en general|normalement|generalement|habituellement|en regle generale)\b"),
        ("practice", r"\b(?:en pratique|dans les faits)\b"),
        (
            "attributed",
            r"\b(?:selon|d apres|suivant)\b"
            r"(?! (?:l article|la loi|le decret|la circulaire|les cas|le contrat|la quotite|(?:l |la |le |les )?\\0))",
        ),
        ("often", r"\b(?:souvent|parfois|rarement|la plupart|quelquefois|frequemment)\b(?! (?:appele|dit|nomme))"),
        (
            "partly",
            r"\bpas (?:\w+ )?(?:automatique(?:ment)?|forcement|toujours|necessairement|obligatoirement|systematique(?:ment)?"
            r"|d office|tous|toutes|entierement|totalement|seulement|uniquement)\b",
        ),
        (
            "otherwise",
            r"\b(?:sinon|passe ce delai|au dela|a defaut|faute de quoi|dans ce cas|dans le cas contraire|le cas echeant"
            r"|dans les autres cas|pendant ces? (?:delai|conge|periode))\b",
        ),
        ("advised", r"\b(?:recommandee?s?|conseillee?s?)\b(?<!lettre recommandee)(?<!courrier recommande)(?<!en recommande)"),
    )
)
OUTDATED = re.compile(
    r"(?:ce n est plus|n(?:e)? (?:est|sont|vaut|valent) plus|\bperimee?s?\b|(?:est|sont) depassee?s?\b|\babrog\w+"
    r"|\binexacte?s?\b"
    r"|\bsupprimee?s?\b|\ba disparu\b|\bancien(?:ne)?s? (?:regle|duree|texte|version|taux|montant)|\bn existe plus)"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A telling word: its concept, its place among the tokens, the clause it stands in, and the labels it bears there.

    ``wide`` adds the labels of what is said of it further on (« …, mais elle n'y est pas obligée »). ``is_pointed``: it is
    the very word denied (« ne dure pas », « sans », « non payé », « inchangé »).
    """

    concept: str
    place: int
    clause: int
    labels: frozenset[Label]
    wide: frozenset[Label]
    is_pointed: bool = False


@dataclass(frozen=True, eq=False)
class Reading:
    """One sentence, read.

    ``answer`` is the « oui » or « non » it opens with, ``hedges`` the reserves it makes, each with the clause it bears on
    (``WHOLE`` for all), ``reach`` ``all`` or ``some`` when it says so.
    """

    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    stances: tuple[Stance, ...]
    quantities: tuple[Quantity, ...]
    words: tuple[Word, ...]
    answer: str
    hedges: tuple[tuple[str, int], ...]
    is_outdated: bool
    reach: str

    @cached_property
    def concepts(self) -> frozenset[str]:
        """What the telling words mean, whatever their place."""
        return frozenset(word.concept for word in self.words)

    @cached_property
    def segments(self) -> tuple[int, ...]:
        """The case of the sentence that each token belongs to, see ``segments_of``."""
        return segments_of(self.tokens, self.clauses, {quantity.start for quantity in self.quantities})

    @cached_property
    def references(self) -> tuple[LegalReference, ...]:
        """The regulatory references, in order."""
        return tuple(token.reference for token in self.tokens if token.reference)

    @cached_property
    def by_clause(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each clause that tell something."""
        return tuple(
            tuple(word for word in self.words if word.clause == number and self.is_telling(word))
            for number in range(len(self.clauses))
        )

    @cached_property
    def concepts_by_clause(self) -> tuple[frozenset[str], ...]:
        """What the telling words of each clause mean."""
        return tuple(frozenset(word.concept for word in words) for words in self.by_clause)

    def clause_of(self, place: int) -> int:
        """Return the number of the clause that holds the token at ``place``."""
        return next((n for n, clause in enumerate(self.clauses) if clause.start <= place < clause.end), 0)

    def is_verb(self, word: Word) -> bool:
        """Tell whether ``word`` stands where a verb does: behind « ne », « est », « se », « peut »."""
        return word.place > 0 and self.tokens[word.place - 1].text in _BEFORE_VERB

    def is_telling(self, word: Word) -> bool:
        """Tell whether ``word`` adds something of its own."""
        return word.concept not in load_lexicon().light


@lru_cache(maxsize=2_048)
def read_sentence(text: str) -> Reading:
    """Read one sentence."""
    tokens = tokens_of(text)
    said = " ".join("\\0" if token.kind == "reference" else token.text for token in tokens if token.kind != "mark")
    answered = _ANSWER.match(said)
    if answered and answered.group(1) is None:
        tokens = tokens[1:]
    quantities = tuple(quantities_of(tokens))
    hidden = frozenset(place for quantity in quantities for place in quantity.places)
    clauses = tuple(clauses_of(tokens))
    stances = tuple(stance_of(tokens, clause, hidden) for clause in clauses)
    return Reading(
        tokens=tokens,
        clauses=clauses,
        stances=stances,
        quantities=quantities,
        words=tuple(_words(tokens, clauses, stances, hidden)),
        answer=answered.group(2) if answered else "",
        hedges=tuple(_hedges(tokens, clauses)),
        is_outdated=OUTDATED.search(said) is not None,
        reach=_reach(tokens, hidden),
    )


def _words(
    tokens: Sequence[Token], clauses: Sequence[Clause], stances: Sequence[Stance], hidden: frozenset[int]
) -> Iterable[Word]:
    """Yield the telling words; those that say a quantity are left to it, save the noun that is counted."""
    lexicon = load_lexicon()
    widened = _widened(tokens, clauses, stances)
    number_of = {at: n for n, clause in enumerate(clauses) for at in range(clause.start, clause.end)}
    places = [at for at, token in enumerate(tokens) if token.kind == "word" and at not in hidden]
    stems = [stem(tokens[at].text) for at in places]
    at = 0
    while at < len(stems):
        concept, end = lexicon.concept_at(stems, at)
        if end > at + 1 and places[end - 1] - places[at] != end - 1 - at:  # cut by a mark or a number
            concept, end = lexicon.concept_at(stems[: at + 1], at)
        place = places[at]
        if end > at + 1 or not _is_small(tokens, place):
            yield _word(concept, place, number_of[place], stances, widened)
        at = end


def _hedges(tokens: Sequence[Token], clauses: Sequence[Clause]) -> Iterable[tuple[str, int]]:
    for number, clause in enumerate(clauses):
        words = [
            "\\0" if token.kind == "reference" else token.text
            for token in tokens[clause.start : clause.end]
            if token.kind != "mark"
        ]
        said = " ".join(words)
        for name, pattern in HEDGES:
            match = pattern.search(said)
            if match:
                is_first = not any(token.kind == "word" for token in tokens[: clause.start])
                opens = is_first and len(said[: match.start()].split()) <= _OPENING
                yield name, WHOLE if opens or name == "attributed" else number


def _reach(tokens: Sequence[Token], hidden: frozenset[int]) -> str:
    said = " ".join(token.text for at, token in enumerate(tokens) if token.kind == "word" and at not in hidden)
    said = _PERIODS.sub("", said)
    return "some" if SOME.search(said) else "all" if ALL.search(said) else ""


def _is_small(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether the word is a link; « plus » and « moins » compare unless they deny or only grade."""
    word = tokens[place].text
    if word in ("plus", "moins"):
        before = [token.text for token in tokens[max(0, place - 6) : place]]
        return bool(before) and (before[-1] in _NO_COMPARISON or "ne" in before or "n" in before)
    if word == "apres" and place and tokens[place - 1].text == "d":
        return True  # « d'après »
    return word in _SMALL or (word in STOP_WORDS and word not in _KEPT_STOP_WORDS)


def _word(concept: str, place: int, clause: int, stances: Sequence[Stance], widened: Sequence[frozenset[Label]]) -> Word:
    opposite = load_lexicon().contraries.get(concept)
    stance = stances[clause]
    labels = stance.labels_at(place)
    wide = widened[clause] | {label for at, label in stance.attributed if at == place}
    if place in stance.flipped:
        wide = labels
    if stance.denied_from is not None and place < stance.denied_from:
        wide |= {OPPOSITE[label] for label in wide}  # the subject of a denial is not what is denied
    if opposite:
        labels, wide = (frozenset(OPPOSITE[label] for label in said) for said in (labels, wide))
    pointed = (place in stance.flipped or place in stance.negated) != bool(opposite)
    return Word(opposite or concept, place, clause, labels, wide, pointed)


def _widened(tokens: Sequence[Token], clauses: Sequence[Clause], stances: Sequence[Stance]) -> list[frozenset[Label]]:
    """Return what is said of each clause, by itself and by a pronoun further on."""
    wide = [stance.labels for stance in stances]
    for number, (clause, stance) in enumerate(zip(clauses, stances, strict=True)):
        words = [token.text for token in tokens[clause.start : clause.end] if token.kind == "word"]
        if clause.kind != "main" or not words or not number:
            continue
        if _PRONOUNS & set(words[:4]) and "y" in words[:5]:
            wide[number - 1] |= stance.labels  # « …, mais elle n'y est pas obligée »
        if number > 1 and clauses[number - 1].kind == "relative":
            wide[number - 2] |= stance.labels  # « les soins qui demandent … ne peuvent »: it is about the « soins »
    return wide
