"""Codes by their full names and by the ways people shorten them."""

import pytest

from corpus.normalize import fold
from corpus.references.codes import CODES, CODES_WITHOUT_LETTERS, code_named
from corpus.references.parser import find_code, parse_references
from corpus.references.value import LegalReference

SHORT = {
    "C. éduc.": "code de l'éducation",
    "code éducation": "code de l'éducation",
    "C.éduc.": "code de l'éducation",
    "Code de l'Education": "code de l'éducation",
    "CGFP": "code général de la fonction publique",
    "C.G.F.P.": "code général de la fonction publique",
    "C. trav.": "code du travail",
    "CASF": "code de l'action sociale et des familles",
    "CRPA": "code des relations entre le public et l'administration",
    "CJA": "code de justice administrative",
    "CSS": "code de la sécurité sociale",
    "CSP": "code de la santé publique",
    "C. pén.": "code pénal",
    "C. civ.": "code civil",
    "CPC": "code de procédure civile",
    "CPP": "code de procédure pénale",
    "CGCT": "code général des collectivités territoriales",
    "CGI": "code général des impôts",
    "code rural": "code rural et de la pêche maritime",
    "CESEDA": "code de l'entrée et du séjour des étrangers et du droit d'asile",
}


def test_codes_have_one_name_each() -> None:
    assert len(set(CODES)) == len(CODES) >= 45
    assert set(CODES) >= CODES_WITHOUT_LETTERS
    assert all(name == name.lower().strip() for name in CODES)


@pytest.mark.parametrize("name", CODES)
def test_a_code_is_known_by_its_name_however_it_is_set(name: str) -> None:
    bare = fold(name)
    for spelling in (
        name,
        name.upper(),
        name.title(),
        name.replace("'", "’"),
        name.replace("'", "' "),
        name.replace(" ", "\u00a0"),
        bare,
    ):
        assert find_code(f"Voir le {spelling}, titre II") == name
    assert find_code(f"Voir le {name.replace(' ', chr(10))}.") == name
    assert code_named(bare) == name


@pytest.mark.parametrize(("spelling", "name"), SHORT.items())
def test_a_short_name_is_known(spelling: str, name: str) -> None:
    number = "1" if name in CODES_WITHOUT_LETTERS else "L. 111-1"
    text = f"l'article {number} {spelling}"
    assert find_code(text) == name
    assert [found.reference for found in parse_references(text)] == [
        LegalReference("code", article=number.replace(". ", ""), code=name)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    {
        "le code du travail maritime": "code du travail maritime",
        "le code civil local d'Alsace-Moselle": "code civil local d'alsace-moselle",
        "le code de la fonction publique": "code général de la fonction publique",
        "le code du travail et le code pénal": "code du travail",
    }.items(),
)
def test_the_longest_name_and_the_first_code_win(text: str, name: str) -> None:
    assert find_code(text) == name


@pytest.mark.parametrize(
    "text",
    ["le code postal de l'école", "un code couleur", "le code du wifi", "CGFPX", "la cgtp", "le code de la routeur", "css3"],
)
def test_no_code_named(text: str) -> None:
    assert find_code(text) is None
