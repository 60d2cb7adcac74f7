"""Appending to the record: the one thing that writes to it. Only the clerk imports this.

An append is one transaction: every line, the head over them and the blobs that they rest on, or
none of it. What `append` returned from has been synced to disk.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from hashlib import sha256

from signboard.record.tree import Frontier, leaf
from signboard.store.database import Head
from signboard.terms import Refusal


def append(
    database: sqlite3.Connection,
    frontier: Frontier,
    lines: Sequence[bytes],
    blobs: Mapping[str, bytes],
) -> Head:
    """Append lines to a record that `frontier` is the edge of, and return its new head.

    Raises `Refusal` where the record has grown since it was read. The frontier grows with it and
    is not to be used again after a failure.
    """
    database.execute("BEGIN IMMEDIATE")
    try:
        _check_size(database, frontier.size)
        head = _insert(database, frontier, lines, blobs)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
    return head


def _check_size(database: sqlite3.Connection, expected: int) -> None:
    (size,) = database.execute("SELECT coalesce(max(size), 0) FROM head").fetchone()
    if size != expected:
        raise Refusal(f"the record grew from {expected} to {size} entries; try again")


def _insert(
    database: sqlite3.Connection,
    frontier: Frontier,
    lines: Sequence[bytes],
    blobs: Mapping[str, bytes],
) -> Head:
    for name, content in blobs.items():
        assert name == f"sha256:{sha256(content).hexdigest()}"
    database.executemany("INSERT OR IGNORE INTO blob VALUES (?, ?)", blobs.items())
    grown = []
    for line in lines:
        hashed = leaf(line)
        grown.append((frontier.size, line, hashed))
        frontier.add(hashed)
    database.executemany("INSERT INTO entry VALUES (?, ?, ?)", grown)
    head = Head(frontier.size, frontier.root())
    database.execute("INSERT INTO head VALUES (?, ?)", (head.size, head.root))
    return head
