"""An answer growing sentence by sentence: each is checked, replaced by what the documents say, or left out."""

from collections.abc import Callable, Sequence

from assistant.extractive import Extract
from assistant.llm.context import Context
from assistant.llm.quoting import nearest_first, nearness, quotes_for
from assistant.llm.streaming import Draft
from assistant.writing import WrittenSentence
from corpus.normalize import fold

_SAYS_THE_SAME = 0.34
"""Share of terms in common from which an extracted sentence stands in for a written one that nothing carries."""
_REPEATS = 0.8


class Composition:
    """The sentences accepted so far; ``tell`` hears each as it comes in.

    Counters for the log: sentences ``kept``, ``replaced`` by an extract, ``dropped``, and ``unknown_marks`` that named no
    passage.
    """

    def __init__(
        self, context: Context, extracts: Sequence[Extract], max_words: int, tell: Callable[[WrittenSentence], None]
    ) -> None:
        self._context, self._extracts, self._max_words, self._tell = context, extracts, max_words, tell
        self.sentences: list[WrittenSentence] = []
        self.kept = self.replaced = self.dropped = self.unknown_marks = 0

    @property
    def words(self) -> int:
        """How many words the answer has."""
        return sum(len(sentence.text.split()) for sentence in self.sentences)

    @property
    def is_full(self) -> bool:
        """Whether the answer has its length."""
        return self.words >= self._max_words

    def take(self, draft: Draft) -> None:
        """Take in a sentence of the model: as it is when its quotes carry it, else what the documents say nearest to it."""
        cited = [p for n in draft.numbers if (p := self._context.passage(n))]
        self.unknown_marks += len(draft.numbers) - len(cited)
        if self._is_said(draft.text):
            self.dropped += 1
            return
        quotes = quotes_for(draft.text, cited, self._context.passages)
        if quotes:
            self.kept += self._add(WrittenSentence(draft.text, quotes))
            return
        extract = self._instead_of(draft.text)
        if extract and self._add(WrittenSentence(extract.text, (extract,))):
            self.replaced += 1
        else:
            self.dropped += 1

    def complete(self) -> None:
        """Add the extracts not yet said while there is room."""
        for extract in self._unsaid():
            self._add(WrittenSentence(extract.text, (extract,)))

    def _add(self, sentence: WrittenSentence) -> bool:
        """Add ``sentence`` if it fits; the first always does. Return whether it was added."""
        if self.sentences and self.words + len(sentence.text.split()) > self._max_words:
            return False
        self.sentences.append(sentence)
        self._tell(sentence)
        return True

    def _instead_of(self, text: str) -> Extract | None:
        """Return the extract that says nearest the same; at the head of an answer, the direct answer at least."""
        unsaid = self._unsaid()
        if not unsaid:
            return None
        best = nearest_first(text, unsaid)[0]
        if nearness(text, best.text) >= _SAYS_THE_SAME:
            return best
        return unsaid[0] if not self.sentences else None

    def _unsaid(self) -> list[Extract]:
        quoted = {(e.passage.passage_id, e.start) for s in self.sentences for e in s.quotes}
        return [e for e in self._extracts if (e.passage.passage_id, e.start) not in quoted and not self._is_said(e.text)]

    def _is_said(self, text: str) -> bool:
        return any(fold(s.text) == fold(text) or nearness(s.text, text) >= _REPEATS for s in self.sentences)
