"""A message inside a conversation to questions that stand alone."""

import re
from collections.abc import Callable, Sequence

from assistant.message import read_message
from assistant.small_talk import is_small_talk
from corpus.normalize import fold, squeeze
from corpus.references.spelling import same_length_fold
from index.french_tokens import terms

_OPENING = re.compile(r"^\W*(et|mais|donc|alors|ok|d'accord|du coup|dac|sinon|pareil|idem|oui|non)\b")
_POINTING = re.compile(
    r"\b(?:ca|cela|celui|celle|ceux|celles|ce cas|lui|leur|dedans|aussi|elle|il|ils|elles|"
    r"(?:j|t|s|m|n|l|d)'(?:en|y)|(?:jy|dy|yen)|"
    r"(?:on|il|elle|ils|elles|nous|vous|je|tu) (?:y|en|la|le|les)|(?:y|en) (?:ai|a|as|avoir|avez|aller|va|faire|parler)|"
    r"(?:la|le|les) (?:demander?|refuser?|faire|signer|perdre|avoir|prendre|toucher|contester|rendre|recuperer|rattraper))\b"
)
"""Pronouns that point back: « en » and « le » are articles and prepositions elsewhere (« en 2022 », « le cdi »)."""
_FEW_TERMS, _VERY_FEW_TERMS = 5, 2
_LONGEST_TOPIC = 40
"""Words; beyond, the messages between the first of a subject and the last are left out."""

_FAMILIES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bcd[di]\b",
        r"\brep\b(?:\s?\+)?",
        r"\b(?:maternelle|elementaire|primaire|college|lycee)\b",
        r"\b\d{2,3}\s?%",
        r"\b(?:premier|second|1er|2nd) degre\b",
        r"\b(?:temps partiel|temps complet|temps plein|temps incomplet|mi-temps)\b",
    )
)
"""Words of which a question names one: « et en CDI ? » behind a question about the CDD asks that question of the CDI."""


def standalone_questions(turns: Sequence[str], is_answered_alone: Callable[[str], bool] = lambda question: False) -> list[str]:
    """Return the questions of the last of ``turns``, each understandable alone.

    A question leans on what stands before it when it opens with a linking word, or is short and points back with a
    pronoun, or has next to no telling word of its own. Then the subject of the conversation is put in front: the last
    question that stood alone, with what leaned on it since. ``is_answered_alone`` tells whether the documents answer a question
    as it is: it is asked of short ones, which may as well begin a new subject (« comment passer en CDI ? »).
    """
    root = subject = ""
    questions: list[str] = []
    for turn in turns:
        questions = []
        if subject and is_small_talk(turn):
            continue
        message = read_message(turn)
        for asked in message.questions:
            full = squeeze(f"{message.told} {asked}")
            alone = full if message.told else asked.partition("?")[0]  # what is told behind a question explains it
            if subject and _leans(alone, is_answered_alone):
                subject = _behind(root, subject, full)
            else:
                root = subject = full
            questions.append(subject)
    return questions


def _behind(root: str, subject: str, question: str) -> str:
    before = subject if len(subject.split()) + len(question.split()) <= _LONGEST_TOPIC else root
    return f"{_asked_of_another(before, question)} {question}"


def _asked_of_another(subject: str, question: str) -> str:
    """Return ``subject`` with the case that ``question`` names in the place of the one it named."""
    folded = fold(question)
    for family in _FAMILIES:
        named = {match.group() for match in family.finditer(folded)}
        before = list(family.finditer(same_length_fold(subject)))
        if len(named) == 1 and len({match.group() for match in before}) == 1 and before[0].group() not in named:
            for match in reversed(before):
                subject = subject[: match.start()] + next(iter(named)).upper() + subject[match.end() :]
    return subject


def _leans(question: str, is_answered_alone: Callable[[str], bool]) -> bool:
    folded = fold(question)
    own = len(set(terms(question)))
    if own == 0 or _OPENING.match(folded) or (own <= _FEW_TERMS and _POINTING.search(folded)):
        return True
    return own <= _VERY_FEW_TERMS and not is_answered_alone(question)
