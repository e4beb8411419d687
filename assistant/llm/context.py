"""What the model reads: numbered passages within a budget, all of it marked as data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.llm.injection import orders_out
from corpus.normalize import stored_form
from corpus.passage import Passage
from corpus.sentences import sentence_spans

_HARMLESS = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "{": "(", "}": ")"})
"""Signs with which a text could close its frame, forge a mark or speak the model's own markup."""
_LEAST = 200
"""A passage cut to fewer characters than this says too little."""


@dataclass(frozen=True, slots=True)
class Context:
    """Numbered passages and the text that shows them; number ``n`` is ``passages[n - 1]``.

    ``orders`` counts the sentences left out because they speak to the machine.
    """

    passages: tuple[Passage, ...]
    text: str
    orders: int

    def passage(self, number: int) -> Passage | None:
        """Return the passage of that number, None when there is none."""
        return self.passages[number - 1] if 1 <= number <= len(self.passages) else None


def build_context(passages: Sequence[Passage], budget: int, mask: Callable[[str], str] | None = None) -> Context:
    """Return the first of ``passages`` that hold within ``budget`` characters; the last is cut between two sentences.

    ``mask`` is applied to what is not a starter sheet: people's own documents may name persons.
    """
    shown: list[str] = []
    kept: list[Passage] = []
    orders = 0
    for passage in dict.fromkeys(passages):
        body, left_out = _body(passage, budget)
        if not body and kept:
            break
        title = as_data(f"{passage.document_title} — {passage.section_title}")
        body = as_data(body)
        if mask and passage.kind != "fiche":
            title, body = mask(title), mask(body)
        kept.append(passage)
        orders += left_out
        shown.append(f'<passage numero="{len(kept)}">\n{title}\n{body}\n</passage>')
        budget -= len(title) + len(body)
    return Context(tuple(kept), "\n".join(shown), orders)


def _body(passage: Passage, budget: int) -> tuple[str, int]:
    """Return as many sentences of ``passage`` as the budget holds, and how many were left out for being orders."""
    if budget < _LEAST:
        return "", 0
    spans = list(sentence_spans(passage.text, passage.body_start - passage.start))
    sentences = orders_out([passage.text[start:end] for start, end in spans])
    body = ""
    for sentence in sentences:
        if len(body) + len(sentence) + 1 > budget:
            break
        body = f"{body} {sentence}".lstrip()
    return body, len(spans) - len(sentences)


def as_data(text: str) -> str:
    """Return ``text`` without any sign that could pass for a frame, a mark or the model's markup."""
    return stored_form(text).translate(_HARMLESS)
