"""The direct answer, a list of what goes with it, what to do."""

from dataclasses import replace

from assistant.extractive import Extract, Part
from assistant.layout import leads
from tests.assistant.made import made_passage

PASSAGE, OTHER = made_passage("Un. Deux."), made_passage("Trois.", name="autre")


def extract(part: Part = "rule") -> Extract:
    return Extract(PASSAGE, 0, 1, "x", 1.0, 0, part)


def test_nothing_has_no_layout() -> None:
    assert leads([]) == []


def test_a_few_sentences_follow_each_other_on_one_line() -> None:
    assert leads([extract(), extract(), extract("aside")]) == [" ", " ", " "]


def test_three_sentences_behind_the_direct_answer_make_a_list_and_the_step_a_paragraph() -> None:
    found = leads([extract(), extract(), extract(), extract("aside"), extract("step")])
    assert found == [" ", "\n\n- ", "\n- ", "\n- ", "\n\n"]


def test_a_correction_stands_before_the_answer_in_a_paragraph_of_its_own() -> None:
    assert leads([extract("correction"), extract(), extract()]) == [" ", "\n\n", " "]


def test_another_passage_begins_a_paragraph() -> None:
    assert leads([extract(), replace(extract(), passage=OTHER)]) == [" ", "\n\n"]
