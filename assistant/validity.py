"""Which rules held on the days a question is about, and what must be said of those that did not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.evidence import Rarity, coverage
from assistant.period import Period
from corpus.document import Basis
from corpus.passage import Passage
from corpus.references.writing import write_date
from index.hit import Hit

_BEST, _KEPT, _SAME, _FARTHEST = 8.0, 4.0, 5.0, 3.0
"""Log-likelihoods that the best hit gains when it held then, an old rule kept for such questions, and one of the best hit's own
sheet beside that; and how far below the best hit one may stand after that. Chosen on the tune part."""
_SAME_WORDS = 0.6
"""A rule of then must hold this share of the words of the question that the best hit holds: the same sheet has several."""
_YEARS_BACK = 5
"""An old rule kept for such questions, whose first day is not known, is taken to have held this long, no longer; the home of a
fact is known for the year in which its rule ended."""


def rule_of_the_time(
    question: str, hits: Sequence[Hit], deep: Sequence[Hit], period: Period, rarity: Rarity
) -> tuple[Hit, ...]:
    """Return the hits that held during ``period``, the one that answers ``question`` best in front.

    It is the best of ``deep``, hits farther down included, that is known to have held then, if it is nearly as likely as the
    best hit; of the same sheet, or an old rule kept for such questions, it may be less so. When nothing is known of that time
    the best hit of today stays alone, and the answer has to say that only today's rule is known.
    """
    if not hits:
        return ()
    best = hits[0]
    least = _SAME_WORDS * coverage(question, best.passage, rarity)
    known = [
        (hit, _standing(hit, best))
        for hit in [best, *(other for other in deep if other.passage != best.passage)]
        if is_known_for(hit.passage, period) and coverage(question, hit.passage, rarity) >= least
    ]
    meant = max(known, key=lambda pair: (pair[1], -pair[0].rank), default=None)
    if meant is None or meant[1] < best.fused - _FARTHEST:
        today = next((hit for hit in hits if hit.passage.until is None), best)
        return (replace(today, rank=1),)
    others = [hit for hit in hits if hit.passage != meant[0].passage and is_known_for(hit.passage, period)]
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate([meant[0], *others], start=1))


def _standing(hit: Hit, best: Hit) -> float:
    """Return how likely ``hit`` is to be meant: the best hit itself, and an old rule of its sheet, before others."""
    if hit is best:
        return hit.fused + _BEST
    kept = hit.passage.until is not None
    same = hit.passage.document_id == best.passage.document_id
    return hit.fused + (_KEPT if kept else 0.0) + (_SAME if same and kept else 0.0)


def without_former_rules(hits: Sequence[Hit], day: str) -> tuple[Hit, ...]:
    """Return ``hits`` without the old rules kept for questions about the past; all of them when nothing else is left.

    A section that is the home of a fact stays when its rule is over (« la prime de 2023 existe-t-elle encore ? »): what is
    cited of it is flagged.
    """
    current = [hit for hit in hits if hit.passage.facts or not is_over(hit.passage, day)]
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(current or hits, start=1))


def former_first(hits: Sequence[Hit], day: str, among: int) -> tuple[Hit, ...]:
    """Return ``hits`` with the rules that are over on ``day`` in front, from the first ``among``."""
    order = sorted(hits, key=lambda hit: hit.rank > among or not is_over(hit.passage, day))
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(order, start=1))


def is_over(passage: Passage, day: str) -> bool:
    """Tell whether the rule of ``passage`` ended before ``day``."""
    return passage.until is not None and passage.until < day


def warnings_of_time(passages: Iterable[Passage], day: str) -> tuple[str, ...]:
    """Say which rules cited are over or still to come on ``day``, each once."""
    said: list[str] = []
    for passage in passages:
        if is_over(passage, day) and passage.until:
            # where the day is not sure, the year is all that is known
            last = f"jusqu'au {write_date(passage.until)}" if passage.confidence == "high" else f"jusqu'en {passage.until[:4]}"
            said.append(f"Règle ancienne : elle s'appliquait {last}.")
        elif passage.in_force_since and passage.in_force_since > day:
            said.append(f"Règle à venir : elle s'appliquera à partir du {write_date(passage.in_force_since)}.")
    return tuple(dict.fromkeys(said))


def warnings_of_basis(bases: Iterable[Basis]) -> tuple[str, ...]:
    """Say which texts are no longer in force, and what took their place."""
    gone = {b.label: b for b in bases if b.legal_status in ("repealed", "replaced")}
    return tuple(
        f"« {label} » n'est plus en vigueur"
        + (f" après le {write_date(b.until)}" if b.until else "")
        + (f" ; voir : {b.replaced_by}." if b.replaced_by else ".")
        for label, b in gone.items()
    )


def is_known_for(passage: Passage, period: Period) -> bool:
    """Tell whether the corpus knows that the rule of ``passage`` held at some time during ``period``."""
    start = passage.in_force_since
    if start is None and passage.until is not None:
        year, rest = passage.until[:4], passage.until[4:]
        start = f"{year}-01-01" if passage.facts else f"{int(year) - _YEARS_BACK}{rest}"
    return start is not None and start <= period.end and (passage.until is None or passage.until >= period.start)


def period_notice(best: Passage, period: Period) -> str:
    """Say how the first rule cited relates to the period asked for."""
    if not is_known_for(best, period):
        if best.in_force_since:
            since = write_date(best.in_force_since)
            return (
                f"Vous demandez la règle d'une autre époque (« {period.words} ») : je ne connais que celle qui s'applique "
                f"depuis le {since}."
            )
        return (
            f"Vous demandez la règle d'une autre époque (« {period.words} ») : je ne connais que celle d'aujourd'hui, sans "
            "savoir depuis quand elle s'applique."
        )
    if best.in_force_since and best.in_force_since <= period.start:
        return (
            f"La première règle citée s'appliquait déjà à l'époque demandée : elle date du {write_date(best.in_force_since)}."
        )
    if best.in_force_since:
        return f"La première règle citée a commencé pendant la période demandée, le {write_date(best.in_force_since)}."
    return "La première règle citée s'appliquait vers cette époque ; je ne sais pas depuis quand."
