"""French text to the terms of the lexical index."""

import re
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from corpus.normalize import fold

ANALYSER_VERSION = "2"
"""Raise it when the terms of a text change: an index built with other terms is refused."""

STOP_WORDS = frozenset(
    """a ai aie ait alors as au aucun aussi autre aux avait avant avec avez avoir avons bien c ca car ce cela ces cet cette
    ceux chez ci comme comment d dans de des deja depuis dois doit donc dont du elle elles en encore entre es est et etait ete
    etre eu eux fait faire faut font fois h ici il ils j je juste l la le les leur leurs lors lui m ma mais me meme mes mm moi
    mon n ne ni nos notre nous on ont or ou par parce pas peu peut peuvent peux plus pour pourquoi puis qd qu quand que quel
    quelle quelles quels quelque qui quoi r rien s sa sans se sera ses si soit sommes son sont suis sur svp t ta te tes toi ton
    tous tout toute toutes tres tu un une va vais veut veulent veux vos votre vous vont vraiment vrai y bonjour bjr slt salut
    merci stp aesh""".split()
)
"""Words that tell one question from another in no way; folded. AESH itself is one here: every passage is about it."""

_REFERENCE = re.compile(r"\b([lrda])[. \u00a0\u202f]{0,3}\*?(\d{1,4}(?:-\d{1,3}){1,3})\b|\b(\d{2,4}-\d{1,4})\b")
_WORD = re.compile(r"[a-z0-9]+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")
_stemmer = Stemmer.Stemmer("french")


def terms(text: str) -> list[str]:
    """Return the terms of ``text`` in order: references whole, elisions and stop words gone, stems without accents.

    Accents are folded before stemming, because people type « conge » for « congé » and both must meet.
    """
    return list(_terms(_THOUSANDS.sub("", fold(text))))


def _terms(folded: str) -> Iterator[str]:
    position = 0
    for match in _REFERENCE.finditer(folded):
        yield from _words(folded[position : match.start()])
        letter, article, number = match.groups()
        yield f"{letter}{article}" if article else _unpadded(number)
        position = match.end()
    yield from _words(folded[position:])


def _words(folded: str) -> Iterator[str]:
    for match in _WORD.finditer(folded):
        word = match.group()
        if word not in STOP_WORDS:
            yield _stem(word)


def _unpadded(number: str) -> str:
    first, second = number.split("-", 1)
    return f"{first}-{second.lstrip('0') or '0'}"


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return word if word[0].isdigit() else str(_stemmer.stemWord(word))
