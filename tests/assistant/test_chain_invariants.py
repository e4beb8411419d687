"""Every answer of the real chain over the starter index keeps the contract, whatever is asked."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import EmptyQuestion
from assistant.golden import GoldenQuestion
from index.french_tokens import terms
from tests.assistant.invariants import STATUSES, check_answer
from ui.bootstrap import Application

Turns = list[str]
Source = Callable[[Application, list[GoldenQuestion]], st.SearchStrategy[Turns]]

SALAD = """aesh contrat élève paie quotité avenant notification démission préavis congé maladie arrêt enfant cantine pause PIAL
PAS MDPH ULIS référent école collège heures semaine formation entretien prime échelon indice rectorat DSDEN CDD CDI refuser
signer changer gagner perdre obligatoire possible combien quand pourquoi comment qui où sans avec pendant après tortue volcan
trombone marmelade parapluie zeppelin 62 % 1 mois 2024 L.917-1 décret loi article n'importe jamais toujours""".split()
FOLLOW_UPS = """et si je refuse ?|pourquoi ?|combien ?|et en CDI ?|oui|c'est payé ?|merci, et pour un temps partiel ?|où ça ?
|qui décide ?|et toi ?|tu es sûr ?|donne-moi la source|et avant 2023 ?""".replace("\n", "").split("|")
# Everything but half characters, which have their own test; drawn together with words so that many draws reach the search.
ODD = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


def one(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Turns]:
    return texts.map(lambda text: [text])


def golden_turns(application: Application, golden: list[GoldenQuestion]) -> st.SearchStrategy[Turns]:
    return st.sampled_from([list(question.turns) for question in golden])


def headings(application: Application, golden: list[GoldenQuestion]) -> st.SearchStrategy[Turns]:
    return one(st.sampled_from([section.title for sheet in application.sheets for section in sheet.sections]))


def ways_of_asking(application: Application, golden: list[GoldenQuestion]) -> st.SearchStrategy[Turns]:
    return one(st.sampled_from([way for sheet in application.sheets for section in sheet.sections for way in section.asked]))


def word_salads(application: Application, golden: list[GoldenQuestion]) -> st.SearchStrategy[Turns]:
    return one(st.lists(st.sampled_from(SALAD), min_size=1, max_size=25).map(" ".join))


def unicode_noise(application: Application, golden: list[GoldenQuestion]) -> st.SearchStrategy[Turns]:
    return one(st.lists(st.one_of(ODD, st.sampled_from(SALAD)), min_size=1, max_size=6).map(" ".join))


def follow_ups(application: Application, golden: list[GoldenQuestion]) -> st.SearchStrategy[Turns]:
    earlier = st.one_of(st.sampled_from([question.turns[-1] for question in golden]), ODD)
    last = st.one_of(st.sampled_from(FOLLOW_UPS), word_salads(application, golden).map(lambda turns: turns[0]))
    return st.tuples(st.lists(earlier, min_size=1, max_size=3), last).map(lambda pair: [*pair[0], pair[1]])


SOURCES = [(golden_turns, 35), (headings, 20), (ways_of_asking, 25), (word_salads, 25), (unicode_noise, 25), (follow_ups, 25)]


def printable(text: str) -> str:
    """Return ``text`` without control characters, which are no part of a question."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def ask_and_check(application: Application, turns: Turns) -> str:
    """Ask twice; return the status of the one answer, or ``empty`` when there was nothing to ask."""
    try:
        first = application.ask(turns[-1], turns[:-1]).to_json()
    except EmptyQuestion:
        assert not any(c.isalnum() for c in turns[-1])
        return "empty"
    check_answer(first, application.document)
    again = application.ask(turns[-1], turns[:-1]).to_json()
    assert {**again, "timings_ms": None} == {**first, "timings_ms": None}
    assert first["question"] == first["question"].strip()
    understood, said = set(terms(first["standalone_question"])), set(terms(printable(" ".join(turns))))
    assert understood <= said  # nothing is asked that was not said
    assert understood & set(terms(printable(turns[-1]))) or not terms(printable(turns[-1]))
    return str(first["status"])


@pytest.mark.parametrize(("source", "examples"), SOURCES, ids=[source.__name__ for source, _ in SOURCES])
def test_whatever_is_asked_the_answer_keeps_the_contract(
    application: Application, golden: list[GoldenQuestion], source: Source, examples: int
) -> None:
    @settings(derandomize=True, deadline=None, max_examples=examples)
    @given(source(application, golden))
    def ask(turns: Turns) -> None:
        assert ask_and_check(application, turns) in (*STATUSES, "empty")

    ask()


@pytest.mark.parametrize(
    "text",
    [
        "mon contrat de travail et la paie de mon élève " * 60,
        "x" * 3_000,
        "congé" + "\n- ligne" * 300,
        "(((« [1] [2] »))) **gras** <b>CDD</b> {{x}} % $ \\ combien de temps dure mon contrat ? [3]",
        "' OR 1=1 ; DROP TABLE passages -- durée du CDD",
        "durée du CDD " + "\u202e\u0301\u0489" * 50,
    ],
    ids=["long", "one word", "many lines", "markup", "injection", "combining marks"],
)
def test_long_and_hostile_texts_keep_the_contract(application: Application, text: str) -> None:
    assert ask_and_check(application, [text]) in STATUSES


@pytest.mark.parametrize("turns", [["durée du CDD \ud800 ?"], ["durée du CDD \udfff ?", "et en CDI ?"]])
def test_half_a_character_keeps_the_contract(application: Application, turns: Turns) -> None:
    assert ask_and_check(application, turns) in STATUSES


@pytest.mark.parametrize("kind", ["answerable", "out_of_corpus", "smalltalk"])
def test_the_golden_questions_reach_every_kind_of_answer(
    application: Application, golden: list[GoldenQuestion], kind: str
) -> None:
    wanted = {"answerable": {"answered"}, "out_of_corpus": {"unanswered", "out_of_scope"}, "smalltalk": {"smalltalk"}}
    asked = [list(question.turns) for question in golden if question.kind == kind][:12]
    assert {ask_and_check(application, turns) for turns in asked} & wanted[kind]
