"""A board restored: whose folder it is made in, what of a source is read, what comes last."""

import os
import shutil
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from records import enter, found, lay
from signboard import clerk, store
from signboard.clerk import restoring, sources
from signboard.record.notes import LONGEST
from signboard.record.sealing import digest
from signboard.settings import FILE
from signboard.store import durable
from signboard.store.marker import MARKER, Marker
from signboard.terms import Refusal
from tools.postgresql import Server
from verifying import verify

DAY = date(2026, 11, 25)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A board of eight entries that was published, and backed up in `copy`."""
    laid = lay(tmp_path / "board")
    clerk.publish(laid, DAY)
    clerk.backup(laid, tmp_path / "copy")
    return laid


@pytest.fixture
def target(database: str | None, request: pytest.FixtureRequest) -> str | None:
    """Where to restore to: SQLite, then another schema."""
    server: Server | None = database and request.getfixturevalue("server")
    return server and server.schema()


def _named(copy: Path, files: dict[str, bytes]) -> None:
    """Let a backup's marker name files of such a content, by their true digests."""
    marker = Marker.parse((copy / MARKER).read_bytes())
    digests = {path: (digest(content),) for path, content in files.items()}
    changed = Marker(marker.size, marker.root, {**marker.files, **digests})
    (copy / MARKER).write_bytes(bytes(changed))


