"""The register as a document: one section a text, whose sentences say what the text is worth and what took its place.

Answers cite it like any sheet. Its statuses are those of the day the register was last checked, and it says so.
"""

from collections.abc import Iterator

from corpus.blocks import Block, lay_out
from corpus.days import day_after
from corpus.document import Document, Section
from corpus.identifiers import content_hash
from corpus.references.value import LegalReference
from corpus.references.writing import write_date, write_reference
from corpus.register import Register, RegisterEntry

REGISTER_SHEET = "registre-des-textes"
"""Id of the document."""

_TITLE = "Registre des textes"
_FEMININE = ("loi", "ordonnance", "circulaire", "note de service", "décision")
_ELIDED = ("arrêté", "ordonnance")
_LISTED = 3
"""Amending texts named in a sentence: the last ones, the link leads to the others."""

_RESERVES = {
    "medium": "Ce statut vient d'une seule bonne source : vérifiez-le sur le site officiel avant de citer ce texte.",
    "low": "Ce statut n'est pas sûr : vérifiez-le sur le site officiel avant de citer ce texte.",
}


def register_sheet(register: Register) -> Document:
    """Return the register as a document of ``kind`` fiche, its sections in the order of the entries."""
    checked = max(entry.last_checked for entry in register.entries)
    blocks = [block for entry in register.entries for block in _blocks(entry, register)]

    def annotate(section: Section, notes: dict[str, str]) -> Section:
        return _section(section, register.by_id[notes["text_id"]], register)

    laid_out = lay_out(blocks, _TITLE, annotate)
    return Document(
        document_id=REGISTER_SHEET,
        title=_TITLE,
        text=laid_out.text,
        sections=laid_out.sections,
        content_hash=content_hash(laid_out.text),
        kind="fiche",
        nature="fiche",
        theme="textes",
        verified_on=checked,
    )


def _section(section: Section, entry: RegisterEntry, register: Register) -> Section:
    return Section(
        title=section.title,
        start=section.start,
        end=section.end,
        body_start=section.body_start,
        path=section.path,
        basis=(register.resolve({"text": entry.text_id, "label": entry.label}),),
        confidence=entry.confidence,
        text_id=entry.text_id,
    )


def _blocks(entry: RegisterEntry, register: Register) -> Iterator[Block]:
    yield Block("heading", _capital(entry.label), 2, notes={"text_id": entry.text_id})
    yield Block("text", " ".join(_sentences(entry, register)), notes={"text_id": entry.text_id})


def _sentences(entry: RegisterEntry, register: Register) -> Iterator[str]:
    yield _status(entry, register)
    for moved in entry.moved:
        text = write_reference(LegalReference(entry.nature, entry.number, None, moved.article, entry.code))
        target = " ; ".join(register.successors(entry, moved.article))
        yield f"Depuis le {write_date(moved.since)}, l'{text} n'est plus à citer : la règle est au {target}."
    if entry.nor:
        yield f"Numéro NOR : {entry.nor}."
    if entry.aliases:
        yield f"On dit aussi : {', '.join(entry.aliases)}."
    if entry.confidence in _RESERVES:
        yield _RESERVES[entry.confidence]


def _status(entry: RegisterEntry, register: Register) -> str:
    subject = f" (« {entry.title.rstrip('.')} »)" if entry.nature != "guide" else ""
    name, checked = _capital(_named(entry)) + subject, write_date(entry.last_checked)
    be, be_not = ("sont", "ne sont") if _is_plural(entry) else ("est", "n'est")
    if entry.status == "in_force":
        return f"{name} {be} en vigueur au {checked}."
    if entry.status == "amended":
        by = [register.by_id[identifier].label for identifier in entry.amended_by][-_LISTED:]
        amended = f" ; dernières modifications connues : {', '.join(by)}" if by else " dans une version modifiée"
        return f"{name} {be} en vigueur au {checked}{amended}."
    if entry.status == "unknown":
        return f"Je ne sais pas si {_named(entry)}{subject} {be} encore en vigueur : vérifiez-le sur le site officiel."
    since = f" depuis le {write_date(day_after(entry.until))}" if entry.until else ""
    return f"{name} {be_not} plus en vigueur{since} : {_succession(entry, register)}."


def _succession(entry: RegisterEntry, register: Register) -> str:
    successors = " et ".join(register.successors(entry))
    if successors:
        return f"il faut citer à sa place : {successors}"
    nothing = f"aucun texte connu ne {'la' if entry.nature in _FEMININE else 'le'} remplace"
    if not entry.repealed_by:
        return nothing
    return f"abrogation par {_named(register.by_id[entry.repealed_by])}, et {nothing}"


def _named(entry: RegisterEntry) -> str:
    """Return the label with its article: « la circulaire n° 2017-084 du 3 mai 2017 »."""
    if entry.nature == "code":
        articles = entry.label.removeprefix(f"{entry.code}, art. ")
        article = "les articles" if _is_plural(entry) else "l'article"
        return f"{article} {articles} du {entry.code}"
    if entry.nature == "guide":
        return f"le guide « {entry.title} »"
    if entry.nature in _ELIDED:
        return f"l'{entry.label}"
    return f"{'la' if entry.nature in _FEMININE else 'le'} {entry.label}"


def _is_plural(entry: RegisterEntry) -> bool:
    return len(entry.articles) > 1 or any(first != last for first, last in entry.articles)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
