"""What an audit of the log reads out of entries: seals, and the few kinds that the log itself
rests on. Everything else about an entry is the replay's.

An entry holds no free text, so a digest in it is a seal wherever it stands, and a kind's name
stands nowhere else.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from signboard.auditor.verdict import Difference

_SEAL: Final = b'"sha256:'
_DIGESTS: Final = re.compile(rb'"sha256:([0-9a-f]{64})"')
_KINDS: Final = tuple(
    b'"kind":"%s"' % kind
    for kind in (b"KeyRotated", b"DocumentFiled", b"DocumentWithheld", b"WordsWithheld")
)


class Bundle(NamedTuple):
    """Entries that were found to be in the tree: the number of the first, their bytes, the row of
    their hashes, and the bundle that they came in."""

    first: int
    entries: Sequence[bytes]
    row: bytes
    content: bytes


class Fact(msgspec.Struct, frozen=True, rename=None):
    """The fields of the kinds that matter to the log; a field that a kind lacks is empty."""

    kind: str
    before: str = ""
    after: str = ""
    by_before: str = ""
    by_after: str = ""
    document: str = ""
    digest: str = ""
    text: str = ""
    words: tuple[str, ...] = ()
    ground: str = ""


class _Entry(msgspec.Struct, frozen=True):
    fact: Fact


_decoder = msgspec.json.Decoder(_Entry)


def notable(bundle: Bundle) -> Iterator[tuple[int, Fact]]:
    """The entries of a bundle that change the log's key, file a document or withhold something.

    Raises `Difference` for one that can't be read.
    """
    found = [kind for kind in _KINDS if kind in bundle.content]
    if not found:
        return
    for number, entry in enumerate(bundle.entries, start=bundle.first):
        if any(kind in entry for kind in found):
            try:
                yield number, _decoder.decode(entry).fact
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                raise Difference(f"entry {number}: not an entry that can be read") from None


def seals(bundle: Bundle) -> list[str]:
    """The digests (hex) that the entries of a bundle hold, each once, in their order.

    Raises `Difference` where something looks like a digest and is none.
    """
    found = _DIGESTS.findall(bundle.content)
    if len(found) != bundle.content.count(_SEAL):
        for number, entry in enumerate(bundle.entries, start=bundle.first):
            if len(_DIGESTS.findall(entry)) != entry.count(_SEAL):
                raise Difference(f"entry {number}: holds a seal that is no digest")
    return [one.decode("ascii") for one in dict.fromkeys(found)]


def sealed(entry: bytes) -> int:
    """How many things an entry's bytes hold the digest of, and not the words."""
    return len(set(_DIGESTS.findall(entry)))


def holder(bundle: Bundle, seal: bytes) -> int:
    """The number of the first entry of a bundle that holds a seal."""
    held = _SEAL + seal
    return next(
        (n for n, entry in enumerate(bundle.entries, start=bundle.first) if held in entry),
        bundle.first,
    )
