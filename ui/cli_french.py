"""French help pages and usage errors for Typer, whose own words are English."""

from collections.abc import Iterable, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

_WIDTH = 26


class FrenchCommand(TyperCommand):
    """A command whose help page is French."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page into ``formatter``."""
        _write_page(self, ctx, formatter, [])


class FrenchGroup(TyperGroup):
    """A group of commands whose help page is French."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page into ``formatter``."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, c.get_short_help_str(90)) for name, c in commands if c is not None and not c.hidden]
        _write_page(self, ctx, formatter, rows)


def _write_page(command: Any, ctx: Any, formatter: Any, commands: Sequence[tuple[str, str]]) -> None:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    words = [ctx.command_path, *(f"[{_name(p)}]" if not p.required else _name(p) for p in arguments)]
    words += ["COMMANDE …"] if commands else []
    formatter.write(f"Utilisation : {' '.join(words)} [options]\n\n{(command.help or '').strip()}\n")
    _write_rows(formatter, "Commandes", commands)
    _write_rows(formatter, "Arguments", [(_name(p), p.help or "") for p in arguments])
    shown = [(", ".join([*p.opts, *p.secondary_opts]), p.help or "") for p in options if not p.hidden and p.name != "help"]
    _write_rows(formatter, "Options", [*shown, ("--help", "Afficher cette aide.")])


def _name(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name).upper()


def _write_rows(formatter: Any, title: str, rows: Iterable[tuple[str, str]]) -> None:
    lines = [f"  {name.ljust(_WIDTH)} {text}".rstrip() for name, text in rows]
    if lines:
        formatter.write(f"\n{title} :\n" + "\n".join(lines) + "\n")


def usage_sentence(error: Exception) -> str:
    """Return the French sentence for a usage error of Typer."""
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    name = _name(parameter) if parameter is not None and parameter.param_type_name == "argument" else ""
    name = name or ", ".join(getattr(parameter, "opts", None) or []) or str(getattr(error, "option_name", "") or "")
    message = str(getattr(error, "message", error))
    if kind == "MissingParameter":
        sentence = f"Il manque : {name}"
    elif kind == "NoSuchOption":
        sentence = f"Option inconnue : {name}"
    elif message.startswith("No such command"):
        unknown = message.split(maxsplit=3)[-1].strip(" .'")
        sentence = f"Commande inconnue : {unknown}"
    elif kind == "BadParameter":
        sentence = f"Valeur refusée pour {name}"
    elif "unexpected extra argument" in message:
        sentence = "Il y a un mot de trop : mettez entre guillemets ce qui contient des espaces"
    else:
        sentence = "La commande est incomplète ou mal écrite"
    return f"{sentence}. Essayez « --help »."
