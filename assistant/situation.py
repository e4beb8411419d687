"""What people say of themselves in a conversation: it tells which of several rules is theirs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from corpus.normalize import fold, plain_marks

_SELF = (
    r"(?:(?:je|j')\s?(?:suis|sui|bosse|travaille|taf|exerce|passe|viens de passer|serai|etais)|chui|chuis|jsuis|jbosse|jsui|"
    r"moi|nous sommes|on est|aesh|avs|mon (?:contrat|poste)|actuellement|embauchee?|recrutee?|en)"
)
_CONTRACT = re.compile(rf"\b{_SELF}\b[^.?!]{{0,40}}?\b(?P<value>cdd|cdi)\b|\bmon (?P<own>cdd|cdi)\b")
_SHARE = re.compile(r"\b(?P<value>\d{2,3})\s?(?:%|pour ?cent|pourcents?)")
_HOURS = re.compile(r"\b(?P<value>\d{2})\s?h(?:eures?)?(?:\s?(?:par|/|la)\s?sem\w*|\s?hebdo\w*)?\b(?!\s?\d)")
_HALF = re.compile(r"\bmi[- ]?temps\b")
_SINCE = re.compile(
    r"\b(?:depuis|ca fait|cela fait|apres|j'ai|avec)\s+(?:bientot |presque |environ |plus de |deja )?"
    r"(?P<value>\d{1,2}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)\s+ans?\b(?! et demi)"
)
_REFERENT = re.compile(rf"\b{_SELF}\b[^.?!]{{0,30}}?\breferente?\b")
_REP = re.compile(r"\b(?:en|college|ecole|lycee|secteur)\s+rep\b\s?(?P<plus>\+|plus)?")
_SUBJECT = re.compile(r"\b(?:je|j'|jsuis|chui|chuis|jbosse|moi|mon|ma|mes|nous|jai)\b|\bj'")
_NUMBERS = {w: n for n, w in enumerate("un deux trois quatre cinq six sept huit neuf dix".split(), start=1)} | {"une": 1}
_WHOLE_TIME, _FULL_WEEK = 100, 39


@dataclass(frozen=True, slots=True)
class Situation:
    """Contract (cdd, cdi), share of full time (%), weekly hours with pupils, seniority (years), référent, REP or REP+.

    Nothing is guessed: what was not said is None.
    """

    contract: str | None = None
    share: int | None = None
    weekly_hours: int | None = None
    seniority: int | None = None
    referent: bool | None = None
    priority: str | None = None

    def updated(self, later: "Situation") -> "Situation":
        """Return this situation with what ``later`` says over it."""
        said = {f.name: value for f in fields(later) if (value := getattr(later, f.name)) is not None}
        return replace(self, **said)

    @property
    def words(self) -> str:
        """The situation in French words, « en CDI, à 62 %, depuis 3 ans », empty when nothing is known."""
        parts = (
            f"en {self.contract.upper()}" if self.contract else "",
            f"à {self.share} %" if self.share else "",
            f"{self.weekly_hours} h par semaine" if self.weekly_hours else "",
            f"depuis {self.seniority} an{'s' if self.seniority > 1 else ''}" if self.seniority else "",
            "AESH référent" if self.referent else "",
            f"en {self.priority}" if self.priority else "",
        )
        return ", ".join(part for part in parts if part)


NOTHING_SAID = Situation()


def situation_of(turns: Iterable[str]) -> Situation:
    """Return what the person's messages say of their own situation; a later message has the last word."""
    known = NOTHING_SAID
    for turn in turns:
        known = known.updated(_said_in(turn))
    return known


def asked_about(situation: Situation, question: str) -> Situation:
    """Return ``situation`` with the only contract that ``question`` names: « et en CDI ? » asks of another case."""
    named = set(re.findall(r"\b(?:cdd|cdi)\b", fold(plain_marks(question))))
    return replace(situation, contract=named.pop()) if situation.contract and len(named) == 1 else situation


def _said_in(turn: str) -> Situation:
    """Read one message: only sentences in the first person that state something count, never what is asked."""
    known = NOTHING_SAID
    for sentence in re.findall(r"[^.?!\n;]+[.?!\n;]*", fold(plain_marks(turn))):
        if _SUBJECT.search(sentence):
            known = known.updated(_said_by(sentence))
    return known


