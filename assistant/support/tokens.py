"""A sentence as tokens, over a folded copy whose places are those of the original."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.references.parser import parse_references
from corpus.references.spelling import same_length_fold
from corpus.references.value import LegalReference

Kind = Literal["word", "number", "mark", "reference"]

_TOKEN = re.compile(
    r"n ?°|(?P<number>\d{1,2}/\d{1,2}/\d{4}|\d{1,2} ?h ?\d{2}(?!\d)|\d{1,3}(?: \d{3})+(?:,\d+)?|\d/\d(?!\d)"
    r"|\d+(?:[.,]\d+)?(?:er|ere|re|nde?|e)?(?![\da-z]))"
    r"|(?P<word>rep\+|\d+[a-z]+|[a-z]+)"
    r"|(?P<mark>[,;:.!?()«»\"]|€|%)"
)
_TOLD_APART = {"né": "naitre", "PAS": "polesdappui", "dès": "desque", "Dès": "desque"}
_VERB = re.compile(r"\b(?:pas|plus|jamais|a|est|sont|doit|peut)\b")
_HOURLY = re.compile(r"(?<=€|s) de l'heure\b")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, mark or whole reference; ``has_accent`` tells « à » from « a »."""

    kind: Kind
    text: str
    has_accent: bool = False
    reference: LegalReference | None = None


@lru_cache(maxsize=4_096)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of ``text`` in order; a regulatory reference is one token."""
    text = _HOURLY.sub(" par heure", text.replace("œ", "oe").replace("Œ", "Oe").replace("’", "'"))
    folded = same_length_fold(text)
    found: list[Token] = []
    position = 0
    for reference in parse_references(text):
        found += _plain(text, folded, position, reference.start)
        if _VERB.search(folded, reference.start, reference.end):  # « le Conseil d'État n'a pas ordonné le … (n° …) »
            found += _plain(text, folded, reference.start, reference.end)
        found.append(Token("reference", folded[reference.start : reference.end], reference=reference.reference))
        position = max(position, reference.end)
    return (*found, *_plain(text, folded, position, len(text)))


def _plain(text: str, folded: str, start: int, end: int) -> list[Token]:
    return [
        _token(match, text[match.start() : match.end()]) for match in _TOKEN.finditer(folded, start, end) if match.lastgroup
    ]


def _token(match: re.Match[str], written: str) -> Token:
    """Return the token; words that only an accent or capitals tell apart get a text of their own."""
    return Token(_kind(match), _TOLD_APART.get(written, match.group()), not written.isascii())


def _kind(match: re.Match[str]) -> Kind:
    kind = match.lastgroup
    return "word" if kind == "word" else "number" if kind == "number" else "mark"
