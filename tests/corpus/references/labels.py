"""References labelled by hand in the official samples, and how well the parser finds them (also used by the benchmark).

``cgfp.yaml`` and ``crpa.yaml`` label windows of two codes exhaustively, by place; ``service-public.yaml`` gives the values
of the reference lists of thirteen pages, in order. Places are those of ``text_of``.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

from corpus.references.parser import parse_references
from corpus.references.value import FoundReference, LegalReference, article_value

GOLDEN = Path(__file__).parents[2] / "golden" / "references"
CODES = {
    "cgfp": "code général de la fonction publique",
    "crpa": "code des relations entre le public et l'administration",
}
_FICHES = "service-public/json"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Value = tuple[LegalReference, bool]


@dataclass(slots=True)
class Score:
    """Counts of one comparison; ``faults`` holds what was missed (-) and what was found too much (+), to be read."""

    found: int = 0
    labelled: int = 0
    right: int = 0
    right_places: int = 0
    right_parts: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was found that is labelled."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the labels that were found."""
        return self.right / self.labelled if self.labelled else 1.0

    def __str__(self) -> str:
        return (
            f"{self.labelled:4} labels, {self.found:4} found: precision {self.precision:.4f}, recall {self.recall:.4f}, "
            f"same place {self.right_places}/{self.right}, same part {self.right_parts}/{self.right}"
        )


def value_of(row: Mapping[str, Any]) -> LegalReference:
    """Return the value of a label, or of a case of ``reference_cases.yaml``."""
    article = row.get("article")
    return LegalReference(
        nature=row["nature"],
        number=row.get("number"),
        date=row.get("date"),
        article=article_value(str(article)) if article else None,
        code=row.get("code"),
        nor=row.get("nor"),
        part=row.get("part"),
    )


def rows_of(name: str) -> Any:
    """Return the labels of one file."""
    return yaml.load((GOLDEN / f"{name}.yaml").read_text("utf-8"), Loader=_LOADER)  # noqa: S506  a safe loader


def text_of(path: Path) -> str:
    r"""Return the text in which places are counted: UTF-8, ``\n`` line ends, NFC."""
    return unicodedata.normalize("NFC", path.read_bytes().decode("utf-8").replace("\r\n", "\n"))


def score_code(name: str, samples: Path) -> Score:
    """Compare the parser with the labels of a code, inside the windows that were read whole."""
    windows = rows_of(name)
    text = text_of(samples / windows[0]["file"])
    found = parse_references(text, CODES[name])
    score = Score()
    for window in windows:
        start, end = window["window"]
        inside = [item for item in found if start <= item.start < end]
        _compare(inside, window["references"], text, score)
    return score


def _compare(found: list[FoundReference], labels: list[dict[str, Any]], text: str, score: Score) -> None:
    score.found += len(found)
    score.labelled += len(labels)
    left = list(labels)
    for item in found:
        label = next((row for row in left if _is_same(item, row)), None)
        if label is None:
            score.faults.append(f"+ {text[item.start : item.end]!r} at {item.start}: {item.reference}")
            continue
        left.remove(label)
        score.right += 1
        score.right_places += (item.start, item.end) == (label["start"], label["end"])
        score.right_parts += item.reference.part == label.get("part")
    score.faults += [f"- {text[row['start'] : row['end']]!r} at {row['start']}: {value_of(row)}" for row in left]


def _is_same(item: FoundReference, label: dict[str, Any]) -> bool:
    """Tell whether places overlap and values are equal, the part apart."""
    wanted, got = value_of({**label, "part": item.reference.part}), item.reference
    overlaps = item.start < label["end"] and label["start"] < item.end
    return overlaps and wanted == got and item.in_range == bool(label.get("in_range"))


def score_fiches(samples: Path) -> Score:
    """Compare the parser with the labels of the reference lists of the service-public pages, values and order."""
    score = Score()
    for row in rows_of("service-public"):
        text = reference_list(samples / _FICHES / row["file"])
        found = parse_references(text)
        got: list[_Value] = [(item.reference, item.in_range) for item in found]
        wanted: list[_Value] = [(value_of(label), bool(label.get("in_range"))) for label in row["references"]]
        blocks = SequenceMatcher(None, got, wanted, autojunk=False).get_opcodes()
        right = sum(end - start for tag, start, end, _, _ in blocks if tag == "equal")
        score.found, score.labelled, score.right = score.found + len(got), score.labelled + len(wanted), score.right + right
        for tag, a, b, c, d in blocks:
            if tag != "equal":
                score.faults += [f"+ {row['file']}: {value}" for value in got[a:b]]
                score.faults += [f"- {row['file']}: {value}" for value in wanted[c:d]]
    score.right_places = score.right_parts = score.right  # values are compared whole; places are not labelled
    return score


def reference_list(path: Path) -> str:
    """Return the lines of the references of a service-public page, each once, with a blank line between two of them."""
    lines = (
        "\n".join(_text(child).strip() for child in _elements(node))
        for node in _references(json.loads(path.read_text("utf-8")))
    )
    return "\n\n".join(dict.fromkeys(lines))


def _references(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if node.get("type") == "element" and node["name"] == "Reference":
        yield node
        return
    for child in node.get("children", ()):
        yield from _references(child)


def _elements(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [child for child in node["children"] if child.get("type") == "element"]


def _text(node: Mapping[str, Any]) -> str:
    return str(node["text"]) if node.get("type") == "text" else "".join(_text(child) for child in node.get("children", ()))
