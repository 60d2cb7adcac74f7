"""What a witness keeps: the logs that it trusts, and the checkpoint that it cosigned last of each.

An SQLite database (WAL, synchronous FULL) whose triggers refuse to go back: neither to a smaller
tree, nor to another root, nor to an earlier time. What is kept is never removed, even where a log
is no longer trusted.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from signboard.record.notes import SIGNS, Checkpoint, VerifierKey
from signboard.terms import Refusal
from signboard.witness.proving import EMPTY

FILE: Final = "witness.sqlite"
FORMAT: Final = 1
WAIT_SECONDS: Final = 10.0

_SCHEMA = """
CREATE TABLE IF NOT EXISTS log (key TEXT PRIMARY KEY, origin TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS cosigned (origin TEXT PRIMARY KEY, size INTEGER NOT NULL,
  root BLOB NOT NULL, time INTEGER NOT NULL, note BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS fork (origin TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL,
  note BLOB NOT NULL, PRIMARY KEY (origin, size, root)) STRICT;
CREATE TRIGGER IF NOT EXISTS cosigned_grows BEFORE UPDATE ON cosigned
  WHEN NEW.origin <> OLD.origin OR NEW.size < OLD.size OR NEW.time < OLD.time
    OR (NEW.size = OLD.size AND NEW.root <> OLD.root)
  BEGIN SELECT RAISE(ABORT, 'a witness never goes back'); END;
CREATE TRIGGER IF NOT EXISTS cosigned_remains BEFORE DELETE ON cosigned
  BEGIN SELECT RAISE(ABORT, 'a witness never forgets'); END;
"""


class Cosigned(NamedTuple):
    """A checkpoint that was cosigned: its size and root, when (seconds since 1970), its note."""

    size: int
    root: bytes
    time: int
    note: bytes


NOTHING: Final = Cosigned(0, EMPTY, 0, b"")
"""What was cosigned of a log before its first checkpoint."""


def create(folder: Path) -> None:
    """Lay the database into a folder, where there is none yet."""
    with _connected(folder) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database of the witness in a folder. Raises `Refusal` where there is none."""
    path = folder / FILE
    if not path.is_file():
        raise Refusal(
            f"no {path}; a witness whose {FILE} is lost can't know what it cosigned: "
            "make a new one in another folder with: signboard witness init"
        )
    with _connected(folder) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version != FORMAT:
            raise Refusal(f"{path} is of another version (format {version}, not {FORMAT})")
        yield database


@contextmanager
def _connected(folder: Path) -> Iterator[sqlite3.Connection]:
    path = folder / FILE
    try:
        database = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            database.execute("PRAGMA synchronous = FULL")
            yield database
        finally:
            database.close()
    except sqlite3.Error as error:
        raise Refusal(f"{path}: {error}; nothing was cosigned") from None


@contextmanager
def writing(database: sqlite3.Connection) -> Iterator[None]:
    """One step that no other process comes between; it is on the disk when it ends."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def trust(database: sqlite3.Connection, key: VerifierKey) -> None:
    """Trust a log's key; its name is the log's origin, and a log may have several."""
    if key.algorithm != SIGNS or not key.name.isprintable():
        raise Refusal("not the key of a log; have it from whoever publishes that log")
    database.execute("INSERT OR IGNORE INTO log VALUES (?, ?)", (str(key), key.name))


def forget(database: sqlite3.Connection, key: VerifierKey) -> None:
    """Trust a key no longer. What was cosigned of its log is kept."""
    if not database.execute("DELETE FROM log WHERE key = ?", (str(key),)).rowcount:
        raise Refusal(f'"{key.name}" has no such key here; see: signboard witness show')


def keys(database: sqlite3.Connection, origin: str) -> list[VerifierKey]:
    """The keys that are trusted for a log."""
    found = database.execute("SELECT key FROM log WHERE origin = ? ORDER BY rowid", (origin,))
    return [VerifierKey.parse(key) for (key,) in found]


def origins(database: sqlite3.Connection) -> list[str]:
    """The logs of which a key is trusted or a checkpoint was cosigned."""
    both = "SELECT origin FROM log UNION SELECT origin FROM cosigned ORDER BY origin"
    return [origin for (origin,) in database.execute(both)]


def latest(database: sqlite3.Connection, origin: str) -> Cosigned:
    """The checkpoint of a log that was cosigned last."""
    found = "SELECT size, root, time, note FROM cosigned WHERE origin = ?"
    row = database.execute(found, (origin,)).fetchone()
    return Cosigned(*row) if row else NOTHING


def keep(database: sqlite3.Connection, origin: str, cosigned: Cosigned) -> None:
    """Keep what is about to be cosigned. Raises `Refusal` where that would go back."""
    database.execute(
        "INSERT INTO cosigned VALUES (?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET "
        "size = excluded.size, root = excluded.root, time = excluded.time, note = excluded.note",
        (origin, *cosigned),
    )


def keep_fork(database: sqlite3.Connection, checkpoint: Checkpoint, note: bytes) -> None:
    """Keep a checkpoint that its log signed though it had signed another root of that size."""
    fork = (checkpoint.origin, checkpoint.size, checkpoint.root, note)
    database.execute("INSERT OR IGNORE INTO fork VALUES (?, ?, ?, ?)", fork)


def forks(database: sqlite3.Connection, origin: str) -> list[bytes]:
    """The notes that show that a log showed different trees to different people."""
    found = database.execute("SELECT note FROM fork WHERE origin = ? ORDER BY size", (origin,))
    return [note for (note,) in found]
