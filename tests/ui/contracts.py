"""The keys of every JSON object the command line writes, as the design has them."""

from typing import Any

ANSWER = {
    "question",
    "standalone_question",
    "status",
    "text",
    "sentences",
    "citations",
    "confidence",
    "warnings",
    "suggestions",
    "index",
    "timings_ms",
}
SENTENCE = {"text", "citations", "support"}
CITATION = {
    "number",
    "document_id",
    "title",
    "nature",
    "kind",
    "section",
    "page",
    "start",
    "end",
    "quote",
    "url",
    "verified_on",
    "confidence",
    "basis",
}
BASIS = {
    "label",
    "nature",
    "number",
    "date",
    "article",
    "code",
    "nor",
    "url",
    "legal_status",
    "in_force_since",
    "until",
    "replaced_by",
}
INDEX = {"generation", "built_at", "documents", "passages", "embedder"}
PASSAGE = {"rank", "document_id", "title", "section", "page", "start", "end", "text", "url", "score", "scores"}
DOCUMENT = {
    "document_id",
    "title",
    "kind",
    "nature",
    "source",
    "pages",
    "passages",
    "added_at",
    "content_hash",
    "url",
}
ADDED = {"path", "document_id", "outcome", "passages", "message"}
REPORT = {"generation", "documents", "passages", "embedded", "reused", "removed"}
KINDS = {"fiche", "texte_officiel", "document_local"}


def check_answer(answer: dict[str, Any]) -> None:
    """Assert that ``answer`` has every key of the contract and no other, with values of the right form."""
    assert set(answer) == ANSWER
    assert answer["status"] in {"answered", "partial", "unanswered", "out_of_scope", "smalltalk"}
    assert set(answer["index"]) == INDEX
    assert answer["timings_ms"].keys() >= {"retrieval", "total"}
    assert all(isinstance(text, str) and text for text in [*answer["warnings"], *answer["suggestions"]])
    for sentence in answer["sentences"]:
        assert set(sentence) == SENTENCE
        assert sentence["support"] in {"verbatim", "verified"}
    for number, citation in enumerate(answer["citations"], start=1):
        check_citation(citation, number)


def check_citation(citation: dict[str, Any], number: int) -> None:
    """Assert that ``citation`` keeps the contract and is the one of that ``number``."""
    assert set(citation) == CITATION
    assert citation["number"] == number
    assert citation["kind"] in KINDS
    assert 0 < len(citation["quote"]) <= 600
    assert citation["end"] - citation["start"] == len(citation["quote"])
    assert citation["page"] is None or citation["page"] >= 1
    for basis in citation["basis"]:
        assert set(basis) == BASIS
        assert basis["legal_status"] in {"in_force", "amended", "repealed", "replaced", "unknown"}
