"""Rules in their time: the date is given, and moving it moves what is in force."""

from dataclasses import replace

import pytest

from assistant.period import Period
from assistant.validity import (
    is_known_for,
    is_over,
    period_notice,
    rule_of_the_time,
    warnings_of_basis,
    warnings_of_time,
    without_former_rules,
)
from corpus.document import Basis
from corpus.passage import Passage
from index.hit import Hit
from tests.assistant.made import made_hits, made_passage

IN_2022 = Period("2022-01-01", "2022-12-31", "en 2022")


def _rule(name: str, since: str | None = None, until: str | None = None) -> Passage:
    return replace(made_passage("Le gilet est jaune.", name=name), facts=(), in_force_since=since, until=until)


EARLY = _rule("déjà", "2010-01-01")
OLD, NEW, FUTURE = _rule("vieux", "2014-06-29", "2023-08-31"), _rule("neuf", "2023-09-01"), _rule("futur", "2027-01-01")


def test_a_rule_that_is_over_is_left_out_from_the_day_after_its_last() -> None:
    hits = made_hits(OLD, NEW)
    assert [h.passage.document_id for h in without_former_rules(hits, "2023-08-31")] == ["vieux", "neuf"]
    after = without_former_rules(hits, "2023-09-01")
    assert [(h.passage.document_id, h.rank) for h in after] == [("neuf", 1)]


def test_the_home_of_a_fact_stays_when_its_rule_is_over() -> None:
    once = replace(OLD, facts=("PRIME-001",))
    assert [h.passage.document_id for h in without_former_rules(made_hits(once, NEW), "2026-11-22")] == ["vieux", "neuf"]


def test_nothing_but_former_rules_is_better_than_nothing() -> None:
    assert [h.passage.document_id for h in without_former_rules(made_hits(OLD), "2026-11-22")] == ["vieux"]


def _rarity(term: str) -> float:
    return 1.0


def _hits(*passages: Passage, likely: tuple[float, ...] = ()) -> list[Hit]:
    """Return hits in this order; ``likely`` are the scores of the first ones, 0 for the others."""
    scores = [*likely, *([0.0] * (len(passages) - len(likely)))]
    return [replace(hit, fused=score) for hit, score in zip(made_hits(*passages), scores, strict=True)]


def _in_2022(*passages: Passage, likely: tuple[float, ...] = ()) -> list[str]:
    hits = _hits(*passages, likely=likely)
    found = rule_of_the_time("le gilet est-il jaune ?", hits, hits, IN_2022, _rarity)
    assert [hit.rank for hit in found] == list(range(1, len(found) + 1))
    return [hit.passage.document_id for hit in found]


def test_the_former_rule_speaks_for_the_one_that_did_not_hold_then() -> None:
    assert _in_2022(NEW, _rule("sans date"), EARLY, OLD) == ["vieux", "déjà"]
    assert _in_2022(NEW, OLD) == ["vieux"]


def test_a_rule_that_held_already_speaks_when_no_former_one_does() -> None:
    assert _in_2022(NEW, EARLY) == ["déjà"]


def test_a_former_rule_of_another_time_or_subject_does_not() -> None:
    assert _in_2022(NEW, _rule("avant", "2014-01-01", "2021-12-31")) == ["neuf"]
    other = replace(made_passage("Rien de tel.", title="Autre", name="autre"), until="2023-08-31")
    assert _in_2022(NEW, other) == ["neuf"]


def test_the_best_stays_in_front_when_it_held_then() -> None:
    assert _in_2022(EARLY, NEW, OLD) == ["déjà", "vieux"]


def test_a_former_rule_of_the_same_sheet_may_be_found_far_down_but_not_one_of_another() -> None:
    far = (20.0, 9.0)
    assert _in_2022(NEW, OLD, likely=far) == ["neuf"]
    hits = _hits(NEW, replace(OLD, document_id="neuf"), likely=far)
    assert rule_of_the_time("le gilet est-il jaune ?", hits, hits, IN_2022, _rarity)[0].passage.until == OLD.until


def test_a_former_rule_without_a_first_day_held_some_years_not_for_ever() -> None:
    unsure = _rule("vieux", None, "2023-08-31")
    assert _in_2022(NEW, unsure) == ["vieux"]
    assert _in_2022(NEW, replace(unsure, until="2029-12-31")) == ["neuf"]


def test_the_home_of_a_fact_is_known_for_the_year_in_which_its_rule_ended() -> None:
    once = replace(_rule("une fois", None, "2022-11-30"), facts=("PRIME-001",))
    assert is_known_for(once, IN_2022)
    assert not is_known_for(once, Period("2021-01-01", "2021-12-31", "en 2021"))


@pytest.mark.parametrize(
    ("passage", "day", "expected"),
    [
        (OLD, "2023-08-31", ()),
        (OLD, "2023-09-01", ("Règle ancienne : elle s'appliquait jusqu'au 31 août 2023.",)),
        (FUTURE, "2026-12-31", ("Règle à venir : elle s'appliquera à partir du 1er janvier 2027.",)),
        (FUTURE, "2027-01-01", ()),
        (NEW, "2026-11-22", ()),
    ],
)
def test_a_rule_of_another_time_is_flagged_on_that_day_only(passage: Passage, day: str, expected: tuple[str, ...]) -> None:
    assert warnings_of_time([passage, passage], day) == expected
    assert is_over(passage, day) is bool(expected and "ancienne" in expected[0])


@pytest.mark.parametrize(
    ("passage", "known", "words"),
    [
        (OLD, True, "s'appliquait déjà à l'époque demandée : elle date du 29 juin 2014"),
        (NEW, False, "je ne connais que celle qui s'applique depuis le 1er septembre 2023"),
        (_rule("sans date"), False, "sans savoir depuis quand"),
        (_rule("pendant", "2022-09-01"), True, "a commencé pendant la période demandée, le 1er septembre 2022"),
        (_rule("fin connue", None, "2023-08-31"), True, "s'appliquait vers cette époque"),
    ],
)
def test_the_notice_says_what_is_known_of_that_time(passage: Passage, known: bool, words: str) -> None:
    assert is_known_for(passage, IN_2022) is known
    assert words in period_notice(passage, IN_2022)


def test_a_last_day_that_is_not_sure_is_told_by_its_year() -> None:
    unsure = replace(OLD, confidence="medium")
    assert warnings_of_time([unsure], "2026-11-22") == ("Règle ancienne : elle s'appliquait jusqu'en 2023.",)


def test_texts_no_longer_in_force_are_named_once_with_their_successor() -> None:
    gone = Basis(label="décret n° 2016-151", legal_status="replaced", until="2026-07-31", replaced_by="CGFP, art. R. 431-1")
    fine = Basis(label="loi n° 2005-102", legal_status="in_force")
    assert warnings_of_basis([gone, fine, gone]) == (
        "« décret n° 2016-151 » n'est plus en vigueur après le 31 juillet 2026 ; voir : CGFP, art. R. 431-1.",
    )
