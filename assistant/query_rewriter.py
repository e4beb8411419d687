"""A message inside a conversation to questions that stand alone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.message import Message, read_message
from assistant.situation import NOTHING_SAID, situation_of
from assistant.small_talk import is_small_talk
from corpus.normalize import fold, squeeze
from corpus.references.spelling import same_length_fold
from index.french_tokens import terms

_OPENING = re.compile(r"^\W*(et|mais|donc|alors|ok|d'accord|du coup|dac|sinon|pareil|idem|oui|non)\b")
_POINTING = re.compile(
    r"\b(?:ca|cela|celui|celle|ceux|celles|ce cas|lui|leur|dedans|aussi|elle|il|ils|elles|"
    r"(?:j|t|s|m|n|l|d)'(?:en|y)|(?:jy|dy|yen)|"
    r"(?:on|il|elle|ils|elles|nous|vous|je|tu) (?:y|en|la|le|les)|(?:y|en) (?:ai|a|as|avoir|avez|aller|va|faire|parler)|"
    r"(?:la|le|les) (?:demander?|refuser?|faire|signer|perdre|avoir|prendre|toucher|contester|rendre|recuperer|rattraper)|"
    r"(?:pour|peut|peuvent|peux|dois|doit|doivent|faut|fo|de|a|veut|veulent|veux|vais|va) (?:le|les) "
    r"(?!soir|dossier|premier|dernier|courrier|metier|calendrier|papier)\w+(?:er|ir))\b"
)
"""Pronouns that point back: « en » and « le » are articles and prepositions elsewhere (« en 2022 », « le cdi »)."""
_CHANGING = re.compile(
    r"^\W*(?:et\W+)?(?:sinon|par ailleurs|autre (?:question|chose|sujet)|rien a voir|j'ai une autre question)\b"
)
_SITUATION_TERMS = frozenset(
    terms(
        """cdd cdi contrat avenant rep ans an année mois jours semaines heures quotité temps plein complet partiel mi-temps
        référent référente collège lycée école maternelle élémentaire primaire premier deuxième troisième ancienneté travaille
        bosse poste pial département académie"""
    )
)
_OTHER_TERMS, _STORY_WORDS = 3, 6
"""What else may be told with a person's situation; the fewest words of a story."""
_FEW_TERMS, _VERY_FEW_TERMS = 5, 2
_LAST_MESSAGES = 3
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


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """``standalone`` can be understood without the conversation; ``own`` is the part of it that was just asked.

    In a conversation ``after`` is the message before with ``own`` behind it, ``conversation`` the last messages and ``own``.
    ``bare`` is a question of which the rest only tells a person's case: « et en CDI ? » asks the question before it of another
    case, « je suis en CDD à 62 %, combien je touche ? » asks how much one earns.
    """

    standalone: str
    own: str
    after: str = ""
    conversation: str = ""
    bare: str = ""

    @property
    def leans(self) -> bool:
        """Whether the subject comes from what stands before."""
        return self.standalone != self.own

    @property
    def searches(self) -> list[tuple[str, float]]:
        """What is searched, with its weight: a conversation may go on or turn, and no rule tells which as well as all views.

        The weights were chosen on the tune part: the right section comes first for 82 of 99 last messages, against 50 for the
        message alone and 74 for all messages in one.
        """
        if self.bare:
            return [(self.bare, 1.0), (self.after or self.standalone, 0.5)]
        if self.after:
            return [(self.after, 1.0), (self.own, 0.5), (self.conversation, 0.5)]
        return [(self.standalone, 1.0)]


NOTHING_ASKED = AskedQuestion("", "")


def standalone_questions(
    turns: Sequence[str], is_answered_alone: Callable[[str], bool] = lambda question: False
) -> list[AskedQuestion]:
    """Return the questions of the last of ``turns``, each understandable alone.

    A question leans on what stands before it when it opens with a linking word, or is short and points back with a
    pronoun, or has next to no telling word of its own. Then the subject of the conversation is put in front: the last
    question that stood alone, with what leaned on it since. ``is_answered_alone`` tells whether the documents answer a question
    as it is: it is asked of short ones, which may as well begin a new subject (« comment démissionner ? »).
    """
    subject = _Subject(is_answered_alone)
    earlier = [read_message(turn) for turn in turns[:-1] if not is_small_talk(turn)]
    for message in earlier:
        subject.follow(message)
    questions = subject.follow(read_message(turns[-1]))
    texts = [_text(message) for message in earlier[-_LAST_MESSAGES:]]
    return [_in_conversation(question, texts) for question in questions] if texts else questions


def _text(message: Message) -> str:
    return squeeze(" ".join((message.told, *message.questions)))


def _in_conversation(question: AskedQuestion, texts: Sequence[str]) -> AskedQuestion:
    before = _asked_of_another(texts[-1], question.own)
    bare = before if question.leans and not _other_terms(question.own) else question.bare
    return replace(question, after=f"{before} {question.own}", conversation=" ".join((*texts, question.own)), bare=bare)


def _other_terms(text: str) -> set[str]:
    """Return the telling words of ``text`` that are not of a person's case."""
    return {term for term in terms(text) if term not in _SITUATION_TERMS and not term[0].isdigit()}


class _Subject:
    """What a conversation is about, followed from message to message."""

    def __init__(self, is_answered_alone: Callable[[str], bool]) -> None:
        self._is_answered_alone = is_answered_alone
        self._root = self._whole = ""
        self._is_told = False

    def follow(self, message: Message) -> list[AskedQuestion]:
        """Take in ``message`` and return its questions."""
        if not message.asks and self._only_tells(message.questions[0]):
            return [AskedQuestion(message.questions[0], message.questions[0])]
        questions = [self._take(message, asked) for asked in message.questions]
        self._is_told = _tells(message)
        return questions

    def _only_tells(self, text: str) -> bool:
        """Tell whether ``text`` is the person's situation alone, which is no subject (« je suis en CDI à 62 % »)."""
        return situation_of([text]) != NOTHING_SAID and len(_other_terms(text)) <= _OTHER_TERMS

    def _take(self, message: Message, asked: str) -> AskedQuestion:
        own = squeeze(f"{message.told} {asked}")
        alone = own if message.told else asked.partition("?")[0]  # what is told behind a question explains it
        goes_on = self._is_told and _tells(message)
        if self._whole and (goes_on or _leans(alone, self._is_answered_alone)):
            self._whole = _behind(self._root, self._whole, own)
        else:
            self._root = self._whole = own
        only_a_case = bool(message.told) and not _other_terms(message.told)
        return AskedQuestion(self._whole, own, bare=asked if only_a_case else "")


def _tells(message: Message) -> bool:
    """Tell whether ``message`` tells a story without asking; a few words alone are asked (« préavis démission cdi »)."""
    return not message.asks and len(message.questions[0].split()) >= _STORY_WORDS


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
    if _CHANGING.match(folded) and own > _VERY_FEW_TERMS:
        return False
    if own == 0 or _OPENING.match(folded) or (own <= _FEW_TERMS and _POINTING.search(folded)):
        return True
    return own <= _VERY_FEW_TERMS and not is_answered_alone(question)
