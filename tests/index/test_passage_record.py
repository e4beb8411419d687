from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Basis
from corpus.passage import Passage
from index.passage_record import dump_passage, parse_passage
from tests.index.building import make_passage, properties

TEXT = st.text(max_size=20)
OPTIONAL = st.none() | TEXT
TUPLE = st.lists(TEXT, max_size=3).map(tuple)
BASES = st.builds(
    Basis,
    label=TEXT,
    nature=OPTIONAL,
    number=OPTIONAL,
    date=OPTIONAL,
    article=OPTIONAL,
    code=OPTIONAL,
    nor=OPTIONAL,
    url=OPTIONAL,
    legal_status=st.sampled_from(["in_force", "amended", "repealed", "replaced", "unknown"]),
    in_force_since=OPTIONAL,
    until=OPTIONAL,
    replaced_by=OPTIONAL,
)
PASSAGES = st.builds(
    Passage,
    passage_id=TEXT,
    document_id=TEXT,
    document_title=TEXT,
    section_title=TEXT,
    path=TUPLE,
    start=st.integers(0, 9_999),
    end=st.integers(0, 9_999),
    body_start=st.integers(0, 9_999),
    text=TEXT,
    page=st.none() | st.integers(1, 99),
    article=OPTIONAL,
    kind=TEXT,
    nature=TEXT,
    theme=OPTIONAL,
    url=OPTIONAL,
    verified_on=OPTIONAL,
    facts=TUPLE,
    asked=TUPLE,
    basis=st.lists(BASES, max_size=2).map(tuple),
    confidence=OPTIONAL,
    in_force_since=OPTIONAL,
    until=OPTIONAL,
)


@properties
@given(PASSAGES)
def test_a_passage_written_and_read_is_the_same(passage: Passage) -> None:
    assert parse_passage(dump_passage(passage), passage.text) == passage


@properties
@given(PASSAGES, TEXT)
def test_the_record_does_not_hold_the_text(passage: Passage, other: str) -> None:
    assert dump_passage(passage) == dump_passage(replace(passage, text=other))


def test_offsets_of_zero_and_empty_texts_survive() -> None:
    passage = make_passage("d#00000", "", "", url="", article="")
    assert passage.start == 0
    assert parse_passage(dump_passage(passage), passage.text) == passage
