"""A record published as a log: its files by their definition, what stays, what is refused."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from making import BLOBS, NOW, SEALED
from records import enter, found, lay
from signboard import clerk
from signboard.clerk import posting
from signboard.clerk.loading import opened
from signboard.record import tiles
from signboard.record.encoding import encode
from signboard.record.entries import BoardNamed, Entry, WordsWithheld
from signboard.record.notes import COSIGNS, Checkpoint, Note, SignerKey, VerifierKey
from signboard.record.proofs import Prover, proof_file
from signboard.record.tree import Frontier, leaf
from signboard.store import site
from signboard.store.appending import append
from signboard.store.log import Log
from signboard.terms import Refusal

ON = date(2026, 11, 25)


def lines(count: int, start: int = 0) -> list[bytes]:
    """So many entries as bytes, each another."""
    return [
        encode(
            Entry(
                NOW + timedelta(seconds=number),
                "office",
                BoardNamed(title=SEALED, publisher=SEALED),
            )
        )
        for number in range(start, start + count)
    ]


def grow(folder: Path, count: int) -> None:
    """Append entries to a record, at once."""
    with opened(folder) as record:
        frontier = Frontier()
        for row in record.rows():
            frontier.add(row.leaf)
        append(record, frontier, lines(count, frontier.size), BLOBS)


def publish(folder: Path, on: date = ON) -> clerk.Published:
    return clerk.publish(folder, on, compress=False)


def laid(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The files of the log with their bytes and their times."""
    log = folder / "log"
    return {
        str(one.relative_to(log)): (one.read_bytes(), one.stat().st_mtime_ns)
        for one in log.rglob("*")
        if one.is_file()
    }


def kept(folder: Path) -> list[bytes]:
    with opened(folder) as record:
        return [one.note for one in record.checkpoints()]


def audit(folder: Path, sizes: list[int]) -> None:
    """The files are all those that the published sizes need, and as they are defined."""
    with opened(folder) as record:
        written = [row.line for row in record.rows()]
        blobs = dict(record.blobs())
    log = folder / "log"
    expected = {tiles.blob_path(name): content for name, content in blobs.items()}
    expected |= {one.path: content for one, content in tiles.bundled(0, written, sizes)}
    grown = dict(tiles.grown(0, map(leaf, written), sizes, lambda tile: b""))
    expected |= {one.path: content for one, content in grown.items()}
    before = 0
    for size in sizes:
        note = Note.parse((log / f"checkpoints/{size}").read_bytes())
        checkpoint = Checkpoint.parse(note.text)
        prover = Prover(size, grown.__getitem__)
        assert (checkpoint.size, checkpoint.root) == (size, prover.root)
        expected[f"checkpoints/{size}"] = bytes(note)
        for number in range(before, size):
            proof = proof_file(number, prover.inclusion(number), note)
            expected[tiles.proof_path(number)] = proof
        before = size
    assert {path: content for path, (content, _) in laid(folder).items()} == expected


@pytest.fixture
def board(tmp_path: Path) -> Path:
    folder = tmp_path / "board"
    clerk.init(folder)
    return folder


def test_a_record_of_nothing_has_a_checkpoint_and_no_tile(board: Path) -> None:
    publish(board)
    assert list(laid(board)) == ["checkpoints/0"]
    assert Checkpoint.parse(Note.parse(kept(board)[0]).text).size == 0


@pytest.mark.parametrize("sizes", [[1], [1, 2], [255, 256, 257], [300, 700, 701]])
def test_the_log_holds_what_its_published_sizes_need(board: Path, sizes: list[int]) -> None:
    for size, more in zip(sizes, [sizes[0], *steps(sizes)], strict=True):
        grow(board, more)
        publish(board)
        note = (board / "site/checkpoint").read_bytes()
        assert note == (board / f"site/checkpoints/{size}").read_bytes() == kept(board)[-1]
        key = VerifierKey.parse((board / "site/keys").read_text("utf-8").strip())
        assert key.signed(Note.parse(note))
    audit(board, sizes)


def steps(sizes: list[int]) -> Iterator[int]:
    return (after - before for before, after in pairwise(sizes))


def test_70000_entries_are_published_at_once_and_grow(board: Path) -> None:
    grow(board, 70_000)
    publish(board)
    before = laid(board)
    names = [path for path in before if path.startswith("tile/")]
    assert sum(path.startswith("tile/entries/") for path in names) == 274
    assert sum(path.startswith("tile/0/") for path in names) == 274
    assert sorted(path for path in names if path[5] in "12") == [
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    ]
    assert sum(path.startswith("proof/") for path in before) == 70_000

    grow(board, 1)
    publish(board)

    after = laid(board)
    assert {path: after[path] for path in before} == before
    assert sorted(after.keys() - before.keys()) == [
        "checkpoints/70001",
        "proof/x070/000.tlog-proof",
        "tile/0/273.p/113",
        "tile/entries/273.p/113",
    ]


def test_words_and_documents_lie_beside_the_record_for_all(tmp_path: Path) -> None:
    folder = lay(tmp_path / "board")
    publish(folder)
    audit(folder, [8])
    enter(folder, [found(7)])
    publish(folder)
    audit(folder, [8, 9])


def test_publishing_again_changes_nothing(board: Path) -> None:
    grow(board, 300)
    assert publish(board).made
    before, link = laid(board), (board / "site").readlink()
    assert not publish(board).made
    assert (laid(board), (board / "site").readlink()) == (before, link)
    assert publish(board, ON + timedelta(days=1)).made
    assert laid(board) == before
    assert (board / "site/edition.json").read_bytes() == b'{"on":"2026-11-26","version":"0.1.0"}'


