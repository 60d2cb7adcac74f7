"""What a witness says of itself: its key, its logs, and what it cosigned last of each.

Nothing here is a secret: the same is said to its keeper and to whoever asks.
"""

from datetime import UTC, datetime
from pathlib import Path

from signboard.record.notes import VerifierKey, encoded
from signboard.witness import keeping
from signboard.witness.keeping import Cosigned


def public(folder: Path, key: VerifierKey) -> str:
    """The page at `/`: who this is, what it vouches for, and the logs with their latest sizes."""
    said = (
        f"{key.name} is a witness of transparency logs (https://c2sp.org/tlog-witness).",
        "Its cosignature on a checkpoint says that, up to that time, this log has only grown.",
        "It says nothing of whether what the log holds is true.",
        "",
        *lines(folder, key),
    )
    return "\n".join(said) + "\n"


def lines(folder: Path, key: VerifierKey) -> list[str]:
    """The key and each log, a line each, with every fork that was seen beneath its log."""
    with keeping.opened(folder) as database:
        said = [f"verifier key: {key}"]
        for origin in keeping.origins(database):
            said.append(f"log {origin}: {_last(keeping.latest(database, origin))}")
            said += [f"  trusted: {one}" for one in keeping.keys(database, origin)]
            for note in keeping.forks(database, origin):
                size, root = note.decode("utf-8").split("\n")[1:3]
                said.append(f"  FORK: it also signed size {size}, root {root}")
    return said if len(said) > 1 else [*said, "no log is trusted yet"]


def _last(last: Cosigned) -> str:
    if not last.time:
        return "nothing cosigned yet"
    at = datetime.fromtimestamp(last.time, UTC).isoformat(timespec="seconds")
    return f"size {last.size}, root {encoded(last.root)}, cosigned {at}"
