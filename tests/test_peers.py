"""The comparison with other tools: what runs without them."""

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.golden import GoldenQuestion, load_golden
from benchmarks.peers import ours
from benchmarks.peers.exchange import DEPTH, Exercise, Question, Text, load_exercise, save_exercise
from benchmarks.peers.export import WARM_UP, make_exercise
from benchmarks.peers.run import CANDIDATES, evenly
from benchmarks.peers.table import Cost, Row, lead, score, to_markdown, weaknesses
from benchmarks.peers.worker import peak_memory
from corpus.splitter import split_document
from tests.conftest import ROOT
from tests.fakes import FakeEmbedder
from ui.bootstrap import Application
from ui.cli_quality import GOLDEN_FILE
from ui.settings import load_settings

PEERS = ROOT / "benchmarks" / "peers"


@pytest.fixture(scope="module")
def golden() -> list[GoldenQuestion]:
    return load_golden(GOLDEN_FILE)


@pytest.fixture(scope="module")
def passages(tmp_path_factory: pytest.TempPathFactory) -> list:
    application = Application(load_settings({"AESH_DATA_DIR": str(tmp_path_factory.mktemp("data"))}))
    return [p for document in application.sheets for p in split_document(document)]


@pytest.fixture(scope="module")
def exercise(passages: list, golden: list[GoldenQuestion]) -> Exercise:
    return make_exercise(passages, golden)


def cost(**changed: float) -> Cost:
    values = {"indexing": 10.0, "processor": 20.0, "opening": 2.0, "milliseconds": 30.0}
    return Cost(**(values | {"indexing_peak": 2**30, "asking_peak": 2**28, "load": 1.0} | changed))


def row(label: str, values: list[float], **changed: float) -> Row:
    scores = {name: dict(enumerate(values)) for name in ("hit@1", "hit@5", "ndcg@10")}
    return Row(
        label, {k: {str(q): v for q, v in found.items()} for k, found in scores.items()}, cost(**changed), label == "nous"
    )


def test_every_question_of_the_test_part_with_a_fact_is_asked(exercise: Exercise, golden: list[GoldenQuestion]) -> None:
    wanted = [g.question_id for g in golden if g.part == "test" and g.is_answerable and g.facts]
    assert [q.question_id for q in exercise.questions] == wanted
    tune = {g.question_id for g in golden if g.part == "tune"}
    assert len(exercise.warm_up) == WARM_UP
    assert {q.question_id for q in exercise.warm_up} <= tune


def test_relevant_passages_are_those_of_the_sections_that_hold_the_facts(
    exercise: Exercise, passages: list, golden: list[GoldenQuestion]
) -> None:
    facts = {g.question_id: set(g.facts) for g in golden}
    for question in exercise.questions:
        named = {p.passage_id for p in passages if facts[question.question_id] & set(p.facts)}
        assert named == set(question.relevant) != set()


def test_other_tools_get_heading_and_body_and_no_other_way_of_asking(exercise: Exercise, passages: list) -> None:
    texts = {t.passage_id: t.text for t in exercise.texts}
    assert len(texts) == len(passages)
    for passage in passages:
        assert texts[passage.passage_id] == f"{passage.heading}\n{passage.body}"
    asked = {question for p in passages for question in p.asked if question not in p.text}
    assert not [question for question in asked if any(question in text for text in texts.values())]


def test_a_limit_keeps_the_questions_that_the_kept_passages_answer(passages: list, golden: list[GoldenQuestion]) -> None:
    few = make_exercise(passages, golden, limit=20)
    kept = {t.passage_id for t in few.texts}
    assert len(kept) == 20
    assert few.questions
    assert all(set(q.relevant) <= kept for q in few.questions)


def test_an_exercise_goes_through_files(tmp_path: Path) -> None:
    wrote = Exercise((Text("a", "né « ici »"),), (Question("q1", "où ?", ("a",)),), (Question("w1", "quand ?", ()),))
    save_exercise(tmp_path, wrote)
    assert load_exercise(tmp_path) == wrote


def test_scores_count_every_relevant_passage_and_every_question() -> None:
    questions = [Question("first", "", ("a",)), Question("second", "", ("a", "b")), Question("none", "", ("a",))]
    scores = score(questions, {"first": ["x", "a"], "second": ["a", "x"], "none": []})
    assert scores["hit@1"] == {"first": 0.0, "second": 1.0, "none": 0.0}
    assert scores["hit@5"] == {"first": 1.0, "second": 1.0, "none": 0.0}
    assert scores["ndcg@10"]["first"] == pytest.approx(0.6309, abs=1e-4)  # 1 / log2(3)
    assert scores["ndcg@10"]["second"] == pytest.approx(1 / 1.6309, abs=1e-4)  # « b » was never found
    assert scores["ndcg@10"]["none"] == 0.0


