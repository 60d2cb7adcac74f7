"""Backups: what they hold, what they refuse, and boards restored from them and from sites."""

import hashlib
import os
import re
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
import pytest

from records import enter, found, lay
from running import serve
from signboard import clerk
from signboard.clerk import backing, keys
from signboard.clerk.remembering import remembered
from signboard.record import rotation
from signboard.record.entries import KeyRotated
from signboard.record.notes import Note, Signature, SignerKey, encoded
from signboard.record.sealing import digest
from signboard.store import durable
from signboard.store.marker import MARKER, Marker
from signboard.terms import Refusal
from tools.postgresql import Server
from verifying import verify

DAY = date(2026, 11, 25)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A board of eight entries, published, and with two entries more."""
    laid = lay(tmp_path / "board")
    clerk.publish(laid, DAY)
    enter(laid, [found(7), found(8)])
    return laid


def _files(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its path, with its digest."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("edition")
    }


def _pages(folder: Path) -> dict[str, str]:
    clerk.publish(folder, DAY)
    return {path: _files(folder / "site" / path) for path in ("en", "ko", "tile", "proof")}


def _entries(folder: Path) -> int:
    verdict = verify(folder)
    assert verdict.difference is None, verdict.difference
    return verdict.stored or 0


def test_a_backup_begun_in_a_folder_that_all_may_read_is_its_owners_alone(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "copy").mkdir(mode=0o755)
    clerk.backup(folder, tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0


def test_nothing_is_written_through_a_link_that_lies_in_a_backup(
    folder: Path, tmp_path: Path
) -> None:
    copy, other = tmp_path / "copy", tmp_path / "other"
    clerk.backup(folder, copy)
    enter(folder, [found(9)])
    other.write_text("precious", encoding="utf-8")
    durable.passing(copy / "marker").symlink_to(other)

    clerk.backup(folder, copy)

    assert other.read_text(encoding="utf-8") == "precious"
    assert not (copy / "marker").is_symlink()


@pytest.mark.parametrize("name", ["a\u2028b", "a\rb", " a ", "a\udcff"])
def test_a_backup_is_remembered_whatever_its_name(folder: Path, tmp_path: Path, name: str) -> None:
    clerk.backup(folder, tmp_path / name)
    clerk.backup(folder, tmp_path / "copy")

    assert [made.path for made in remembered(folder)] == [tmp_path / name, tmp_path / "copy"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("checkpoints/abc", b"x", "marker names a file that no backup has: 'checkpoints/abc'"),
        ("../secret", b"x", "marker names a file that no backup has: '../secret'"),
        ("signboard.toml", b"\xff", "signboard.toml is no UTF-8"),
    ],
)
def test_a_marker_that_a_stranger_wrote_is_refused(
    folder: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    copy = tmp_path / "copy"
    clerk.backup(folder, copy)
    (copy / name).write_bytes(content)
    marker = Marker.parse((copy / MARKER).read_bytes())
    changed = msgspec.structs.replace(marker, files={**marker.files, name: (digest(content),)})
    (copy / MARKER).write_bytes(bytes(changed))

    with pytest.raises(Refusal, match=re.escape(said)):
        clerk.restore(str(copy), tmp_path / "again")


def test_a_backup_in_which_a_file_is_none_is_refused(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    clerk.backup(folder, copy)
    heads = copy / "heads"
    heads.unlink()
    os.mkfifo(heads)

    with pytest.raises(Refusal, match="heads is no ordinary file"):
        clerk.restore(str(copy), tmp_path / "again")


def test_a_rotation_that_the_key_before_did_not_sign_is_not_restored(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has a site's host, and no key, writes that a key of his own signs now."""
    before = clerk.verifier_key(folder)
    thief = SignerKey(before.name, bytes(32))
    with monkeypatch.context() as lax:
        lax.setattr(rotation, "check", lambda number, fact: None)
        lax.setattr(keys, "in_force", lambda folder, agenda: thief)
        none = encoded(bytes(64))
        fact = KeyRotated(
            before=str(before), after=str(thief.verifier), by_before=none, by_after=none
        )
        with clerk.sitting(folder) as sitting:
            sitting.enter([("", fact)], {})
        clerk.publish(folder, DAY)

    with pytest.raises(Refusal, match=r"entry 10: the key localhost/board.* did not sign"):
        clerk.restore(str(folder / "site"), tmp_path / "again")


