"""The only place that builds objects and joins the layers.

What answers questions (index, chain, embedder) is imported when first asked for: checking references needs none of it
and must start at once.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.references.report import ReferenceReport, report_on_file, report_on_text
from index.hit import Hit
from ui.library import Library
from ui.named_texts import NamedText, named_texts
from ui.settings import Settings

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.chain import AnswerChain
    from assistant.state import ReadableIndex
    from assistant.texts import TextShelf
    from assistant.writing import WrittenSentence
    from ui.language_model import ConfiguredModel


class Application(Library):
    """Everything the command line and the screens ask for. Building it opens nothing.

    ``today`` gives the day on which texts are in force or not.
    """

    def __init__(self, settings: Settings, today: Callable[[], date] = date.today) -> None:
        super().__init__(settings)
        self.today = today

    @cached_property
    def shelf(self) -> "TextShelf":
        """The passages of the starter corpus, by the texts they are about."""
        from assistant.texts import TextShelf

        return TextShelf(self.register, lambda: self.split(self.sheets))

    @cached_property
    def chain(self) -> "AnswerChain":
        """The way of a question."""
        from assistant.chain import AnswerChain
        from index.retriever import LangChainRetriever

        return AnswerChain(
            LangChainRetriever(retriever=self.retriever, k=self.settings.assistant.hits),
            self._readable_index,
            lambda: self.shelf,
            self.settings.assistant,
            self.today,
        ).write_with(self.language_model.writer if self.language_model else None)

    @cached_property
    def language_model(self) -> "ConfiguredModel | None":
        """The optional language model; None when the settings name none."""
        if self.settings.language_model is None:
            return None
        from ui.language_model import configure

        return configure(self.settings.language_model, self.data_dir, lambda: self.sheets)

    def _readable_index(self) -> "ReadableIndex":
        from assistant.state import ReadableIndex

        index = self.retriever.index()
        return ReadableIndex(index.manifest, index.lexical, index.speller.correct, self.retriever.foreignness)

    def ask(self, question: str, history: list[str] | None = None, *, consent: bool = False) -> "Answer":
        """Answer a question; ``consent`` lets masked text go to a remote model. Raises: see ``AnswerChain.answer``."""
        return self.chain.answer(question, history or [], consent=consent)

    def ask_stream(
        self, question: str, history: list[str] | None = None, *, consent: bool = False
    ) -> Iterator["WrittenSentence | Answer"]:
        """Yield each sentence as soon as it is written and checked, then the answer. Raises: as ``ask``."""
        from assistant.llm.listening import events_of

        return events_of(lambda tell: self.chain.answer(question, history or [], consent=consent, tell=tell))

    def search(self, query: str, k: int) -> list[Hit]:
        """Return ranked passages. Raises: see ``HybridRetriever.retrieve``."""
        return self.retriever.retrieve(self.retriever.index().speller.correct(query), k)

    def check_file(self, path: Path, day: str | None = None) -> ReferenceReport:
        """Check the references of a file on ``day`` (``YYYY-MM-DD``), today if None. Raises: see ``report_on_file``."""
        return report_on_file(path, self.register, day or self.today().isoformat())

    def check_text(self, text: str, day: str | None = None, source: str = "texte") -> ReferenceReport:
        """Check the references of a text, as ``check_file`` does."""
        return report_on_text(text, self.register, day or self.today().isoformat(), source)

    def texts(self, query: str) -> list[NamedText]:
        """Return the texts that ``query`` names, each with the sections that rest on it."""
        return named_texts(query, self.register, self.sheets)
