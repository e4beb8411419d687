"""Whole sentences out of a stream, however it is cut."""

import random

import pytest

from assistant.llm.streaming import Draft, drafts_of

ANSWER = (
    "**Réponse :** Le CDD dure trois ans. [1] Il peut être renouvelé une fois [1][2]. Selon l'art. L. 917-1, un CDI suit "
    "[2, 3] ! Demandez « à qui ? » [4]\n- Premier point [1]\n2. Second point. [12] Et la fin"
)
SENTENCES = [
    Draft("Le CDD dure trois ans.", (1,)),
    Draft("Il peut être renouvelé une fois.", (1, 2)),
    Draft("Selon l'art. L. 917-1, un CDI suit !", (2, 3)),
    Draft("Demandez « à qui ? »", (4,)),
    Draft("Premier point", (1,)),
    Draft("Second point.", (12,)),
    Draft("Et la fin", ()),
]


def test_sentences_come_without_their_marks_and_with_their_numbers() -> None:
    assert list(drafts_of([ANSWER])) == SENTENCES


@pytest.mark.parametrize("seed", range(60))
def test_however_the_stream_is_cut_the_sentences_are_the_same(seed: int) -> None:
    source, pieces, start = random.Random(seed), [], 0  # noqa: S311  cuts, not secrets
    while start < len(ANSWER):
        length = source.choice([0, 0, 1, 1, 2, 3, 8, 40])
        pieces.append(ANSWER[start : start + length])
        start += length
    assert list(drafts_of(pieces)) == SENTENCES


def test_a_sentence_is_given_as_soon_as_something_else_than_a_mark_follows() -> None:
    read: list[str] = []

    def stream() -> list[str]:
        return ["Un. ", "[", "1", "]", " ", "[2]", " D", "eux."]

    def watched() -> object:
        for piece in stream():
            read.append(piece)
            yield piece

    first = next(iter(drafts_of(watched())))  # type: ignore[arg-type]
    assert first == Draft("Un.", (1, 2))
    assert read == ["Un. ", "[", "1", "]", " ", "[2]", " D"]


def test_what_is_thought_aloud_is_left_out_even_when_it_never_ends() -> None:
    assert [d.text for d in drafts_of(["<th", "ink>Un. Deux.</th", "ink>Trois. ", "Quatre."])] == ["Trois.", "Quatre."]
    assert list(drafts_of(["<think>Un. Deux. Trois."])) == []


@pytest.mark.parametrize("text", ["", "   ", "[1]", "...", "**", "\n\n[2]\n"])
def test_nothing_readable_gives_no_sentence(text: str) -> None:
    assert list(drafts_of([text])) == []


def test_invisible_characters_do_not_come_through() -> None:
    assert [d.text for d in drafts_of(["Qua\u200btre\u202e ans [1]."])] == ["Quatre ans."]
