import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import IndexDamaged, IndexMissing
from index.manifest import IndexManifest, manifest_path, read_manifest, remove_unfinished, write_manifest

MANIFEST = IndexManifest(1, "000001-ab", "2025-01-01T00:00:00+00:00", "fake/1", 64, "f", "é", 1, 2, 3)


def test_a_manifest_written_and_read_is_the_same(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    assert read_manifest(tmp_path) == MANIFEST


def test_no_manifest_means_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        read_manifest(tmp_path)
    with pytest.raises(IndexMissing):
        read_manifest(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"null", b"[]", b"[1, 2]", b'"text"', b"3", b"{}", b'{"generation": 1}'],
    ids=["0 bytes", "cut", "not UTF-8", "null", "list", "numbers", "text", "number", "empty object", "fields missing"],
)
def test_a_manifest_of_another_form_is_damage(tmp_path: Path, content: bytes) -> None:
    manifest_path(tmp_path).write_bytes(content)
    with pytest.raises(IndexDamaged):
        read_manifest(tmp_path)


def test_a_manifest_with_an_unknown_field_is_damage(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    record = json.loads(manifest_path(tmp_path).read_text("utf-8"))
    manifest_path(tmp_path).write_text(json.dumps({**record, "colour": "blue"}), "utf-8")
    with pytest.raises(IndexDamaged):
        read_manifest(tmp_path)


def test_a_folder_in_place_of_the_manifest_is_damage(tmp_path: Path) -> None:
    manifest_path(tmp_path).mkdir()
    with pytest.raises(IndexDamaged):
        read_manifest(tmp_path)


def test_the_file_is_replaced_as_a_whole_and_an_open_reader_keeps_the_old_one(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    with manifest_path(tmp_path).open("rb") as reader:
        write_manifest(tmp_path, replace(MANIFEST, generation=2))
        assert json.loads(reader.read())["generation"] == 1
    assert read_manifest(tmp_path).generation == 2
    assert [p.name for p in tmp_path.iterdir()] == ["current.json"]


def test_what_a_killed_writer_left_is_removed_and_the_live_manifest_stays(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    (tmp_path / ".current.json.4711").write_text('{"gener', "utf-8")
    remove_unfinished(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["current.json"]
    assert read_manifest(tmp_path) == MANIFEST
