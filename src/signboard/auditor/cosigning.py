"""Who else saw the checkpoint: the cosignatures under it, and whether there are enough."""

from collections.abc import Collection
from datetime import UTC, datetime

from signboard.auditor.notes import Checkpoint, Key
from signboard.auditor.verdict import Cosigned, Difference


def cosigned(
    checkpoint: Checkpoint, logs: Collection[Key], witnesses: Collection[Key], name: str
) -> list[Cosigned]:
    """The cosignatures under a checkpoint. Raises `Difference` where one that claims to be of a
    witness whose key is given is not."""
    own = {(key.name, key.id) for key in logs}
    known = {(key.name, key.id): key for key in witnesses}
    found = {}
    for signer, key_id, _ in checkpoint.signatures:
        if (signer, key_id) in own:
            continue
        witness, time = known.get((signer, key_id)), None
        if witness is not None:
            time = checkpoint.cosigned_at(witness)
            if time is None:
                raise Difference(f"{name}: a cosignature of {signer} that is not its own")
        found[signer, key_id] = Cosigned(signer, _time(time))
    return list(found.values())


def require(found: Collection[Cosigned], required: int, name: str) -> None:
    """Raise `Difference` where fewer witnesses cosigned than are required."""
    count = sum(one.at is not None for one in found)
    if count < required:
        raise Difference(f"{name}: cosigned by {count} of the {required} witnesses required")


def _time(seconds: int | None) -> str | None:
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
    except (OverflowError, OSError, ValueError):
        return "at no time of the calendar"
