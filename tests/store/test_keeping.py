"""Checkpoints that are kept and blobs that are erased, as they rest in a store."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from making import SEALED, entry
from signboard import store
from signboard.record.encoding import encode
from signboard.record.entries import BoardNamed
from signboard.record.notes import Checkpoint, Note, SignerKey
from signboard.record.sealing import digest
from signboard.record.tree import Frontier
from signboard.store import Kept, Tables, tables
from signboard.store.appending import append, erase, keep
from signboard.terms import Refusal

LINE = encode(entry(BoardNamed(title=SEALED, publisher=SEALED)))
FIRST, SECOND = (SignerKey(name, bytes([number]) * 32) for number, name in enumerate("ab"))


def note(size: int, root: bytes, *signers: SignerKey) -> bytes:
    text = Checkpoint("board.example", size, root).text
    return bytes(Note(text, tuple(one.signature(text) for one in signers)))


def grown(record: Tables, size: int, blobs: dict[str, bytes] | None = None) -> bytes:
    """Append so many entries to an empty record; its root."""
    return append(record, Frontier(), [LINE] * size, blobs or {}).root


@pytest.fixture
def record(tmp_path: Path, database: str | None) -> Iterator[Tables]:
    store.create(tmp_path, database)
    with store.opened(tmp_path, database) as opened:
        yield opened


def test_a_checkpoint_is_kept_once_and_may_gain_signatures(record: Tables) -> None:
    root = grown(record, 3)
    one, two = note(3, root, FIRST), note(3, root, FIRST, SECOND)
    keep(record, 3, one)
    keep(record, 3, one)
    assert record.checkpoints() == [Kept(3, one)]
    keep(record, 3, two)
    assert record.checkpoints() == [Kept(3, two)]


def test_a_checkpoint_never_loses_a_signature(record: Tables) -> None:
    root = grown(record, 3)
    keep(record, 3, note(3, root, FIRST, SECOND))
    with pytest.raises(Refusal, match="lacks what b had signed"):
        keep(record, 3, note(3, root, FIRST))


def test_another_root_of_the_same_size_is_refused(record: Tables) -> None:
    grown(record, 3)
    with pytest.raises(Refusal, match="another root than the record's"):
        keep(record, 3, note(3, bytes(32), FIRST))


def test_a_checkpoint_of_a_size_without_a_head_is_kept_and_not_another(record: Tables) -> None:
    grown(record, 3)
    keep(record, 2, note(2, bytes(32), FIRST))
    with pytest.raises(Refusal, match="another checkpoint over 2 entries was kept already"):
        keep(record, 2, note(2, b"\1" * 32, FIRST))


def test_a_checkpoint_of_more_than_the_record_holds_is_refused(record: Tables) -> None:
    grown(record, 3)
    with pytest.raises(Refusal, match="the record has 3"):
        keep(record, 4, note(4, bytes(32), FIRST))
    with pytest.raises(Refusal, match="says 4"):
        keep(record, 3, note(4, bytes(32), FIRST))


def test_rows_and_blobs_are_read_from_where_one_asks(record: Tables) -> None:
    blobs = {digest(content): content for content in (b"one", b"two", b"three")}
    grown(record, 5, blobs)
    assert [row.number for row in record.rows(3)] == [3, 4]
    assert record.names() == sorted(blobs)
    assert dict(record.blobs()) == blobs
    assert list(record.blobs([digest(b"two"), digest(b"four")])) == [(digest(b"two"), b"two")]
    assert record.blob(digest(b"four")) is None


@pytest.mark.parametrize("many", [3, 300])
def test_a_blob_that_lies_there_already_is_left_as_it_is(record: Tables, many: int) -> None:
    contents = [f"content {number}".encode() for number in range(many)]
    blobs = {digest(content): content for content in contents}
    first = dict(list(blobs.items())[: many // 2])
    frontier = Frontier()
    append(record, frontier, [LINE], first)
    append(record, frontier, [LINE], blobs)
    assert dict(record.blobs()) == blobs


def test_an_entry_a_head_and_a_checkpoint_can_not_be_removed(record: Tables) -> None:
    root = grown(record, 3)
    keep(record, 3, note(3, root, FIRST))
    refused = [
        "UPDATE entry SET number = 9 WHERE number = 1",
        "DELETE FROM entry",
        "UPDATE head SET size = 9",
        "DELETE FROM head",
        "DELETE FROM checkpoint",
    ]
    for statement in refused:
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException)):
            record.database.execute(statement)
    assert (len(list(record.rows())), len(record.heads()), len(record.checkpoints())) == (3, 1, 1)


def test_reading_left_unfinished_is_no_failure(record: Tables) -> None:
    grown(record, 2_500)
    rows = record.rows()
    assert next(rows).number == 0
    with record.snapshot():
        assert next(record.rows(2_000)).number == 2_000
    assert len(list(record.rows())) == 2_500


def test_all_that_is_read_within_a_snapshot_is_of_one_moment(
    tmp_path: Path, database: str | None, record: Tables
) -> None:
    grown(record, 1)
    with store.opened(tmp_path, database) as reader, reader.snapshot():
        assert len(reader.heads()) == 1
        frontier = Frontier()
        for row in record.rows():
            frontier.add(row.leaf)
        append(record, frontier, [LINE], {})
        with reader.snapshot():
            assert len(list(reader.rows())) == 1
        assert len(reader.heads()) == 1
    assert len(record.heads()) == 2


def test_what_is_erased_lies_in_no_file(
    tmp_path: Path, record: Tables, database: str | None, request: pytest.FixtureRequest
) -> None:
    contents = [f"words number {number} of a person ".encode() * 9 for number in range(400)]
    blobs = {digest(content): content for content in contents}
    erased = list(blobs)[::2]
    folder = tmp_path
    if database is None:  # Debian's SQLite overwrites what is deleted; others don't
        record.database.execute("PRAGMA secure_delete = OFF")
    else:
        server = request.getfixturevalue("server")
        if server.folder is None:
            pytest.skip("needs a server whose files can be searched")
        folder = server.folder
    grown(record, 1, blobs)
    forget(database)
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert all(content in held for content in contents)

    erase(record, erased)
    erase(record, erased)

    forget(database)
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert not any(blobs[name] in held for name in erased)
    assert all(content in held for name, content in blobs.items() if name not in erased)
    assert record.names() == sorted(set(blobs) - set(erased))


def test_what_somebody_still_reads_is_not_said_to_be_erased(
    tmp_path: Path, database: str | None, record: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "WAIT_SECONDS", 0.2)
    grown(record, 1, {digest(b"words"): b"words"})
    with store.opened(tmp_path, database) as reader:
        with reader.snapshot():
            assert len(reader.heads()) == 1
            with (
                store.opened(tmp_path, database) as writer,
                pytest.raises(Refusal, match="another reads an earlier moment"),
            ):
                erase(writer, [digest(b"words")])
        with reader.snapshot():
            assert reader.names() == []
            with (
                store.opened(tmp_path, database) as writer,
                pytest.raises(Refusal, match="another reads"),
            ):
                erase(writer, [digest(b"words")])
    erase(record, [digest(b"words")])


def forget(database: str | None) -> None:
    """Have PostgreSQL write its pages and remove the segments of its log that it needs no more,
    as docs/guides/postgresql.md says."""
    if database is not None:
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("SELECT pg_switch_wal()")
            connection.execute("CHECKPOINT")
