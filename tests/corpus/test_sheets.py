"""The starter sheets, as they are shipped."""

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.document import Document
from corpus.normalize import fold
from corpus.references.parser import parse_references
from corpus.register import load_register
from corpus.sentences import sentence_spans
from corpus.sheets import SHEETS_FOLDER, load_sheets
from corpus.splitter import split_document
from tests.corpus.support import body

REGISTER = load_register()
SHEETS = load_sheets(REGISTER)
SECTIONS = [(sheet, section) for sheet in SHEETS for section in sheet.sections]
_THEMES = """
contrat remuneration temps absences missions referent organisation droits scolarisation metier textes glossaire recours
""".split()
_TODAY = "2026-11-21"
"""The day on which the sheets were last checked."""
_FOLLOWS_ON = re.compile(r"(?:(?:oui|non|en principe)\b[ ,:]*)*(?:ils?|elles?|cel(?:a|ui|le|les)|c[e']|cet(?:te)?|ces|ceux)\b")
_OLD_RULE = re.compile(r"(?:avant|jusqu'|de|du|en)\b.*\b(?:19|20)\d\d\b")
KEY_TEXTS = """
circulaire n° 2017-084, circulaire n° 2019-090, circulaire n° 2014-083, arrêté du 29 juillet 2020, décret n° 2014-724,
décret n° 86-83, décret n° 2023-597, note de service MENE2419622N, article L. 917-1 du code de l'éducation,
article L. 351-3 du code de l'éducation, article D. 351-16-1 du code de l'éducation
""".replace("\n", " ").split(",")
each_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.document_id)


def test_there_are_enough_sheets_with_one_id_each() -> None:
    assert len(SHEETS) >= 75
    assert len({sheet.document_id for sheet in SHEETS}) == len(SHEETS)


def test_every_theme_has_a_sheet() -> None:
    assert {sheet.theme for sheet in SHEETS} == set(_THEMES)


@each_sheet
def test_a_sheet_says_what_it_is_and_when_it_was_checked(sheet: Document) -> None:
    assert (SHEETS_FOLDER / f"{sheet.document_id}.md").is_file()
    assert (sheet.kind, sheet.nature) == ("fiche", "fiche")
    assert sheet.verified_on is not None
    assert sheet.verified_on >= _TODAY
    assert date.fromisoformat(sheet.verified_on)
    assert sheet.text.startswith(sheet.title)
    assert sheet.sections


@each_sheet
def test_a_section_answers_one_question_from_named_facts(sheet: Document) -> None:
    for section in sheet.sections:
        assert section.title.endswith(" ?"), section.title
        assert section.path == (sheet.title,)
        assert section.facts or section.also, section.title
        assert not set(section.facts) & set(section.also), section.title
        assert section.confidence in ("high", "medium", "low"), section.title
        for day in (section.in_force_since, section.until):
            assert day is None or date.fromisoformat(day)
        if section.in_force_since and section.until:
            assert section.in_force_since <= section.until, section.title


@each_sheet
def test_the_first_sentence_of_a_section_stands_alone(sheet: Document) -> None:
    for section in sheet.sections:
        text = body(sheet, section)
        start, end = next(iter(sentence_spans(text)))
        assert not _FOLLOWS_ON.match(fold(text[start:end])), text[start:end]


def test_a_sentence_that_leans_on_another_is_seen() -> None:
    leaning = [
        "Il dure trois ans.",
        "Oui, elle est payée.",
        "En principe non : cela dépend.",
        "C'est un droit.",
        "Cette aide suffit.",
    ]
    assert [sentence for sentence in leaning if not _FOLLOWS_ON.match(fold(sentence))] == []
    assert not _FOLLOWS_ON.match(fold("Oui, cependant l'AESH est payé."))


@each_sheet
def test_an_old_rule_is_announced_by_the_heading(sheet: Document) -> None:
    for section in sheet.sections:
        if section.until and section.until < _TODAY:
            heading = fold(section.title)
            assert re.search(r"\b(?:19|20)\d\d\b", heading), section.title
            assert section.facts or _OLD_RULE.match(heading), section.title


def test_a_section_has_three_to_fourteen_other_ways_to_ask_and_shares_none() -> None:
    assert [section.title for _, section in SECTIONS if not 3 <= len(section.asked) <= 14] == []
    said = Counter(" ".join(re.findall(r"[a-z0-9]+", fold(q))) for _, s in SECTIONS for q in (s.title, *s.asked))
    assert [question for question, count in said.items() if count > 1] == []


