"""Which rules held on the days a question is about, and what must be said of those that did not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.evidence import Rarity, coverage
from assistant.period import Period
from corpus.document import Basis
from corpus.passage import Passage
from corpus.references.writing import write_date
from index.french_tokens import terms
from index.hit import Hit

_NEXT_HITS = 4
_LEAST_WORDS = 0.5
"""A rule must hold more than this share of the question's words to speak in the place of the best hit."""
_AS_MUCH = 0.9
"""A rule of another sheet must hold nearly as many of the question's words as any hit: it may be about something else."""
_YEARS_BACK = 5
"""An old rule kept for such questions, whose first day is not known, is taken to have held this long, no longer."""


def rule_of_the_time(
    question: str, hits: Sequence[Hit], period: Period, former: Iterable[Passage], rarity: Rarity
) -> tuple[Hit, ...]:
    """Return the hits that held during ``period``, the one that holds most of the question's words in front.

    ``former`` are the rules of the best hit's sheet that are over. When nothing is known of that time the best hit stays alone,
    and the answer has to say that only today's rule is known.
    """
    if not hits:
        return ()

    def held(passages: Iterable[Passage], least: float) -> list[Passage]:
        return [p for p in passages if is_known_for(p, period) and coverage(question, p, rarity) > least]

    own = [hits[0].passage] if is_known_for(hits[0].passage, period) else []
    first = [hit.passage for hit in hits[:_NEXT_HITS]]
    most = max(coverage(question, passage, rarity) for passage in first)
    meant = [*own, *held(former, _LEAST_WORDS)] or held(first[1:], max(_LEAST_WORDS, _AS_MUCH * most))
    if not meant:
        today = [hit for hit in hits[:_NEXT_HITS] if hit.passage.until is None] or hits[:1]
        current = max(today, key=lambda hit: coverage(question, hit.passage, rarity))
        return (replace(current, rank=1),)
    asked = set(terms(question))
    best = max(
        meant,
        key=lambda p: (coverage(question, p, rarity), len(asked & set(terms(p.section_title))), p.in_force_since is not None),
    )
    front = next((hit for hit in hits if hit.passage == best), replace(hits[0], passage=best))
    others = [hit for hit in hits if hit.passage != best and is_known_for(hit.passage, period)]
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate([front, *others], start=1))


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
    if start is None and passage.until is not None and not passage.facts:
        year, rest = passage.until[:4], passage.until[4:]
        start = f"{int(year) - _YEARS_BACK}{rest}"
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
