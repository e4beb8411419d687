"""Hypothesis strategies: every reference that can be written in full, and texts made of pieces of references."""

from datetime import date

from hypothesis import strategies as st

from corpus.references.codes import CODES, CODES_WITHOUT_LETTERS
from corpus.references.value import LegalReference

_SUFFIXES = ("", "", "", " bis", " ter", " quater", " quinquies", " A", " B")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "IX", "X", "II bis")

_number = st.integers(1, 9999).map(str)
_step = st.integers(1, 99).map(str)
_suffix = st.sampled_from(_SUFFIXES)
_plain_article = st.builds(
    lambda first, steps, suffix: "-".join((first, *steps)) + suffix,
    st.integers(1, 999).map(str),
    st.lists(_step, max_size=2),
    _suffix,
)
_lettered_article = st.builds(
    lambda letter, first, steps, suffix: letter + "-".join((first, *steps)) + suffix,
    st.sampled_from(("L", "R", "D", "LO")),
    _number,
    st.lists(_step, max_size=3),
    _suffix,
)
_article_part = st.builds(
    lambda *levels: ", ".join(filter(None, levels)) or None,
    st.sampled_from(("", *_ROMANS)),
    st.one_of(st.just(""), st.integers(1, 12).map("{}°".format), st.just("3° bis")),
    st.one_of(st.just(""), st.integers(1, 20).map("alinéa {}".format)),
)
_text_part = st.one_of(
    st.none(),
    st.integers(1, 9).map("annexe {}".format),
    st.sampled_from(("annexe", "annexe II", "4", "4.1", "2.1.3", "II")),
)
_day = st.dates(date(1945, 1, 1), date(2029, 12, 31)).map(date.isoformat)
_nor = st.from_regex(r"[A-Z]{4}\d{7}[A-Z]", fullmatch=True)
_serial = st.integers(1, 2500)


def _article_of_code(code: str) -> st.SearchStrategy[LegalReference]:
    article = _plain_article if code in CODES_WITHOUT_LETTERS else _lettered_article
    return st.builds(
        lambda article, part: LegalReference("code", article=article, code=code, part=part), article, _article_part
    )


def _numbered(nature: str, year: int, serial: int) -> str:
    if nature == "circulaire":
        return f"{year}-{serial:03}"
    return f"{year}-{serial}" if year >= 2000 else f"{year % 100}-{serial}"


def _of_nature(nature: str, number: int, year: int, day: str | None, nor: str | None) -> LegalReference:
    return LegalReference(nature, _numbered(nature, year, number) if number else None, day, nor=nor)


_whole_texts = st.builds(
    _of_nature,
    st.sampled_from(("loi", "ordonnance", "décret", "arrêté", "circulaire", "note de service")),
    st.one_of(st.just(0), _serial),
    st.integers(1960, 2029),
    st.one_of(st.none(), _day),
    st.one_of(st.none(), _nor),
).filter(lambda reference: bool(reference.number or reference.date or reference.nor))


def _with_article(text: LegalReference, article: str, part: str | None) -> LegalReference:
    return LegalReference(text.nature, text.number, text.date, article, nor=text.nor, part=part)


def _with_part(text: LegalReference, part: str | None) -> LegalReference:
    is_divided = text.nature not in ("loi", "ordonnance")
    return LegalReference(text.nature, text.number, text.date, nor=text.nor, part=part if is_divided else None)


articles_of_codes = st.sampled_from(CODES).flatmap(_article_of_code)
articles_alone = st.builds(
    lambda article, part: LegalReference("code", article=article, part=part), _lettered_article, _article_part
)
articles_of_texts = st.builds(_with_article, _whole_texts, _plain_article, _article_part)
texts = st.builds(_with_part, _whole_texts, _text_part)
decisions = st.builds(
    lambda number, day: LegalReference("décision", number, day),
    st.integers(10000, 9999999).map(str),
    st.one_of(st.none(), _day),
)
documents = st.one_of(
    st.builds(lambda nor: LegalReference("document", nor=nor), _nor),
    st.builds(
        lambda year, serial, day: LegalReference("document", f"{year}/{serial}", day),
        st.integers(1990, 2029),
        st.integers(10, 2500),
        st.one_of(st.none(), _day),
    ),
)
references = st.one_of(articles_of_codes, articles_alone, articles_of_texts, texts, decisions, documents)

_PIECES = r"""
article|articles|art.|Art|L.|R. 332-20|l917-1|L. 917-1|D. 351-16-1|R.*123-4|45|45-4|6 bis|1er|25|L. 9l7-I|a|A
du|de la|de l'|des|et|ou|,|;|.|à|aux|(|)|[|]|:|-|–|«|»|*|**|_|\|İ|ﬁ|œ|é
code de l'éducation|CODE CIVIL|CGFP|C. trav.|même code|dudit code|présent code|constitution
décret|décrets|loi|la même loi|loi organique|arrêté|circulaire|circ.|note de service|instruction|décision|Conseil d'État|CE
n°|no|n° 86-83|2017-084|n° 2Ol7-084|n° 503871|règlement (UE) 2016/679|NOR|MENH1915158C|NOR : MENE1915816C
du 17 janvier 1986|du l7 janvier 1986|du 3.5.2017|du 31 février 2020|du 1er août 2023|modifié|relatif aux missions
I|II bis|2°|b)|3e alinéa|alinéa 3|deux premiers alinéas|première phrase|annexe 2|point 4.1|§ 2.3|4.1|et suivants
https://a.fr/L917-1|01 44 49 12 12|salle L 12|page 45
"""
_SPACES = ("\n", "\n\n", "\t", "\u00a0", "\u202f", "\u00ad", "|")
_pieces = st.sampled_from([piece for line in _PIECES.splitlines() for piece in line.split("|") if piece] + list(_SPACES))
pieced_texts = st.lists(st.tuples(_pieces, st.sampled_from((" ", " ", " ", "", "\n"))), max_size=24).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)
