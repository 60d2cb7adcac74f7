"""A disk that may only be read."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from records import found, lay, write
from running import run
from verifying import verify


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A board on a disk that may only be read."""
    board = lay(tmp_path / "board")
    run("signboard", "publish", board)
    disk = tmp_path / "disk"
    disk.mkdir()
    if shutil.which("mount") is None:
        pytest.skip("a disk can't be mounted here")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a disk can't be mounted here")
    try:
        shutil.copytree(board, disk / "board", symlinks=True)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        yield disk / "board"
    finally:
        subprocess.run(["umount", disk], check=True)


def test_on_a_disk_that_may_only_be_read_all_is_refused_and_the_site_verified(
    read_only: Path, tmp_path: Path
) -> None:
    facts = write(tmp_path / "facts.jsonl", [found(9)])
    for command in (
        ["init", read_only.parent / "other"],
        ["enter", read_only, facts],
        ["publish", read_only],
        ["key", "rotate", read_only, "--yes"],
    ):
        done = run("signboard", *command, check=False)
        assert done.returncode == 1, command
        assert done.stderr.startswith("signboard: refused: "), done.stderr
        assert done.stderr.count("\n") == 1, done.stderr

    assert verify(read_only / "site", state=tmp_path / "seen").difference is None
