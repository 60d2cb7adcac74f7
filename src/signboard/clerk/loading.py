"""A record, laid and read: nothing is made of it before it was checked against its root."""

import os
from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from signboard import settings, store
from signboard.agenda import Agenda, apply, forget
from signboard.clerk import keys
from signboard.record.encoding import decode
from signboard.record.notes import SignerKey
from signboard.record.tree import Frontier, leaf
from signboard.store import Row, Store, Tables, durable, log, site
from signboard.store.marker import MARKER
from signboard.terms import Refusal

_ANOTHER_S: Final = (log.FOLDER, site.LINK, MARKER, "checkpoint", "tile")
"""What lies where another record was, is published or is backed up."""


@dataclass(slots=True)
class Loaded:
    """A record as it was read: what it adds up to, its edge, its lines, its last entry's time."""

    agenda: Agenda = field(default_factory=Agenda)
    frontier: Frontier = field(default_factory=Frontier)
    lines: list[bytes] = field(default_factory=list)
    last: datetime | None = None
    roots: dict[int, bytes] = field(default_factory=dict)
    """The roots at those sizes that were asked for."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A record that was laid: the key that signs for it, which bears its name, and the office that
    its entries will bear."""

    key: SignerKey
    office: str


def init(
    folder: Path,
    database: str | None = None,
    *,
    address: str | None = None,
    office: str | None = None,
) -> Laid:
    """Lay an empty record, its signing key and the settings into a folder, which is made if it
    isn't there. The record's name is the board's `address`, and `office` stands on its entries.

    The record lies in `database`, an address of PostgreSQL, or in the folder. Raises `Refusal`
    where there is a record already, settings that name another database or office, or what was
    published of a record that is missing: then key and settings are taken away again. What was
    interrupted leaves them, for the record that may be laid, or for the next `init`.
    """
    name = keys.origin(folder, address)
    if office is not None:
        settings.checked_office(office)
    _make(folder)
    written = settings.write(folder, database, office)
    try:
        with keys.drawn(folder, name) as key:
            found = settings.read(folder)
            _create(folder, found, database, office)
    except Refusal:  # of anything else, such as Ctrl-C, it isn't known that no record was laid
        if written:
            (folder / settings.FILE).unlink()
        raise
    except store.Unanswered as unanswered:
        raise Refusal(str(unanswered)) from None
    return Laid(key, found.office)


def _make(folder: Path) -> None:
    """Make the folder of a new board, where nothing was published before."""
    try:
        durable.make(folder)
    except FileExistsError:
        raise Refusal(f"{folder} is a file; name a folder") from None
    except OSError as error:
        raise Refusal(f"{folder} can't be made ({error.strerror}); name another folder") from None
    if any(os.path.lexists(folder / name) for name in _ANOTHER_S):
        raise Refusal(
            f"{folder} holds what was published or backed up of a record, and one is never begun "
            "anew over another; name a new folder, or get the record back: signboard restore "
            "BACKUP NEW"
        )


def _create(
    folder: Path, found: settings.Settings, database: str | None, office: str | None
) -> None:
    path = folder / settings.FILE
    if database not in (None, found.database):
        raise Refusal(f"{path} names another database; change it there")
    if office not in (None, found.office):
        raise Refusal(f'{path} names another office, "{found.office}"; change it there')
    store.create(folder, found.database)


def opened(folder: Path) -> AbstractContextManager[Tables]:
    """The record of a board, in the database that its settings name.

    Raises `Refusal` where there is none or it can't be read, and where it has no settings.
    """
    return store.opened(folder, settings.read(folder).database)


def opened_to_read(folder: Path) -> AbstractContextManager[Tables]:
    """The same, for whoever needs nothing else of the settings than where the record lies."""
    return store.opened(folder, settings.database_of(folder))


def load(record: Store, known_at: datetime | None = None, sizes: Collection[int] = ()) -> Loaded:
    """Read the record, whole or as it was known at a time; note its roots at some sizes.

    Raises `Refusal` where a line is not what was written, or the lines do not come to the root
    that was kept when they were.
    """
    loaded = Loaded()
    with record.snapshot():
        roots = {head.size: head.root for head in record.heads()}
        for row in record.rows():
            _read(loaded, row, known_at)
            if loaded.frontier.size in sizes:
                loaded.roots[loaded.frontier.size] = loaded.frontier.root()
    size = loaded.frontier.size
    if max(roots, default=0) != size or (size and roots[size] != loaded.frontier.root()):
        raise Refusal(
            f"the record is damaged: its {size} entries do not come to the root that was kept; "
            "signboard verify says more"
        )
    return loaded


def _read(loaded: Loaded, row: Row, known_at: datetime | None) -> None:
    """Check one entry against what was written, and fold it if it was known by then."""
    if row.number != loaded.frontier.size or leaf(row.line) != row.leaf:
        raise _damaged(row.number)
    entry = decode(row.line)
    if known_at is None or entry.at <= known_at:
        try:
            apply(loaded.agenda, entry)
        except (KeyError, AssertionError):
            raise _damaged(row.number) from None
    else:
        forget(loaded.agenda, row.number, entry)
    loaded.frontier.add(row.leaf)
    loaded.lines.append(row.line)
    loaded.last = entry.at


def _damaged(number: int) -> Refusal:
    return Refusal(
        f"the record is damaged: entry {number} is not what was written; signboard verify says more"
    )


def agenda_of(folder: Path, known_at: datetime | None = None) -> Agenda:
    """What the record of a board adds up to, now or as it was known at a time."""
    with opened_to_read(folder) as record:
        return load(record, known_at).agenda
