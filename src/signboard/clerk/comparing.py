"""A backup's folder as it lies, held against what should lie there.

Only what is new is written into it, for years, so that each backup reads all of it: what a disk
lost or changed meanwhile is laid anew while the record still has it.
"""

from hashlib import file_digest
from pathlib import Path

from signboard.record.sealing import digest
from signboard.record.tiles import BLOBS
from signboard.store import Store
from signboard.store.marker import HEADS, Marker, read_heads
from signboard.terms import Refusal


class Lying:
    """What lies in a backup's folder whose marker is `before`. `damaged` counts what was asked for
    and lies there, but isn't what was written; what can't be read is damaged too."""

    def __init__(self, to: Path, before: Marker) -> None:
        self._to = to
        self._before = before
        self.damaged = 0
        folder = to / BLOBS
        self.names = {one.name for one in folder.iterdir()} if folder.is_dir() else set()
        """The names in the folder of blobs, files of a crash among them."""

    def has_blob(self, name: str) -> bool:
        """Does the blob of a digest lie here, and have it?"""
        plain = name.partition(":")[2]
        if plain not in self.names:
            return False
        try:
            with (self._to / BLOBS / plain).open("rb", buffering=0) as opened:
                found = file_digest(opened, "sha256").hexdigest()
        except OSError:
            found = ""
        return self._sound(found == plain)

    def has(self, path: str, content: bytes) -> bool:
        """Does a file lie here, and hold this?"""
        lying = self._read(path)
        return lying is not None and self._sound(lying == content)

    def has_small(self, path: str, content: bytes) -> bool:
        """Does a file lie here, and hold this, or what the backup before says of it?"""
        lying = self._read(path)
        known = self._before.files.get(path, ())
        return lying is not None and self._sound(lying == content or digest(lying) in known)

    def has_heads(self, store: Store, content: bytes) -> bool:
        """Do the heads lie here as this? They are damaged where those up to the backup before
        can't be read or lack one that the record had."""
        lying = self._read(HEADS)
        if lying is None or lying == content:
            return lying is not None
        size = self._before.size
        try:
            known = read_heads(lying, size) if size else []
        except Refusal:
            known = []
        self._sound({head for head in store.heads() if head.size <= size} <= set(known))
        return False

    def _read(self, path: str) -> bytes | None:
        """A file's bytes, None where there is none; other bytes than any where it can't be read."""
        try:
            with (self._to / path).open("rb") as opened:
                return opened.read()
        except FileNotFoundError:
            return None
        except OSError:
            return b""

    def _sound(self, sound: bool) -> bool:
        self.damaged += not sound
        return sound
