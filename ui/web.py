"""The screens: Gradio Blocks served on this computer only."""

import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answer import Answer
from corpus.errors import AppError
from ui.bootstrap import Application
from ui.messages import PortTaken, french
from ui.presenter import all_sources, answer_markdown, plain, source_cards
from ui.web_about import about_tab
from ui.web_documents import documents_tab
from ui.web_french import french_middleware
from ui.web_model import ConsentPanel, answering, place_of
from ui.web_references import references_tab

_ASSETS = Path(__file__).with_name("assets")
EXAMPLES = (
    "Combien de temps dure mon CDD ?",
    "Qui me paie pendant la pause de midi ?",
    "Est-ce que je peux refuser un avenant ?",
    "Quel préavis si je démissionne ?",
    "Combien de jours pour enfant malade ?",
    "Que dit l'article L. 917-1 du code de l'éducation ?",
)
_HEADER = """# Assistant des AESH
Des réponses citées, {place}. Chaque phrase renvoie au passage qui la prouve."""

_OFFERS = 3
_HOUR = 3_600

Messages = list[dict[str, Any]]


class Conversation:
    """What the chat does, apart from its layout."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def reply(
        self, question: str, messages: Messages, turns: list[str], cards: list[str], agreed: bool = False
    ) -> Iterator[tuple[Any, ...]]:
        """Show the question at once, then the answer: (box, messages, turns, cards, sources, offers…).

        ``agreed`` lets masked text go to a remote language model, whose sentences are shown one by one, once checked.
        """
        question = question.strip()
        messages = [*messages, {"role": "user", "content": plain(question) or "…"}]
        waiting = [*messages, _said("Je cherche dans les documents…")]
        yield "", waiting, turns, cards, all_sources(cards), *_offers(())
        told: list[str] = []
        try:
            for event in answering(self.application, question, turns, agreed=agreed):
                if isinstance(event, Answer):
                    answer = event
                    break
                told.append(plain(event.text))
                so_far = [*messages, _said(" ".join([*told, "…"]))]
                yield "", so_far, turns, cards, all_sources(cards), *_offers(())
        except AppError as error:
            yield question, [*messages, _said(french(error))], turns, cards, all_sources(cards), *_offers(())
            return
        turn = len(turns) + 1
        messages = [*messages, _said(answer_markdown(answer, turn))]
        cards = [*cards, source_cards(answer, turn)]
        yield "", messages, [*turns, answer.question], cards, all_sources(cards), *_offers(answer.suggestions)

    def demander(self, question: str, historique: list[str] | None = None) -> dict[str, Any]:
        """Répond à une question ; rend l'objet JSON de la réponse (phrases, citations, statut)."""
        try:
            return self.application.ask(question, historique or []).to_json()
        except AppError as error:
            raise gr.Error(french(error), print_exception=False) from error


def _said(text: str) -> dict[str, Any]:
    return {"role": "assistant", "content": text}


def _offers(suggestions: Sequence[str]) -> list[Any]:
    """Return the title and the buttons of the nearby questions, hidden where there are none."""
    buttons = [gr.Button(text, visible=True) for text in suggestions[:_OFFERS]]
    hidden = [gr.Button(visible=False) for _ in range(_OFFERS - len(buttons))]
    return [gr.Markdown(visible=bool(buttons)), *buttons, *hidden]


def build(application: Application) -> Any:
    """Lay out the screens and wire their events."""
    conversation = Conversation(application)
    # files dropped and reports made are copies: Gradio looks every hour and removes those of the day before
    with gr.Blocks(title="Assistant des AESH", analytics_enabled=False, delete_cache=(_HOUR, 24 * _HOUR)) as blocks:
        gr.Markdown(_HEADER.format(place=place_of(application)), elem_id="entete")
        with gr.Tab("Poser une question"):
            _question_tab(conversation)
        with gr.Tab("Vérifier des références"):
            desk = references_tab(application)
        with gr.Tab("Documents"):
            documents_tab(application, blocks)
        with gr.Tab("À propos"):
            about_tab(application)
        gr.api(conversation.demander, api_name="demander")  # type: ignore[attr-defined]  # gradio exports it without a stub
        gr.api(desk.verifier, api_name="verifier")  # type: ignore[attr-defined]
    return blocks


def _question_tab(conversation: Conversation) -> None:
    turns, cards = gr.State([]), gr.State([])
    with gr.Row():
        with gr.Column(scale=3, min_width=320):
            chat = gr.Chatbot(
                label="Conversation",
                elem_id="conversation",
                height="58vh",
                buttons=[],
                latex_delimiters=[],
                feedback_options=None,
                placeholder="Posez votre question ci-dessous, avec vos mots, ou choisissez un exemple.",
                examples=[{"text": text} for text in EXAMPLES],
            )
            consent = ConsentPanel(conversation)
            box = gr.Textbox(
                label="Votre question",
                placeholder="Exemple : combien de temps dure mon CDD ?",
                lines=1,
                max_lines=4,
                submit_btn="Envoyer",
                elem_id="question",
            )
            title = gr.Markdown("Questions voisines :", visible=False)
            with gr.Row(elem_id="voisines"):
                offers = [gr.Button(visible=False, size="sm", min_width=150) for _ in range(_OFFERS)]
            restart = gr.Button("Nouvelle conversation", size="sm", variant="secondary")
        with gr.Column(scale=2, min_width=320, elem_id="sources"):
            gr.Markdown("## Sources")
            sources = gr.HTML(all_sources([]), elem_id="liste-sources")
    outputs = [box, chat, turns, cards, sources, title, *offers]
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": 4}
    said = [chat, turns, cards, consent.agreed]
    answered = [box.submit(conversation.reply, [box, *said], outputs, api_name="envoyer", **private)]
    for button in offers:
        answered.append(button.click(conversation.reply, [button, *said], outputs, api_name="voisine", **private))

    def follow(
        messages: Messages, asked: list[str], shown: list[str], agreed: bool, event: gr.SelectData
    ) -> Iterator[tuple[Any, ...]]:
        yield from conversation.reply(str(event.value["text"]), messages, asked, shown, agreed)

    def forget() -> tuple[Any, ...]:
        return ("", [], [], [], all_sources([]), *_offers(()))

    answered.append(chat.example_select(follow, said, outputs, api_name="exemple", **private))
    ended = [
        chat.clear(forget, None, outputs, api_name="effacer", **private),
        restart.click(forget, None, outputs, api_name="recommencer", **private),
    ]
    consent.wire(said[:3], outputs, answered, ended)


def check_port(port: int) -> None:
    """Raise PortTaken when another program listens on ``port`` of this computer."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortTaken(f"port {port}: {error}", str(port)) from error


def serve(application: Application, port: int, ready: Callable[[str], None]) -> None:
    """Serve the screens on 127.0.0.1 until interrupted; ``ready`` gets the address.

    Raises:
        PortTaken: another program listens on ``port``.

    """
    check_port(port)
    blocks = build(application)
    _, url, _ = blocks.launch(
        server_name="127.0.0.1",
        server_port=port,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        ssr_mode=False,
        footer_links=[],
        show_error=True,
        app_kwargs={"middleware": french_middleware()},
        css_paths=[_ASSETS / "style.css"],
        theme=gr.themes.Soft(primary_hue="blue", font=["system-ui", "sans-serif"], font_mono=["monospace"]),
    )
    ready(url)
    blocks.block_thread()
