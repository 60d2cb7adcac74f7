"""A PostgreSQL server that has no room left: what it can't write is refused in one line, and what
was acknowledged stays. It is a real server, and the system doesn't let its files grow."""

import random
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg
import pytest

from records import enter, found, lay
from signboard import clerk
from signboard.clerk import withholding
from signboard.store import tables
from signboard.terms import Refusal
from tools.postgresql import Server, started
from verifying import verify

DAY = date(2026, 11, 25)
ROOM = 1 << 20
"""So far a file may grow: no less than a segment of the server's log, which has its full length
from the beginning."""
SMALLEST = {
    "entry": "-number, '', ''",
    "head": "-number, ''",
    "blob": "lpad(number::text, 7, '0'), ''",
    "checkpoint": "-number, ''",
}
"""A row of each table: where it finds no place, no other does."""
COLUMNS = "pg_attribute"
"""The catalog that has a row for each column: where it is full, no table is made."""
NAME = "Kim Cheolsu"


@pytest.fixture(scope="module")
def narrow() -> Iterator[Server]:
    """A server whose files have no more than `ROOM`."""
    try:
        with started(ROOM) as server:
            yield server
    except LookupError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def address(narrow: Server) -> str:
    return narrow.schema()


@pytest.fixture
def folder(tmp_path: Path, address: str) -> Path:
    return lay(tmp_path / "board", address)


@contextmanager
def full(address: str, table: str) -> Iterator[None]:
    """A table that takes no row more, since it is full of dead ones; at the end they are swept
    away."""
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in _filling(table):
            with pytest.raises(psycopg.Error, match="base/"):
                _fill(connection, statement)
        try:
            yield
        finally:
            connection.execute(f"VACUUM {table}")


def _fill(connection: psycopg.Connection, statement: str) -> None:
    """Leave dead rows of a statement, until there is no room or long after there should be none."""
    for _ in range(20):
        with connection.transaction(force_rollback=True):
            connection.execute(statement)


def _filling(table: str) -> list[str]:
    """Statements, the last of which asks for as little room as any."""
    if table == COLUMNS:
        columns = [", ".join(f"c{nth} int" for nth in range(many)) for many in (1500, 100, 1)]
        return [f"CREATE TABLE wide ({some})" for some in columns]
    rows = f"SELECT {SMALLEST[table]} FROM generate_series(1, 30000) AS number"
    return [f"INSERT INTO {table} {rows}"]


def state(folder: Path) -> tuple[int, str]:
    verdict = verify(folder)
    assert verdict.difference is None
    return verdict.stored, verdict.root


def check_said(refused: pytest.ExceptionInfo[Refusal]) -> None:
    """Is it one line, which names the place and the file of the server's that couldn't grow?"""
    said = str(refused.value)
    assert "postgresql://" in said, said
    assert "base/" in said, said
    assert "nothing was written" in said, said
    assert "\n" not in said, said


@pytest.mark.parametrize("many", [1, 40])
@pytest.mark.parametrize("table", ["blob", "entry", "head"])
def test_a_full_table_leaves_the_record_as_it_was(
    folder: Path, address: str, table: str, many: int
) -> None:
    before = state(folder)
    with full(address, table):
        with pytest.raises(Refusal) as refused:
            enter(folder, [found(number) for number in range(many)])
        check_said(refused)
        assert state(folder) == before
    enter(folder, [found(number) for number in range(many)])
    assert state(folder)[0] == before[0] + many


def test_where_no_table_can_be_made_no_record_is_laid(tmp_path: Path, address: str) -> None:
    folder = tmp_path / "board"
    with full(address, COLUMNS):
        with pytest.raises(Refusal) as refused:
            clerk.init(folder, address)
        check_said(refused)
        assert not list(folder.iterdir())
    assert state(lay(folder, address))[0] > 0


def wordy(number: int) -> dict[str, object]:
    """A draft of much that can't be compressed."""
    dice = random.Random(number)
    words = {f"a{letter}": b64encode(dice.randbytes(3000)).decode() for letter in "abcdefghijkl"}
    return {**found(number), "statement": words}


def test_of_a_record_that_finds_no_room_nothing_is_restored(tmp_path: Path, address: str) -> None:
    small, large = lay(tmp_path / "small"), lay(tmp_path / "large")
    enter(large, [wordy(number) for number in range(40)])
    for one in (small, large):
        clerk.backup(one, one.with_name(f"{one.name}-copy"))
    with pytest.raises(Refusal) as refused:
        clerk.restore(str(tmp_path / "large-copy"), tmp_path / "again", database=address)
    check_said(refused)
    assert not (tmp_path / "again").exists()
    clerk.restore(str(tmp_path / "small-copy"), tmp_path / "again", database=address)
    assert state(tmp_path / "again") == state(small)


def test_a_checkpoint_that_finds_no_room_is_not_published(folder: Path, address: str) -> None:
    clerk.publish(folder, DAY, compress=False)
    enter(folder, [found(9)])
    before = state(folder), (folder / "site").readlink(), shown(folder)
    with full(address, "checkpoint"):
        with pytest.raises(Refusal) as refused:
            clerk.publish(folder, DAY, compress=False)
        check_said(refused)
        assert (state(folder), (folder / "site").readlink(), shown(folder)) == before
    clerk.publish(folder, DAY, compress=False)
    assert (state(folder)[0], shown(folder)) == (9, {"8", "9"})


def shown(folder: Path) -> set[str]:
    """The sizes of the checkpoints that the log shows."""
    return {one.name for one in (folder / "log" / "checkpoints").iterdir()}


def test_words_that_find_no_room_to_be_erased_are_said_to_lie_there_still(
    folder: Path, address: str, narrow: Server
) -> None:
    enter(folder, [{**found(9), "statement": {"en": f"{NAME} found nothing."}}])
    proposed = clerk.propose_words(folder, 8, ["statement"])
    with full(address, COLUMNS):
        done = clerk.withhold(folder, proposed, "court_order", {"en": "An order."}, DAY)
        (left,) = done.left
        assert re.search("removed, but the bytes still lie in the files of postgresql.*base/", left)
        assert "nothing was written" not in left
        assert "\n" not in left
        assert NAME.encode() in held(narrow)
        assert state(folder)[0] == 10
    assert (folder / withholding.FILE).exists()
    finished = clerk.finish_withholding(folder, DAY)
    assert finished is not None
    assert finished.left == ()
    assert NAME.encode() not in held(narrow)


def held(server: Server) -> bytes:
    """All that lies in the tables' files."""
    assert server.folder is not None
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    files = (server.folder / "files" / "base").rglob("*")
    return b"".join(one.read_bytes() for one in files if one.is_file())


@contextmanager
def unlogged(server: Server, address: str) -> Iterator[None]:
    """The server's own log can't be written on: whoever tries to ends the server."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SELECT pg_switch_wal()")
        connection.execute(f"SELECT pg_logical_emit_message(false, '', repeat('-', {ROOM // 2}))")
    try:
        server.restart(ROOM // 2)
        yield
    finally:
        server.restart(ROOM)


def test_a_server_that_ends_for_want_of_room_keeps_what_was_acknowledged(
    folder: Path, address: str, narrow: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "WAIT_SECONDS", 0.5)
    before = state(folder)
    with unlogged(narrow, address):
        with pytest.raises(Refusal, match="it isn't known whether") as refused:
            enter(folder, [found(9)])
        assert "\n" not in str(refused.value)
    assert state(folder) == before
    enter(folder, [found(9)])
    assert state(folder)[0] == before[0] + 1
