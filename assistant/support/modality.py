"""What a clause does with what it says: states, denies, allows, demands, forbids, reserves."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from assistant.support.clauses import Clause
from assistant.support.tokens import Token
from index.french_tokens import STOP_WORDS

Label = Literal[
    "fact", "denied", "possible", "forbidden", "due", "not_due", "right", "no_right", "granted", "not_granted", "term"
]

OPPOSITE: dict[Label, Label] = {
    "fact": "denied", "denied": "fact", "possible": "forbidden", "forbidden": "possible", "due": "not_due",
    "not_due": "due", "right": "no_right", "no_right": "right", "granted": "not_granted", "not_granted": "granted",
    "term": "denied",
}  # fmt: skip
NEGATIVE = frozenset(("denied", "forbidden", "not_due", "no_right", "not_granted"))

_NOT_DUE = re.compile(
    r"\b(?:(?:n|ne) (?:y )?(?:a|ont|avez|ait|aient) (?:donc |pas |plus |jamais )+(?:a|besoin|l obligation|d obligation)\b"
    r"|(?:n|ne) (?:y )?(?:est|sont|etes|etait|etaient|soit) pas "
    r"(?:tenu|oblige|contraint|obligatoire|exige|necessaire|impose|requis)\w*"
    r"|(?:est|sont|reste|restent|etre) (?!pas)(?:\w+ )?facultati\w+|sans (?:y )?etre (?:oblige|tenu)\w*"
    r"|aucune? .{0,40}(?:n|ne) (?:est|sont) (?:exige|requis|necessaire|obligatoire|demande|impose)\w*"
    r"|sans obligation|(?:pas|non) une obligation|sans qu\w* .{0,40}ait a)"
)
_IS = r"(?:est|sont|etre|ete|etait|devient|reste|restent|rend) (?:\w+ )?"
_FORBIDDEN = re.compile(rf"\b(?:{_IS}(?:interdit\w*|defendu\w*|impossible\w*)|interdiction|interdit|interdisent)\b")
_DUE = re.compile(
    r"\b(?:doit|doivent|devez|devra|devront|devait|devaient|obligatoirement|necessairement|forcement|tenue?s? (?:de?|a|aux?)"
    r"|faut|faudra|fallait|necessitent|necessite|exigent|exige|supposent|suppose|imposent|impose"
    r"|(?:a|ont|une|fait) (?:l )?obligation|obligation de?"
    rf"|{_IS}(?:obligatoires?|obligee?s?|necessaires?|indispensables?|exigee?s?|imposee?s?|requise?s?))\b"
)
_POSSIBLE = re.compile(
    r"\b(?:peut|peuvent|pouvez|pourra|pourront|pourrait|pourraient|pouvait|pouvaient|puisse|possibilites?|permise?s?"
    r"|permet|permettent|risque|risquent|risquez|eventuelle?s?|eventuellement|faculte|"
    rf"{_IS}possibles?)\b"
)
_RIGHT = re.compile(r"\b(?:(?:a|ont|avez|aura|avait) (?:le )?droit|ouvr\w+ droit|pas un droit|un droit)\b")
_GRANTED = re.compile(r"\bde (?:plein )?droit\b(?! (?:commun|public|prive|du))")
_TERM = re.compile(r"\b(?:a|ont|avez|dispose|disposent|disposez) (?:(?:de|d|encore|seulement) )*pour\b")
"""« L'AESH a deux mois pour … »: the number is no part of what is searched."""
_PARTLY = re.compile(r"\bpas (?:donc )?(?:obligatoirement|forcement|necessairement)\b")
_SAID: tuple[tuple[Label, re.Pattern[str]], ...] = (
    ("forbidden", _FORBIDDEN), ("due", _DUE), ("possible", _POSSIBLE), ("right", _RIGHT), ("granted", _GRANTED),
    ("term", _TERM),
)  # fmt: skip
_ATTRIBUTED: dict[str, Label] = {
    "obligatoire": "due", "obligatoires": "due", "facultatif": "not_due", "facultative": "not_due",
    "facultatifs": "not_due", "facultatives": "not_due", "possible": "possible", "possibles": "possible",
    "interdit": "forbidden", "interdite": "forbidden", "interdits": "forbidden", "interdites": "forbidden",
}  # fmt: skip
_BEFORE_PREDICATE = frozenset("est sont etre ete etait reste restent devient rend pas plus jamais".split())
_NOUN_REACH = 4
"""Adjectives that say of the noun beside them what a verb would say: « un CDI obligatoire »."""
_SINGLES = frozenset("seul seule seuls seules uniquement seulement exclusivement reserve reservee reserves reservees".split())
_COMPLEMENTS = frozenset("pas plus jamais aucun aucune rien ni guere nullement point".split())
_BARE_DENIALS = frozenset("aucun aucune".split())
_DENYING_ALONE = frozenset("peut peuvent pouvez pouvait pouvaient puisse saurait cesse ose".split())
_SAYING = frozenset("dire dit dites disent repond repondre".split())
_BEFORE_BARE_PAS = frozenset((",", "(", "et", "mais"))
_REACH = 2
"""Telling words that « sans », « non » and « pas » without « ne » reach."""