def test_a_record_that_was_restored_from_an_older_copy_is_refused(board: Path) -> None:
    grow(board, 3)
    shutil.copy(board / "record.sqlite", board / "copy")
    grow(board, 1)
    publish(board)
    before, link = laid(board), (board / "site").readlink()
    (board / "copy").replace(board / "record.sqlite")

    with pytest.raises(Refusal, match=r"not the one that was published.* 4 .* 3 .*restore"):
        publish(board)

    with opened(board) as record:
        append(record, frontier_of(record.rows()), lines(2, 90), {})
    with pytest.raises(Refusal, match="not the one that was published"):
        publish(board)
    assert (laid(board), (board / "site").readlink()) == (before, link)
    assert kept(board) == []


def frontier_of(rows: Iterator) -> Frontier:
    frontier = Frontier()
    for row in rows:
        frontier.add(row.leaf)
    return frontier


@pytest.mark.parametrize("lost", ["site", "log", "site and log"])
def test_each_of_the_places_that_show_a_checkpoint_is_enough_to_refuse(
    board: Path, lost: str
) -> None:
    grow(board, 3)
    publish(board)
    if "site" in lost:
        (board / "site").unlink()
    if "log" in lost:
        shutil.rmtree(board / "log")
    forge(board)
    with pytest.raises(Refusal, match="not the one that was published"):
        publish(board)


def forge(folder: Path) -> None:
    """Write the record anew, as if it had always been another."""
    other = lines(3, 50)
    frontier = Frontier()
    with sqlite3.connect(folder / "record.sqlite") as database:
        for name in ("entry_stays", "head_stays"):
            database.execute(f"DROP TRIGGER {name}")
        for number, line in enumerate(other):
            frontier.add(leaf(line))
            database.execute(
                "UPDATE entry SET line = ?, leaf = ? WHERE number = ?", (line, leaf(line), number)
            )
        database.execute("UPDATE head SET root = ?", (frontier.root(),))
    database.close()


def test_the_whole_log_follows_from_the_record(board: Path) -> None:
    for count in (3, 300, 1):
        grow(board, count)
        publish(board)
    before = {path: content for path, (content, _) in laid(board).items()}
    shutil.rmtree(board / "log")
    publish(board)
    after = {path: content for path, (content, _) in laid(board).items()}
    assert after == before


def test_damaged_tiles_are_refused_before_anything_rests_on_them(board: Path) -> None:
    grow(board, 3)
    publish(board)
    (board / "log/tile/0/000.p/3").write_bytes(bytes(96))
    grow(board, 1)
    before = laid(board)
    with pytest.raises(Refusal, match="not those of the record; remove that folder"):
        publish(board)
    assert laid(board) == before


@pytest.mark.parametrize("place", ["lay", "keep", "lay again", "site", "show"])
def test_a_publishing_that_was_cut_is_finished_by_the_next(
    board: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    grow(board, 300)
    publish(board)
    old = (board / "site/checkpoint").read_bytes()
    grow(board, 2)
    with monkeypatch.context() as patched:
        cut(patched, place)
        with pytest.raises(KeyboardInterrupt):
            publish(board)
    assert (old == (board / "site/checkpoint").read_bytes()) == (place != "show")
    grow(board, 1)
    publish(board)
    if place == "keep":  # tiles that no checkpoint needs
        (board / "log/tile/0/001.p/46").unlink()
        (board / "log/tile/entries/001.p/46").unlink()
    audit(board, [300, 303] if place in {"lay", "keep"} else [300, 302, 303])


def cut(patched: pytest.MonkeyPatch, place: str) -> None:
    """Stop a publishing at one of its steps."""
    calls = []

    def stop(*_: object, **__: object) -> None:
        calls.append(1)
        raise KeyboardInterrupt

    lay_files = Log.lay

    def second(log: Log, sections: list) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        lay_files(log, sections)

    if place == "lay again":
        patched.setattr(Log, "lay", second)
    else:
        where, name = {
            "lay": (os, "sync"),
            "keep": (posting.appending, "keep"),
            "site": (site, "publish"),
            "show": (Log, "show"),
        }[place]
        patched.setattr(where, name, stop)


def test_cosignatures_that_come_later_are_shown_and_none_is_lost(
    board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(board, 2)
    publish(board)
    witness = SignerKey("witness.example", bytes(32), COSIGNS)

    def cosigned(note: Note, *_: object) -> posting.Cosigned:
        return posting.Cosigned(note.with_signatures(witness.cosignature(note.text, 9)))

    with monkeypatch.context() as patched:
        patched.setattr(posting, "cosigned", cosigned)
        assert publish(board).made
    for path in ("site/checkpoint", "log/checkpoints/2"):
        assert witness.verifier.signed(Note.parse((board / path).read_bytes()))
    assert not publish(board).made
    assert b"witness.example" in kept(board)[-1]


def test_words_that_were_withheld_leave_the_log_and_no_others_do(tmp_path: Path) -> None:
    folder = lay(tmp_path / "board")
    publish(folder)
    with opened(folder) as record:
        names = [name for name, content in record.blobs() if b" found nothing" in content]
        number, name = next(
            (row.number, one) for row in record.rows() for one in names if one.encode() in row.line
        )
    withheld = WordsWithheld(entry=number, words=(name,), ground="security", reason=SEALED)
    with clerk.sitting(folder) as sitting:
        sitting.enter([("", withheld)], BLOBS)

    assert publish(folder).made

    assert not (folder / "log" / tiles.blob_path(name)).exists()
    assert all((folder / "log" / tiles.blob_path(one)).exists() for one in names if one != name)
