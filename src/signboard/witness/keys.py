"""A witness's own key: a file that only its keeper can read, made once.

The same key is never used by two witnesses: a cosignature doesn't say which of them gave it.
"""

from pathlib import Path
from typing import Final

from signboard.record.notes import COSIGNS, SignerKey, VerifierKey, is_name
from signboard.store import durable, keyfile
from signboard.terms import Refusal
from signboard.witness import keeping

FILE: Final = "witness.key"


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
        durable.make(folder, 0o700)
        keeping.create(folder)
        keyfile.create(path, signer)
    except OSError as error:
        raise Refusal(f"{path} can't be written ({error.strerror}); check {folder}") from None
    return signer.verifier


def read(folder: Path) -> SignerKey:
    """The key of the witness in a folder. Raises `Refusal` where there is none of use."""
    path = folder / FILE
    signer = keyfile.read(
        path,
        absent=f"no witness in {folder}; "
        f"make one with: signboard witness init {folder} --name NAME",
        exposed=f"others may read {path}; say: chmod 600 {path}",
    )
    if signer.algorithm != COSIGNS:
        raise Refusal(f"{path} holds the key of a log, not of a witness")
    return signer
