"""What stands under the record: its root, the note that was signed over it, who cosigned it, by
which key, and the command that works it all out again.

A cosignature is shown by the name and the time that it bears; whoever publishes has verified it.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from signboard.board.edition import Edition
from signboard.board.survey import View
from signboard.record.notes import Checkpoint, Signature

_COSIGNATURE_BYTES: Final = 72
"""The time (8 bytes, big-endian) and an Ed25519 signature (C2SP tlog-cosignature)."""
_FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST: Final = 253_402_300_799
"""The last second of the year 9999, beyond which there are no days to print."""


def sealing(edition: Edition) -> View:
    """What the record's own page shows of its checkpoint."""
    material = edition.survey.material
    note, earlier = material.checkpoint, len(material.keys) - 1
    checkpoint = Checkpoint.parse(note.text)
    public = not checkpoint.origin.startswith("localhost/")
    address = f"https://{checkpoint.origin}" if public else edition.speech.say("ADDRESS")
    return {
        "root": checkpoint.root.hex(),
        "checkpoint": bytes(note).decode(),
        "key": material.keys[-1],
        "earlier": _earlier(earlier, edition),
        "cosigned": [
            _cosigned(one, edition)
            for one in note.signatures
            if len(one.signature) == _COSIGNATURE_BYTES
        ],
        "public": public,
        "command": f"signboard verify {address} --key '{material.keys[-1]}'",
    }


def _earlier(count: int, edition: Edition) -> str:
    if not count:
        return ""
    return edition.speech.count(
        "{n} key signed before this one; the record says when each took over.",
        "{n} keys signed before this one; the record says when each took over.",
        count,
    )


def _cosigned(one: Signature, edition: Edition) -> View:
    seconds = int.from_bytes(one.signature[:8], "big")
    at = _FIRST + timedelta(seconds=min(seconds, _LATEST))
    time = f"{at:%H:%M}"
    said = edition.speech.say("{date}, {time} UTC", date=edition.day(at.date()), time=time)
    return {"name": one.name, "at": said, "iso": f"{at:%Y-%m-%dT%H:%M:%SZ}"}
