"""Every failure has a French sentence of its own, with a next step."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import assistant
import corpus
import index
import ui
from corpus.errors import AppError, DocumentNotFound, InvalidCorpusFile, UnreadableDocument
from ui.messages import FRENCH, UNEXPECTED, french

for package in (corpus, index, assistant, ui):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if module.name.endswith(".errors"):
            importlib.import_module(module.name)


def all_errors(root: type[AppError] = AppError) -> Iterator[type[AppError]]:
    for kind in root.__subclasses__():
        if kind.__module__.split(".")[0] != "tests":
            yield kind
            yield from all_errors(kind)


ERRORS = sorted(set(all_errors()), key=lambda kind: kind.__name__)
ENGLISH = re.compile(r"\b(the|error|not|found|is|file|missing|invalid|cannot|failed)\b", re.IGNORECASE)


def _made(kind: type[AppError], detail: str = "note de service.pdf") -> AppError:
    if issubclass(kind, InvalidCorpusFile):
        return kind(detail, "missing_field", "title", 3)
    return kind("English message", detail)


@pytest.mark.parametrize("fault", InvalidCorpusFile.FAULTS)
def test_each_fault_of_a_corpus_file_is_told_with_file_and_line(fault: str) -> None:
    sentence = french(InvalidCorpusFile("register.yaml", fault, "loi-1", 12))
    assert sentence.startswith("Erreur dans register.yaml, ligne 12 : ")
    assert fault == "not_yaml" or "loi-1" in sentence
    assert "ligne" not in french(InvalidCorpusFile("register.yaml", fault, "loi-1"))


def test_the_walk_finds_the_errors_of_every_layer() -> None:
    assert {kind.__module__ for kind in ERRORS} >= {
        "corpus.errors",
        "index.errors",
        "assistant.errors",
        "ui.settings",
        "ui.messages",
    }
    assert len(ERRORS) >= 20


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_each_error_has_a_sentence_of_its_own(kind: type[AppError]) -> None:
    assert kind in FRENCH
    assert [other for other in FRENCH if FRENCH[other] == FRENCH[kind]] == [kind]


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_each_sentence_is_one_french_line_with_a_next_step(kind: type[AppError]) -> None:
    sentence = french(_made(kind))
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert not re.search(r"[{}]", sentence)
    assert not ENGLISH.search(sentence)
    assert re.search(r"\w+ez\b", sentence)
    assert "English message" not in sentence


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_a_sentence_that_takes_the_detail_shows_it_letter_for_letter(kind: type[AppError]) -> None:
    detail = "a {detail} [b] % \\ é.pdf"
    assert (detail in french(_made(kind, detail))) == ("{detail}" in FRENCH[kind])


def test_a_new_kind_of_error_gets_the_sentence_of_its_nearest_parent() -> None:
    class HalfErasedDocument(UnreadableDocument):
        pass

    assert french(HalfErasedDocument("message", "x.pdf")) == FRENCH[UnreadableDocument].format(detail="x.pdf")


def test_an_error_nobody_foresaw_is_named_without_its_english_message() -> None:
    assert french(ZeroDivisionError("division by zero")) == UNEXPECTED.format(detail="ZeroDivisionError")


def test_every_command_named_in_a_sentence_exists() -> None:
    known = {
        "indexer",
        "indexer --reconstruire",
        "diagnostic",
        "installer-modele",
        "documents lister",
        "documents lister --ajoutes",
    }
    named = set(re.findall(r"« aesh ([^»]+) »", " ".join([*FRENCH.values(), UNEXPECTED])))
    assert named
    assert named <= known
    assert "documents lister" in FRENCH[DocumentNotFound]
