"""Questions about a text itself: « circulaire 2017-084 », « c'est quoi l'article 7 du décret 86-83 »."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.normalize import fold
from corpus.passage import Passage
from corpus.references.check import CheckedReference, check_reference
from corpus.references.parser import parse_references
from corpus.references.spelling import same_length_fold
from corpus.references.value import FoundReference
from corpus.references.writing import write_reference
from corpus.register import Register, RegisterEntry
from corpus.register_sheet import REGISTER_SHEET
from index.entries import lexical_terms
from index.french_tokens import terms
from index.hit import Hit

_ABOUT_A_TEXT = frozenset(
    term
    for word in """quoi dit dire disait prevoit prevoyait contient contenu parle texte textes officiel lire voir trouver donne
    donner montre montrer valable valables vigueur abroge abrogee abroges toujours actuel actuelle actuellement jour applicable
    applique appliquer remplace remplacee modifie modifiee signifie resume resumer explique expliquer sujet objet lien
    legifrance encore existe existait savoir connaitre besoin cherche chercher reference references exactement precisement
    concerne concernant aujourd'hui bon bonne perime perimee caduc caduque statut annee article articles loi decret arrete
    circulaire note service code derniere version date""".split()
    for term in terms(word)
)
"""Words that say nothing but « what is this text, is it still good »."""

_STATUS = re.compile(
    r"\b(?:valables?|vigueur|abroge\w*|applicables?|remplace\w*|modifie\w*|perime\w*|caduc\w*|a jour|"
    r"toujours (?:bon|bonne|d'actualite)|existe (?:encore|toujours))\b"
)
_SECTIONS = 2
"""Sections told of a text, before its status."""
_HELD = 0.5


@dataclass(frozen=True, slots=True)
class AskedText:
    """A text that a question names. ``is_all``: the question asks for the text and nothing else."""

    checked: CheckedReference
    is_all: bool
    asks_status: bool

    @property
    def entries(self) -> tuple[RegisterEntry, ...]:
        """The text meant, or those it may mean."""
        return (self.checked.entry,) if self.checked.entry else self.checked.candidates


class TextShelf:
    """The passages that are about a text, that rest on it, and the one that tells its status; read when first needed."""

    def __init__(self, register: Register, load_passages: Callable[[], Iterable[Passage]]) -> None:
        self.register = register
        self._load_passages = load_passages

    @cached_property
    def _passages(self) -> tuple[Passage, ...]:
        return tuple(self._load_passages())

    @cached_property
    def status_of(self) -> dict[str, Passage]:
        """The register's own section of each text, by its id."""
        return {p.text_id: p for p in self._passages if p.text_id and p.document_id == REGISTER_SHEET}

    @cached_property
    def _about(self) -> dict[str, list[Passage]]:
        about: dict[str, list[Passage]] = {}
        for passage in self._passages:
            if passage.text_id and passage.document_id != REGISTER_SHEET:
                about.setdefault(passage.text_id, []).append(passage)
        return about

    def about(self, entry: RegisterEntry) -> list[Passage]:
        """Return the sections of the sheet written about ``entry``."""
        return self._about.get(entry.text_id, [])

    def resting_on(self, entry: RegisterEntry, article: str | None) -> list[Passage]:
        """Return the sections whose basis is ``entry``, or its ``article`` when one is given, current rules first."""
        found = [
            p
            for p in self._passages
            if p.document_id != REGISTER_SHEET
            and any(b.text_id == entry.text_id and (article is None or b.article == article) for b in p.basis)
        ]
        return sorted(found, key=lambda p: p.until is not None)


def asked_texts(question: str, register: Register, day: str) -> list[AskedText]:
    """Return the texts that ``question`` names, with their status on ``day``; none when it names none.

    A nickname (« le cadre de gestion ») counts when the question asks for the text or its status and nothing else.
    """
    found = parse_references(question)
    both = sorted([*found, *_nicknames(question, register, found)], key=lambda item: item.start)
    asked = _read(question, both, register, day)
    return asked if asked and asked[0].is_all else _read(question, found, register, day)


def _nicknames(question: str, register: Register, found: Sequence[FoundReference]) -> list[FoundReference]:
    """Return the nicknames of the register that stand in ``question`` outside ``found``, the longest of those that overlap."""
    folded = same_length_fold(question)
    matches = ((pattern.search(folded), reference) for pattern, reference in register.nicknames)
    named = [FoundReference(reference, match.start(), match.end()) for match, reference in matches if match]
    kept = list(found)
    for item in sorted(named, key=lambda item: item.start - item.end):
        if all(item.end <= other.start or other.end <= item.start for other in kept):
            kept.append(item)
    return [item for item in kept if item not in found]


def _read(question: str, found: Sequence[FoundReference], register: Register, day: str) -> list[AskedText]:
    others = set(terms(_without(question, found))) - _ABOUT_A_TEXT
    asks_status = bool(_STATUS.search(fold(question)))
    return [AskedText(check_reference(item, register, day), not others, asks_status) for item in found]


def _without(question: str, found: Sequence[FoundReference]) -> str:
    """Return ``question`` without its references."""
    rest, position = [], 0
    for item in found:
        rest.append(question[position : item.start])
        position = item.end
    return " ".join([*rest, question[position:]])


