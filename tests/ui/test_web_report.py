"""The checked text in HTML: nothing of it is taken for markup, every mark has its row, long texts are cut around references."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.references.check import STATUSES
from corpus.references.report import ReferenceReport, report_on_text
from corpus.register import Register, load_register
from tests.ui.letters import letter
from ui.bootstrap import Application
from ui.reference_words import status_word
from ui.settings import load_settings
from ui.web_marks import LONGEST_WHOLE, MOST_WINDOWS, SIGNS, is_cut, shown_windows
from ui.web_references import ReferenceDesk
from ui.web_report import details_html, summary_html

DAY = "2026-11-22"
REGISTER = load_register()


class _Words(HTMLParser):
    """The words of a page without the signs and words that a mark adds; the tags and ids met."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.tags, self.ids, self._hidden = "", set[str](), list[str](), 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.tags.add(tag)
        self.ids += [names["id"]] if names.get("id") else []
        self._hidden += bool(self._hidden or names.get("class") in ("ref-sign", "ref-word")) and tag == "span"

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "span" and self._hidden > 0

    def handle_data(self, data: str) -> None:
        self.words += "" if self._hidden else data


def report(text: str, register: Register = REGISTER) -> ReferenceReport:
    return report_on_text(text, register, DAY)


def checked_words(page: str) -> str:
    return page[page.index("<div class='checked-words'>") :]


def test_every_status_has_its_mark_its_word_its_sign_and_its_row() -> None:
    made = report(letter(REGISTER, DAY))
    assert {item.status for item in made.references} == set(STATUSES)
    page = details_html(made)
    for status in STATUSES:
        assert f"<mark class='ref ref-{status.replace('_', '-')}'" in page
        assert f"({status_word(status).lower()})</span></a></mark>" in page
        assert status_word(status) in summary_html(made)
    assert len(set(SIGNS.values())) == len(STATUSES)
    rows = {
        found: place
        for place, found in re.findall(r"<mark class='ref [\w-]+' id='(place-\d+)'><a href='#(reference-\d+)'", page)
    }
    ids = _Words(page).ids
    assert set(rows) == {name for name in ids if name.startswith("reference-")}
    assert len(ids) == len(set(ids))
    assert {link for link in re.findall(r"href='#([\w-]+)'", page)} <= set(ids)


def test_the_same_reference_twice_has_one_row_and_a_link_to_each_mention() -> None:
    page = details_html(report("Vu l'article L. 917-1 du code de l'éducation. Voir L. 917-1 du code de l'éducation."))
    assert page.count("<li class='check-row") == 1
    assert "2 mentions" in page
    assert "href='#place-1'" in page
    assert "href='#place-2'" in page


def test_what_to_write_instead_and_the_candidates_are_shown() -> None:
    made = report(letter(REGISTER, DAY))
    page = details_html(made)
    for item in made.references:
        for label in item.instead:
            assert label.replace("'", "&#x27;") in page
        for candidate in item.candidates:
            assert candidate.label[1:] in page


def test_official_links_open_in_a_new_tab_that_knows_nothing_of_this_one() -> None:
    page = details_html(report(letter(REGISTER, DAY) + "\n\narticle L. 917-1 du code de l'éducation"))
    links = re.findall(r"<a href='https?:[^>]*>", page)
    assert links
    assert all("target='_blank' rel='noopener noreferrer'" in link for link in links)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_becomes_markup(noise: str) -> None:
    text = f"{noise} article L. 917-1 du code de l'éducation\n\n{noise}"
    made = report(text)
    page = details_html(made) if made.references else summary_html(made)
    assert _Words(page).tags <= {"div", "section", "h2", "ul", "li", "p", "span", "strong", "a", "mark"}


def test_a_short_text_is_shown_whole_as_it_stands() -> None:
    made = report(letter(REGISTER, DAY))
    shown = _Words(checked_words(details_html(made))).words
    assert re.sub(r"\s+", "", shown) == re.sub(r"\s+", "", made.text)


