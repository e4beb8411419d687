"""Normal forms and identifiers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.identifiers import content_hash, passage_id, slug
from corpus.normalize import comparable, fold, plain_marks, squeeze, stored_form
from tests.corpus.support import PROPERTY, any_texts

STORED = {
    "Windows line ends": ("a\r\nb", "a\nb"),
    "old Mac line ends": ("a\rb", "a\nb"),
    "page break": ("a\x0cb", "a\nb"),
    "vertical tab of a word processor": ("a\x0bb", "a\nb"),
    "decomposed accents": ("e\u0301le\u0300ve", "élève"),
    "soft hyphen": ("accom\u00adpagner", "accompagner"),
    "zero-width space": ("un\u200b deux", "un deux"),
    "byte order mark": ("\ufeffun", "un"),
    "control characters": ("a\x00\x07\x1b\x7fb", "ab"),
    "an accent behind an invisible character": ("e\u200b\u0301", "é"),
    "tabs and no-break spaces stay": ("a\tb\u00a0c", "a\tb\u00a0c"),
}
FOLDED = {
    "accents": ("Élève Où ÇA", "eleve ou ca"),
    "ligatures": ("Œuvre sœur ex æquo", "oeuvre soeur ex aequo"),
    "apostrophes": ("l’été l‘an", "l'ete l'an"),
    "hyphens": ("L. 917‑1 – 2", "l. 917-1 - 2"),
    "sharp s": ("Straße", "strasse"),
}
SLUGS = {
    "Fiche métier n° 3": "fiche-metier-n-3",
    "Œuvre d’été": "oeuvre-d-ete",
    "../../etc/passwd": "etc-passwd",
    "---": "document",
    "文書": "document",
    "": "document",
}


@pytest.mark.parametrize(("text", "expected"), STORED.values(), ids=STORED.keys())
def test_stored_form(text: str, expected: str) -> None:
    assert stored_form(text) == expected


@PROPERTY
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\r\n\x0b\x0c\u200b\u00ad\u0301\u0327e")), max_size=60))
def test_stored_form_is_composed_stable_and_without_control_characters(text: str) -> None:
    stored = stored_form(text)
    assert unicodedata.is_normalized("NFC", stored)
    assert stored_form(stored) == stored
    assert not any(unicodedata.category(c) == "Cc" and c < "\x80" and c not in "\t\n" for c in stored)


@pytest.mark.parametrize(("text", "expected"), FOLDED.values(), ids=FOLDED.keys())
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@PROPERTY
@given(any_texts)
def test_plain_marks_keeps_every_place(text: str) -> None:
    assert len(plain_marks(text)) == len(text)


def test_plain_marks_makes_marks_alike() -> None:
    assert plain_marks("l’art.\u00a0L.\u202f917‑1 – fin\u2003ici") == "l'art. L. 917-1 - fin ici"


def test_squeeze_sets_a_text_on_one_line() -> None:
    assert squeeze("  un\n\tdeux\u00a0 trois ") == "un deux trois"


def test_comparable_sees_one_sentence_behind_two_typographies() -> None:
    assert comparable("L’AESH\u00a0: «\u202foui\u202f»") == comparable("L'AESH : « oui »")
    assert comparable("L'AESH peut") != comparable("L'AESH doit")


@pytest.mark.parametrize(("text", "expected"), SLUGS.items())
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@PROPERTY
@given(any_texts)
def test_a_slug_is_a_safe_folder_name(text: str) -> None:
    name = slug(text)
    assert 0 < len(name) <= 80
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_content_hash_reads_text_as_utf8() -> None:
    assert content_hash("été") == content_hash("été".encode())
    assert content_hash("été") != content_hash("ete")
    assert len(content_hash(b"")) == 64


def test_passage_ids_sort_in_reading_order() -> None:
    ids = [passage_id("doc", number) for number in (0, 9, 10, 3_160)]
    assert ids == sorted(ids)
    assert ids[0] == "doc#00000"
