"""What a record can be restored from: a backup, or the published site in a folder or at an address.

A source only says what it claims to hold. Nothing in it is believed before `checking` has worked it
out.
"""

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Final, Protocol

from signboard import fetching, reading, settings
from signboard.record import encoding
from signboard.record.notes import LONGEST, Checkpoint, Note, VerifierKey
from signboard.record.sealing import SALT_BYTES, digest
from signboard.record.tiles import WIDTH, proof_path
from signboard.store import Head, Kept
from signboard.store.marker import HEADS, MARKER, Marker, read_heads
from signboard.terms import Refusal, denied

LINE_BYTES: Final = 2 + encoding.LONGEST
"""Bytes in the longest entry of a bundle, with its length before it."""
LARGEST: Final = max(reading.LIMIT + SALT_BYTES, WIDTH * LINE_BYTES)
"""Bytes in the largest file of a log: a blob, or a bundle of entries."""
_KEYS_BYTES: Final = 1_000_000
"""Bytes in the longest list of keys, a line for each rotation."""

_SIGNERS: Final = 32
"""Signatures under a site's checkpoint, at most."""

_AT_ONCE: Final = 8
_BESIDE: Final = re.compile(rf"checkpoints/(?:0|[1-9][0-9]{{0,15}})|{re.escape(settings.FILE)}")
"""The files that a marker names."""


class Source(Protocol):
    """A folder's files, wherever it lies."""

    name: str

    def read(self, path: str, limit: int = LARGEST) -> bytes | None:
        """A file's bytes, None where there is none. Raises `Refusal` where it can't be had, or has
        more than `limit` bytes, which no file of its kind has."""

    def read_many(self, paths: Sequence[str]) -> Iterator[bytes | None]:
        """The bytes of several files, in their order."""


class Folder:
    """A source on this machine."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path

    def read(self, path: str, limit: int = LARGEST) -> bytes | None:
        """A file's bytes, None where there is none. Raises `Refusal` where it can't be had, or has
        more than `limit` bytes, which no file of its kind has."""
        file = self._path / path
        try:
            with open(os.open(file, os.O_RDONLY | os.O_NONBLOCK), "rb") as opened:  # noqa: PTH123
                if not S_ISREG(os.fstat(opened.fileno()).st_mode):
                    raise Refusal(f"{path} is no ordinary file")
                content = opened.read(limit + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Refusal(f"{file} can't be read ({error.strerror})") from None
        if len(content) > limit:
            raise Refusal(f"{path} has more than {limit:,} bytes, which no file of its kind has")
        return content

    def read_many(self, paths: Sequence[str]) -> Iterator[bytes | None]:
        """The bytes of several files, in their order."""
        return map(self.read, paths)


class Address:
    """A source on the web."""

    def __init__(self, url: str) -> None:
        self.name = url.rstrip("/")

    def read(self, path: str, limit: int = LARGEST) -> bytes | None:
        """A file's bytes, None where there is none. Raises `Refusal` where it can't be had, or has
        more than `limit` bytes, which no file of its kind has."""
        return fetching.get(f"{self.name}/{path}", limit)

    def read_many(self, paths: Sequence[str]) -> Iterator[bytes | None]:
        """The bytes of several files, in their order; some are asked for at once."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for at in range(0, len(paths), _AT_ONCE):
                yield from pool.map(self.read, paths[at : at + _AT_ONCE])


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source says that it holds: how far the record goes, the roots on the way, the kept
    checkpoints; of a backup the settings (TOML), of a site the keys that sign for it."""

    source: Source
    head: Head
    heads: tuple[Head, ...]
    notes: tuple[Kept, ...]
    settings: str | None = None
    keys: tuple[VerifierKey, ...] = ()
    backup: Path | None = None

    @property
    def named(self) -> str:
        """The files that name the roots."""
        return "checkpoint" if self.backup is None else f"{MARKER} or {HEADS}"


def claimed(place: str) -> Claim:
    """What a folder or an address claims to hold. Raises `Refusal` where it is no source."""
    if place.startswith(("https://", "http://")):
        return _site(Address(place))
    path = Path(place)
    try:
        is_backup, is_site = (path / MARKER).is_file(), (path / "checkpoint").is_file()
    except PermissionError:
        raise Refusal(denied("it")) from None
    if is_backup:
        return _backup(Folder(path), path.absolute())
    if is_site:
        return _site(Folder(path))
    raise Refusal(
        "no backup and no published site is there; name a folder that signboard backup wrote, "
        "or a site: its folder (such as DIR/site) or its address"
    )


def need(source: Source, path: str, limit: int = LARGEST) -> bytes:
    """A file of at most `limit` bytes that a source must have. Raises `Refusal` where it hasn't."""
    content = source.read(path, limit)
    if content is None:
        raise Refusal(f"{path} is missing")
    return content


