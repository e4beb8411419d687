"""Greetings, thanks and questions about the assistant itself."""

import re

from corpus.normalize import fold

_FILLER = r"(?:\s|[!?.,;:…]|tout le monde|a tous|a toi|a vous|l'assistant|beaucoup|bien|monsieur|madame|\U0001f600-\U0001f64f)*"
_PATTERNS = {
    "greeting": r"(?:bonjour|bonsoir|bjr|bsr|salut|slt|coucou|cc|hello|hey|yo|re)",
    "thanks": r"(?:ok|super|parfait|genial|top|nickel)?\W*(?:merci|mrc|mci|thanks)"
    r"(?: pour .{0,40}| (?:de|a) (?:votre|ta|ton|tes|vos|vous|toi) ?.{0,20})?",
    "farewell": r"(?:au revoir|bye|a bientot|bonne (?:journee|soiree|nuit|fin de journee)|ciao|a\+|a plus)",
    "agreement": r"(?:ok|d'accord|dac|super|parfait|tres bien|cool|top|ca marche|compris|genial|nickel)",
    "identity": r"(?:(?:mais )?(?:tu es|t'es|vous etes|t es|tes) "
    r"(?:qui|quoi|un robot|une ia|humain|un humain|une machine|chatgpt).{0,30}"
    r"|qui (?:es[- ]tu|etes[- ]vous|est tu|tu es)|c'est quoi (?:ce|cet) (?:site|assistant|outil|chat|truc)"
    r"|(?:tu|vous) (?:sers|servez|peux|pouvez) (?:a quoi|faire quoi)|a quoi (?:tu sers|sers[- ]tu|servez[- ]vous)"
    r"|(?:que|qu'est-ce que) (?:sais|peux|pouvez|savez|tu sais|tu peux|vous pouvez)[- ]?(?:tu|vous)? ?faire|aide|help)",
    "mood": r"(?:ca va|comment (?:ca va|vas[- ]tu|allez[- ]vous)|cv|quoi de neuf)",
    "test": r"(?:(?:test|essai|allo|lol|mdr|ptdr|haha|azerty|blabla)\W*)+",
}
_COMPILED = {
    kind: re.compile(rf"^{_FILLER}(?:{_PATTERNS['greeting']}{_FILLER})?{p}{_FILLER}$") for kind, p in _PATTERNS.items()
}

REPLY = (
    "Bonjour. Je réponds aux questions administratives des AESH à partir de fiches et de textes dont je cite chaque passage. "
    "Posez votre question en une phrase, par exemple : « Combien de temps dure mon CDD ? »"
)


def is_small_talk(question: str) -> bool:
    """Tell whether ``question`` is a greeting, thanks, a word about the assistant, or noise without a question."""
    folded = fold(question)
    if any(pattern.match(folded) for pattern in _COMPILED.values()):
        return True
    letters = [c for c in folded if c.isalpha()]
    distinct = len(set(letters))
    return distinct == 0 or (distinct == 1 and len(letters) > 2) or (distinct == 2 and len(letters) > 5)
