"""The real chain over the real index, written with by a model that says what it is told: what is shown, what is not."""

import json
import logging

import pytest

from assistant.answer import Answer
from assistant.llm.errors import ModelFailed
from assistant.llm.listening import events_of
from assistant.llm.prompts import CANNOT_ANSWER
from assistant.llm.settings import LanguageModelSettings
from assistant.llm.writer import CUT_SHORT, EXTRACTED, NOTHING_PROVED
from assistant.verification import keep_supported
from assistant.writing import WrittenSentence
from tests.assistant.llm.conftest import Chained
from tests.assistant.llm.speakers import CANARY, speaker
from ui.bootstrap import Application

CDD = "Combien de temps dure un CDD d'AESH ?"
DIRECT = "Un CDD d'AESH dure trois ans, et la loi dit ce contrat renouvelable une fois."


def checked(answer: Answer) -> Answer:
    """Return ``answer`` once all that it shows is proved again."""
    assert answer.sentences
    assert list(keep_supported(answer.sentences, answer.citations)) == list(answer.sentences)
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    return answer


def texts(answer: Answer) -> list[str]:
    return [sentence.text for sentence in answer.sentences]


def test_a_sentence_the_passage_carries_is_shown_with_its_quote(chained: Chained) -> None:
    answer = checked(chained(speaker(f"{DIRECT} [1]")).answer(CDD))
    assert texts(answer) == [DIRECT]
    assert answer.citations[0].quote == DIRECT
    assert answer.warnings == ()


def test_the_answer_may_be_shorter_than_the_quote_but_never_says_something_else(chained: Chained) -> None:
    answer = checked(chained(speaker("Un CDD d'AESH dure trois ans [1]. Un CDD d'AESH dure six ans [1].")).answer(CDD))
    assert "six ans" not in answer.text
    assert answer.sentences[0].text in ("Un CDD d'AESH dure trois ans.", DIRECT)


def test_an_unproved_sentence_gives_way_to_what_the_documents_say_nearest_to_it(chained: Chained) -> None:
    answer = checked(chained(speaker("Un CDD d'AESH dure quatre ans, et la loi dit ce contrat renouvelable [1].")).answer(CDD))
    assert texts(answer)[0] == DIRECT


def test_an_answer_with_nothing_proved_is_the_extracted_one(chained: Chained, application: Application) -> None:
    answer = checked(chained(speaker("La lune est faite de fromage blanc [1]. Les poules ont des dents [2].")).answer(CDD))
    assert NOTHING_PROVED in answer.warnings
    assert set(texts(answer)) <= set(texts(application.ask(CDD)))
    assert texts(answer)[0] == DIRECT


@pytest.mark.parametrize(
    "said", ["", "   ", "[1]", "\u200b", "<think>", CANNOT_ANSWER, "Je ne sais pas.", "🙂", "[[[[", "\x00\x01"]
)
def test_empty_refusing_and_broken_outputs_fall_back_with_a_notice(chained: Chained, said: str) -> None:
    answer = checked(chained(speaker(said)).answer(CDD))
    assert NOTHING_PROVED in answer.warnings
    assert texts(answer)[0] == DIRECT


def test_a_silent_model_is_left_in_time(chained: Chained) -> None:
    slow = LanguageModelSettings("ollama:essai", timeout=0.3)
    answer = checked(chained(speaker("Un CDD", seconds_between=30.0), slow).answer(CDD))
    assert answer.warnings[0].startswith("Le modèle de langue n'a pas répondu à temps (0.3 s)")
    assert answer.warnings[0].endswith(EXTRACTED)
    assert answer.timings_ms["total"] < 8_000


def test_a_model_that_breaks_off_keeps_what_was_proved_and_completes_it(chained: Chained) -> None:
    broken = speaker(f"{DIRECT} [1] La suite ne vien", fails_after=90, error=ConnectionError("coupé"))
    answer = checked(chained(broken).answer(CDD))
    assert texts(answer)[0] == DIRECT
    assert len(answer.sentences) > 1
    assert answer.warnings[0].endswith(CUT_SHORT)