def hits_of_texts(asked: Sequence[AskedText], shelf: TextShelf, found: Sequence[Hit]) -> list[Hit]:
    """Return the passages that answer a question about texts alone: the text itself, what sheets say of it, its status.

    ``found`` are the retriever's hits: articles of added documents stand first among them and stay first.
    """
    own = [hit.passage for hit in found if hit.exact or _is_titled(hit.passage, asked)]
    passages = list(own)
    for item in asked:
        for entry in item.entries:
            passages += _passages(item, entry, shelf, is_alone=len(item.entries) == 1 and not own)
    unique = list(dict.fromkeys(passages))
    return [Hit(p, rank, float(len(unique) - rank + 1), None, None, exact=True) for rank, p in enumerate(unique, start=1)]


def _passages(item: AskedText, entry: RegisterEntry, shelf: TextShelf, *, is_alone: bool) -> list[Passage]:
    article = item.checked.found.reference.article
    status = [shelf.status_of[entry.text_id]] if entry.text_id in shelf.status_of else []
    if not is_alone:
        return status
    about = shelf.about(entry)
    own_status = [p for p in about if "vigueur" in fold(p.section_title)]
    about = [p for p in about if p not in own_status and not p.until]
    if item.asks_status:
        return [*status, *own_status, *about[:1]]
    resting = shelf.resting_on(entry, article) if article or not about else []
    told = [*resting, *about] if article and entry.nature != "code" else [*about, *resting]
    return [*told[:_SECTIONS], *status]


def _is_titled(passage: Passage, asked: Sequence[AskedText]) -> bool:
    """Tell whether ``passage`` is of an added document whose title names one of the texts."""
    if passage.kind == "fiche":
        return False
    titled = {(f.reference.nature, f.reference.number, f.reference.nor) for f in parse_references(passage.document_title)}
    named = [item.checked.found.reference for item in asked]
    return any((r.nature, r.number, r.nor) in titled for r in named if r.number or r.nor)


def text_warnings(asked: Sequence[AskedText], told: Sequence[str] = ()) -> tuple[str, ...]:
    """Say what is wrong with the references of a question: a wrong date, several texts, a text not known or replaced.

    ``told`` are warnings given already: a successor named there is not named again.
    """
    said: list[str] = []
    for item in asked:
        checked, reference = item.checked, item.checked.found.reference
        written = write_reference(reference)
        if checked.status == "date_mismatch" and checked.expected_date and checked.entry:
            said.append(f"Date à corriger : {checked.entry.label} est la bonne référence.")
        elif checked.status == "ambiguous":
            said.append(f"Plusieurs textes répondent à « {written} » : précisez le numéro ou l'objet.")
        elif checked.entry and checked.status == "unknown":
            said.append(f"Mon registre ne sait pas si « {written} » s'applique : vérifiez-le sur le site officiel.")
        elif checked.status == "unknown" and checked.candidates:
            near = " ; ".join(entry.label for entry in checked.candidates[:3])
            said.append(f"Mon registre n'a pas « {written} » ; il a : {near}.")
        elif checked.status == "unknown":
            said.append(f"Mon registre n'a pas « {written} » : je ne connais ni son contenu ni son statut.")
        elif checked.replaced_by and not any(checked.replaced_by in warning for warning in told):
            said.append(f"« {written} » n'est plus à citer ; à la place : {checked.replaced_by}.")
    return tuple(dict.fromkeys(said))


def missing_articles(asked: Sequence[AskedText], cited: Iterable[Passage]) -> tuple[str, ...]:
    """Say which articles asked for no passage cited holds or rests on."""
    held = {(b.text_id, b.article) for p in cited for b in p.basis} | {(None, p.article) for p in cited if p.article}
    said = []
    for item in asked:
        reference, entry = item.checked.found.reference, item.checked.entry
        wanted = {(entry.text_id if entry else None, reference.article), (None, reference.article)}
        if reference.article and not item.asks_status and not wanted & held:
            said.append(
                f"Je n'ai pas le contenu de « {write_reference(reference)} » : ajoutez ce texte dans « Documents » "
                "pour que je puisse le citer."
            )
    return tuple(said)


def resting_first(question: str, hits: Sequence[Hit], asked: Sequence[AskedText], among: int) -> tuple[Hit, ...]:
    """Return ``hits`` with those of the first ``among`` in front that rest on a text named and hold the other words."""
    others = {term for term in terms(_without(question, [item.checked.found for item in asked])) if term not in _ABOUT_A_TEXT}
    wanted = {(item.checked.entry.text_id, item.checked.found.reference.article) for item in asked if item.checked.entry}

    def rests(hit: Hit) -> bool:
        held = len(others & set(lexical_terms(hit.passage)))
        if held < _HELD * len(others):
            return False
        own = {(hit.passage.text_id, None)} | {(b.text_id, b.article) for b in hit.passage.basis}
        return any((text, article) in own or (article is None and text in {t for t, _ in own}) for text, article in wanted)

    order = sorted(hits, key=lambda hit: not (hit.exact or (hit.rank <= among and rests(hit))))
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(order, start=1))
