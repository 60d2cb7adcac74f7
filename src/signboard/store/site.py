"""The published site: a folder made whole beside the old one, then put in its place at once.

`site` is a symbolic link that is renamed over (`rename(2)` is atomic), so a reader sees the old
site or the new one and never a mixture. Pages are compressed when they are written, once.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Final

from signboard.store import log
from signboard.store.durable import create, public, sync
from signboard.store.writing import SHOWN, Pages, refusing, write
from signboard.terms import Refusal

LINK: Final = "site"
_FOLDER: Final = "sites"
_STAMP: Final = ".stamp"
_KEPT: Final = 2


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Wait until nobody else publishes this board, so that an older site never replaces a newer."""
    if not folder.is_dir():
        raise Refusal(f"no folder {folder}; lay a record with: signboard init {folder}")
    lock = os.open(folder, os.O_RDONLY)
    try:
        flock(lock, LOCK_EX)
        yield
    finally:
        os.close(lock)


def publish(
    folder: Path, sections: Sequence[Pages], stamp: str, *, compress: bool
) -> tuple[Path, int]:
    """Write sections of pages as the site of a board; return where, and how many pages.

    `stamp` names what the site was made of, for `is_current`. The parts of the log are linked to
    from it, so that they stand under the same address and change at the same moment. Raises
    `Refusal` where the folder can't be written or the disk is full: the site before stays, or,
    where the new one stands already, the refusal says so.
    """
    with refusing(folder), public():
        made, count = _made(folder, sections, stamp, compress)
    with refusing(folder, SHOWN):
        sync(folder)
        _clear(folder, made)
    return folder / LINK, count


def _made(folder: Path, sections: Sequence[Pages], stamp: str, compress: bool) -> tuple[Path, int]:
    """Make the site and put it in its place; its folder, and how many pages it has."""
    (folder / _FOLDER).mkdir(exist_ok=True)
    _clear_half_made(folder)
    # by its name: what mkdtemp gives is absolute in some versions of Python, whatever `folder` is
    made = folder / _FOLDER / Path(tempfile.mkdtemp(prefix="", dir=folder / _FOLDER)).name
    made.chmod(0o755)
    try:
        count = write(made, sections, compress=compress)
        for part in log.PARTS:
            (made / part).symlink_to(f"../../{log.FOLDER}/{part}")
        os.sync()  # a page that the disk has not yet would be empty after a power cut
        create(_stamp_of(made), stamp.encode("utf-8"))  # whoever has one is whole
        _switch(folder, made)
    except BaseException:
        if _shown(folder) != made:  # Ctrl-C may come when the link names it already
            shutil.rmtree(made)
            _stamp_of(made).unlink(missing_ok=True)
        raise
    return made, count


def is_current(folder: Path, stamp: str) -> bool:
    """Was the published site made of just this?"""
    link = folder / LINK
    if not link.is_symlink():
        return False
    path = _stamp_of(folder / link.readlink())
    return link.exists() and path.is_file() and path.read_text(encoding="utf-8") == stamp


def _shown(folder: Path) -> Path | None:
    """The folder of the site that is shown, as it is named below `folder`."""
    link = folder / LINK
    return folder / link.readlink() if link.is_symlink() else None


def _stamp_of(made: Path) -> Path:
    return made.with_name(made.name + _STAMP)


def published(folder: Path, path: str) -> bytes | None:
    """The bytes of one published file, or None where there is none."""
    file = folder / LINK / path
    return file.read_bytes() if file.is_file() else None


def _switch(folder: Path, made: Path) -> None:
    link = made.with_name(made.name + ".link")
    link.symlink_to(made.relative_to(folder))
    link.replace(folder / LINK)  # last: what fails after this must not take the site away


def _clear_half_made(folder: Path) -> None:
    """Remove what cut publishings left, so that it takes no whole site's place among those kept."""
    shown = _shown(folder)
    for one in (folder / _FOLDER).iterdir():
        if one.is_dir() and not one.is_symlink():
            if one != shown and not _stamp_of(one).exists():
                shutil.rmtree(one, ignore_errors=True)
        elif one.suffix != _STAMP or not one.with_suffix("").is_dir():
            one.unlink()


def _clear(folder: Path, made: Path) -> None:
    others = [one for one in (folder / _FOLDER).iterdir() if one.is_dir() and one != made]
    others.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    for one in others[_KEPT - 1 :]:
        _stamp_of(one).unlink(missing_ok=True)  # first: it is whole no more
        shutil.rmtree(one, ignore_errors=True)  # what can't be removed is no failed publishing


def forget(folder: Path) -> None:
    """Remove every site but the one that is shown, and what cut publishings left: their pages may
    hold what was withheld since. To be done while the folder is `locked`."""
    shown = _shown(folder)
    kept = set() if shown is None else {shown.name, _stamp_of(shown).name}
    with refusing(folder):
        log.Log(folder).tidy()
        for one in (folder / _FOLDER).glob("*"):
            if one.name in kept:
                continue
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one)
            else:
                one.unlink()
        if (folder / _FOLDER).is_dir():
            sync(folder / _FOLDER)
