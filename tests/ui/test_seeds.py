"""The two documents of the user, added as a person adds them, then cited."""

import contextlib
import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ui.conftest import InProcess
from ui.cli import run

# each: a question close to the words of one document only, and which of the two (in name order) answers it
QUESTIONS = [
    ("Quelles qualités sont indispensables pour assurer les missions : patience, empathie ?", 0),
    ("Avec qui l'AESH référent travaille-t-il en étroite collaboration ?", 1),
    ("Quelles connaissances et compétences faut-il : aisance relationnelle, sens de l'écoute ?", 1),
    ("Qui doit élaborer et soumettre des modalités organisationnelles et des outils ?", 1),
]


@dataclass(frozen=True)
class Seeded:
    """A data folder with the user's two documents, and what the command that added them wrote."""

    data_dir: Path
    code: int
    out: str


@pytest.fixture(scope="module")
def seeded(shared: Path, index_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    folder = tmp_path_factory.mktemp("seeds") / "aesh"
    shutil.copytree(index_copy, folder, symlinks=True)
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out):
        patch.setenv("AESH_DATA_DIR", str(folder))
        code = run(["documents", "ajouter", str(shared / "seeds"), "--json"])
    return Seeded(folder, code, out.getvalue())


@pytest.fixture(scope="module")
def identifiers(shared: Path) -> list[str]:
    return [path.stem.replace("_", "-") for path in sorted((shared / "seeds").iterdir())]


def test_both_documents_go_in_by_the_command(identifiers: list[str], seeded: Seeded) -> None:
    assert seeded.code == 0
    rows = json.loads(seeded.out)["documents"]
    assert [(row["document_id"], row["outcome"]) for row in rows] == [(identifier, "added") for identifier in identifiers]
    assert all(row["passages"] >= 3 for row in rows)


def test_their_text_is_kept_whole(shared: Path, identifiers: list[str], aesh: InProcess, seeded: Seeded) -> None:
    for path, identifier in zip(sorted((shared / "seeds").iterdir()), identifiers, strict=True):
        stored = aesh(seeded.data_dir, "documents", "montrer", identifier, "--json").value["text"]
        words = [word for word in path.read_text("utf-8").split() if word.isalpha()]
        assert len(words) > 200
        assert " ".join(w for w in stored.split() if w.isalpha()) == " ".join(words)


@pytest.mark.parametrize(("question", "number"), QUESTIONS)
def test_a_question_about_a_document_of_the_user_is_answered_from_it(
    question: str, number: int, identifiers: list[str], aesh: InProcess, seeded: Seeded
) -> None:
    answer = aesh(seeded.data_dir, "demander", question, "--json").value
    cited = [citation for citation in answer["citations"] if citation["document_id"] == identifiers[number]]
    assert cited
    text = aesh(seeded.data_dir, "documents", "montrer", identifiers[number], "--json").value["text"]
    for citation in cited:
        assert citation["kind"] == "document_local"
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["verified_on"] is None
