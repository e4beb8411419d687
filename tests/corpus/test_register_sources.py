"""Every text gathered for the project stands in the register once, with what was found of it."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.normalize import fold
from corpus.references.parser import parse_references
from corpus.register import RegisterEntry, load_register

REGISTER = load_register()
FILES = ("contrat", "missions", "travail")
SETTLED = {"circulaire-2003-092", "circulaire-2022-07-27", "decret-2020-524", "note-2024-07-24"}
"""Texts of which sources say different things; the register's note says how that was settled."""


def rows_of(shared: Path, name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((shared / "domain" / f"texts-{name}.yaml").read_text("utf-8")))


def entries_of(row: dict[str, Any]) -> list[RegisterEntry]:
    """Return the entries that a gathered row may be."""
    number, day = row["number"] and str(row["number"]), row["date"] and str(row["date"])
    if row["nature"] == "code article":
        return _groups(number or "")
    same = [entry for entry in REGISTER.entries if entry.nature == row["nature"]]
    if row["nature"] == "décision":
        case = re.search(r"n° ([\dA-Z-]+)", number or "")
        return [entry for entry in same if case and entry.number and entry.number.split()[0] == case.group(1)]
    if number:
        return [entry for entry in same if entry.number == number]
    same = [entry for entry in same if entry.date == day and (not row["nor"] or entry.nor == row["nor"])]
    if len(same) == 1 and day:
        return same
    common = {entry.text_id: len(_words(row["title"]) & _words(entry.title)) for entry in same}
    return [entry for entry in same if common[entry.text_id] == max(common.values()) > 0]


def _groups(number: str) -> list[RegisterEntry]:
    """Return the groups of articles that hold exactly the articles of « CGFP, L. 332-1 à L. 332-5 »."""
    named = [found.reference for found in parse_references(f"article {number}" if number[0].isdigit() else number)]
    articles = {reference.article for reference in named}
    groups = [entry for entry in REGISTER.entries if entry.nature == "code" and entry.code == named[0].code]
    if number.endswith("et suivants"):
        return [entry for entry in groups if [first for first, _ in entry.articles] == [named[0].article]]
    return [entry for entry in groups if {article for pair in entry.articles for article in pair} == articles]


def _words(title: str) -> set[str]:
    return {word[:7] for word in re.findall(r"\w{4,}", fold(title))}


@pytest.mark.parametrize("name", FILES)
def test_every_text_gathered_stands_in_the_register_once(name: str, shared: Path) -> None:
    rows = rows_of(shared, name)
    found = [entries_of(row) for row in rows]
    lost = [
        (row["nature"], row["number"], row["date"], row["title"])
        for row, entries in zip(rows, found, strict=True)
        if len(entries) != 1
    ]
    assert lost == []
    ids = [entries[0].text_id for entries in found]
    assert len(rows) >= 60
    assert [text_id for text_id in ids if ids.count(text_id) > 1] == []  # two texts run together


@pytest.mark.parametrize("name", FILES)
def test_what_was_gathered_is_kept(name: str, shared: Path) -> None:
    for row in rows_of(shared, name):
        [entry] = entries_of(row)
        assert row["nor"] in (None, entry.nor), entry.text_id
        assert row["nature"] == "code article" or row["date"] is None or str(row["date"]) == entry.date, entry.text_id
        assert row["status"] == entry.status or entry.text_id in SETTLED, entry.text_id
        assert ["high", "medium", "low"].index(entry.confidence) <= ["high", "medium", "low"].index(row["confidence"]), (
            entry.text_id
        )


@pytest.mark.parametrize("name", FILES)
def test_texts_said_to_amend_or_to_replace_are_named(name: str, shared: Path) -> None:
    for row in rows_of(shared, name):
        [entry] = entries_of(row)
        if entry.text_id in SETTLED:
            continue
        for key, kept in (("amended_by", entry.amended_by), ("replaced_by", entry.replaced_by)):
            said = row[key] if isinstance(row[key], list) else [row[key] or ""]
            named = (found.reference for text in said for found in parse_references(text))
            for reference in (reference for reference in named if reference.nature != "code"):
                candidates = {candidate.text_id for candidate in REGISTER.candidates(reference)}
                assert candidates & set(kept), (entry.text_id, key, reference)


def test_a_settled_difference_is_explained() -> None:
    assert [text_id for text_id in SETTLED if not REGISTER.by_id[text_id].note] == []
