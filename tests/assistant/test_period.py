"""The day a question is about: a rule of the past, or a story told on the way to today's."""

from datetime import date

import pytest

from assistant.period import Period, asked_period, asks_for_former_rule

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
    "c'était combien il y a trois ans ?": ("2023-01-01", "2023-12-31"),
    "ya 2 ans c'était combien": ("2024-01-01", "2024-12-31"),
    "l'an dernier on avait droit à combien ?": ("2025-01-01", "2025-12-31"),
    "l'année scolaire dernière c'était combien ?": ("2025-09-01", "2026-08-31"),
    "en sept. 2021 on devait me mettre à quel échelon": ("2021-09-01", "2021-09-30"),
    "2021-2022 : qui payait la cantine ?": ("2021-09-01", "2022-08-31"),
    "à l'époque où j'étais AVS (2013), c'était quel contrat ?": ("2013-01-01", "2013-12-31"),
    "valeur du point d'indice en janvier 2023 svp": ("2023-01-01", "2023-01-31"),
    "ah super. Et en 2018 j'aurais pu le demander ?": ("2018-01-01", "2018-12-31"),
    "je parle de quand j'ai commencé, en sept 2020": ("2020-09-01", "2020-09-30"),
    "avant la grille de 2021, comment on montait ?": ("2020-12-31", "2020-12-31"),
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
    "Je suis AESH depuis septembre 2024 et ma collègue avait une ligne en plus",
    "la circulaire actuelle, celle du 3 juillet 2024 vaut-elle encore ? elle disait quoi",
    "mon bébé est né en décembre 2025, j'ai droit au nouveau congé ?",
    "en 2022-2025 ?",
    "et pour les années d'avant 2023 on peut encore demander ?",
    "avec les jours de carence votés fin 2024 jvais perdre combien ? cdi",
]


@pytest.mark.parametrize("question", STORIES)
def test_a_story_a_reference_and_the_future_ask_for_the_rule_of_today(question: str) -> None:
    assert asked_period(question, TODAY) is None


def test_what_was_said_before_gives_the_day_pointed_at() -> None:
    told = "Une collègue a eu un accident en juin 2025."
    pointed = asked_period("combien de jours avait-elle à ce moment-là ?", TODAY, told)
    assert pointed
    assert (pointed.start, pointed.end) == ("2025-06-01", "2025-06-30")
    assert asked_period("combien de jours a-t-elle ?", TODAY, told) is None
    assert asked_period("combien à ce moment-là ?", TODAY, "Une collègue a eu un accident.") is None


def test_the_words_of_the_period_are_left_out_of_the_search_but_not_the_text_they_name() -> None:
    period = asked_period("avant la grille de 2021, comment on montait ?", TODAY)
    assert period
    assert (
        period.out_of("avant la grille de 2021, comment on montait ?").split()
        == "avant la grille de , comment on montait ?".split()
    )
    assert Period("2022-01-01", "2022-12-31", "").out_of("combien ?") == "combien ?"


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
