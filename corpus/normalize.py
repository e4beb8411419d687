"""Normal forms of French text: one for storing, one for comparing."""

import re
import unicodedata

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_HALVES = re.compile("[\ud800-\udfff]")  # halves of a character, which JSON can carry and nothing can encode
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'"})
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def stored_form(text: str) -> str:
    r"""Return ``text`` as documents store it: NFC, ``\n`` line ends, no control or invisible characters."""
    text = _BREAKS.sub("\n", _HALVES.sub("", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _CONTROL.sub("", text)))


def squeeze(text: str) -> str:
    """Return ``text`` on one line, every run of white space reduced to one plain space."""
    return " ".join(text.split())


def plain_marks(text: str) -> str:
    """Return ``text`` with one kind of space, apostrophe and hyphen; the length never changes."""
    return "".join(" " if _SPACES.fullmatch(c) else c for c in text.translate(_APOSTROPHES).translate(_HYPHENS))


def comparable(text: str) -> str:
    """Return the form in which a sentence and a quote are compared: spaces and apostrophes made alike."""
    return squeeze(text.translate(_APOSTROPHES).replace("\u00a0", " ").replace("\u202f", " "))


def fold(text: str) -> str:
    """Return ``text`` lower-cased, without accents, ligatures opened: the form in which words are matched."""
    text = text.translate(_APOSTROPHES).translate(_HYPHENS).casefold().replace("œ", "oe").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
