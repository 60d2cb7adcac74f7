"""A board restored: whose folder it is made in, what of a source is read, what comes last."""

import os
from datetime import date
from pathlib import Path

import pytest

from records import lay
from signboard import clerk, store
from signboard.clerk import restoring, sources
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
