"""The starter sheets against the facts they were written from, and official samples (folder beside the project)."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.document import Document, Section
from corpus.loader import load_document
from corpus.normalize import fold, plain_marks
from corpus.register import load_register
from corpus.sheets import load_sheets
from corpus.splitter import split_document
from tests.corpus.support import body

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_IN_WORDS = [
    pair.split()
    for pair in (
        "1 un,1 une,1 premier,2 deux,2 second,3 trois,4 quatre,5 cinq,6 six,7 sept,8 huit,9 neuf,10 dix,11 onze,12 douze,"
        "13 treize,14 quatorze,15 quinze,16 seize,20 vingt,30 trente,40 quarante,50 cinquante,60 soixante,100 cent"
    ).split(",")
]
_RANK = {"low": 0, "medium": 1, "high": 2}
_RUN = 12


@pytest.fixture(scope="module")
def facts(shared: Path) -> list[dict[str, Any]]:
    paths = sorted((shared / "domain").glob("facts-*.yaml"))
    return [fact for path in paths for fact in yaml.load(path.read_text("utf-8"), Loader=_LOADER)]  # noqa: S506


@pytest.fixture(scope="module")
def sheets() -> list[Document]:
    return load_sheets(load_register())


@pytest.fixture(scope="module")
def places(sheets: list[Document]) -> dict[str, list[tuple[Document, Section]]]:
    found: dict[str, list[tuple[Document, Section]]] = {}
    for sheet in sheets:
        for section in sheet.sections:
            for fact in section.facts:
                found.setdefault(fact, []).append((sheet, section))
    return found


Places = dict[str, list[tuple[Document, Section]]]


def test_the_facts_are_all_there(facts: list[dict[str, Any]]) -> None:
    assert len(facts) == 381
    assert sum(fact["confidence"] == "high" for fact in facts) == 287


@pytest.mark.parametrize("confidence", ["high", "medium", "low"])
def test_every_fact_stands_in_exactly_one_section(confidence: str, facts: list[dict[str, Any]], places: Places) -> None:
    wanted = [fact["id"] for fact in facts if fact["confidence"] == confidence]
    assert {fact: len(places.get(fact, [])) for fact in wanted} == dict.fromkeys(wanted, 1)


def test_no_section_names_a_fact_that_does_not_exist(facts: list[dict[str, Any]], places: Places) -> None:
    assert set(places) - {fact["id"] for fact in facts} == set()


def _numbers(text: str) -> set[str]:
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", "", plain_marks(text))
    return set(re.findall(r"\d+(?:[,.]\d+)*", text))


def _said_in_words(number: str, text: str) -> bool:
    return any(value == number and re.search(rf"\b{word}", text) for value, word in _IN_WORDS)


def test_every_number_of_a_fact_stands_in_its_section(facts: list[dict[str, Any]], places: Places) -> None:
    lacking = {}
    for fact in facts:
        sheet, section = places[fact["id"]][0]
        text = f"{section.title}\n{body(sheet, section)}"
        missing = {n for n in _numbers(fact["fact"]) - _numbers(text) if not _said_in_words(n, fold(text))}
        if missing:
            lacking[fact["id"]] = sorted(missing)
    assert lacking == {}


def test_a_section_is_never_surer_than_its_facts(facts: list[dict[str, Any]], places: Places) -> None:
    surer = [f["id"] for f in facts if _RANK[places[f["id"]][0][1].confidence or "high"] > _RANK[f["confidence"]]]
    assert surer == []


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))


def test_no_sheet_copies_the_documents_it_was_written_from(shared: Path, sheets: list[Document]) -> None:
    copied: set[tuple[str, ...]] = set()
    for path in (shared / "seeds").glob("*.txt"):
        words = _words(path.read_text("utf-8"))
        copied |= {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    assert len(copied) > 500
    for sheet in sheets:
        words = _words(sheet.text)
        runs = {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
        assert runs & copied == set(), sheet.document_id


@pytest.mark.parametrize(
    ("name", "articles", "twice"),
    [("LEGITEXT000044416551.md", 3_161, 3), ("LEGITEXT000031366350.md", 484, None)],
    ids=["code général de la fonction publique", "code des relations"],
)
def test_a_real_code_is_cut_by_article(name: str, articles: int, twice: int | None, shared: Path) -> None:
    document = load_document(shared / "samples" / "legi-markdown" / name)
    assert (document.nature, document.date) == ("code", "2026-04-03")
    numbers = [section.article for section in document.sections if section.article]
    assert len(numbers) == articles
    assert twice is None or len(numbers) - len(set(numbers)) == twice
    passages = split_document(document)
    assert len({passage.passage_id for passage in passages}) == len(passages) >= articles
    assert all(document.text[p.start : p.end] == p.text and p.text for p in passages)
    assert {p.article for p in passages} >= set(numbers)
    assert not any(re.search(r"\n\n(?:Article|Livre|Chapitre) [LRD\d]", passage.body) for passage in passages)


SEED_WORDS = {
    "000_ca2bbb9abe7fbd02.txt": ["MET.7829", "K2104", "FOR.7112", "60 heures", "CAP ou équivalent", "salarié", "contact"],
    "002_1a3b531478564a03.txt": ["Cap École Inclusive", "n°2017-84", "MDPH", "candidater", "29 juillet 2020", "L917-1"],
}


@pytest.mark.parametrize(("name", "words"), SEED_WORDS.items())
def test_the_users_own_documents_are_read_whole(name: str, words: list[str], shared: Path) -> None:
    document = load_document(shared / "seeds" / name)
    text = " ".join(passage.text for passage in split_document(document))
    assert [word for word in words if word not in text] == []
