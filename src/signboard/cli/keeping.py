"""The commands of whoever keeps a board safe, and of whoever has to withhold something of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from signboard import clerk
from signboard.agenda import Withheld
from signboard.cli.lines import counted, one_line
from signboard.cli.typed import Board, agree, today
from signboard.terms import Refusal

_SHOWN: Final = 60
_BEYOND: Final = (
    "what this can't reach: copies that others made, caches on the web, snapshots of the file "
    "system, backups of a database that its server made, blocks of a disk not yet used again"
)
NOT_YET: Final = "but what was withheld is not removed everywhere yet"
_NO_KEY: Final = "the signing key is not in it: keep a copy of {key} apart, in a safe"


def backup(
    folder: Board,
    to: Annotated[
        Path,
        typer.Argument(metavar="TO", help="The backup's folder; it only grows.", readable=False),
    ],
) -> None:
    """Back up all that was entered; a second backup writes what is new, or was damaged there."""
    done = clerk.backup(folder, to)
    size = counted(done.head.size, "entry", "entries")
    said = [f"backed up {size} to {to}: wrote {counted(done.files, 'file')}"]
    if done.repaired:
        repaired = counted(done.repaired, "file")
        said.append(f"  repaired {repaired}, which lay damaged in the copy; check its disk")
    if done.removed:
        said.append(f"  removed {counted(done.removed, 'blob')} that were withheld since")
    finish(folder, done.withheld, *said, f"  {_NO_KEY.format(key=folder / 'signing.key')}")


def restore(
    source: Annotated[
        str,
        typer.Argument(metavar="FROM", help="A backup's folder, a site's folder or its address."),
    ],
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The new board's folder.", readable=False)
    ],
    database: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Lay the record into PostgreSQL: postgresql://…"),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The signing key, from its own copy.", readable=False),
    ] = None,
) -> None:
    """Make a board anew out of a backup, or out of nothing but its published site."""
    done = clerk.restore(source, folder, database=database, key=key)
    size = counted(done.head.size, "entry", "entries")
    typer.echo(f"restored {size} to {folder}, root {done.head.root.hex()[:16]}…")
    if done.withheld:
        typer.echo(f"  not in it: {counted(done.withheld, 'blob')} that entries withheld")
    if done.site:
        typer.echo("  not in it: what was entered after the last publication; the settings")
    if not done.keyed:
        typer.echo(f"  not in it: the signing key; put it back as {folder / 'signing.key'}")
    typer.echo(f"next: signboard verify {folder}")


def withhold(
    folder: Board,
    entry: Annotated[
        int | None, typer.Option(metavar="N", help="The entry that holds the words.")
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD", help="Such as statement, title or quote, or a digest; all if left out."
        ),
    ] = None,
    document: Annotated[
        str | None, typer.Option(metavar="ID", help="The document whose text is withheld.")
    ] = None,
    find: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Only show which entries and documents hold this."),
    ] = None,
    ground: Annotated[
        Literal["personal_data", "court_order", "copyright", "security"] | None,
        typer.Option(help="The ground; it stays public for ever."),
    ] = None,
    reason_ko: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The reason in Korean; it is public.")
    ] = None,
    reason_en: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The reason in English; it is public.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Withhold words or a document, and remove them from the store, the sites and the backups.

    With --find it only says where words stand. Without --entry and --document it finishes what was
    cut short, or could not be reached before.
    """
    if find is not None:
        _show_places(clerk.search(folder, find), find)
        return
    if entry is None and document is None:
        done = clerk.finish_withholding(folder, today())
        reached = "could be reached" if done is not None and done.left else "was left"
        said = "nothing is left to remove" if done is None else f"removed what {reached}"
        _report(folder, done, said)
        return
    if entry is not None and document is not None:
        raise Refusal("--entry and --document exclude each other; withhold one after the other")
    reason = {
        code: text for code, text in (("ko", reason_ko), ("en", reason_en)) if text is not None
    }
    if ground is None or not reason:
        raise Refusal(
            "say why, in public: --ground (personal_data, court_order, copyright or security) and "
            "--reason-ko or --reason-en, or both"
        )
    if document is not None:
        proposed = clerk.propose_document(folder, document)
    else:
        assert entry is not None
        proposed = clerk.propose_words(folder, entry, words or ())
    _show(proposed)
    _warn(proposed, reason)
    if not yes:
        _ask()
    removed = clerk.withhold(folder, proposed, ground, reason, today())
    pieces = counted(len(proposed.pieces), "piece")
    _report(folder, removed, f"withheld {pieces} of entry {proposed.entry}")


def _show(proposed: clerk.Proposed) -> None:
    what = f"entry {proposed.entry}"
    if proposed.document is not None:
        what = f"document {proposed.document}, {what}"
    typer.echo(f"to be withheld, of {what}:")
    for one in proposed.pieces:
        says = one_line(one.says)
        shown = says if len(says) <= _SHOWN else says[: _SHOWN - 1] + "…"
        typer.echo(f"  {one.field}: {shown}")
    if proposed.document is not None:
        typer.echo("  its quotes and its title stay: withhold them by --entry")
    for document in proposed.quoted:
        typer.echo(f"  document {document} still shows these words: withhold it too, by --document")


def _show_places(places: Sequence[clerk.Place], words: str) -> None:
    for one in places:
        where = f"entry {one.entry}, {one.field}"
        if one.document is not None:
            where = f"document {one.document} ({where})"
        typer.echo(one_line(f"{where}: {one.says}"))
    if not places:
        typer.echo(one_line(f'nothing in the record says "{words}"; try other spellings'))


def _warn(proposed: clerk.Proposed, reason: Mapping[str, str]) -> None:
    """Say where a reason, which is public, names what goes: a name, that is, or a number."""
    going = " ".join(one.says for one in proposed.pieces)
    named = [word.strip(".,;:()[]“”‘’\"'") for text in reason.values() for word in text.split()]
    again = [word for word in named if len(word) > 1 and not word.islower() and word in going]
    if again:
        typer.echo(one_line(f'  the reason, which is public, repeats "{again[0]}", which goes'))


def _ask() -> None:
    typer.echo("it is removed for ever, and the board says that it was, on which ground and why")
    agree("withhold it?", "nothing was withheld")


def finish(folder: Path, withheld: Mapping[str, Withheld], *said: str) -> None:
    """Say what was done, once what was withheld before is removed from wherever it still lies.

    Raises `Refusal` where it isn't: that says both.
    """
    try:
        done = clerk.finish_withholding(folder, today(), withheld)
    except Refusal as refusal:
        raise _left(folder, said[0], [str(refusal)]) from None
    _report(folder, done, *said)


def _report(folder: Path, done: clerk.Removed | None, *said: str) -> None:
    """Say what was done, from where it was removed, and what can never be reached."""
    if done is not None and done.left:
        raise _left(folder, said[0], done.left)
    for line in said:
        typer.echo(line)
    if done is not None:
        typer.echo(one_line(f"  removed from {', '.join(done.reached)}"))
        typer.echo(f"  {_BEYOND}")


def _left(folder: Path, said: str, left: Sequence[str]) -> Refusal:
    return Refusal(f"{said}, {NOT_YET}: {'; '.join(left)}; then run: signboard withhold {folder}")
