"""What must outlast a power cut: the names of new folders, too."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from records import lay
from signboard import clerk
from signboard.store import durable
from signboard.witness import keys


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> Callable[[], set[Path]]:
    """What was synced since the last call."""
    seen: set[Path] = set()
    fsync = os.fsync

    def noted(opened: int) -> None:
        seen.add(Path(f"/proc/self/fd/{opened}").readlink())
        fsync(opened)

    def taken() -> set[Path]:
        found = set(seen)
        seen.clear()
        return found

    monkeypatch.setattr(os, "fsync", noted)
    return taken


def test_each_folder_that_got_a_new_one_is_synced(
    tmp_path: Path, synced: Callable[[], set[Path]]
) -> None:
    durable.make(tmp_path / "a/b/c", 0o700)
    assert synced() == {tmp_path, tmp_path / "a", tmp_path / "a/b"}
    assert (tmp_path / "a/b/c").stat().st_mode & 0o777 == 0o700
    durable.make(tmp_path / "a/b/c")
    assert synced() == set()


def test_a_folder_is_made_below_where_one_stands(
    tmp_path: Path, synced: Callable[[], set[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    durable.make(Path("a/b"))
    assert synced() == {tmp_path, tmp_path / "a"}


def test_the_names_of_a_new_backup_a_new_board_and_a_new_witness_are_synced(
    tmp_path: Path, synced: Callable[[], set[Path]]
) -> None:
    board = lay(tmp_path / "board")
    synced()
    clerk.backup(board, tmp_path / "disk/deep/copy")
    assert {tmp_path, tmp_path / "disk", tmp_path / "disk/deep"} <= synced()
    clerk.restore(str(tmp_path / "disk/deep/copy"), tmp_path / "new/far/board")
    assert {tmp_path, tmp_path / "new", tmp_path / "new/far"} <= synced()
    keys.init(tmp_path / "w/x", "w.example", b"1" * 32)
    assert {tmp_path, tmp_path / "w", tmp_path / "w/x"} <= synced()
