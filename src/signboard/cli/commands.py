"""The commands. Each asks the clerk for one thing and prints what came of it."""

import importlib
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Annotated

import msgspec
import typer

import signboard
from signboard import agenda, clerk
from signboard.cli import keeping, signing, verifying, witness
from signboard.cli.lines import counted, one_line, told
from signboard.cli.typed import Board, today
from signboard.terms import Refusal

app = typer.Typer(
    name="signboard",
    help="A public board on which a government's commitments hang, in its own words.",
    epilog="Exit codes: 0 done · 1 refused · 2 wrong command line · 3 verification found a "
    "difference · 4 all but the pages was verified.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(witness.app, name="witness")

Document = Annotated[
    Path, typer.Argument(metavar="FILE", help="A text, Markdown or HTML file.", readable=False)
]


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        typer.echo(f"signboard {signboard.__version__}")
        raise typer.Exit


@app.command(epilog="Example: signboard read announcement.txt --json")
def read(
    file: Document,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
    as_text: Annotated[bool, typer.Option("--text", help="Print the reading's text.")] = False,
) -> None:
    """Read a document and show the commitments found in it, word for word."""
    if as_json and as_text:
        raise Refusal("--json and --text exclude each other; ask for one of them")
    proposal = clerk.propose(file, "document")
    if as_text:
        sys.stdout.buffer.write(proposal.text.encode("utf-8"))
    elif as_json:
        found = msgspec.json.encode(proposal.findings)
        sys.stdout.buffer.write(msgspec.json.format(found, indent=2) + b"\n")
    else:
        _tables().show_findings(proposal.findings, file.name)


@app.command(epilog="Example: signboard init boards/gwangju --address https://promises.example.org")
def init(
    folder: Board,
    database: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Lay the record into PostgreSQL: postgresql://user@host/database."
        ),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="The address that the board will stand at; it names the record."
        ),
    ] = None,
    office: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The office that enters; it stands on every entry."),
    ] = None,
) -> None:
    """Lay an empty record, its signing key and its settings into a folder."""
    laid = clerk.init(folder, database, address=address, office=office)
    typer.echo(f"laid an empty record in {folder}; next: signboard file {folder} DOCUMENT")
    typer.echo(
        f"its name is {laid.key.name}, which stands in every checkpoint and can't be changed"
    )
    if address is None:
        typer.echo("(for a board that is to be public, begin anew with --address https://…)")
    typer.echo(
        f"its entries will say for ever that {laid.office} entered them; another office: change it "
        f"in {folder}/signboard.toml before you file"
    )
    typer.echo(
        f"keep a copy of {folder}/signing.key where nobody else reads it; it can't be remade"
    )


@app.command(epilog="Example: signboard file boards/gwangju announcement.txt --as gwangju-2020")
def file(
    folder: Board,
    document: Annotated[
        Path, typer.Argument(metavar="DOCUMENT", help="The document to file.", readable=False)
    ],
    accept: Annotated[
        bool, typer.Option("--accept", help="Enter all that was found, without asking.")
    ] = False,
    identifier: Annotated[
        str | None, typer.Option("--as", metavar="ID", help="The document's identifier.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="URL", help="The address it was published at.")
    ] = None,
    translation_of: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="The filed document that this one says in another language."
        ),
    ] = None,
) -> None:
    """File a document, show what was found in it, and enter what is accepted."""
    proposal = clerk.propose(document, identifier)
    clerk.check(folder, proposal, source)
    accepted = set(proposal.promising)
    if translation_of is not None:
        rendered = clerk.pairs(folder, proposal, translation_of)
        if not accept:
            _tables().ask_pairs(rendered)
    elif not accept:
        _tables().show_findings(proposal.findings, document.name)
        accepted = _tables().ask(proposal.findings, proposal.promising)
    filed = clerk.file(folder, proposal, accepted, source=source, translation_of=translation_of)
    entered = ", ".join(counted(count, what) for what, count in filed.entered.items())
    keys = f" ({filed.keys[0]} to {filed.keys[-1]})" if filed.keys else ""
    typer.echo(f"filed {filed.document}: {entered}{keys}; {told(filed.head)}")
    typer.echo(f"next: signboard enter {folder} FILE, or signboard publish {folder}")