def _front_matter(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    return found


TEXTS_WITH_A_SHEET = {front["text"] for path in SHEETS_FOLDER.glob("*.md") if "text" in (front := _front_matter(path))}


def test_a_sheet_about_a_text_names_a_text_of_the_register() -> None:
    assert TEXTS_WITH_A_SHEET - set(REGISTER.by_id) == set()


@pytest.mark.parametrize("written", KEY_TEXTS)
def test_each_key_text_has_its_sheet(written: str) -> None:
    [found] = parse_references(written.strip())
    entry = REGISTER.find(found.reference)
    assert entry is not None
    assert entry.text_id in TEXTS_WITH_A_SHEET


@cache
def _basis_rows() -> list[tuple[str, dict[str, str]]]:
    rows = []
    for path in sorted(SHEETS_FOLDER.glob("*.md")):
        for comment in re.findall(r"<!--\n(.*?)\n-->", path.read_text("utf-8"), re.DOTALL):
            rows += [(path.name, row) for row in yaml.safe_load(comment).get("basis") or ()]
    return rows


def test_every_legal_basis_that_names_a_text_stands_in_the_register() -> None:
    rows = _basis_rows()
    assert len(rows) > 300
    assert [(name, row["text"]) for name, row in rows if "text" in row and row["text"] not in REGISTER.by_id] == []
    assert [(name, row) for name, row in rows if not row.get("label") or set(row) - {"label", "text", "article"}] == []


@pytest.mark.parametrize(
    ("about", "text"),
    [
        ("indemnité d'AESH référent", "arrete-2023-07-13-indemnite-de-referent"),
        ("indemnité de fonctions", "arrete-2023-07-13-indemnite-de-fonctions"),
        ("grille", "arrete-2023-07-13"),
    ],
)
def test_each_of_the_three_decisions_of_one_day_is_named_for_what_it_sets(about: str, text: str) -> None:
    of_that_day = [row for _, row in _basis_rows() if row["label"].startswith("arrêté du 13 juillet 2023")]
    assert {row["text"] for row in of_that_day if about in row["label"]} == {text}
    assert {row["text"] for row in of_that_day} >= {text}


def test_a_basis_without_text_is_something_the_register_does_not_hold() -> None:
    known = [row["label"] for _, row in _basis_rows() if "text" not in row and REGISTER.resolve(row).legal_status != "unknown"]
    assert known == []


def test_headings_are_unique_in_the_corpus() -> None:
    titles = Counter(fold(section.title) for _, section in SECTIONS)
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_fact_stands_in_two_sections() -> None:
    facts = Counter(fact for _, section in SECTIONS for fact in section.facts)
    assert [fact for fact, count in facts.items() if count > 1] == []


@each_sheet
def test_passages_of_a_sheet_keep_its_sections(sheet: Document) -> None:
    passages = split_document(sheet)
    assert {(p.section_title, p.facts, p.basis) for p in passages} == {(s.title, s.facts, s.basis) for s in sheet.sections}
    assert all(sheet.text[p.start : p.end] == p.text for p in passages)


JOB_SHEET = [
    "MET.7829",
    "K2104",
    "FOR.7112",
    "accompagnante d'élèves en situation de handicap",
    "accompagnant d'élèves en situation de handicap",
    "maternelle terminale autonomie",
    "prendre notes matériel communiquer camarades",
    "autorité professeur place",
    "toilettes cantine trajets",
    "scolaires sportives culturelles artistiques professionnelle",
    "repas sorties voyages réunions parents",
    "patience empathie équipe",
    "diplôme d'État d'accompagnant éducatif et social DEAES majeur épreuves",
    "60 heures formation d'adaptation continue",
    "CAP équivalent niveau",
    "salarié contrat Éducation nationale",
    "goût du contact utile aux autres s'occuper d'enfants",
    "écoles collèges lycées",
]
REFERENT = {
    "frame: who is above": "pilotes PIAL coordonnateur enseignant référent",
    "frame: a person to turn to": "personne ressource rassure conseils",
    "mission 1": "aide de méthode nouveaux recrutés",
    "mission 2": "accueil établissement",
    "mission 3": "informe oriente questions administratives",
    "mission 4": "situations en classe hors présence de l'élève",
    "mission 5": "postures gestes professionnels référentiel de compétences 2017-084",
    "mission 6": "Cap École inclusive Éduscol SDEI 31",
    "mission 7": "diffuser bonnes pratiques",
    "mission 8": "outils identiques PIAL",
    "mission 9": "réfléchir coopérer",
    "mission 10": "épaule les pilotes et le coordonnateur",
    "mission 11": "remonter au coordonnateur les informations",
    "mission 12": "réaliser les actions prévues",
    "mission 13": "propose des outils et une organisation",
    "mission 14": "pilotes situations complexes",
    "mission 15": "besoins de formation échanges de pratiques",
    "skill: ease": "contact écouter l'oral",
    "skill: order": "s'organiser initiatives",
    "skill: team": "équipe partenaires",
    "skill: distance": "recul analyser",
    "skill: meetings": "animer une réunion groupe de travail",
    "skill: tools": "traitement de texte tableur",
    "skill: structures": "structures MDPH",
    "application": "candidater appel à candidature",
    "legal basis": "L. 917-1 arrêté du 29 juillet 2020 Journal officiel du 2 août 2020",
    "designation": "DASEN choisir expérience",
}


def _text_of(*names: str) -> str:
    return fold("\n".join(sheet.text for sheet in SHEETS if sheet.document_id.startswith(names)))


@pytest.mark.parametrize("words", JOB_SHEET)
def test_the_job_sheet_keeps_every_field_of_the_onisep_one(words: str) -> None:
    assert [word for word in words.split() if fold(word) not in _text_of("fiche-metier-met-7829")] == []


@pytest.mark.parametrize("words", REFERENT.values(), ids=REFERENT.keys())
def test_the_referent_sheets_keep_the_whole_page(words: str) -> None:
    assert [word for word in words.split() if fold(word) not in _text_of("aesh-referent")] == []


def test_the_fifteen_missions_of_the_referent_are_fifteen_items() -> None:
    [found] = [body(sheet, section) for sheet, section in SECTIONS if "MISSIONS-073" in section.facts]
    assert len(re.findall(r"^- ", found, re.MULTILINE)) == 15
