"""The starter sheets against the facts they were written from, and official samples (folder beside the project)."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.document import Document, Section
from corpus.loader import load_document
from corpus.normalize import fold
from corpus.register import Register, load_register
from corpus.sheets import SHEETS_FOLDER, load_sheets
from corpus.splitter import split_document
from tests.corpus import quantities as q
from tests.corpus.fact_map import FACT_MAP_PATH, read_homes
from tests.corpus.support import body

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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


def test_no_section_names_a_fact_that_does_not_exist(facts: list[dict[str, Any]], sheets: list[Document]) -> None:
    named = {fact for sheet in sheets for section in sheet.sections for fact in section.facts + section.also}
    assert named - {fact["id"] for fact in facts} == set()


def test_the_map_of_the_facts_says_what_the_sheets_say() -> None:
    """After a fact has moved: ``python -m tests.corpus.fact_map``."""
    assert yaml.load(FACT_MAP_PATH.read_text("utf-8"), Loader=_LOADER) == read_homes()  # noqa: S506


def _measures_beyond(said: str, known: str) -> set[tuple[str, str]]:
    """Return amounts and durations of ``said`` that ``known`` lacks, even as a number whose unit stands further off."""
    beyond = q.measures(said) - q.measures(known)
    loose = q.numbers_without_unit(known) if beyond else set()
    return {measure for measure in beyond if measure[0] not in loose}


def test_every_quantity_of_a_fact_stands_in_its_section(facts: list[dict[str, Any]], places: Places) -> None:
    lacking = {}
    for fact in facts:
        sheet, section = places[fact["id"]][0]
        said, text = fact["fact"], f"{section.title}\n{body(sheet, section)}"
        missing = q.numbers(said) - q.numbers(text) - q.numbers_in_words(text) - {day[:4] for day in q.dates(text)}
        missing |= (q.dates(said) - q.dates(text)) | (q.text_numbers(said) - q.text_numbers(text))
        if missing or _measures_beyond(said, text):
            lacking[fact["id"]] = sorted(missing), sorted(_measures_beyond(said, text))
    assert lacking == {}


class Evidence:
    """What a section may say: its facts with their notes, and the register's rows of its legal basis."""

    def __init__(self, facts: list[dict[str, Any]], register: Register) -> None:
        self._facts = {fact["id"]: fact for fact in facts}
        self._register = register

    def text_of(self, section: Section, sheet_text: str | None) -> str:
        parts = [str(self._facts[fact][key]) for fact in section.facts + section.also for key in _KEYS_OF_A_FACT]
        parts += [f"{basis.label} {basis.article or ''}" for basis in section.basis]
        rows = {basis.text_id for basis in section.basis} | {sheet_text}
        return "\n".join(parts + [self._row(text_id) for text_id in rows if text_id])

    def _row(self, text_id: str) -> str:
        entry = self._register.by_id[text_id]
        changed_by = {*entry.amended_by, *entry.replaced_by, entry.repealed_by} - {None}
        others = [self._register.by_id[other] for other in changed_by if other]
        names = [f"{row.label} {row.number} {row.date} {row.nor}" for row in (entry, *others)]
        days = [entry.in_force_since, entry.until, *(str(moved) for moved in entry.moved)]
        return " ".join(str(part) for part in (*names, *days, entry.articles, entry.aliases, entry.title, entry.note))


_KEYS_OF_A_FACT = ("fact", "note", "topic", "basis", "in_force_since", "until")
_CHECKED_ON = "2026-11-21"
_COUNTED = {"CONTRAT-061": {str(step) for step in range(1, 12)}}
"""Numbers a fact gives only as the first and the last of a row: the steps 1 to 11 of the pay grid."""


def _invented(text: str, section: Section, known: str) -> set[object]:
    written = {_CHECKED_ON, section.in_force_since, section.until, *re.findall(r"\d{4}-\d\d-\d\d", known)} - {None}
    days = {near for day in written if day for near in q.around(day)}
    dates = q.dates(known).union(*(q.of_day(day) for day in days))
    numbers = q.numbers(known) | q.numbers_in_words(known) | {day[:4] for day in dates}
    numbers = numbers.union(*(_COUNTED.get(fact, set()) for fact in section.facts))
    found: set[object] = (q.numbers(text) - numbers) | (q.text_numbers(text) - q.text_numbers(known))
    return found | (q.dates(text) - dates) | _measures_beyond(text, known)


def test_no_section_holds_a_number_a_date_an_amount_or_a_duration_of_its_own(
    facts: list[dict[str, Any]], sheets: list[Document]
) -> None:
    evidence = Evidence(facts, load_register())
    invented = {}
    for sheet in sheets:
        front = yaml.load((SHEETS_FOLDER / f"{sheet.document_id}.md").read_text("utf-8").split("---\n")[1], Loader=_LOADER)  # noqa: S506
        for section in sheet.sections:
            text = f"{section.title}\n{body(sheet, section)}"
            if found := _invented(text, section, evidence.text_of(section, front.get("text"))):
                invented[sheet.document_id, section.title] = found
    assert invented == {}


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("Le préavis dure deux mois.", "Le préavis dure trois mois."),
        ("La règle date du 1er septembre 2023.", "La règle date du 5 septembre 2023."),
        ("La règle date de septembre 2023.", "La règle date du 1er septembre 2023."),
        ("L'indemnité est de 1 529 € par an.", "L'indemnité est de 1 523 € par an."),
        ("Le taux est de 90 %.", "Le taux est de 80 %."),
        ("C'est le décret n° 2014-724.", "C'est le décret n° 2014-742."),
    ],
)
def test_what_a_fact_does_not_hold_is_seen(known: str, said: str) -> None:
    section = Section("Quoi ?", 0, 0, 0)
    assert _invented(said, section, known)
    assert _invented(known, section, known) == set()


def test_quantities_are_read_in_digits_and_in_words() -> None:
    assert q.measures("huit jours, un ou deux mois, 1/2 ans, 1 607 heures et 62 %") == {
        *(("8", "day"), ("1", "month"), ("2", "month"), ("1", "year"), ("2", "year"), ("1607", "hour"), ("62", "%"))
    }
    assert q.dates("du 1er juin 2026 au 3 mai") == {"2026-06-01", "2026-06", "--06-01", "--05-03"}


def test_a_section_is_never_surer_than_its_facts(facts: list[dict[str, Any]], sheets: list[Document]) -> None:
    rank = {fact["id"]: _RANK[fact["confidence"]] for fact in facts}
    surer = [
        (section.title, fact)
        for sheet in sheets
        for section in sheet.sections
        for fact in section.facts + section.also
        if _RANK[section.confidence or "high"] > rank[fact]
    ]
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
