"""The log's files: whole or not there, never written again, synced before they are named."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from signboard.store import site, writing
from signboard.store.log import Log
from signboard.terms import Refusal

FILES = {
    "tile/entries/000.p/1": b"an entry",
    "tile/0/000.p/1": b"a hash",
    "blob/sha256/00": b"words",
    "proof/000.tlog-proof": b"a proof",
}


def pages(files: dict[str, bytes]) -> list[Iterator[tuple[str, bytes]]]:
    return [iter(files.items())]


def begun(folder: Path) -> Log:
    log = Log(folder)
    log.begin()
    return log


def held(log: Log) -> dict[str, bytes]:
    return {
        str(one.relative_to(log.root)): one.read_bytes()
        for one in sorted(log.root.rglob("*"))
        if one.is_file()
    }


def test_files_are_laid_where_they_belong_and_nothing_else_is_left(tmp_path: Path) -> None:
    log = begun(tmp_path)
    log.lay(pages(FILES))
    log.lay(pages({"tile/0/000.p/2": b"two hashes", "proof/x001/000.tlog-proof": b"far"}))
    more = {"tile/0/000.p/2": b"two hashes", "proof/x001/000.tlog-proof": b"far"}
    assert held(log) == FILES | more
    assert not (log.root / ".new").exists()
    assert log.blobs() == {"sha256:00"}


def test_what_stands_is_never_written_again(tmp_path: Path) -> None:
    log = begun(tmp_path)
    log.lay(pages(FILES))
    before = {path: (log.root / path).stat() for path in FILES}
    log.lay(pages(dict.fromkeys(FILES, b"other bytes") | {"tile/0/001": b"new"}))
    assert held(log) == FILES | {"tile/0/001": b"new"}
    for path, was in before.items():
        now = (log.root / path).stat()
        assert (now.st_mtime_ns, now.st_ino) == (was.st_mtime_ns, was.st_ino)


@pytest.fixture
def private() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.usefixtures("private")
def test_a_web_server_can_read_what_a_private_user_published(tmp_path: Path) -> None:
    log = begun(tmp_path)
    log.lay(pages(FILES))
    log.show(1, b"note")
    site.publish(tmp_path, pages({"en/index.html": b"page" * 200}), "stamp", compress=True)
    for one in (*log.root.rglob("*"), *(tmp_path / "sites").rglob("*")):
        mode = stat.S_IMODE(one.stat().st_mode)
        assert mode == (0o755 if one.is_dir() else 0o644), one
    assert os.umask(0o077) == 0o077


def test_everything_is_synced_before_any_of_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = begun(tmp_path)
    seen: list[dict[str, bytes]] = []
    monkeypatch.setattr(os, "sync", lambda: seen.append(held(log)))
    log.lay(pages(FILES))
    assert seen == [{f".new/{path}": content for path, content in sorted(FILES.items())}]


def test_entries_have_their_names_before_tiles_and_those_before_proofs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = begun(tmp_path)
    names = []
    rename = Path.rename

    def renamed(one: Path, to: Path) -> Path:
        names.append(to.relative_to(log.root).parts[:2])
        return rename(one, to)

    monkeypatch.setattr(Path, "rename", renamed)
    log.lay(pages(dict(reversed(FILES.items()))))
    assert names == [
        ("tile", "entries"),
        ("tile", "0"),
        ("blob", "sha256"),
        ("proof", "000.tlog-proof"),
    ]


def test_a_site_is_synced_before_it_is_put_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    replace = Path.replace
    monkeypatch.setattr(os, "sync", lambda: done.append("synced"))
    monkeypatch.setattr(Path, "replace", lambda one, to: (done.append(to.name), replace(one, to)))
    site.publish(tmp_path, pages({"en/index.html": b"page"}), "stamp", compress=False)
    assert done == ["synced", "site"]


def test_a_laying_that_was_cut_leaves_no_name_and_is_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = begun(tmp_path)

    def cut() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "sync", cut)
        with pytest.raises(KeyboardInterrupt):
            log.lay(pages(FILES))
    assert all(path.startswith(".new/") for path in held(log))
    log.lay(pages({"tile/0/000": b"later"}))
    assert held(log) == {"tile/0/000": b"later"}


def test_a_full_disk_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = begun(tmp_path)

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("signboard.store.log.write", full)
    with pytest.raises(Refusal, match="No space left on device"):
        log.lay(pages(FILES))


def test_a_checkpoint_may_gain_signatures_and_its_size_is_found(tmp_path: Path) -> None:
    log = begun(tmp_path)
    assert log.sizes() == []
    for size, note in ((9, b"one"), (70_000, b"two"), (9, b"one, cosigned")):
        log.show(size, note)
    assert log.sizes() == [9, 70_000]
    assert log.checkpoint(9) == b"one, cosigned"


def test_a_withheld_blob_is_removed(tmp_path: Path) -> None:
    log = begun(tmp_path)
    log.lay(pages(FILES))
    log.remove(["sha256:00", "sha256:11"])
    assert log.blobs() == set()


@pytest.mark.parametrize("cores", [1, 2, 4])
def test_any_number_of_processes_lays_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr(writing.os, "cpu_count", lambda: cores)
    log = begun(tmp_path)
    log.lay([iter({path: content}.items()) for path, content in FILES.items()])
    assert held(log) == FILES


def test_half_made_sites_are_cleared_and_take_no_whole_ones_place(tmp_path: Path) -> None:
    for number in range(2):
        page = {"en/index.html": b"page %d" % number}
        site.publish(tmp_path, pages(page), str(number), compress=False)
    whole = {one.name for one in (tmp_path / "sites").iterdir() if one.is_dir()}
    shown = (tmp_path / "site").resolve().name
    for name in ("half", "more"):
        (tmp_path / "sites" / name).mkdir()
        (tmp_path / "sites" / f"{name}.link").symlink_to(f"sites/{name}")

    site.publish(tmp_path, pages({"en/index.html": b"page 2"}), "2", compress=False)

    folders = {one.name for one in (tmp_path / "sites").iterdir() if one.is_dir()}
    assert len(whole) == len(folders) == 2
    assert folders == {shown, (tmp_path / "site").resolve().name}
    assert not list((tmp_path / "sites").glob("*.link"))