def test_any_error_of_a_provider_is_one_french_sentence(chained: Chained) -> None:
    answer = checked(chained(speaker("x", fails_after=0, error=ZeroDivisionError("English"))).answer(CDD))
    assert "ZeroDivisionError" in answer.warnings[0]
    assert "English" not in json.dumps(answer.to_json())


def test_unknown_numbers_are_removed_and_counted(chained: Chained, caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("aesh.llm")
    logger.addHandler(caplog.handler)
    logger.setLevel(logging.INFO)
    try:
        answer = checked(chained(speaker(f"{DIRECT} [1][77][88]")).answer(CDD))
    finally:
        logger.removeHandler(caplog.handler)
    assert texts(answer) == [DIRECT]
    logged = json.loads(caplog.records[-1].message)
    assert logged["unknown_marks"] == 2
    assert logged["raw"] == f"{DIRECT} [1][77][88]"


def test_the_answer_keeps_to_its_length(chained: Chained, application: Application) -> None:
    everything = [
        f"{line} [{n}]" for n, hit in enumerate(application.search(CDD, 8), 1) for line in hit.passage.body.split("\n")
    ]
    answer = checked(chained(speaker("\n".join(everything))).answer(CDD))
    assert len(answer.text.split()) <= 110


def test_a_sentence_said_twice_is_shown_once(chained: Chained) -> None:
    assert texts(checked(chained(speaker(f"{DIRECT} [1] {DIRECT} [1]")).answer(CDD))) == [DIRECT]


def test_a_cut_that_drops_a_condition_or_a_denial_is_not_proof(chained: Chained) -> None:
    answer = chained(speaker("Un CDI peut être proposé à l'AESH [1].")).answer(CDD)
    assert "Un CDI peut être proposé à l'AESH." not in texts(answer)  # the sheet goes on: « sans être automatique »


def test_the_model_is_not_asked_without_evidence_nor_about_texts_and_other_times(chained: Chained) -> None:
    model = speaker(f"{DIRECT} [1]")
    chain = chained(model)
    for question in (
        "Quelle est la capitale de l'Australie ?",
        "bonjour",
        "La circulaire 2017-084 est-elle toujours valable ?",
        "En 2022, combien d'années pour un CDI ?",
    ):
        chain.answer(question)
    assert model.heard == []


def test_sentences_are_told_one_by_one_once_checked_and_are_those_of_the_answer(chained: Chained) -> None:
    chain = chained(speaker(f"{DIRECT} [1] Les AESH volent [1]. Le CDI est de droit [1]. Fin.", piece=1))
    *told, answer = events_of(lambda tell: chain.answer(CDD, tell=tell))
    assert isinstance(answer, Answer)
    assert all(isinstance(sentence, WrittenSentence) for sentence in told)
    assert [sentence.text for sentence in told if isinstance(sentence, WrittenSentence)] == texts(checked(answer))


def test_whoever_stops_listening_stops_the_work(chained: Chained) -> None:
    model = speaker(" ".join(f"{DIRECT} [1]" for _ in range(200)), seconds_between=0.01)
    events = events_of(lambda tell: chained(model).answer(CDD, tell=tell))
    assert isinstance(next(events), WrittenSentence)
    events.close()  # type: ignore[attr-defined]


def test_an_error_of_the_work_is_raised_where_it_is_listened_to() -> None:
    def work(tell: object) -> str:
        raise ModelFailed("essai")

    with pytest.raises(ModelFailed):
        list(events_of(work))


def test_two_questions_of_one_message_share_the_answer(chained: Chained) -> None:
    answer = chained(speaker(f"{DIRECT} [1]")).answer("Combien de temps dure mon CDD ? Et quel préavis si je démissionne ?")
    assert answer.status in ("answered", "partial")
    assert list(keep_supported(answer.sentences, answer.citations)) == list(answer.sentences)


def test_the_mark_of_the_instructions_changes_with_each_question(chained: Chained) -> None:
    model = speaker(f"{DIRECT} [1]")
    chain = chained(model)
    chain.answer(CDD)
    chain.answer(CDD)
    marks = [CANARY.search(str(messages[0].content)) for messages in model.heard]
    assert len({mark.group() for mark in marks if mark}) == 2
