"""References written in French, and read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.references.parser import parse_references
from corpus.references.value import FoundReference, LegalReference
from corpus.references.writing import write_article, write_date, write_reference
from tests.corpus.references.strategies import references
from tests.corpus.support import PROPERTY

EDUCATION = "code de l'éducation"
WRITTEN = {
    "article L. 917-1 du code de l'éducation": LegalReference("code", article="L917-1", code=EDUCATION),
    "article L. 917-1, I, 2°, alinéa 3, du code de l'éducation": LegalReference(
        "code", article="L917-1", code=EDUCATION, part="I, 2°, alinéa 3"
    ),
    "article L. 917-1": LegalReference("code", article="L917-1"),
    "article L. 917-1, alinéa 3": LegalReference("code", article="L917-1", part="alinéa 3"),
    "article LO. 6213-1 du code général des collectivités territoriales": LegalReference(
        "code", article="LO6213-1", code="code général des collectivités territoriales"
    ),
    "article 432-12 du code pénal": LegalReference("code", article="432-12", code="code pénal"),
    "article 72 de la constitution": LegalReference("code", article="72", code="constitution"),
    "décret n° 86-83 du 17 janvier 1986": LegalReference("décret", "86-83", "1986-01-17"),
    "article 45-4 du décret n° 86-83": LegalReference("décret", "86-83", article="45-4"),
    "article 1 de l'arrêté du 29 juillet 2020": LegalReference("arrêté", date="2020-07-29", article="1"),
    "article 2, II, de l'ordonnance n° 2021-1574": LegalReference("ordonnance", "2021-1574", article="2", part="II"),
    "article 1 A de l'ordonnance n° 2021-1574": LegalReference("ordonnance", "2021-1574", article="1 A"),
    "article 3 de la loi du 11 février 2005": LegalReference("loi", date="2005-02-11", article="3"),
    "circulaire n° 2017-084 du 3 mai 2017, point 4.1": LegalReference("circulaire", "2017-084", "2017-05-03", part="4.1"),
    "arrêté du 1er août 2023, annexe 2": LegalReference("arrêté", date="2023-08-01", part="annexe 2"),
    "circulaire FP n° 1452": LegalReference("circulaire", "FP n° 1452"),
    "circulaire DGCS/SD3B/2021/109": LegalReference("circulaire", "DGCS/SD3B/2021/109"),
    "circulaire n° 2019-090 (NOR : MENE1915816C)": LegalReference("circulaire", "2019-090", nor="MENE1915816C"),
    "note de service du 24 juillet 2024": LegalReference("note de service", date="2024-07-24"),
    "décision n° 503871 du 27 février 2026": LegalReference("décision", "503871", "2026-02-27"),
    "décision n° 2024-1105 QPC du 4 octobre 2024": LegalReference("décision", "2024-1105 QPC", "2024-10-04"),
    "règlement (UE) 2016/679 du 27 avril 2016": LegalReference("document", "2016/679", "2016-04-27"),
    "NOR : MENH1915158C": LegalReference("document", nor="MENH1915158C"),
}


@pytest.mark.parametrize(("text", "reference"), WRITTEN.items())
def test_a_reference_is_written_in_full_and_read_again(text: str, reference: LegalReference) -> None:
    assert write_reference(reference) == text
    assert parse_references(text) == [FoundReference(reference, 0, len(text))]


@pytest.mark.parametrize(
    ("article", "expected"),
    {"L917-1": "L. 917-1", "R332-20": "R. 332-20", "LO6213-1": "LO. 6213-1", "45-4": "45-4", "L135-6 A": "L. 135-6 A"}.items(),
)
def test_an_article_is_written_with_its_stop(article: str, expected: str) -> None:
    assert write_article(article) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    {
        "2017-05-03": "3 mai 2017",
        "2023-08-01": "1er août 2023",
        "2005-02-11": "11 février 2005",
        "1968-12-31": "31 décembre 1968",
    }.items(),
)
def test_a_date_is_written_in_words(day: str, expected: str) -> None:
    assert write_date(day) == expected


@PROPERTY
@given(references)
def test_what_is_written_is_read_again_whole(reference: LegalReference) -> None:
    text = write_reference(reference)
    assert parse_references(text) == [FoundReference(reference, 0, len(text))]


DRESSED = {
    "capitals": lambda text: text.upper(),
    "spaces and hyphens that do not break": lambda text: text.replace(" ", "\u00a0").replace("-", "\u2011"),
    "one word a line": lambda text: text.replace(" ", "\n"),
    "double spaces and curly apostrophes": lambda text: text.replace(" ", "  ").replace("'", "’"),
}


@pytest.mark.parametrize("dress", DRESSED.values(), ids=DRESSED)
@PROPERTY
@given(data=st.data())
def test_what_is_written_is_read_in_a_sentence_however_it_is_set(dress: object, data: st.DataObject) -> None:
    assert callable(dress)
    reference = data.draw(references)
    written = dress(write_reference(reference))
    text = f"Selon {written} : il faut attendre."
    start = len("Selon ")
    assert parse_references(text) == [FoundReference(reference, start, start + len(written))]
