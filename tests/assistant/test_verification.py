"""Nothing is shown that its quote does not carry."""

from dataclasses import replace

import pytest

from assistant.answer import MAX_QUOTE, Citation, Sentence
from assistant.verification import is_consistent, keep_supported, support_of
from tests.assistant.made import made_citation

QUOTE = (
    "L'agent dispose de 15 jours francs pour répondre à l'avenant, selon l'article L. 917-1 du code de l'éducation "
    "et le décret n° 2014-724 du 27 juin 2014."
)
OTHER = "La gratification atteint 1 529 euros par an, ou 12,5 % du salaire de base."


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (QUOTE, QUOTE),
        ("L’agent dispose de 15\u00a0jours francs", QUOTE),
        ("  L'agent   dispose de 15 jours\nfrancs pour répondre à l'avenant", QUOTE),
        ("La gratification atteint 1\u202f529 euros par an", OTHER),
    ],
)
def test_a_sentence_that_stands_in_its_quote_is_verbatim(sentence: str, quote: str) -> None:
    assert support_of(sentence, [made_citation(quote)]) == "verbatim"


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Pour répondre à l'avenant, l'agent dispose de 15 jours francs.", QUOTE),
        ("Selon l'article L917-1 du code de l'éducation, l'agent dispose de 15 jours.", QUOTE),
        ("AGENT : 15 jours francs pour repondre à l'avenant.", QUOTE),
        ("Par an, la gratification atteint 1529 euros.", OTHER),
        ("Du salaire de base, 12.5 %.", OTHER),
    ],
)
def test_the_same_words_in_another_order_are_verified(sentence: str, quote: str) -> None:
    assert support_of(sentence, [made_citation(quote)]) == "verified"


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("L'agent dispose de 16 jours francs pour répondre à l'avenant.", QUOTE),
        ("5 jours francs pour répondre à l'avenant", QUOTE),
        ("La gratification atteint 529 euros par an.", OTHER),
        ("La gratification atteint 1 592 euros par an.", OTHER),
        ("La gratification atteint 12,6 % du salaire de base.", OTHER),
        ("Le contrat dure six ans.", "Le contrat dure trois ans."),
        ("Le contrat dure deux ans.", "Le contrat dure trois ans."),
        ("Le stage a lieu en mai 2023.", "Le stage a lieu en mai 2022."),
    ],
)
def test_a_swapped_number_is_not_supported(sentence: str, quote: str) -> None:
    assert support_of(sentence, [made_citation(quote)]) == "unsupported"


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Selon l'article L. 917-2 du code de l'éducation, l'agent dispose de 15 jours.", QUOTE),
        ("Selon l'article R. 917-1 du code de l'éducation, l'agent dispose de 15 jours.", QUOTE),
        ("Selon l'article L. 917-1 du code du travail, l'agent dispose de 15 jours.", QUOTE),
        ("Selon le décret n° 2014-742 du 27 juin 2014, l'agent dispose de 15 jours.", QUOTE),
        ("Selon le décret n° 2014-724 du 27 juillet 2014, l'agent dispose de 15 jours.", QUOTE),
    ],
)
def test_a_swapped_reference_is_not_supported(sentence: str, quote: str) -> None:
    assert support_of(sentence, [made_citation(quote)]) == "unsupported"


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("L'agent dispose de 15 jours francs pour répondre à l'avenant par courrier recommandé.", QUOTE),
        ("L'agent et son élève disposent de 15 jours francs.", QUOTE),
        ("Une prime est versée chaque trimestre.", QUOTE),
    ],
)
def test_an_added_detail_is_not_supported(sentence: str, quote: str) -> None:
    assert support_of(sentence, [made_citation(quote)]) == "unsupported"


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Le renouvellement est automatique à la rentrée.", "Le renouvellement n'est pas automatique à la rentrée."),
        ("La surveillance ne fait pas partie des missions.", "La surveillance fait partie des missions."),
        ("Le CDD devient obligatoire à la rentrée.", "Le CDI devient obligatoire à la rentrée."),
    ],
)
def test_the_opposite_or_another_thing_said_with_the_same_long_words_is_not_supported(sentence: str, quote: str) -> None:
    assert support_of(sentence, [made_citation(quote)]) == "unsupported"


def test_a_part_that_leaves_out_a_condition_is_not_verbatim() -> None:
    quote = "La pause est payée si l'AESH reste à disposition."
    assert support_of("La pause est payée", [made_citation(quote)]) == "unsupported"
    assert support_of("La pause est payée si l'AESH reste à disposition", [made_citation(quote)]) == "verbatim"


@pytest.mark.parametrize("sentence", ["", "  ", "…"])
def test_a_sentence_without_a_word_is_not_supported(sentence: str) -> None:
    assert support_of(sentence, [made_citation(QUOTE)]) == "unsupported"


def test_without_a_quote_nothing_is_supported() -> None:
    assert support_of("L'agent dispose de 15 jours francs.", []) == "unsupported"


def test_two_quotes_may_support_one_sentence_together() -> None:
    sentence = "L'agent dispose de 15 jours francs et la gratification atteint 1 529 euros par an."
    assert support_of(sentence, [made_citation(QUOTE)]) == "unsupported"
    assert support_of(sentence, [made_citation(QUOTE), made_citation(OTHER, 2)]) == "verified"


CITATION = made_citation(QUOTE)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(CITATION, quote=QUOTE.replace("15", "16")),
        replace(CITATION, start=CITATION.start + 1),
        replace(CITATION, end=CITATION.end - 1),
        replace(CITATION, end=CITATION.end + 1, quote=QUOTE + "."),
        replace(CITATION, start=CITATION.passage.start - 1, quote="x"),
        replace(CITATION, start=CITATION.end, quote=""),
        replace(CITATION, start=CITATION.end, end=CITATION.start, quote=""),
        made_citation("mot " * (MAX_QUOTE // 4 + 1)),
    ],
)
def test_a_citation_that_is_not_an_exact_bounded_part_of_its_passage_is_inconsistent(wrong: Citation) -> None:
    assert is_consistent(CITATION)
    assert not is_consistent(wrong)


def test_only_supported_sentences_are_kept_in_order_with_the_support_found() -> None:
    sentences = [
        Sentence("L'agent dispose de 15 jours francs", (1,), "unsupported"),
        Sentence("L'agent dispose de 16 jours francs", (1,), "verbatim"),
        Sentence("Par an, 1 529 euros.", (2,), "unsupported"),
        Sentence("La gratification atteint 1 529 euros par an", (1,), "verbatim"),
        Sentence("L'agent dispose de 15 jours francs", (7,), "verbatim"),
        Sentence("L'agent dispose de 15 jours francs", (), "verbatim"),
    ]
    kept = keep_supported(sentences, [CITATION, made_citation(OTHER, 2)])
    assert kept == [replace(sentences[0], support="verbatim"), replace(sentences[2], support="verified")]


def test_an_inconsistent_citation_supports_nothing() -> None:
    forged = replace(CITATION, quote=QUOTE.replace("15", "16"))
    assert keep_supported([Sentence("L'agent dispose de 16 jours francs", (1,), "verbatim")], [forged]) == []
