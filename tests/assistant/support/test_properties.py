"""What holds for every sentence of the sheets: it supports itself, and no change of its meaning."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.support.judgement import judge
from assistant.verification import support_of
from tests.assistant.made import made_citation
from tests.assistant.sheet_sentences import all_sentences

FEW = settings(max_examples=60, derandomize=True, deadline=None, database=None)
SENTENCES = list(dict.fromkeys(all_sentences()))
WITH_DIGITS = [sentence for sentence in SENTENCES if re.search(r"\d", sentence)]
_VERB = re.compile(r" (est|sont|peut|peuvent|doit|doivent) (?!à l'article|faite?s? ici)")
# « seul … n'est pas » denies something else than « n'est pas ».
_DENIAL = re.compile(r"\b(?:seule?s?|ne|pas|ni|aucun|aucune|jamais|plus|non)\b|n'", re.IGNORECASE)
AFFIRMED = [sentence for sentence in SENTENCES if _VERB.search(sentence) and not _DENIAL.search(sentence)]
RIVALS = (
    ("CDI", "CDD"), ("temps partiel", "temps complet"), ("premier degré", "second degré"), ("net", "brut"),
    ("par mois", "par an"), ("l'employeur", "la commune"), ("démission", "licenciement"), ("maternité", "paternité"),
    ("accepter", "refuser"), ("REP", "REP+"), ("l'enseignant", "l'élève"),
)  # fmt: skip


def swaps() -> list[tuple[str, str]]:
    found = []
    for sentence in SENTENCES:
        for pair in RIVALS:
            for old, new in (pair, pair[::-1]):
                changed = re.sub(rf"(?<!\w){re.escape(old)}(?![\w+])", new, sentence, count=1)
                if changed != sentence and new not in sentence:
                    found.append((sentence, changed))
    return found


def support(sentence: str, quote: str) -> str:
    return support_of(sentence, [made_citation(quote)])


@FEW
@given(st.sampled_from(SENTENCES))
def test_a_sentence_is_verbatim_in_itself(sentence: str) -> None:
    assert support(sentence, sentence) == "verbatim"


@FEW
@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
def test_a_whole_sentence_is_verbatim_among_others(sentence: str, other: str) -> None:
    assert support(sentence, f"{other} {sentence}") == "verbatim"


@FEW
@given(st.sampled_from(WITH_DIGITS), st.data())
def test_another_digit_is_never_supported(sentence: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([at for at, char in enumerate(sentence) if char.isdigit()]))
    digit = data.draw(st.sampled_from([digit for digit in "123456789" if digit != sentence[place]]))
    assert support(sentence[:place] + digit + sentence[place + 1 :], sentence) == "unsupported"


@FEW
@given(st.sampled_from(AFFIRMED))
def test_a_denial_is_never_supported_by_what_it_denies(sentence: str) -> None:
    denied = _VERB.sub(lambda match: f" n'{match[1]} pas " if match[1] == "est" else f" ne {match[1]} pas ", sentence, count=1)
    assert support(denied, sentence) == "unsupported"
    assert support(sentence, denied) == "unsupported"


@FEW
@given(st.sampled_from(swaps()))
def test_what_is_not_to_be_swapped_is_never_supported_swapped(pair: tuple[str, str]) -> None:
    sentence, changed = pair
    assert support(changed, sentence) == "unsupported"


@FEW
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_judged_without_an_error(sentence: str, quote: str) -> None:
    assert 0 <= judge(sentence, [quote]).coverage <= 1


@FEW
@given(st.text(alphabet=" \n\t.,;:!?«»…-", max_size=10))
def test_a_text_without_a_word_is_never_supported(marks: str) -> None:
    assert support(marks, f"La pause est payée.{marks}") == "unsupported"


@FEW
@given(
    st.lists(
        st.sampled_from("ne n' pas que si 12 % € l'AESH CDI ; , ( 1er au plus avant le 3/4 8h30 sauf ni".split()), max_size=12
    )
)
def test_any_row_of_the_words_that_matter_is_judged_without_an_error(words: list[str]) -> None:
    row = " ".join(words)
    assert 0 <= judge(row, ["L'AESH ne peut pas, sauf accord, être payé 12 % de plus avant le 1er mars."]).coverage <= 1
