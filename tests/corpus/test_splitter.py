"""Documents to passages."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.blocks import Block, lay_out
from corpus.document import Document
from corpus.splitter import MAX_CHARACTERS, split_document
from tests.corpus.support import PROPERTY, french_lines

_PARAGRAPHS = st.one_of(french_lines, st.text(alphabet="abé .-", max_size=90)).map(lambda t: " ".join(t.split())).filter(bool)
_BLOCKS = st.lists(st.builds(Block, st.sampled_from(["heading", "text", "item"]), _PARAGRAPHS, st.just(2)), max_size=10)


def _document(blocks: list[Block]) -> Document:
    laid_out = lay_out(blocks, "Titre")
    return Document("doc", "Titre", laid_out.text, laid_out.sections, "h", pages=laid_out.pages)


@PROPERTY
@given(_BLOCKS, st.integers(12, 200))
def test_passages_are_stretches_of_the_text_in_order(blocks: list[Block], limit: int) -> None:
    document = _document(blocks)
    previous = 0
    for passage in split_document(document, limit):
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.text.endswith(passage.body)
        assert previous <= passage.start < passage.end
        previous = passage.end


@PROPERTY
@given(_BLOCKS, st.integers(12, 200))
def test_no_passage_is_longer_than_the_limit(blocks: list[Block], limit: int) -> None:
    assert all(0 < len(passage.body) <= limit for passage in split_document(_document(blocks), limit))


@PROPERTY
@given(_BLOCKS, st.integers(12, 200))
def test_passages_cover_each_section_but_for_spaces_and_list_marks(blocks: list[Block], limit: int) -> None:
    document = _document(blocks)
    passages = split_document(document, limit)
    for section in document.sections:
        mine = [p for p in passages if section.start <= p.start < section.end]
        assert (mine[0].start, mine[-1].end) == (section.start, section.end)
        for left, right in pairwise(mine):
            gap = document.text[left.end : right.start]
            assert len(gap.strip()) <= len("12)")
            assert not any(c.isupper() for c in gap)


@PROPERTY
@given(_BLOCKS, st.integers(12, 200))
def test_passage_ids_are_unique_and_stable(blocks: list[Block], limit: int) -> None:
    document = _document(blocks)
    ids = [passage.passage_id for passage in split_document(document, limit)]
    assert len(ids) == len(set(ids))
    assert ids == sorted(ids) == [passage.passage_id for passage in split_document(document, limit)]


def test_a_short_section_is_one_passage() -> None:
    [passage] = split_document(_document([Block("heading", "Congés", 2), Block("text", "Un jour. Deux jours.")]))
    assert passage.text == "Congés\n\nUn jour. Deux jours."
    assert passage.body == "Un jour. Deux jours."
    assert passage.heading == "Titre > Congés"


def test_a_long_section_is_cut_between_sentences() -> None:
    sentence = "Cette phrase invente une règle sans importance pour remplir la page."
    document = _document([Block("heading", "Règles", 2), Block("text", " ".join([sentence] * 60))])
    passages = split_document(document)
    assert len(passages) > 1
    for passage in passages:
        assert passage.body.startswith("Cette phrase")
        assert passage.body.endswith("page.")
        assert MAX_CHARACTERS // 2 < len(passage.body) <= MAX_CHARACTERS or passage is passages[-1]
    assert passages[0].text.startswith("Règles\n\n")


def test_an_endless_sentence_is_cut_at_spaces() -> None:
    document = _document([Block("text", "mot " * 2_000 + "fin")])
    for passage in split_document(document):
        assert set(passage.text.split()) <= {"mot", "fin"}


def test_a_word_longer_than_a_passage_is_cut_all_the_same() -> None:
    document = _document([Block("text", "a" * 4_000)])
    assert "".join(passage.text for passage in split_document(document)) == "a" * 4_000


def test_a_passage_names_the_path_above_it() -> None:
    blocks = [Block("heading", t, n) for n, t in enumerate(("Titre", "Livre Ier", "Chapitre II"), 1)]
    [passage] = split_document(_document([*blocks, Block("heading", "Article L. 5", 4), Block("text", "Texte.")]))
    assert passage.heading == "Titre > Livre Ier > Chapitre II > Article L. 5"
    assert passage.article == "L5"


def test_two_articles_of_one_number_have_two_ids() -> None:
    blocks = [
        Block("heading", "Article L1", 5),
        Block("text", "Avant."),
        Block("heading", "Article L1", 5),
        Block("text", "Après."),
    ]
    first, second = split_document(_document(blocks))
    assert first.article == second.article == "L1"
    assert first.passage_id != second.passage_id


def test_pages_follow_from_places() -> None:
    text = "Une phrase par page suffit ici. " * 20
    marks = tuple((number, number * 128 - 128) for number in range(1, 6))
    document = _document([Block("text", text.strip(), pages=marks)])
    for passage in split_document(document, 100):
        assert passage.page == passage.start // 128 + 1


@pytest.mark.parametrize("blocks", [[], [Block("heading", "Seul", 1)]])
def test_no_text_gives_no_passage(blocks: list[Block]) -> None:
    assert split_document(_document(blocks)) == []