def test_a_board_is_restored_from_a_backup_and_publishes_the_same_pages(
    folder: Path, tmp_path: Path
) -> None:
    done = clerk.backup(folder, tmp_path / "copy")
    again = tmp_path / "again"
    restored = clerk.restore(str(tmp_path / "copy"), again, key=folder / "signing.key")

    assert restored.head == done.head
    assert done.head.size == 10
    assert _pages(again) == _pages(folder)
    assert (again / "site/checkpoint").read_bytes() == (folder / "site/checkpoint").read_bytes()
    assert (again / "signboard.toml").read_bytes() == (folder / "signboard.toml").read_bytes()
    assert _entries(again) == 10


@pytest.mark.parametrize("to", ["sqlite", "postgresql"])
def test_a_record_moves_between_databases(
    tmp_path: Path, database: str | None, to: str, request: pytest.FixtureRequest
) -> None:
    target = None if to == "sqlite" else request.getfixturevalue("server").schema()
    folder = lay(tmp_path / "board", database)
    clerk.publish(folder, DAY)
    clerk.backup(folder, tmp_path / "copy")
    again = tmp_path / "again"

    clerk.restore(str(tmp_path / "copy"), again, database=target, key=folder / "signing.key")

    assert _pages(again) == _pages(folder)
    assert _entries(again) == 8
    if target is not None:
        with pytest.raises(Refusal, match="holds a record already"):
            clerk.restore(str(tmp_path / "copy"), tmp_path / "third", database=target)


def test_a_restore_that_is_refused_leaves_nothing_in_the_database(
    folder: Path, tmp_path: Path, database: str | None, request: pytest.FixtureRequest
) -> None:
    server: Server | None = database and request.getfixturevalue("server")
    target = server and server.schema()
    copy = tmp_path / "copy"
    clerk.backup(folder, copy)
    tile = copy / "tile/entries/000.p/10"
    content = tile.read_bytes()
    tile.write_bytes(content[:-1])
    for _ in range(2):
        with pytest.raises(Refusal, match=r"tile/entries/000\.p/10.*nothing was restored"):
            clerk.restore(str(copy), tmp_path / "again", database=target)
    tile.write_bytes(content)

    clerk.restore(str(copy), tmp_path / "again", database=target)

    assert _entries(tmp_path / "again") == 10


@pytest.mark.parametrize("by", ["folder", "address"])
def test_a_board_is_rebuilt_from_nothing_but_its_site(
    folder: Path, tmp_path: Path, by: str
) -> None:
    clerk.publish(folder, DAY)
    again = tmp_path / "again"
    if by == "folder":
        restored = clerk.restore(str(folder / "site"), again, key=folder / "signing.key")
    else:
        with serve(folder) as served:
            restored = clerk.restore(served.address, again, key=folder / "signing.key")

    assert restored.site
    assert _pages(again) == _pages(folder)
    assert _entries(again) == 10


def test_a_site_whose_host_signed_in_the_city_s_name_or_left_no_room_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    mirror = Path(shutil.copytree(folder / "site", tmp_path / "mirror"))
    note = Note.parse((mirror / "checkpoint").read_bytes())
    (own,) = note.signatures
    forged = Signature(own.name, own.key_id, bytes(64))
    junk = [Signature(f"w{number}.example", b"abcd", bytes(72)) for number in range(32)]
    for lines, said in (((own, forged), "not signed by the key"), ((own, *junk), "33 signatures")):
        (mirror / "checkpoint").write_bytes(bytes(Note(note.text, lines)))
        with pytest.raises(Refusal, match=said):
            clerk.restore(str(mirror), tmp_path / "again")
    (mirror / "checkpoint").write_bytes(bytes(Note(note.text, (own, *junk[:31]))))

    clerk.restore(str(mirror), tmp_path / "again", key=folder / "signing.key")

    clerk.publish(tmp_path / "again", DAY)
    assert verify(tmp_path / "again").difference is None


