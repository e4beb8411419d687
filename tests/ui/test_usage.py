"""Help pages and usage errors are French."""

import re
from pathlib import Path

import pytest

from tests.ui.conftest import InProcess

COMMANDS = [
    (),
    ("demander",),
    ("chercher",),
    ("verifier",),
    ("texte",),
    ("indexer",),
    ("interface",),
    ("evaluer",),
    ("diagnostic",),
    ("installer-modele",),
    ("documents",),
    ("documents", "ajouter"),
    ("documents", "lister"),
    ("documents", "montrer"),
    ("documents", "retirer"),
]
TYPER_WORDS = re.compile(
    r"\b(usage|commands|show|this|message|exit|missing|error|try|default|required|text|path|integer|file|range|install|completion|args)\b",
    re.IGNORECASE,
)
# each: the words typed, and what the sentence must name
WRONG = [
    ((), "--help"),
    (("documents",), "--help"),
    (("inventer",), "inventer"),
    (("documents", "inventer"), "inventer"),
    (("demander",), "QUESTION"),
    (("chercher",), "TEXTE"),
    (("verifier",), "FICHIER"),
    (("verifier", "note.txt", "--date", "demain"), "--date"),
    (("verifier", "note.txt", "--rapport", "rapport.xls"), "--rapport"),
    (("verifier", "note.txt", "--rapport"), "--help"),
    (("texte",), "TEXTE"),
    (("texte", "L.", "917-1"), "guillemets"),
    (("documents", "ajouter"), "CHEMIN"),
    (("documents", "montrer"), "ID"),
    (("documents", "retirer"), "ID"),
    (("demander", "une", "question", "sans", "guillemets"), "guillemets"),
    (("indexer", "tout"), "guillemets"),
    (("demander", "--inconnue", "paie"), "--inconnue"),
    (("chercher", "paie", "--k", "zéro"), "--k"),
    (("chercher", "paie", "--k", "0"), "--k"),
    (("chercher", "paie", "--k", "-3"), "--k"),
    (("chercher", "paie", "--k"), "--help"),
    (("interface", "--port", "0"), "--port"),
    (("interface", "--port", "65536"), "--port"),
    (("interface", "--port", "abc"), "--port"),
    (("evaluer", "--partie", "toute"), "--partie"),
    (("demander", "--lot"), "--help"),
    (("demander", "--json=oui", "paie"), "--help"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "aesh")
def test_every_help_page_is_french(command: tuple[str, ...], aesh: InProcess, tmp_path: Path) -> None:
    ran = aesh(tmp_path, *command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Utilisation : ")
    assert "Afficher cette aide." in ran.out
    assert not TYPER_WORDS.search(re.sub(r"--\w+", "", ran.out))


def test_every_command_has_a_help_text_in_the_list(aesh: InProcess, tmp_path: Path) -> None:
    for group in ((), ("documents",)):
        listed = aesh(tmp_path, *group, "--help").out.split("Commandes :\n")[1].split("\n\n")[0].splitlines()
        rows = {line.split()[0]: line.split(maxsplit=1)[1] for line in listed}
        assert set(rows) == {command[-1] for command in COMMANDS if command and command[:-1] == group}
        assert all(text.endswith(".") for text in rows.values())


@pytest.mark.parametrize(
    ("words", "named"), WRONG, ids=lambda value: " ".join(value) or "aesh" if isinstance(value, tuple) else ""
)
def test_a_usage_error_is_one_french_sentence_and_exit_code_2(
    words: tuple[str, ...], named: str, aesh: InProcess, tmp_path: Path
) -> None:
    ran = aesh(tmp_path / "absent", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert ran.err.endswith("Essayez « --help ».\n")
    assert named in ran.err
    assert not TYPER_WORDS.search(ran.err.replace(named, ""))
    assert not (tmp_path / "absent").exists()


def test_help_needs_neither_index_nor_right_settings(aesh: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AESH_MIN_EVIDENCE", "beaucoup")
    assert aesh(tmp_path / "absent", "demander", "--help").code == 0
    assert not (tmp_path / "absent").exists()
