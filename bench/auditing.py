"""Auditing a log: every bundle, tile and checkpoint, against a bare loop of hashlib over the same
bytes. `python -m bench.auditing FOLDER` audits one in a process of its own, for its memory.

The log is laid directly as files, in the sizes of real entries. Proofs and blobs are a file for
each and cost what opening a file costs; they are measured apart, with the replay, on the synthetic
board (`whole`).
"""

import shutil
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from bench.timing import Child, child, python, show
from signboard.auditor import tiles
from signboard.auditor.entries import Bundle
from signboard.auditor.log import Log, first_key
from signboard.auditor.proofs import Proofs
from signboard.auditor.sources import Folder, read_checkpoint
from signboard.auditor.verdict import Verdict
from signboard.record.notes import Checkpoint, Note, SignerKey
from signboard.record.tiles import bundled, grown
from signboard.record.tree import Frontier, leaf

SIZES = (100_000, 1_000_000)
TARGET = 3.0
"""An audit takes at most so many times what the bare loop takes."""

ROUNDS = 3


def entries(size: int) -> Iterator[bytes]:
    """Entries as long as those that cite evidence: about 540 bytes, with three seals."""
    for number in range(size):
        sealed = sha256(b"%d" % number).hexdigest()
        yield (
            '{"at":"2026-06-01T09:00:00Z","by":"planning-office","fact":{"bears":[{"how":'
            f'"advances","subject":"plan-{number % 2000:04}"}}],"evidence":"e-{number}",'
            '"host":"news.example","kind":"EvidenceCited","language":"ko","on":{"end":'
            f'"2026-05-31","start":"2026-05-01"}},"statement":"sha256:{sealed}","title":'
            f'"sha256:{sealed[::-1]}","url":"sha256:{sealed[32:]}{sealed[:32]}",'
            '"voice":"independent"}}'
        ).encode()


def lay(folder: Path, size: int) -> None:
    """Lay a log that was published once, without its proofs and blobs."""
    frontier = Frontier()
    for entry in entries(size):
        frontier.add(leaf(entry))
    key = SignerKey("bench.example", bytes(32))
    text = Checkpoint(key.name, size, frontier.root()).text
    note = bytes(Note(text, (key.signature(text),)))
    for bundle, content in bundled(0, entries(size), {size}):
        _write(folder / bundle.path, content)
    for tile, content in grown(0, map(leaf, entries(size)), {size}, lambda tile: b""):
        _write(folder / tile.path, content)
    for name in ("checkpoint", f"checkpoints/{size}"):
        _write(folder / name, note)
    _write(folder / "keys", f"{key.verifier}\n".encode())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


class _Unproved(Proofs):
    def check(self, bundle: Bundle) -> int:
        return 0


def audit(folder: Path) -> Verdict:
    """Audit the log in a folder: every bundle, tile and checkpoint, but no proof and no blob."""
    source, verdict = Folder(folder), Verdict()
    newest = read_checkpoint(source, "checkpoint")
    log = Log(source, newest, [first_key(source)[0]], verdict, _Unproved)
    for _ in log.bundles():
        pass
    return verdict


def bare(folder: Path, size: int) -> float:
    """Seconds of processor time for nothing but hashing the leaves and the nodes. Reading and
    parting the bundles is not counted."""
    seconds, above = 0.0, []
    for number in range(-(-size // 256)):
        width = min(256, size - number * 256)
        some = tiles.entries((folder / tiles.bundle(number, width)).read_bytes())
        began = time.process_time()
        row = [sha256(b"\x00" + one).digest() for one in some]
        above.append(_over(row))
        seconds += time.process_time() - began
    began = time.process_time()
    _over(above)
    return seconds + time.process_time() - began


def _over(row: list[bytes]) -> bytes:
    while len(row) > 1:
        left = row[-1:] if len(row) % 2 else []
        pairs = zip(row[::2], row[1::2], strict=False)
        row = [sha256(b"\x01" + one + other).digest() for one, other in pairs] + left
    return row[0]


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Processor seconds of an audit and of the bare loop, in turns, the best of each; and the peak
    memory of an audit in a process of its own. Logs of both sizes are laid below `folder`."""
    found = {}
    for size in SIZES:
        log = folder / str(size)
        lay(log, size)
        times = [(_timed(log), bare(log, size)) for _ in range(ROUNDS)]
        found[f"{size:,}"] = {
            "entries": size,
            "bytes": sum(one.stat().st_size for one in (log / "tile/entries").rglob("*")),
            "audit": min(audited for audited, _ in times),
            "bare": min(hashed for _, hashed in times),
            "peak_bytes": python("bench.auditing", log).peak_bytes,
        }
        shutil.rmtree(log)
    return found


def _timed(log: Path) -> float:
    began = time.process_time()
    audit(log)
    return time.process_time() - began


def whole(board: Path, state: Path) -> dict[str, Child]:
    """A published board verified by the command, without the replay and with it."""
    command = [str(Path(sys.executable).parent / "signboard"), "verify", str(board)]
    command += ["--state", str(state)]
    return {"without the replay": child([*command, "--log-only"]), "whole": child(command)}


def report(results: dict[str, dict[str, float]], boards: dict[str, dict[str, Child]]) -> None:
    """Print what was measured."""
    rows = []
    for name, one in results.items():
        ratio = one["audit"] / one["bare"]
        rows.append(
            [
                f"log of {name} entries",
                f"{one['bytes'] / 1e6:,.0f} MB",
                f"{one['audit']:.2f} s",
                f"{one['bare']:.2f} s",
                f"{ratio:.2f} ×",
                f"≤ {TARGET:.0f} ×: {'met' if ratio <= TARGET else 'NOT met'}",
                f"{one['peak_bytes'] / 1e6:,.0f} MB",
            ]
        )
    headings = ["", "entries' bytes", "audit", "bare hashlib", "time", "target", "peak memory"]
    show("Auditing (processor time of one process)", headings, rows)
    rows = [
        [f"{board}: {name}", f"{one.seconds:.2f} s", f"{one.peak_bytes / 1e6:,.0f} MB"]
        for board, found in boards.items()
        for name, one in found.items()
    ]
    show("signboard verify, with proofs, blobs and the store", ["", "time", "peak memory"], rows)


if __name__ == "__main__":
    audit(Path(sys.argv[1]))
