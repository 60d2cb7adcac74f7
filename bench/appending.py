"""Appending: single entries that are synced one by one, and 100,000 at once, against the same
bytes inserted by hand with the same durability."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import psycopg

from bench.synthetic import Synthetic
from bench.timing import show
from signboard import clerk, store
from signboard.record.entries import Entry, Fact
from signboard.record.sealing import digest
from signboard.record.tree import Frontier
from signboard.store.appending import append
from tools.postgresql import running

SINGLE_TARGET = 0.5
BATCH_TARGET = 0.3
"""So much of what is inserted by hand in a second is appended in a second, at least."""
SINGLES = 400
RUNS = 2
_SQLITE = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
DROP TABLE IF EXISTS entry;
DROP TABLE IF EXISTS head;
DROP TABLE IF EXISTS blob;
CREATE TABLE IF NOT EXISTS bare (line BLOB NOT NULL, content BLOB NOT NULL) STRICT;
CREATE TABLE entry (number INTEGER PRIMARY KEY, line BLOB NOT NULL, leaf BLOB NOT NULL) STRICT;
CREATE TABLE head (size INTEGER PRIMARY KEY, root BLOB NOT NULL) STRICT;
CREATE TABLE blob (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""
_POSTGRESQL = """
SET client_min_messages = warning;
DROP TABLE IF EXISTS entry, head, blob;
CREATE TABLE IF NOT EXISTS bare (line bytea NOT NULL, content bytea NOT NULL);
CREATE TABLE entry (number bigint PRIMARY KEY, line bytea NOT NULL, leaf bytea NOT NULL);
CREATE TABLE head (size bigint PRIMARY KEY, root bytea NOT NULL);
CREATE TABLE blob (digest text COLLATE "C" PRIMARY KEY, content bytea NOT NULL);
"""
_TYPES = {
    "blob": ("text", "bytea"),
    "entry": ("int8", "bytea", "bytea"),
    "head": ("int8", "bytea"),
}
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class _Bare:
    """Tables as the record's, and nothing over them: what makes them empty, and what inserts rows
    in one durable transaction."""

    empty: Callable[[], object]
    insert: Callable[[dict[str, Rows]], None]


@contextmanager
def _sqlite(path: Path) -> Iterator[_Bare]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:

        def insert(rows: dict[str, Rows]) -> None:
            connection.execute("BEGIN")
            for table, some in rows.items():
                places = ", ".join("?" * len(some[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({places})", some)
            connection.execute("COMMIT")

        bare = _Bare(lambda: connection.executescript(_SQLITE), insert)
        bare.empty()
        yield bare


@contextmanager
def _postgresql(address: str) -> Iterator[_Bare]:
    with closing(psycopg.connect(address, autocommit=True)) as connection:

        def insert(rows: dict[str, Rows]) -> None:
            if "bare" in rows:
                connection.execute("INSERT INTO bare VALUES (%s, %s)", rows["bare"][0])
                return
            with connection.transaction(), connection.cursor() as cursor:
                for table, some in rows.items():
                    with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copying:
                        copying.set_types(_TYPES[table])
                        for row in some:
                            copying.write_row(row)

        bare = _Bare(lambda: connection.execute(_POSTGRESQL), insert)
        bare.empty()
        yield bare


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Seconds for each, on each database that is to be had. `folder` is an empty one."""
    synthetic = Synthetic()
    facts = list(synthetic.facts())
    found = {}
    with _sqlite(folder / "bare.sqlite") as bare:
        found["SQLite"] = _measure(folder / "sqlite", None, bare, facts, synthetic.sealer.blobs)
    try:
        with running() as server, _postgresql(server.schema()) as bare:
            found["PostgreSQL"] = _measure(
                folder / "postgresql", server.schema, bare, facts, synthetic.sealer.blobs
            )
    except LookupError as missing:
        print(f"\nAppending to PostgreSQL is not measured: {missing}")
    return found


def _measure(
    folder: Path,
    schema: Callable[[], str] | None,
    bare: _Bare,
    facts: list[Fact],
    blobs: dict[str, bytes],
) -> dict[str, float]:
    folder.mkdir()
    found = _singles(folder / "single", schema and schema(), bare)
    for run in range(RUNS):
        for name, seconds in _batch(folder / str(run), schema, bare, facts, blobs).items():
            found[name] = min(seconds, found.get(name, seconds))
    return found


