"""A witness's own key: a file that only its keeper can read, made once.

The same key is never used by two witnesses: a cosignature doesn't say which of them gave it.
"""

from pathlib import Path
from typing import Final

from signboard.record.notes import COSIGNS, SignerKey, VerifierKey, is_name
from signboard.store import durable
from signboard.terms import Refusal
from signboard.witness import keeping

FILE: Final = "witness.key"
_OTHERS: Final = 0o077


def init(folder: Path, name: str, seed: bytes) -> VerifierKey:
    """Make a witness in a folder: an empty database and a key of a seed (32 random bytes).

    Raises `Refusal` where there is a key already, or the name can't be one.
    """
    if not is_name(name) or not name.isprintable() or "://" in name:
        raise Refusal(f'"{name}" can\'t name a witness; write it as witness.council.example')
    path = folder / FILE
    if path.exists():
        raise Refusal(f"{path} exists already; a witness's key is never made anew over another")
    signer = SignerKey(name, seed, COSIGNS)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        keeping.create(folder)
        durable.create(path, f"{signer}\n".encode(), durable.SECRET)
    except OSError as error:
        raise Refusal(f"{path} can't be written ({error.strerror}); check {folder}") from None
    return signer.verifier


def read(folder: Path) -> SignerKey:
    """The key of the witness in a folder. Raises `Refusal` where there is none of use."""
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
        if path.stat().st_mode & _OTHERS:
            raise Refusal(f"others may read {path}; say: chmod 600 {path}")
    except FileNotFoundError:
        raise Refusal(
            f"no witness in {folder}; make one with: signboard witness init {folder} --name NAME"
        ) from None
    except OSError as error:
        raise Refusal(f"{path} can't be read ({error.strerror}); check it") from None
    except UnicodeDecodeError:
        text = ""
    try:
        signer = SignerKey.parse(text)
    except Refusal as refusal:
        raise Refusal(f"{path}: {refusal}; put it back from where you keep its copy") from None
    if signer.algorithm != COSIGNS:
        raise Refusal(f"{path} holds the key of a log, not of a witness")
    return signer