def test_a_second_backup_writes_only_what_is_new(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    clerk.backup(folder, copy)
    before = _files(copy)
    assert clerk.backup(folder, copy).files == 0
    assert _files(copy) == before
    enter(folder, [found(9)])

    assert clerk.backup(folder, copy).files < 10
    changed = {path for path, content in _files(copy).items() if before.get(path) != content}
    assert {"marker", "heads", "tile/0/000.p/11", "tile/entries/000.p/11"} < changed
    assert len(changed) == 5


def test_a_backup_with_any_byte_changed_is_refused_by_name(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    clerk.backup(folder, copy)
    for path in sorted(one for one in copy.rglob("*") if one.is_file()):
        content = path.read_bytes()
        for at in {0, len(content) // 2, len(content) - 1}:
            path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            with pytest.raises(Refusal, match=str(path.relative_to(copy))) as refused:
                clerk.restore(str(copy), tmp_path / "again")
            assert "nothing was restored" in str(refused.value)
        path.unlink()
        with pytest.raises(Refusal):
            clerk.restore(str(copy), tmp_path / "again")
        path.write_bytes(content)
    assert not (tmp_path / "again").exists()
    assert clerk.restore(str(copy), tmp_path / "again").head.size == 10


def test_a_backup_cut_short_anywhere_is_the_old_or_the_new_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    clerk.backup(folder, copy)
    enter(folder, [found(9)])
    (folder / "signboard.toml").write_text('office = "another"\n', encoding="utf-8")
    rename, steps = Path.replace, 0

    def cut(self: Path, target: Path) -> Path:
        nonlocal left
        if self.is_relative_to(one):
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
        return rename(self, target)

    sizes = []
    for steps in range(20):
        left, one = steps, tmp_path / f"copy-{steps}"
        shutil.copytree(copy, one)
        monkeypatch.setattr(Path, "replace", cut)
        with suppress(KeyboardInterrupt):
            clerk.backup(folder, one)
        monkeypatch.undo()
        sizes.append(clerk.restore(str(one), tmp_path / f"again-{steps}").head.size)
        clerk.backup(folder, one)
        assert clerk.restore(str(one), tmp_path / f"whole-{steps}").head.size == 11
    assert sizes == sorted(sizes)
    assert set(sizes) == {10, 11}


def test_another_boards_backup_is_never_written_over(folder: Path, tmp_path: Path) -> None:
    copy, other = tmp_path / "copy", lay(tmp_path / "other")
    clerk.backup(folder, copy)
    with pytest.raises(Refusal, match="holds 10 entries and the record only 8"):
        clerk.backup(other, copy)
    enter(other, [found(1), found(2), found(3)])
    with pytest.raises(Refusal, match="are not the first ones of this record"):
        clerk.backup(other, copy)
    for place in (folder, folder / "in", folder.parent):
        with pytest.raises(Refusal, match="lie in each other"):
            clerk.backup(folder, place)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").write_text("Dear reader,", encoding="utf-8")
    with pytest.raises(Refusal, match="holds something else"):
        clerk.backup(folder, tmp_path / "full")


def test_a_record_from_an_older_backup_is_not_published_over_a_newer_site(
    folder: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older"
    clerk.backup(folder, older)
    enter(folder, [found(9)])
    clerk.publish(folder, DAY)
    again = tmp_path / "again"
    restored = clerk.restore(str(older), again, key=folder / "signing.key")
    assert restored.head.size == 10
    shutil.copytree(folder / "log", again / "log")

    with pytest.raises(Refusal, match="is not the one that was published"):
        clerk.publish(again, DAY)
    clerk.backup(folder, older)
    with pytest.raises(Refusal, match="holds 11 entries and the record only 10"):
        clerk.backup(again, older)


def test_a_board_is_never_restored_over_another(folder: Path, tmp_path: Path) -> None:
    clerk.backup(folder, tmp_path / "copy")
    before = _files(folder)
    with pytest.raises(Refusal, match="is not empty"):
        clerk.restore(str(tmp_path / "copy"), folder)
    other = lay(tmp_path / "other")
    with pytest.raises(Refusal, match="is not the one in force"):
        clerk.restore(str(tmp_path / "copy"), tmp_path / "again", key=other / "signing.key")
    with pytest.raises(Refusal, match="no backup and no published site is there"):
        clerk.restore(str(tmp_path), tmp_path / "again")
    assert _files(folder) == before
    assert not (tmp_path / "again").exists()


def test_no_password_and_no_key_is_in_a_backup(folder: Path, tmp_path: Path) -> None:
    text = 'database = "postgresql://writer:s3cret@db.example/boards?sslmode=require"\n'
    settings = backing.settings.without_password(text)
    assert settings == 'database = "postgresql://writer@db.example/boards?sslmode=require"\n'
    clerk.backup(folder, tmp_path / "copy")
    key = (folder / "signing.key").read_bytes().strip()
    assert all(
        key not in one.read_bytes() for one in (tmp_path / "copy").rglob("*") if one.is_file()
    )
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    assert not list((tmp_path / "copy").rglob(f"*{durable.PASSING}"))
