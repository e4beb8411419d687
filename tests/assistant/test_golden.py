"""The golden questions: whole, unseen by the sheets, and read with errors that name the line."""

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from assistant.errors import InvalidGoldenFile
from assistant.golden import GoldenKind, GoldenQuestion, Part, load_golden
from corpus.document import Section
from corpus.normalize import fold
from index.french_tokens import terms
from ui.bootstrap import Application


@pytest.fixture(scope="session")
def all_sections(application: Application) -> list[Section]:
    return [section for sheet in application.sheets for section in sheet.sections]


LEAST = {
    "answerable": 300,
    "follow_up": 60,
    "false_premise": 40,
    "as_of": 20,
    "reference": 30,
    "out_of_corpus": 80,
    "smalltalk": 20,
}
"""How many questions of each kind there must be: with fewer, a figure by kind would say nothing."""
SEEN_AT_MOST = 0.02


def test_there_are_at_least_500_questions_with_ids_of_their_own(golden: list[GoldenQuestion]) -> None:
    assert len(golden) >= 500
    assert [name for name, count in Counter(q.question_id for q in golden).items() if count > 1] == []


@pytest.mark.parametrize("kind", get_args(GoldenKind))
def test_each_kind_has_enough_questions(golden: list[GoldenQuestion], kind: str) -> None:
    assert sum(question.kind == kind for question in golden) >= LEAST[kind]


def test_no_conversation_is_there_twice(golden: list[GoldenQuestion]) -> None:
    asked = Counter(tuple(fold(turn) for turn in question.turns) for question in golden)
    assert [turns for turns, count in asked.items() if count > 1] == []


@pytest.mark.parametrize("part", get_args(Part))
def test_each_part_has_every_kind(golden: list[GoldenQuestion], part: str) -> None:
    assert {question.kind for question in golden if question.part == part} == set(get_args(GoldenKind))


def test_answerable_questions_have_facts_of_the_sheets_and_expected_content(
    golden: list[GoldenQuestion], all_sections: list[Section]
) -> None:
    known = {fact for section in all_sections for fact in section.facts}
    assert [(q.question_id, f) for q in golden for f in q.facts if f not in known] == []
    assert [q.question_id for q in golden if q.is_answerable and not q.expected] == []


def test_a_question_without_facts_is_about_texts_and_every_text_named_is_of_the_register(
    golden: list[GoldenQuestion], application: Application
) -> None:
    assert [q.question_id for q in golden if q.is_answerable and not (q.facts or q.texts)] == []
    named = sorted({text for question in golden for text in question.texts})
    assert [text for text in named if not application.texts(text)] == []


def test_expected_content_says_something(golden: list[GoldenQuestion]) -> None:
    empty = [q.question_id for q in golden for item in q.expected if not all(any(map(str.isalnum, text)) for text in item)]
    assert empty == []


def test_other_questions_have_neither_facts_nor_expected_content(golden: list[GoldenQuestion]) -> None:
    assert [q.question_id for q in golden if not q.is_answerable and (q.facts or q.texts or q.expected)] == []


def test_follow_ups_are_conversations_and_most_others_single_questions(golden: list[GoldenQuestion]) -> None:
    assert [q.question_id for q in golden if q.kind == "follow_up" and len(q.turns) == 1] == []
    single = {"answerable", "false_premise", "reference", "smalltalk"}
    assert [q.question_id for q in golden if q.kind in single and len(q.turns) > 1] == []


def test_the_questions_do_not_stand_word_for_word_among_those_of_the_sheets(
    golden: list[GoldenQuestion], all_sections: list[Section]
) -> None:
    held = {words_of(asked) for section in all_sections for asked in (section.title, *section.asked)}
    answerable = [question for question in golden if question.is_answerable]
    seen = [question.question_id for question in answerable if words_of(question.turns[-1]) in held]
    print(f"{len(seen)} of {len(answerable)} questions stand word for word in a sheet: {seen}")
    assert len(seen) <= SEEN_AT_MOST * len(answerable), seen


