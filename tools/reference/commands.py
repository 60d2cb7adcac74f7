"""The reference's page of commands, from the command line's own help."""

from collections.abc import Iterator
from typing import Any

import typer

from signboard import cli
from signboard.cli import commands, verifying

EXIT_CODES = {
    0: "Done.",
    cli.REFUSED: "Refused. One line says what, which thing, and what to do; nothing was written, "
    "unless it begins with what was done.",
    2: "The command line is wrong: no such command or option, or an argument is missing.",
    verifying.DIFFERS: "A verification found a difference and names it.",
    verifying.PARTLY: "`signboard verify` found no difference, but could not compare the pages, "
    "since another version made them. With `--log-only` that is no concern.",
    cli.INTERRUPTED: "Interrupted from the keyboard.",
}


def page() -> Iterator[str]:
    """The page, line by line. Raises `ValueError` for what says nothing of itself."""
    group: Any = typer.main.get_command(commands.app)
    yield "# Commands\n"
    yield f"`signboard`: {group.help}\n"
    yield from _parameters(group.params)
    for name, command in group.commands.items():
        yield from _command(name, command)
    yield "## Exit codes\n"
    yield "| code | meaning |"
    yield "| --- | --- |"
    for code, meaning in EXIT_CODES.items():
        yield f"| {code} | {meaning} |"


def _command(name: str, command: Any) -> Iterator[str]:
    """A command, or each command of a group under the group's name."""
    if hasattr(command, "commands"):
        yield f"## signboard {name} …\n"
        yield f"{_said(command.help, name)}\n"
        for inner, one in command.commands.items():
            yield from _command(f"{name} {inner}", one)
        return
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    words = " ".join(str(one.metavar) for one in arguments)
    yield f"## signboard {name} {words}\n"
    yield f"{_said(command.help, name)}\n"
    yield from _parameters(command.params)
    example = _said(command.epilog, f"{name}'s epilog").removeprefix("Example: ")
    yield f"```sh\n{example}\n```\n"


def _parameters(parameters: list[Any]) -> Iterator[str]:
    rows = [_row(one) for one in parameters if one.name != "help"]
    if rows:
        yield "| | what it is | if left out |"
        yield "| --- | --- | --- |"
        yield from rows
        yield ""


def _row(one: Any) -> str:
    if one.param_type_name == "argument":
        name = str(one.metavar)
    else:
        name = ", ".join(one.opts) + (f" {one.metavar}" if one.metavar else "")
    if one.required:
        absent = "refused"
    else:
        absent = "" if one.default in {None, False} else f"`{one.default}`"
    return f"| `{name}` | {_said(one.help, name)} | {absent} |"


def _said(text: str | None, name: str) -> str:
    if not text or not text.strip():
        raise ValueError(f"{name} says nothing of itself; give it a help text")
    return " ".join(text.split())
