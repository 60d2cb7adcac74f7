"""One entry, its proof and a key: what somebody can check alone, without the log and without a
network."""

from collections.abc import Sequence
from dataclasses import dataclass

from signboard.auditor import notes
from signboard.auditor.cosigning import cosigned, require
from signboard.auditor.entries import sealed
from signboard.auditor.hashing import leaf
from signboard.auditor.notes import Checkpoint, Key, log_key
from signboard.auditor.proving import included, proof
from signboard.auditor.verdict import Cosigned, Difference


@dataclass(frozen=True, slots=True)
class Proved:
    """An entry's number, the log that it stands in, the size and the root (hex) of the log's
    checkpoint, who cosigned that, and how many seals are in the entry's bytes."""

    entry: int
    origin: str
    size: int
    root: str
    cosigned: list[Cosigned]
    seals: int


def check_proof(
    content: bytes,
    entry: bytes,
    key: str,
    witnesses: Sequence[str] = (),
    required: int | None = None,
) -> Proved:
    """Check a tlog-proof of an entry's bytes, under a checkpoint that the key (of the log, when
    the proof was made) signed.

    Raises `Difference` where it proves nothing of the kind, `Refusal` where something is no proof
    or no key.
    """
    log, known = log_key(key), notes.witnesses(witnesses)
    found = proof(content)
    signed = found.checkpoint
    _check_signed(signed, log)
    hashed = leaf(entry)
    if not included(hashed, found.index, signed.size, found.path, signed.root):
        raise Difference(f"these bytes are not entry {found.index} of {signed.origin}")
    seen = cosigned(signed, [log], known, "the proof's checkpoint")
    require(seen, len(known) if required is None else required, "the proof's checkpoint")
    return Proved(found.index, signed.origin, signed.size, signed.root.hex(), seen, sealed(entry))


def _check_signed(signed: Checkpoint, log: Key) -> None:
    if signed.origin != log.name:
        raise Difference(
            f"the proof's checkpoint is of another log, {signed.origin}; the key is the one of "
            f"{log.name}"
        )
    if not signed.signed_by(log):
        raise Difference(
            f"the proof's checkpoint is not signed by {log}; the proof is from when the log had "
            f"{signed.size} entries; try the key that was in force then (the site's file "
            '"keys")'
        )
