"""The pictures of the quality report, as SVG: text stays text, two colours that everyone tells apart, 600 pixels wide."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from assistant.evaluation import Judged, by_kind, by_theme
from assistant.figures import columns_of
from assistant.reliability import (
    Bin,
    Values,
    area_under_risk_coverage,
    expected_calibration_error,
    reliability_bins,
    risk_coverage,
    share_interval,
)
from ui.quality_words import KIND_WORDS, THEME_WORDS, percent

_WIDTH, _HEIGHT, _BAR_HEIGHT = 6.25, 4.2, 0.42
"""Inches; 6.25 are 600 pixels on a page."""
_BLUE, _ORANGE, _GREY = "#0072B2", "#D55E00", "#4d4d4d"
"""Of Okabe and Ito: they differ for every kind of colour vision, and in grey."""
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "aesh",
    "font.family": "sans-serif",
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 12,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """``name``: its file's, without extension. ``alt`` tells in words what the picture shows."""

    name: str
    title: str
    alt: str
    svg: str


def pictures_of(judged: Sequence[Judged]) -> list[Picture]:
    """Return the pictures that ``judged`` has data for."""
    columns = columns_of(judged)
    confidences, rights = (columns[name][~np.isnan(columns[name])] for name in ("confidence", "right"))
    words = columns["words"][~np.isnan(columns["words"])]
    drawn: list[Picture] = []
    if len(confidences):
        drawn += [_reliability(confidences, rights), _risk(confidences, rights), _confidences(confidences, rights)]
    drawn += _shares("genres", "Questions bien traitées, par genre", by_kind(judged), KIND_WORDS)
    drawn += _shares("themes", "Questions bien traitées, par thème", by_theme(judged), THEME_WORDS)
    return [*drawn, _words(words)] if len(words) else drawn


def _drawn(height: float, draw: Callable[[Axes], None]) -> str:
    """Return the SVG of what ``draw`` puts on empty axes."""
    with matplotlib.rc_context(_STYLE):
        drawing = Drawing(figsize=(_WIDTH, height), layout="constrained")
        draw(drawing.subplots())
        stream = io.StringIO()
        drawing.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def _reliability(confidences: Values, rights: Values) -> Picture:
    bins, error = reliability_bins(confidences, rights), expected_calibration_error(confidences, rights)
    title = f"Confiance annoncée et réponses justes (ECE : {percent(error)})"

    def draw(axes: Axes) -> None:
        axes.plot([0, 100], [0, 100], linestyle="--", color=_GREY, label="Confiance parfaite")
        bars = [[100 * (b.observed - b.low) for b in bins], [100 * (b.high - b.observed) for b in bins]]
        shares = [100 * b.observed for b in bins]
        axes.errorbar([100 * b.announced for b in bins], shares, yerr=bars, fmt="o", color=_BLUE, capsize=3, label="Réponses")
        low = _low_corner(bins)
        for b in bins:
            axes.annotate(
                str(b.count), (100 * b.announced, 100 * b.observed), (6, -12), textcoords="offset points", fontsize=10
            )
        axes.set(xlim=(low, 102), ylim=(low, 104), xlabel="Confiance annoncée (%)", ylabel="Réponses justes (%)", title=title)
        axes.legend(frameon=False, loc="upper left")

    told = " ; ".join(f"{percent(b.announced)} annoncés, {percent(b.observed)} justes ({b.count} réponses)" for b in bins)
    return Picture("fiabilite", title, f"De la tranche la moins sûre à la plus sûre : {told}.", _drawn(_HEIGHT, draw))


