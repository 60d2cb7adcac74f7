"""The commands of a witness: whoever keeps one makes its key, says which logs it trusts, runs it.

They load the rest only when they run: it takes longer than most commands do.
"""

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

app = typer.Typer(
    help="A witness: it cosigns the checkpoints of logs that it trusts, so long as they only grow.",
    no_args_is_help=True,
)

Witness = Annotated[
    Path, typer.Argument(metavar="DIR", help="The witness's folder.", readable=False)
]


@app.command(
    epilog="Example: signboard witness init /var/lib/witness --name witness.council.example"
)
def init(
    folder: Witness,
    name: Annotated[
        str, typer.Option(metavar="NAME", help="Its name, such as the host it will answer at.")
    ],
) -> None:
    """Make a witness in a folder, with a key of its own, and print its verifier key."""
    typer.echo(_witness("keys").init(folder, name, os.urandom(32)))


@app.command(
    epilog="Example: signboard witness trust /var/lib/witness board.example+e2c94bca+AbvUyRbE…"
)
def trust(
    folder: Witness,
    key: Annotated[
        str, typer.Argument(metavar="VKEY", help="The log's verifier key; its name is the origin.")
    ],
    forget: Annotated[
        bool, typer.Option("--forget", help="Trust it no longer; what was cosigned is kept.")
    ] = False,
) -> None:
    """Trust a log's verifier key, beside those that are trusted for that log already."""
    notes = importlib.import_module("signboard.record.notes")
    keeping = _witness("keeping")
    log = notes.VerifierKey.parse(key.strip())
    with keeping.opened(folder) as database:
        (keeping.forget if forget else keeping.trust)(database, log)
    typer.echo(f"{'no longer trusts' if forget else 'trusts'} {log}")


@app.command(epilog="Example: signboard witness show /var/lib/witness")
def show(folder: Witness) -> None:
    """Show its verifier key, the logs, the checkpoint that it cosigned last of each, and forks."""
    verifier = _witness("keys").read(folder).verifier
    typer.echo("\n".join(_witness("report").lines(folder, verifier)))


@app.command(epilog="Example: signboard witness serve /var/lib/witness --port 8001")
def serve(
    folder: Witness,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 8001,
) -> None:
    """Answer logs that ask for cosignatures, until interrupted."""
    serving = _witness("serving")
    serving.check(folder, host, port)
    name = f"[{host}]" if ":" in host else host
    typer.echo(f"the witness in {folder} answers at http://{name}:{port} (stop with Ctrl+C)")
    sys.stdout.flush()
    serving.run(folder, host, port)


def _witness(module: str) -> ModuleType:
    return importlib.import_module(f"signboard.witness.{module}")
