"""Showing the key that signs a board's checkpoints, and putting another in its place."""

from contextlib import suppress
from pathlib import Path

from signboard.clerk import keys
from signboard.clerk.loading import load, opened_to_read
from signboard.clerk.sitting import sitting
from signboard.record.notes import VerifierKey
from signboard.record.rotation import rotated
from signboard.store import Head, site


def verifier_key(folder: Path) -> VerifierKey:
    """The public key with which a board's checkpoints are verified."""
    with site.locked(folder), opened_to_read(folder) as record:
        return keys.in_force(folder, load(record).agenda).verifier


def rotate_key(folder: Path) -> tuple[VerifierKey, VerifierKey, Head]:
    """Draw a new signing key and enter that it takes the place of the one before; return both,
    the earlier first, and the record's head. Killed at any moment, one of them is in force."""
    with site.locked(folder), sitting(folder) as clerk:
        before = keys.in_force(folder, clerk.agenda)
        after = keys.coming(folder, before.name)
        head = clerk.enter([("", rotated(clerk.agenda.size, before, after))], {})
        with suppress(OSError):  # it is done, since its entry stands: who comes next takes it up
            keys.take_up(folder)
    return before.verifier, after.verifier, head