@pytest.mark.parametrize("what", ["link", "dangling", "file", "fifo", "another's"])
def test_nothing_is_emptied_that_is_not_the_users_own_folder(
    folder: Path, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, passing = tmp_path / "other", tmp_path / "boards" / ".again.restoring"
    passing.parent.mkdir()
    other.mkdir()
    (other / "letter").write_text("Dear reader,", encoding="utf-8")
    match what:
        case "link":
            passing.symlink_to(other)
        case "dangling":
            passing.symlink_to(tmp_path / "nowhere")
        case "file":
            passing.write_text("Dear reader,", encoding="utf-8")
        case "fifo":
            os.mkfifo(passing)
        case _:
            other = passing
            passing.mkdir()
            (other / "letter").write_text("Dear reader,", encoding="utf-8")
            user = os.geteuid()
            monkeypatch.setattr(os, "geteuid", lambda: user + 1)

    with pytest.raises(Refusal, match=r"\.again\.restoring.*remove it, or name another folder"):
        clerk.restore(str(tmp_path / "copy"), passing.parent / "again")

    assert (other / "letter").read_text("utf-8") == "Dear reader,"
    assert os.path.lexists(passing)
    assert not (tmp_path / "nowhere").exists()
    assert not (passing.parent / "again").exists()


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_board_is_closed_while_it_is_restored_and_then_as_the_user_keeps_folders(
    folder: Path, tmp_path: Path, mask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    claimed = sources.claimed

    def noted(place: str) -> sources.Claim:
        seen.append((tmp_path / ".again.restoring").stat().st_mode & 0o777)
        return claimed(place)

    monkeypatch.setattr(restoring, "claimed", noted)
    (tmp_path / ".again.restoring").mkdir(mode=0o755)  # what a restoring left that was cut
    (tmp_path / ".again.restoring/half").write_text("made", encoding="utf-8")
    before = os.umask(mask)
    try:
        clerk.restore(str(tmp_path / "copy"), tmp_path / "again")
    finally:
        os.umask(before)

    assert seen == [0o700]
    assert (tmp_path / "again").stat().st_mode & 0o777 == 0o777 & ~mask
    assert not (tmp_path / "again/half").exists()


BAD = {
    "too many are required": 'office = "planning-office"\nrequired = 2\n',
    "no such setting": 'colour = "red"\n',
    "no office": 'office = "Planning Office"\n',
    "no TOML": "office = planning",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_backup_whose_settings_are_refused_leaves_nothing_and_can_be_restored_once_mended(
    folder: Path, tmp_path: Path, target: str | None, text: str
) -> None:
    copy = tmp_path / "copy"
    sound = (copy / FILE).read_bytes()
    (copy / FILE).write_text(text, encoding="utf-8")
    _named(copy, {FILE: text.encode()})
    for _ in range(2):
        with pytest.raises(Refusal, match=r"signboard\.toml: .*; nothing was restored$"):
            clerk.restore(str(copy), tmp_path / "again", database=target)
        assert not (tmp_path / "again").exists()
    (copy / FILE).write_bytes(sound)
    _named(copy, {FILE: sound})

    clerk.restore(str(copy), tmp_path / "again", database=target, key=folder / "signing.key")

    clerk.publish(tmp_path / "again", DAY)
    assert (verify(tmp_path / "again").stored, verify(tmp_path / "again").difference) == (8, None)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        *(("copy", one) for one in (FILE, "signing.key", "backups")),
        *(("board/site", one) for one in (FILE, "signing.key")),
    ],
)
def test_a_restore_that_can_not_lay_a_file_leaves_nothing_in_the_database(
    folder: Path,
    tmp_path: Path,
    target: str | None,
    source: str,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write = durable._write
    key = folder / "signing.key"

    def full(new: Path, content: bytes, mode: int) -> None:
        if new.name == f".{name}{durable.PASSING}":
            raise OSError(28, "No space left on device")
        write(new, content, mode)

    with monkeypatch.context() as patched:
        patched.setattr(durable, "_write", full)
        with pytest.raises(Refusal, match="No space left on device"):
            clerk.restore(str(tmp_path / source), tmp_path / "again", database=target, key=key)
    assert not (tmp_path / "again").exists()
    assert not (tmp_path / ".again.restoring").exists()
    if target is not None:
        with pytest.raises(Refusal, match="no record in"), store.opened(tmp_path, target):
            pass

    clerk.restore(str(tmp_path / source), tmp_path / "again", database=target, key=key)

    clerk.publish(tmp_path / "again", DAY)
    assert (verify(tmp_path / "again").stored, verify(tmp_path / "again").difference) == (8, None)


def test_nothing_but_the_name_comes_after_the_record_is_laid(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[set[str]] = []
    laid = restoring.appending.restore

    def noted(*all_of_it: object) -> None:
        laid(*all_of_it)  # type: ignore[arg-type]
        names.append({one.name for one in (tmp_path / ".again.restoring").iterdir()})

    monkeypatch.setattr(restoring.appending, "restore", noted)
    clerk.restore(str(tmp_path / "copy"), tmp_path / "again", key=folder / "signing.key")
    assert {FILE, "signing.key", "backups"} <= names[0]


def _sparse(path: Path, size: int) -> Path:
    with path.open("wb") as made:
        made.truncate(size)
    return path


def _peak(source: Path, to: Path, said: str) -> int:
    """How many bytes were held at once until the restore was refused."""
    tracemalloc.start()
    try:
        with pytest.raises(Refusal, match=said):
            clerk.restore(str(source), to)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("size", [19_000_000, LONGEST])
def test_what_a_strangers_marker_names_is_checked_while_it_is_read(
    folder: Path, tmp_path: Path, size: int
) -> None:
    """Files that take no room on the disk, and one that has many names."""
    first = _sparse(tmp_path / "copy/checkpoints/1000", size)
    for number in range(1001, 2000):
        first.with_name(str(number)).hardlink_to(first)
    content = bytes(size)
    _named(tmp_path / "copy", {f"checkpoints/{n}": content for n in range(1000, 2000)})
    del content
    assert _peak(tmp_path / "copy", tmp_path / "again", "checkpoints/1000") < 30_000_000


def test_a_checkpoint_with_many_names_is_refused_by_the_second(
    folder: Path, tmp_path: Path
) -> None:
    first = tmp_path / "copy/checkpoints/8"
    first.with_name("5").hardlink_to(first)
    _named(tmp_path / "copy", {"checkpoints/5": first.read_bytes()})
    with pytest.raises(Refusal, match="checkpoints/5 is over 8 entries; nothing was restored"):
        clerk.restore(str(tmp_path / "copy"), tmp_path / "again")


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("checkpoint", 65_536),
        ("checkpoints/0", 65_536),
        ("checkpoints/8", 65_536),
        ("proof/000.tlog-proof", 65_536),
        ("keys", 1_000_000),
        ("tile/0/000.p/9", 9 * 32),
        ("tile/entries/000.p/9", 9 * 65_537),
    ],
)
def test_a_file_of_a_site_that_is_larger_than_any_of_its_kind_is_refused(
    folder: Path, tmp_path: Path, path: str, most: int
) -> None:
    enter(folder, [found(9)])
    clerk.publish(folder, DAY)
    mirror = shutil.copytree(folder / "site", tmp_path / "mirror")
    _sparse(mirror / path, most + 1)
    said = f"{path} has more than {most:,} bytes.*nothing was restored"
    assert _peak(mirror, tmp_path / "again", said) < 30_000_000


def test_large_documents_are_not_all_held_at_once(tmp_path: Path) -> None:
    sizes = [5_000_000 + number for number in range(30)]
    blobs = ((digest(bytes(size)), bytes(size)) for size in sizes)
    tracemalloc.start()
    try:
        with store.bare(tmp_path) as record:
            restoring.appending.restore(record, [], [], blobs, [])
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()
    with store.opened(tmp_path) as record:
        assert record.names() == sorted(digest(bytes(size)) for size in sizes)
