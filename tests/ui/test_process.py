"""The command line in a process of its own: what goes to which stream, codes, signals, locales."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.conftest import ROOT, InProcess, Stocked, environment, run_process
from tests.ui.contracts import check_answer
from tests.ui.pdf_samples import text_pdf

QUESTION = "Combien de temps dure la période d'essai d'un AESH ?"


def test_the_result_alone_is_on_stdout_in_utf8_and_nothing_beside_it(index_copy: Path) -> None:
    ran = run_process(index_copy, "demander", QUESTION, "--json", FORCE_COLOR="1", PYTHONIOENCODING="latin-1")
    check_answer(ran.value)
    assert ran.value["question"] == QUESTION
    assert ran.err == ""


def test_a_table_for_a_pipe_has_no_colour_and_no_cut_line(aesh: InProcess, stocked: Stocked) -> None:
    listed = aesh(stocked.data_dir, "documents", "lister", "--json").value["documents"]
    ran = run_process(stocked.data_dir, "documents", "lister", FORCE_COLOR="1", COLUMNS="40")
    lines = [line for line in ran.out.splitlines() if line.startswith("│")]
    assert "\x1b" not in ran.out
    assert len(lines) == len(listed)
    assert all(row["title"] in line for row, line in zip(listed, lines, strict=True))


def test_a_lot_from_standard_input_goes_line_by_line_until_it_is_interrupted(index_copy: Path) -> None:
    lot = b'\xef\xbb\xbf{"question": "Bonjour"}\r\n\r\n{"question": "la p\xe9riode d\'essai"}\n'
    lot += b'\xff\xfe\nnon\n{"turns": ["Bonjour"]}\n'
    command = [sys.executable, "-m", "ui", "demander", "--lot", "-"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment(index_copy), **pipes) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(lot)
        process.stdin.flush()
        rows = [json.loads(process.stdout.readline()) for _ in range(5)]  # all come while the input stays open
        process.send_signal(signal.SIGINT)
        error = process.stderr.read().decode("utf-8")
        code = process.wait(60)
    assert [row.get("line") for row in rows] == [None, None, 4, 5, None]
    for row in rows:
        if "line" not in row:
            check_answer(row)
    assert (code, error) == (1, "Interrompu : rien n'est perdu, relancez la commande pour continuer.\n")


def test_a_reader_that_leaves_early_gets_no_traceback(index_copy: Path) -> None:
    command = [sys.executable, "-m", "ui", "documents", "montrer", "statut-aesh"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment(index_copy), **pipes) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_words_of_a_library_about_a_bad_file_are_not_shown(stocked: Stocked, tmp_path: Path) -> None:
    cut = tmp_path / "coupé.pdf"
    cut.write_bytes(text_pdf(["Une page de la serre."])[:600])
    ran = run_process(stocked.data_dir, "documents", "ajouter", cut)
    assert "« coupé.pdf » est abîmé" in ran.sentence


@pytest.mark.parametrize("kept", [0, 0.5], ids=["emptied", "cut in two"])
def test_a_damaged_vector_file_is_told_and_crashes_nothing(kept: float, stocked_copy: Path) -> None:
    (vectors,) = (stocked_copy / "index").glob("*/chroma/*/data_level0.bin")
    content = vectors.read_bytes()
    vectors.write_bytes(content[: int(len(content) * kept)])
    ran = run_process(stocked_copy, "demander", QUESTION, "--json")
    assert "aesh indexer --reconstruire" in ran.sentence
    assert ran.out == ""


def test_a_taken_port_is_told(index_copy: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = run_process(index_copy, "interface", "--port", str(port))
    assert str(port) in ran.sentence
    assert "--port" in ran.sentence
    assert ran.out == ""
