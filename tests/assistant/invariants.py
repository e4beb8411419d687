"""What holds for every answer, whatever was asked: design, section 3."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from corpus.document import Document
from corpus.sentences import sentence_spans

DocumentOf = Callable[[str], Document]

ANSWER_KEYS = {
    *("question", "standalone_question", "status", "text", "sentences", "citations"),
    *("confidence", "warnings", "suggestions", "index", "timings_ms"),
}
SENTENCE_KEYS = {"text", "citations", "support"}
CITATION_KEYS = {
    *("number", "document_id", "title", "nature", "kind", "section", "page", "start", "end", "quote"),
    *("url", "verified_on", "confidence", "basis"),
}
BASIS_KEYS = {
    *("label", "nature", "number", "date", "article", "code", "nor", "url", "legal_status"),
    *("in_force_since", "until", "replaced_by"),
}
INDEX_KEYS = {"generation", "built_at", "documents", "passages", "embedder"}
NATURES = {
    *("fiche", "loi", "ordonnance", "décret", "arrêté", "circulaire", "note de service", "décision"),
    *("jurisprudence", "guide", "code", "article", "document"),
}
SHOWING = ("answered", "partial")
STATUSES = (*SHOWING, "unanswered", "out_of_scope", "smalltalk")
LEGAL_STATUSES = ("in_force", "amended", "repealed", "replaced", "unknown")
_ARTICLE = re.compile(r"(?:[LRDA]\d+|\d+)(?:-\d+)*(?: (?:bis|ter|A))?")
_MARKERS = re.compile(r"\s*((?:\[\d+\])+)")
_BETWEEN = re.compile(r"\s*(?:#{1,6} [^\n]{1,80}\n\s*)?(?:[-*•]\s+|\d+[.)]\s+)?")


def check_answer(answer: dict[str, Any], document_of: DocumentOf) -> None:
    """Fail unless ``answer``, the JSON object, keeps every promise of the contract."""
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
    assert set(answer) == ANSWER_KEYS
    assert answer["status"] in STATUSES
    assert set(answer["index"]) == INDEX_KEYS
    assert {"retrieval", "total"} <= set(answer["timings_ms"])
    assert all(milliseconds >= 0 for milliseconds in answer["timings_ms"].values())
    assert answer["confidence"] is None or 0 <= answer["confidence"] <= 1
    for name in ("warnings", "suggestions"):
        assert all(isinstance(text, str) and text.strip() for text in answer[name])
    if answer["status"] in SHOWING:
        check_sentences(answer)
        check_text(answer)
    else:
        assert answer["sentences"] == []
        assert answer["citations"] == []
        assert answer["text"].strip()
        assert not _MARKERS.search(answer["text"])
    assert answer["status"] != "partial" or answer["warnings"]
    for citation in answer["citations"]:
        check_citation(citation, document_of(citation["document_id"]))
        check_warned(citation, answer["warnings"])


def check_sentences(answer: dict[str, Any]) -> None:
    """Fail unless sentences and citations name each other, in order, and each sentence is supported."""
    assert answer["sentences"]
    quotes = {citation["number"]: citation["quote"] for citation in answer["citations"]}
    for sentence in answer["sentences"]:
        assert set(sentence) == SENTENCE_KEYS
        assert sentence["text"].strip()
        assert sentence["citations"]
        assert sentence["support"] in ("verbatim", "verified")
        if sentence["support"] == "verbatim":
            assert any(alike(sentence["text"]) in alike(quotes[number]) for number in sentence["citations"])
    by_appearance = list(dict.fromkeys(number for sentence in answer["sentences"] for number in sentence["citations"]))
    assert by_appearance == list(range(1, len(by_appearance) + 1))
    assert [citation["number"] for citation in answer["citations"]] == by_appearance


def check_text(answer: dict[str, Any]) -> None:
    """Fail unless the text is the sentences in order, each followed by its markers."""
    text, position = answer["text"], 0
    for sentence in answer["sentences"]:
        between = _BETWEEN.match(text, position)
        assert between
        assert text.startswith(sentence["text"], between.end())
        markers = _MARKERS.match(text, between.end() + len(sentence["text"]))
        assert markers
        assert [int(number) for number in re.findall(r"\d+", markers.group(1))] == sentence["citations"]
        position = markers.end()
    assert not text[position:].strip()


def check_citation(citation: dict[str, Any], document: Document) -> None:
    """Fail unless the citation is an exact, bounded part of the section it names."""
    assert set(citation) == CITATION_KEYS
    assert citation["title"] == document.title
    assert citation["nature"] in NATURES
    assert citation["kind"] in ("fiche", "texte_officiel", "document_local")
    start, end, quote = citation["start"], citation["end"], citation["quote"]
    assert quote.strip()
    assert quote == document.text[start:end]
    assert len(quote) <= 600
    assert citation["page"] == document.page_at(start)
    section = next(s for s in reversed(document.sections) if s.start <= start < s.end)
    assert citation["section"] == section.title
    assert end <= section.end
    several = len(list(sentence_spans(document.text, section.body_start, section.end))) > 1
    assert not (several and quote.strip() == document.text[section.body_start : section.end].strip())
    check_date(citation["verified_on"])
    for basis in citation["basis"]:
        check_basis(basis)


def check_basis(basis: dict[str, Any]) -> None:
    """Fail unless a legal basis has its fields, in their forms."""
    assert set(basis) == BASIS_KEYS
    assert basis["label"].strip()
    assert basis["nature"] is None or basis["nature"] in NATURES
    assert basis["legal_status"] in LEGAL_STATUSES
    assert basis["article"] is None or _ARTICLE.fullmatch(basis["article"])
    assert basis["code"] is None or (basis["code"].startswith("code ") and basis["code"] == basis["code"].lower())
    assert basis["url"] is None or basis["url"].startswith(("https://", "http://"))
    for name in ("date", "in_force_since", "until"):
        check_date(basis[name])


def check_warned(citation: dict[str, Any], warnings: list[str]) -> None:
    """Fail unless a text that is gone is flagged, with what took its place."""
    for basis in citation["basis"]:
        if basis["legal_status"] in ("repealed", "replaced"):
            said = [w for w in warnings if basis["label"].lower() in w.lower()]  # « article 45 » stands in « article 45-4 » too
            assert said, basis["label"]
            assert basis["replaced_by"] is None or any(basis["replaced_by"] in w for w in said)


def check_date(value: str | None) -> None:
    """Fail unless ``value`` is None or a real day written ``YYYY-MM-DD``."""
    assert value is None or date.fromisoformat(value).isoformat() == value


def alike(text: str) -> str:
    """Return ``text`` with spaces and apostrophes made alike."""
    return " ".join(re.sub("[’‘ʼ]", "'", text).split())
