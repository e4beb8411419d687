"""The language model on the screen: sentences as they come, and the consent asked before anything leaves this computer."""

from collections.abc import Iterator
from typing import Any, Protocol

import gradio as gr

from assistant.answer import Answer
from assistant.writing import WrittenSentence
from corpus.errors import AppError
from ui.bootstrap import Application
from ui.presenter import plain


def answering(application: Application, question: str, turns: list[str], *, agreed: bool) -> Iterator[WrittenSentence | Answer]:
    """Yield the sentences of the answer as they are written and checked, then the answer; without a model, the answer alone."""
    if application.language_model is None:
        yield application.ask(question, turns)
    else:
        yield from application.ask_stream(question, turns, consent=agreed)


def place_of(application: Application) -> str:
    """Return in French where answers are made."""
    model = application.language_model
    if model and model.outgoing.is_remote:
        return f"avec un modèle de langue distant ({plain(model.outgoing.destination)})"
    return "sur cet ordinateur, sans réseau"


class Talk(Protocol):
    """What the panel needs of the chat."""

    application: Application

    def reply(
        self, question: str, messages: Any, turns: list[str], cards: list[str], agreed: bool = False
    ) -> Iterator[tuple[Any, ...]]:
        """Answer a question; ``agreed`` lets masked text go to a remote model."""
        ...


class ConsentPanel:
    """Shows what would be sent to a remote model, and the button that lets it go; nothing where no consent is wanted."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        model = talk.application.language_model
        self._outgoing = model.outgoing if model and not model.outgoing.allowed(consent=False) else None
        self.agreed = gr.State(False)
        with gr.Column(visible=False, elem_id="accord") as self._group:
            self._words = gr.Markdown()
            self._button = gr.Button("J'accepte que ce texte soit envoyé", size="sm", variant="secondary")

    def wire(self, said: list[Any], outputs: list[Any], answered: list[Any], ended: list[Any]) -> None:
        """Join the panel to the chat: ``said`` are its messages, turns and cards, ``outputs`` those of an answer.

        After each event of ``answered`` the panel looks at what would be sent; ``ended`` ends the conversation and its consent.
        """
        if self._outgoing is None:
            return
        hidden: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        for event in answered:
            event.then(self._offer, [said[1], self.agreed], [self._group, self._words], **hidden)
        for event in ended:
            event.then(lambda: (False, gr.Column(visible=False)), None, [self.agreed, self._group], **hidden)
        self._button.click(self._agree, said, [self.agreed, self._group, *outputs], api_name="accepter", **hidden)

    def _agree(self, messages: Any, turns: list[str], cards: list[str]) -> Iterator[tuple[Any, ...]]:
        """Ask the last question again, with an agreement that holds for the conversation."""
        for shown in self._talk.reply(turns[-1], messages, turns[:-1], cards, True):
            yield True, gr.Column(visible=False), *shown

    def _offer(self, turns: list[str], agreed: bool) -> tuple[Any, str]:
        """Return the panel, shown when the last question waits for consent, and its words."""
        words = self._asking(turns, agreed=agreed)
        return gr.Column(visible=bool(words)), words

    def _asking(self, turns: list[str], *, agreed: bool) -> str:
        if self._outgoing is None or not turns:
            return ""
        try:
            preview = self._outgoing.preview(turns, consent=agreed)
        except AppError:  # names cannot be masked: the answer's warnings say so
            return ""
        if preview is None:
            return ""
        lines = "\n".join(f"> {plain(line)}" for line in preview.text.splitlines())
        return (
            f"Pour une réponse rédigée, ce texte, où vos données personnelles sont masquées, serait envoyé à "
            f"**{plain(preview.destination)}**, avec les passages trouvés :\n\n{lines}"
        )
