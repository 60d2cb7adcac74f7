"""Tiles and bundles: where they lie, and what they hold (C2SP tlog-tiles).

Only paths and parsing. What is wrong in form is refused; whether it is true is `log`'s to say.
"""

from typing import Final

from signboard.terms import Refusal

WIDTH: Final = 256
HASH: Final = 32
BLOBS: Final = "blob/sha256"
"""The folder of all blobs."""
BUNDLE_LIMIT: Final = WIDTH * (2 + 65_535)
"""Bytes in the longest bundle: every entry as long as its two bytes of length can say."""


def grouped(number: int) -> str:
    """A number as a path, in groups of three digits: 1234067 is `x001/x234/067`."""
    path = f"{number % 1000:03}"
    while number >= 1000:
        number //= 1000
        path = f"x{number % 1000:03}/{path}"
    return path


def tile(level: int, number: int, width: int = WIDTH) -> str:
    """The path of a tile of hashes."""
    return f"tile/{level}/{grouped(number)}{_part(width)}"


def bundle(number: int, width: int = WIDTH) -> str:
    """The path of a bundle of entries."""
    return f"tile/entries/{grouped(number)}{_part(width)}"


def proof(number: int) -> str:
    """The path of the proof of an entry."""
    return f"proof/{grouped(number)}.tlog-proof"


def blob(digest: str) -> str:
    """The path of a blob, by its digest in hexadecimal."""
    return f"{BLOBS}/{digest}"


def _part(width: int) -> str:
    return "" if width == WIDTH else f".p/{width}"


def partial(level: int, size: int) -> tuple[int, int]:
    """The number and the width of the partial tile that a tree needs on a level; the width is 0
    where it needs none."""
    hashes = size >> 8 * level
    return hashes // WIDTH, hashes % WIDTH


def entries(content: bytes) -> list[bytes]:
    """The entries in a bundle. Raises `Refusal` where it ends amid one or holds too many."""
    found = []
    at, end = 0, len(content)
    while at < end - 1:
        start = at + 2
        at = start + (content[at] << 8 | content[at + 1])
        found.append(content[start:at])
    if at != end or len(found) > WIDTH:
        raise Refusal("it ends amid an entry or holds more than 256")
    return found
