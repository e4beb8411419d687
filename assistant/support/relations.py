"""What stands around a quantity: at least, at most, before, since, about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.support.numbers import number_at
from assistant.support.tokens import Token
from index.french_tokens import STOP_WORDS

_WINDOW = 9
_LINKS = r"(?: (?:de|d|du|des|le|la|les|l|un|une|a|au|aux|en|environ|pres|age|meme))*$"
_ABOUT = re.compile(r"\b(?:environ|pres d(?:e)?|autour d(?:e)?|approximativement|a peu pres|quelque)" + _LINKS)
_NEVER_OVER = (
    r"(?:(?:ne|n)(?: (?:peut|peuvent|doit|doivent|saurait))?(?: pas| jamais)?(?: etre)?"
    r" (?:depasse(?:r|nt)?|excede(?:r|nt)?|superieure?s? a)(?: pas)?|sans depasser)"
)
_NO_MORE = r"(?:ne|n) (?:(?:peut|peuvent|doit|doivent) (?:pas )?\w+|\w+ pas) plus de?|ni plus de?"
_NEVER_UNDER = r"(?:ne|n) (?:peut|peuvent|doit|doivent|saurait)(?: pas)?(?: etre)? inferieure?s? a(?: pas)?"
# In order: the first that matches wins.
_LEFT = tuple(
    (name, re.compile(rf"\b(?:{words}){_LINKS}"))
    for name, words in (
        ("most", _NEVER_OVER + r"|ni superieure?s? a|" + _NO_MORE),
        ("least", _NEVER_UNDER + r"|ni inferieure?s? a"),
        ("least", r"au moins|au minimum|minimum|pas moins de?|desque|au plus tot|entre"),
        ("most", r"au plus tard|au plus|au maximum|maximum|dans la limite|jusqu|limitee?s? a|plafonnee?s? a"),
        ("over", r"plus de?|superieure?s? a|depasse(?:nt|r)?|excede(?:nt|r)?|au dela|apres|au bout|passee?s?|a l issue"),
        ("under", r"moins de?|inferieure?s? a|en dessous|avant|d ici"),
        ("since", r"depuis|a partir|a compter|comptes? a partir"),
        ("every", r"tous les|toutes les|chaque"),
    )
)
_RIGHT = (
    ("least", re.compile(r"au plus tot\b")),
    ("least", re.compile(r"(?:ou|et) plus\b|au moins\b|(?:au )?minimum\b")),
    ("most", re.compile(r"au plus(?: tard)?\b(?! tot)|(?:au )?maximum\b|ou moins\b")),
)
_BOUNDING_WORDS = tuple(
    "moins plus maxim minim limit plafonn jusqu tard tot super infer depass exced environ apres avant depuis desque partir"
    " compt dela bout issue passe entre dessous tous toutes chaque peuvent doivent saurait ni pres autour approx peu jamais"
    " etre dans ici".split()
)
"""What the words that bound a quantity begin with; any other word matched with them is one of the sentence."""
_RATE = re.compile(r"par \w+ (?=ou plus|au moins|au plus|au m|maximum|minimum)")
_LEAD = re.compile(r"(?:avant|a l avance|plus tot|auparavant)\b")
_LAG = re.compile(r"(?:apres|plus tard)\b")


@dataclass(frozen=True, slots=True)
class Relation:
    """How a quantity bounds what it measures.

    ``bound``: empty (plain, or lasting), ``least``, ``most``, ``over``, ``under``, ``since``, ``every``; ``shift``: empty,
    ``lead`` (two months before…), ``lag``; ``is_about``: said to be approximate.
    """

    bound: str = ""
    shift: str = ""
    is_about: bool = False


def relation_at(tokens: Sequence[Token], start: int, end: int) -> tuple[Relation, frozenset[int]]:
    """Return the relation of the quantity ``tokens[start:end]`` and the places of the words that say it."""
    left = _run(tokens, range(start - 1, max(-1, start - 1 - _WINDOW), -1))[::-1]
    right = _run(tokens, range(end, min(len(tokens), end + 4)))
    right = right[: next((n for n, place in enumerate(right) if _is_number(tokens, place)), None)]
    before = " ".join(tokens[place].text for place in left)
    bound, used = _bound_before(before, left)
    about = _ABOUT.search(before)
    used |= _places_left(left, before, about) if about else set()
    said, after, shift = _said_behind(" ".join(tokens[place].text for place in right))
    if shift and after == len(right) and _is_number(tokens, end + after):
        said, after, shift = "", 0, ""  # « vingt minutes après six heures »: the word belongs to what follows
    bound = f"{said} every" if said and bound == "every" else said or bound
    if shift == "lead":  # « au plus tard deux mois avant »: at least two months before
        bound = "least" if "au plus tard" in before else "most" if "au plus tot" in before else bound
    return Relation(bound, shift, about is not None), frozenset(used | set(right[:after]))


def _is_number(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].kind == "number" or number_at([tokens[at].text], 0)[0] > 1)


def _bound_before(before: str, left: Sequence[int]) -> tuple[str, set[int]]:
    bound, match = _left(before)
    used = _places_left(left, before, match) if match else set()
    if match and bound == "every":  # « au moins tous les trois ans »
        further, match = _left(before[: match.start()].strip())
        bound = f"{further} every".strip()
        used |= _places_left(left, before, match) if match else set()
    return bound, used


def _said_behind(behind: str) -> tuple[str, int, str]:
    """Return the bound said behind a quantity, how many words say it and the shift, and the shift."""
    bound, words = "", 0
    rate = _RATE.match(behind)
    if rate:  # « trois fois par an au moins »: the rate is no part of the bound
        words, behind = 2, behind[rate.end() :]
    for name, pattern in _RIGHT:
        said = pattern.match(behind)
        if said:
            bound, words = name, words + len(said.group().split())
            behind = behind[said.end() :].strip()
    for name, pattern in (("lead", _LEAD), ("lag", _LAG)):
        shifted = pattern.match(behind)
        if shifted:
            return bound, words + len(shifted.group().split()), name
    return bound, words if bound else 0, ""


def _left(before: str) -> tuple[str, re.Match[str] | None]:
    return next(((name, match) for name, pattern in _LEFT if (match := pattern.search(before))), ("", None))


def _run(tokens: Sequence[Token], places: range) -> list[int]:
    """Return the places up to the first mark or number."""
    run: list[int] = []
    for place in places:
        if tokens[place].kind != "word":
            break
        run.append(place)
    return run


def _places_left(places: Sequence[int], text: str, match: re.Match[str]) -> set[int]:
    first = len(text[: match.start()].split())
    words = text.split()
    return {places[n] for n in range(first, len(words)) if words[n] in STOP_WORDS or words[n].startswith(_BOUNDING_WORDS)}