def test_the_lead_is_the_difference_of_means_within_its_interval() -> None:
    ours_row, other = row("nous", [1.0, 1.0, 1.0, 0.0] * 25), row("autre", [1.0, 0.0, 0.0, 0.0] * 25)
    gap, low, high = lead(ours_row, other, "hit@1")
    assert gap == pytest.approx(0.5)
    assert 0.35 < low < gap < high < 0.65
    assert lead(ours_row, ours_row, "hit@1") == (0.0, 0.0, 0.0)


def test_weaknesses_name_each_point_behind_and_only_those() -> None:
    us = row("nous", [1.0, 0.0], indexing=25.0, asking_peak=2**27)
    better, worse = row("mieux", [1.0, 1.0], indexing=10.0), row("moins bien", [0.0, 0.0], indexing=100.0)
    told = list(weaknesses([better, worse, us]))
    assert [sentence for sentence in told if sentence.startswith("moins bien")] == []
    assert told == [
        *(f"mieux : {m} plus haut de 50,0 points" for m in ("hit@1", "hit@5", "ndcg@10")),
        "mieux : indexe 2,5 fois plus vite",
    ]
    assert list(weaknesses([worse, us])) == []


def test_the_report_says_first_where_we_are_behind_and_gives_ratios_to_its_first_row() -> None:
    report = to_markdown([row("base", [1.0, 0.0]), row("nous", [1.0, 1.0], milliseconds=45.0)])
    assert report.splitlines()[:3] == ["Où l’assistant est moins bon", "", "- base : répond 1,5 fois plus vite."]
    assert "| base | 50,0 % | 50,0 % | 50,0 % | +50,0 [" in report
    assert "| nous | 10,0 | 1,00 | 20,0 | 45,0 | 1,50 | 2,0 | 1024 | 256 | 1,0 |" in report


def test_our_search_goes_through_the_shared_protocol(tmp_path: Path, exercise: Exercise) -> None:
    few, embedder = exercise.texts[:12], FakeEmbedder()
    for way in ("full", "texts"):
        folder = tmp_path / way
        folder.mkdir()
        ours.build(folder, few, embedder, way)
        found = ours.open_search(folder, embedder, way)(few[3].text.partition("\n")[2][:200], DEPTH)
        assert found[0] == few[3].passage_id
        assert set(found) <= {t.passage_id for t in few}
    assert set(embedder.passages) == {t.text for t in few}


def test_a_process_of_a_tool_measures_its_own_memory_and_opens_no_connection() -> None:
    ballast = bytearray(200 * 2**20)
    ballast[::4096] = b"x" * len(ballast[::4096])
    program = (
        "from benchmarks.peers.worker import peak_memory, refuse_network\n"
        "import json, socket\nrefuse_network()\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9))\nexcept OSError as error:\n"
        "    print(json.dumps([peak_memory(), str(error)]))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT)
    peak, error = json.loads(done.stdout)
    assert "a tool opened a connection" in error
    assert len(ballast) < peak_memory()
    assert peak < len(ballast)  # nothing of this process is counted in the other


def test_every_candidate_has_its_module_and_the_readme_names_it() -> None:
    readme = (PEERS / "README.md").read_text("utf-8")
    for candidate in CANDIDATES:
        assert (PEERS / f"{candidate.module}.py").is_file()
        assert candidate.label in readme
    assert [c.label for c in CANDIDATES if c.is_ours] == ["L’assistant"]
    assert CANDIDATES[0].label == "LangChain + Chroma"


def test_the_environment_is_pinned_and_apart_from_the_lock() -> None:
    lines = [
        line
        for name in ("requirements.txt", "requirements-no-deps.txt")
        for line in (PEERS / name).read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    lock = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert "torch==2.13.0" in lines
    assert not [line for line in lines if not re.fullmatch(r"[a-z0-9.-]+==[0-9.]+", line) and not _locked(line, lock)]
    assert not [line for line in lock if line.startswith(("llama-index", "haystack", "txtai", "langchain-chroma"))]
    assert ".venv-peers/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert re.search(r"^peers:$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def _locked(name: str, lock: list[str]) -> bool:
    return any(line.startswith(f"{name}==") for line in lock)


@pytest.mark.parametrize("count", [1, 7, 50, 10_000])
def test_fewer_questions_are_taken_evenly(exercise: Exercise, count: int) -> None:
    chosen = evenly(exercise.questions, count)
    places = [exercise.questions.index(question) for question in chosen]
    assert len(chosen) == min(count, len(exercise.questions))
    assert places == sorted(set(places))
    assert max(b - a for a, b in pairwise([*places, len(exercise.questions)])) <= len(exercise.questions) // count + 1
