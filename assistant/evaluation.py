"""Golden questions put to the assistant, and what it did with each."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import ir_measures
from ir_measures import Success, nDCG

from assistant.answer import Answer
from assistant.golden import GoldenQuestion
from corpus.normalize import fold, squeeze
from index.hit import Hit

_DEPTH = 10
_SHOWN = ("answered", "partial")
_REFUSALS = ("unanswered", "out_of_scope")
_RANKING = {Success @ 1: "hit@1", Success @ 5: "hit@5", nDCG @ 10: "ndcg@10"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One golden question with what the assistant did.

    ``found``: an answer was given and holds all that was expected. ``relevant``: ids of every passage of the corpus whose
    section names one of the question's facts.
    """

    golden: GoldenQuestion
    answer: Answer
    hits: tuple[Hit, ...]
    found: bool
    exact_citations: int
    relevant: frozenset[str] = frozenset()

    @property
    def answered(self) -> bool:
        """Whether cited sentences were given, be it to a part of the question."""
        return self.answer.status in _SHOWN

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
            return not self.answered
        return self.refused


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured: how to ask it, how it ranks, the text of a document by its id, the passages that name a fact."""

    ask: Callable[[Sequence[str]], Answer]
    search: Callable[[str, int], Sequence[Hit]]
    text_of: Callable[[str], str]
    passages_of: Callable[[str], Iterable[str]]


def judge(questions: Iterable[GoldenQuestion], subject: Subject, progress: Callable[[int], None] | None = None) -> list[Judged]:
    """Ask every question and return what came out, in order."""
    judged: list[Judged] = []
    for question in questions:
        answer = subject.ask(question.turns)
        hits = tuple(subject.search(answer.standalone_question, _DEPTH)) if question.is_answerable else ()
        exact = sum(1 for c in answer.citations if subject.text_of(c.passage.document_id)[c.start : c.end] == c.quote)
        relevant = frozenset(name for fact in question.facts for name in subject.passages_of(fact))
        found = answer.status in _SHOWN and contains(shown_text(answer), question.expected)
        judged.append(Judged(question, answer, hits, found, exact, relevant))
        if progress:
            progress(len(judged))
    return judged


def shown_text(answer: Answer) -> str:
    """Return the sentences alone: a heading repeats the person's own words, and proves nothing."""
    return " ".join(sentence.text for sentence in answer.sentences)


def contains(text: str, expected: Sequence[Sequence[str]]) -> bool:
    """Tell whether ``text`` holds one spelling of each item, accents, case and spaces aside.

    A spelling begins where a word begins, and may end inside one (« rembours »); a number is never a part of another one.
    """
    plain = squeeze(fold(text))
    return all(any(_pattern(spelling).search(plain) for spelling in item) for item in expected)


@cache
def _pattern(spelling: str) -> re.Pattern[str]:
    plain = squeeze(fold(spelling))
    before = r"(?<!\w)" if plain[:1].isalnum() else ""
    before += r"(?<!\d[.,])" if plain[:1].isdigit() else ""
    before += r"(?<!\d )" if re.match(r"\d{3}(?!\d)", plain) else ""
    after = r"(?!\d)(?![.,]\d)(?! \d{3}(?!\d))" if plain[-1:].isdigit() else ""
    return re.compile(before + re.escape(plain) + after)


def ranking_values(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Return hit@1, hit@5 and nDCG@10 of each question that has facts, by its id.

    A passage is relevant when its section names one of the question's facts; the best ranking has all of them in front,
    those that were not found too.
    """
    asked = [j for j in judged if j.golden.is_answerable and j.golden.facts]
    qrels: list[ir_measures.Qrel] = []
    run: list[ir_measures.ScoredDoc] = []
    for j in asked:
        name = j.golden.question_id
        found = {hit.passage.passage_id: hit for hit in j.hits}
        right = j.relevant | {i for i, hit in found.items() if set(hit.passage.facts) & set(j.golden.facts)}
        qrels += [ir_measures.Qrel(name, i, int(i in right)) for i in sorted(right | found.keys() | {"none"})]
        run += [ir_measures.ScoredDoc(name, i, -float(hit.rank)) for i, hit in found.items()]
        run.append(ir_measures.ScoredDoc(name, "none", -1e9))
    values: dict[str, dict[str, float]] = {j.golden.question_id: {} for j in asked}
    if asked:
        for metric in ir_measures.iter_calc(list(_RANKING), qrels, run):
            values[metric.query_id][_RANKING[metric.measure]] = float(metric.value)
    return values


def by_kind(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Return, for each kind of question, how many there are and the share treated as it demands."""
    return _shares(judged, lambda j: j.golden.kind)


def by_theme(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Return the same for each theme, of the questions that the corpus answers."""
    return _shares([j for j in judged if j.golden.is_answerable], lambda j: j.golden.theme)


def _shares(judged: Sequence[Judged], group_of: Callable[[Judged], str]) -> dict[str, dict[str, float]]:
    groups: dict[str, list[Judged]] = {}
    for j in judged:
        groups.setdefault(group_of(j), []).append(j)
    return {
        name: {"questions": len(group), "right": round(sum(j.right for j in group) / len(group), 4)}
        for name, group in groups.items()
    }


def worst(judged: Sequence[Judged], count: int) -> list[Judged]:
    """Return the ``count`` worst cases: wrong answers, the most confident first, then what else is wrong, by kind."""
    wrong = [j for j in judged if not j.right]
    confident = sorted((j for j in wrong if j.answer.confidence is not None), key=lambda j: -(j.answer.confidence or 0))
    others = sorted((j for j in wrong if j.answer.confidence is None), key=lambda j: j.golden.kind)
    return [*confident, *others][:count]


def better_hit(judged: Judged) -> Hit | None:
    """Return the first hit that names a fact of the question and was not cited; None when there is none."""
    cited = {citation.passage.passage_id for citation in judged.answer.citations}
    facts = set(judged.golden.facts)
    return next((h for h in judged.hits if facts & set(h.passage.facts) and h.passage.passage_id not in cited), None)
