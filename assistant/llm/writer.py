"""The language model as a writer: what it writes is checked sentence by sentence, its failures cost nothing but a notice."""

import json
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.llm.composition import Composition
from assistant.llm.context import Context, as_data, build_context
from assistant.llm.errors import LanguageModelError, ModelHijacked
from assistant.llm.injection import is_order
from assistant.llm.language_model import LanguageModel
from assistant.llm.masking import Masker
from assistant.llm.outgoing import Outgoing
from assistant.llm.prompts import CANNOT_ANSWER, fill
from assistant.llm.query_rewriting import ModelRewriter
from assistant.llm.raw_log import LOGGER
from assistant.llm.streaming import Draft, drafts_of
from assistant.writing import Assignment, Order, Written, as_extracted
from corpus.errors import AppError
from corpus.normalize import comparable

EXTRACTED = "La réponse est faite de phrases extraites."
NOTHING_PROVED = f"Le modèle de langue n'a rien écrit que les documents prouvent. {EXTRACTED}"
ORDERS_LEFT_OUT = "Un document contient des consignes adressées à un modèle de langue : elles n'ont été ni envoyées ni suivies."
CUT_SHORT = "La suite de la réponse est faite de phrases extraites."

_MAX_CHARACTERS = 8_000
_MAX_DRAFTS = 25
"""A model that writes more than this of what nothing proves has lost its way."""


def consent_wanted(destination: str) -> str:
    """Return the notice of a model elsewhere to which nothing may be sent yet."""
    return f"Rien n'a été envoyé au modèle de langue ({destination}) : il faut votre accord. {EXTRACTED}"


@dataclass(slots=True)
class _Reading:
    """What came from the model, for the log."""

    canary: str
    text: str = ""
    started: float = field(default_factory=time.perf_counter)

    def watch(self, pieces: Iterator[str]) -> Iterator[str]:
        """Pass the pieces on, up to a limit.

        Raises:
            ModelHijacked: the text holds the mark that is never to be written.

        """
        for piece in pieces:
            self.text += piece
            if self.canary in self.text:
                raise ModelHijacked("the model wrote the mark of its instructions")
            yield piece
            if len(self.text) > _MAX_CHARACTERS:
                return


class ModelWriter:
    """Writes answers with ``model``; ``describe`` gives the French sentence of an error."""

    def __init__(
        self,
        model: LanguageModel,
        outgoing: Outgoing,
        describe: Callable[[AppError], str],
        context_characters: int,
        max_words: int,
    ) -> None:
        self._model, self._outgoing, self._describe = model, outgoing, describe
        self._context_characters, self._max_words = context_characters, max_words

    def rewrite(self, turns: Sequence[str], by_rule: str, order: Order) -> str:
        """Return the last of ``turns`` as a question that stands alone; ``by_rule`` when the model adds to it."""
        return ModelRewriter(self._model, self._outgoing).rewrite(turns, by_rule, consent=order.consent)

    def write(self, assignment: Assignment, order: Order) -> Written:
        """Return the answer; without consent, or when the model fails, it is the extracts with a notice."""
        if not self._outgoing.allowed(consent=order.consent):
            return self._extracted(assignment, order, consent_wanted(self._outgoing.destination))
        try:
            masker = self._outgoing.masker(assignment.turns)
        except LanguageModelError as error:
            return self._extracted(assignment, order, f"{self._describe(error)} {EXTRACTED}")
        context = build_context(assignment.passages, self._context_characters, masker.mask if masker else None)
        extracts = [extract for extract in assignment.extracts if not is_order(extract.text)]
        composition = Composition(context, extracts, min(self._max_words, assignment.max_words), order.tell)
        notices = [ORDERS_LEFT_OUT] if context.orders or len(extracts) < len(assignment.extracts) else []
        reading = _Reading(f"R{secrets.token_hex(6)}")
        try:
            self._compose(composition, self._drafts(assignment, context, reading, masker))
        except LanguageModelError as error:
            notices.append(self._notice(error, composition))
            composition.complete()
        else:
            if not composition.kept:
                notices.append(NOTHING_PROVED)
                composition.complete()
        finally:
            _log(reading, composition)
        return Written(tuple(composition.sentences), tuple(notices))

    def _drafts(self, assignment: Assignment, context: Context, reading: _Reading, masker: Masker | None) -> Iterator[Draft]:
        question = as_data(assignment.question)
        system = fill("writer_system", max_words=str(self._max_words), refusal=CANNOT_ANSWER, canary=reading.canary)
        user = fill("writer_user", question=masker.mask(question) if masker else question, passages=context.text)
        for draft in drafts_of(reading.watch(self._model.stream(system, user))):
            yield Draft(masker.unmask(draft.text), draft.numbers) if masker else draft

    def _compose(self, composition: Composition, drafts: Iterator[Draft]) -> None:
        for count, draft in enumerate(drafts, start=1):
            if comparable(draft.text) != comparable(CANNOT_ANSWER):
                composition.take(draft)
            if composition.is_full or count >= _MAX_DRAFTS:
                return

    def _notice(self, error: LanguageModelError, composition: Composition) -> str:
        return f"{self._describe(error)} {CUT_SHORT if composition.sentences else EXTRACTED}"

    def _extracted(self, assignment: Assignment, order: Order, notice: str) -> Written:
        written = as_extracted(assignment.extracts)
        for sentence in written.sentences:
            order.tell(sentence)
        return Written(written.sentences, (notice,))


def _log(reading: _Reading, composition: Composition) -> None:
    """Keep what the model wrote, as it wrote it: with placeholders where names were masked."""
    counts = {name: getattr(composition, name) for name in ("kept", "replaced", "dropped", "unknown_marks")}
    seconds = round(time.perf_counter() - reading.started, 2)
    LOGGER.info(json.dumps({"raw": reading.text, **counts, "seconds": seconds}, ensure_ascii=False))
