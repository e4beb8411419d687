"""A message inside a conversation to a question that stands alone."""

import re
from collections.abc import Sequence

from corpus.normalize import fold
from index.french_tokens import terms

_OPENING = re.compile(r"^\W*(et|mais|donc|alors|ok|d'accord|du coup|dac|sinon|pareil|idem|oui|non)\b")
_POINTING = re.compile(
    r"\b(?:ca|cela|celui|celle|ceux|celles|ce cas|lui|leur|dedans|aussi|elle|il|ils|elles|(?:j|t|s|m|n|l)'(?:en|y)|"
    r"(?:on|il|elle|ils|elles|nous|vous|je|tu) (?:y|en|la|le|les)|(?:y|en) (?:ai|a|as|avoir|avez|aller|va|faire|parler)|"
    r"(?:la|le|les) (?:demander?|refuser?|faire|signer|perdre|avoir|prendre|toucher|contester|rendre|recuperer|rattraper))\b"
)
"""Pronouns that point back: « en » and « le » are articles and prepositions elsewhere (« en 2022 », « le cdi »)."""
_FEW_TERMS = 5


def standalone_question(turns: Sequence[str]) -> str:
    """Return the last of ``turns``, with the one before it in front when it cannot be understood alone.

    A message leans on the one before it when it opens with a linking word, or is short and points back with a
    pronoun, or has next to no telling word of its own.
    """
    question = turns[-1]
    if len(turns) < 2 or not _leans(question):
        return question
    return f"{turns[-2]} {question}"


def _leans(question: str) -> bool:
    folded = fold(question)
    own = len(set(terms(question)))
    if own <= 2 or _OPENING.match(folded):
        return True
    return own <= _FEW_TERMS and bool(_POINTING.search(folded))
