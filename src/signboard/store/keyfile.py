"""A private key's file: one line that only its owner may read. What it holds is never shown."""

from pathlib import Path
from typing import Final

from signboard.record.notes import SignerKey
from signboard.store import durable
from signboard.terms import Refusal

_OTHERS: Final = 0o077


def create(path: Path, key: SignerKey) -> None:
    """Lay a key. Raises `FileExistsError` where one lies there, and other `OSError`s."""
    durable.create(path, f"{key}\n".encode(), durable.SECRET)


def read(path: Path, absent: str, exposed: str) -> SignerKey:
    """The key in a file. Raises `Refusal` where it can't be read or is none.

    `absent` and `exposed` say what is wrong, and what to do, where there is no file, and where
    others than its owner may read it: such a key is not used.
    """
    try:
        if path.stat().st_mode & _OTHERS:
            raise Refusal(exposed)
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Refusal(absent) from None
    except OSError as error:
        raise Refusal(f"{path} can't be read ({error.strerror}); check it") from None
    except UnicodeDecodeError:
        text = ""
    try:
        return SignerKey.parse(text)
    except Refusal as refusal:
        raise Refusal(f"{path}: {refusal}; put it back from where you keep its copy") from None
