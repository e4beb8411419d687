"""Builds the optional language model's writer; imported only when one is configured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.llm.language_model import ChatModel, build_chat_model
from assistant.llm.masking import Domain, Masker
from assistant.llm.names import load_name_finder
from assistant.llm.outgoing import Outgoing
from assistant.llm.raw_log import open_raw_log
from assistant.llm.settings import LanguageModelSettings
from assistant.llm.writer import ModelWriter
from corpus.document import Document
from index.spelling import ABBREVIATIONS_PATH
from ui.messages import french


@dataclass(frozen=True, slots=True)
class ConfiguredModel:
    """The writer, and what decides of what leaves this computer."""

    model: ChatModel
    writer: ModelWriter
    outgoing: Outgoing

    def check(self) -> str:
        """Return in French where the model runs and what is sent to it; opens no connection.

        Raises:
            LanguageModelError: the model cannot be built, or what masks names is not installed.

        """
        self.model.build()
        if self.outgoing.masks:
            load_name_finder()
        place = f"distant ({self.outgoing.destination})" if self.outgoing.is_remote else "sur cet ordinateur"
        return f"{place}, données personnelles {'masquées' if self.outgoing.masks else 'non masquées'}"


def configure(settings: LanguageModelSettings, data_dir: Path, sheets: Callable[[], Sequence[Document]]) -> ConfiguredModel:
    """Return the model that the settings name; it is built, and the words of ``sheets`` are read, at the first use."""

    @cache
    def domain() -> Domain:
        return Domain.from_texts(words_of(sheets()))

    open_raw_log(data_dir / "journal")
    model = ChatModel(lambda: build_chat_model(settings), settings.timeout)
    outgoing = Outgoing(settings, lambda: Masker(load_name_finder(), domain))
    writer = ModelWriter(model, outgoing, french, settings.context_characters, settings.max_words)
    return ConfiguredModel(model, writer, outgoing)


def words_of(sheets: Sequence[Document]) -> list[str]:
    """Return all that the starter corpus says: texts, titles, acronyms. None of it is anybody's name."""
    said = [ABBREVIATIONS_PATH.read_text("utf-8")]
    for sheet in sheets:
        said += [sheet.title, sheet.text, *(section.title for section in sheet.sections)]
    return said
