"""Pages written by several processes: the same files, and no failure that goes unsaid."""

import gzip
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from signboard.store import site, writing
from signboard.terms import Refusal

PAGE = "<p>약속</p>\n" * 40


def section(name: str, count: int = 30) -> Iterator[tuple[str, bytes]]:
    for number in range(count):
        yield f"{name}/{number}/index.html", f"{PAGE}{name} {number}".encode()


def tree(root: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(root)): one.read_bytes() for one in root.rglob("*") if one.is_file()
    }


def sections() -> list[Iterator[tuple[str, bytes]]]:
    return [section("a"), section("b"), section("c")]


@pytest.mark.parametrize("cores", [1, 2, 3, 8])
def test_any_number_of_processes_writes_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert writing.write(tmp_path, sections(), compress=True) == 90
    written = tree(tmp_path)
    assert len(written) == 270
    page = written["b/7/index.html"]
    assert page == f"{PAGE}b 7".encode()
    assert brotli.decompress(written["b/7/index.html.br"]) == page
    assert gzip.decompress(written["b/7/index.html.gz"]) == page


def test_without_compression_only_the_pages_are_written(tmp_path: Path) -> None:
    writing.write(tmp_path, [section("a")], compress=False)
    assert len(tree(tmp_path)) == 30


def failing(error: Exception) -> Iterator[tuple[str, bytes]]:
    yield from section("b", 3)
    raise error


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), Refusal("damaged")])
def test_what_goes_wrong_in_any_process_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int, error: Exception
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    shares = [section("a"), section("c")]
    shares[place] = failing(error)
    with pytest.raises(type(error), match=r"No space|damaged"):
        writing.write(tmp_path, shares, compress=False)


def killed() -> Iterator[tuple[str, bytes]]:
    yield from section("b", 3)
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_process_is_no_finished_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    site.publish(tmp_path, [section("a")], "first\n", compress=False)
    with pytest.raises(Refusal, match="what was published before still stands"):
        site.publish(tmp_path, [section("a"), killed()], "second\n", compress=False)
    assert site.is_current(tmp_path, "first\n")
    assert len(tree(tmp_path / "site")) == 30
    assert len(list((tmp_path / "sites").iterdir())) == 2


def test_the_site_before_is_kept_and_older_ones_go(tmp_path: Path) -> None:
    for name in ("first", "second", "third"):
        site.publish(tmp_path, [section(name, 1)], f"{name}\n", compress=False)
    assert len([one for one in (tmp_path / "sites").iterdir() if one.is_dir()]) == 2
    assert site.published(tmp_path, "third/0/index.html") is not None
    assert not site.is_current(tmp_path, "second\n")
