"""A passage as JSON, the form in which the vector store keeps it."""

import json
from dataclasses import asdict
from typing import Any

from corpus.document import Basis
from corpus.passage import Passage

_TUPLES = ("path", "facts", "asked")


def dump_passage(passage: Passage) -> str:
    """Return ``passage`` as JSON without its text, which the store keeps beside it."""
    record = asdict(passage)
    del record["text"]
    record["basis"] = [{k: v for k, v in basis.items() if v is not None} for basis in record["basis"]]
    return json.dumps({k: v for k, v in record.items() if v not in (None, [], ())}, ensure_ascii=False)


def parse_passage(record: str, text: str) -> Passage:
    """Return the passage that ``dump_passage`` wrote."""
    values: dict[str, Any] = dict.fromkeys(Passage.__slots__) | json.loads(record)
    for name in _TUPLES:
        values[name] = tuple(values[name] or ())
    values["basis"] = tuple(Basis(**basis) for basis in values["basis"] or ())
    values["page_starts"] = tuple((number, start) for number, start in values["page_starts"] or ())
    values["text"] = text
    return Passage(**values)
