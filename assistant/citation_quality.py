"""Do citations support what is shown, and is each one needed? The two measures of ALCE, with our own verifier as judge."""

from dataclasses import dataclass

from assistant.answer import Answer, Citation
from assistant.verification import support_of


@dataclass(frozen=True, slots=True)
class CitationCounts:
    """Sentences shown and those their citations support; uses of a citation by a sentence and those that are needed."""

    sentences: int
    supported: int
    uses: int
    needed: int


def citation_counts(answer: Answer) -> CitationCounts:
    """Count over the sentences of ``answer``."""
    by_number = {citation.number: citation for citation in answer.citations}
    supported = needed = uses = 0
    for sentence in answer.sentences:
        cited = [by_number[number] for number in sentence.citations if number in by_number]
        holds = _supports(sentence.text, cited)
        supported += holds
        uses += len(sentence.citations)
        needed += sum(_is_needed(sentence.text, cited, citation) for citation in cited) if holds else 0
    return CitationCounts(len(answer.sentences), supported, uses, needed)


def _is_needed(sentence: str, cited: list[Citation], citation: Citation) -> bool:
    """Tell whether ``citation`` supports the sentence alone, or the others do not without it."""
    others = [other for other in cited if other is not citation]
    return _supports(sentence, [citation]) or not _supports(sentence, others)


def _supports(sentence: str, citations: list[Citation]) -> bool:
    return bool(citations) and support_of(sentence, citations) != "unsupported"
