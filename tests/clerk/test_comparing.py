"""A backup whose copy was damaged meanwhile: what differs is laid anew, and it is said."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from records import enter, found, lay
from signboard import clerk
from signboard.cli import app
from signboard.store import durable
from signboard.store.marker import HEADS, MARKER
from signboard.terms import Refusal

DAY = date(2026, 11, 25)

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda content: b"",
    "cut by four bytes": lambda content: content[:-4],
    "its first byte changed": lambda content: bytes([content[0] ^ 1]) + content[1:],
    "a byte in the middle changed": lambda content: (
        content[: (at := len(content) // 2)] + bytes([content[at] ^ 1]) + content[at + 1 :]
    ),
    "grown": lambda content: content + b"\0",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A board of ten entries that was backed up in `copy`."""
    laid = lay(tmp_path / "board")
    clerk.publish(laid, DAY)
    enter(laid, [found(7), found(8)])
    clerk.backup(laid, tmp_path / "copy")
    return laid


def _files(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_any_file_of_a_copy_that_was_damaged_is_laid_anew_and_counted(
    folder: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    copy = tmp_path / "copy"
    whole = _files(copy)
    kinds = {path.partition("/")[0] for path in whole}
    assert kinds == {"blob", "tile", "checkpoints", "signboard.toml", HEADS, MARKER}
    for path, content in whole.items():
        if path != MARKER:
            (copy / path).write_bytes(damage(content))
            done = clerk.backup(folder, copy)
            beyond = path == HEADS and damage(content).startswith(content)  # nobody reads that
            assert (path, done.repaired, done.files) == (path, 0 if beyond else 1, 1)
            assert _files(copy) == whole, path
    assert clerk.backup(folder, copy).repaired == 0
    clerk.restore(str(copy), tmp_path / "again")


def test_a_damaged_marker_is_refused_and_nothing_laid_over_it(folder: Path, tmp_path: Path) -> None:
    marker = tmp_path / "copy" / MARKER
    marker.write_bytes(marker.read_bytes()[:-4])
    with pytest.raises(Refusal, match="marker is not what was written; begin a new backup"):
        clerk.backup(folder, tmp_path / "copy")


def test_what_was_damaged_is_repaired_while_a_grown_record_is_backed_up(
    folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    blobs = sorted((copy / "blob/sha256").iterdir())
    for blob in blobs[:3]:
        blob.write_bytes(b"")
    (copy / HEADS).write_bytes((copy / HEADS).read_bytes()[:-4])
    (copy / "signboard.toml").write_bytes(b"")
    (copy / "checkpoints/8").write_bytes(b"")
    (copy / "tile/0/000.p/10").write_bytes(b"")  # of the size before: not needed any more
    enter(folder, [found(9)])
    (folder / "signboard.toml").write_text('office = "another"\n', encoding="utf-8")

    done = clerk.backup(folder, copy)

    assert done.repaired == 6
    clerk.backup(folder, tmp_path / "fresh")
    clerk.backup(folder, copy)
    assert _files(copy) == _files(tmp_path / "fresh")
    assert clerk.restore(str(copy), tmp_path / "again").head.size == 11


def test_a_file_that_can_not_be_read_is_laid_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk of which a sector is gone."""
    copy = tmp_path / "copy"
    blob = min((copy / "blob/sha256").iterdir())
    opened = Path.open

    def failing(self: Path, *words: object, **more: object) -> object:
        if self in {blob, copy / "tile/0/000.p/10"}:
            raise OSError(5, "Input/output error")
        return opened(self, *words, **more)  # type: ignore[call-overload]

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", failing)
        assert clerk.backup(folder, copy).repaired == 2


def test_settings_that_were_changed_are_replaced_and_not_called_damaged(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "signboard.toml").write_text('office = "another"\n', encoding="utf-8")
    assert clerk.backup(folder, tmp_path / "copy").repaired == 0
    assert (tmp_path / "copy/signboard.toml").read_text("utf-8") == 'office = "another"\n'


def test_a_repair_that_was_cut_is_finished_by_the_next(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    whole = _files(copy)
    for path, content in whole.items():
        if path != MARKER:
            (copy / path).write_bytes(content[:-4])
    replace = Path.replace
    left = 5

    def cut(self: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", cut)
        with pytest.raises(KeyboardInterrupt):
            clerk.backup(folder, copy)
    assert clerk.backup(folder, copy).repaired == len(whole) - 1 - 5
    clerk.backup(folder, copy)
    assert {
        path: content
        for path, content in _files(copy).items()
        if not path.endswith(durable.PASSING)
    } == whole


def test_the_command_says_what_it_repaired(folder: Path, tmp_path: Path) -> None:
    blobs = sorted((tmp_path / "copy/blob/sha256").iterdir())
    blobs[0].write_bytes(b"")
    said = CliRunner().invoke(app, ["backup", str(folder), str(tmp_path / "copy")])
    assert said.exit_code == 0
    assert "repaired 1 file, which lay damaged in the copy; check its disk" in said.output
    os.truncate(blobs[0], 1)
    os.truncate(blobs[1], 1)
    said = CliRunner().invoke(app, ["backup", str(folder), str(tmp_path / "copy")])
    assert "repaired 2 files, which lay damaged in the copy; check its disk" in said.output
    said = CliRunner().invoke(app, ["backup", str(folder), str(tmp_path / "copy")])
    assert "repaired" not in said.output
