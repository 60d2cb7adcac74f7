"""A fork that is ended by others in the middle of a long write: the trace of calls must stay whole.

Run by itself, with the library preloaded, it says how many of its rounds left a torn trace.
"""

import os
import signal
import tempfile
import time
from pathlib import Path

from faulting.interposing import Interposed

ROUNDS = 20
LONG = 30_000_000


def _write_on(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(LONG))
            file.truncate(0)
            file.seek(0)


def _end_one(root: Path, seconds: float) -> int:
    child = os.fork()
    if child == 0:
        _write_on(root / "long")
    time.sleep(seconds)
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)
    (root / "last").write_bytes(b"after")
    return 0


def main() -> None:
    """Print how many traces were torn."""
    torn = 0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        interposed = Interposed(root)
        for number in range(ROUNDS):
            seconds = 0.02 + number * 0.003
            try:
                events = interposed.run(lambda _, seconds=seconds: _end_one(root, seconds)).events
                torn += not events[-1].path.endswith("/last")
            except (ValueError, UnicodeError):
                torn += 1
        interposed.close()
    print(torn)


if __name__ == "__main__":
    main()
