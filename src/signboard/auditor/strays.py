"""What lies in a log's folders and is none of its files. It is noted, not held against the log:
where publishing was cut off, the files of a checkpoint that is not shown yet lie there too.

What is expected follows from a file's own path and the published sizes, so nothing is kept of what
was audited: memory doesn't grow with the log. Blobs are `blobs`' to say.
"""

import re
from bisect import bisect_left
from collections.abc import Collection
from typing import Final

from signboard.auditor import tiles
from signboard.auditor.sources import Source
from signboard.auditor.verdict import Verdict

_GROUPS: Final = r"((?:x[0-9]{3}/){0,5}[0-9]{3})"
_TILE: Final = re.compile(rf"tile/(entries|[0-9]{{1,2}})/{_GROUPS}(?:\.p/([0-9]{{1,3}}))?")
_PROOF: Final = re.compile(rf"proof/{_GROUPS}\.tlog-proof")


def note(source: Source, size: int, sizes: Collection[int], verdict: Verdict) -> None:
    """Note the first file, in the order of paths, that belongs to no published checkpoint: the
    newest of `size` entries, the others of `sizes`. Where nobody can list them, `blobs` says so."""
    published = sorted({*sizes, size})
    first, count = "", 0
    for folder in ("tile", "proof", "blob"):
        for path in source.files(folder) or ():
            if not _belongs(path, size, published):
                first = path if not count else min(first, path)
                count += 1
    if count:
        more = f" and {count - 1:,} more" if count > 1 else ""
        verdict.unchecked.append(
            f"{first[:100]}{more}: lies there, though no published checkpoint has use for it"
        )


def _belongs(path: str, size: int, published: list[int]) -> bool:
    proof, tile = _PROOF.fullmatch(path), _TILE.fullmatch(path)
    if proof is not None:
        number = _number(proof[1])
        return number < size and tiles.proof(number) == path
    if tile is None:
        return False
    level = 0 if tile[1] == "entries" else int(tile[1])
    number, width = _number(tile[2]), int(tile[3] or tiles.WIDTH)
    made = tiles.bundle(number, width) if tile[1] == "entries" else tiles.tile(level, number, width)
    return made == path and _needed(level, number * tiles.WIDTH + width, tile[3], published)


def _needed(level: int, hashes: int, partial: str | None, published: list[int]) -> bool:
    """Is a tile that ends after so many hashes of its level one of a published checkpoint?"""
    at = bisect_left(published, hashes << 8 * level)  # the first that has as many
    if at == len(published):
        return False
    return partial is None or published[at] >> 8 * level == hashes


def _number(groups: str) -> int:
    return int(groups.replace("x", "").replace("/", ""))
