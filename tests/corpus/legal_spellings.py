"""Spellings of references as people and texts write them (the place stands in [[…]]), and look-alikes."""

from corpus.legal_reference import LegalReference

EDUCATION = "code de l'éducation"
CGFP = "code général de la fonction publique"


def _article(article: str, code: str | None) -> LegalReference:
    return LegalReference("code", article=article, code=code)


def _text(nature: str, number: str | None = None, date: str | None = None, article: str | None = None) -> LegalReference:
    return LegalReference(nature, number, date, article)


_L917 = _article("L917-1", EDUCATION)
_ANY917 = _article("L917-1", None)
_D724 = _text("décret", "2014-724")
_D724_DATED = _text("décret", "2014-724", "2014-06-27")
_C84 = _text("circulaire", "2017-084")
_C84_DATED = _text("circulaire", "2017-084", "2017-05-03")
_A2020 = _text("arrêté", None, "2020-07-29")

SPELLINGS: list[tuple[str, LegalReference]] = [
    ("l'[[article L. 917-1]] du code de l'éducation", _L917),
    ("l'[[article L917-1]] du code de l'éducation", _L917),
    ("l'[[article L 917-1]] du code de l'éducation", _L917),
    ("l'[[art. L. 917-1]] du code de l’éducation", _L917),
    ("l'[[art L.917-1]] du code de l'education", _L917),
    ("l’[[article L.\u00a0917‑1]] du code de l’éducation", _L917),
    ("[[ARTICLE L. 917-1]] DU CODE DE L'ÉDUCATION", _L917),
    ("[[L. 917-1]] du code de l'éducation", _L917),
    ("[[L. 917 - 1]] du code de l'éducation", _L917),
    ("[[L. 917-\n1]] du code de l'éducation", _L917),
    ("[[l917-1]] C. éduc.", _L917),
    ("[[L917-1]] (code éducation)", _L917),
    ("le code de l'éducation, [[L. 917-1]]", _L917),
    ("le code de l'éducation, [[art. L. 917-1]]", _L917),
    ("le code de l'éducation : [[article L. 917–1]]", _L917),
    ("[[L. 917-1]]", _ANY917),
    ("l'[[article L. 917-1]] alinéa 3", _ANY917),
    ("l'[[article L. 917-1]] a été modifié et", _ANY917),
    ("l'[[article L. 917-1 A]] du code de l'éducation", _article("L917-1 A", EDUCATION)),
    ("l'[[article L. 332-4 ter]] du CGFP", _article("L332-4 ter", CGFP)),
    ("le CGFP, [[L. 723-1]]", _article("L723-1", CGFP)),
    ("les [[articles R. 332-20]] à 25 du CGFP", _article("R332-20", CGFP)),
    ("l'[[article D. 351-16-1]] du code de l'éducation", _article("D351-16-1", EDUCATION)),
    ("l'[[article R. * 123-4]] du code de l'éducation", _article("R123-4", EDUCATION)),
    ("l'[[article R*. 123-4]] du code de l'éducation", _article("R123-4", EDUCATION)),
    ("l'[[article L. 1]] du CGFP", _article("L1", CGFP)),
    ("[[L1]] du code général de la fonction publique", _article("L1", CGFP)),
    ("l'[[article L1]]", _article("L1", None)),
    ("l'[[article L. 5424-1]] du code du travail", _article("L5424-1", "code du travail")),
    ("l'[[article L. 5424-1]] C. trav.", _article("L5424-1", "code du travail")),
    ("l'[[article L. 241-6]] du CASF", _article("L241-6", "code de l'action sociale et des familles")),
    ("l'[[article L. 231-1]] du CRPA", _article("L231-1", "code des relations entre le public et l'administration")),
    ("l'[[article R. 421-1]] du CJA", _article("R421-1", "code de justice administrative")),
    ("l'[[article L. 323-1]] du code de la sécurité sociale", _article("L323-1", "code de la sécurité sociale")),
    ("l'[[article 432-1]] du code pénal", _article("432-1", "code pénal")),
    ("le code pénal, [[art. 432-1]]", _article("432-1", "code pénal")),
    ("l'[[article 9 bis]] du code civil", _article("9 bis", "code civil")),
    ("le [[décret n° 2014-724 du 27 juin 2014]] modifié", _D724_DATED),
    ("le [[Décret no 2014-724 du 27/06/2014]]", _D724_DATED),
    ("le [[décret n° 2014‑724 en date du 27 juin 2014]]", _D724_DATED),
    ("le [[décret n°2014-724]]", _D724),
    ("le [[décret nº 2014-724]]", _D724),
    ("le [[decret 2014-724]]", _D724),
    ("le [[DÉCRET N° 2014-724]]", _D724),
    ("le [[décret numéro 2014-724]]", _D724),
    ("le [[décret n°\u00a02014-724]]", _D724),
    ("le [[décret n° 86-83]]", _text("décret", "86-83")),
    ("le [[décret n° 86-83, art. 45]]", _text("décret", "86-83", None, "45")),
    ("le [[décret n° 86-83 du 17 janvier 1986, article 45-4]]", _text("décret", "86-83", "1986-01-17", "45-4")),
    ("l'[[article 45 du décret n° 86-83]]", _text("décret", "86-83", None, "45")),
    ("l'[[art. 1 bis du décret 86-83]]", _text("décret", "86-83", None, "1 bis")),
    ("l'[[article 1er de l'arrêté du 29 juillet 2020]]", _text("arrêté", None, "2020-07-29", "1")),
    ("l'[[arrêté du 29 juillet 2020]]", _A2020),
    ("l'[[arreté du 29 juillet 2020]]", _A2020),
    ("l'[[arrêté du 29-07-2020]]", _A2020),
    ("l'[[arrêté en date du 29/7/2020]]", _A2020),
    ("les [[arrêtés du 29 juillet 2020]]", _A2020),
    ("l'[[arrêté du 1er août 2023]]", _text("arrêté", None, "2023-08-01")),
    ("la [[circulaire n° 2017-084 du 3 mai 2017]]", _C84_DATED),
    ("la [[circulaire ministérielle n°2017-84 du 3 mai 2017]]", _C84_DATED),
    ("la [[circulaire 2017-084 du 3-5-2017]]", _C84_DATED),
    ("la [[circulaire\u00a0n°\u202f2017-084\u00a0du\u00a03\u00a0mai\u00a02017]]", _C84_DATED),
    ("la [[circ. 2017-84]]", _C84),
    ("la [[circ 2017-084]]", _C84),
    ("la [[circulaire interministérielle du 3 mai 2017]]", _text("circulaire", None, "2017-05-03")),
    ("la [[circulaire FP n° 1452]]", _text("circulaire", "FP n° 1452")),
    ("la [[circulaire DGCS/SD3B/2021/109]]", _text("circulaire", "DGCS/SD3B/2021/109")),
    ("la [[note de service du 24 juillet 2024]]", _text("note de service", None, "2024-07-24")),
    ("l'[[instruction du 24 juillet 2024]]", _text("note de service", None, "2024-07-24")),
    ("la [[loi n° 2005-102 du 11 février 2005]]", _text("loi", "2005-102", "2005-02-11")),
    ("la [[LOI N° 2005-102 DU 11 FÉVRIER 2005]]", _text("loi", "2005-102", "2005-02-11")),
    ("la [[loi n°\n2005-102 du 11\nfévrier 2005]]", _text("loi", "2005-102", "2005-02-11")),
    ("la [[loi du 11 février 2005]]", _text("loi", None, "2005-02-11")),
    ("la [[loi organique n° 2001-692]]", _text("loi", "2001-692")),
    ("l'[[ordonnance n° 2021-1574]]", _text("ordonnance", "2021-1574")),
    ("la [[circulaire n° 2019-090, NOR : MENE1915816C]]", LegalReference("circulaire", "2019-090", nor="MENE1915816C")),
    ("le texte NOR [[MENE1915816C]]", LegalReference("document", nor="MENE1915816C")),
]

NOT_REFERENCES = """
appelez le 01 44 49 12 12 demain
le 05-61-17-12-34 répond
voir page 12 du guide
les pages 12-15 du guide
à la p. 45 du livret
en salle L 12 à midi
en salle D. 12 à midi
en salle A 12 à midi
le bâtiment R 3 au fond
mon élève a 12 ans
il a 12 ans et demi
elle en a 12-13 maintenant
le 5 juin 2019
du 3 mai 2017 au 4 juin 2018
le 05/06/2019
depuis le 29-07-2020
24 h sur 41 semaines
1 607 heures par an
l'année 2017-2018
la loi le dit
un décret viendra
par arrêté du maire
la circulaire de rentrée
le code postal 31000
un article de presse de 12 pages
l'article 45
l'article 45 du contrat
la loi de 2005
le décret de 1986
la vitamine D 3
la route D 820
la fiche MET.7829
le code ROME K2104
la fiche FOR.7112
l'instruction en famille
une circulation 2019-090
un arrêt du 5 juin 2019
le niveau A 1 en anglais
l'élève d 12
L.917.1
""".strip().splitlines()
