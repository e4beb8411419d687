"""Personal data that a rule can see: numbers, addresses, names behind a title, schools, diagnoses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.references.spelling import same_length_fold

_WORDS = Path(__file__).with_name("words")


@dataclass(frozen=True, slots=True)
class Found:
    """``text[start:end]`` is personal; ``kind`` is the French word shown in its place, ``around`` all that the rule read.

    ``sure`` tells that no word of the corpus can be meant: a title or a number stands there.
    """

    start: int
    end: int
    kind: str
    around: str
    sure: bool = False


PERSON, SCHOOL, HEALTH = "PERSONNE", "ÉTABLISSEMENT", "SANTÉ"

_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_NAME = rf"{_UPPER}[\w'’-]*"
_LINK = r"(?:de la |de l['’]|de |du |des |d['’]|la |le |les |l['’]|et |en |sur |sous |aux? )"
NAMES = rf"{_NAME}(?:[ -]{_LINK}?{_NAME}){{0,4}}"
"""One to five capitalised words, linked or not: « Jean-Baptiste de La Fontaine », « Pierre et Marie Curie »."""
_PARTICLE = r"(?:de la |de l['’]|de |du |des |d['’]|la |le |les |l['’])"
_ONE_PERSON = rf"{_NAME}(?:[ -]{_PARTICLE}?{_NAME}){{0,4}}"
_WAY = r"(?:rue|avenue|av\.?|boulevard|bd\.?|chemin|allées?|impasse|route|quai|square|sentier|lotissement|hameau|résidence)"
_HEAD = r"(?:[ÉéEe]coles?|[Cc]oll[eè]ges?|[Ll]yc[ée]es?|[Gg]roupes? scolaires?|EREA|ITEP|SESSAD|IME|[Mm]aternelle)"
_QUALIFIER = (
    r"(?:(?:maternelle|[ée]l[ée]mentaire|primaire|priv[ée]e?|publi(?:c|que)|professionnel|g[ée]n[ée]ral|technique|polyvalent|"
    r"technologique|agricole|catholique|communale?|et|ou)s? )*"
)
_TITLE = (
    r"(?:MM?\.|Mr\.?|Mmes?|Mlles?|Melle|Dr\.?|Pr\.?|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Dd]octeur|"
    r"[Mm]a[iî]tre(?:sse)?)"
)

_NUMBERS: tuple[tuple[str, str], ...] = (
    ("COURRIEL", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("COMPTE", r"\b[A-Za-z]{2}\d{2}(?: ?[0-9A-Za-z]{4}){4,7}(?: ?[0-9A-Za-z]{1,3})?\b"),
    ("NUMÉRO", r"\b[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[ABab]) ?\d{3} ?\d{3}(?: ?\d{2})?\b"),
    ("NUMÉRO", r"\b\d{2}[A-Za-z]\d{7}[A-Za-z]{3}\b|\b\d{9}[A-Za-z]{2}\b|\b\d{10}[A-Za-z]\b"),
    ("TÉLÉPHONE", r"(?<![\d.,-])(?:(?:\+|00) ?33 ?(?:\(0\) ?)?|0)[1-9](?:[ .\-\u00a0]?\d{2}){4}(?!\d)"),
    (
        "ADRESSE",
        rf"\b\d{{1,4}}(?: ?(?:bis|ter|quater))?,? (?:{_WAY} |(?:place|cours) (?=(?:{_LINK}|)[A-ZÀ-Þ]))[^,;:!?\n.]{{2,50}}?"
        rf"(?:,? \d{{5}}(?: {NAMES})?|(?=[,;:.!?\n]|$))",
    ),
    (SCHOOL, r"\b0\d{6}[A-Za-z]\b"),
)
_TYPED: tuple[tuple[str, str], ...] = (
    ("ADRESSE", rf"\b{_WAY} {_LINK}?{NAMES}"),
    ("ADRESSE", rf"\b\d{{5}} (?!Euro){NAMES}"),
    (SCHOOL, rf"\b{_HEAD} {_QUALIFIER}{_LINK}?(?P<said>{NAMES})"),
    (PERSON, rf"\b(?P<sure>{_TITLE}) (?P<said>{_ONE_PERSON})"),
)
_DAY = r"\d{1,2}(?:er)?[ /.\-](?:\d{1,2}|[a-z]{3,9})[ /.\-]\d{2,4}"
_WORD = r"[a-z][a-z'-]+"
_NOT_A_NAME = (
    r"(?!(?:et|je|j'|qui|que|pas|mais|comment|avec|depuis|pour|dans|un|une|le|la|les|l'|"
    r"aesh|avs|ca|cela|ils?|elles?|de|du|a|en|vraiment)\b)"
)
_FOLDED: tuple[tuple[str, str], ...] = (
    ("DATE", rf"\b(?:nee?s? (?:le|en)|date de naissance ?:?|ddn ?:?) ?(?P<said>{_DAY}|(?:19|20)\d\d)\b"),
    (
        PERSON,
        rf"\b(?:(?:je|il|elle|eleve|enfant|fille|fils) (?:m'|me |s'|se )(?:appell?e|prenomme|nomme)|"
        r"mon (?:nom|prenom) (?:est|c'est)|(?:son|le) prenom est|\b(?:nom|prenom|eleve|signe) ?:) ?(?P<sure>)"
        rf"(?P<said>{_NOT_A_NAME}{_WORD}(?: {_NOT_A_NAME}{_WORD})?)",
    ),
    (
        HEALTH,
        rf"\b(?:souff\w+ (?:d'une? |d'|de la |de )|atteinte?s? (?:d'une? |d'|de la |de )|"
        rf"diagnosti\w+ (?:comme )?(?:une? |d'une? )?|porteu(?:r|se) d(?:'une? |'|e la |e )|"
        r"suivie? pour (?:une? |de la |des? )?)"
        rf"(?P<said>{_WORD}(?: {_WORD})?)",
    ),
)
_BEHIND_SHORT_TITLE = rf"\b(?:mr|mme|mlle|melle|dr)\.? (?P<said>{_NOT_A_NAME}{_WORD})\b"


@cache
def words(name: str) -> frozenset[str]:
    """Return the lines of ``words/<name>.txt``: folded words or phrases."""
    lines = (_WORDS / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _any_of(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words(name), key=len, reverse=True))


@cache
def _compiled() -> tuple[tuple[bool, str, re.Pattern[str]], ...]:
    """Return (reads the folded text, kind, pattern) of every rule."""
    health = rf"\b(?:{_any_of('health')})\b"
    saint = rf"(?:st|ste|saint|sainte)[ -]{_WORD}"
    known = rf"(?:{_any_of('school_names')}|{saint}|(?:{_any_of('first_names')})[ -]{_WORD}|les {_WORD}[sx])"
    school = r"\b(?:ecoles?|colleges?|lycees?|maternelle|groupe scolaire) "
    school += rf"(?:\w+(?:aire|elle|al|ale|el|ive|ee|que) ){{0,2}}{_LINK}?(?P<said>{known})\b"
    title = r"\b(?:mr?|mme|mlle|melle|monsieur|madame|maitresse|maitre|dr|docteur)\.? "
    behind_title = (
        rf"{title}(?P<sure>)(?P<said>(?:(?:{_any_of('first_names')}) )?(?:{_any_of('last_names')}|{_any_of('first_names')}))\b"
    )
    folded = ((HEALTH, health), *_FOLDED, (SCHOOL, school), (PERSON, behind_title), (PERSON, _BEHIND_SHORT_TITLE))
    typed = (*_NUMBERS, *_TYPED)
    return tuple((False, kind, re.compile(rule)) for kind, rule in typed) + tuple(
        (True, kind, re.compile(rule)) for kind, rule in folded
    )


def find_by_rule(text: str) -> Iterator[Found]:
    """Yield what the rules see in ``text``, in the order of the rules; the same place may come twice."""
    folded = same_length_fold(text)
    numbers = {kind for kind, _ in _NUMBERS}
    for reads_folded, kind, rule in _compiled():
        for match in rule.finditer(folded if reads_folded else text):
            has_said = "said" in rule.groupindex
            start, end = match.span("said") if has_said else match.span()
            sure = "sure" in rule.groupindex or (not has_said and kind in numbers and any(c.isdigit() for c in match.group()))
            yield Found(start, end, kind, match.group(), sure)
