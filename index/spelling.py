"""Questions as people type them, put into the words of the corpus: abbreviations, glued elisions, accents, typing slips."""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.normalize import fold
from index.errors import IndexDamaged

ABBREVIATIONS_PATH = Path(__file__).parents[1] / "corpus" / "acronyms.yaml"
_FILE = "words.json"
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GLUED = re.compile(r"(qu|[jldmtsnc])(.{3,})")
_ACRONYMS = ("CT", "DS", "SS")  # a committee, a test and Social Security; « ct », « ds » and « ss » are ways of typing
_SHORTEST_ACCENTED = 4
_SHORTEST_SLIP = 5
_TWO_SLIPS = 8


class Speller:
    """Corrects a question with the words of the corpus; a word that the index knows is never changed for another."""

    def __init__(self, words: Mapping[str, str], abbreviations: Mapping[str, str], knows: Callable[[str], bool]) -> None:
        self._words = dict(words)
        self._abbreviations = dict(abbreviations)
        self._knows = knows
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._words:
            self._by_length[len(word)].append(word)

    def correct(self, text: str) -> str:
        """Return ``text``, composed (NFC), with each doubtful word replaced; figures, references and acronyms stay."""
        return _TOKEN.sub(lambda match: self._correct_word(match.group()), unicodedata.normalize("NFC", text))

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
        return self._nearest(folded) or word

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


def save_words(folder: Path, texts: Iterable[str]) -> None:
    """Write the words of ``texts``: folded form to its commonest spelling, commonest words first."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in _TOKEN.findall(text):
            for part in re.split(r"['’-]", word.lower()):
                if len(part) >= _SHORTEST_ACCENTED:
                    spellings[fold(part)][part] += 1
    ordered = sorted(spellings.items(), key=lambda item: (-item[1].total(), item[0]))
    words = {folded: counts.most_common(1)[0][0] for folded, counts in ordered}
    (folder / _FILE).write_text(json.dumps(words, ensure_ascii=False), "utf-8")


def load_speller(folder: Path, knows: Callable[[str], bool]) -> Speller:
    """Open what ``save_words`` wrote, with the abbreviations of the corpus.

    Raises:
        IndexDamaged: the file is missing or broken.

    """
    try:
        words = json.loads((folder / _FILE).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{folder / _FILE}: {error}", str(folder)) from error
    tables = yaml.safe_load(ABBREVIATIONS_PATH.read_text("utf-8"))
    return Speller(words, {k: v for table in tables.values() for k, v in table.items()}, knows)
