"""Folding: the entries' lines → the agenda, against decoding the same lines and doing nothing;
and the record's root, against hashing the same bytes and doing nothing."""

from hashlib import sha256

import msgspec

from bench.timing import best, show
from signboard.agenda import fold
from signboard.record.encoding import decode
from signboard.record.entries import Entry
from signboard.record.tree import Frontier, leaf

TARGET = 4.0
"""Decoding and folding take at most so many times what bare decoding takes."""


def measure(lines: list[bytes]) -> dict[str, float]:
    """Seconds for each, the best of several runs over the same lines."""
    decoder = msgspec.json.Decoder(Entry)

    def bare() -> None:
        for line in lines:
            decoder.decode(line)

    def hashed() -> None:
        for line in lines:
            sha256(line).digest()

    def rooted() -> None:
        frontier = Frontier()
        for line in lines:
            frontier.add(leaf(line))
        frontier.root()

    return {
        "entries": len(lines),
        "bytes": sum(len(line) for line in lines),
        "bare": best(bare),
        "fold": best(lambda: fold(decode(line) for line in lines)),
        "hash": best(hashed),
        "root": best(rooted),
    }


def report(results: dict[str, dict[str, float]]) -> None:
    """Print what was measured, for each board."""
    rows = []
    for board, one in results.items():
        rate, ratio = one["entries"] / one["fold"], one["fold"] / one["bare"]
        rows.append(
            [
                f"{board}: decode and fold",
                f"{one['entries']:,.0f} entries",
                f"{rate:,.0f} /s",
                f"{one['entries'] / one['bare']:,.0f} /s",
                f"{ratio:.2f} ×",
                f"≤ {TARGET:.0f} ×: {'met' if ratio <= TARGET else 'NOT met'}",
            ]
        )
        rows.append(
            [
                f"{board}: Merkle root",
                f"{one['bytes'] / 1e6:.1f} MB",
                f"{one['bytes'] / 1e6 / one['root']:,.0f} MB/s",
                f"{one['bytes'] / 1e6 / one['hash']:,.0f} MB/s",
                f"{one['root'] / one['hash']:.2f} ×",
                "",
            ]
        )
    headings = ["", "size", "Signboard", "bare decoding / hashing", "time", "target"]
    show("Folding and hashing", headings, rows)
