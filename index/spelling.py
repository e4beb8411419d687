"""Questions as people type them, put into the words of the corpus: abbreviations, glued elisions, accents, typing slips."""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.normalize import fold
from index.errors import IndexDamaged
from index.french_tokens import terms

ABBREVIATIONS_PATH = Path(__file__).parents[1] / "corpus" / "acronyms.yaml"
_FILE = "words.json"
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GLUED = re.compile(r"(qu|[jldmtsnc])(.{3,})")
_ACRONYMS = ("CT", "DS", "SS")  # a committee, a test and Social Security; « ct », « ds » and « ss » are ways of typing
_INSTITUTION = re.compile(r"\bPAS\b|\b(?:[lL]e|[uU]n|[dD]u|[aA]ux?|[lL]es|[dD]es|[mM]on|[nN]otre)\s[pP]as\b")
_ITS_NAME = "pôle d'appui à la scolarité"
_NAME = re.compile(r"(?<=[^\W\d_][ ,])\s?((?:[A-ZÀ-Þ][a-zß-ÿ]+(?:['’-][A-ZÀ-Þ]?[a-zß-ÿ]+)*))")
_SHORTEST_ACCENTED = 4
_SHORTEST_SLIP = 5
_TWO_SLIPS = 8
_HEARD_BY = 2


class Speller:
    """Corrects a question with the words of the corpus.

    A word that the prose of the documents ``knows`` is never changed for another, nor one of ``heard``, the words that people
    type about several subjects. Ways of asking hold slips on purpose: what stands in one alone is no proof of a spelling.
    """

    def __init__(
        self,
        words: Mapping[str, str],
        abbreviations: Mapping[str, str],
        knows: Callable[[str], bool],
        heard: Collection[str] = frozenset(),
    ) -> None:
        self._words = dict(words)
        self._abbreviations = dict(abbreviations)
        self._knows = knows
        self._heard = heard
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._words:
            self._by_length[len(word)].append(word)

    def correct(self, text: str) -> str:
        """Return ``text``, composed (NFC), doubtful words replaced and unknown names left out; figures and acronyms stay."""
        text = unicodedata.normalize("NFC", text)
        if text != text.upper():  # in a message all in capitals, « PAS » is the negation
            text = _INSTITUTION.sub(lambda match: f"{match.group()} {_ITS_NAME}", text)
        text = _NAME.sub(lambda match: match.group() if self._is_word(match.group(1)) else "", text)
        return _TOKEN.sub(lambda match: self._correct_word(match.group()), text)

    def _is_word(self, word: str) -> bool:
        """Tell a word from the name of a person or a place, which tells nothing of what is asked."""
        folded = fold(word)
        return folded in self._words or folded in self._abbreviations or folded in self._heard or self._knows(folded)

    def _correct_word(self, word: str) -> str:
        folded = fold(word)
        if folded in self._abbreviations and word not in _ACRONYMS:
            return self._abbreviations[folded]
        if "'" in folded or "-" in folded:
            return word
        if folded in self._words:
            return self._words[folded] if len(folded) >= _SHORTEST_ACCENTED and folded == word.lower() else word
        if self._knows(folded) or word.isupper():
            return word
        glued = _GLUED.fullmatch(folded)
        if glued and (glued.group(2) in self._words or self._knows(glued.group(2))):
            return f"{glued.group(1)}'{self._words.get(glued.group(2), glued.group(2))}"
        return word if folded in self._heard else self._nearest(folded) or word

    def _nearest(self, folded: str) -> str | None:
        if len(folded) < _SHORTEST_SLIP:
            return None
        slips = 2 if len(folded) >= _TWO_SLIPS else 1
        near = [
            w
            for n in range(len(folded) - slips, len(folded) + slips + 1)
            for w in self._by_length.get(n, ())
            if w[0] == folded[0]
        ]
        found = process.extractOne(folded, near, scorer=OSA.distance, score_cutoff=slips)
        return self._words[found[0]] if found else None


def save_words(folder: Path, prose: Iterable[str], asked: Iterable[Iterable[str]] = ()) -> None:
    """Write what a speller needs.

    ``prose`` gives the words: folded form to its commonest spelling, commonest words first, and the terms known. ``asked`` are
    the questions known beforehand, one group for each subject: a word of two groups is heard.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    known: set[str] = set()
    for text in prose:
        known |= set(terms(text))
        for part in _parts(text):
            spellings[fold(part)][part] += 1
    ordered = sorted(spellings.items(), key=lambda item: (-item[1].total(), item[0]))
    words = {folded: counts.most_common(1)[0][0] for folded, counts in ordered}
    groups = Counter(word for questions in asked for word in {fold(part) for text in questions for part in _parts(text)})
    heard = sorted(word for word, count in groups.items() if count >= _HEARD_BY and word not in words)
    record = {"words": words, "terms": sorted(known), "heard": heard}
    (folder / _FILE).write_text(json.dumps(record, ensure_ascii=False), "utf-8")


def _parts(text: str) -> Iterator[str]:
    for word in _TOKEN.findall(text):
        yield from (part for part in re.split(r"['’-]", word.lower()) if len(part) >= _SHORTEST_ACCENTED)


def load_speller(folder: Path) -> Speller:
    """Open what ``save_words`` wrote, with the abbreviations of the corpus.

    Raises:
        IndexDamaged: the file is missing or broken.

    """
    try:
        record = json.loads((folder / _FILE).read_text("utf-8"))
        words, known, heard = dict(record["words"]), frozenset(record["terms"]), frozenset(record["heard"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{folder / _FILE}: {error}", str(folder)) from error
    tables = yaml.safe_load(ABBREVIATIONS_PATH.read_text("utf-8"))
    abbreviations = {k: v for table in tables.values() for k, v in table.items()}
    return Speller(words, abbreviations, lambda word: known.issuperset(terms(word)), heard)
