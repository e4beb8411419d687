"""The part of an article or of a text that a reference means: alinéa, I, 2°, annexe, point 4.1."""

import re
from dataclasses import replace

from corpus.references import spelling as sp
from corpus.references.piece import REACH, Item, Source

_LINK = r"\s*(?:(?:,|et|ou|a|au)\s+)?(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|le\s+|la\s+|l'|au\s+)?"
_PART = re.compile(sp.PART)
_BETWEEN = re.compile(_LINK)
_BEFORE = re.compile(rf"(?:(?<!\w)(?:{sp.PART.replace('(?P<roman>', '(?:')}){_LINK})+\Z")
_ENDS_WITH_OF = re.compile(r"(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+)\Z")
_OF = ("du", "de la", "de l'", "de", "des")

_BEHIND = re.compile(
    rf"\s*(?P<open>[,(]|-(?=\s)|)\s*(?P<part>{sp.ALINEA}|{sp.DEGREE}|{sp.SENTENCE}|[a-z]\)|"
    rf"(?P<roman>{sp.ROMAN})(?!\s*[.)]\s))(?P<close>\s*\))?"
)

_OF_TEXT = re.compile(rf"{sp.NUMBERED_PART}|{sp.DOTTED_PART}|{sp.ANNEX}")
_OF_TEXT_BEFORE = re.compile(
    rf"(?:(?:{sp.NUMBERED_PART}|{sp.ANNEX}|(?<![\w.]){sp.DOTTED_PART})"
    r"(?:\s+(?:de\s+la|de\s+l'|du|des|a\s+la|a\s+l'|au|de)\s*))+\Z"
)
_OF_TEXT_BEHIND = re.compile(rf"\s*[,(]?\s*(?:{sp.NUMBERED_PART}|{sp.ANNEX})|\s*[,(]\s*{sp.DOTTED_PART}")


def with_parts_before(source: Source, item: Item) -> Item:
    """Return ``item`` from « 2° du I de l' » on, when that stands just before it."""
    window = max(0, item.start - REACH)
    before = source.folded[window : item.start]
    match = _BEFORE.search(before) if _ENDS_WITH_OF.search(before) else None
    if not match:
        return item
    start, levels = _levels(source, window + match.start(), item.start)
    return replace(item, start=start, value=replace(item.value, part=", ".join(reversed(levels)))) if levels else item


def _levels(source: Source, start: int, end: int) -> tuple[int, list[str]]:
    """Read parts from smallest to largest; those of one level are joined by « et » or « à »."""
    levels: list[str] = []
    position, first, last_end = start, end, start
    while position < end and (match := _PART.match(source.folded, position)):
        if match.group("roman") and not source.is_capital(match.start()):
            levels, first = [], end  # « vi », « dix » written small are words
        else:
            first = min(first, match.start())
            _add_level(levels, sp.part_value(match.group()), source.folded[last_end:position])
        last_end = match.end()
        between = _BETWEEN.match(source.folded, last_end)
        position = between.end() if between else last_end
    return first, levels


def _add_level(levels: list[str], part: str, link: str) -> None:
    words = " ".join(link.split())
    if levels and words and words not in _OF and words.split()[0] in ("et", "ou", ",", "a", "au"):
        levels[-1] += f" {'à' if words.split()[0] in ('a', 'au') else 'et'} {part}"
    else:
        levels.append(part)


def with_parts_behind(source: Source, item: Item) -> Item:
    """Return ``item`` up to « , I, 2° » or « (3e alinéa) », when that stands just behind it."""
    parts, end = [item.value.part] if item.value.part else [], item.end
    while match := _BEHIND.match(source.folded, end):
        if match.group("roman") and not source.is_capital(match.start("roman")):
            break
        parts.append(sp.part_value(match.group("part")))
        end = match.end() if match.group("open") == "(" else match.end("part")
    return replace(item, end=end, value=replace(item.value, part=", ".join(parts) or None))


def with_part_of_text(source: Source, item: Item) -> Item:
    """Return a circular, decree or arrêté with « point 4.1 de la » before it or « , annexe 2 » behind it."""
    if item.value.nature in ("loi", "ordonnance") or item.value.article:
        return item
    window = max(0, item.start - REACH)
    if before := _OF_TEXT_BEFORE.search(source.folded[window : item.start]):
        start = window + before.start()
        named = [sp.part_value(m.group()) for m in _OF_TEXT.finditer(source.folded, start, item.start)]
        return replace(item, start=start, value=replace(item.value, part=", ".join(reversed(named))))
    behind = _OF_TEXT_BEHIND.match(source.folded, item.end)
    part = _OF_TEXT.search(behind.group()) if behind else None
    if not behind or not part:
        return item
    return replace(item, end=behind.end(), value=replace(item.value, part=sp.part_value(part.group())))
