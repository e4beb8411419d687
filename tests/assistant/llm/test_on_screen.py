"""What a person sees of the language model: consent and the masked text, sentences one by one, each failure in French."""

from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel

from assistant.llm import errors
from assistant.llm.errors import LanguageModelError, ModelTimeout
from assistant.verification import keep_supported
from assistant.writing import WrittenSentence
from tests.assistant.llm.speakers import Speaker, speaker
from tests.conftest import DATA_DIR, TODAY
from ui import language_model
from ui.bootstrap import Application
from ui.cli_diagnosis import diagnose
from ui.cli_model import tell_what_would_be_sent
from ui.messages import french
from ui.settings import load_settings
from ui.web import Conversation
from ui.web_model import ConsentPanel, place_of

CDD = "Combien de temps dure un CDD d'AESH ?"
NAMED = "Mme Martin demande combien de temps dure un CDD d'AESH ?"
DIRECT = "Un CDD d'AESH dure trois ans, et la loi dit ce contrat renouvelable une fois."
NEXT = "Après trois ans d'exercice, un CDI peut être proposé à l'AESH, sans être automatique."

ERRORS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, LanguageModelError)]


@pytest.fixture
def model() -> Speaker:
    return speaker(f"{DIRECT} [1] Les AESH volent [1]. {NEXT} [1]")


@pytest.fixture
def configured(application: Application, model: Speaker, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the application over the tests' index with ``AESH_LLM…`` set, answered by ``model``."""
    assert application.manifest().passages > 0

    def build(settings: object) -> BaseChatModel:
        return model

    monkeypatch.setattr(language_model, "build_chat_model", build)
    monkeypatch.setattr(language_model, "open_raw_log", lambda folder: None)

    def configure(name: str) -> Application:
        settings = load_settings({"AESH_DATA_DIR": str(DATA_DIR), "AESH_LLM": name})
        return Application(settings, today=lambda: TODAY)

    return configure


def last(shown: tuple[Any, ...]) -> str:
    """Return the last message of the chat."""
    return str(shown[1][-1]["content"])


def test_a_written_answer_comes_sentence_by_sentence_and_only_what_is_proved(configured: Any, model: Speaker) -> None:
    *told, answer = configured("ollama:essai").ask_stream(CDD)
    assert [sentence.text for sentence in told] == [DIRECT, NEXT]
    assert all(isinstance(sentence, WrittenSentence) for sentence in told)
    assert [sentence.text for sentence in answer.sentences] == [DIRECT, NEXT]
    assert list(keep_supported(answer.sentences, answer.citations)) == list(answer.sentences)
    assert model.heard


def test_the_chat_grows_with_the_answer_and_never_shows_what_is_not_proved(configured: Any) -> None:
    states = list(Conversation(configured("ollama:essai")).reply(CDD, [], [], []))
    said = [last(state) for state in states]
    assert said[1] == f"{DIRECT} …"
    assert said[2] == f"{DIRECT} {NEXT} …"
    assert not any("volent" in text for text in said)
    assert "Appui" in said[-1] or "[1]" in said[-1]


def test_a_remote_model_waits_for_a_consent_that_shows_the_masked_text(configured: Any, model: Speaker) -> None:
    talk = Conversation(configured("mistralai:essai"))
    panel = ConsentPanel(talk)
    *_, first = talk.reply(NAMED, [], [], [])
    assert model.heard == []
    assert "il faut votre accord" in last(first)
    column, words = panel._offer(first[2], False)
    assert column.visible
    assert "Mme [PERSONNE 1] demande" in words.replace("\\", "")
    assert "Martin" not in words
    assert "mistralai" in words
    *_, second = panel._agree(first[1], first[2], first[3])
    assert second[0] is True
    assert model.heard
    assert "Martin" not in model.sent
    assert "il faut votre accord" not in str(second[3][-1]["content"])
    assert panel._offer(first[2], True)[1] == ""


def test_no_consent_is_asked_for_a_model_on_this_computer_nor_without_one(configured: Any, application: Application) -> None:
    for current in (configured("ollama:essai"), application):
        assert ConsentPanel(Conversation(current))._asking([NAMED], agreed=False) == ""
        assert place_of(current) == "sur cet ordinateur, sans réseau"
    assert "mistralai" in place_of(configured("mistralai:essai"))


def test_the_terminal_says_what_would_be_sent_and_how_to_agree(configured: Any, capsys: pytest.CaptureFixture[str]) -> None:
    tell_what_would_be_sent(configured("mistralai:essai"), NAMED, consent=False)
    told = " ".join(capsys.readouterr().err.split())
    assert "Mme [PERSONNE 1] demande" in told
    assert "--envoyer" in told
    assert "Martin" not in told
    tell_what_would_be_sent(configured("mistralai:essai"), NAMED, consent=True)
    tell_what_would_be_sent(configured("ollama:essai"), NAMED, consent=False)
    assert capsys.readouterr().err == ""


def test_the_diagnosis_says_where_the_model_runs(configured: Any, capsys: pytest.CaptureFixture[str]) -> None:
    diagnose(configured("mistralai:essai"), as_json=True)
    told = capsys.readouterr().out
    assert "mistralai:essai : distant (mistralai), données personnelles masquées" in told


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_each_failure_is_one_french_sentence_of_its_own_with_a_next_step(kind: type[LanguageModelError]) -> None:
    sentence = french(kind("English", "détail"))
    assert sentence != french(LanguageModelError("English")) or kind is LanguageModelError
    assert "English" not in sentence
    steps = ("vérifiez", "lancez", "recommencez", "retirez", "écrivez", "mettez", "réinstallez", "relisez", "augmentez")
    assert any(step in sentence for step in steps)
    assert sentence.endswith(".")


def test_the_time_allowed_is_told() -> None:
    assert "(30 s)" in french(ModelTimeout("English", "30"))
