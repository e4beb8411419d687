"""Added documents pass before sheets, where both speak of the question."""

from dataclasses import replace

from assistant.precedence import own_documents_first
from tests.assistant.made import made_hits, made_passage

QUESTION = "Qui porte le gilet jaune dans la cour ?"
SHEET = made_passage("Le gilet jaune se porte dans la cour.", name="fiche")
OWN = replace(made_passage("Dans la cour, on porte le gilet jaune.", name="note"), kind="document_local")
OTHER = replace(made_passage("La piscine ouvre le lundi.", title="La piscine", name="avis"), kind="document_local")


def same_rarity(_: str) -> float:
    return 1.0


def names(*passages: object, question: str = QUESTION) -> list[str]:
    hits = own_documents_first(question, made_hits(*passages), same_rarity)  # type: ignore[arg-type]  # made above
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    return [hit.passage.document_id for hit in hits]


def test_an_added_document_that_holds_the_words_comes_first() -> None:
    assert names(SHEET, OWN) == ["note", "fiche"]


def test_an_added_document_about_something_else_stays_behind() -> None:
    assert names(SHEET, OTHER) == ["fiche", "avis"]


def test_an_added_document_far_down_stays_there() -> None:
    others = [replace(SHEET, passage_id=f"f#{n}", document_id=f"f{n}") for n in range(5)]
    assert names(*others, OWN)[-1] == "note"


def test_an_article_named_in_the_question_stays_first() -> None:
    hits = [replace(made_hits(SHEET)[0], exact=True), replace(made_hits(OWN)[0], rank=2)]
    assert [hit.passage.document_id for hit in own_documents_first(QUESTION, hits, same_rarity)] == ["fiche", "note"]


def test_nothing_found_stays_nothing() -> None:
    assert own_documents_first(QUESTION, [], same_rarity) == ()
