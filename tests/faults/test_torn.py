"""A torn page: what a write that was cut off may have left at the end of SQLite's files."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from records import enter, found, lay
from signboard import clerk
from signboard.clerk.loading import opened
from signboard.store import Row
from signboard.store.sqlite import FILE
from signboard.terms import Refusal
from verifying import verify

SECTOR = 512
TODAY = date(2026, 11, 24)


def _all_of(folder: Path) -> tuple[list[Row], list[tuple[str, bytes]]]:
    with opened(folder) as record:
        return list(record.rows()), list(record.blobs())


def _torn(content: bytes, begin: int) -> Iterator[bytes]:
    """All that may be left of bytes when from `begin` on they were being written: an end at each
    sector, zeros or garbage from there on, and each sector by itself lost."""
    edges = sorted({begin, *range(begin - begin % SECTOR + SECTOR, len(content), SECTOR)})
    for edge in edges:
        rest = len(content) - edge
        yield content[:edge]
        yield content[:edge] + bytes(rest)
        yield content[:edge] + bytes(range(256)) * (rest // 256 + 1)
        yield content[:edge] + bytes(min(SECTOR, rest)) + content[edge + SECTOR :]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, int]:
    """A record whose last append lies in SQLite's log only, and where in it that append begins."""
    folder = lay(tmp_path / "board")
    wal = folder / f"{FILE}-wal"
    with opened(folder) as reader, reader.snapshot():
        reader.heads()  # who reads keeps the log from being taken into the file
        begin = wal.stat().st_size if wal.exists() else 0
        enter(folder, [found(8)])
        copy = tmp_path / "copy"
        copy.mkdir()
        for one in (*folder.glob("*.toml"), folder / FILE, wal):
            shutil.copy(one, copy / one.name)
    return copy, begin


def test_a_torn_end_of_the_log_leaves_the_record_before_or_after(
    two: tuple[Path, int], tmp_path: Path
) -> None:
    copy, begin = two
    whole = (copy / f"{FILE}-wal").read_bytes()
    for content in (whole, *_torn(whole, begin)):
        board = tmp_path / "torn"
        shutil.rmtree(board, ignore_errors=True)
        shutil.copytree(copy, board)
        (board / f"{FILE}-wal").write_bytes(content)
        verdict = verify(board)
        assert verdict.difference is None
        assert verdict.stored == (9 if content.startswith(whole) else 8)


def _said(folder: Path) -> str | None:
    """What an audit has to say against a board."""
    try:
        return verify(folder).difference
    except Refusal as refusal:
        return str(refusal)


def test_a_torn_page_of_what_was_kept_is_named_and_nothing_is_made_of_it(tmp_path: Path) -> None:
    folder = lay(tmp_path / "board")
    kept, whole = _all_of(folder), (folder / FILE).read_bytes()
    named = 0
    for edge in range(0, len(whole), SECTOR):
        for piece in (bytes(SECTOR), bytes(range(256)) * 2):
            (folder / FILE).write_bytes(whole[:edge] + piece + whole[edge + SECTOR :])
            if _said(folder) is None:
                assert _all_of(folder) == kept  # nothing lay where it was torn
            else:
                named += 1
                with pytest.raises(Refusal):
                    clerk.publish(folder, TODAY)
                assert not (folder / "site").exists()
            for beside in folder.glob(f"{FILE}-*"):
                beside.unlink()
    assert named > 8


def test_a_record_that_lost_its_end_is_named_where_anything_lay_there(tmp_path: Path) -> None:
    folder = lay(tmp_path / "board")
    kept, whole = _all_of(folder), (folder / FILE).read_bytes()
    named = 0
    for missing in range(SECTOR, len(whole), SECTOR):
        (folder / FILE).write_bytes(whole[:-missing])
        if _said(folder) is None:
            assert _all_of(folder) == kept
        else:
            named += 1
    assert named > len(whole) / SECTOR / 2


def test_a_torn_tile_is_refused_before_anything_rests_on_it(tmp_path: Path) -> None:
    folder = lay(tmp_path / "board")
    clerk.publish(folder, TODAY)
    enter(folder, [found(8)])
    tile = folder / "log/tile/0/000.p/8"
    whole = tile.read_bytes()
    for length in range(0, len(whole), 32):
        tile.write_bytes(whole[:length])
        with pytest.raises(Refusal, match="is torn; remove"):
            clerk.publish(folder, TODAY)

    shutil.rmtree(folder / "log")
    clerk.publish(folder, TODAY)
    assert verify(folder).difference is None
