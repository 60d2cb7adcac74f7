"""docs/reference says what the code says, and what says nothing of itself is refused."""

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
import pytest
import typer
import yaml

from running import run
from signboard import settings
from signboard.cli import commands
from signboard.record.entries import KINDS
from tools.reference import FOLDER, pages, stale
from tools.reference import commands as of_commands
from tools.reference import entries as of_entries
from tools.reference import types as of_types


def _page(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def test_the_reference_says_what_the_code_says() -> None:
    assert stale() == [], "run: make docs"


def test_every_command_and_option_is_documented() -> None:
    page = _page("commands.md")
    for name, command in _commands("", typer.main.get_command(commands.app)):
        _, _, section = page.partition(f"## signboard {name} ")
        section = section.partition("\n## ")[0]
        assert section, name
        for parameter in command.params:
            shown = parameter.opts if parameter.param_type_name == "option" else ["metavar"]
            for option in shown:
                what = parameter.metavar if option == "metavar" else option
                assert what == "--help" or f"| `{what}" in section, (name, what)


def _commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Every command with its full name, those in groups too."""
    if not hasattr(command, "commands"):
        yield name, command
        return
    for inner, one in command.commands.items():
        yield from _commands(f"{name} {inner}".strip(), one)


def test_commands_in_groups_are_among_them() -> None:
    names = {name for name, _ in _commands("", typer.main.get_command(commands.app))}

    assert {"publish", "witness init", "witness serve"} <= names


def test_every_setting_is_documented() -> None:
    for field in msgspec.structs.fields(settings.Settings):
        assert f"| `{field.name}` | " in _page("settings.md")


def test_every_kind_of_entry_is_documented_with_every_field_and_an_example() -> None:
    page = _page("entries.md")
    for name, kind in KINDS.items():
        section = page.partition(f"## {name}\n")[2].partition("\n## ")[0]
        for field in msgspec.structs.fields(kind):
            assert f"| `{field.name}` | " in section, (name, field.name)
        example = section.partition("```yaml\n")[2].partition("```")[0]
        assert yaml.safe_load(example)[0]["kind"] == name


@pytest.mark.parametrize(
    ("code", "words"), [(0, ["--version"]), (1, ["verify", "/nowhere"]), (2, ["unknown"])]
)
def test_exit_codes_are_as_documented(code: int, words: list[str]) -> None:
    assert run("signboard", *words, check=False).returncode == code
    assert f"| {code} | " in _page("commands.md")


def test_the_codes_of_a_difference_and_an_interruption_are_documented() -> None:
    assert {"| 3 | ", "| 130 | "} <= {line[: line.index(" ", 2) + 3] for line in _rows()}


def _rows() -> list[str]:
    return [line for line in _page("commands.md").splitlines() if line[2:3].isdigit()]


def test_an_option_without_help_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    app = typer.Typer(help="A board.")

    @app.callback()
    def silent(loud: Annotated[bool, typer.Option("--loud")] = False) -> None:
        pass

    @app.command(epilog="Example: signboard hush")
    def hush() -> None:
        """Be quiet."""

    monkeypatch.setattr(commands, "app", app)
    with pytest.raises(ValueError, match="--loud says nothing of itself"):
        list(of_commands.page())


def test_a_setting_without_a_comment_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "WRITTEN", 'office = "planning-office"\n')
    with pytest.raises(ValueError, match="office says nothing of itself"):
        pages()


def test_a_kind_without_a_docstring_is_refused() -> None:
    class PromiseKept(msgspec.Struct):
        commitment: str

    with pytest.raises(ValueError, match="PromiseKept says nothing of itself"):
        of_types.doc_of(PromiseKept)


def test_a_kind_without_an_example_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "PromiseKept", KINDS["DueSet"])
    with pytest.raises(ValueError, match="no example of PromiseKept"):
        list(of_entries.page())
