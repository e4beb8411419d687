"""Prompt files, each with a check of its variables."""

import string
from pathlib import Path
from typing import Any, ClassVar

from assistant.llm.errors import PromptDamaged

_FOLDER = Path(__file__).with_name("prompts")

VARIABLES: dict[str, frozenset[str]] = {
    "writer_system": frozenset({"max_words", "refusal", "canary"}),
    "writer_user": frozenset({"question", "passages"}),
    "rewrite_system": frozenset({"canary"}),
    "rewrite_user": frozenset({"earlier", "last"}),
}
"""What each prompt must hold, and nothing else."""

CANNOT_ANSWER = "Les passages ne répondent pas à la question."
"""What the model is asked to write when it finds no answer: one constant for the prompt, the logic and the tests."""


def load_prompt(name: str, folder: Path = _FOLDER) -> string.Template:
    """Return the prompt ``name``, to be filled with ``fill``.

    Raises:
        PromptDamaged: the file is missing, or has other variables than ``VARIABLES[name]``.

    """
    path = folder / f"{name}.txt"
    try:
        template = _Template(path.read_text("utf-8").strip())
    except OSError as error:
        raise PromptDamaged(f"{path}: {error}", path.name) from error
    if not template.is_valid() or set(template.get_identifiers()) != VARIABLES[name]:
        raise PromptDamaged(f"{path.name} must hold exactly {sorted(VARIABLES[name])}", path.name)
    return template


def fill(name: str, **values: str) -> str:
    """Return the prompt ``name`` with its variables replaced; what a value holds is never read as a variable."""
    return load_prompt(name).substitute(values)


class _Template(string.Template):
    """Variables are written ``{name}``; any other brace is a fault."""

    delimiter = "{"
    pattern: ClassVar[Any] = r"""
        \{(?P<named>[a-z_]+)\} | (?P<invalid>[{}]) | (?P<escaped>(?!)) | (?P<braced>(?!))
    """