def _backup(source: Folder, path: Path) -> Claim:
    marker = Marker.parse(need(source, MARKER))
    beside = dict(_beside(source, marker))
    written = beside.pop(settings.FILE, None)
    kept = sorted((_number(path), content) for path, content in beside.items())
    heads = read_heads(need(source, HEADS), marker.size) if marker.size else []
    return Claim(
        source,
        marker.head,
        tuple(heads),
        tuple(Kept(*one) for one in kept),
        settings=_text(written),
        backup=path,
    )


def _beside(source: Folder, marker: Marker) -> Iterator[tuple[str, bytes]]:
    """The files that a marker names, each checked while it is read: what a stranger wrote may name
    more than fits into memory, all of it one small file or none that takes room on the disk."""
    for path, digests in marker.files.items():
        if _BESIDE.fullmatch(path) is None:
            raise Refusal(f"{MARKER} names a file that no backup has: {path[:80]!r}")
        content = need(source, path, LARGEST if path == settings.FILE else LONGEST)
        if digest(content) not in digests:
            raise Refusal(f"{path} is not what was written")
        if path != settings.FILE:
            _check_kept(path, content)
        yield path, content


def _check_kept(path: str, content: bytes) -> None:
    """Raise `Refusal` where the file of a kept checkpoint is none of the size that it is named
    by."""
    try:
        said = Checkpoint.parse(Note.parse(content).text)
    except Refusal as refusal:
        raise Refusal(f"{path}: {refusal}") from None
    if said.size != _number(path):
        raise Refusal(f"{path} is over {said.size} entries")


def _number(path: str) -> int:
    return int(path.rpartition("/")[2])


def _text(content: bytes | None) -> str | None:
    try:
        return None if content is None else content.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(f"{settings.FILE} is no UTF-8") from None


def _site(source: Source) -> Claim:
    note = _signed(need(source, "checkpoint", LONGEST), "checkpoint")
    last = Checkpoint.parse(note.text)
    kept = [*_earlier(source, last), Kept(last.size, bytes(note))]
    heads = [(one.size, Checkpoint.parse(Note.parse(one.note).text).root) for one in kept]
    keys = need(source, "keys", _KEYS_BYTES).decode("utf-8", "replace").splitlines()
    return Claim(
        source,
        Head(last.size, last.root),
        tuple(Head(*head) for head in heads if head[0]),
        tuple(kept),
        keys=tuple(VerifierKey.parse(key) for key in keys),
    )


def _earlier(source: Source, last: Checkpoint) -> Iterator[Kept]:
    """The checkpoints before the last. A site has no list of them, but the proof of each entry
    shows the one under which it was first published: the next comes with the entry after it."""
    if last.size and (first := source.read("checkpoints/0", LONGEST)) is not None:
        yield Kept(0, first)
    size = 0
    while size < last.size:
        path = proof_path(size)
        shown = need(source, path, LONGEST).partition(b"\n\n")[2]
        found = Checkpoint.parse(Note.parse(shown).text)
        if not size < found.size <= last.size:
            raise Refusal(f"{path} shows a checkpoint over {found.size} entries")
        size = found.size
        if size < last.size:
            yield Kept(size, _kept(source, found))


def _kept(source: Source, shown: Checkpoint) -> bytes:
    path = f"checkpoints/{shown.size}"
    note = need(source, path, LONGEST)
    if _signed(note, path).text != shown.text:
        raise Refusal(f"{path} is another checkpoint than the proofs show")
    return note


def _signed(content: bytes, path: str) -> Note:
    """A checkpoint with what others signed under it, which is kept as it is, unverified: whose
    keys these are isn't known here. Raises `Refusal` where they would leave no room for more."""
    note = Note.parse(content)
    if len(note.signatures) > _SIGNERS:
        raise Refusal(
            f"{path} bears {len(note.signatures)} signatures, more than {_SIGNERS}; restore from "
            "another copy of the site"
        )
    return note
