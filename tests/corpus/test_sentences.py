"""Sentences and their places."""

import pytest
from hypothesis import given

from corpus.sentences import sentence_spans
from tests.corpus.support import PROPERTY, any_texts

CASES = {
    "two sentences": ("Le contrat dure trois ans. Il se renouvelle.", ["Le contrat dure trois ans.", "Il se renouvelle."]),
    "three ends": ("Quoi ? Oui ! Bon… Fin", ["Quoi ?", "Oui !", "Bon…", "Fin"]),
    "no end": ("sans point final", ["sans point final"]),
    "line end closes": ("Un titre\nUne phrase.", ["Un titre", "Une phrase."]),
    "blank lines": ("\n\nUn.\n\n\nDeux.\n", ["Un.", "Deux."]),
    "article abbreviated": ("Voir l'art. 3 du texte. Puis signer.", ["Voir l'art. 3 du texte.", "Puis signer."]),
    "articles abbreviated": ("Les arts. L. 1 et L. 2 le disent.", ["Les arts. L. 1 et L. 2 le disent."]),
    "code letter": ("L'article L. 917-1 le dit. Le R. 332-20 aussi.", ["L'article L. 917-1 le dit.", "Le R. 332-20 aussi."]),
    "title before a name": ("Appelez M. Durand. Ou Mme. Petit.", ["Appelez M. Durand.", "Ou Mme. Petit."]),
    "cf": ("La paie change (cf. Annexe B). Fin.", ["La paie change (cf. Annexe B).", "Fin."]),
    "par ex.": ("Un outil, par ex. Le cahier, suffit.", ["Un outil, par ex. Le cahier, suffit."]),
    "phone": ("Joindre par tél. Demain matin.", ["Joindre par tél. Demain matin."]),
    "abbreviation that ends the line": ("Voir le chap.\nPuis la suite.", ["Voir le chap.", "Puis la suite."]),
    "a word that ends like an abbreviation": ("Le car part. Il arrive.", ["Le car part.", "Il arrive."]),
    "local is not al": ("C'est le local. Il ferme.", ["C'est le local.", "Il ferme."]),
    "lower case goes on": ("Écrire « stop. » puis signer. Fin.", ["Écrire « stop. » puis signer.", "Fin."]),
    "etc. goes on": ("Stylos, règles, etc. sont fournis. Fin.", ["Stylos, règles, etc. sont fournis.", "Fin."]),
    "etc. ends": ("Stylos, règles, etc. Le reste suit.", ["Stylos, règles, etc.", "Le reste suit."]),
    "closing guillemet": ("Il dit « oui. » Elle dit non.", ["Il dit « oui. »", "Elle dit non."]),
    "glued guillemet": ("Il dit «oui.» Elle dit non.", ["Il dit «oui.»", "Elle dit non."]),
    "closing bracket": ("Il part (enfin !) Elle reste.", ["Il part (enfin !)", "Elle reste."]),
    "several marks": ("Quoi ?! Rien... Bon.", ["Quoi ?!", "Rien...", "Bon."]),
    "decimal point": ("Le taux est 1.5 partout. Fin.", ["Le taux est 1.5 partout.", "Fin."]),
    "dash list": ("- Un point.\n- Deux points.", ["Un point.", "Deux points."]),
    "bullet list": ("• Un point\n• Deux points", ["Un point", "Deux points"]),
    "long dash list": ("– Un point ;\n– Deux points.", ["Un point ;", "Deux points."]),
    "numbered list": ("1. Signer.\n2) Envoyer.\n3° Attendre.", ["Signer.", "Envoyer.", "Attendre."]),
    "lettered list": ("a) Signer.\nb) Envoyer.", ["Signer.", "Envoyer."]),
    "a year is no list mark": ("2024. Année de la grille.", ["2024.", "Année de la grille."]),
    "a hyphenated word is no list mark": ("-t-il\nPeut-il ?", ["-t-il", "Peut-il ?"]),
    "outer spaces": ("   Un.   Deux.   ", ["Un.", "Deux."]),
    "no-break spaces": ("\u00a0Est-ce vrai\u00a0? \u202fOui.", ["Est-ce vrai\u00a0?", "Oui."]),
    "empty": ("", []),
    "white space": (" \n \u00a0\n", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_a_text_is_cut_into_its_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == expected


def test_only_the_asked_stretch_is_read() -> None:
    text = "Un deux. Trois quatre. Cinq six."
    assert [text[a:b] for a, b in sentence_spans(text, 3, 27)] == ["deux.", "Trois quatre.", "Cinq"]


@PROPERTY
@given(any_texts)
def test_spans_are_ordered_disjoint_inside_and_trimmed(text: str) -> None:
    previous = 0
    for start, end in sentence_spans(text):
        assert previous <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        previous = end


@PROPERTY
@given(any_texts)
def test_outside_the_spans_stand_only_spaces_and_list_marks(text: str) -> None:
    left, previous = [], 0
    for start, end in sentence_spans(text):
        left.append(text[previous:start])
        previous = end
    left.append(text[previous:])
    for gap in left:
        assert all(len(piece.strip()) <= len("12°") for piece in gap.split("\n"))
        assert not any(c.isalpha() for c in gap if c not in "abcdefghijklmnopqrstuvwxyz")