def words_of(text: str) -> str:
    """Return the words of ``text`` alone, accents and case aside."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def test_at_most_a_tenth_of_the_questions_repeat_the_heading_that_answers_them(
    golden: list[GoldenQuestion], all_sections: list[Section]
) -> None:
    answerable = [question for question in golden if question.is_answerable]
    near = [question.question_id for question in answerable if likeness(question, all_sections) > 0.6]
    assert len(near) <= len(answerable) / 10, near


def likeness(question: GoldenQuestion, sections: list[Section]) -> float:
    """Return the largest share of the question's content words that the heading of a right section holds."""
    asked = set(terms(question.turns[-1]))
    headings = [set(terms(s.title)) for s in sections if set(s.facts) & set(question.facts)]
    return max((len(asked & heading) / len(asked) for heading in headings), default=0.0) if asked else 0.0


GOOD = """- id: une
  part: test
  kind: answerable
  question: Qui porte le gilet ?
  facts: [GILET-001]
  expected:
    - [jaune, orange]
"""

FAULTS = {
    "yaml that does not close": (GOOD + "- id: [deux\n  kind: answerable\n", (8, 9, 10)),
    "a tab": (GOOD + "- id: deux\n\tkind: smalltalk\n", (9,)),
    "no id": (GOOD + "- kind: smalltalk\n  question: Bonjour\n", (8,)),
    "an id twice": (GOOD + "- id: une\n  kind: smalltalk\n  question: Bonjour\n", (8,)),
    "an unknown kind": (GOOD + "- id: deux\n  kind: devinette\n  question: Bonjour\n", (8,)),
    "no kind": (GOOD + "- id: deux\n  question: Bonjour\n", (8,)),
    "an unknown part": (GOOD + "- id: deux\n  part: reste\n  kind: smalltalk\n  question: Bonjour\n", (8,)),
    "an empty question": (GOOD + "- id: deux\n  kind: smalltalk\n  question: '  '\n", (8,)),
    "no question": (GOOD + "- id: deux\n  kind: smalltalk\n", (8,)),
    "a question that is a number": (GOOD + "- id: deux\n  kind: smalltalk\n  question: 3\n", (8,)),
    "turns that are no list": (GOOD + "- id: deux\n  kind: follow_up\n  turns: Bonjour\n", (8,)),
    "an empty turn": (GOOD + "- id: deux\n  kind: follow_up\n  turns: [Bonjour, '']\n", (8,)),
    "expected that is a text": (GOOD + "- id: deux\n  kind: answerable\n  question: Qui ?\n  expected: jaune\n", (8,)),
    "expected that is a flat list": (GOOD + "- id: deux\n  kind: answerable\n  question: Qui ?\n  expected: [jaune]\n", (8,)),
    "expected with an empty item": (GOOD + "- id: deux\n  kind: answerable\n  question: Qui ?\n  expected: [[]]\n", (8,)),
    "facts that are a text": (GOOD + "- id: deux\n  kind: answerable\n  question: Qui ?\n  facts: GILET-001\n", (8,)),
    "texts that are a text": (GOOD + "- id: deux\n  kind: reference\n  question: Qui ?\n  texts: loi\n", (8,)),
    "a row that is a text": (GOOD + "- deux\n", (8,)),
    "a mapping instead of a list": ("id: une\nkind: smalltalk\n", (1,)),
    "a text instead of a list": ("bonjour\n", (1,)),
    "an empty list": ("[]\n", (1,)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_golden_file_with_an_error_names_the_file_and_the_line(tmp_path: Path, name: str) -> None:
    text, lines = FAULTS[name]
    path = tmp_path / "questions-essai.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidGoldenFile) as raised:
        load_golden(path)
    assert "questions-essai.yaml" in raised.value.detail
    assert any(f"ligne {line} " in f"{raised.value.detail} " for line in lines), raised.value.detail


@pytest.mark.parametrize("content", [b"", b"# rien\n", b"- id: caf\xe9\n", b"\x00\x01"])
def test_a_golden_file_without_text_names_the_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "questions-essai.yaml"
    path.write_bytes(content)
    with pytest.raises(InvalidGoldenFile) as raised:
        load_golden(path)
    assert "questions-essai.yaml" in raised.value.detail


def test_a_good_file_gives_its_questions_in_order(tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text(GOOD + "- id: deux\n  kind: follow_up\n  turns: ['Qui ?', 'Et moi ?']\n", "utf-8")
    assert load_golden(path) == [
        GoldenQuestion("une", "test", "answerable", ("Qui porte le gilet ?",), ("GILET-001",), (("jaune", "orange"),)),
        GoldenQuestion("deux", "test", "follow_up", ("Qui ?", "Et moi ?"), (), ()),
    ]
