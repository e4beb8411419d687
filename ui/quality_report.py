"""The quality report: one HTML page that holds its pictures, and the pictures beside it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.calibration import level_of
from assistant.evaluation import Judged, better_hit, by_kind, by_theme, shown_text, worst
from assistant.expected import Expectation
from assistant.figures import Figure, columns_of
from assistant.reliability import error_by_chance, share_interval
from ui.presenter import LEVEL_WORDS
from ui.quality_words import FIGURE_WORDS, KIND_WORDS, THEME_WORDS, between, percent, written, written_interval

if TYPE_CHECKING:
    from ui.quality_pictures import Picture

REPORT_NAME = "rapport.html"
_WORST = 10
_TREATED = ("Questions", "Bien traitées")
_STYLE = Path(__file__).with_name("assets") / "quality.css"
_ID = re.compile(r'(\bid="|url\(#|href="#)')


@dataclass(frozen=True, slots=True)
class Quality:
    """All that an evaluation found; ``worse`` names the figures outside tolerance, ``day`` is that of the answers."""

    judged: Sequence[Judged]
    figures: Mapping[str, Figure]
    expected: Mapping[str, Expectation]
    worse: Sequence[str]
    day: date
    source: str
    generation: int


def write_quality(quality: Quality, folder: Path) -> Path:
    """Write the page and its pictures to ``folder``, made if needed; return the page's path.

    Raises:
        OSError: the system refuses to write there.

    """
    from ui.quality_pictures import pictures_of  # a second to import: only who wants pictures pays for it

    folder.mkdir(parents=True, exist_ok=True)
    pictures = pictures_of(quality.judged)
    for picture in pictures:
        (folder / f"{picture.name}.svg").write_text(picture.svg, "utf-8")
    path = folder / REPORT_NAME
    path.write_text(quality_html(quality, pictures), "utf-8")
    return path


def quality_html(quality: Quality, pictures: Iterable["Picture"]) -> str:
    """Return the whole page."""
    day = quality.day.strftime("%d/%m/%Y")
    facts = f"{len(quality.judged)} questions ({escape(quality.source)}), le {day}, index de génération {quality.generation}."
    parts = [
        f"<h1>Qualité des réponses</h1><p>{facts}</p>",
        "<p>Chaque intervalle est à 95 % : il dit ce que d’autres questions du même genre auraient pu donner.</p>",
        "<h2>Chiffres</h2>",
        _figure_table(quality),
        "<h2>Par genre et par thème</h2>",
        _share_table("Questions bien traitées, par genre", ("Genre", *_TREATED), by_kind(quality.judged), KIND_WORDS),
        _share_table("Questions bien traitées, par thème", ("Thème", *_TREATED), by_theme(quality.judged), THEME_WORDS),
        _confidence_part(quality.judged),
        "<h2>Images</h2>",
        *(_figure(picture) for picture in pictures),
        f"<h2>Les {_WORST} plus mauvaises réponses</h2>",
        "<p>D’abord les réponses fausses données avec le plus de confiance, puis les autres, par genre.</p>",
        *(_case(number, judged) for number, judged in enumerate(worst(quality.judged, _WORST), start=1)),
    ]
    head = (
        "<meta charset='utf-8'><meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>Qualité des réponses, le {day}</title><style>{_STYLE.read_text('utf-8')}</style>"
    )
    return f"<!DOCTYPE html>\n<html lang='fr'><head>{head}</head><body><main>{''.join(parts)}</main></body></html>\n"


def _figure_table(quality: Quality) -> str:
    rows = []
    for name, figure in quality.figures.items():
        stored = quality.expected.get(name)
        wanted = [written(name, stored.value), written(name, stored.tolerance)] if stored else ["–", "–"]
        verdict = "à revoir" if name in quality.worse else "bon" if stored else "–"
        cells = [written(name, figure.value), written_interval(name, figure), *wanted, verdict]
        rows.append(_row(FIGURE_WORDS[name], cells, is_worse=name in quality.worse))
    rows += [
        _row(
            FIGURE_WORDS[name],
            ["absent", "–", written(name, stored.value), written(name, stored.tolerance), "à revoir"],
            is_worse=True,
        )
        for name, stored in quality.expected.items()
        if name not in quality.figures
    ]
    headings = ("Mesure", "Valeur", "Intervalle", "Attendu", "Écart admis", "Constat")
    return _table("Valeurs mesurées et valeurs attendues", headings, rows)


def _share_table(
    caption: str, headings: Sequence[str], groups: Mapping[str, Mapping[str, float]], words: Mapping[str, str]
) -> str:
    rows = []
    for name, group in groups.items():
        count = int(group["questions"])
        low, high = share_interval(round(group["right"] * count), count)
        rows.append(_row(words.get(name, name), [str(count), percent(group["right"]), between(percent(low), percent(high))]))
    return _table(caption, (*headings, "Intervalle"), rows) if rows else ""


def _confidence_part(judged: Sequence[Judged]) -> str:
    """Return what each level was worth, and how much of the calibration error chance alone explains."""
    columns = columns_of(judged)
    confidences = columns["confidence"][columns["confidence"] >= 0]
    if not len(confidences):
        return ""
    chance, highest = error_by_chance(confidences)
    levels: dict[str, list[bool]] = {level: [] for level in LEVEL_WORDS}
    for j in judged:
        if j.answered and j.answer.confidence is not None:
            levels[level_of(j.answer.confidence)].append(j.right)
    groups = {
        level: {"questions": len(rights), "right": sum(rights) / len(rights)} for level, rights in levels.items() if rights
    }
    return (
        "<h2>Confiance</h2>"
        + _share_table("Réponses justes, par niveau d’appui montré", ("Niveau", "Réponses", "Justes"), groups, LEVEL_WORDS)
        + f"<p>Avec {len(confidences)} réponses, une confiance parfaite montrerait elle aussi un écart de calibration, "
        f"par le seul hasard : {percent(chance)} en moyenne, {percent(highest)} au plus dans 95 % des cas.</p>"
    )


def _table(caption: str, headings: Sequence[str], rows: Iterable[str]) -> str:
    columns = "".join(f"<th scope='col'>{heading}</th>" for heading in headings)
    return (
        f"<div class='scroll' tabindex='0' role='region' aria-label='{caption}'><table><caption>{caption}</caption>"
        f"<thead><tr>{columns}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(title: str, cells: Iterable[str], *, is_worse: bool = False) -> str:
    values = "".join(f"<td class='number'>{escape(cell)}</td>" for cell in cells)
    return f"<tr{' class=worse' if is_worse else ''}><th scope='row'>{escape(title)}</th>{values}</tr>"


def _figure(picture: "Picture") -> str:
    """Return a picture with ids of its own on the page, described in words: once for the ear, once for the eye."""
    svg = _ID.sub(rf"\g<1>{picture.name}-", picture.svg[picture.svg.index("<svg") :])
    label = escape(f"{picture.title}. {picture.alt}", quote=True)
    described = svg.replace("<svg ", f"<svg role='img' aria-label='{label}' ", 1)
    return f"<figure>{described}<figcaption aria-hidden='true'>{label}</figcaption></figure>"


def _case(number: int, judged: Judged) -> str:
    golden, answer = judged.golden, judged.answer
    kind = KIND_WORDS.get(golden.kind, golden.kind)
    confidence = f", confiance {percent(answer.confidence)}" if answer.confidence is not None else ""
    better = better_hit(judged)
    rows = {
        "Question": "\n".join(golden.turns),
        "Réponse": shown_text(answer) or answer.message,
        "Attendu": _wanted(judged),
        "Rubriques citées": " ; ".join(dict.fromkeys(c.passage.section_title for c in answer.citations)) or "aucune",
    }
    if better:
        rows["Meilleure rubrique trouvée"] = f"{better.passage.section_title} (rang {better.rank})"
    listed = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows.items())
    return f"<article><h3>{number}. {escape(golden.question_id)} ({escape(kind)}{confidence})</h3><dl>{listed}</dl></article>"


def _wanted(judged: Judged) -> str:
    if judged.golden.is_answerable:
        return " ; et ".join(" ou ".join(f"« {text} »" for text in item) for item in judged.golden.expected) or "une réponse"
    return "aucune réponse tirée des fiches" if judged.golden.kind == "smalltalk" else "un refus"
