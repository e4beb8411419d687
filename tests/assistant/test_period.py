"""The day a question is about: a rule of the past, or a story told on the way to today's."""

from datetime import date

import pytest

from assistant.period import asked_period, asks_for_former_rule

TODAY = date(2026, 11, 22)

PERIODS = {
    "En 2022, combien de temps pour avoir un CDI ?": ("2022-01-01", "2022-12-31"),
    "c'etait combien le smic en janvier 2026": ("2026-01-01", "2026-01-31"),
    "c'était combien en décembre 2025 ?": ("2025-12-01", "2025-12-31"),
    "combien gagnait une aesh avant 2021 ?": ("2020-12-31", "2020-12-31"),
    "avant la rentrée 2019 cetait combien de semaines": ("2019-08-31", "2019-08-31"),
    "à la rentrée 2021 il fallait combien d'années": ("2021-09-01", "2021-09-01"),
    "année scolaire 2022-2023 : quelle grille ?": ("2022-09-01", "2023-08-31"),
    "en 2022/23 quelle prime rep ?": ("2022-09-01", "2023-08-31"),
    "au 1er mars 2023 quelle indemnité référent ?": ("2023-03-01", "2023-03-01"),
    "avant le 1er septembre 2023 on passait cdi quand": ("2023-08-31", "2023-08-31"),
    "fin 2020 quel était le salaire ?": ("2020-12-01", "2020-12-31"),
    "j'étais payée combien en 2021 au smic ?": ("2021-01-01", "2021-12-31"),
    "Bonjour. En 2018, qui recrutait ?": ("2018-01-01", "2018-12-31"),
    "quel est le taux de remboursement du navigo en 2022 ?": ("2022-01-01", "2022-12-31"),
}


@pytest.mark.parametrize(("question", "days"), PERIODS.items())
def test_a_question_about_the_past_gives_its_days(question: str, days: tuple[str, str]) -> None:
    period = asked_period(question, TODAY)
    assert period
    assert (period.start, period.end) == days


STORIES = [
    "j'ai été recrutée en 2019, quand puis-je avoir un CDI ?",
    "je suis aesh depuis 2018, ai-je droit au CDI en 2026 ?",
    "mon contrat finit en 2027",
    "j'ai commencé en septembre 2020 et j'ai signé mon 2e cdd en 2023",
    "que dit la loi du 11 février 2005 ?",
    "que prévoit la circulaire du 3 mai 2017",
    "quelle sera la règle en 2027 ?",
    "combien gagne une aesh en 2026 ?",
    "appelez le 01 44 49 20 22",
    "combien gagne une aesh",
    "embauchée le 1er septembre 2021, ma période d'essai ?",
    "décret 2014-724",
    "",
]


@pytest.mark.parametrize("question", STORIES)
def test_a_story_a_reference_and_the_future_ask_for_the_rule_of_today(question: str) -> None:
    assert asked_period(question, TODAY) is None


def test_the_past_begins_today() -> None:
    question = "en 2026, combien gagnait une aesh ?"
    assert asked_period(question, date(2026, 11, 22)) is None
    assert asked_period(question, date(2027, 1, 1)) is not None


@pytest.mark.parametrize(
    ("question", "former"),
    [("l'ancienne grille c'était quoi", True), ("à l'époque on faisait combien ?", True), ("combien gagne une aesh", False)],
)
def test_an_old_rule_may_be_asked_for_without_a_date(question: str, former: bool) -> None:
    assert asks_for_former_rule(question) is former
