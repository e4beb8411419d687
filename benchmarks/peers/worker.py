"""One tool in a process of its own: builds its index or answers the questions, and says what that took.

Arguments: build or ask, the module, its way, the folder of the exercise, the index's name there, the folder of models.
"""

from ui import offline  # noqa: F401, I001  closes the network before libraries read their settings

import importlib
import json
import resource
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn, cast

from benchmarks.peers.exchange import DEPTH, Peer, load_exercise
from index.embedder import E5Embedder


@dataclass(frozen=True, slots=True)
class Built:
    """``seconds`` of clock and of processor from the texts to an index on disk; ``peak`` resident bytes."""

    seconds: float
    processor: float
    peak: int


@dataclass(frozen=True, slots=True)
class Asked:
    """``opening``: seconds from importing the tool to its first answer; ``milliseconds`` of each question, by id.

    ``rankings``: ids of the best passages, best first, by question id. ``peak``: resident bytes.
    """

    opening: float
    milliseconds: dict[str, float]
    rankings: dict[str, list[str]]
    peak: int


def peak_memory() -> int:
    """Return the most resident bytes this process has held; what its parent held before does not count."""
    status = Path("/proc/self/status")
    if status.is_file():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def refuse_network() -> None:
    """Make every connection fail: what is measured works on this machine alone."""

    def refuse(self: socket.socket, address: Any) -> NoReturn:
        raise OSError(f"a tool opened a connection to {address}")

    socket.socket.connect = refuse  # type: ignore[method-assign, assignment]  # for the life of this process


def _load(module: str) -> Peer:
    return cast(Peer, importlib.import_module(f"benchmarks.peers.{module}"))


def build(module: str, way: str, work: Path, index: str, models: Path) -> Built:
    """Index the exercise's texts; neither importing the tool nor loading the model is timed."""
    exercise, peer, embedder = load_exercise(work), _load(module), E5Embedder(models)
    embedder.embed_passages([exercise.texts[0].text])
    folder = work / index
    folder.mkdir()
    started, processor = time.perf_counter(), time.process_time()
    peer.build(folder, exercise.texts, embedder, way)
    return Built(time.perf_counter() - started, time.process_time() - processor, peak_memory())


def ask(module: str, way: str, work: Path, index: str, models: Path) -> Asked:
    """Open the index and ask every question once, after the warm-up."""
    exercise = load_exercise(work)
    started = time.perf_counter()
    search = _load(module).open_search(work / index, E5Embedder(models), way)
    search(exercise.warm_up[0].text, DEPTH)
    opening = time.perf_counter() - started
    for question in exercise.warm_up[1:]:
        search(question.text, DEPTH)
    milliseconds: dict[str, float] = {}
    rankings: dict[str, list[str]] = {}
    for question in exercise.questions:
        started = time.perf_counter()
        rankings[question.question_id] = search(question.text, DEPTH)
        milliseconds[question.question_id] = (time.perf_counter() - started) * 1000
    return Asked(opening, milliseconds, rankings, peak_memory())


def main() -> None:
    """Print the measures as one line of JSON, the last of the output."""
    task, module, way, work, index, models = sys.argv[1:]
    refuse_network()
    run: Callable[..., Built | Asked] = build if task == "build" else ask
    measured = run(module, way, Path(work), index, Path(models))
    print(json.dumps(asdict(measured)))


if __name__ == "__main__":
    main()
