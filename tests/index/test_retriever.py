"""Questions to hits over one live index that may change, vanish or break."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.retrievers import BaseRetriever

from index.errors import IndexDamaged, IndexMismatch, IndexMissing
from index.manifest import manifest_path, read_manifest, write_manifest
from index.retriever import HybridRetriever, LangChainRetriever
from tests.fakes import FakeEmbedder
from tests.index.building import Library, add_documents, make_passage, open_retriever, properties, update

CODE = "Code général de la fonction publique"
QUESTIONS = [
    "durée du contrat",
    "que dit l'article L. 917-1 ?",
    "cong\u00e9s pendant les vacances",
    "zzz qqq",
    "?",
    "",
    "article R. 999-9 du code du travail",
]


def articles() -> Library:
    """Return a code whose articles share their words, one of them in two parts."""
    texts = {"L121-1": "Le fonctionnaire exerce ses fonctions.", "L121-6": "Le fonctionnaire garde le secret.", "L9": "Secret."}
    found = [
        make_passage(f"cgfp#{n:05d}", f"Article {article}", text, article=article, document_title=CODE)
        for n, (article, text) in enumerate(texts.items())
    ]
    found.append(replace(found[1], passage_id="cgfp#00003", text="Article L121-6\nSuite."))
    return Library({"cgfp": found, **Library().documents})


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> HybridRetriever:
    folder = tmp_path_factory.mktemp("retriever") / "index"
    library = articles()
    add_documents(library, 30)
    update(folder, FakeEmbedder(), library)
    return open_retriever(folder, FakeEmbedder())


def ids(retriever: HybridRetriever, query: str, k: int = 5) -> list[str]:
    return [hit.passage.passage_id for hit in retriever.retrieve(query, k)]


@pytest.mark.parametrize("k", [1, 3, 38, 39, 500])
@pytest.mark.parametrize("query", QUESTIONS)
def test_hits_are_ranked_from_one_with_descending_scores_and_no_passage_twice(
    retriever: HybridRetriever, query: str, k: int
) -> None:
    hits = retriever.retrieve(query, k)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.fused for hit in hits] == sorted((hit.fused for hit in hits), reverse=True)
    assert len({hit.passage.passage_id for hit in hits}) == len(hits) == min(k, 38)


@settings(properties, max_examples=40)
@given(st.text(max_size=40))
def test_any_question_gets_hits(retriever: HybridRetriever, query: str) -> None:
    assert len(retriever.retrieve(query, 3)) == 3


def test_an_origin_that_did_not_find_the_passage_is_none(retriever: HybridRetriever) -> None:
    hits = {hit.passage.passage_id: hit for hit in retriever.retrieve("durée du contrat", 38)}
    assert hits["contrat#00000"].dense > 0.5
    assert hits["contrat#00000"].lexical > 0
    assert hits["note001#00000"].lexical is None
    assert not any(hit.exact for hit in hits.values())


def test_a_passage_is_found_through_a_question_it_answers(retriever: HybridRetriever) -> None:
    hit = retriever.retrieve("Que faire si je tombe malade ?", 1)[0]
    assert hit.passage.passage_id == "conges#00001"
    assert hit.dense == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("que dit l'article L. 121-6 du CGFP ?", ["cgfp#00001", "cgfp#00003"]),
        ("L121-6", ["cgfp#00001", "cgfp#00003"]),
        ("article l 917-1 du code de l'éducation", ["code#00000"]),
        ("article L. 9 et article L. 121-1 du code général de la fonction publique", ["cgfp#00002", "cgfp#00000"]),
        ("fonctionnaire et secret : article L. 121-1 du CGFP", ["cgfp#00000"]),
    ],
)
def test_the_article_named_comes_first_in_the_order_of_the_question(
    retriever: HybridRetriever, query: str, expected: list[str]
) -> None:
    hits = retriever.retrieve(query, 8)
    assert [hit.passage.passage_id for hit in hits if hit.exact] == expected
    assert [hit.passage.passage_id for hit in hits][: len(expected)] == expected


@pytest.mark.parametrize("query", ["article L. 121-6 du code du travail", "article L. 121-7 du CGFP"])
def test_an_article_of_another_code_or_number_is_not_exact(retriever: HybridRetriever, query: str) -> None:
    assert not any(hit.exact for hit in retriever.retrieve(query, 8))


def test_an_exact_article_counts_among_the_k(retriever: HybridRetriever) -> None:
    assert ids(retriever, "L. 121-6 du CGFP", 1) == ["cgfp#00001"]


def test_typing_slips_are_mended_before_the_search(retriever: HybridRetriever) -> None:
    assert ids(retriever, "duree du contart", 1) == ids(retriever, "durée du contrat", 1) == ["contrat#00000"]


def test_one_question_is_embedded_once(built: Path) -> None:
    embedder = FakeEmbedder()
    retriever = open_retriever(built, embedder)
    retriever.retrieve("contrat", 2)
    retriever.foreignness(
        "contrat",
    )
    retriever.retrieve("contrat", 2)
    assert embedder.queries == ["contrat"]


def test_the_weight_of_the_settings_orders_the_candidates(built: Path) -> None:
    words, meaning = (open_retriever(built, FakeEmbedder(), dense_weight=w).compared("congés maladie") for w in (0.0, 2.0))
    first, second = (max(found.fused, key=lambda i: found.fused[i]) for found in (words, meaning))
    assert words.lexical[first] == max(words.lexical.values())
    assert meaning.dense[second] == max(meaning.dense.values())


def test_a_new_generation_is_followed_by_an_open_retriever(built: Path, library: Library) -> None:
    retriever = open_retriever(built, FakeEmbedder())
    assert ids(retriever, "Note 3", 9).count("note003#00000") == 0
    add_documents(library, 5)
    update(built, FakeEmbedder(), library)
    assert ids(retriever, "La consigne numéro 3 concerne mot3.")[0] == "note003#00000"
    assert retriever.index().manifest.generation == 2
    del library.documents["note003"]
    update(built, FakeEmbedder(), library)
    assert "note003#00000" not in ids(retriever, "La consigne numéro 3 concerne mot3.", 20)
    assert retriever.index().manifest.generation == 3


def test_the_same_generation_is_opened_once(built: Path) -> None:
    retriever = open_retriever(built, FakeEmbedder())
    assert retriever.index() is retriever.index()


def test_a_retriever_waits_for_the_first_build(folder: Path, library: Library, embedder: FakeEmbedder) -> None:
    retriever = open_retriever(folder, embedder)
    with pytest.raises(IndexMissing):
        retriever.retrieve("contrat", 3)
    update(folder, embedder, library)
    assert ids(retriever, "durée du contrat")[0] == "contrat#00000"


def test_a_corpus_without_a_single_term_is_answered_by_meaning_alone(folder: Path, embedder: FakeEmbedder) -> None:
    update(folder, embedder, Library({"d": [make_passage("d#00000", "?", "…", document_title="!")]}))
    assert ids(open_retriever(folder, embedder), "contrat") == ["d#00000"]


def test_an_index_of_another_embedder_is_refused(built: Path) -> None:
    with pytest.raises(IndexMismatch):
        open_retriever(built, FakeEmbedder("fake/2")).retrieve("contrat", 3)


FILES = ["chroma/chroma.sqlite3", "lexical/passage_ids.json", "lexical/words.json", "lexical/neighbours.npy"]
FILES += ["lexical/neighbours.json", "lexical/bm25/data.csc.index.npy", "lexical/bm25/vocab.index.json"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", [None, b"", b"\xff\x00garbage" * 50], ids=["missing", "0 bytes", "garbage"])
def test_a_damaged_file_is_named_and_the_index_is_not_changed(built: Path, name: str, content: bytes | None) -> None:
    path = built / read_manifest(built).folder / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexDamaged):
        open_retriever(built, FakeEmbedder()).retrieve("contrat", 3)
    assert (path.read_bytes() if path.exists() else None) == content


@pytest.mark.parametrize("content", [b"", b"{", b"[]"], ids=["0 bytes", "cut", "list"])
def test_a_damaged_manifest_is_named(built: Path, content: bytes) -> None:
    manifest_path(built).write_bytes(content)
    with pytest.raises(IndexDamaged):
        open_retriever(built, FakeEmbedder()).retrieve("contrat", 3)


@pytest.mark.parametrize("part", ["", "chroma", "lexical"])
def test_a_missing_folder_is_named(built: Path, part: str) -> None:
    shutil.rmtree(built / read_manifest(built).folder / part)
    with pytest.raises(IndexDamaged):
        open_retriever(built, FakeEmbedder()).retrieve("contrat", 3)


def test_a_store_with_other_entries_than_the_manifest_is_damage(built: Path) -> None:
    write_manifest(built, replace(read_manifest(built), entries=7))
    with pytest.raises(IndexDamaged):
        open_retriever(built, FakeEmbedder()).retrieve("contrat", 3)


def test_langchain_gets_documents_that_carry_their_hits(retriever: HybridRetriever) -> None:
    adapter = LangChainRetriever(retriever=retriever, k=3)
    assert isinstance(adapter, BaseRetriever)
    documents = adapter.invoke("durée du contrat")
    assert [d.metadata["hit"] for d in documents] == retriever.retrieve("durée du contrat", 3)
    assert [(d.id, d.page_content) for d in documents] == [
        (d.metadata["hit"].passage.passage_id, d.metadata["hit"].passage.text) for d in documents
    ]
