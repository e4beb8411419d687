"""The codes a reference may name: full lower-case titles, and the ways people shorten them."""

import re

from corpus.normalize import fold

_TITLES = """
code civil
code civil local d'alsace-moselle
code de commerce
code de justice administrative
code de justice militaire
code de l'action sociale et des familles
code de l'artisanat
code de l'aviation civile
code de l'entrée et du séjour des étrangers et du droit d'asile
code de l'environnement
code de l'expropriation pour cause d'utilité publique
code de l'organisation judiciaire
code de l'urbanisme
code de l'éducation
code de l'énergie
code de la commande publique
code de la consommation
code de la construction et de l'habitation
code de la défense
code de la famille et de l'aide sociale
code de la mutualité
code de la propriété intellectuelle
code de la recherche
code de la route
code de la santé publique
code de la sécurité intérieure
code de la sécurité sociale
code de la voirie routière
code de procédure civile
code de procédure pénale
code des assurances
code des communes
code des douanes
code des juridictions financières
code des pensions civiles et militaires de retraite
code des pensions militaires d'invalidité et des victimes de guerre
code des postes et des communications électroniques
code des procédures civiles d'exécution
code des relations entre le public et l'administration
code des transports
code du cinéma et de l'image animée
code du domaine de l'état
code du patrimoine
code du service national
code du sport
code du tourisme
code du travail
code du travail maritime
code forestier
code général de la fonction publique
code général de la propriété des personnes publiques
code général des collectivités territoriales
code général des impôts
code minier
code monétaire et financier
code pénal
code rural et de la pêche maritime
code électoral
livre des procédures fiscales
constitution
"""

CODES = tuple(title for title in _TITLES.split("\n") if title)
"""Codes by full lower-case name, and the Constitution, whose articles are cited in the same way."""

CODES_WITHOUT_LETTERS = frozenset(
    {
        "code civil",
        "code pénal",
        "code de procédure civile",
        "code de procédure pénale",
        "code général des impôts",
        "code des douanes",
        "constitution",
    }
)
"""Codes whose articles bear plain numbers."""

_SHORT = {
    "code de l'éducation": ("code education", "code educ", "c. education", "c. educ.", "c educ"),
    "code général de la fonction publique": ("cgfp", "code de la fonction publique", "c. gen. fonct. publ.", "c.g.f.p."),
    "code du travail": ("c. trav.", "c. du trav.", "c trav"),
    "code de l'action sociale et des familles": ("casf",),
    "code des relations entre le public et l'administration": ("crpa",),
    "code de justice administrative": ("cja",),
    "code de la sécurité sociale": ("css", "c. sec. soc."),
    "code de la santé publique": ("csp",),
    "code pénal": ("c. pen.", "c pen"),
    "code civil": ("c. civ.", "c civ"),
    "code de procédure civile": ("cpc",),
    "code de procédure pénale": ("cpp",),
    "code général des collectivités territoriales": ("cgct",),
    "code général des impôts": ("cgi",),
    "code des postes et des communications électroniques": ("code des postes et communications électroniques",),
    "code des transports": ("code du transport",),
    "code rural et de la pêche maritime": ("code rural",),
    "code civil local d'alsace-moselle": ("code civil local",),
    "code de l'entrée et du séjour des étrangers et du droit d'asile": ("ceseda",),
    "code des pensions civiles et militaires de retraite": ("cpcmr",),
}


def _pattern(spelling: str) -> str:
    """Match a folded spelling whatever its spaces; an apostrophe may be a space, a full stop may be followed by one."""
    return re.escape(fold(spelling)).replace(r"'", r"['\s]\s?").replace(r"\.\ ", r"\.\s*").replace(r"\ ", r"\s+")


_SPELLINGS = sorted(
    ((spelling, code) for code in CODES for spelling in (code, *_SHORT.get(code, ()))), key=lambda pair: -len(pair[0])
)
CODE_NAME = "(?:" + "|".join(_pattern(spelling) for spelling, _ in _SPELLINGS) + r")(?!\w)"
"""Matches a code's name in folded text; the longest title wins (code du travail maritime, not code du travail)."""

_BY_PATTERN = [(re.compile(_pattern(spelling)), code) for spelling, code in _SPELLINGS]


def code_named(spelling: str) -> str | None:
    """Return the full name of the code whose folded name is exactly ``spelling``, or None."""
    return next((code for pattern, code in _BY_PATTERN if pattern.fullmatch(spelling)), None)
