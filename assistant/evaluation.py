"""Quality of the answers on golden questions."""

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import Success, nDCG

from assistant.answer import Answer
from assistant.golden import GoldenQuestion
from corpus.normalize import fold, squeeze
from index.hit import Hit

_DEPTH = 10
_REFUSALS = ("unanswered", "out_of_scope")


@dataclass(frozen=True, slots=True)
class Judged:
    """One golden question with what the assistant did."""

    golden: GoldenQuestion
    answer: Answer
    hits: tuple[Hit, ...]
    found: bool
    exact_citations: int

    @property
    def refused(self) -> bool:
        """Whether no answer was given for want of evidence."""
        return self.answer.status in _REFUSALS

    @property
    def right(self) -> bool:
        """Whether the question was treated as its kind demands."""
        if self.golden.is_answerable:
            return self.found
        if self.golden.kind == "smalltalk":
            return self.answer.status == "smalltalk" or self.refused
        return self.refused


Ask = Callable[[Sequence[str]], Answer]
Search = Callable[[str, int], Sequence[Hit]]
TextOf = Callable[[str], str]


def judge(
    questions: Iterable[GoldenQuestion],
    ask: Ask,
    search: Search,
    text_of: TextOf,
    progress: Callable[[int], None] | None = None,
) -> list[Judged]:
    """Ask every question and return what came out, in order."""
    judged: list[Judged] = []
    for question in questions:
        answer = ask(question.turns)
        hits = tuple(search(answer.standalone_question, _DEPTH)) if question.is_answerable else ()
        exact = sum(1 for c in answer.citations if text_of(c.passage.document_id)[c.start : c.end] == c.quote)
        judged.append(Judged(question, answer, hits, contains(answer.text, question.expected), exact))
        if progress:
            progress(len(judged))
    return judged


def contains(text: str, expected: Sequence[Sequence[str]]) -> bool:
    """Tell whether ``text`` holds one spelling of each item, accents, case and spaces aside."""
    plain = squeeze(fold(text))
    return all(any(squeeze(fold(spelling)) in plain for spelling in item) for item in expected)


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the figures of ``judged``: shares of 1, but ``median_words``; a figure without any case is left out."""
    return {name: round(value, 4) for name, value in _figures(judged)}


def _figures(judged: Sequence[Judged]) -> Iterator[tuple[str, float]]:
    answerable = [j for j in judged if j.golden.is_answerable]
    foreign = [j for j in judged if j.golden.kind == "out_of_corpus"]
    chat = [j for j in judged if j.golden.kind == "smalltalk"]
    if answerable:
        yield from _retrieval([j for j in answerable if j.golden.facts])
        yield "content_found", _share(j.found for j in answerable)
        yield "over_refusal", _share(j.refused for j in answerable)
    refused = [j for j in (*answerable, *foreign) if j.refused]
    if foreign:
        yield "refusal_recall", _share(j.refused for j in foreign)
    if refused:
        yield "refusal_precision", _share(not j.golden.is_answerable for j in refused)
    if chat:
        yield "smalltalk_right", _share(j.right for j in chat)
    citations = sum(len(j.answer.citations) for j in judged)
    if citations:
        yield "citations_exact", sum(j.exact_citations for j in judged) / citations
    answered = [len(j.answer.text.split()) for j in answerable if not j.refused]
    if answered:
        yield "median_words", float(statistics.median(answered))


def _share(values: Iterable[bool]) -> float:
    found = list(values)
    return sum(found) / len(found)


def _retrieval(judged: Sequence[Judged]) -> Iterator[tuple[str, float]]:
    """Yield hit@1, hit@5 and nDCG@10; a passage is relevant when its section names one of the question's facts."""
    qrels: list[ir_measures.Qrel] = []
    run: list[ir_measures.ScoredDoc] = []
    for j in judged:
        name = j.golden.question_id
        qrels.append(ir_measures.Qrel(name, "none", 0))
        run.append(ir_measures.ScoredDoc(name, "none", -1e9))
        for hit in j.hits:
            relevant = bool(set(hit.passage.facts) & set(j.golden.facts))
            qrels.append(ir_measures.Qrel(name, hit.passage.passage_id, int(relevant)))
            run.append(ir_measures.ScoredDoc(name, hit.passage.passage_id, -float(hit.rank)))
    names = {Success @ 1: "hit@1", Success @ 5: "hit@5", nDCG @ 10: "ndcg@10"}
    for measure, value in ir_measures.calc_aggregate(list(names), qrels, run).items():
        yield names[measure], float(value)


def by_kind(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Return, for each kind of question, how many there are and the share treated as it demands."""
    kinds = dict.fromkeys(j.golden.kind for j in judged)
    groups = {kind: [j for j in judged if j.golden.kind == kind] for kind in kinds}
    return {
        kind: {"questions": len(group), "right": round(_share(j.right for j in group), 4)} for kind, group in groups.items()
    }


@dataclass(frozen=True, slots=True)
class Expectation:
    """A stored figure and how far a run may fall from it."""

    value: float
    tolerance: float


LOWER_IS_BETTER = ("over_refusal", "median_words")


def shortfalls(found: dict[str, float], expected: dict[str, Expectation]) -> list[str]:
    """Return the names of the figures that are missing or worse than expected by more than the tolerance."""
    worse: list[str] = []
    for name, expectation in expected.items():
        value = found.get(name)
        loss = None if value is None else (value - expectation.value) * (1 if name in LOWER_IS_BETTER else -1)
        if loss is None or loss > expectation.tolerance + 1e-9:
            worse.append(name)
    return worse
