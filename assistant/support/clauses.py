"""A sentence in clauses: what a negation, a « peut » or a « si » reaches."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from assistant.support.tokens import Token

ClauseKind = Literal["main", "condition", "relative"]

_STOPS = frozenset(";:.")


def _by_first(openings: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in openings:
        found.setdefault(words[0], []).append(words)
    return found


_CONDITIONS = _by_first((
    ("si",), ("s", "il"), ("s", "ils"), ("quand",), ("lorsque",), ("lorsqu",), ("sauf",), ("hors",), ("a", "condition"),
    ("sous", "reserve"), ("a", "moins", "que"), ("a", "moins", "qu"), ("en", "cas", "de"), ("en", "cas", "d"),
    ("en", "l", "absence"), ("excepte",), ("desque", "que"), ("desque", "qu"), ("desque", "lors"),
    ("tant", "que"), ("pourvu",), ("faute", "de"),
))  # fmt: skip
_RELATIVES = _by_first((("qui",), ("dont",)))
_NEW_MAIN = _by_first((("mais",), ("car",), ("puis",), ("alors", "que"), ("tandis", "que"), ("alors", "qu"), ("tandis", "qu"),
             ("sans", "que"), ("sans", "qu"), ("de", "sorte"), ("et", "que")))  # fmt: skip
_SEPARATORS = frozenset("; : . mais car et ou puis alors tandis sans".split())
_LEAD = 6
_CASE_OPENERS = frozenset(("et", "ou", "soit"))
_LINKS = frozenset(("et", "ou"))
_VERBS_BEHIND_LINK = frozenset(
    "n ne peut peuvent doit doivent est sont ont sera seront aucun aucune ce ces cet cette il elle ils elles".split()
)
_VERBS_BEHIND_RELATIVE = frozenset("n ne peut peuvent doit doivent est sont a ont risque".split())
_SUBJECT_AND_VERB = 4
_NOMINAL = frozenset("hors faute".split())
"""Words that open a condition without a verb: the next verb is that of the main clause."""
_VERB_AT_ONCE = _NOMINAL | {"qui"}
_BEFORE_QUE = frozenset(
    "alors tandis sans moins plus tant condition ainsi autre autres meme memes afin sauf si possible interdit obligatoire"
    " necessaire impossible faut".split()
)
FINITE = frozenset("est sont peut peuvent doit doivent ne n ont sera seront etait etaient".split())
_AHEAD = 8
_BEFORE_VERB = frozenset("ne n y se s lui leur en le la l les qui dont ou".split())
_PRONOUNS = frozenset("il elle ils elles on ce cela".split())
_SUBJECTS = frozenset(
    "le la l les un une ce cet cette ces il elle ils elles vous on son sa ses tout toute tous chaque c".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens ``start`` to ``end`` of a sentence (half-open)."""

    kind: ClauseKind
    start: int
    end: int


def clauses_of(tokens: Sequence[Token]) -> list[Clause]:
    """Return the clauses of a sentence: in order, without a gap."""
    starts: list[tuple[int, ClauseKind]] = [(0, "main")]
    for at in range(len(tokens)):
        kind = _opens(tokens, at, starts[-1])
        if kind and at == starts[-1][0]:
            starts[-1] = (at, kind)
        elif kind:
            starts.append((at, kind))
    ends = [start for start, _ in starts[1:]] + [len(tokens)]
    return [Clause(kind, start, end) for (start, kind), end in zip(starts, ends, strict=True) if end > start]


