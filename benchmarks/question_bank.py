"""The golden questions with everything that the ranking reads, so that a model is tried in seconds.

A passage is relevant (1) when the ``facts`` of its section name one of the facts of the question, half relevant (0.5, for nDCG
alone) when only its ``also`` does. Sections that are over, or that give the same fact, are judged like any other.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.golden import GoldenQuestion, load_golden
from assistant.query_rewriter import standalone_questions
from index.features import Matrix, features
from index.retriever import Compared
from ui.bootstrap import Application
from ui.cli_quality import GOLDEN_FILE

_DEPTH = 10


@dataclass(frozen=True, slots=True)
class BankedQuestion:
    """``features`` has one row for each candidate; ``grades`` their relevance; ``relevant`` and ``half`` count the corpus."""

    golden: GoldenQuestion
    text: str
    compared: Compared
    features: Matrix
    grades: np.ndarray
    relevant: int
    half: int

    @property
    def ids(self) -> list[str]:
        """Return the candidates' passage ids, in the order of the rows."""
        return [c.passage.passage_id for c in self.compared.candidates]


def asked_text(turns: Sequence[str]) -> str:
    """Return the one question that ``aesh evaluer`` searches for: that of the last message, understandable alone."""
    questions = standalone_questions(turns)
    return " ".join([questions[0].standalone, *(q.own for q in questions[1:])])


def load_bank(application: Application, parts: Iterable[str] = ("tune", "test")) -> list[BankedQuestion]:
    """Return every golden question of ``parts`` that names facts, compared with the live index."""
    index = application.retriever.index()
    passages = application.passages()
    also = {(d.document_id, s.start): frozenset(s.also) for d in application.sheets for s in d.sections}
    halves = {p.passage_id: also.get((p.document_id, p.start), frozenset()) for p in passages}
    wholes = {p.passage_id: frozenset(p.facts) for p in passages}
    bank = []
    for golden in load_golden(GOLDEN_FILE):
        if golden.part not in parts or not golden.is_answerable or not golden.facts:
            continue
        text = index.speller.correct(asked_text(golden.turns))
        compared = application.retriever.compared(text)
        grades = {i: _grade(frozenset(golden.facts), wholes[i], halves[i]) for i in wholes}
        values = features(compared.asked, compared.candidates, compared.rankings, index.lexical.rarity)
        rows = np.array([grades[c.passage.passage_id] for c in compared.candidates])
        counts = [sum(grade == value for grade in grades.values()) for value in (1.0, 0.5)]
        bank.append(BankedQuestion(golden, text, compared, values, rows, counts[0], counts[1]))
    return bank


def _grade(facts: frozenset[str], whole: frozenset[str], half: frozenset[str]) -> float:
    return 1.0 if facts & whole else 0.5 if facts & half else 0.0


def measures(bank: Sequence[BankedQuestion], scores: Sequence[np.ndarray | Mapping[str, float]]) -> tuple[float, float, float]:
    """Return hit@1, hit@5 and nDCG@10 (0..1) of ``scores``, one for each candidate of each question."""
    totals = np.zeros(3)
    for banked, score in zip(bank, scores, strict=True):
        grades = banked.grades[np.argsort(-np.asarray(score), kind="stable")]
        ideal = [1.0] * banked.relevant + [0.5] * banked.half
        totals += (grades[0] == 1, (grades[:5] == 1).any(), _gain(grades) / _gain(ideal) if ideal else 0.0)
    hit1, hit5, ndcg = totals / max(len(bank), 1)
    return float(hit1), float(hit5), float(ndcg)


def _gain(grades: Iterable[float]) -> float:
    return math.fsum(g / math.log2(rank + 1) for rank, g in enumerate(list(grades)[:_DEPTH], start=1))
