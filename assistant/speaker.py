"""Persons of another job, the one who asks or the one asked about: the rules of the AESH are not theirs."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from corpus.neighbours import NeighbourSubject, load_neighbours
from corpus.normalize import fold, plain_marks
from index.hit import Hit

_OWN_EMPLOYMENT = frozenset({"contrat", "remuneration", "absences", "droits", "temps", "recours", "textes"})
"""Themes whose rules hold for the AESH's own employment; what is said of pupils or of missions concerns everybody."""

_AN_AESH = re.compile(r"\b(?:aesh\w*|avs\w*|accompagnante?s?|(?:enfant|eleve)s? handicapee?s?)\b")
_SECOND_JOB = re.compile(
    r"\b(?:aussi|egalement|en plus|a cote|en parallele|par ailleurs|cumul\w*|le (?:soir|mercredi|samedi|dimanche|week-?end)|"
    r"les (?:mercredis|vacances|week-?ends)|pendant les vacances)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:je|j'|jai|moi|mon|ma|mes|m'|me|suis-je|nous|notre|nos|g)(?:\b|(?<='))")
_OWN = re.compile(r"\b(?:je|j'|jai|mon|ma|mes|nous|notre|nos|g)(?:\b|(?<='))")
_THIRD_PERSON = re.compile(r"\b(?:il|elle|lui|son|sa|ses|ils|elles)\b")

_GREETING = r"\W*(?:(?:bonjour|bonsoir|bjr|slt|salut|coucou|cc|hello|ok|merci|d'accord|sinon|cool|super)\W+)*"
_IS = r"(?:suis|sui|bosse comme|travaille comme|travaille en tant que?|taffe? comme)"
_SAYS = (
    rf"(?:(?<!est-ce que )(?<!si )\bje {_IS}|\bj'?suis|\bchuis?|\ben tant qu(?:e\b|')|\bmoi qui suis|\bnous sommes|\bon est)"
)
_ADVERBS = r"(?:\s(?:une?|des|que|actuellement|toujours|deja|bien|titulaire|simple|nouvelle|nouveau|jeune))*(?:\s|(?<='))"
_RELATIVE = (
    r"\b(?:mon|ma|une?|le|la) (?:mari|femme|epouse|epoux|conjointe?|compagnon|compagne|copine?|mec|homme|soeur|frere|mere|pere|"
    r"maman|papa|fils|fille|amie?|pote|cousine?|voisine?|belle-soeur|beau-frere|tante|oncle|neveu|niece)\b[^.?!]{0,25}?"
    r"\b(?:est|bosse|travaille|taffe?|exerce)\b(?:\s(?:une?|comme|en tant que?|titulaire))*\s"
)
_ELSEWHERE = r"(?P<elsewhere>chez \w+|dans le prive|a l'usine|en usine|en entreprise|dans une (?:boite|entreprise))"
_PLACE = r"(?:internat|lycee|college|ecole|maternelle|ime|ehpad|ulis|segpa|clinique|creche|cdi|cdd)"
_QUALITIES = (
    r"(?:\s(?:certifiee?|agregee?|contractuel(?:le)?|titulaire|stagiaire|agreee?|scolaire|specialisee?|remplacante?|ici|municipale?|"
    rf"en {_PLACE}|(?:dans|au|a la|a l'|chez|de la|des|de l'|d'|de) ?[^,.:?!]{{2,40}}?|\([^)]*\)))*\s?[,:.]"
)
_AILING = r"(?![^,:]{0,40}\b(?:absente?|malade|en (?:arret|conge|greve|formation|sortie|retard))\b)"


def job_elsewhere(turns: Sequence[str], hits: Sequence[Hit]) -> NeighbourSubject | None:
    """Return the subject of the other job asked about, when the best of ``hits`` holds for the AESH's employment."""
    best = hits[0].passage if hits else None
    if best is None or best.kind != "fiche" or best.theme not in _OWN_EMPLOYMENT:
        return None
    return other_job(turns)


def other_job(turns: Sequence[str]) -> NeighbourSubject | None:
    """Return the subject under which the job falls of which the last of ``turns`` asks, None for an AESH's own question.

    It is told (« je suis professeur », « CPE contractuel dans un lycée, combien… »), asked of (« et pour un surveillant ? »),
    or that of a relative (« mon mari est prof, il a droit… »). What a person says of themselves proves nothing when an AESH is
    named in the same message or later, or when the job is a second one (« je suis aussi animatrice le soir »): a wrong refusal
    costs more than a rule that its sentences say to be the AESH's.
    """
    claims = _claims()
    told = [fold(plain_marks(turn)) for turn in turns]
    if subject := _of_another(claims, told[-1]):
        return subject
    for turn in reversed(told):  # the last word counts
        if found := claims.now.search(turn):
            return claims.subject(found)
        if _AN_AESH.search(turn) or _SECOND_JOB.search(turn):
            return None
        found = claims.says.search(turn) or claims.opens.match(turn)
        if found and (found.re is claims.says or _OWN.search(turn, found.end())):
            return claims.subject(found)
    return None


def _of_another(claims: "_Claims", last: str) -> NeighbourSubject | None:
    if asked_of := claims.asked_of.match(last):
        return claims.subject(asked_of)
    relative = claims.relative.search(last)
    if relative and _THIRD_PERSON.search(last, relative.end()) and not _FIRST_PERSON.search(last, relative.end()):
        return claims.subject(relative)
    return None


class _Claims:
    """Ways of telling one of the jobs, and the subject of each job."""

    def __init__(self, subjects: Mapping[str, NeighbourSubject]) -> None:
        self._subjects = [(re.compile(_in_number(job)), subject) for job, subject in subjects.items()]
        names = "|".join(_in_number(job) for job in sorted(subjects, key=len, reverse=True))
        job = rf"(?P<job>{names})"
        self.says = re.compile(rf"{_SAYS}{_ADVERBS}{job}")
        self.now = re.compile(rf"\b(?:maintenant|desormais|aujourd'hui|depuis)\s(?:je suis|jsuis|chuis?){_ADVERBS}{job}")
        self.opens = re.compile(rf"{_GREETING}{_AILING}{job}{_QUALITIES}")
        self.asked_of = re.compile(
            rf"{_GREETING}(?:et|mais|sinon)\W+(?:pour|celui d|celles? d|ceux d|chez)\w*\s(?:une? |les |des |la |le |l')?{job}"
            r"[^,.?!]{0,25}\W*$"
        )
        self.relative = re.compile(rf"{_RELATIVE}(?:{job}|{_ELSEWHERE})")

    def subject(self, found: re.Match[str]) -> NeighbourSubject:
        """Return the subject of the job that ``found`` names; work in a firm is that of the private sector."""
        job = found.group("job") or _PRIVATE
        return next(subject for pattern, subject in self._subjects if pattern.fullmatch(job))


_PRIVATE = "salariee du prive"


def _in_number(job: str) -> str:
    """Return the pattern of a job, in the singular and the plural, its first word agreed."""
    first, *others = job.split(" ", 1)
    return rf"{re.escape(first)}e?s?{''.join(' ' + re.escape(other) + 'e?s?' for other in others)}\b"


@cache
def _claims() -> _Claims:
    return _Claims({fold(plain_marks(job)): subject for subject in load_neighbours() for job in subject.jobs})