def _opens(tokens: Sequence[Token], at: int, current: tuple[int, ClauseKind]) -> ClauseKind | None:
    """Return the kind of the clause that opens at ``at``, None when none does."""
    token = tokens[at]
    if token.kind == "mark":
        return _opens_at_mark(tokens, at, current[1])
    if token.kind != "word":
        return None
    if _starts(tokens, at, _CONDITIONS) or (token.text == "sans" and at == current[0]):
        return "condition"
    if token.text in ("n", "ne") and at + 1 < len(tokens) and tokens[at + 1].text.endswith("ant"):
        return "relative"  # « les élèves n'ayant pas besoin … »
    if _starts(tokens, at, _RELATIVES) or (token.text == "ou" and token.has_accent) or _opens_que(tokens, at, current[0]):
        return "relative"
    closing = current[1] == "relative" or tokens[current[0]].text in _NOMINAL
    resumed = closing and token.text in _VERBS_BEHIND_RELATIVE and _is_second_verb(tokens, current[0], at)
    linked = token.text in _LINKS and _links_clauses(tokens, at, current)
    return "main" if resumed or linked or _starts(tokens, at, _NEW_MAIN) else None


def _opens_que(tokens: Sequence[Token], at: int, start: int) -> bool:
    """Tell whether « que » opens a clause: « les adaptations que l'enseignant a choisies », not « ne … que »."""
    if tokens[at].text not in ("que", "qu") or at + 1 >= len(tokens) or at == 0:
        return False
    before = {token.text for token in tokens[start:at]}
    return tokens[at + 1].text in _SUBJECTS and tokens[at - 1].text not in _BEFORE_QUE and not before & {"ne", "n"}


def _opens_at_mark(tokens: Sequence[Token], at: int, current: ClauseKind) -> ClauseKind | None:
    if tokens[at].text in _STOPS:
        return "main"
    if tokens[at].text != ",":
        return None
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    closes = current == "relative" or (current == "condition" and following in _SUBJECTS)
    return "main" if closes or following in _PRONOUNS else None


def _links_clauses(tokens: Sequence[Token], at: int, current: tuple[int, ClauseKind]) -> bool:
    """Tell whether « et » or « ou » joins two clauses, not two words of one."""
    behind_comma = at > 0 and tokens[at - 1].text == ","
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    two_verbs = _has_verb(tokens, current[0], at) and _has_verb(tokens, at, at + _AHEAD)
    subject = following in _SUBJECTS and (behind_comma or two_verbs)
    return following in _VERBS_BEHIND_LINK or subject or (behind_comma and current[1] == "condition")


def _is_second_verb(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Tell whether the verb at ``at`` is that of the main clause, the relative one having had its own."""
    if tokens[at - 1].text in _BEFORE_VERB:
        return False
    if tokens[start].text == "dont" and at - start > _SUBJECT_AND_VERB:
        return True
    own = start + 1
    while own < at and tokens[own].text in _BEFORE_VERB:
        own += 1
    return own < at if tokens[start].text in _VERB_AT_ONCE else _has_verb(tokens, start, at)


def _has_verb(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(token.text in FINITE or (token.text == "a" and not token.has_accent) for token in tokens[start:end])


def _starts(tokens: Sequence[Token], at: int, openings: Mapping[str, Sequence[tuple[str, ...]]]) -> bool:
    return any(
        all(at + n < len(tokens) and tokens[at + n].text == word for n, word in enumerate(words))
        for words in openings.get(tokens[at].text, ())
    )


def segments_of(tokens: Sequence[Token], clauses: Sequence[Clause], quantities: Set[int]) -> tuple[int, ...]:
    """Return the segment of each token: one case of the sentence, with its conditions and relatives.

    A case ends where « et de … », « , et … », « , puis … », « mais … » begins another.

    ``quantities`` are the places where one begins.
    """
    starts = {clause.start for clause in clauses if clause.kind == "main" and tokens[clause.start].text in _SEPARATORS}
    segment, segments = 0, []
    for at, token in enumerate(tokens):
        opens = at in starts or token.text == "puis"
        if not opens and token.text in _CASE_OPENERS:
            leads = token.text != "soit" and not quantities.isdisjoint(range(at + 1, at + _LEAD))
            following = tokens[at + 1] if at + 1 < len(tokens) else token
            leads |= token.text == "et" and (following.text == "pour" or (following.text == "a" and following.has_accent))
            opens = leads or (at > 0 and tokens[at - 1].text == ",")
        segment += opens
        segments.append(segment)
    return tuple(segments)
