"""A record in an SQLite file (WAL, synchronous FULL) in the board's folder.

Entries and heads can't be changed or removed through it: triggers refuse. What a reader gets is
what one transaction wrote, whole.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from signboard.store import log, site, tables
from signboard.store.tables import FORMAT, Rows, Table
from signboard.terms import Refusal, denied

FILE: Final = "record.sqlite"

_BESIDE: Final = (
    ("signing.key", "its signing key"),
    (log.FOLDER, "its log"),
    (site.LINK, "its site"),
)
"""What lies in a folder where a record lay."""

_SCHEMA = """
CREATE TABLE entry (number INTEGER PRIMARY KEY, line BLOB NOT NULL, leaf BLOB NOT NULL) STRICT;
CREATE TABLE head (size INTEGER PRIMARY KEY, root BLOB NOT NULL) STRICT;
CREATE TABLE blob (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_remains BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;
CREATE TRIGGER head_stays BEFORE UPDATE ON head
  BEGIN SELECT RAISE(ABORT, 'a head is never changed'); END;
CREATE TRIGGER head_remains BEFORE DELETE ON head
  BEGIN SELECT RAISE(ABORT, 'a head is never removed'); END;
CREATE TRIGGER checkpoint_remains BEFORE DELETE ON checkpoint
  BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;
"""
_INSERT: dict[Table, str] = {
    "entry": "INSERT INTO entry VALUES (?, ?, ?)",
    "head": "INSERT INTO head VALUES (?, ?)",
    "blob": "INSERT INTO blob VALUES (?, ?) ON CONFLICT DO NOTHING",
}


@contextmanager
def bare(folder: Path) -> Iterator["SQLite"]:
    """The file of a record, made where there is none, whether or not a record was laid in it."""
    path = folder / FILE
    with _guarded(path), _connection(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        yield SQLite(path, connection)


def _statements() -> Iterator[str]:
    statement = ""
    for line in _SCHEMA.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def opened(folder: Path) -> Iterator["SQLite"]:
    """The record in `folder`. Raises `Refusal` where there is none or it can't be read."""
    path = folder / FILE
    if not path.is_file():
        raise _missing(folder)
    if not os.access(path, os.R_OK, effective_ids=True):
        raise Refusal(denied(path))
    with _guarded(path), _connection(path) as connection:
        version = _version(connection)
        if version == 0:
            raise Refusal(
                f"{path} is no record, or was not laid to its end; where it was yours, restore it "
                f"from a copy, else: signboard init {folder}"
            )
        if version != FORMAT:
            raise tables.other_format(str(path), version)
        yield SQLite(path, connection)


def _missing(folder: Path) -> Refusal:
    there = [what for name, what in _BESIDE if os.path.lexists(folder / name)]
    if not there:
        return Refusal(f"no record in {folder}; lay one with: signboard init {folder}")
    return Refusal(
        f"{FILE} is missing in {folder}, though {' and '.join(there)} {_lie(there)} there; restore "
        f"it into a new folder: signboard restore BACKUP NEW --key {folder / 'signing.key'}"
    )


def _lie(there: list[str]) -> str:
    return "lies" if len(there) == 1 else "lie"


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


@contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, timeout=tables.WAIT_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        yield connection
    finally:
        connection.close()


@contextmanager
def _guarded(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into one `Refusal` that names the file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Refusal(f"{path} is being written by another; try again in a moment") from None
        if "readonly" in str(error):
            raise Refusal(
                f"{path} can't be written here, and SQLite needs that even to read it; run this as "
                "the user that keeps the board, or look at what it published: signboard verify "
                f"{path.parent / site.LINK}; nothing was written"
            ) from None
        raise Refusal(f"{path}: {error}; nothing was written") from None
    except sqlite3.DatabaseError as error:
        raise Refusal(f"{path} is damaged ({error}); restore it from a copy") from None


class SQLite:
    """An open SQLite file: a `Database`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.where = str(path)
        self._connection = connection

    def lay(self) -> None:
        """Lay the tables, while writing. Raises `Refusal` where a record lies there already."""
        (laid,) = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if laid or _version(self._connection):
            raise Refusal(f"{self.where} exists already; a record is never begun anew over another")
        # a script commits first what was begun, so each statement is run by itself
        for statement in _statements():
            self._connection.execute(statement)
        self._connection.execute(f"PRAGMA user_version = {FORMAT}")

    def execute(self, statement: str, *parameters: Any) -> Iterator[tuple[Any, ...]]:
        """Run one statement; the rows that it gives."""
        return self._connection.execute(statement, parameters)

    def stream(self, statement: str, *parameters: Any) -> Iterator[tuple[Any, ...]]:
        """Run one statement that gives many rows, which are fetched as they are asked for."""
        return self.execute(statement, *parameters)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read what was there at one moment. One within another is the outer one."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction of the only writer: committed at the end, or nothing is left of it."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def insert(self, rows: Rows) -> None:
        """Insert whole rows; a blob that lies there already is left as it is."""
        for table, some in rows.items():
            self._connection.executemany(_INSERT[table], some)

    def ask_anew(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Ask again; nothing stands between this process and its file that could be lost."""
        return list(self.execute(statement, *parameters))

    def may_scrub(self) -> bool:
        """Whoever may write the file may."""
        return True

    def scrub(self) -> None:
        """Write the file anew without what was deleted, and empty the log beside it.

        Whole, since pages that were divided keep pieces of what moved to another. Raises `Refusal`
        where there is no room for that, and where a reader keeps the log from being emptied.
        """
        try:
            self._connection.execute("VACUUM")
            (busy, _, _) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:  # what was deleted stays deleted
            raise self._remaining(f"{error}; see to it") from None
        if busy:
            raise self._remaining("another reads an earlier moment; ask again when it is done")

    def _remaining(self, why: str) -> Refusal:
        return Refusal(f"removed, but the bytes still lie in {self.where} or beside it: {why}")
