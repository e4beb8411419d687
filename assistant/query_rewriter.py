"""A message inside a conversation to a question that stands alone."""

import re
from collections.abc import Sequence

from corpus.normalize import fold
from index.french_tokens import terms

_OPENING = re.compile(r"^\W*(et|mais|donc|alors|ok|d'accord|du coup|dac|sinon|pareil|idem|oui|non)\b")
_POINTING = re.compile(r"\b(ca|cela|celui|celle|ceux|celles|ce cas|la|le|les|lui|leur|en|y|dedans|aussi|elle|il|ils|elles)\b")
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