def test_a_long_text_is_cut_around_its_references_and_says_so() -> None:
    filler = "Le chat dort dans la cour de l'école. " * 60
    text = "\n\n".join(f"{filler}Voir le décret n° 2014-7{number:02} du 27 juin 2014. {filler}" for number in range(90))
    made = report(text)
    assert len(text) > LONGEST_WHOLE
    windows = shown_windows(text, made.references)
    assert is_cut(text, windows)
    page = details_html(made)
    assert "seuls les passages autour des références" in page
    assert "[…]" in page
    assert page.count("<mark ") == page.count("<li class='check-row") == len(made.references) == 90
    assert len(page) < len(text)


@pytest.mark.parametrize("separator", ["\n\n", " "])
def test_beyond_the_limit_the_list_stays_complete(separator: str) -> None:
    text = separator.join(
        f"Voir le décret n° 2014-{number} du 27 juin 2014.{' Et puis rien.' * 60}" for number in range(1, 301)
    )
    made = report(text)
    windows = shown_windows(made.text, made.references)
    assert len(windows) == MOST_WINDOWS
    page = details_html(made)
    assert page.count("<li class='check-row") == 300
    assert page.count("<mark ") < 300
    assert f"({page.count('<mark ')} premières références sur 300)" in page
    assert "hors des passages affichés" in page


@given(
    st.lists(
        st.sampled_from(
            ["L. 917-1 ", "mot ", "\n", "\n\n", " \n \n", "mot " * 400, "décret n° 2014-724 ", "du\n\n27 juin 2014 "]
        )
    )
)
@settings(max_examples=150, deadline=None)
def test_windows_are_apart_in_order_and_cut_no_reference(parts: list[str]) -> None:
    made = report("code de l'éducation " + "".join(parts))
    windows = shown_windows(made.text, made.references)
    assert all(start < end for start, end in windows)
    assert all(before[1] <= after[0] for before, after in pairwise(windows))
    for item in made.references:
        inside = [w for w in windows if w[0] <= item.found.start and item.found.end <= w[1]]
        touched = [w for w in windows if w[0] < item.found.end and item.found.start < w[1]]
        assert inside == touched
    if len(windows) < MOST_WINDOWS:
        assert details_html(made).count("<mark ") == len(made.references) or not made.references


def desk(tmp_path: Path) -> ReferenceDesk:
    return ReferenceDesk(Application(load_settings({"AESH_DATA_DIR": str(tmp_path)})))


def test_with_a_file_and_a_text_the_file_is_checked_and_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Vu l'article L. 917-1 du code de l'éducation.", "utf-8")
    shown = [step[0] for step in desk(tmp_path).check("Vu le décret n° 2014-724 du 27 juin 2014.", str(path))]
    assert "Je cherche" in shown[0]
    assert "Le fichier a été vérifié, pas le texte collé" in shown[-1]
    assert "note.txt" in shown[-1]


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "Collez d"), (" \n ", "Collez d"), (None, "Collez d"), ("Bonjour à tous.", "Aucune référence trouvée.")],
)
def test_without_a_reference_one_sentence_is_shown(tmp_path: Path, text: str | None, told: str) -> None:
    *_, last = desk(tmp_path).check(text, None)
    assert told in last[0]
    assert last[-1] == ""
    assert not any(button["visible"] if isinstance(button, dict) else button.visible for button in last[1:-1])


def test_a_file_that_cannot_be_read_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "image.txt"
    path.write_bytes(bytes(range(256)) * 40)
    *_, last = desk(tmp_path).check("texte", str(path))
    assert last[0].count("<p") == 1
    assert "« image.txt »" in last[0]


def test_a_huge_pasted_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.web_references.MAX_BYTES", 1000)
    *_, last = desk(tmp_path).check("é" * 501, None)
    assert "« texte collé » est trop gros" in last[0]
