"""Lists and ranges of articles: « articles L. 1, L. 2 et L. 3 », « R. 332-20 à 25 », « art. 45 et 45-4 »."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.references import spelling as sp
from corpus.references.parts import with_parts_before, with_parts_behind
from corpus.references.piece import Item, Piece, Source
from corpus.references.value import LegalReference, article_value

# a literal at the head of a pattern is found fast; what must stand before it is looked at next
_WORD = re.compile(r"art(?<!\wart)(?:icles?\b|s?\b\.?)\s*")
_LETTERED = re.compile(rf"(?<![\w-])(?<!\d\.){sp.LETTERED}")
_PLAIN = re.compile(sp.PLAIN)
_LETTER_BEHIND = re.compile(sp.LETTER_BEHIND)
_ELLIPTIC = re.compile(r"-?\d{1,3}(?![\w°%€-]|[.,]\d)")
_WITHOUT_LETTER = re.compile(r"\d{1,4}(?:-\d{1,3}){1,2}(?![\w°%€-]|[.,]\d)")
_BARE = re.compile(r"(?<![\w.,-])\d{2,4}-\d{1,3}(?=\s+du\s+c(?:ode\b|\.))")
_AFTER_CODE = re.compile(r"\s(?:\d{2,4}-\d{1,3}|(?!19|20)\d{3,4})(?![\w°%€-]|[.,]\d|\s*(?:pages?|eleves?|agents?|euros?)\b)")
_ELLIPTIC_ENDS = re.compile(r"\s*(?:$|[).;:]|(?:,\s*)?(?:du|de\s+la|de\s+ce|de\s+cette)\s)")
_SEPARATOR = re.compile(rf"(?P<range>\s*,?\s+(?:a|au|jusqu'a|jusqu'au)\s*,?\s+)|{sp.AND}|\s*;\s*(?=[lrd][\s.]{{0,3}}\d)")
_PREPOSITIONS = r"(?:(?:de|a|par|dans)\s+)?(?:l'|les\s+|des\s+|aux\s+)?"
_AGAIN = re.compile(rf"(?P<prepositions>{_PREPOSITIONS})(?:articles?\s+|arts?\.?\s*)?")
_OF_TEXT = re.compile(r"\s+(?:du\s|de\s+la\s|de\s+l')|\s*[,)]")
_AND_FOLLOWING = re.compile(r"\s+(?:et\s+suivante?s?|et\s+s\.|s\.(?=\s+d))(?!\w)")
_LETTERS_OF_NUMBERS = "ABCDEFGHJK"
"""Capitals that may be part of an article's number: I and V behind it are paragraphs."""


def article_lists(source: Source, codes: Sequence[Piece]) -> Iterator[Piece]:
    """Yield every list of articles, one alone included: the word « article », a letter (L., R., D.) or a code announces it."""
    position = 0
    named = ((match.start(), match.end(), True) for match in _WORD.finditer(source.folded))
    bare = ((match.start(), match.start(), False) for match in _LETTERED.finditer(source.folded))
    before_code = ((match.start(), match.start(), True) for match in _BARE.finditer(source.folded))
    after_code = ((code.end + 1, code.end + 1, True) for code in codes if _AFTER_CODE.match(source.folded, code.end))
    for start, first, is_named in sorted([*named, *bare, *before_code, *after_code]):
        piece = _list_from(source, start, first, is_named=is_named) if start >= position else None
        if piece:
            yield piece
            position = piece.end


def _list_from(source: Source, start: int, position: int, *, is_named: bool) -> Piece | None:
    read = _article_at(source, position)
    if not read:
        return None
    item = with_parts_before(source, replace(read, start=start))
    piece = Piece("articles", item.start, item.end, is_named=is_named, is_lettered=_is_lettered(read))
    while True:
        item = with_parts_behind(source, item)
        following = _AND_FOLLOWING.match(source.folded, item.end)
        item = replace(item, end=following.end() if following else item.end)
        second = _second(source, item, is_lettered=piece.is_lettered)
        if not second:
            piece.items.append(item)
            piece.end = item.end
            return piece
        piece.items.append(replace(item, in_range=item.in_range or second.in_range))
        item = second


def _second(source: Source, item: Item, *, is_lettered: bool) -> Item | None:
    """Return the article that « et », « , » or « à » joins to ``item``, or None."""
    separator = _SEPARATOR.match(source.folded, item.end)
    again = _AGAIN.match(source.folded, separator.end()) if separator else None
    if not separator or not again:
        return None
    is_range = bool(separator.group("range"))
    read = _article_at(source, again.end())
    if not read or _is_lettered(read) != is_lettered:
        read = _elliptic(source, again.end(), item, is_range=is_range) if is_lettered else None
    if not read:
        return None
    return replace(read, start=again.end("prepositions"), in_range=is_range)


def _article_at(source: Source, position: int) -> Item | None:
    if match := _LETTERED.match(source.folded, position):
        value, end = sp.lettered_value(match.group()), match.end()
        letter = _LETTER_BEHIND.match(source.folded, end)
        # only a capital is part of the number: « L. 917-1 A », not « L. 917-1 a été modifié »
        if letter and source.text[letter.start(1)] in _LETTERS_OF_NUMBERS:
            value, end = f"{value} {letter.group(1)}", letter.end(1)
        return Item(match.start(), end, LegalReference("code", article=article_value(value)))
    if match := _PLAIN.match(source.folded, position):
        value, end = sp.plain_value(match.group()), match.end()
        letter = _LETTER_BEHIND.match(source.folded, end)
        if letter and source.text[letter.start(1)] in _LETTERS_OF_NUMBERS and _OF_TEXT.match(source.folded, letter.end()):
            value, end = f"{value} {letter.group(1)}", letter.end()
        return Item(match.start(), end, LegalReference("", article=article_value(value)))
    return None


def _elliptic(source: Source, position: int, before: Item, *, is_range: bool) -> Item | None:
    """Return the second of « R. 332-20 à 332-25 », « R. 332-20 à 25 », and « R. 331-12 et 13 » where the list visibly ends."""
    if match := _WITHOUT_LETTER.match(source.folded, position):
        value = replace(before.value, article=(before.value.article or "")[:1] + match.group(), part=None)
        return Item(match.start(), match.end(), value)
    match = _ELLIPTIC.match(source.folded, position)
    stem = re.sub(r"\d+$", "", before.value.article or "")
    if not match or not stem.endswith("-") or not (is_range or _ELLIPTIC_ENDS.match(source.folded, match.end())):
        return None
    value = replace(before.value, article=stem + match.group().lstrip("-"), part=None)
    return Item(match.start(), match.end(), value)


def _is_lettered(item: Item) -> bool:
    return (item.value.article or "")[:1].isalpha()