@dataclass(frozen=True, slots=True)
class Stance:
    """What a clause does: ``labels`` for all of it but for the places ``flipped``, which it says the opposite of.

    ``negated`` are the places of the words behind « ne », which stands at ``denied_from`` when it denies the clause;
    ``restricted`` those that « ne … que » or « seul » singles out; ``attributed`` what adjectives say (« un CDI obligatoire »).
    """

    labels: frozenset[Label]
    flipped: frozenset[int]
    negated: frozenset[int]
    denied_from: int | None
    restricted: frozenset[int]
    attributed: tuple[tuple[int, Label], ...]

    def labels_at(self, place: int) -> frozenset[Label]:
        """Return what the clause does with the token at ``place``."""
        return frozenset(OPPOSITE[label] for label in self.labels) if place in self.flipped else self.labels


def stance_of(tokens: Sequence[Token], clause: Clause, hidden: Set[int]) -> Stance:
    """Read the clause; the tokens at the places ``hidden`` are no part of it (« ne dépasse pas » before an amount)."""
    places = [at for at in range(clause.start, clause.end) if at not in hidden and tokens[at].kind in ("word", "mark")]
    words = [tokens[at].text for at in places]
    said = " ".join(words)
    denied, only = _denial(words, said)
    flipped = frozenset(places[n] for n in _reached(words))
    restricted = frozenset(places[n] for n in _behind(words, only))
    negated = frozenset(places[n] for n in _negated(words)) if denied else frozenset()
    attributed = tuple(_attributed(words, places))
    denied_from = next((at for at, word in zip(places, words, strict=True) if word in ("ne", "n")), None) if denied else None
    return Stance(_labels(said, denied), flipped, negated, denied_from, restricted, attributed)


def _labels(said: str, denied: bool) -> frozenset[Label]:
    found: set[Label] = {"not_due"} if _NOT_DUE.search(said) else set()
    said = _PARTLY.sub("pas", _NOT_DUE.sub("", said))
    for label, pattern in _SAID:
        if pattern.search(said):
            found.add(OPPOSITE[label] if denied and label != "due" else "forbidden" if denied else label)
    if denied and re.search(r"\bpas facultati", said):
        found.add("due")
    return frozenset(found or {"denied" if denied else "fact"})


def _denial(words: Sequence[str], said: str) -> tuple[bool, int | None]:
    """Return whether the clause denies, and the place in ``words`` from which it restricts (« ne … que »)."""
    single = next((n for n, word in enumerate(words) if word in _SINGLES), None)
    at = next((n for n, word in enumerate(words) if word in ("ne", "n")), None)
    if at is None or words[at + 1 : at + 2] == ["pas"]:  # « ne pas renouveler » denies what follows, not the clause
        bare = any(word in _BARE_DENIALS for word in words)
        return (bare or said.startswith("sans qu")) and at is None, single
    behind = words[at + 1 :]
    only = next((at + 1 + n for n, word in enumerate(behind) if word in ("que", "qu")), None)
    if only is not None and not (_COMPLEMENTS & set(words[at + 1 : only])):
        return False, only
    denies = bool((_COMPLEMENTS | _DENYING_ALONE) & {*behind, *words[:at]})
    return denies, single  # « avant qu'elle ne décide » denies nothing


def _attributed(words: Sequence[str], places: Sequence[int]) -> Iterator[tuple[int, Label]]:
    """Yield what an adjective beside its noun says of it, for the places of both."""
    for n, word in enumerate(words):
        if word in _ATTRIBUTED and (n == 0 or words[n - 1] not in _BEFORE_PREDICATE):
            yield from ((at, _ATTRIBUTED[word]) for at in places[max(0, n - _NOUN_REACH) : n + 1])


def _negated(words: Sequence[str]) -> Iterator[int]:
    """Yield the places of the words behind « ne », up to the first that tells something."""
    at = next((n for n, word in enumerate(words) if word in ("ne", "n")), len(words))
    for n in range(at + 1, len(words)):
        yield n
        if words[n] not in STOP_WORDS and words[n] not in _COMPLEMENTS:
            return


def _reached(words: Sequence[str]) -> list[int]:
    """Return the places of the words that a « sans », « non » or bare « pas » reaches."""
    reached: list[int] = []
    for n, word in enumerate(words):
        bare_never = word == "jamais" and (words[n - 1 : n] == [","] or ("ne" not in words and "n" not in words))
        infinitive = word in ("ne", "n") and words[n + 1 : n + 2] == ["pas"]
        bare_pas = word == "pas" and (n == 0 or words[n - 1] in _BEFORE_BARE_PAS)
        if word == "contrairement" or (word == "difference" and words[n - 1] == "la"):
            reached += _until_mark(words, n + 1)
            continue
        if word == "non" and (n == 0 or words[n - 1] in _SAYING):
            continue  # « Non, … » answers a question: what follows says it whole; « dire non » is to refuse
        if (
            infinitive
            or bare_pas
            or bare_never
            or word == "non"
            or (word == "sans" and words[n + 1 : n + 2] not in (["que"], ["qu"]))
        ):
            to_end = bare_pas or (word == "non" and words[n - 1] in _BEFORE_BARE_PAS)
            reached += range(n + 1, len(words)) if to_end else _until_mark(words, n + 1)
    return reached


def _until_mark(words: Sequence[str], start: int) -> list[int]:
    reached: list[int] = []
    telling = 0
    for n in range(start, len(words)):
        telling += words[n] not in STOP_WORDS
        if not words[n].isalpha() or telling > _REACH:
            break
        reached.append(n)
    return reached


def _behind(words: Sequence[str], only: int | None) -> list[int]:
    return [] if only is None else list(range(only + 1, len(words)))
