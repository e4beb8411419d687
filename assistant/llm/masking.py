"""Personal data replaced by placeholders before a text leaves this computer, and put back in what comes back."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.llm.masking_rules import PERSON, SCHOOL, Found, find_by_rule
from assistant.llm.names import ALSO_WORDS, NameFinder, first_names
from corpus.normalize import fold
from corpus.references.parser import parse_references
from corpus.references.spelling import same_length_fold
from index.french_tokens import STOP_WORDS

_PLACEHOLDER = re.compile(r"\[(?P<kind>[A-ZÉÀ]{4,15}) (?P<number>\d{1,3})\]")
_LEAST_LETTERS = 3
"""A part of a name shorter than this is not looked for by itself: « de », « le », « Al »."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The words of the corpus: what it speaks of is nobody's name."""

    text: str
    words: frozenset[str]

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> "Domain":
        """Return the domain of ``texts``."""
        whole = " ".join(re.findall(r"[a-z0-9]+", fold(" ".join(texts))))
        return cls(f" {whole} ", frozenset(whole.split()))

    def holds(self, phrase: str) -> bool:
        """Tell whether ``phrase`` stands in the corpus, word for word."""
        return f" {' '.join(re.findall(r'[a-z0-9]+', fold(phrase)))} " in self.text


class Masker:
    """Placeholders of one conversation: the same name has the same one from its first turn to the last.

    ``find_names`` finds names of persons; ``domain`` gives the words that are never masked by themselves.
    """

    def __init__(self, find_names: NameFinder, domain: Callable[[], Domain]) -> None:
        self._find_names = find_names
        self._domain = domain
        self._originals: dict[str, str] = {}
        self._placeholders: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._parts: dict[str, str] = {}

    def learn(self, texts: Iterable[str]) -> "Masker":
        """Give a placeholder to all that is personal in ``texts``, in order; return this masker."""
        for text in texts:
            self.mask(text)
        return self

    def mask(self, text: str) -> str:
        """Return ``text`` with a placeholder for each piece of personal data."""
        seen = [*find_by_rule(text), *first_names(text), *self._find_names(text)]
        for found in self._apart(text, seen):  # named once in full, then by a part: the part is masked before it too
            self._placeholder(found.kind, text[found.start : found.end])
        pieces, position = [], 0
        for found in self._apart(text, [*seen, *self._seen_before(text)]):
            pieces += [text[position : found.start], self._placeholder(found.kind, text[found.start : found.end])]
            position = found.end
        return "".join([*pieces, text[position:]])

    def unmask(self, text: str) -> str:
        """Return ``text`` with what the placeholders stand for."""
        return _PLACEHOLDER.sub(lambda match: self._originals.get(match.group(), match.group()), text)

    def _apart(self, text: str, seen: Iterable[Found]) -> list[Found]:
        """Return what is personal in ``text``, in order; the first of ``seen`` that covers a place has it."""
        taken = [match.span() for match in _PLACEHOLDER.finditer(text)]
        taken += [(found.start, found.end) for found in parse_references(text)]
        kept: list[Found] = []
        for found in seen:
            free = all(found.end <= start or end <= found.start for start, end in taken)
            if free and found.end > found.start and self._is_personal(text, found):
                kept.append(found)
                taken.append((found.start, found.end))
        return sorted(kept, key=lambda found: found.start)

    def _is_personal(self, text: str, found: Found) -> bool:
        if found.sure:
            return True
        domain, said = self._domain(), text[found.start : found.end]
        if found.kind == SCHOOL:
            return not domain.holds(found.around) and not (said.isupper() and domain.holds(said))
        if domain.holds(said):
            return False
        own = re.findall(r"[a-z0-9]+", fold(said))
        return found.kind != PERSON or not all(word in domain.words or word in STOP_WORDS for word in own)

    def _seen_before(self, text: str) -> Iterator[Found]:
        """Yield the names already masked in this conversation, and their parts, however they are written now."""
        for part in sorted(self._parts, key=len, reverse=True):
            for match in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", same_length_fold(text)):
                # « petit » is a word like another, « Petit » is the one who was named before
                is_word = part in ALSO_WORDS or part in self._domain().words
                if not is_word or text[match.start()].isupper():
                    yield Found(match.start(), match.end(), self._parts[part], match.group(), sure=True)

    def _placeholder(self, kind: str, original: str) -> str:
        key = f"{kind} {fold(original)}"
        known = self._placeholders.get(key) or self._placeholder_of_part(kind, original)
        if known:
            return known
        self._counts[kind] = self._counts.get(kind, 0) + 1
        placeholder = f"[{kind} {self._counts[kind]}]"
        self._placeholders[key] = placeholder
        self._originals[placeholder] = original
        if kind in (PERSON, SCHOOL):
            self._remember_parts(kind, original)
        return placeholder

    def _placeholder_of_part(self, kind: str, original: str) -> str | None:
        """Return the placeholder of the one name of which ``original`` is a part: « Camille » after « Camille Dupont »."""
        own = set(fold(original).split())
        whole = [p for key, p in self._placeholders.items() if key.startswith(f"{kind} ") and own < set(key.split()[1:])]
        return whole[0] if len(whole) == 1 and kind == PERSON else None

    def _remember_parts(self, kind: str, original: str) -> None:
        whole = fold(original)
        self._parts[whole] = kind
        if kind == PERSON:
            parts = [p for p in re.split(r"[\s'’-]+", whole) if len(p) >= _LEAST_LETTERS]
            self._parts |= dict.fromkeys(parts, kind)
