"""The commands about the key that signs a record's checkpoints."""

from pathlib import Path
from typing import Annotated

import typer

from signboard import clerk, settings
from signboard.cli.lines import counted, one_line, told
from signboard.cli.typed import Board, agree

app = typer.Typer(
    help="Show or replace the key that signs the record's checkpoints.", no_args_is_help=True
)


@app.command("show", epilog="Example: signboard key show boards/gwangju")
def show(folder: Board) -> None:
    """Print the public key, to be published in other places than the site too."""
    typer.echo(str(clerk.verifier_key(folder)))
    typer.echo(f"its private half is {folder}/signing.key; never publish or send that", err=True)


@app.command("rotate", epilog="Example: signboard key rotate boards/gwangju")
def rotate(
    folder: Board,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Draw a new signing key, and enter that it takes the place of the one before."""
    if not yes:
        _ask(folder)
    before, after, head = clerk.rotate_key(folder)
    typer.echo(f"entry {head.size - 1} says that a new key signs from now on; {told(head)}")
    typer.echo(f"before: {before}")
    typer.echo(f"now:    {after}")
    typer.echo("tell every witness and everybody who keeps the key: both lines, and the entry")
    typer.echo(f"keep a copy of {folder}/signing.key where nobody else reads it")
    typer.echo(f"next: signboard publish {folder}")


def _ask(folder: Path) -> None:
    required = settings.read(folder).required
    typer.echo(one_line(f"a new key is to take the place of {clerk.verifier_key(folder)}"))
    typer.echo("  copies of signing.key that you keep elsewhere will sign no more")
    if required:
        witnesses = counted(required, "required witness", "required witnesses")
        typer.echo(f"  {witnesses} must trust the new key before the next publishing")
    agree("rotate it?", "the key was not replaced")
