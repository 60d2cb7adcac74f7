"""Appending under faults: killed writers, two writers, full disks, folders not to be written."""

import json
import os
import resource
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from records import enter, fact, found, lay, write
from running import BIN, TESTS, run
from signboard import clerk
from signboard.clerk.loading import opened
from signboard.store import sqlite, tables
from signboard.store.appending import erase
from signboard.terms import Refusal
from verifying import verify

ROUNDS = 25
SEED = 2020
NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path, database: str | None) -> Path:
    return lay(tmp_path / "board", database)


@pytest.fixture
def file_folder(tmp_path: Path) -> Path:
    """A record that lies in its folder."""
    return lay(tmp_path / "board")


def _state(folder: Path) -> tuple[int, str]:
    verdict = verify(folder)
    assert verdict.difference is None
    return verdict.stored, verdict.root


def _refused(done: subprocess.CompletedProcess) -> str:
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("signboard: refused: "), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_a_kill_while_entering_loses_nothing_that_was_acknowledged(
    folder: Path, database: str | None
) -> None:
    longest = 0.06 if database is None else 0.2  # connecting takes a while
    done = run("python", "-m", "killing", folder, ROUNDS, SEED, longest, check=False, cwd=TESTS)

    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert len(counts) == ROUNDS
    assert sum(count > 0 for count in counts) >= 3, counts  # a busy machine enters little


def test_a_second_writer_waits_for_the_first(folder: Path) -> None:
    size, _ = _state(folder)
    command = [BIN / "signboard", "enter", folder, write(folder / "facts.jsonl", [found(9)])]
    with opened(folder) as first:
        with first.database.writing():
            second = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(1.5)
        assert second.wait(10) == 0

    assert _state(folder)[0] == size + 1


def test_a_second_writer_that_waited_long_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _state(folder)
    monkeypatch.setattr(tables, "WAIT_SECONDS", 0.1)
    made, blobs = fact(9)
    with (
        opened(folder) as first,
        first.database.writing(),
        pytest.raises(Refusal, match="is being written by another; try again"),
        clerk.sitting(folder) as sitting,
    ):
        sitting.enter([("", made)], blobs)

    assert _state(folder) == before


def test_of_two_sittings_over_one_record_the_later_is_refused(folder: Path) -> None:
    made, blobs = fact(9)
    with clerk.sitting(folder) as first, clerk.sitting(folder) as second:
        first.enter([("", made)], blobs)
        after = _state(folder)
        with pytest.raises(Refusal, match="the record grew from 8 to 9 entries; try again"):
            second.enter([("", made)], blobs)

    assert _state(folder) == after


def test_a_record_that_may_grow_no_further_is_left_as_it_was(file_folder: Path) -> None:
    folder = file_folder
    before = _state(folder)
    room = (folder / sqlite.FILE).stat().st_size + 4096
    many = write(folder / "facts.jsonl", [found(number) for number in range(2000)])

    done = run(
        "signboard",
        "enter",
        folder,
        many,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )

    assert "nothing was written" in _refused(done)
    assert _state(folder) == before


def test_what_finds_no_room_to_be_removed_from_the_file_is_said_to_lie_there_still(
    file_folder: Path,
) -> None:
    enter(file_folder, [found(number) for number in range(300)])
    with opened(file_folder) as record:
        (name, content), *_ = record.blobs()
        half = (file_folder / sqlite.FILE).stat().st_size // 2
        with (
            room(half),
            pytest.raises(Refusal, match="removed, but the bytes still lie in") as left,
        ):
            erase(record, [name])
        assert "nothing was written" not in str(left.value)
        assert name not in record.names()
        erase(record, [name])
    assert not any(content in one.read_bytes() for one in file_folder.iterdir())


@contextmanager
def room(size: int) -> Iterator[None]:
    """No file may be written beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("a small disk can't be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_refused_and_leaves_record_and_site(
    small_disk: Path, tmp_path: Path
) -> None:
    folder = lay(small_disk / "board")
    run("signboard", "publish", folder)
    before = _state(folder)
    many = write(tmp_path / "facts.jsonl", [found(number) for number in range(4000)])
    filler = small_disk / "filler"
    free = os.statvfs(small_disk)
    filler.write_bytes(bytes(free.f_bavail * free.f_bsize - 65536))

    entered = run("signboard", "enter", folder, many, check=False)
    published = run("signboard", "publish", folder, "--no-compress", check=False)

    assert "nothing was written" in _refused(entered)
    assert "No space left" in _refused(published)
    filler.unlink()
    assert _state(folder) == before
    assert [one.name for one in (folder / "sites").iterdir() if one.is_dir()] == [
        (folder / "site").readlink().name
    ]


@pytest.fixture
def unwritable() -> Iterator[tuple[Path, Callable[[], None], Callable[[], None]]]:
    """A record in a folder, what makes one a user that may read it and not write it, and what
    makes one its keeper again."""
    with tempfile.TemporaryDirectory() as name:
        outer = Path(name)
        outer.chmod(0o755)
        folder = lay(outer / "board")

        def become_its_user() -> None:
            for one in folder.iterdir():
                one.chmod(0o444)
            folder.chmod(0o555)
            if os.geteuid() == 0:
                os.seteuid(NOBODY)

        def become_its_keeper() -> None:
            os.seteuid(os.getuid())
            folder.chmod(0o755)
            for one in folder.iterdir():
                one.chmod(0o644)

        yield folder, become_its_user, become_its_keeper
        become_its_keeper()


def test_a_folder_that_can_not_be_written_is_refused(
    unwritable: tuple[Path, Callable[[], None], Callable[[], None]],
) -> None:
    folder, become_its_user, become_its_keeper = unwritable
    before = _state(folder)
    made, blobs = fact(9)
    become_its_user()
    try:
        with (
            pytest.raises(Refusal, match="nothing was written") as refused,
            clerk.sitting(folder) as sitting,
        ):
            sitting.enter([("", made)], blobs)
        with pytest.raises(Refusal, match="needs that even to read it; run this as the user that"):
            clerk.agenda_of(folder)
    finally:
        become_its_keeper()

    assert str(folder) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert _state(folder) == before
