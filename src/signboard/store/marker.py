"""What a backup says of itself: the file that makes it the new one, and the heads beside it.

`marker` is one line of canonical JSON and, below it, the digest of that line, so that a changed
sign in it is found out. It names the size and the root of the record that was backed up, and every
file that is neither named by its own digest nor checked against the root. It is written last. A
backup without one is none.
"""

from collections.abc import Iterable
from typing import Annotated, Final

import msgspec

from signboard.record.notes import decoded, encoded
from signboard.record.sealing import digest
from signboard.store.records import Head
from signboard.terms import LARGEST, Digest, Refusal

MARKER: Final = "marker"
HEADS: Final = "heads"
_FORMAT: Final = 1

_encoder = msgspec.json.Encoder(order="sorted")


class Marker(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The record's size and root (base64), and the digests that a file may have, by its path.

    A file has two where it was replaced: it is replaced after the marker was written, and until
    then it is what it was.
    """

    size: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
    root: str
    files: dict[str, tuple[Digest, ...]]
    format: int = _FORMAT

    @property
    def head(self) -> Head:
        """The record's size and root."""
        return Head(self.size, decoded(self.root))

    def __bytes__(self) -> bytes:
        line = _encoder.encode(self)
        return line + f"\n{digest(line)}\n".encode("ascii")

    @classmethod
    def over(cls, head: Head, files: dict[str, tuple[Digest, ...]]) -> "Marker":
        """The marker of a backup of a record that had come to `head`."""
        return cls(head.size, encoded(head.root), files)

    @classmethod
    def parse(cls, content: bytes) -> "Marker":
        """Read a marker. Raises `Refusal` where it is not what was written."""
        line = content.partition(b"\n")[0]
        try:
            found = _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise Refusal(f"{MARKER} is not what was written") from None
        if bytes(found) != content or len(found.head.root) != 32:
            raise Refusal(f"{MARKER} is not what was written")
        if found.format != _FORMAT:
            raise Refusal(f"{MARKER} says format {found.format}; this version reads {_FORMAT}")
        return found


_decoder = msgspec.json.Decoder(Marker)


def written(heads: Iterable[Head]) -> bytes:
    """Heads as a file: a line for each, its size and its root in base64."""
    return "".join(f"{head.size} {encoded(head.root)}\n" for head in heads).encode("ascii")


def read_heads(content: bytes, size: int) -> list[Head]:
    """The heads in a file, up to a size: what lies beyond it is of a backup that was cut short.

    Raises `Refusal` where it is not what was written.
    """
    heads: list[Head] = []
    for line in content.decode("ascii", "replace").splitlines():
        number, _, root = line.partition(" ")
        if not (number.isascii() and number.isdecimal()) or len(decoded(root)) != 32:
            raise Refusal(f"{HEADS} is not what was written")
        heads.append(Head(int(number), decoded(root)))
        if heads[-1].size == size:
            break
    if written(heads) != content[: len(written(heads))] or (size and heads[-1:] == []):
        raise Refusal(f"{HEADS} is not what was written")
    if [head.size for head in heads] != sorted({head.size for head in heads}):
        raise Refusal(f"{HEADS} is not what was written")
    if size and heads[-1].size != size:
        raise Refusal(f"{HEADS} does not come to {size} entries")
    return heads
