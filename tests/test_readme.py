"""The README tells the truth: settings, commands and files it names exist as it says."""

import re
import typing

import typer.main

from assistant.settings import AssistantSettings
from index.settings import DEFAULT_EMBEDDER
from tests.conftest import ROOT
from ui.cli import app

README = (ROOT / "README.md").read_text("utf-8")


def test_the_table_of_settings_is_the_one_the_program_reads() -> None:
    told = dict(re.findall(r"^\| `(AESH_\w+)` \|.*\| ([^|]+) \|$", README, re.MULTILINE))
    read = set(re.findall(r'"(AESH_\w+)"', (ROOT / "ui" / "settings.py").read_text("utf-8")))
    assert set(told) == read
    assert told["AESH_EMBEDDER"] == f"`{DEFAULT_EMBEDDER}`"
    assert told["AESH_MIN_EVIDENCE"] == f"`{AssistantSettings().min_evidence}`"


def test_every_command_it_names_exists() -> None:
    group = typing.cast(typing.Any, typer.main.get_command(app))
    named = set(re.findall(r"aesh ([a-z][\w-]+)", README))
    assert named
    assert named <= set(group.commands)


def test_the_two_commands_stand_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for command in ("run", "test"):
        assert f"make {command}" in README
        assert re.search(rf"^{command}: setup$", makefile, re.MULTILINE)


def test_every_file_it_links_to_exists() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("http")]
    assert links
    assert all((ROOT / link).exists() for link in links)


def test_the_lock_holds_names_and_versions_only() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert len(lines) > 100
    assert not [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9A-Za-z.]+", line)]


def test_its_figures_are_the_expected_ones() -> None:
    stored = (ROOT / "tests" / "golden" / "expected.yaml").read_text("utf-8")
    rows = {
        "Bon passage en premier": "hit@1",
        "dans les cinq premiers": "hit@5",
        "présent dans la réponse": "content_found",
        "Refus à tort": "over_refusal",
        "refusées": "refusal_recall",
        "conversation bien traitées": "right_follow_up",
        "dépassées corrigées": "right_false_premise",
        "autre date": "right_as_of",
        "calibration de la confiance": "ece",
    }
    for words, name in rows.items():
        told = re.search(rf"{words} \| ([\d,]+) %", README)
        value = re.search(rf"^{name}: {{value: ([\d.]+)", stored, re.MULTILINE)
        assert told
        assert value
        assert float(told.group(1).replace(",", ".")) == round(float(value.group(1)) * 100, 1)
    told = re.search(r"Mots par réponse \(médiane\) \| (\d+)", README)
    value = re.search(r"^median_words: {value: (\d+)", stored, re.MULTILINE)
    assert told
    assert value
    assert told.group(1) == value.group(1)
