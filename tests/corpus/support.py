"""What the tests of this layer share: hypothesis settings, French-looking texts, small files."""

from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from corpus.document import Document, Section

PROPERTY = settings(max_examples=70, derandomize=True, deadline=None, database=None)

_WORDS = """
Élève AESH L. 917-1 art. n° M. Mme « école » (PIAL) l'été où déjà ; : , … fin. Oui ! Quoi ? 62 % 1) - • a) etc. œuvre
""".split()

french_lines = st.lists(st.sampled_from(_WORDS), min_size=0, max_size=25).map(" ".join)
french_texts = st.lists(french_lines, max_size=12).map("\n".join)
any_texts = st.one_of(french_texts, st.text(max_size=300))


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write one small file and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def body(document: Document, section: Section) -> str:
    """Return the text of a section without its heading."""
    return document.text[section.body_start : section.end]
