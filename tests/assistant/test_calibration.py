"""Confidence: the stored map, its levels, and the measures that say how far to trust it."""

import math
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
import pytest

from assistant.answer import Answer
from assistant.calibration import Calibration, Signals, confidence_of, level_of, load_calibration, save_calibration
from assistant.golden import GoldenQuestion, fingerprint_of
from assistant.reliability import (
    area_under_risk_coverage,
    brier_score,
    error_by_chance,
    expected_calibration_error,
    reliability_bins,
    risk_coverage,
    share_interval,
)
from ui.bootstrap import Application

NAMES = [field.name for field in fields(Signals)]
SILENT = Signals(*[0.0] * len(NAMES))
STRONG = replace(SILENT, evidence=1.0, lead=0.1, section_coverage=1.0, answer_coverage=1.0, agreement=1.0)


def made(**weights: float) -> Calibration:
    return Calibration(dict.fromkeys(NAMES, 0.0) | weights, -1.0, 0.9, 0.6, "empreinte", "commande")


def test_the_stored_map_has_a_weight_for_each_signal_and_levels_in_order() -> None:
    stored = load_calibration()
    assert set(stored.weights) == set(NAMES)
    assert all(math.isfinite(weight) for weight in (*stored.weights.values(), stored.intercept))
    assert 0 < stored.weak <= stored.strong < 1
    assert stored.command == "python -m benchmarks.fit_confidence"


def test_the_stored_map_was_fitted_on_the_tune_questions_as_they_are(golden: list[GoldenQuestion]) -> None:
    stored = load_calibration()
    assert stored.fingerprint == fingerprint_of(q for q in golden if q.part == "tune"), f"lancez « {stored.command} »"


def test_more_evidence_gives_more_confidence() -> None:
    assert confidence_of(STRONG) > confidence_of(SILENT)
    assert 0 < confidence_of(SILENT) < confidence_of(STRONG) < 1


def test_the_map_is_the_logistic_of_the_weighted_signals() -> None:
    assert made(evidence=2.0).confidence(replace(SILENT, evidence=0.5)) == pytest.approx(0.5)
    assert made(evidence=2.0).confidence(SILENT) == pytest.approx(1 / (1 + math.e))
    assert 0 < made(margin=1e9).confidence(replace(SILENT, margin=-1.0)) < 0.001


def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "confidence.json"
    save_calibration(made(lead=1.5), path)
    assert load_calibration(path) == made(lead=1.5)


def test_levels_change_at_the_stored_cut_points() -> None:
    stored = load_calibration()
    assert level_of(stored.strong) == "forte"
    assert level_of(stored.weak - 0.001) == "faible"
    assert level_of(0.999) == "forte"
    assert level_of(0.001) == "faible"


def test_answers_have_a_confidence_and_refusals_none(application: Application) -> None:
    given: list[Answer] = [application.ask(q) for q in ("Combien de temps dure un CDD d'AESH ?", "Circulaire 2017-084")]
    assert all(answer.confidence is not None and 0 < answer.confidence < 1 for answer in given)
    for other in ("Bonjour", "Quelle est la recette de la tarte aux pommes ?"):
        assert application.ask(other).confidence is None


def test_a_sheet_s_own_question_is_more_trusted_than_a_stray_one(application: Application) -> None:
    section = next(s for s in application.sheets[0].sections if s.asked and s.confidence == "high")
    own = application.ask(section.title).confidence
    stray = application.ask("et sinon pour les trucs du règlement c'est comment avec la cantine").confidence
    assert own is not None
    assert stray is None or own > stray


CONFIDENCES = np.array([0.2, 0.4, 0.6, 0.8])
RIGHTS = np.array([0.0, 1.0, 0.0, 1.0])


def test_bins_hold_every_answer_once_the_least_confident_first() -> None:
    generator = np.random.default_rng(1)
    confidences = generator.random(57)
    bins = reliability_bins(confidences, (generator.random(57) < confidences).astype(float))
    assert [b.count for b in bins] == [6] * 7 + [5] * 3
    assert [b.announced for b in bins] == sorted(b.announced for b in bins)
    assert all(0 <= b.low <= b.observed <= b.high <= 1 for b in bins)
    assert sum(b.count * b.announced for b in bins) == pytest.approx(confidences.sum())


def test_few_answers_give_fewer_bins() -> None:
    assert [(b.announced, b.observed) for b in reliability_bins(CONFIDENCES, RIGHTS)] == [
        (0.2, 0.0),
        (0.4, 1.0),
        (0.6, 0.0),
        (0.8, 1.0),
    ]


def test_calibration_error_and_brier_score_counted_by_hand() -> None:
    assert expected_calibration_error(CONFIDENCES, RIGHTS) == pytest.approx((0.2 + 0.6 + 0.6 + 0.2) / 4)
    assert brier_score(CONFIDENCES, RIGHTS) == pytest.approx((0.04 + 0.36 + 0.36 + 0.04) / 4)
    same = np.full(40, 0.75)
    assert expected_calibration_error(same, np.array([1.0, 1, 1, 0] * 10)) == pytest.approx(0)


def test_chance_alone_makes_a_small_error_for_perfect_confidences() -> None:
    mean, highest = error_by_chance(np.full(400, 0.9))
    assert 0 < mean < highest < 0.12
    assert mean > error_by_chance(np.full(4000, 0.9))[0]
    assert error_by_chance(np.full(20, 1.0)) == (0.0, 0.0)


def test_risk_and_coverage_counted_by_hand() -> None:
    coverages, risks = risk_coverage(CONFIDENCES, RIGHTS)
    assert coverages.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risks.tolist() == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])
    assert area_under_risk_coverage(CONFIDENCES, RIGHTS) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_answers_of_equal_confidence_come_in_no_order() -> None:
    same = np.full(4, 0.5)
    assert risk_coverage(same, RIGHTS)[1].tolist() == [0.5] * 4
    assert area_under_risk_coverage(same, RIGHTS[::-1]) == area_under_risk_coverage(same, RIGHTS)


def test_a_useful_confidence_has_less_area_than_a_useless_one() -> None:
    rights = np.array([0.0, 0, 1, 1, 1, 1])
    assert area_under_risk_coverage(np.linspace(0.1, 0.9, 6), rights) < area_under_risk_coverage(
        np.linspace(0.9, 0.1, 6), rights
    )


def test_measures_without_answers_are_nan_and_no_bin() -> None:
    none = np.zeros(0)
    assert reliability_bins(none, none) == []
    for measure in (expected_calibration_error, brier_score, area_under_risk_coverage):
        assert math.isnan(measure(none, none))
    assert all(math.isnan(value) for value in error_by_chance(none))


@pytest.mark.parametrize(
    ("successes", "count", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (0, 0, 0, 1)]
)
def test_the_interval_of_a_share_is_wilson_s(successes: int, count: int, low: float, high: float) -> None:
    assert share_interval(successes, count) == pytest.approx((low, high), abs=1e-4)


def test_the_interval_of_a_share_holds_it_whatever_the_rounding() -> None:
    for count in range(1, 300):
        for successes in {0, 1, count // 2, count - 1, count}:
            low, high = share_interval(successes, count)
            assert 0 <= low <= successes / count <= high <= 1


def test_signals_are_all_numbers() -> None:
    assert all(isinstance(value, float) for value in asdict(STRONG).values())
