"""Restoring: a new board out of a backup, or out of nothing but its published site.

All of it is made in a folder beside the one that was asked for, checked while it is read, and put
in its place at once. The record is acknowledged last, when all that lies beside it is laid: nothing
can be refused after that but the folder's name. A record that is there already is never touched.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE, S_ISDIR
from typing import Final

from signboard import settings, store
from signboard.clerk import keys
from signboard.clerk.checking import Checking
from signboard.clerk.remembering import note
from signboard.clerk.sources import Claim, claimed
from signboard.record.notes import Note, SignerKey
from signboard.store import appending, durable, keyfile
from signboard.terms import Refusal

RESTORED: Final = "the board is restored, whole,"
_CLOSED: Final = 0o700


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the record's head, how much of what it names was withheld and so is not
    there, whether the source was a published site, and whether the board has its key."""

    head: store.Head
    withheld: int
    site: bool
    keyed: bool


def restore(
    place: str, folder: Path, *, database: str | None = None, key: Path | None = None
) -> Restored:
    """Make the board in `folder` out of a backup's folder, a site's folder or a site's address.

    The record lies in the folder, or in `database`, an address of PostgreSQL. `key` is a file that
    holds the signing key in force. Raises `Refusal` where there is a board already, where the
    source is not, byte for byte, what was written: it names the file, and where what lies under the
    name that a board has until it is whole is no folder of the user's own.
    """
    folder = folder.absolute()
    _check_free(folder)
    signer = None if key is None else _signer(key)
    new = folder.with_name(f".{folder.name}.restoring")
    try:
        _begin(new)
        lock = durable.locked(new, f"{folder} is being restored by another")
        try:
            new.chmod(_CLOSED)
            _empty(new)
            done = _restored(place, new, database, signer)
            new.rename(folder)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        finally:
            os.close(lock)
    except OSError as error:
        raise Refusal(f"{folder} can't be made ({error.strerror}); name another folder") from None
    try:
        durable.sync(folder.parent)
    except OSError as error:
        raise Refusal(
            f"{RESTORED} in {folder}, but a power cut could still take it ({error.strerror}); "
            "check the disk"
        ) from None
    return done


def _check_free(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(
            f"{folder} is not empty, and nothing is ever restored over a board; name a new folder"
        )


def _begin(new: Path) -> None:
    """Make the folder that becomes the board, closed to others; one that a cut restoring left is
    taken. Raises `Refusal` where a link, a file or another user's folder has its name: whatever it
    leads to would be emptied."""
    durable.make(new.parent)
    try:
        new.mkdir(_CLOSED)
    except FileExistsError:
        found = new.lstat()
        if not S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise Refusal(
                f"{new}, where a board lies until it is whole, is a link, a file or another user's "
                "folder; see what it is and remove it, or name another folder"
            ) from None


def _open(new: Path) -> None:
    """Give the folder the mode that the user's mask leaves of a new one."""
    mask = os.umask(0o077)
    os.umask(mask)
    new.chmod(S_IMODE(new.stat().st_mode) | (0o777 & ~mask))
    durable.sync(new)


def _empty(folder: Path) -> None:
    for one in folder.iterdir():
        if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one)
        else:
            one.unlink()


def _signer(path: Path) -> SignerKey:
    try:
        return SignerKey.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise Refusal(f"{path} can't be read as a signing key; name the file of it") from None
    except Refusal as refusal:
        raise Refusal(f"{path}: {refusal}; name the file of the signing key") from None


def _restored(place: str, new: Path, database: str | None, key: SignerKey | None) -> Restored:
    try:
        claim = claimed(place)
        checking = Checking(claim)
        _settings(claim, checking, database)
    except Refusal as refusal:
        raise _unfit(place, refusal) from None
    with store.bare(new, database) as record:
        try:
            rows = _rows(checking, claim, key)
            blobs = _blobs(new, checking, claim, key, database)
            appending.restore(record, claim.heads, rows, blobs, claim.notes)
        except Refusal as refusal:
            raise _unfit(place, refusal) from None
    return Restored(claim.head, checking.withheld, claim.backup is None, key is not None)


def _rows(checking: Checking, claim: Claim, key: SignerKey | None) -> Iterator[store.Row]:
    """The entries, and after them the check of the key: before anything is acknowledged."""
    yield from checking.rows()
    _check_key(key, checking, claim)


def _blobs(
    new: Path, checking: Checking, claim: Claim, key: SignerKey | None, database: str | None
) -> Iterator[tuple[str, bytes]]:
    """What lies beside the entries, and after it the board's other files are laid: before anything
    is acknowledged."""
    yield from checking.blobs()
    mode = durable.PUBLIC if database is None else durable.SECRET
    content = _settings(claim, checking, database).encode("utf-8")
    durable.create(new / settings.FILE, content, mode)
    if key is not None:
        keyfile.create(new / keys.FILE, key)
    if claim.backup is not None:
        note(new, claim.backup, claim.head.size)
    _open(new)


def _unfit(place: str, refusal: Refusal) -> Refusal:
    return Refusal(f"{place}: {refusal}; nothing was restored")


def _check_key(key: SignerKey | None, checking: Checking, claim: Claim) -> None:
    """Raise `Refusal` where a key is given that is not the one in force."""
    if key is None:
        return
    signed = not claim.notes or key.verifier.signed(Note.parse(claim.notes[-1].note))
    if str(key.verifier) != checking.key and (checking.key is not None or not signed):
        raise Refusal("the key that was given is not the one in force; give that one, or none")


def _settings(claim: Claim, checking: Checking, database: str | None) -> str:
    """The settings that were backed up; of a site, those of a new board, with its last office.
    Raises `Refusal` where no board can be kept by them."""
    text = claim.settings
    if text is None:
        text = settings.WRITTEN
        if checking.last is not None:
            text = settings.with_office(text, checking.last.by)
    text = settings.with_database(text, database)
    settings.parse(text)
    return text
