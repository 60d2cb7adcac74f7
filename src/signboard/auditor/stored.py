"""The audit of a board's own store: its entries begin with the log's, its roots are theirs, and
what lies beside them is whole. The store is only read."""

from collections.abc import Iterator
from itertools import islice

from signboard.auditor import hashing
from signboard.auditor.blobs import Blobs
from signboard.auditor.entries import Bundle, notable
from signboard.auditor.keys import Chain
from signboard.auditor.log import Log
from signboard.auditor.notes import checkpoint
from signboard.auditor.tiles import HASH, WIDTH
from signboard.auditor.verdict import Difference, Verdict
from signboard.store import Store
from signboard.terms import Refusal


class Beside:
    """What lies beside the entries in a store, under the paths of a site's blobs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def where(self) -> str:
        """The store."""
        return self._store.where

    def get(self, path: str, limit: int) -> bytes | None:
        """A blob's bytes, or None where there is none."""
        content = self._store.blob(f"sha256:{path.rpartition('/')[2]}")
        if content is not None and len(content) > limit:
            raise Difference(f"{path}: more than {limit:,} bytes")
        return content

    def names(self, folder: str) -> Iterator[str]:
        """The digests (hex) of all blobs."""
        return (name.removeprefix("sha256:") for name in self._store.names())

    def files(self, folder: str = "") -> None:
        """There are no others."""


class Stored:
    """A store that is being audited, against a `log` that was found right, where one was
    published."""

    def __init__(self, store: Store, log: Log | None, verdict: Verdict) -> None:
        self.beside = Verdict()
        self.blobs = Blobs(Beside(store), self.beside, public=False)
        self._store = store
        self._log = log
        self._chain: Chain | None = log.chain if log is not None else None
        self._rows = hashing.Rows()
        self._roots = {head.size: head.root for head in store.heads()}
        self._kept = {kept.size: kept.note for kept in store.checkpoints()}
        self._verdict = verdict

    def bundles(self) -> Iterator[Bundle]:
        """Audit the store, and give what it holds 256 entries at a time, once they were found
        right. Raises `Difference` for the first thing that isn't."""
        published = self._log.newest.size if self._log is not None else 0
        theirs = self._log.again() if self._log is not None else iter(())
        size = 0
        for bundle in self.again():
            self._check_prefix(bundle, next(theirs, None))
            if self._chain is not None:
                for number, fact in notable(bundle):
                    if fact.kind == "KeyRotated" and number >= published:
                        self._chain.rotate(number, fact)
            size = bundle.first + len(bundle.entries)
            self._check_roots(bundle)
            yield bundle
        last = max(self._roots, default=0)
        if size < max(last, published):
            raise Difference(f"entry {size} is missing in the store")
        if last < size:
            raise Difference(f"entry {last} was added with no root over it")
        later = max(self._kept, default=0)
        if later > size:
            raise Difference(f"entry {size} is missing in the store: a checkpoint is over {later}")
        self._verdict.stored = size
        self._verdict.root = self._verdict.root or self._roots.get(size, hashing.EMPTY).hex()

    def again(self) -> Iterator[Bundle]:
        """What the store holds, 256 entries at a time. Raises `Difference` where an entry is
        missing among others, or is not what was written."""
        rows = self._store.rows()
        first = 0
        while some := list(islice(rows, WIDTH)):
            row = b""
            for number, (at, line, leaf) in enumerate(some, start=first):
                if at != number:
                    raise Difference(f"entry {number} is missing in the store")
                row += hashing.leaf(line)
                if row[-HASH:] != leaf:
                    raise Difference(f"entry {number} is not what was written into the store")
            entries = [one.line for one in some]
            packed = b"".join(len(line).to_bytes(4, "big") + line for line in entries)
            yield Bundle(first, entries, row, packed)
            first += WIDTH

    def _check_prefix(self, own: Bundle, theirs: Bundle | None) -> None:
        if theirs is None or list(own.entries) == list(theirs.entries):
            return
        for at, entry in enumerate(theirs.entries):
            if at >= len(own.entries):
                raise Difference(f"entry {own.first + at} is missing in the store")
            if own.entries[at] != entry:
                raise Difference(f"entry {own.first + at} in the store is not the published one")

    def _check_roots(self, bundle: Bundle) -> None:
        for at in range(1, len(bundle.entries) + 1):
            size = bundle.first + at
            if size in self._roots or size in self._kept:
                # a row of 256 is as good as the one hash above that it comes to
                root = hashing.root(self._rows.at(bundle.row[: at * HASH]))
                self._check_root(size, root)
        if len(bundle.entries) == WIDTH:
            for _ in self._rows.grow(bundle.row):
                pass

    def _check_root(self, size: int, root: bytes) -> None:
        if self._roots.get(size, root) != root:
            raise Difference(f"the root after entry {size - 1} is not the one that was kept")
        note = self._kept.get(size)
        if note is None:
            return
        try:
            found = checkpoint(note)
        except Refusal as refusal:
            raise Difference(f"the checkpoint kept for {size} entries: {refusal}") from None
        name = f"the checkpoint kept for {size} entries"
        if (found.size, found.root) != (size, root):
            raise Difference(f"{name}: its root is not that of the entries")
        if self._chain is not None:
            self._chain.check(found, name)
