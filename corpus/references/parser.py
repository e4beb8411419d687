"""Finds regulatory references in French text: pieces first, then what binds them (rules: ``docs/references.md``)."""

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.references import heads
from corpus.references.article_lists import article_lists
from corpus.references.binding import bind, resolve_same
from corpus.references.codes import CODE_NAME, code_named
from corpus.references.parts import with_part_of_text
from corpus.references.piece import Item, Piece, Source
from corpus.references.spelling import same_length_fold
from corpus.references.value import FoundReference, LegalReference

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+", re.IGNORECASE)
_BREAK_IN_WORD = re.compile(r"\u00ad(?!\d)|(?<=[^\W\d_])-\n(?=[^\W\d_])")
_EMPHASIS = re.compile(r"\*+|_+")
_CODE = re.compile(rf"\b{CODE_NAME}")


def parse_references(text: str, own_code: str | None = None) -> list[FoundReference]:
    """Return the references of ``text`` in order of appearance; places are those of the original text.

    ``own_code`` is the code that ``text`` itself is: an article without a code is then one of its own.
    """
    whole, places = _without_breaks_in_words(text)
    return (
        [replace(f, start=places[f.start], end=places[f.end - 1] + 1) for f in _references(whole, own_code)]
        if places
        else _references(text, own_code)
    )


def _references(text: str, own_code: str | None) -> list[FoundReference]:
    folded = _ADDRESS.sub(lambda match: "\x01" * len(match.group()), same_length_fold(text))
    source = Source(text, folded)
    codes = list(heads.codes(source, own_code))
    pieces = _apart(
        [
            *codes,
            *heads.same_texts(source),
            *heads.decisions(source),
            *heads.texts(source),
            *article_lists(source, codes),
        ]
    )
    resolve_same(pieces)
    bind(source, pieces, own_code)
    found = [_found(source, item) for piece in pieces for item in _items(source, piece)]
    return sorted(found, key=lambda item: item.start)


def parse_reference(text: str) -> LegalReference | None:
    """Return the first reference of ``text``, or None."""
    found = parse_references(text)
    return found[0].reference if found else None


def find_code(text: str) -> str | None:
    """Return the full name of the first code named in ``text``, or None."""
    match = _CODE.search(same_length_fold(text))
    return code_named(match.group()) if match else None


def _apart(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces in order; of two that overlap the first stays, of two that start together the longest."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def _items(source: Source, piece: Piece) -> list[Item]:
    if piece.kind == "text":
        return [with_part_of_text(source, item) for item in piece.items]
    if piece.kind == "same" and piece.head and (piece.head.number or piece.head.date):
        item = with_part_of_text(source, Item(piece.start, piece.end, piece.head))
        return [item] if item.value.part else []  # « la même circulaire » alone says nothing new
    return piece.items


def _without_breaks_in_words(text: str) -> tuple[str, list[int]]:
    """Return ``text`` without soft hyphens and words cut at line ends, and the place of each character left.

    The places are empty when there is nothing to take out.
    """
    cuts = list(_BREAK_IN_WORD.finditer(text)) if "\u00ad" in text or "-\n" in text else []
    if not cuts:
        return text, []
    places = list(range(len(text)))
    for cut in reversed(cuts):
        del places[cut.start() : cut.end()]
    return "".join(text[place] for place in places), places


def _found(source: Source, item: Item) -> FoundReference:
    """Trim the place to the words themselves; a parenthesis or an emphasis opened inside is closed inside."""
    start, end = item.start, item.end
    while start < end and not (source.text[start].isalnum() or source.text[start] == "§"):
        start += 1
    while end > start and (source.text[end - 1] in "*_,;\\" or source.text[end - 1].isspace()):
        end -= 1
    emphasis = _EMPHASIS.match(source.text, end)
    if emphasis and 0 < source.text.count(emphasis.group()[0], start, end) == len(emphasis.group()):
        end = emphasis.end()
    if source.text.count("(", start, end) > source.text.count(")", start, end) and source.text[end : end + 1] == ")":
        end += 1
    return FoundReference(item.value, start, end, item.in_range)
