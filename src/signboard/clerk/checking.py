"""A source checked while it is read: bundles against tiles, all against the root, what lies beside
it against its digest. What it yields may be written, but only acknowledged once it ended.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from signboard.agenda import Agenda, apply
from signboard.clerk.sources import LINE_BYTES, Claim, need
from signboard.record import rotation
from signboard.record.encoding import decode, is_canonical
from signboard.record.entries import Entry, KeyRotated
from signboard.record.holding import sealed_in
from signboard.record.notes import Checkpoint, Note, VerifierKey
from signboard.record.sealing import digest
from signboard.record.tiles import (
    HASH_BYTES,
    WIDTH,
    Bundle,
    Tile,
    blob_path,
    grown,
    hashes,
    root_of_full,
)
from signboard.record.tree import Frontier, leaf
from signboard.store import Kept, Row
from signboard.terms import Refusal

_MANY: Final = 256


class Checking:
    """One reading of a source. After `rows` and `blobs` ended, the claim holds, and `agenda` is
    what its entries add up to."""

    def __init__(self, claim: Claim) -> None:
        self._claim = claim
        self._frontier = Frontier()
        self._firsts: list[bytes] = []
        self._names: dict[str, int] = {}
        self._keys = {0: str(claim.keys[0])} if claim.keys else {}
        self._named = {one.size for one in (claim.head, *claim.heads)}
        self._named |= {one.size for one in claim.notes}
        self.agenda = Agenda()
        self.last: Entry | None = None
        self.roots: dict[int, bytes] = {}
        """By size: the roots that were worked out, for each that the source speaks of."""
        self.withheld = 0
        """How much of what the entries name an entry withheld."""

    def rows(self) -> Iterator[Row]:
        """The entries. Raises `Refusal` that names the file which is not what was written."""
        size = self._claim.head.size
        self._note_root()
        for index in range(-(-size // WIDTH)):
            yield from self._bundle(index, min(WIDTH, size - index * WIDTH))
        self._check_upper()
        for head in (self._claim.head, *self._claim.heads):
            if self.roots.get(head.size) != head.root:
                raise Refusal(
                    f"its entries do not come to the root that {self._claim.named} names for the "
                    f"first {head.size}"
                )
        for kept in self._claim.notes:
            self._check_note(kept)

    def blobs(self) -> Iterator[tuple[str, bytes]]:
        """What lies beside the entries that `rows` gave, by its digest, without what was withheld.

        Raises `Refusal` that names what is missing or is not what was laid.
        """
        withheld = self.agenda.withheld
        self.withheld = sum(name in withheld for name in self._names)
        names = iter([name for name in self._names if name not in withheld])
        while some := list(islice(names, _MANY)):
            contents = self._claim.source.read_many([blob_path(name) for name in some])
            for name, content in zip(some, contents, strict=True):
                yield name, self._intact(name, content)

    def _intact(self, name: str, content: bytes | None) -> bytes:
        path, number = blob_path(name), self._names[name]
        if content is None:
            raise Refusal(f"{path} is missing: entry {number} names it, and none withheld it")
        if digest(content) != name:
            raise Refusal(f"{path}, which entry {number} names, is not what was written")
        return content

    def _bundle(self, index: int, width: int) -> Iterator[Row]:
        bundle, tile = Bundle(index, width), Tile(0, index, width)
        lines = _lines(bundle, need(self._claim.source, bundle.path, width * LINE_BYTES))
        row = need(self._claim.source, tile.path, width * HASH_BYTES)
        if len(row) != width * HASH_BYTES:
            raise Refusal(f"{tile.path} is not a tile of {width} hashes")
        for line, kept in zip(lines, hashes(row), strict=True):
            if leaf(line) != kept:
                number = self._frontier.size
                raise Refusal(f"{bundle.path} and {tile.path} differ about entry {number}")
            yield self._row(bundle, line, kept)
        if width == WIDTH:
            self._firsts.append(root_of_full(hashes(row)))

    def _row(self, bundle: Bundle, line: bytes, hashed: bytes) -> Row:
        number = self._frontier.size
        try:
            entry = decode(line)
            apply(self.agenda, entry)
        except (Refusal, KeyError, AssertionError):
            raise Refusal(f"{bundle.path}: entry {number} is none that a clerk wrote") from None
        if not is_canonical(line, entry):
            raise Refusal(f"{bundle.path}: entry {number} is not in its canonical form")
        for name in sealed_in(entry.fact):
            self._names.setdefault(name, number)
        self._frontier.add(hashed)
        self._note_root()
        self._take_key(entry, bundle)
        self.last = entry
        return Row(number, line, hashed)

    def _note_root(self) -> None:
        size = self._frontier.size
        if size in self._named:
            self.roots[size] = self._frontier.root()

    def _check_upper(self) -> None:
        """The tiles above the lowest level, which are worked out of the full ones of that."""
        for tile, content in grown(0, self._firsts, {len(self._firsts)}, _unread):
            above = Tile(tile.level + 1, tile.index, tile.width)
            if need(self._claim.source, above.path, len(content)) != content:
                raise Refusal(f"{above.path} is not over the entries below it")

    def _take_key(self, entry: Entry, bundle: Bundle) -> None:
        """Note the key that is in force from here on."""
        if isinstance(entry.fact, KeyRotated):
            number = self._frontier.size - 1
            try:
                rotation.check(number, entry.fact)
            except Refusal as refusal:
                raise Refusal(f"{bundle.path}: entry {number}: {refusal}") from None
            known = self._keys[max(self._keys)] if self._keys else entry.fact.before
            if known != entry.fact.before:
                raise Refusal(f"{bundle.path}: entry {number} rotates another key")
            self._keys.setdefault(0, known)
            self._keys[self._frontier.size] = entry.fact.after

    @property
    def key(self) -> str | None:
        """The key in force (`name+ID+base64`), None where the source doesn't say."""
        return self._keys[max(self._keys)] if self._keys else None

    def _check_note(self, kept: Kept) -> None:
        note = Note.parse(kept.note)
        said = Checkpoint.parse(note.text)
        if said.size != kept.size or self.roots.get(kept.size) != said.root:
            raise Refusal(f"checkpoints/{kept.size} is not over the first {kept.size} entries")
        since = [size for size in self._keys if size <= kept.size]
        if since and not VerifierKey.parse(self._keys[max(since)]).signed(note):
            raise Refusal(
                f"checkpoints/{kept.size} was not signed by the key that was in force then"
            )


def _lines(bundle: Bundle, content: bytes) -> list[bytes]:
    """The entries in a bundle, each behind its length (uint16, big-endian)."""
    lines, at = [], 0
    while at + 2 <= len(content):
        begin = at + 2
        at = begin + int.from_bytes(content[at:begin], "big")
        lines.append(content[begin:at])
    if at != len(content) or len(lines) != bundle.width:
        raise Refusal(f"{bundle.path} is not a bundle of {bundle.width} entries")
    return lines


def _unread(tile: Tile) -> bytes:
    raise AssertionError(f"a tree that is grown from nothing reads no {tile.path}")