def _low_corner(bins: Sequence[Bin]) -> float:
    return max(0.0, 10 * (min(min(100 * b.low, 100 * b.announced) for b in bins) // 10))


def _risk(confidences: Values, rights: Values) -> Picture:
    coverages, risks = risk_coverage(confidences, rights)
    area = area_under_risk_coverage(confidences, rights)
    title = f"Erreurs, si les réponses les moins sûres étaient tues (aire : {percent(area)})"

    def draw(axes: Axes) -> None:
        axes.plot(100 * coverages, 100 * risks, color=_BLUE)
        axes.axhline(100 * float(1 - rights.mean()), linestyle="--", color=_GREY, label="Toutes les réponses")
        axes.set(
            xlim=(0, 102), xlabel="Réponses gardées, les plus sûres d’abord (%)", ylabel="Réponses fausses (%)", title=title
        )
        axes.set_ylim(bottom=0)
        axes.legend(frameon=False, loc="lower right")

    half = float(risks[len(risks) // 2])
    told = f"La moitié la plus sûre a {percent(half)} de réponses fausses, l’ensemble {percent(float(1 - rights.mean()))}."
    return Picture("risque", title, told, _drawn(_HEIGHT, draw))


def _confidences(confidences: Values, rights: Values) -> Picture:
    title = "Confiance des réponses justes et des réponses fausses"
    edges = np.linspace(0, 100, 21)

    def draw(axes: Axes) -> None:
        right, wrong = (np.histogram(100 * confidences[rights == kind], edges)[0] for kind in (1, 0))
        axes.bar(edges[:-1], right, width=5, align="edge", color=_BLUE, edgecolor="white", label="Justes")
        axes.bar(edges[:-1], wrong, 5, right, align="edge", color=_ORANGE, edgecolor="white", hatch="///", label="Fausses")
        axes.set(xlabel="Confiance annoncée (%)", ylabel="Réponses", title=title)
        axes.legend(frameon=False, loc="upper left")

    means = [float(confidences[rights == kind].mean()) if (rights == kind).any() else None for kind in (1, 0)]
    told = [f"{word} : {percent(mean)}" for word, mean in zip(("justes", "fausses"), means, strict=True) if mean is not None]
    return Picture("confiance", title, f"Confiance moyenne des réponses {' ; '.join(told)}.", _drawn(_HEIGHT, draw))


def _shares(name: str, title: str, groups: Mapping[str, Mapping[str, float]], words: Mapping[str, str]) -> list[Picture]:
    """Return bars of the share right in each group with their 95 % intervals, best group on top; nothing without groups."""
    rows = sorted(groups.items(), key=lambda row: row[1]["right"])
    if not rows:
        return []
    labels = [f"{words.get(group, group)} ({row['questions']:.0f})" for group, row in rows]
    shares = [100 * row["right"] for _, row in rows]
    bounds = [share_interval(round(row["right"] * row["questions"]), int(row["questions"])) for _, row in rows]

    def draw(axes: Axes) -> None:
        bars = [
            [max(0.0, s - 100 * low) for s, (low, _) in zip(shares, bounds, strict=True)],
            [max(0.0, 100 * high - s) for s, (_, high) in zip(shares, bounds, strict=True)],
        ]
        axes.barh(labels, shares, color=_BLUE, xerr=bars, ecolor=_GREY, capsize=3, height=0.6)
        axes.set(xlim=(0, 102), xlabel="Questions bien traitées (%), intervalle à 95 %", title=title)

    told = " ; ".join(
        f"{label} : {percent(share / 100)}" for label, share in zip(reversed(labels), reversed(shares), strict=True)
    )
    return [Picture(name, title, f"{told}.", _drawn(1.2 + _BAR_HEIGHT * len(rows), draw))]


def _words(words: Values) -> Picture:
    title = "Longueur des réponses"
    middle, long = float(np.median(words)), float(np.percentile(words, 90))

    def draw(axes: Axes) -> None:
        axes.hist(words, bins=20, color=_BLUE, edgecolor="white")
        axes.axvline(middle, color=_ORANGE, linestyle="--", label=f"Médiane : {middle:.0f} mots")
        axes.set(xlabel="Mots", ylabel="Réponses", title=title)
        axes.locator_params(axis="both", integer=True)
        axes.legend(frameon=False)

    told = f"Médiane : {middle:.0f} mots ; neuf réponses sur dix ont {long:.0f} mots ou moins."
    return Picture("mots", title, told, _drawn(_HEIGHT, draw))