def _said_by(sentence: str) -> Situation:
    contract = _CONTRACT.search(sentence)
    share = _SHARE.search(sentence)
    hours = _HOURS.search(sentence)
    since = _SINCE.search(sentence)
    rep = _REP.search(sentence)
    kinds = set(re.findall(r"\b(?:cdd|cdi)\b", sentence))
    percent = int(share.group("value")) if share else 50 if _HALF.search(sentence) else None
    return Situation(
        contract=(contract.group("value") or contract.group("own")) if contract and len(kinds) == 1 else None,
        share=percent if percent and percent <= _WHOLE_TIME else None,
        weekly_hours=int(hours.group("value")) if hours and int(hours.group("value")) <= _FULL_WEEK else None,
        seniority=_years(since.group("value")) if since else None,
        referent=True if _REFERENT.search(sentence) else None,
        priority=("REP+" if rep.group("plus") else "REP") if rep else None,
    )


def _years(written: str) -> int:
    return int(written) if written.isdigit() else _NUMBERS[written]


_MONTHS = {"mois": 1, "an": 12, "ans": 12}
_AMOUNT = r"(?P<{0}>\d{{1,2}}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)\s(?P<{0}_unit>ans?|mois)"
_RANGES = (
    re.compile(rf"\bentre {_AMOUNT.format('low')} et {_AMOUNT.format('high')} (?:de service|d'exercice|d'anciennete)"),
    re.compile(rf"\bmoins de {_AMOUNT.format('high')} (?:de service|d'exercice|d'anciennete)"),
    re.compile(rf"\b(?:a partir de|plus de|au moins|apres|des) {_AMOUNT.format('low')} (?:de service|d'exercice|d'anciennete)"),
)
"""Seniority that a sentence speaks of: « avec moins de six mois de services »."""


_UP_TO = re.compile(
    r"\b(?:inferieure? ou egale? a|jusqu'a|au plus|moins de|n'excede pas|ne depasse pas) (\d{2,3}) ?%|"
    r"\b(\d{2,3}) ?% (?:ou moins|au plus|au maximum)"
)
_OVER = re.compile(r"\b(?:au-dela de|plus de|superieure? a|au-dessus de|depasse) (\d{2,3}) ?%|\b(\d{2,3}) ?% ou plus")
"""Shares of full time that a sentence speaks of: « à 70 % ou moins », « au-delà de 70 % »."""


def fits(sentence: str, situation: Situation) -> int:
    """Return 1 if ``sentence`` speaks of the very case of ``situation``, -1 if only of another case, 0 if of none.

    Cases: CDD or CDI, the share of full time, REP or REP+, the length of service.
    """
    folded = fold(plain_marks(sentence))
    verdicts = {
        _same(set(re.findall(r"\b(?:cdd|cdi)\b", folded)), situation.contract),
        _in_share(folded, situation.share),
        _same({f"REP{plus}" for plus in re.findall(r"\brep\b ?(\+?)", folded)}, situation.priority),
        _in_range(folded, situation.seniority),
    }
    return -1 if -1 in verdicts else max(verdicts)


def _same(named: set[str], own: str | None) -> int:
    if own is None or not named:
        return 0
    return 1 if own in named else -1


def _in_share(folded: str, share: int | None) -> int:
    if share is None:
        return 0
    if limit := _UP_TO.search(folded):
        return 1 if share <= int(limit.group(1) or limit.group(2)) else -1
    if limit := _OVER.search(folded):
        return 1 if share > int(limit.group(1) or limit.group(2)) else -1
    return _same(set(re.findall(r"\b(\d{2,3}) ?%", folded)), str(share))


def _in_range(folded: str, years: int | None) -> int:
    if years is None:
        return 0
    for pattern in _RANGES:
        if match := pattern.search(folded):
            found = match.groupdict()
            low, high = _months(found, "low", 0), _months(found, "high", 1_000)
            return 1 if low <= 12 * years < high else -1
    return 0


def _months(found: dict[str, str], name: str, default: int) -> int:
    return _years(found[name]) * _MONTHS[found[f"{name}_unit"]] if name in found else default
