"""What sentences say of the time of their rule."""

import pytest

from assistant.dated import NAMES_ANOTHER_TIME, SPEAKS_OF_THEN, speaks_of
from assistant.period import Period

IN_2022 = Period("2022-01-01", "2022-12-31", "en 2022")

SENTENCES = [
    ("Jusqu'au 31 août 2023, l'indemnité était de 600 € brut par an.", SPEAKS_OF_THEN),
    ("Avant le 1er janvier 2023, les AESH étaient exclus de la prime.", SPEAKS_OF_THEN),
    ("Depuis 2019, le contrat dure trois ans.", SPEAKS_OF_THEN),
    ("En 2022, la moitié était remboursée.", SPEAKS_OF_THEN),
    ("Du 1er septembre 2021 au 31 août 2023, la grille allait de 335 à 435.", SPEAKS_OF_THEN),
    ("De 2017 à 2023, une autre règle s'appliquait.", SPEAKS_OF_THEN),
    ("Du 3 mars au 31 décembre 2022, une autre règle s'appliquait.", SPEAKS_OF_THEN),
    ("Depuis le 1er septembre 2023, l'indemnité est de 660 €.", NAMES_ANOTHER_TIME),
    ("Du 1er septembre au 31 décembre 2023, la grille allait de 366 à 450.", NAMES_ANOTHER_TIME),
    ("Jusqu'en 2019, le contrat durait un an.", NAMES_ANOTHER_TIME),
    ("Le décret n° 2014-724 du 27 juin 2014 fixe les conditions.", 0.0),
    ("La loi du 11 février 2005 le prévoit.", 0.0),
    ("L'indemnité est de 2022 €.", 0.0),
    ("L'AESH est un agent contractuel.", 0.0),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_a_sentence_speaks_of_a_period_by_its_dates(sentence: str, expected: float) -> None:
    assert speaks_of(sentence, IN_2022) == expected
