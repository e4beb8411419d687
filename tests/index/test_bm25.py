import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.bm25 import LexicalIndex
from index.errors import IndexDamaged
from tests.index.building import properties

PASSAGES = {"p1": ["cong", "annuel"], "p2": ["contrat", "dure", "contrat"], "p3": ["cong", "malad"], "p4": []}


def build(folder: Path, passages: dict[str, list[str]]) -> LexicalIndex:
    LexicalIndex.build(folder, list(passages), list(passages.values()))
    return LexicalIndex.open(folder)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    return build(tmp_path_factory.mktemp("bm25") / "lexical", PASSAGES)


def test_passages_with_the_terms_are_found_best_first(opened: LexicalIndex) -> None:
    found = opened.search(["cong", "malad"], 10)
    assert [identifier for identifier, _ in found] == ["p3", "p1"]
    assert found[0][1] > found[1][1] > 0


@pytest.mark.parametrize("k", [1, 2, 4, 5, 1000])
def test_k_limits_the_passages_and_may_exceed_their_number(opened: LexicalIndex, k: int) -> None:
    assert len(opened.search(["cong", "contrat"], k)) == min(k, 3)


@pytest.mark.parametrize("asked", [[], ["inconnu"], [""], ["inconnu", "autre"]])
def test_no_known_term_finds_nothing(opened: LexicalIndex, asked: list[str]) -> None:
    assert opened.search(asked, 5) == []


def test_an_unknown_term_changes_nothing_for_the_known_ones(opened: LexicalIndex) -> None:
    assert opened.search(["contrat", "inconnu"], 5) == opened.search(["contrat"], 5) != []


def test_rarity_of_terms_agrees_with_the_passages(opened: LexicalIndex) -> None:
    assert opened.rarity("cong") < opened.rarity("contrat") < opened.rarity("inconnu")


@pytest.mark.parametrize("passages", [{}, {"p1": []}, {"p1": [], "p2": []}], ids=["no passage", "one empty", "two empty"])
def test_a_corpus_without_terms_is_saved_opened_and_finds_nothing(tmp_path: Path, passages: dict[str, list[str]]) -> None:
    opened = build(tmp_path / "lexical", passages)
    assert opened.search(["cong"], 3) == []
    assert opened.rarity("cong") >= 0


def test_passages_of_equal_score_keep_their_order(tmp_path: Path) -> None:
    opened = build(tmp_path / "lexical", {f"p{n:02d}": ["cong"] for n in range(20)} | {"autre": ["dure"]})
    assert [identifier for identifier, _ in opened.search(["cong"], 20)] == [f"p{n:02d}" for n in range(20)]


TERM = st.sampled_from(["cong", "contrat", "dure", "malad", "l917-1", "2017-84"])


@properties
@given(passages=st.lists(st.lists(TERM, max_size=5), min_size=1, max_size=6), asked=st.lists(TERM, max_size=4))
def test_exactly_the_passages_that_share_a_term_are_found(
    tmp_path_factory: pytest.TempPathFactory, passages: list[list[str]], asked: list[str]
) -> None:
    ids = [f"p{n}" for n in range(len(passages))]
    opened = build(tmp_path_factory.mktemp("round") / "lexical", dict(zip(ids, passages, strict=True)))
    found = opened.search(asked, 10)
    assert {identifier for identifier, _ in found} == {
        i for i, held in zip(ids, passages, strict=True) if set(held) & set(asked)
    }
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


FILES = ["passage_ids.json", *(f"bm25/{part}" for part in ("params.index.json", "vocab.index.json"))]
FILES += [f"bm25/{part}.csc.index.npy" for part in ("data", "indices", "indptr")]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["missing", "empty", "garbage", "cut"])
def test_a_damaged_file_is_named_as_damage(tmp_path: Path, name: str, damage: str) -> None:
    folder = tmp_path / "lexical"
    build(folder, PASSAGES)
    content = (folder / name).read_bytes()
    (folder / name).unlink()
    if damage != "missing":
        (folder / name).write_bytes({"empty": b"", "garbage": b"\xff\x00" * 40, "cut": content[: len(content) // 2]}[damage])
    with pytest.raises(IndexDamaged):
        LexicalIndex.open(folder)


def test_a_missing_folder_of_scores_is_damage_and_not_an_empty_index(tmp_path: Path) -> None:
    build(tmp_path / "lexical", PASSAGES)
    shutil.rmtree(tmp_path / "lexical" / "bm25")
    with pytest.raises(IndexDamaged):
        LexicalIndex.open(tmp_path / "lexical")


def test_a_folder_that_does_not_exist_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged):
        LexicalIndex.open(tmp_path / "nothing")
