"""``aesh demander``: one question, and lots of them."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ui.conftest import LOCKER, LUTINS, PAGES, InProcess, Ran, Stocked
from tests.ui.contracts import check_answer

QUESTION = "Combien de temps dure la période d'essai d'un AESH ?"
ANY_QUESTION = [QUESTION, "Bonjour", "Quelle est la recette de la tarte aux pommes ?", "et pour un mi-temps ?", "L. 917-1"]


@pytest.mark.parametrize("question", ANY_QUESTION)
def test_the_json_answer_keeps_the_contract(question: str, aesh: InProcess, index_copy: Path) -> None:
    ran = aesh(index_copy, "demander", question, "--json")
    check_answer(ran.value)
    assert ran.value["question"] == question
    assert ran.err == ""


def test_quotes_of_a_sheet_stand_in_the_text_that_montrer_gives(aesh: InProcess, index_copy: Path) -> None:
    citations = aesh(index_copy, "demander", QUESTION, "--json").value["citations"]
    assert citations
    for citation in citations:
        shown = aesh(index_copy, "documents", "montrer", citation["document_id"], "--json").value
        assert shown["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert shown["title"] == citation["title"]
        assert citation["verified_on"]


def test_the_answer_for_people_shows_text_quotes_and_sources(aesh: InProcess, index_copy: Path) -> None:
    answer = aesh(index_copy, "demander", QUESTION, "--json").value
    ran = aesh(index_copy, "demander", QUESTION)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(answer["text"] + "\n")
    for citation in answer["citations"]:
        assert f"{citation['title']} — {citation['section']}\n" in ran.out
        assert f"[{citation['number']}] « {citation['quote']} »" in ran.out
        assert all(basis["label"] in ran.out and (basis["url"] or "") in ran.out for basis in citation["basis"])
    assert "\x1b" not in ran.out


def test_the_terminal_shows_a_quote_letter_for_letter(aesh: InProcess, stocked: Stocked) -> None:
    ran = aesh(stocked.data_dir, "demander", "Quel est le code du casier des lutins depuis le printemps ?")
    assert f"« {LOCKER} »" in ran.out


def test_a_citation_of_an_added_note_points_into_it(aesh: InProcess, stocked: Stocked) -> None:
    answer = aesh(stocked.data_dir, "demander", "À quelle heure a lieu le goûter des lutins ?", "--json").value
    check_answer(answer)
    first = answer["citations"][0]
    assert (first["document_id"], first["kind"], first["page"], first["verified_on"]) == (
        "gouter",
        "document_local",
        None,
        None,
    )
    assert first["quote"] in LUTINS


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("À qui s'applique le règlement de la serre aux papillons ?", 1),
        ("À quelle heure ouvre la billetterie de la serre aux papillons ?", 2),
        ("À qui revient le nourrissage des chenilles de la serre aux papillons ?", 3),
    ],
)
def test_a_citation_of_a_pdf_gives_the_right_page(question: str, page: int, aesh: InProcess, stocked: Stocked) -> None:
    answer = aesh(stocked.data_dir, "demander", question, "--json").value
    first = answer["citations"][0]
    assert (first["document_id"], first["page"]) == ("serre", page)
    assert first["quote"] in " ".join(PAGES[page - 1].split())
    assert f", page {page}\n" in aesh(stocked.data_dir, "demander", question).out


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("", "vide"),
        ("  \t\n ", "vide"),
        ("\x00\x01\x02\x1b\x7f", "vide"),
        ("\x80\x9f", "vide"),
        ("\u200b\ufeff\u00ad", "vide"),
        ("\u200e\u202e\u2066", "vide"),
        ("paie " * 4_000, "19999"),
        ("x" * 20_000, "20000"),
    ],
    ids=[
        "nothing",
        "white space",
        "control characters",
        "C1 control characters",
        "invisible characters",
        "direction marks",
        "20,000 in words",
        "20,000 in one word",
    ],
)
def test_a_question_that_cannot_be_read_gets_one_sentence(question: str, named: str, aesh: InProcess, index_copy: Path) -> None:
    for more in ((), ("--json",)):
        ran = aesh(index_copy, "demander", question, *more)
        assert named in ran.sentence
        assert ran.out == ""


@pytest.mark.parametrize(
    "question", ["période\x00 d'essai\x1b[31m", "essai \ud800 CDD", "p\udce9riode d'essai", "e\u0301te\u0301", "🙂 essai"]
)
def test_odd_characters_in_a_question_do_no_harm(question: str, aesh: InProcess, index_copy: Path) -> None:
    ran = aesh(index_copy, "demander", question, "--json")
    check_answer(ran.value)
    assert not any(c in ran.out for c in "\x00\x1b\ud800\udce9")


LOT = [
    ('{"question": "Bonjour"}', None),
    ("", None),
    ("pas du JSON", "bad"),
    (json.dumps({"turns": ["Combien dure la période d'essai ?", "et si je suis malade ?"]}), "et si je suis malade ?"),
    ("   ", None),
    ('{"question": 12}', "bad"),
    ('{"turns": []}', "bad"),
    ('{"turns": ["Bonjour", 3]}', "bad"),
    ('{"turns": "Bonjour"}', "bad"),
    ('["Bonjour"]', "bad"),
    ("{}", "bad"),
    ("null", "bad"),
    ('{"question": ""}', "bad"),
    (json.dumps({"question": "x" * 20_000}), "bad"),
    (json.dumps({"turns": ["", QUESTION]}), QUESTION),
    ("[" * 100_000, "bad"),
    ('{"question": "essai \\ud800 CDD"}', None),
    (json.dumps({"question": QUESTION, "autre": 1}), QUESTION),
]


def test_a_lot_gives_one_line_for_each_line_in_the_same_order(aesh: InProcess, index_copy: Path, tmp_path: Path) -> None:
    lot = tmp_path / "lot.jsonl"
    lot.write_text("\n".join(line for line, _ in LOT) + "\n", "utf-8-sig")
    ran = aesh(index_copy, "demander", "--lot", lot, "--json")
    given_lines = [(number, kind) for number, (line, kind) in enumerate(LOT, start=1) if line.strip()]
    assert (ran.code, ran.err, len(ran.lines)) == (1, "", len(given_lines))
    for (number, kind), row in zip(given_lines, ran.lines, strict=True):
        if kind == "bad":
            assert set(row) == {"line", "error"}
            assert row["line"] == number
            assert row["error"].endswith(".")
        else:
            check_answer(row)
            assert kind is None or row["question"] == kind


def test_a_follow_up_of_a_lot_is_answered_with_the_turns_before_it(aesh: InProcess, index_copy: Path, tmp_path: Path) -> None:
    lot = tmp_path / "lot.jsonl"
    lot.write_text(json.dumps({"turns": [QUESTION, "et en CDI ?"]}), "utf-8")
    ran = aesh(index_copy, "demander", "--lot", lot)
    assert (ran.code, len(ran.lines)) == (0, 1)
    assert "essai" in ran.lines[0]["standalone_question"]


def test_an_empty_lot_is_no_error(aesh: InProcess, index_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "lot.jsonl").write_text("\n \n", "utf-8")
    for lot in (tmp_path / "lot.jsonl", os.devnull):
        assert aesh(index_copy, "demander", "--lot", lot) == Ran(0, "", "")


@pytest.mark.parametrize("name", ["absent.jsonl", "."])
def test_a_lot_that_is_not_there_is_told(name: str, aesh: InProcess, index_copy: Path, tmp_path: Path) -> None:
    ran = aesh(index_copy, "demander", "--lot", tmp_path / name)
    assert str(tmp_path / name) in ran.sentence
    assert ran.out == ""


ANY_LINE = st.one_of(
    st.text(st.characters(exclude_characters="\r\n"), max_size=20),
    st.text(max_size=30).map(lambda text: json.dumps({"question": text}, ensure_ascii=False)),
    st.lists(st.text(max_size=15), max_size=3).map(lambda turns: json.dumps({"turns": turns})),
    st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5), st.lists, max_leaves=4).map(json.dumps),
)


# the fixtures are rebuilt for nothing between examples: a run reads the index and writes only its own lot
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(ANY_LINE, max_size=6))
def test_any_lot_gets_one_line_for_each_line_that_is_not_blank(
    lines: list[str], aesh: InProcess, index_copy: Path, tmp_path: Path
) -> None:
    lot = tmp_path / "lot.jsonl"
    lot.write_bytes("\n".join(lines).encode())
    ran = aesh(index_copy, "demander", "--lot", lot)
    kept = [number for number, line in enumerate(lines, start=1) if line.strip()]
    assert len(ran.lines) == len(kept)
    bad: list[dict[str, Any]] = [row for row in ran.lines if "error" in row]
    assert ran.code == (1 if bad else 0)
    assert all(row["line"] in kept for row in bad)
    assert all(kept[ran.lines.index(row)] == row["line"] for row in bad)
