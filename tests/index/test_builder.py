"""What one update embeds, keeps and removes."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.passage import Passage
from index.builder import IndexBuilder, settings_fingerprint
from index.errors import IndexMismatch
from index.manifest import manifest_path, read_manifest
from tests.fakes import FakeEmbedder
from tests.index.building import LIMIT, Library, generations, make_passage, open_retriever, update


def found(folder: Path, query: str) -> list[Passage]:
    return [hit.passage for hit in open_retriever(folder, FakeEmbedder()).retrieve(query, 20)]


def ids(folder: Path, query: str) -> list[str]:
    return [p.passage_id for p in found(folder, query)]


def test_the_first_build_embeds_every_entry_and_is_readable(folder: Path, library: Library, embedder: FakeEmbedder) -> None:
    report = update(folder, embedder, library)
    assert (report.generation, report.documents, report.passages) == (1, 3, 4)
    assert (report.embedded, report.reused, report.removed) == (6, 0, 0)
    assert set(ids(folder, "contrat")) == {p.passage_id for passages in library.documents.values() for p in passages}
    assert found(folder, "durée du premier contrat")[0] == library.documents["contrat"][0]


def test_the_manifest_describes_the_build(built: Path, library: Library, embedder: FakeEmbedder) -> None:
    manifest = read_manifest(built)
    assert (manifest.generation, manifest.documents, manifest.passages, manifest.entries) == (1, 3, 4, 6)
    assert (manifest.embedder, manifest.dimension) == (embedder.name, embedder.dimension)
    assert manifest.corpus_fingerprint == library.corpus().fingerprint
    assert generations(built) == [manifest.folder]


def test_nothing_changed_reads_and_embeds_nothing(built: Path, library: Library) -> None:
    before, reads, second = manifest_path(built).stat(), library.reads, FakeEmbedder()
    report = update(built, second, library)
    assert (report.generation, report.embedded, report.reused, report.removed) == (1, 0, 6, 0)
    assert (library.reads, second.embedded) == (reads, [])
    assert manifest_path(built).stat().st_mtime_ns == before.st_mtime_ns


def test_one_changed_passage_is_embedded_alone(built: Path, library: Library) -> None:
    library.replace("contrat#00000", "Durée du contrat", "Le premier contrat dure quatre semestres.")
    second = FakeEmbedder()
    report = update(built, second, library)
    assert second.embedded == ["Document contrat > Durée du contrat\nLe premier contrat dure quatre semestres."]
    assert (report.generation, report.embedded, report.reused, report.removed) == (2, 1, 5, 0)
    assert ids(built, "quatre semestres")[0] == "contrat#00000"
    assert "trois ans" not in found(built, "quatre semestres")[0].text


def test_a_removed_document_leaves_both_indexes(built: Path, library: Library) -> None:
    del library.documents["conges"]
    second = FakeEmbedder()
    report = update(built, second, library)
    assert (report.documents, report.passages, report.removed, second.embedded) == (2, 2, 4, [])
    opened = open_retriever(built, FakeEmbedder()).index()
    assert opened.store.passages(["conges#00000", "conges#00001"]) == {}
    assert opened.lexical.rarity("malad") == opened.lexical.rarity("mot inconnu")
    assert set(ids(built, "arrêt maladie pendant les vacances")) == {"contrat#00000", "code#00000"}


def test_a_changed_record_is_rewritten_without_embedding(built: Path, library: Library) -> None:
    changed = replace(library.documents["contrat"][0], url="https://exemple.fr/contrat", verified_on="2025-02-03")
    library.documents["contrat"] = [changed]
    second = FakeEmbedder()
    report = update(built, second, library)
    assert (report.embedded, report.reused, second.embedded) == (0, 6, [])
    assert found(built, "durée du contrat")[0] == changed


def test_a_passage_that_moved_to_another_id_is_not_embedded_again(built: Path, library: Library) -> None:
    first = make_passage("contrat#00000", "Avant-propos", "Ce document parle du recrutement.")
    moved = replace(library.documents["contrat"][0], passage_id="contrat#00001")
    library.documents["contrat"] = [first, moved]
    second = FakeEmbedder()
    update(built, second, library)
    assert second.embedded == ["Document contrat > Avant-propos\nCe document parle du recrutement."]
    assert found(built, "durée du premier contrat, trois ans")[0] == moved


def test_two_equal_texts_are_embedded_once(folder: Path, embedder: FakeEmbedder) -> None:
    twins = [make_passage(f"d#0000{n}", "Titre", "Le même texte.") for n in range(2)]
    report = update(folder, embedder, Library({"d": twins}))
    assert (report.passages, report.embedded, report.reused, len(embedder.passages)) == (2, 1, 1, 1)
    assert ids(folder, "même texte") == ["d#00000", "d#00001"]


def test_a_changed_question_is_embedded_as_a_question(built: Path, library: Library) -> None:
    library.replace("conges#00001", "Maladie", "Un arrêt maladie s'envoie sous deux jours.", asked=("Je suis souffrant ?",))
    second = FakeEmbedder()
    report = update(built, second, library)
    assert (second.passages, second.questions, report.embedded) == ([], ["Je suis souffrant ?"], 1)


def test_the_uncovered_subjects_are_embedded_only_when_they_change(built: Path, library: Library) -> None:
    library.subjects = library.subjects[:1]
    second = FakeEmbedder()
    update(built, second, library)
    assert second.questions == list(library.subjects[0].questions)


def test_a_rebuild_embeds_everything_and_counts_on(built: Path, library: Library) -> None:
    second = FakeEmbedder()
    report = update(built, second, library, rebuild=True)
    assert (report.generation, report.embedded, report.reused) == (2, 6, 0)
    assert len(generations(built)) == 1


def test_an_emptied_corpus_is_an_index_that_finds_nothing(built: Path) -> None:
    report = update(built, FakeEmbedder(), Library({}))
    assert (report.documents, report.passages, report.removed) == (0, 0, 6)
    assert found(built, "contrat L. 917-1") == []


def test_progress_ends_with_all_there_is_to_embed(folder: Path, library: Library, embedder: FakeEmbedder) -> None:
    seen: list[tuple[int, int]] = []
    update(folder, embedder, library, lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert {total for _, total in seen} == {6}
    assert seen[-1] == (6, 6)


def test_another_embedder_refuses_the_index_until_it_is_rebuilt(built: Path, library: Library) -> None:
    other = FakeEmbedder("fake/2")
    builder = IndexBuilder(built, other, LIMIT)
    before = read_manifest(built)
    with builder.lock(), pytest.raises(IndexMismatch):
        builder.update(library.corpus())
    assert (read_manifest(built), other.embedded) == (before, [])
    with builder.lock():
        builder.update(library.corpus(), rebuild=True)
    assert read_manifest(built).settings_fingerprint == settings_fingerprint(other, LIMIT)


def test_an_index_of_an_older_version_is_brought_up_to_date_without_embedding_again(built: Path, library: Library) -> None:
    same = FakeEmbedder("fake/1")
    builder = IndexBuilder(built, same, LIMIT + 1)  # another way of cutting, the same corpus
    before = read_manifest(built)
    with builder.lock():
        report = builder.update(library.corpus())
    after = read_manifest(built)
    assert after.generation == before.generation + 1 == report.generation
    assert after.settings_fingerprint == settings_fingerprint(same, LIMIT + 1) != before.settings_fingerprint
    assert (report.embedded, same.embedded) == (0, [])
