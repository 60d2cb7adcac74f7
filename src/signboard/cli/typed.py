"""What commands have in common in what is typed: the board's folder, the day, a yes or a no."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from signboard.terms import Refusal

# `readable=False` at a path: whether it may be read is for who reads it to say, in our own words
Board = Annotated[Path, typer.Argument(metavar="DIR", help="The board's folder.", readable=False)]


def today() -> date:
    """The day on which a command is given, by the office's own calendar."""
    return date.today()  # noqa: DTZ011 - the office's own calendar


def agree(question: str, undone: str) -> None:
    """Ask whether to do it. Raises `Refusal`, saying what is `undone`, for any answer but yes."""
    try:
        answer = input(f"{question} y(es), n(o) ").strip().lower()[:1]
    except EOFError:
        raise Refusal(f"nobody answered, so {undone}; --yes does it") from None
    if answer != "y":
        raise Refusal(f"you did not say yes, so {undone}")