@app.command(epilog="Example: signboard enter boards/gwangju facts.yaml")
def enter(
    folder: Board,
    entries: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Entries in YAML (a list) or JSON Lines.", readable=False
        ),
    ],
) -> None:
    """Enter the entries of a file, all of them or none."""
    done = clerk.enter_drafts(folder, entries)
    entered = counted(done.count, "entry", "entries")
    typer.echo(f"entered {entered} of {entries.name}; {told(done.head)}")
    for one in done.withdrawn:
        verb = "reinstated" if one.reinstated else "withdrew"
        undo = f"withdraw entry {one.entry if one.reinstated else one.by} to undo"
        typer.echo(f"  {verb} entry {one.entry} ({one.what}); {undo}")
    typer.echo(f"next: signboard publish {folder}")


@app.command(epilog="Example: signboard standing boards/gwangju --on 2023-12-31")
def standing(
    folder: Board,
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day it is judged for; today if left out."),
    ] = None,
    known_at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="Only what had been entered by then, such as 2026-03-01."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show how far each commitment has come, by the rubric, with the entries that say so."""
    known = clerk.agenda_of(folder, _time(known_at))
    day = _day(on)
    standings = [agenda.standing(known, one.id, day) for one in known.whole()]
    if as_json:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(standings)) + b"\n")
    else:
        tables = _tables()
        seals = [tables.first_quote(one) for one in known.commitments.values()]
        tables.show_standings(known, standings, clerk.texts(folder, known, seals))


@app.command(epilog="Example: signboard publish boards/gwangju")
def publish(
    folder: Board,
    compress: Annotated[
        bool, typer.Option(help="Lay compressed forms (.br, .gz) beside the pages.")
    ] = True,
) -> None:
    """Make the site out of the record, and put it in the place of the old one at once."""
    done = clerk.publish(folder, _day(None), compress=compress)
    for missing in done.missing:
        sys.stderr.write(f"signboard: not cosigned: {one_line(missing)}\n")
    made = f"published {done.files} files" if done.made else "nothing has changed"
    said = [f"{made}; the site is {done.path}; next: signboard serve {folder}"]
    if done.cosigned:
        count = f"{len(done.cosigned)} of {done.required} required"
        if len(done.cosigned) > done.required:
            count = f"{len(done.cosigned)}, of which {done.required} were required"
        said.append(one_line(f"cosigned by {', '.join(done.cosigned)} ({count})"))
    keeping.finish(folder, done.withheld, *said)


@app.command(epilog="Example: signboard serve boards/gwangju --port 8000")
def serve(
    folder: Board,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 8000,
) -> None:
    """Serve the published site until interrupted."""
    serving = importlib.import_module("signboard.serving")
    serving.check(folder, host, port)
    name = f"[{host}]" if ":" in host else host
    typer.echo(f"serving {folder} at http://{name}:{port} (stop with Ctrl+C)")
    sys.stdout.flush()
    serving.run(folder, host, port)


app.command(epilog="Example: signboard backup boards/gwangju /mnt/backups/gwangju")(keeping.backup)
app.command(epilog="Example: signboard restore /mnt/backups/gwangju boards/new --key signing.key")(
    keeping.restore
)
app.command(
    epilog="Example: signboard withhold boards/gwangju --entry 12 --words statement "
    '--ground court_order --reason-en "Ordered by the court of Alder"'
)(keeping.withhold)
app.command(epilog="Example: signboard verify https://promises.example.org")(verifying.verify)
app.command(
    epilog="Example: signboard check-proof 017.tlog-proof --entry 017.json "
    "--key promises.example.org+e2c94bca+AbvUyRbE…"
)(verifying.check_proof)


app.add_typer(signing.app, name="key")


def _tables() -> ModuleType:
    """What draws tables, which takes longer to load than most commands take to run."""
    return importlib.import_module("signboard.cli.tables")


def _day(text: str | None) -> date:
    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(f'--on: "{text}" is not a day; write it as 2023-12-31') from None


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(
            f'--known-at: "{text}" is not a time; write 2026-03-01 or 2026-03-01T09:00:00Z'
        ) from None
    if len(text) == len("2026-03-01"):
        time = time.replace(hour=23, minute=59, second=59)
    try:
        return time.astimezone(UTC)
    except (OverflowError, ValueError):
        raise Refusal(f'--known-at: "{text}" lies outside the calendar') from None
