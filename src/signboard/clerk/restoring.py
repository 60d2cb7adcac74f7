"""Restoring: a new board out of a backup, or out of nothing but its published site.

All of it is made in a folder beside the one that was asked for, checked while it is read, and put
in its place at once. A record that is there already is never touched.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
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
    holds the signing key in force. Raises `Refusal` where there is a board already, and where the
    source is not, byte for byte, what was written: it names the file.
    """
    folder = folder.absolute()
    _check_free(folder)
    signer = None if key is None else _signer(key)
    new = folder.with_name(f".{folder.name}.restoring")
    try:
        new.mkdir(parents=True, exist_ok=True)
        lock = durable.locked(new, f"{folder} is being restored by another")
        try:
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
        settings.with_database(claim.settings or "", database)
    except Refusal as refusal:
        raise _unfit(place, refusal) from None
    with store.bare(new, database) as record:
        try:
            rows = _rows(checking, claim, key)
            appending.restore(record, claim.heads, rows, checking.blobs(), claim.notes)
        except Refusal as refusal:
            raise _unfit(place, refusal) from None
    _lay_settings(new, claim, checking, database)
    if key is not None:
        keyfile.create(new / keys.FILE, key)
    if claim.backup is not None:
        note(new, claim.backup, claim.head.size)
    return Restored(claim.head, checking.withheld, claim.backup is None, key is not None)


def _rows(checking: Checking, claim: Claim, key: SignerKey | None) -> Iterator[store.Row]:
    """The entries, and after them the check of the key: before anything is acknowledged."""
    yield from checking.rows()
    _check_key(key, checking, claim)


def _unfit(place: str, refusal: Refusal) -> Refusal:
    return Refusal(f"{place}: {refusal}; nothing was restored")


def _check_key(key: SignerKey | None, checking: Checking, claim: Claim) -> None:
    """Raise `Refusal` where a key is given that is not the one in force."""
    if key is None:
        return
    signed = not claim.notes or key.verifier.signed(Note.parse(claim.notes[-1].note))
    if str(key.verifier) != checking.key and (checking.key is not None or not signed):
        raise Refusal("the key that was given is not the one in force; give that one, or none")


def _lay_settings(new: Path, claim: Claim, checking: Checking, database: str | None) -> None:
    """The settings that were backed up; of a site, those of a new board, with its last office."""
    text = claim.settings
    if text is None:
        text = settings.WRITTEN
        if checking.last is not None:
            text = settings.with_office(text, checking.last.by)
    mode = durable.PUBLIC if database is None else durable.SECRET
    content = settings.with_database(text, database).encode("utf-8")
    durable.create(new / settings.FILE, content, mode)
    settings.read(new)
