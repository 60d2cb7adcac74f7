"""The record's file: an SQLite database (WAL, synchronous FULL) that is read here.

Entries and heads can't be changed or removed through it: triggers refuse. What a reader gets is
what one transaction wrote, whole.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from signboard.terms import Refusal

FILE: Final = "record.sqlite"
FORMAT: Final = 1
WAIT_SECONDS: Final = 10.0

_SCHEMA = """
CREATE TABLE entry (number INTEGER PRIMARY KEY, line BLOB NOT NULL, leaf BLOB NOT NULL) STRICT;
CREATE TABLE head (size INTEGER PRIMARY KEY, root BLOB NOT NULL) STRICT;
CREATE TABLE blob (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_remains BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;
CREATE TRIGGER head_stays BEFORE UPDATE ON head
  BEGIN SELECT RAISE(ABORT, 'a head is never changed'); END;
CREATE TRIGGER head_remains BEFORE DELETE ON head
  BEGIN SELECT RAISE(ABORT, 'a head is never removed'); END;
"""


class Row(NamedTuple):
    """One entry as it rests: its bytes, and their leaf hash as it was when they were written."""

    number: int
    line: bytes
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The record's size and root after one append."""

    size: int
    root: bytes


def create(folder: Path) -> None:
    """Lay an empty record into `folder`. Raises `Refusal` where one lies there already."""
    path = folder / FILE
    if path.exists():
        raise Refusal(f"{path} exists already; a record is never begun anew over another")
    with guarded(path), _connection(path) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """The record in `folder`. Raises `Refusal` where there is none or it can't be read."""
    path = folder / FILE
    if not path.is_file():
        raise Refusal(f"no record in {folder}; lay one with: signboard init {folder}")
    with guarded(path), _connection(path) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version != FORMAT:
            raise Refusal(f"{path} is no record of this version (format {version}, not {FORMAT})")
        yield database


@contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        database.execute("PRAGMA synchronous = FULL")
        yield database
    finally:
        database.close()


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into one `Refusal` that names the file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Refusal(f"{path} is being written by another; try again in a moment") from None
        raise Refusal(f"{path}: {error}; nothing was written") from None
    except sqlite3.DatabaseError as error:
        raise Refusal(f"{path} is damaged ({error}); restore it from a copy") from None


@contextmanager
def snapshot(database: sqlite3.Connection) -> Iterator[None]:
    """Read everything as it was at one moment, while another may be writing."""
    database.execute("BEGIN")
    try:
        yield
    finally:
        database.execute("ROLLBACK")


def rows(database: sqlite3.Connection) -> Iterator[Row]:
    """Every entry, in order."""
    for number, line, leaf in database.execute("SELECT * FROM entry ORDER BY number"):
        yield Row(number, line, leaf)


def heads(database: sqlite3.Connection) -> list[Head]:
    """The record's size and root after each append, in order."""
    return [Head(*row) for row in database.execute("SELECT size, root FROM head ORDER BY size")]


def blobs(database: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """Everything that lies beside the record, by its digest."""
    # no `yield from`: left unfinished, it would close a cursor after its database was closed
    for name, content in database.execute("SELECT digest, content FROM blob ORDER BY digest"):  # noqa: UP028
        yield name, content


def blob(database: sqlite3.Connection, digest: str) -> bytes | None:
    """What lies beside the record under a digest, or None where nothing does."""
    row = database.execute("SELECT content FROM blob WHERE digest = ?", (digest,)).fetchone()
    return None if row is None else bytes(row[0])
