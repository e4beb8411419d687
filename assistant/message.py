"""What a person typed, taken apart: what they tell, and the questions they ask."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.small_talk import is_small_talk, without_orders
from corpus.normalize import fold, squeeze, stored_form
from corpus.references.spelling import same_length_fold
from index.french_tokens import terms

MOST_QUESTIONS = 3
"""Questions of one message answered one by one; more of them are answered together, as one."""
_TAIL_TERMS, _CLAUSE_TERMS = 1, 2

_ASKING = (
    r"(?:combien|comment|pourquoi|qui|quoi|quels?|quelles?|lequel|laquelle|est[- ]ce|qu'?est[- ]ce|c'?est quoi|c koi|c quoi|"
    r"(?:a|de|avec|pour|chez|par|en|depuis|jusqu'?a) (?:qui|quoi|quand|quels?|quelles?|combien)|quand est[- ]ce|"
    r"(?:ai|puis|dois|peux|suis|vais|peut|doit|faut|a|ont|sont|est|va)[- ](?:je|tu|on|il|elle|ils|t[- ](?:il|elle|on))|"
    r"y a[- ]t[- ]il|(?:on|je|j'|il|ils|elle) (?:ai |a |ont |peu[txvent]+ |doi[ts] )?(?:le )?droit (?:a|au|de|d')|quand)"
)
_OPENER = re.compile(rf"\W*(?:(?:et|mais|donc|alors|sinon|aussi|ou|du coup|dc|puis|sur|bonjour|bjr|svp)\W+)*{_ASKING}\b")
_AND = re.compile(r",?\s(?:et|puis)\s+")
_INTERROGATIVE = re.compile(
    r"\b(?:combien|cb|cbien|comment|cmt|pourquoi|pk|quand|qd|qui|ki|quoi|koi|quels?|quelles?|kel|kelle|est[- ]ce|c'?est quoi)\b"
    r"|"
    r"-(?:je|tu|on|il|elle|ils|elles|vous|nous)\b"
)
_END = re.compile(r"[?!\n…]+|\.+(?=\s|$)")
_ABBREVIATED = re.compile(r"(?:^|[\s('])(?:arts?|al|n|cf|ex|env|mm?|mme|dr|tel|circ|[lrda])$")
_ANOTHER = re.compile(r"\W*et\b")
_CONFIRMING = re.compile(
    r"\W*(?:(?:est[- ]ce (?:que )?)?(?:c'?est|c|ce serait|est[- ]ce|cest) (?:bien )?"
    r"(?:vrai|normal|legal|possible|juste|ca|correct|faux|autorise|permis|obligatoire|vraiment (?:vrai|normal|legal|possible))|"
    r"(?:ils?|elles?|on|je|j'|vous|ont|a|ai)[- ]?(?:t[- ])?(?:ils? |elles? |on |je )?(?:ont |a |ai |as )?(?:vraiment )?"
    r"(?:le )?droit|"
    r"vrai ou faux|oui ou non|qu'?en (?:pensez|dites)[- ]vous|(?:vous )?(?:savez|sauriez|pouvez)(?:[- ]vous)?"
    r"(?: m'aider| me dire)?|(?:ai[- ]je|j'ai) (?:raison|tort)|je (?:fais|peux faire|dois faire) quoi|"
    r"que (?:faire|dois[- ]je faire|puis[- ]je faire)|quoi faire|comment faire|normal|legal|possible|vous confirmez|"
    r"qui a raison|on me ment)\b.{0,25}"
)
_OPENING_WORDS = re.compile(
    r"\W*(?:(?:re)?bonjour|bonsoir|bjr|bsr|salut|slt|coucou|cc|hello|hey|svp|stp|s'il vous plait|s'il te plait|"
    r"(?:a tous|a toutes|tout le monde|les collegues|madame|monsieur|mesdames))\b[\s,;:!.]*"
)
_CLOSING_WORDS = re.compile(
    r"[\s,;:.!?]*\b(?:merci(?: (?:d'avance|beaucoup|bcp|a vous|pour (?:votre|vos|ta) \w+|de (?:votre|vos) \w+|par avance))*|"
    r"mrc|"
    r"cordialement|bonne (?:journee|soiree)|svp|stp|s'il vous plait|s'il te plait)[\s,;:.!?]*$"
)


@dataclass(frozen=True, slots=True)
class Message:
    """``told``: what is said without asking, in one piece; ``questions``: at least one, in order.

    ``asks`` is False when nothing in the message is a question: then all of it stands for one.
    """

    told: str
    questions: tuple[str, ...]
    asks: bool = True


def read_message(text: str) -> Message:
    """Take ``text`` apart; greetings, thanks and orders to the assistant are left out.

    A short sentence that only asks to confirm (« c'est vrai ? ») or that has next to no telling word (« 600 euros ? ») belongs
    to what stands before it, and so does what is told behind a question. Without any question, the whole text is the question.
    """
    said = without_courtesies(without_orders(stored_form(text)))
    pieces = [(piece, asks) for piece, asks in _pieces(said) if not is_small_talk(piece)]
    told: list[str] = []
    questions: list[str] = []
    for piece, asks in pieces:
        if questions and _is_tail(piece, asks):
            questions[-1] = f"{questions[-1]} {piece}"
        elif not asks and not questions:
            told.append(piece)
        elif told and _confirms(piece):  # « ma collègue dit que… c'est vrai ? » asks about what was just told
            questions.append(f"{told.pop()} {piece}")
        else:
            questions.append(piece)
    if not questions:
        return Message("", (squeeze(" ".join(told)) or squeeze(text),), asks=False)
    if len(questions) > MOST_QUESTIONS:
        return Message("", (squeeze(" ".join(piece for piece, _ in pieces)),))
    return Message(squeeze(" ".join(told)), tuple(squeeze(question) for question in questions))


def without_courtesies(text: str) -> str:
    """Return ``text`` without the greetings it opens with and the thanks it closes with, unless nothing else is left."""
    folded = same_length_fold(text)
    start = 0
    while match := _OPENING_WORDS.match(folded, start):
        start = match.end()
    end = closing.start() if (closing := _CLOSING_WORDS.search(folded, start)) else len(text)
    kept = text[start:end] + ("?" if "?" in text[end:] else "")
    return kept if any(c.isalnum() for c in text[start:end]) else text


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the sentences of ``text``, trimmed, with whether each asks something."""
    start = 0
    for match in _END.finditer(text):
        if match.group()[0] == "." and _ABBREVIATED.search(fold(text[start : match.start()])):
            continue
        yield from _of_sentence(text[start : match.end()])
        start = match.end()
    yield from _of_sentence(text[start:])


def _of_sentence(sentence: str) -> Iterator[tuple[str, bool]]:
    sentence = sentence.strip()
    if not any(c.isalnum() for c in sentence):
        return
    asks = "?" in sentence
    start = 0
    for match in _AND.finditer(same_length_fold(sentence)):
        first, second = sentence[start : match.start()], sentence[match.end() :]
        if _are_two(first, second):
            yield first.strip(), bool(_OPENER.match(fold(first)))
            start, asks = match.end(), True
    rest = sentence[start:]
    yield rest.strip(), asks or bool(_OPENER.match(fold(rest)))


def _are_two(first: str, second: str) -> bool:
    """Tell whether both sides of « et » ask something: the second opens with an asking word, or both hold one."""
    if len(terms(first)) < _CLAUSE_TERMS or not terms(second):
        return False
    if _OPENER.match(fold(second)):
        return True
    return len(terms(second)) >= _CLAUSE_TERMS and all(_INTERROGATIVE.search(fold(side)) for side in (first, second))


def _is_tail(piece: str, asks: bool) -> bool:
    own = len(set(terms(piece)))
    if own > (0 if asks else _TAIL_TERMS) and _ANOTHER.match(fold(piece)):  # « et le PAS ? » asks it of something else
        return False
    return not asks or own <= _TAIL_TERMS or (own <= _TAIL_TERMS + 1 and not _OPENER.match(fold(piece))) or _confirms(piece)


def _confirms(piece: str) -> bool:
    return not terms(piece) or bool(_CONFIRMING.fullmatch(fold(piece)))
