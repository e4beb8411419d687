"""The starter passages and the golden questions as an exercise for any tool."""

from collections.abc import Iterable, Sequence

from assistant.golden import GoldenQuestion
from assistant.query_rewriter import standalone_questions
from benchmarks.peers.exchange import Exercise, Question, Text
from corpus.passage import Passage
from index.entries import indexed_text

WARM_UP = 10


def make_exercise(passages: Sequence[Passage], golden: Iterable[GoldenQuestion], limit: int | None = None) -> Exercise:
    """Return the exercise on the first ``limit`` passages: questions of the test part, warm-up from the other part.

    A passage is relevant when its section is the home of one of the question's facts. Left out: questions without a
    relevant passage among those kept, which say nothing of a ranking. A conversation becomes one question, by our rules, for
    every tool alike.
    """
    kept = passages[:limit]
    questions = [(g.part, _question(g, kept)) for g in golden if g.is_answerable and g.facts]
    return Exercise(
        texts=tuple(Text(p.passage_id, indexed_text(p)) for p in kept),
        questions=tuple(q for part, q in questions if part == "test" and q.relevant),
        warm_up=tuple(q for part, q in questions if part == "tune")[:WARM_UP],
    )


def _question(golden: GoldenQuestion, passages: Iterable[Passage]) -> Question:
    relevant = tuple(p.passage_id for p in passages if set(p.facts) & set(golden.facts))
    return Question(golden.question_id, " ".join(q.standalone for q in standalone_questions(golden.turns)), relevant)
