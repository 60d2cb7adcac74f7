"""Writing to the record: the one thing that does. Only the clerk imports this.

An append is one transaction: every line, the head over them and the blobs that they rest on, or
none of it. What `append` returned from has been synced to disk. Nothing here changes an entry or
a head; `keep` adds checkpoints, and `erase` removes what lies beside the record.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Final

from signboard.record.notes import Checkpoint, Note
from signboard.record.tree import Frontier, leaf
from signboard.store.records import Head, Kept, Row
from signboard.store.tables import Table, Tables, Unanswered
from signboard.terms import Refusal

_AT_ONCE: Final = 512
_BYTES_AT_ONCE: Final = 32_000_000
"""So many rows of a restored record are inserted at a time, and no more once they have so many
bytes."""


def append(
    store: Tables, frontier: Frontier, lines: Sequence[bytes], blobs: Mapping[str, bytes]
) -> Head:
    """Append lines to a record that `frontier` is the edge of, and return its new head.

    Raises `Refusal` where the record has grown since it was read. The frontier grows with it and
    is not to be used again after a failure.
    """
    for name, content in blobs.items():
        assert name == f"sha256:{sha256(content).hexdigest()}"
    before = frontier.size
    rows = _grown(frontier, lines)
    head = Head(frontier.size, frontier.root())
    with _settled(store, "SELECT root FROM head WHERE size = ?", head.size, head.root):
        _check_size(store, before)
        beside = sorted(blobs.items())  # in the order that they lie in, so that pages fill in turn
        store.database.insert({"blob": beside, "entry": rows, "head": [(head.size, head.root)]})
    return head


@contextmanager
def _settled(store: Tables, statement: str, size: int, value: bytes) -> Iterator[None]:
    """One transaction. Where the answer to its commit was lost, the record is asked whether
    `statement` gives `value` for `size`: only then was it committed."""
    try:
        with store.database.writing():
            yield
    except Unanswered:
        try:
            stands = store.database.ask_anew(statement, size)
        except Unanswered:
            raise Refusal(
                f"the connection to {store.where} was lost while it was written, and can't be had "
                f"again; it isn't known whether that stands in the record, which has {size} "
                "entries or more if it does: once it can be reached, ask signboard verify"
            ) from None
        if stands != [(value,)]:
            raise Refusal(
                f"the connection to {store.where} was lost; nothing was written"
            ) from None


def _grown(frontier: Frontier, lines: Sequence[bytes]) -> list[tuple[int, bytes, bytes]]:
    rows = []
    for line in lines:
        hashed = leaf(line)
        rows.append((frontier.size, line, hashed))
        frontier.add(hashed)
    return rows


def restore(
    store: Tables,
    heads: Sequence[Head],
    rows: Iterable[Row],
    blobs: Iterable[tuple[str, bytes]],
    checkpoints: Iterable[Kept],
) -> None:
    """Lay and fill a record in one transaction: entries first, then what lies beside them.

    Whatever is raised while `rows` and `blobs` are read leaves nothing of it. Raises `Refusal`
    where a record lies there already.
    """
    last = heads[-1] if heads else Head(0, b"")
    with _settled(store, "SELECT root FROM head WHERE size = ?", last.size, last.root):
        store.database.lay()
        _insert(store, "entry", rows)
        _insert(store, "blob", blobs)
        _insert(store, "head", [(head.size, head.root) for head in heads])
        for kept in checkpoints:
            statement = "INSERT INTO checkpoint VALUES (?, ?)"
            store.database.execute(statement, kept.size, kept.note)


def _insert(store: Tables, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    some: list[Sequence[Any]] = []
    size = 0
    for row in rows:
        some.append(row)
        size += sum(len(value) for value in row if isinstance(value, bytes))
        if len(some) == _AT_ONCE or size >= _BYTES_AT_ONCE:
            store.database.insert({table: some})
            some, size = [], 0
    if some:
        store.database.insert({table: some})


def _size(store: Tables) -> int:
    [(size,)] = store.database.execute("SELECT coalesce(max(size), 0) FROM head")
    return int(size)


def _check_size(store: Tables, expected: int) -> None:
    size = _size(store)
    if size != expected:
        raise Refusal(f"the record grew from {expected} to {size} entries; try again")


def keep(store: Tables, size: int, note: bytes) -> None:
    """Keep a checkpoint, before it is published: a signed note over the first `size` entries.

    Raises `Refusal` where it says another root than the record had at that size, where the record
    has fewer entries, and where another checkpoint of that size is kept: two may differ only in
    that the later one bears the signatures of more.
    """
    read = Note.parse(note)
    statement = "SELECT note FROM checkpoint WHERE size = ?"
    with _settled(store, statement, size, note):
        _check_checkpoint(store, size, Checkpoint.parse(read.text))
        for (kept,) in store.database.execute(statement, size):
            _check_same(size, Note.parse(kept), read)
        store.database.execute(
            "INSERT INTO checkpoint VALUES (?, ?) "
            "ON CONFLICT (size) DO UPDATE SET note = excluded.note",
            size,
            note,
        )


def _check_checkpoint(store: Tables, size: int, said: Checkpoint) -> None:
    if said.size != size:
        raise Refusal(f"a checkpoint that is kept for {size} entries says {said.size}")
    if size > (now := _size(store)):
        raise Refusal(f"a checkpoint over {size} entries can't be kept: the record has {now}")
    # a record restored from its site has one head, over all; its other roots were checked then
    for (root,) in store.database.execute("SELECT root FROM head WHERE size = ?", size):
        if said.root != root:
            raise Refusal(f"a checkpoint over {size} entries says another root than the record's")


def _check_same(size: int, kept: Note, note: Note) -> None:
    if kept.text != note.text:
        raise Refusal(
            f"another checkpoint over {size} entries was kept already; two of them would show two "
            "records"
        )
    signers = {(one.name, one.key_id) for one in note.signatures}
    for one in kept.signatures:
        if (one.name, one.key_id) not in signers:
            raise Refusal(f"the checkpoint over {size} entries lacks what {one.name} had signed")


def check_erasable(store: Tables) -> None:
    """Raise `Refusal` where who is connected may not erase: to be asked before anything is entered
    that calls for it."""
    if not store.database.may_scrub():
        raise Refusal(
            f"erasing from {store.where} is for the owner of its tables alone; write that role "
            "into signboard.toml for this, or ask whoever keeps it; nothing was entered"
        )


def erase(store: Tables, digests: Collection[str]) -> None:
    """Remove what lies beside the record under these digests, and its bytes from the files.

    What is not there already is passed over, so that it can be asked for again. It can't reach
    what was copied elsewhere: backups, snapshots of the file system or the disk, and blocks that
    the file system has freed and not yet used again; of PostgreSQL also base backups, replicas'
    files and the write-ahead log, archived or not yet recycled (docs/guides/postgresql.md).
    """
    try:
        with store.database.writing():
            for name in digests:
                store.database.execute("DELETE FROM blob WHERE digest = ?", name)
    except Unanswered:
        raise Refusal(f"the connection to {store.where} was lost; erase it again") from None
    store.database.scrub()
