"""The commands of whoever checks a board: a full audit, and the proof of a single entry."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from signboard import auditor
from signboard.auditor import Asked, Verdict
from signboard.auditor.verdict import Difference
from signboard.cli.lines import counted, one_line
from signboard.terms import Refusal

DIFFERS: Final = 3
PARTLY: Final = 4

_LONGEST: Final = 100_000
"""Bytes of a file with an entry or a proof."""

_SINGULAR: Final = {"entries": "entry"}
_TRUSTED: Final = {
    "given": "given with --key",
    "seen before": "its log was seen before",
    "first seen": "seen for the first time and believed; compare it with a copy from elsewhere",
}

Witnesses = Annotated[
    list[str] | None,
    typer.Option(
        "--witness", metavar="VKEY", help="A witness that must have cosigned; repeatable."
    ),
]
Required = Annotated[
    int | None,
    typer.Option(
        "--require",
        metavar="K",
        min=0,
        help="So many of the witnesses are enough; all if left out.",
    ),
]


def verify(
    board: Annotated[
        str,
        typer.Argument(
            metavar="BOARD", help="A board's folder, a site's folder, or a site's address."
        ),
    ],
    key: Annotated[
        str | None,
        typer.Option(metavar="VKEY", help="The log's verifier key, as you know it from elsewhere."),
    ] = None,
    witness: Witnesses = None,
    require: Required = None,
    since: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="A checkpoint that was kept: the log must continue it.",
            readable=False,
        ),
    ] = None,
    log_only: Annotated[
        bool, typer.Option("--log-only", help="Replay no entries and compare no pages.")
    ] = False,
    state: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where the checkpoint seen last is kept; the user's own state folder if left out.",
            readable=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdict as JSON.")] = False,
) -> None:
    """Audit a board: work out again all that can be, and name the first difference.

    The log's files, hashes, signatures and proofs; what lies beside it; that it continues the
    checkpoint seen last; and the pages, which are built anew and compared. Exit code 4: the pages
    could not be compared, since another version made them; all the rest is right.
    """
    asked = Asked(
        state=state or _state(),
        key=key,
        witnesses=witness or (),
        required=require,
        older=since,
        log_only=log_only,
        progress=_progress if sys.stderr.isatty() else lambda done, size: None,
    )
    verdict = auditor.verify(board, asked)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(verdict)) + b"\n")
    elif verdict.difference is None:
        for line in _lines(verdict, since):
            typer.echo(one_line(line))
    if verdict.difference is not None:
        _complain(verdict.difference, verdict.evidence)
        raise typer.Exit(DIFFERS)
    if verdict.partial:
        raise typer.Exit(PARTLY)


def check_proof(
    proof: Annotated[
        Path, typer.Argument(metavar="PROOF", help="A file like 017.tlog-proof.", readable=False)
    ],
    entry: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="The entry's line, as its page shows it; - reads it.",
            readable=False,
        ),
    ],
    key: Annotated[
        str, typer.Option(metavar="VKEY", help="The verifier key of the log at that time.")
    ],
    witness: Witnesses = None,
    require: Required = None,
) -> None:
    """Check, without the log and without a network, that one entry stood in it."""
    content, line = _read(proof), _read(entry)
    line = line.removesuffix(b"\n").removesuffix(b"\r")
    try:
        proved = auditor.check_proof(content, line, key, witness or (), require)
    except Difference as difference:
        _complain(str(difference), ())
        raise typer.Exit(DIFFERS) from None
    size = counted(proved.size, "entry", "entries")
    typer.echo(one_line(f"this is entry {proved.entry} of {proved.origin}"))
    typer.echo(f"  in the log when it had {size}, root {proved.root}")
    for said in _cosigned(proved.cosigned):
        typer.echo(one_line(said))
    if proved.seals:
        typer.echo(
            f"  not checked: the words, of which this line holds {counted(proved.seals, 'seal')}"
        )


def _complain(difference: str, evidence: Sequence[str]) -> None:
    kept = f"; kept as proof: {', '.join(evidence)}" if evidence else ""
    sys.stderr.write(one_line(f"signboard: not verified: {difference}{kept}") + "\n")


def _lines(verdict: Verdict, since: Path | None) -> list[str]:
    counts = ", ".join(
        counted(count, _SINGULAR.get(what, what.removesuffix("s")), what)
        for what, count in verdict.counted.items()
    )
    lines = []
    if verdict.size is not None:
        said = "verified the log, but not the pages of" if verdict.partial else "verified"
        size = counted(verdict.size, "entry", "entries")
        lines += [
            f"{said} {verdict.origin}: {size}, root {verdict.root}",
            f"  signed by {verdict.key} ({_TRUSTED[verdict.trusted]})",
        ]
        lines += _cosigned(verdict.cosigned)
    if verdict.continues is not None:
        size = counted(verdict.continues, "entry", "entries")
        lines.append(f"  continues {since} ({size})")
    if verdict.stored is not None:
        said = "  verified its store" if lines else "verified a board that is not published yet"
        lines.append(f"{said}: {counted(verdict.stored, 'entry', 'entries')}")
    lines.append(f"  checked: {counts or 'nothing, since there are no entries'}")
    lines += [
        f"  withheld by entry {one.entry} ({one.ground}): {counted(one.blobs, 'blob')}"
        for one in verdict.withheld
    ]
    return lines + [f"  not checked: {one}" for one in verdict.unchecked]


def _cosigned(found: Sequence[auditor.Cosigned]) -> list[str]:
    return [
        f"  cosigned by {one.name}, {one.at}"
        if one.at is not None
        else f"  also signed as {one.name}, whose key was not given, so it was not checked"
        for one in found
    ]


def _progress(done: int, size: int) -> None:
    if done == size or done % 25_600 == 0:
        end = "\r\x1b[K" if done == size else ""
        sys.stderr.write(f"\r{done:,} of {size:,} entries{end}")
        sys.stderr.flush()


def _state() -> Path:
    """The folder in which a user's verifier remembers (XDG Base Directory Specification)."""
    home = os.environ.get("XDG_STATE_HOME", "")
    base = Path(home) if home.startswith("/") else Path.home() / ".local" / "state"
    return base / "signboard"


def _read(path: Path) -> bytes:
    try:
        if str(path) == "-":
            content = sys.stdin.buffer.read(_LONGEST + 1)
        else:
            with path.open("rb") as file:
                content = file.read(_LONGEST + 1)
    except OSError as error:
        raise Refusal(
            f"{path} can't be read ({error.strerror}); check its name and whether you may read it"
        ) from None
    if len(content) > _LONGEST:
        raise Refusal(f"{path} has more than {_LONGEST:,} bytes, which no entry or proof has")
    return content
