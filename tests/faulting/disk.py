"""What a power cut leaves of a folder: worked out from the trace of a run, call by call.

What POSIX leaves open is decided against us in every way that a `Cut` names. A file's bytes are
sure once it was synced; a name once the folder that holds it was (`names="synced"`, as POSIX has
it) or in the order in which they were given (`names="all"` and "some", as journaling file systems
have it, where a synced file takes the names before it along). Bytes that were not synced are lost
(`bytes="lost"`), or some of them are there, in pieces of a sector (`bytes="some"`). See Pillai et
al., "All File Systems Are Not Created Equal" (OSDI 2014).
"""

import random
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from faulting.interposing import Call, Event

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Cut:
    """How a power cut treats what was not synced."""

    names: Literal["synced", "all", "some"]
    bytes: Literal["lost", "some"]
    seed: int = 0


@dataclass(slots=True, eq=False)
class _File:
    """A file: what is sure, and the writes since (offset, content; None: cut to that length)."""

    mode: int = 0o644
    sure: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    target: str | None = None

    def sync(self) -> None:
        for change in self.since:
            _apply(self.sure, *change)
        self.since.clear()


def _apply(content: bytearray, offset: int, written: bytes | None) -> None:
    if written is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
    else:
        content.extend(bytes(max(0, offset - len(content))))
        content[offset : offset + len(written)] = written


@dataclass(slots=True, eq=False)
class _Folder:
    """A folder: what it holds depends on which names are left, so it isn't kept here."""


@dataclass(slots=True)
class _Naming:
    """One change of names: each a folder, a name in it, and what bears it from then on. Without
    any it stands for a sync, after which an ordered list of names is sure up to here."""

    sets: tuple[tuple[_Folder, str, "_Node | None"], ...]
    sure: bool = False


_Node = _File | _Folder
_Tree = dict[_Folder, dict[str, _Node]]


class Disk:
    """A folder as it was, and what was done to it since."""

    def __init__(self, folder: Path) -> None:
        self._root = folder
        self._top = _Folder()
        self._before: _Tree = {self._top: {}}
        self._namings: list[_Naming] = []
        self._read(folder, self._top)
        self._now = _copy(self._before)

    def _read(self, folder: Path, node: _Folder) -> None:
        for path in sorted(folder.iterdir()):
            child: _Node
            if path.is_symlink():
                child = _File(target=str(path.readlink()))
            elif path.is_dir():
                child = _Folder()
                self._before[child] = {}
                self._read(path, child)
            else:
                child = _File(path.stat().st_mode & 0o777, bytearray(path.read_bytes()))
            self._before[node][path.name] = child

    def do(self, events: Iterable[Event]) -> None:
        """Do what a trace says was done."""
        for event in events:
            if event.call is Call.SYNC_ALL:
                self._sync_all()
            elif event.call not in (Call.ACKNOWLEDGED, Call.FAILED):
                self._do(event)

    def _do(self, event: Event) -> None:
        call, (folder, name) = event.call, self._place(event.path)
        if call in (Call.WRITE, Call.TRUNCATE, Call.SYNC):
            self._change(event, self._now[folder][name] if name else folder)
        elif call is Call.CREATE:
            self._name((folder, name, _File(event.offset & ~0o022)))
        elif call is Call.SYMLINK:
            self._name((folder, name, _File(target=event.other)))
        elif call is Call.MKDIR:
            made = _Folder()
            self._before[made] = {}
            self._now[made] = {}
            self._name((folder, name, made))
        elif call in (Call.UNLINK, Call.RMDIR):
            self._name((folder, name, None))
        else:
            to, new = self._place(event.other)
            borne = self._now[folder][name]
            self._name(
                *[(to, new, borne)], *([(folder, name, None)] if call is Call.RENAME else [])
            )

    def _change(self, event: Event, node: _Node) -> None:
        if event.call is not Call.SYNC:
            assert isinstance(node, _File)
            node.since.append((event.offset, event.content if event.call is Call.WRITE else None))
            return
        if isinstance(node, _File):
            node.sync()
        for naming in self._namings:
            if naming.sets and naming.sets[0][0] is node:
                naming.sure = True
        self._namings.append(_Naming((), sure=True))

    def _name(self, *sets: tuple[_Folder, str, _Node | None]) -> None:
        for folder, name, node in sets:
            _set(self._now, folder, name, node)
        self._namings.append(_Naming(sets))

    def _sync_all(self) -> None:
        for naming in self._namings:
            naming.sure = True
        for files in self._now.values():
            for node in files.values():
                if isinstance(node, _File):
                    node.sync()

    def _place(self, path: str) -> tuple[_Folder, str]:
        """The folder in which a path's last name stands, and that name."""
        node = self._top
        *parents, name = Path(path).relative_to(self._root).parts or ("",)
        for parent in parents:
            child = self._now[node][parent]
            assert isinstance(child, _Folder), path
            node = child
        return node, name

    def cut(self, cut: Cut, into: Path) -> None:
        """Lay into a folder, which is made anew, what a power cut leaves."""
        dice = random.Random(cut.seed)
        tree = _copy(self._before)
        for naming in self._left(cut, dice):
            for folder, name, node in naming.sets:
                _set(tree, folder, name, node)
        shutil.rmtree(into, ignore_errors=True)
        self._lay(tree, self._top, into, cut, dice)

    def _left(self, cut: Cut, dice: random.Random) -> list[_Naming]:
        if cut.names == "all":
            return self._namings
        if cut.names == "synced":
            return [one for one in self._namings if one.sure]
        last = max((at for at, one in enumerate(self._namings) if one.sure), default=-1)
        return self._namings[: dice.randint(last + 1, len(self._namings))]

    def _lay(self, tree: _Tree, node: _Folder, into: Path, cut: Cut, dice: random.Random) -> None:
        into.mkdir()
        for name, child in sorted(tree[node].items()):
            path = into / name
            if isinstance(child, _Folder):
                self._lay(tree, child, path, cut, dice)
            elif child.target is not None:
                path.symlink_to(child.target)
            else:
                path.write_bytes(_left_of(child, cut, dice))
                path.chmod(child.mode)


def _copy(tree: _Tree) -> _Tree:
    return {key: dict(names) for key, names in tree.items()}


def _set(tree: _Tree, folder: _Folder, name: str, node: _Node | None) -> None:
    if node is None:
        tree[folder].pop(name, None)
    else:
        tree[folder][name] = node


def _left_of(file: _File, cut: Cut, dice: random.Random) -> bytes:
    content = bytearray(file.sure)
    if cut.bytes == "some":
        for offset, written in file.since:
            for start, piece in _sectors(offset, written):
                if dice.random() < 0.5:
                    _apply(content, start, piece)
    return bytes(content)


def _sectors(offset: int, written: bytes | None) -> list[tuple[int, bytes | None]]:
    if written is None:
        return [(offset, None)]
    edges = [offset, *range(offset - offset % SECTOR + SECTOR, offset + len(written), SECTOR)]
    return [
        (start, written[start - offset : end - offset])
        for start, end in zip(edges, [*edges[1:], offset + len(written)], strict=True)
    ]
