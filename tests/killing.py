"""Enter facts one by one in a child, kill it at a random moment, audit the record; many times.

Run as `python -m killing FOLDER ROUNDS SEED LONGEST`, in a process without threads, since it
forks; LONGEST is the time, in seconds, after which a child is killed at the latest.
It prints one line of JSON: how many entries each round had acknowledged.
"""

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from records import fact
from signboard import clerk
from signboard.clerk.loading import opened
from verifying import verify


def _enter(folder: Path, pipe: int) -> None:
    """Enter facts until killed; a line in the pipe for each that the clerk returned from."""
    with clerk.sitting(folder) as sitting:
        for number in range(1_000_000):
            made, blobs = fact(number)
            head = sitting.enter([("", made)], blobs)
            os.write(pipe, f"{head.size - 1} {next(iter(blobs))}\n".encode())


def _killed(folder: Path, seconds: float) -> list[list[str]]:
    """What a child had acknowledged when it was killed after so many seconds."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _enter(folder, write)
        finally:
            os._exit(1)
    os.close(write)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    said = b""
    while select.select([read], [], [], 0)[0] and (piece := os.read(read, 65536)):
        said += piece
    os.close(read)
    return [line.split() for line in said.decode().splitlines()]


def _audit(folder: Path, acknowledged: list[list[str]]) -> None:
    verdict = verify(folder)
    assert verdict.difference is None, verdict.difference
    with opened(folder) as record:
        lines = {row.number: row.line for row in record.rows()}
        for number, words in acknowledged:
            assert words.encode() in lines[int(number)], f"entry {number} was lost"
            assert record.blob(words) is not None, f"the words of {number} were lost"


def main(folder: Path, rounds: int, seed: int, longest: float) -> None:
    """Kill as many children as `rounds` says, and audit after each."""
    dice = random.Random(seed)
    counts = []
    for _ in range(rounds):
        acknowledged = _killed(folder, dice.uniform(0.005, longest))
        _audit(folder, acknowledged)
        counts.append(len(acknowledged))
    print(json.dumps(counts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
