"""What references are made of before they are put together."""

from dataclasses import dataclass, field
from typing import Literal

from corpus.references.value import LegalReference

REACH = 120
"""Characters within which words around a reference are looked at for its parts or its code."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text being read, and its copy folded character by character: places in one are places in the other."""

    text: str
    folded: str

    def is_capital(self, place: int) -> bool:
        """Tell whether the original has a capital at ``place``, which folding hides."""
        return self.text[place].isupper()


@dataclass(frozen=True, slots=True)
class Item:
    """One article or one text; ``value`` holds what its own spelling says."""

    start: int
    end: int
    value: LegalReference
    in_range: bool = False


@dataclass(slots=True)
class Piece:
    """A list of articles, or a head: the code or the text that articles around it belong to.

    ``articles``: items without a head yet, unless ``is_bound``. ``code``: a code's name, no reference by itself.
    ``text``: laws, decrees, circulars. ``same``: « du même code », « de la même loi ». ``whole``: a decision or a
    European text, to which no article is bound. ``head`` is the value that articles take over.
    """

    kind: Literal["articles", "code", "text", "same", "whole"]
    start: int
    end: int
    items: list[Item] = field(default_factory=list)
    head: LegalReference | None = None
    is_named: bool = False
    is_lettered: bool = False
    is_bound: bool = False