def _singles(folder: Path, address: str | None, bare: _Bare) -> dict[str, float]:
    """One entry with one blob at a time, turn by turn with a bare insert of the same bytes."""
    clerk.init(folder, address)
    frontier = Frontier()
    appended = inserted = 0.0
    with store.opened(folder, address) as record:
        for number in range(SINGLES):
            line, blob = f"{number:0480}".encode(), f"{number:0300}".encode()
            name = digest(blob)
            began = time.perf_counter()
            append(record, frontier, [line], {name: blob})
            between = time.perf_counter()
            bare.insert({"bare": [(line, blob)]})
            appended += between - began
            inserted += time.perf_counter() - between
    return {"single": appended / SINGLES, "bare": inserted / SINGLES}


def _batch(
    folder: Path,
    schema: Callable[[], str] | None,
    bare: _Bare,
    facts: list[Fact],
    blobs: dict[str, bytes],
) -> dict[str, float]:
    """All at once: by the clerk, by the store alone, and by hand."""
    named = [("", fact) for fact in facts]
    address = schema and schema()
    clerk.init(folder, address)
    with clerk.sitting(folder) as sitting:
        began = time.perf_counter()
        sitting.enter(named, blobs)
        entered = time.perf_counter()
    with clerk.sitting(folder):
        opened = time.perf_counter()
    with store.opened(folder, address) as record:
        lines = [row.line for row in record.rows()]
    again = folder.with_name(f"{folder.name}-again")
    address = schema and schema()
    clerk.init(again, address)
    with store.opened(again, address) as record:
        began_alone = time.perf_counter()
        append(record, Frontier(), lines, blobs)
        ended_alone = time.perf_counter()
    bare.empty()
    began_by_hand = time.perf_counter()
    _by_hand(facts, blobs, bare)
    ended_by_hand = time.perf_counter()
    return {
        "enter": entered - began,
        "open": opened - entered,
        "append": ended_alone - began_alone,
        "by hand": ended_by_hand - began_by_hand,
    }


def _by_hand(facts: list[Fact], blobs: dict[str, bytes], bare: _Bare) -> None:
    """Encode, hash and insert, and check nothing."""
    encode = msgspec.json.Encoder(order="sorted").encode
    at = datetime(2026, 6, 1, tzinfo=UTC)
    lines = [encode(Entry(at, "planning-office", fact)) for fact in facts]
    leaves = [sha256(b"\x00" + line).digest() for line in lines]
    level = leaves
    while len(level) > 1:
        pairs = [
            sha256(b"\x01" + level[at] + level[at + 1]).digest()
            for at in range(0, len(level) - 1, 2)
        ]
        level = [*pairs, level[-1]] if len(level) % 2 else pairs
    bare.insert(
        {
            "blob": sorted(blobs.items()),  # as fast as it goes
            "entry": list(zip(range(len(lines)), lines, leaves, strict=True)),
            "head": [(len(lines), level[0])],
        }
    )


def report(results: dict[str, dict[str, float]]) -> None:
    """Print what was measured, for each database."""
    rows = []
    for database, one in results.items():
        single = one["bare"] / one["single"]
        rows.append(
            [
                f"{database}: one entry with one blob, synced",
                f"{one['single'] * 1000:.2f} ms",
                f"{one['bare'] * 1000:.2f} ms",
                f"{single:.2f}",
                _target(single, SINGLE_TARGET),
            ]
        )
        for name, what in (("enter", "admitted and entered"), ("append", "appended, no more")):
            ratio = one["by hand"] / one[name]
            rows.append(
                [
                    f"{database}: 100,000 entries at once, {what}",
                    f"{one[name]:.2f} s",
                    f"{one['by hand']:.2f} s",
                    f"{ratio:.2f}",
                    _target(ratio, BATCH_TARGET),
                ]
            )
        rows.append(
            [
                f"{database}: opening the clerk over 100,000 entries, before anything is entered",
                f"{one['open']:.2f} s",
                "",
                "",
                "",
            ]
        )
    show("Appending", ["what", "time", "by hand", "by hand ÷ time", "target"], rows)


def _target(ratio: float, target: float) -> str:
    return f"≥ {target}: {'met' if ratio >= target else 'missed'}"
