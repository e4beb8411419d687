"""A belief that a sheet corrects is found by the words that only the correction shares with the question."""

from assistant.premise import corrects

SECTION = (
    "La gratification est de 1 529 € par an.",
    "La gratification suit la quotité.",
    "À ne pas confondre : le montant de 1 523 €, souvent repris, est inexact.",
)


def rarity(term: str) -> float:
    return 3.0


def test_a_belief_told_is_corrected() -> None:
    assert corrects("on m'a dit que la gratification est de 1523 €", SECTION, rarity) == 2


def test_one_shared_word_without_a_belief_is_not_enough() -> None:
    assert corrects("gratification 1523", SECTION, rarity) is None


def test_words_that_the_rule_holds_too_show_no_belief() -> None:
    assert corrects("puisque la gratification est de 1 529 € par an", SECTION, rarity) is None


def test_a_section_without_a_correction_corrects_nothing() -> None:
    assert corrects("puisque c'est 1523 €", SECTION[:2], rarity) is None
