"""``aesh chercher`` and ``aesh indexer``."""

from pathlib import Path

import pytest

from tests.ui.conftest import InProcess, Stocked
from tests.ui.contracts import INDEX, PASSAGE, REPORT

QUERY = "durée de la période d'essai"


def test_passages_keep_the_contract_and_stand_in_their_documents(aesh: InProcess, stocked: Stocked) -> None:
    value = aesh(stocked.data_dir, "chercher", "billetterie de la serre aux papillons", "--k", "4", "--json").value
    assert set(value) == {"query", "passages", "index"}
    assert set(value["index"]) == INDEX
    for row in value["passages"]:
        assert set(row) == PASSAGE
        assert set(row["scores"]) == {"dense", "lexical", "fused"}
        text = aesh(stocked.data_dir, "documents", "montrer", row["document_id"], "--json").value["text"]
        assert text[row["start"] : row["end"]] == row["text"]
    # the whole PDF is one passage, which begins on its first page
    assert (value["passages"][0]["document_id"], value["passages"][0]["page"]) == ("serre", 1)


@pytest.mark.parametrize("k", [1, 200, 100_000])
def test_k_rows_or_all_of_them_best_first(k: int, aesh: InProcess, index_copy: Path) -> None:
    value = aesh(index_copy, "chercher", QUERY, "--k", str(k), "--json").value
    scores = [row["score"] for row in value["passages"]]
    assert len(scores) == min(k, value["index"]["passages"])
    assert [row["rank"] for row in value["passages"]] == list(range(1, len(scores) + 1))
    assert scores == sorted(scores, reverse=True)
    assert len({(row["document_id"], row["start"]) for row in value["passages"]}) == len(scores)


def test_ten_rows_when_k_is_not_given_and_the_same_first_rows(aesh: InProcess, index_copy: Path) -> None:
    ten = aesh(index_copy, "chercher", QUERY, "--json").value["passages"]
    three = aesh(index_copy, "chercher", QUERY, "--k", "3", "--json").value["passages"]
    assert (len(ten), ten[:3]) == (10, three)


def test_an_origin_that_did_not_find_the_passage_is_null(aesh: InProcess, index_copy: Path) -> None:
    rows = aesh(index_copy, "chercher", "zyxwv qqqq", "--json").value["passages"]
    assert rows
    assert {row["scores"]["lexical"] for row in rows} == {None}
    assert all(isinstance(row["scores"]["dense"], float) for row in rows)


@pytest.mark.parametrize("query", ["", "   ", "\x00\x1b", "x" * 20_000], ids=["none", "blank", "control", "long"])
def test_a_text_that_cannot_be_searched_is_refused(query: str, aesh: InProcess, index_copy: Path) -> None:
    ran = aesh(index_copy, "chercher", query, "--json")
    assert ran.sentence
    assert ran.out == ""


@pytest.mark.parametrize("query", ["essai \ud800 CDD", "p\udce9riode", "essai\x00 CDD", "🙂 essai"])
def test_odd_characters_in_a_search_do_no_harm(query: str, aesh: InProcess, index_copy: Path) -> None:
    assert len(aesh(index_copy, "chercher", query, "--json").value["passages"]) == 10


def test_the_table_has_one_line_a_passage(aesh: InProcess, index_copy: Path) -> None:
    rows = aesh(index_copy, "chercher", QUERY, "--k", "5", "--json").value["passages"]
    ran = aesh(index_copy, "chercher", QUERY, "--k", "5")
    lines = [line for line in ran.out.splitlines() if line.startswith("│")]
    assert (ran.code, ran.err, len(lines)) == (0, "", 5)
    for row, line in zip(rows, lines, strict=True):
        assert row["title"] in line
        assert row["section"] in line
        assert f"{row['score']:.2f}" in line


def test_an_index_up_to_date_is_left_as_it_is(aesh: InProcess, data_dir: Path) -> None:
    before = (data_dir / "index" / "current.json").read_bytes()
    first = aesh(data_dir, "indexer", "--json").value
    second = aesh(data_dir, "indexer", "--json").value
    assert set(first) == REPORT
    assert first == second
    assert (first["embedded"], first["removed"]) == (0, 0)
    assert first["reused"] > first["passages"] > first["documents"] > 0
    assert (data_dir / "index" / "current.json").read_bytes() == before


def test_indexing_says_what_it_did_beside_an_empty_result(aesh: InProcess, data_dir: Path) -> None:
    report = aesh(data_dir, "indexer", "--json").value
    ran = aesh(data_dir, "indexer")
    assert (ran.code, ran.out) == (0, "")
    assert f"{report['documents']} documents, {report['passages']} passages" in ran.err
