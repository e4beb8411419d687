"""An extract as a citation, with the texts it rests on and what they are worth on a day."""

from dataclasses import replace

from assistant.answer import Citation
from assistant.extractive import Extract
from corpus.document import Basis
from corpus.passage import Passage
from corpus.references.parser import find_code
from corpus.references.value import LegalReference
from corpus.register import Register


def citation_of(register: Register, day: str, number: int, extract: Extract) -> Citation:
    """Return ``extract`` as the citation of that ``number``; statuses are those of ``day`` (``YYYY-MM-DD``)."""
    passage = extract.passage
    basis = tuple(register.basis_on(basis, day) for basis in passage.basis)
    return Citation(number, passage, extract.start, extract.end, extract.text, basis or _own_basis(register, passage, day))


def _own_basis(register: Register, passage: Passage, day: str) -> tuple[Basis, ...]:
    """Return an added article as its own basis; the register says whether it is in force."""
    code = find_code(passage.document_title)
    if not passage.article or not code:
        return ()
    reference = LegalReference("code", article=passage.article, code=code)
    label = f"{code}, {passage.section_title[:1].lower()}{passage.section_title[1:]}"
    basis = register.basis_of(reference, label, day)
    return (replace(basis, url=basis.url or passage.url),)
