"""The audit of a log: every bundle, tile, checkpoint and proof, and every hash worked out from the
entries' bytes. One bundle is held at a time, so memory doesn't grow with the log.

It shares nothing with what wrote the log but the formats (docs/format.md).
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from signboard.auditor import entries, hashing, tiles
from signboard.auditor.entries import Bundle
from signboard.auditor.keys import Chain
from signboard.auditor.notes import LONGEST, Checkpoint, Key, log_key
from signboard.auditor.proofs import Proofs
from signboard.auditor.sources import Source, read_checkpoint
from signboard.auditor.tiles import HASH, WIDTH
from signboard.auditor.verdict import Difference, Verdict
from signboard.terms import Refusal

KEYS_LIMIT: Final = 1_000_000


def first_key(source: Source) -> tuple[Key, list[str]]:
    """The log's first key, and all that its file of keys names."""
    written = source.get("keys", KEYS_LIMIT)
    if written is None:
        raise Difference("keys: missing")
    lines = written.decode("utf-8", "replace").splitlines()
    try:
        return log_key(lines[0] if lines else ""), lines
    except Refusal as refusal:
        raise Difference(f"keys: {refusal}") from None


class Log:
    """A log that is being audited. Its `keys` are those that it lists, the first one first.

    `marks` are checkpoints that somebody remembers, each with the `Difference` that is raised
    where the tree doesn't continue it; but only once the newest checkpoint was found to be the
    tree's own, so that what is raised is never the fault of whoever copied the files.
    """

    def __init__(
        self,
        source: Source,
        newest: Checkpoint,
        keys: Sequence[Key],
        verdict: Verdict,
        proofs: type[Proofs] = Proofs,
    ) -> None:
        self.newest = newest
        self.chain = Chain(keys[0])
        self.marks: list[tuple[Checkpoint, Difference]] = []
        self._failed: Difference | None = None
        self._source = source
        self._verdict = verdict
        self._rows = hashing.Rows()
        listed = map(_size, source.names("checkpoints") or ())
        self._proofs = proofs(source, newest, keys, listed)

    def bundles(self) -> Iterator[Bundle]:
        """Audit the log, and give each bundle once it was found right. Raises `Difference` for
        the first thing that isn't."""
        size = self.newest.size
        if 0 in self._proofs.sizes or any(mark.size == 0 for mark, _ in self.marks):
            self._reach(0, Bundle(0, (), b"", b""), self._rows.at(b""))
        for number in range(-(-size // WIDTH)):
            bundle = self._bundle(number, min(WIDTH, size - number * WIDTH))
            for at, fact in entries.notable(bundle):
                if fact.kind == "KeyRotated":
                    self.chain.rotate(at, fact)
            self._verdict.count("proofs", self._proofs.check(bundle))
            self._add(bundle)
            yield bundle
        if self._failed is not None:
            raise self._failed
        self._note_later()

    @property
    def sizes(self) -> Collection[int]:
        """After how many entries checkpoints were published, as far as the log's files tell."""
        return self._proofs.sizes

    def again(self) -> Iterator[Bundle]:
        """The bundles once more, after they were found right."""
        size = self.newest.size
        for number in range(-(-size // WIDTH)):
            path = tiles.bundle(number, min(WIDTH, size - number * WIDTH))
            content = self._must(path, tiles.BUNDLE_LIMIT)
            yield Bundle(number * WIDTH, tiles.entries(content), b"", content)

    def _note_later(self) -> None:
        size = self.newest.size
        later = [one for one in self._proofs.sizes if one > size]
        if later:
            self._verdict.unchecked.append(
                f"checkpoints/{min(later)} is of a later size than the published checkpoint: "
                "publishing was cut off, or the site was set back"
            )

    def _bundle(self, number: int, width: int) -> Bundle:
        path, beside = tiles.bundle(number, width), tiles.tile(0, number, width)
        content, hashes = self._must(path, tiles.BUNDLE_LIMIT), self._must(beside, WIDTH * HASH)
        try:
            found = tiles.entries(content)
        except Refusal as refusal:
            raise Difference(f"{path}: {refusal}") from None
        row = hashing.leaves(found)
        if row != hashes:
            raise self._blame(number, width, row, hashes)
        if len(found) != width:  # and its tile is as wide
            raise Difference(f"{beside}: {len(found)} hashes, not {width}")
        self._verdict.count("entries", width)
        self._verdict.count("bundles")
        self._verdict.count("tiles")
        return Bundle(number * WIDTH, found, row, content)

    def _blame(self, number: int, width: int, row: bytes, hashes: bytes) -> Difference:
        """Which of an entry and its tile is wrong, by the tiles above."""
        path = tiles.tile(0, number, width)
        if len(hashes) != width * HASH:
            return Difference(f"{path}: {len(hashes)} bytes, not {width * HASH}")
        at = next(
            (at for at in range(0, len(row), HASH) if row[at:][:HASH] != hashes[at:][:HASH]), 0
        )
        entry = number * WIDTH + at // HASH
        if len(row) < len(hashes) and hashes.startswith(row):
            entry = number * WIDTH + len(row) // HASH
            return Difference(f"entry {entry}: missing in {tiles.bundle(number, width)}")
        if row.startswith(hashes):
            return Difference(
                f"{tiles.bundle(number, width)}: {len(row) // HASH} entries, not {width}"
            )
        if self._stands(number, width, hashes):
            return Difference(f"entry {entry}: not the one whose hash is in the tree")
        return Difference(f"{path}: not the hashes of the entries; the first is that of {entry}")

    def _stands(self, number: int, width: int, hashes: bytes) -> bool:
        """Do the tiles above say that a tile of leaves is right?"""
        size = self.newest.size
        above = [tiles.partial(level, size) for level in range(1, 8)]
        if width == WIDTH:
            nth, wide = above[0]
            wide = WIDTH if number // WIDTH < nth else wide
            row = self._source.get(tiles.tile(1, number // WIDTH, wide), WIDTH * HASH) or b""
            at = number % WIDTH * HASH
            return row[at : at + HASH] == hashing.top(hashes)
        rows = [
            self._source.get(tiles.tile(level, nth, wide), WIDTH * HASH) or b"" if wide else b""
            for level, (nth, wide) in enumerate(above, start=1)
        ]
        whole = all(len(row) == wide * HASH for row, (_, wide) in zip(rows, above, strict=True))
        return whole and hashing.root([hashes, *rows]) == self.newest.root

    def _add(self, bundle: Bundle) -> None:
        """Grow the tree by a bundle, and check all that must hold at the sizes on the way."""
        first, width = bundle.first, len(bundle.entries)
        marked = {mark.size for mark, _ in self.marks}
        for at in range(1, min(width, WIDTH - 1) + 1):
            if first + at in self._proofs.sizes or first + at in marked:
                self._reach(first + at, bundle, self._rows.at(bundle.row[: at * HASH]))
        if width < WIDTH:
            return
        for level, number, row in self._rows.grow(bundle.row):
            if level:
                self._tile(level, number, WIDTH, row)
        if first + width in self._proofs.sizes or first + width in marked:
            self._reach(first + width, bundle, self._rows.at(b""))

    def _reach(self, size: int, bundle: Bundle, rows: list[bytes]) -> None:
        root = hashing.root(rows)
        for mark, difference in self.marks:
            if mark.size == size and mark.root != root and self._failed is None:
                self._failed = difference
        if size == self.newest.size:
            self._check(self.newest, "checkpoint", size, root)
        if size in self._proofs.sizes:
            self._published(size, bundle, root, rows)

    def _published(self, size: int, bundle: Bundle, root: bytes, rows: list[bytes]) -> None:
        """A checkpoint that was published once, and the partial tiles that it needs."""
        name = f"checkpoints/{size}"
        if size != self.newest.size or self._source.get(name, LONGEST) is not None:
            kept = read_checkpoint(self._source, name)
            self._check(kept, name, size, root)
            self._verdict.count("checkpoints")
        else:
            self._verdict.unchecked.append(f"{name} is not there yet: publishing was cut off")
        for path, one in self._proofs.met(size):
            self._check(one, path, size, root)
        for level, row in enumerate(rows):
            number, width = tiles.partial(level, size)
            if width:
                self._tile(level, number, width, row)
        width = size - bundle.first
        if 0 < width < WIDTH:
            path = tiles.bundle(bundle.first // WIDTH, width)
            length = sum(2 + len(entry) for entry in bundle.entries[:width])
            if self._must(path, tiles.BUNDLE_LIMIT) != bundle.content[:length]:
                raise Difference(f"{path}: not the first entries of the whole bundle")
            self._verdict.count("bundles")

    def _check(self, one: Checkpoint, name: str, size: int, root: bytes) -> None:
        if (one.origin, one.size) != (self.newest.origin, size):
            raise Difference(f"{name}: of another log or size: {one.origin}, {one.size}")
        self.chain.check(one, name)
        if one.root != root:
            raise Difference(f"{name}: its root is not that of the first {size} entries")

    def _tile(self, level: int, number: int, width: int, row: bytes) -> None:
        path = tiles.tile(level, number, width)
        if self._must(path, WIDTH * HASH) != row:
            raise Difference(f"{path}: not the hashes of what it covers")
        self._verdict.count("tiles")

    def _must(self, path: str, limit: int) -> bytes:
        content = self._source.get(path, limit)
        if content is None:
            raise Difference(f"{path}: missing")
        return content


def _size(name: str) -> int:
    if not name.isdecimal() or len(name) > 16 or str(int(name)) != name:
        raise Difference(f"checkpoints/{name[:80]}: not the name of a checkpoint")
    return int(name)
