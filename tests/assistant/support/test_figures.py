"""Numbers, durations, dates and hours: one value however it is written, and no other."""

from fractions import Fraction

import pytest

from assistant.support.figures import holds, missing_references
from assistant.support.quantities import Quantity
from assistant.support.reading import read_sentence


def first(text: str) -> Quantity:
    return read_sentence(text).quantities[0]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("pendant trois ans", "mois", 36),
        ("pendant vingt-et-un jours", "jour", 21),
        ("pendant quatre-vingt-dix minutes", "minute", 90),
        ("1 607 heures par an", "minute", 1607 * 60),
        ("une heure de pause", "minute", 60),
        ("à 8h30", "minute", 510),
        ("12,5 % du salaire", "%", Fraction(25, 2)),
        ("un tiers du salaire", "%", Fraction(100, 3)),
        ("les 3/4 du prix", "%", 75),
        ("la moitié du prix", "%", 50),
        ("1 132,34 € brut", "euro", Fraction(113234, 100)),
        ("50 centimes", "euro", Fraction(1, 2)),
        ("huit jours", "jour", 8),
        ("une semaine", "semaine", 1),
        ("quinze jours francs", "jour franc", 15),
        ("onze échelons", "n echelon", 11),
    ],
)
def test_a_quantity_has_a_unit_and_an_exact_value(text: str, unit: str, value: Fraction | int) -> None:
    found = first(text)
    assert (found.unit, found.value) == (unit, value)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("un délai de 24 mois", "un délai de deux ans"),
        ("une pause de 60 minutes", "une pause d'une heure"),
        ("le 01/09/2023", "le 1er septembre 2023"),
        ("en septembre 2023", "le 1er septembre 2023"),
        ("avant le 1er mars 2025", "jusqu'au 28 février 2025"),
        ("0,5 % du salaire", "0.5 % du salaire"),
        ("plus de 70 %", "une quotité supérieure à 70 %"),
        ("au plus 10 heures", "ne peut pas dépasser 10 heures"),
        ("25 jours de congé", "25 jours calendaires"),
    ],
)
def test_the_same_quantity_in_other_words_is_held(wanted: str, said: str) -> None:
    assert holds(read_sentence(said), first(wanted))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("pendant huit jours", "pendant une semaine"),
        ("pendant 30 jours", "pendant un mois"),
        ("pendant quatre semaines", "pendant un mois"),
        ("quinze jours ouvrés", "quinze jours ouvrables"),
        ("depuis le 1er mars 2025", "jusqu'au 28 février 2025"),
        ("après le 1er mars 2025", "à partir du 1er mars 2025"),
        ("au moins 10 heures", "au plus 10 heures"),
        ("moins de 70 %", "plus de 70 %"),
        ("plus de 70 %", "au moins 70 %"),
        ("1 592 euros", "1 529 euros"),
        ("12 euros", "12 %"),
        ("le 1er septembre 2023", "en septembre 2023"),
        ("90 % du salaire", "environ 90 % du salaire"),
        ("le deuxième contrat", "le premier contrat"),
        ("au plus un enfant", "au moins un enfant"),
    ],
)
def test_another_quantity_is_not_held(wanted: str, said: str) -> None:
    assert not holds(read_sentence(said), first(wanted))


@pytest.mark.parametrize(
    ("sentence", "quote", "is_missing"),
    [
        ("selon l'article L917-1 du code de l'éducation", "l'article L. 917-1 du code de l'éducation", False),
        ("selon le décret n° 2014-724", "le décret n° 2014-724 du 27 juin 2014", False),
        ("selon le décret n° 2014-724 du 27 juin 2014", "le décret n° 2014-724", True),
        ("selon l'article L. 917-2 du code de l'éducation", "l'article L. 917-1 du code de l'éducation", True),
        ("selon l'article L. 917-1 du code du travail", "l'article L. 917-1 du code de l'éducation", True),
    ],
)
def test_a_reference_is_held_by_one_as_precise(sentence: str, quote: str, is_missing: bool) -> None:
    assert bool(list(missing_references(read_sentence(sentence), [read_sentence(quote)]))) == is_missing
