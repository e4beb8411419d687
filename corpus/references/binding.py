"""What belongs to what: articles to their code, their decree, « le même code », or to the text being read."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.references import spelling as sp
from corpus.references.codes import CODES_WITHOUT_LETTERS
from corpus.references.parts import with_parts_behind
from corpus.references.piece import REACH, Item, Piece, Source
from corpus.references.value import LegalReference

_TO_HEAD = re.compile(
    r"\s*[,(\[|]?\s*(?:(?:du|de\s+la|de\s+l'|des|de|au|a\s+la|dans\s+le|in)\s+|de\s+l'|de\s+cette?\s+|de\s+ces?\s+)?"
    r"(?:(?:meme|present|presente|ce|cet|cette|ladite|ledit|precite|precitee)\s+)?\s*"
)
_FROM_HEAD = re.compile(r"\s*[,:(\[–-]?\s*(?:(?:en|a|dans|notamment)\s+(?:son\s+|ses\s+|l'|les\s+)?|l'|les\s+|son\s+|ses\s+)?")
_TITLE_BETWEEN = re.compile(
    r"\s*,?\s+(?:relati(?:f|ve)s?|portant|fixant|pris|instituant|modifiant|sur|pour|de\s+rentree)\b(?:[^;\n]|\n(?!\s*\n)){0,250}?"
    r"(?:\s*[,:(–]\s*(?:notamment\s+)?(?:l'|les\s+|en\s+son\s+|ses\s+)?|\n\s*)"
)
"""Between a text and its articles: « relatif à… : », or its title and the end of the line, as lists of texts are set."""
_OF_SOMETHING = re.compile(r"\s+(?:du|de\s+la|de\s+l'|de\s+notre|de\s+votre|des|de\s+son)\b")
_IN_LIST = re.compile(rf"{sp.AND}(?:(?:de|a|par|dans)\s+)?(?:l'|les\s+|la\s+|des\s+|du\s+|aux\s+|au\s+)?(?:(?:meme|memes)\s+)?")
_SENTENCE_END = re.compile(r"[;?!]|\n\s*\n|\n(?=\s*[-#•])|(?<!\b[lrdac])(?<!\bart)(?<!\barts)(?<!\bal)\.(?=\s)")
_BLANK_LINE = re.compile(r"\n\s*\n")
_SAYS_OF = re.compile(r"\b(?:du|de|des|au)\b|de\s+l'")
_BESIDE = 40
"""Characters between an article such as « L. 1 » and the code that shows it is no room."""
_SURE_NUMBER = re.compile(r"[A-Z]+\d{3}")


def resolve_same(pieces: Sequence[Piece]) -> None:
    """Give « du même code » the last code named, « de la même loi » the last law."""
    last: dict[str, LegalReference] = {}
    for piece in pieces:
        if piece.kind == "same" and piece.head:
            piece.head = last.get(piece.head.nature, piece.head)
        elif piece.kind in ("code", "text") and piece.head:
            last[piece.head.nature] = piece.head


def bind(source: Source, pieces: Sequence[Piece], own_code: str | None) -> None:
    """Give each list of articles its head; texts named with an article become part of its reference.

    Lists without any head keep their lettered articles, with ``own_code`` or a code named close by, if they have the
    look of articles; the others are emptied.
    """
    for piece, follower in reversed(list(pairwise(pieces))):
        if piece.kind == "articles":
            _bind_forward(source, piece, follower)
    for before, piece in pairwise(pieces):
        if piece.kind == "articles" and not piece.is_bound:
            _bind_backward(source, before, piece)
    _settle(source, pieces, own_code)


def _bind_forward(source: Source, piece: Piece, follower: Piece) -> None:
    gap = source.folded[piece.end : follower.start]
    if _BLANK_LINE.search(gap):
        return
    # « Article 7 » at the end of a line and « Décret… » on the next are two lines of a list
    is_one_line = "\n" not in gap or follower.kind != "text" or _SAYS_OF.search(gap)
    if follower.kind in ("code", "text", "same") and is_one_line and _TO_HEAD.fullmatch(gap) and _can_take(piece, follower):
        head = follower.items.pop(0) if follower.kind == "text" else Item(follower.start, follower.end, follower.head)  # type: ignore[arg-type]  # heads have a value
        _take(piece, head.value)
        piece.items[-1] = with_parts_behind(source, replace(piece.items[-1], end=head.end))
        piece.end = piece.items[-1].end
    elif _shares_head(piece, follower) and follower.head and _IN_LIST.fullmatch(gap):
        _take(piece, follower.head)


def _shares_head(piece: Piece, follower: Piece) -> bool:
    """Tell whether « l'article 3 et l'article 5 du décret » may be: the second has a head, both are of one kind."""
    return follower.kind == "articles" and follower.is_bound and piece.is_lettered == follower.is_lettered


def _bind_backward(source: Source, before: Piece, piece: Piece) -> None:
    is_free = before.kind == "code" or (before.kind == "text" and before.items)
    if not is_free or not _can_take(piece, before) or _OF_SOMETHING.match(source.folded, piece.end):
        return
    gap = source.folded[before.end : piece.start]
    if _BLANK_LINE.search(gap):
        return
    if not _FROM_HEAD.fullmatch(gap) and before.kind == "text" and _TITLE_BETWEEN.fullmatch(gap):
        _take(piece, before.items[-1].value)  # the text's own place stays: its title stands between
    elif _FROM_HEAD.fullmatch(gap):
        head = before.items.pop() if before.kind == "text" else Item(before.start, before.end, before.head)  # type: ignore[arg-type]  # heads have a value
        _take(piece, head.value)
        piece.items[0] = replace(piece.items[0], start=head.start)
        piece.start = head.start


def _can_take(piece: Piece, head: Piece) -> bool:
    """Lettered articles belong to codes; plain ones to anything, when « article » stands before them."""
    if head.head is None or (head.kind == "same" and not (head.head.code or head.head.number or head.head.date)):
        return False  # « du même décret » with no decree before it
    return head.head.nature == "code" if piece.is_lettered else piece.is_named


def _take(piece: Piece, head: LegalReference) -> None:
    piece.items = [replace(item, value=replace(head, article=item.value.article, part=item.value.part)) for item in piece.items]
    piece.is_bound, piece.head = True, replace(head, article=None, part=None)


def _settle(source: Source, pieces: Sequence[Piece], own_code: str | None) -> None:
    codes = [piece for piece in pieces if piece.kind == "code"]
    used = {piece.end for piece in pieces if piece.kind == "articles" and piece.is_bound}
    for piece in pieces:
        if piece.kind != "articles" or piece.is_bound:
            continue
        code = own_code or _code_near(source, piece, _around(codes, piece), used)
        is_own = piece.is_named and own_code in CODES_WITHOUT_LETTERS
        if is_own or (piece.is_lettered and _looks_like_article(source, piece, codes, own_code)):
            piece.items = [replace(item, value=replace(item.value, nature="code", code=code)) for item in piece.items]
        else:
            piece.items = []


def _around(codes: Sequence[Piece], piece: Piece) -> Sequence[Piece]:
    """Return the codes within reach of ``piece``."""
    starts = [code.start for code in codes]
    return codes[bisect_right(starts, piece.start - 2 * REACH) : bisect_right(starts, piece.end + REACH)]


def _looks_like_article(source: Source, piece: Piece, codes: Sequence[Piece], own_code: str | None) -> bool:
    """Tell « L. 917-1 » from a room (« L 12 »), a verb (« a 12-13 ans »), « l 10-12 » and « L. 121-2 du plan »."""
    if piece.is_named:
        return True
    if own_code is None and _OF_SOMETHING.match(source.folded, piece.end):
        return False
    item = piece.items[0]
    number = item.value.article or ""
    if number.startswith("A"):
        return False
    if "-" not in number:
        near = _around(codes, piece)
        return any(0 <= c.start - piece.end <= _BESIDE or 0 <= piece.start - c.end <= _BESIDE for c in near)
    written = source.folded[item.start : item.end]
    return source.is_capital(item.start) or "." in written or bool(_SURE_NUMBER.match(number))


def _code_near(source: Source, piece: Piece, codes: Sequence[Piece], used: set[int]) -> str | None:
    """Name the first code behind the articles in their sentence that has none of its own, else the last before them."""
    stop = _SENTENCE_END.search(source.folded, piece.end, piece.end + REACH)
    limit = stop.start() if stop else piece.end + REACH
    for code in codes:
        if piece.end <= code.start < limit and code.end not in used and code.head:
            return code.head.code
    before = [code for code in codes if piece.start - REACH <= code.end <= piece.start and code.head]
    return before[-1].head.code if before and before[-1].head else None
