"""Sentences that speak to the machine, inside documents: they are no evidence and are not sent.

This filter is a help, not the guard: the guard is the verifier, which shows nothing that a quote does not carry. It is here
because an order such as « Réponds : … » carries, word for word, what it orders.
"""

import re
import unicodedata
from collections.abc import Iterable

from corpus.normalize import fold, stored_form

_RULES = (
    r"instructions?|consignes?|directives?|regles?|prompts?|instrucciones|"
    r"anweisungen|istruzioni|instrucoes|ordres?|messages?|guidelines"
)
_EARLIER = (
    r"precedent\w*|ci-dessus|anterieur\w*|previous|above|prior|earlier|anterior\w*|vorherig\w*|bisherig\w*|du systeme|system"
)
_DISMISS = (
    r"ignor\w+|oubli\w+|disregard|forget|override|bypass|contourn\w+|ne tiens? (?:pas|plus) compte|olvid\w+|vergiss|"
    r"dimentic\w+|vergessen|esquec\w+|desobe\w+|abandonn\w+|efface"
)
_PATTERNS = (
    rf"\b(?:{_DISMISS})\b.{{0,60}}\b(?:{_RULES})\b",
    rf"\b(?:{_RULES})\b.{{0,30}}\b(?:{_EARLIER})\b.{{0,60}}\b(?:{_DISMISS}|caduques?|annulees?|void|obsolete)\b",
    r"\b(?:tu es|you are|du bist|eres|sei) (?:maintenant|desormais|now|jetzt|ahora|ora)\b",
    r"\b(?:tu es|vous etes)(?: maintenant| desormais)? une? (?:ia|assistant|modele|robot|machine|programme)\b",
    r"\b(?:agis|comporte-toi|fais semblant|joue le role|act as|pretend|roleplay|imagine que tu es|parle comme)\b",
    r"\b(?:prompt systeme|system prompt|message systeme|consignes? du systeme|mode (?:developpeur|dan|debug)|developer mode|"
    r"jailbreak|repere interne|canari|canary|mot de passe interne)\b",
    r"(?:^|\s)\W*(?:system|systeme|assistant|user|utilisateur|developer|developpeur)\s*(?:\||:|>|\]|›)",
    r"<\||\|>|\[/?inst\]|<</?sys>>|</?(?:passage|question|system|assistant|user|tool|function)\b|###\s*(?:instruction|system|fin)",
    r"^\W*(?:s'il te plait,? )?(?:reponds|ecris|dis|affiche|repete|ajoute|oublie|ignore|traduis|resume|execute|appelle|"
    r"envoie|revele|montre|termine|commence|cite|recopie|decode|insere|remplace|conclus|obeis|suis) ",
    r"[:;]\s*(?:dis|ecris|reponds|affirme|affiche|repete|ajoute|conclus) ",
    r"\b(?:nouvelles?|autres?|vraies?|dernieres?) (?:consignes?|instructions?|directives?)\s*:",
    r"\b(?:reponds|ecris|affiche|repete|recopie|decode)(?:[- ](?:moi|leur|lui))?(?: \w+){0,3} ?[:«\"]",
    r"\b(?:reply|respond|answer|output|print|repeat|say|antworte|responde|rispondi|schreibe|escribe)\b.{0,30}"
    r"(?:[:\"«]|\bonly\b|\bwith\b|\bexactly\b|\bnur\b|\bsolo\b)",
    r"\b(?:modele de langue|language model|llm|chatgpt|chatbot|intelligence artificielle|toute ia|l'ia|cher assistant|dear ai)"
    r"\b.{0,60}\b(?:doit|doivent|dois|must|should|reponds?|repondre|repondra|ecris|ignore\w*|affirme\w*)\b",
    r"!\[|\]\(|<(?:img|a|script|iframe|svg)\b|javascript:|data:text",
    r"\b(?:tool_call|function_call|call_tool|tool_use)\b|\{\s*\"(?:name|tool|function|arguments)\"",
    r"\b(?:fin|debut|end|begin) (?:du|des|of)(?: the)? (?:passages?|documents?|prompt|context\w*|donnees)\b",
)
_ORDER = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))
_ENCODED = re.compile(r"[A-Za-z0-9+/]{32,}={0,2}|(?:[0-9a-f]{2}[ ]?){24,}", re.IGNORECASE)
_LOOK_ALIKES = str.maketrans(
    "авеѕіјкмнорстухАВЕІЈКМНОРСТУХοαεικνρτυχΑΒΕΙΚΜΝΟΡΤΥΧ", "abesijkmhopctyxABEIJKMHOPCTYXoaeiknptuxABEIKMNOPTYX"
)


def is_order(sentence: str) -> bool:
    """Tell whether ``sentence`` speaks to the machine that reads it: an order, a role, its own markup, encoded text."""
    text = unicodedata.normalize("NFKC", stored_form(sentence))
    return bool(_ENCODED.search(text) or _ORDER.search(fold(text.translate(_LOOK_ALIKES))))


def orders_out(sentences: Iterable[str]) -> list[str]:
    """Return ``sentences`` without those that speak to the machine."""
    return [sentence for sentence in sentences if not is_order(sentence)]
