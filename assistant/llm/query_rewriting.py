"""A follow-up to a question that stands alone, by the model; the rule's own question when the model adds anything."""

import json
import re
import secrets
from collections.abc import Sequence

from assistant.llm.context import as_data
from assistant.llm.errors import LanguageModelError
from assistant.llm.language_model import LanguageModel
from assistant.llm.outgoing import Outgoing
from assistant.llm.prompts import fill
from assistant.llm.quoting import is_plain
from assistant.llm.raw_log import LOGGER
from corpus.normalize import squeeze, stored_form
from index.french_tokens import terms

_LONGEST = 300
_TURNS = 4
"""Messages before the last that are sent: a question rarely leans on more."""


class ModelRewriter:
    """Rewrites follow-ups with ``model``."""

    def __init__(self, model: LanguageModel, outgoing: Outgoing) -> None:
        self._model, self._outgoing = model, outgoing

    def rewrite(self, turns: Sequence[str], by_rule: str, *, consent: bool) -> str:
        """Return the last of ``turns`` as a question that stands alone; ``by_rule`` when the model fails or adds a word.

        What comes back is searched and shown, so it may hold no telling word, number or reference that the conversation has
        not, and it must hold those of the last message.
        """
        leans = bool(set(terms(by_rule)) - set(terms(turns[-1])))
        if not leans or not self._outgoing.allowed(consent=consent):
            return by_rule
        try:
            masker = self._outgoing.masker(turns)
            sent = [as_data(turn) for turn in turns[-1 - _TURNS :]]
            sent = [masker.mask(turn) for turn in sent] if masker else sent
            system = fill("rewrite_system", canary=f"R{secrets.token_hex(6)}")
            user = fill("rewrite_user", earlier="\n".join(f"- {turn}" for turn in sent[:-1]), last=sent[-1])
            raw = self._read(system, user)
        except LanguageModelError as error:
            LOGGER.info(json.dumps({"rewriting": f"{type(error).__name__}: {error}"}, ensure_ascii=False))
            return by_rule
        rewritten = _one_question(masker.unmask(raw) if masker else raw)
        accepted = adds_nothing(rewritten, turns)
        LOGGER.info(json.dumps({"rewriting": raw, "accepted": accepted}, ensure_ascii=False))
        return rewritten if accepted else by_rule

    def _read(self, system: str, user: str) -> str:
        text = ""
        for piece in self._model.stream(system, user):
            text += piece
            if len(text) > _LONGEST:
                break
        return text


def adds_nothing(rewritten: str, turns: Sequence[str]) -> bool:
    """Tell whether ``rewritten`` is plain prose, holds only terms of ``turns``, and all those of the last one."""
    if not rewritten or len(rewritten) > _LONGEST or not is_plain(rewritten):
        return False
    own, said = set(terms(rewritten)), {term for turn in turns for term in terms(turn)}
    return set(terms(turns[-1])) <= own <= said and len(own) > 0


def _one_question(raw: str) -> str:
    lines = [squeeze(line) for line in stored_form(raw).splitlines() if line.strip()]
    return re.sub(r"^\W*(?:question[^:]{0,30}:)\s*", "", lines[0], flags=re.IGNORECASE).strip(' «»"*-') if lines else ""
