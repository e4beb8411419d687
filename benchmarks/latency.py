"""Warm question, end to end, over embedding the question plus one Chroma query.

    .venv/bin/python -m benchmarks.latency [--rounds 2] [--questions 60]

Same engine, same questions, same k, in the same run: the three measures of a question follow each other, in an order that
turns, so that a change of the machine's speed touches them alike. No question is answered from memory: the remembered
vectors are forgotten before each measure.
"""

from ui import offline  # noqa: F401, I001  closes the network before libraries read their settings

import argparse
import statistics
import time
from collections.abc import Callable

from assistant.golden import load_golden
from benchmarks.question_bank import asked_text
from ui.bootstrap import Application
from ui.cli_quality import GOLDEN_FILE
from ui.settings import load_settings

GOAL = 1.5


def milliseconds(call: Callable[[], object]) -> float:
    """Return how long ``call`` takes."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--questions", type=int, default=60, help="taken evenly among those that have an answer")
    options = parser.parse_args()
    rounds = options.rounds
    application = Application(load_settings())
    application.ensure_index()
    store, embedder = application.retriever.index().store, application.embedder
    k = application.settings.index.candidates
    every = [asked_text(g.turns) for g in load_golden(GOLDEN_FILE) if g.is_answerable]
    questions = every[:: max(1, len(every) // options.questions)][: options.questions]

    def bare(question: str) -> object:
        return store.nearest(embedder.embed_query(question), k)

    def whole(question: str) -> object:
        application.retriever.forget()
        return application.ask(question)

    for question in questions:  # what a warm service has in memory
        bare(question), whole(question)
    pairs: list[tuple[float, float]] = []
    for turn in range(rounds):
        for number, question in enumerate(questions):
            first, second = (bare, whole) if (turn + number) % 2 else (whole, bare)
            times = {call: milliseconds(lambda call=call, question=question: call(question)) for call in (first, second)}
            pairs.append((times[whole], times[bare]))
    whole_median, bare_median = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{len(questions)} questions, {rounds} rounds, k = {k}, {application.manifest().passages} passages")
    print(f"question, end to end            : median {whole_median:.1f} ms")
    print(f"embedding + one Chroma query    : median {bare_median:.1f} ms")
    print(f"ratio, median of the pairs      : {ratio:.2f} (goal: at most {GOAL})")


if __name__ == "__main__":
    main()
