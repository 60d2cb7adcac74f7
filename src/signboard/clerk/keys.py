"""The key that signs checkpoints: drawn, kept where only its owner reads it, and replaced.

A key's name is the log's origin, the board's address, and never changes. The key itself is never
shown: not in output, not in a refusal. What rotates it is an entry that both keys signed, so a
rotation is done exactly when that entry stands in the record. The new key lies beside the old one
before, and takes its place after; whoever comes next finishes what was cut in between.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from signboard.agenda import Agenda
from signboard.record.notes import SignerKey, VerifierKey, is_name
from signboard.store import durable, keyfile
from signboard.terms import Refusal, Url

FILE: Final = "signing.key"
_NEXT: Final = "signing.key.next"
_SEED_BYTES: Final = 32


def origin(folder: Path, address: str | None) -> str:
    """The name of a log: the address it will stand at, without its scheme; without one, a name
    that holds for this machine only. Raises `Refusal` where the address is none."""
    if address is None:
        here = Path(os.path.realpath(folder))
        name = "".join(sign if sign.isalnum() else "-" for sign in here.name)
        return f"localhost/{name or 'board'}"
    try:
        msgspec.convert(address, Url)
    except msgspec.ValidationError:
        address = ""
    scheme, _, name = address.partition("://")
    host, slash, path = name.rstrip("/").partition("/")
    if not scheme or not is_name(name) or any(sign in name for sign in "?#@"):
        raise Refusal(
            "--address: write the address that the board will stand at, such as "
            "https://promises.example.org"
        )
    return f"{host.lower()}{slash}{path}"


@contextmanager
def drawn(folder: Path, name: str) -> Iterator[SignerKey]:
    """Draw a key for a board that is laid within this block, and take it away again where that is
    refused. A key of this name that an interrupted laying left is used."""
    path = folder / FILE
    if path.exists():
        key = _read(path)
        if key.name != name:
            raise Refusal(
                f'{path} is the key of "{key.name}", not of "{name}"; is a board kept there '
                "already? Move the key away only if nothing was ever signed with it"
            )
        with _refusing(path):
            durable.tidy(path)
        yield key
        return
    key = _draw(path, name)
    try:
        yield key
    except Refusal:  # of anything else, such as Ctrl-C, it isn't known that no record was laid
        path.unlink()
        raise


def _draw(path: Path, name: str) -> SignerKey:
    key = SignerKey(name, secrets.token_bytes(_SEED_BYTES))
    with _refusing(path):
        keyfile.create(path, key)
    return key


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into a `Refusal` that names the file."""
    try:
        yield
    except OSError as error:
        raise Refusal(
            f"{path} can't be written ({error.strerror}); make room there or check its permissions"
        ) from None


def _read(path: Path) -> SignerKey:
    folder = path.parent
    return keyfile.read(
        path,
        absent=f"no signing key in {folder}; put {FILE} back from where you keep its copy",
        exposed=f"others than its owner may read {path}; run chmod 600 {path}, and if somebody may "
        f"have read it: signboard key rotate {folder}",
    )


def in_force(folder: Path, agenda: Agenda) -> SignerKey:
    """The key that signs now, once a rotation that was cut is finished.

    Raises `Refusal` where none that lies there is the one that the record says is in force. To be
    called by one at a time.
    """
    path, following = folder / FILE, folder / _NEXT
    key = _read(path)
    if agenda.keys and str(key.verifier) != agenda.keys[-1] and following.exists():
        key = _read(following)
        if str(key.verifier) == agenda.keys[-1]:
            with _refusing(path):
                take_up(folder)
    if agenda.keys and str(key.verifier) != agenda.keys[-1]:
        now = VerifierKey.parse(agenda.keys[-1])
        raise Refusal(
            f"{path} is not the key in force, which is {now.name}+{now.key_id.hex()}; put that "
            "one back from where you keep its copy"
        )
    return key


def coming(folder: Path, name: str) -> SignerKey:
    """The key that comes next, which lies beside the one in force: drawn now, or left by a
    rotation that was cut. That one is never removed: its entry may still be on its way into a
    database, and whoever can't see it yet can't know.
    """
    path = folder / _NEXT
    if not path.exists():
        return _draw(path, name)
    with _refusing(path):
        durable.tidy(path)  # which would be a second name of the key
    return _read(path)


def take_up(folder: Path) -> None:
    """Put the next key in the place of the one before it: its entry stands in the record."""
    os.replace(folder / _NEXT, folder / FILE)  # noqa: PTH105 - the tests stop here
    durable.sync(folder)


def public(agenda: Agenda, key: SignerKey) -> tuple[str, ...]:
    """All keys that signed this log's checkpoints, the first one first."""
    return tuple(agenda.keys) or (str(key.verifier),)
