"""The check of the contract itself: an answer tampered with does not pass."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.assistant.invariants import check_answer
from ui.bootstrap import Application

Row = dict[str, Any]


TAMPERINGS: dict[str, Callable[[Row], Any]] = {
    "a key is missing": lambda row: row.pop("confidence"),
    "a key of a citation is missing": lambda row: row["citations"][0].pop("page"),
    "an unknown status": lambda row: row.update(status="perhaps"),
    "confidence over one": lambda row: row.update(confidence=1.2),
    "confidence is no number": lambda row: row.update(confidence=float("nan")),
    "a warning is no text": lambda row: row["warnings"].append(3),
    "an empty suggestion": lambda row: row["suggestions"].append(" "),
    "no retrieval time": lambda row: row["timings_ms"].pop("retrieval"),
    "partial without saying what is missing": lambda row: row.update(status="partial", warnings=[]),
    "sentences in a refusal": lambda row: row.update(status="unanswered"),
    "no sentence in an answer": lambda row: row.update(sentences=[], citations=[]),
    "a sentence without citation": lambda row: row["sentences"][0].update(citations=[]),
    "an unsupported sentence": lambda row: row["sentences"][0].update(support="unsupported"),
    "a verbatim sentence that is not in its quote": lambda row: row["sentences"][0].update(citations=[2]),
    "markers that do not begin at one": lambda row: row["sentences"].reverse(),
    "a citation too many": lambda row: row["citations"].append({**row["citations"][0], "number": 99}),
    "text in another order": lambda row: row.update(text=" ".join(reversed(row["text"].split()))),
    "text behind the last marker": lambda row: row.update(text=row["text"] + " Bonne chance."),
    "text without markers": lambda row: row.update(text=row["text"].replace("[1]", "")),
    "a quote one character off": lambda row: row["citations"][0].update(start=row["citations"][0]["start"] + 1),
    "a quote that is longer than it says": lambda row: row["citations"][0].update(end=row["citations"][0]["end"] + 1),
    "an empty quote": lambda row: row["citations"][0].update(quote="", end=row["citations"][0]["start"]),
    "another section": lambda row: row["citations"][0].update(section="Le gilet jaune"),
    "a page where there is none": lambda row: row["citations"][0].update(page=1),
    "a date written otherwise": lambda row: row["citations"][0].update(verified_on="21/11/2026"),
    "a legal status of its own": lambda row: row["citations"][0]["basis"][0].update(legal_status="maybe"),
    "a replaced text nobody is warned of": lambda row: row["citations"][0]["basis"][0].update(
        legal_status="replaced", label="texte disparu"
    ),
}


@pytest.fixture(scope="module")
def good(application: Application) -> Row:
    row = application.ask("Combien de temps dure un CDD d'AESH ?").to_json()
    check_answer(row, application.document)
    assert len(row["citations"]) > 1
    return row


@pytest.mark.parametrize("name", TAMPERINGS)
def test_an_answer_tampered_with_does_not_pass(application: Application, good: Row, name: str) -> None:
    row = deepcopy(good)
    TAMPERINGS[name](row)
    with pytest.raises((AssertionError, ValueError)):
        check_answer(row, application.document)


def test_a_whole_section_of_several_sentences_is_no_quote(application: Application, good: Row) -> None:
    sections = ((sheet, section) for sheet in application.sheets for section in sheet.sections)
    short = ((sheet, section) for sheet, section in sections if section.end - section.body_start < 500)
    document, section = next((d, s) for d, s in short if d.text[s.body_start : s.end].count(". ") > 0)
    body = document.text[section.body_start : section.end].strip()
    start = document.text.index(body, section.body_start)
    found = {"title": document.title, "document_id": document.document_id, "section": section.title, "basis": []}
    citation = {**good["citations"][0], **found, "start": start, "end": start + len(body), "quote": body}
    sentence = {"text": body.split(". ")[0] + ".", "citations": [1], "support": "verbatim"}
    row = {**good, "citations": [citation], "sentences": [sentence], "text": f"{sentence['text']} [1]"}
    with pytest.raises(AssertionError):
        check_answer(row, application.document)
    quote = sentence["text"]
    check_answer({**row, "citations": [{**citation, "quote": quote, "end": start + len(quote)}]}, application.document)
