"""YAML of the corpus files: read, checked against a schema, each fault with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from corpus.errors import InvalidCorpusFile

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_ISO_LENGTH = len("2026-11-22")
_T = TypeVar("_T")


def _is_a_day(value: str) -> str:
    date.fromisoformat(value)
    return value


Day = Annotated[str, BeforeValidator(str), AfterValidator(_is_a_day)]
"""A day as ``YYYY-MM-DD``, quoted in the file or not."""

Place = tuple[int | str, ...]


class Row(BaseModel):
    """What a schema is made of: no key more than those named, no empty string."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)


@dataclass(frozen=True, slots=True)
class YamlText:
    """A piece of YAML in the file ``name``, whose first line is the ``first_line``-th of that file."""

    name: str
    text: str
    first_line: int = 1

    def load(self) -> Any:
        """Return what the text holds. Raises InvalidCorpusFile for text that is not YAML, or a day that does not exist."""
        try:
            return yaml.load(self.text, Loader=_LOADER)  # noqa: S506  both loaders named above are safe ones
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + self.first_line if mark else None
            raise InvalidCorpusFile(self.name, "not_yaml", str(getattr(error, "problem", None) or error), line) from error
        except ValueError as error:  # PyYAML makes dates of what looks like one
            value, line = self._impossible_day()
            raise InvalidCorpusFile(self.name, "impossible_date", value or str(error), line) from error

    def check(self, schema: TypeAdapter[_T], value: Any) -> _T:
        """Return ``value`` as ``schema`` has it. Raises InvalidCorpusFile for the first fault, with its line."""
        try:
            return schema.validate_python(value)
        except ValidationError as error:
            first = error.errors()[0]
            raise self._fault(first["type"], first["loc"], first.get("input")) from error

    def line(self, place: Place) -> int | None:
        """Return the line of ``place``, a path of rows and keys; of what stands around it if it is not there."""
        node: Any = yaml.compose(self.text, Loader=_LOADER)
        line = node.start_mark.line if node else 0
        for step in place:
            if isinstance(node, yaml.MappingNode):
                key, node = next(((k, v) for k, v in node.value if k.value == step), (None, None))
                line = key.start_mark.line if key else line
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line
            else:
                break
        return int(line) + self.first_line

    def _fault(self, kind: str, place: Place, value: Any) -> InvalidCorpusFile:
        field = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
        if kind == "missing" and place and isinstance(place[-1], str):
            return InvalidCorpusFile(self.name, "missing_field", field, self.line(place[:-1]))
        if kind == "extra_forbidden":
            return InvalidCorpusFile(self.name, "unknown_field", field, self.line(place))
        if kind in ("value_error", "assertion_error"):
            return InvalidCorpusFile(self.name, "impossible_date", str(value), self.line(place))
        return InvalidCorpusFile(self.name, "wrong_value", f"{field} : {value}"[:80], self.line(place))

    def _impossible_day(self) -> tuple[str | None, int | None]:
        for node in _scalars(yaml.compose(self.text, Loader=_LOADER)):
            try:
                if node.tag == _TIMESTAMP:
                    date.fromisoformat(node.value[:_ISO_LENGTH])
            except ValueError:
                return str(node.value), node.start_mark.line + self.first_line
        return None, None


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _scalars(child)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            yield from _scalars(key)
            yield from _scalars(child)
