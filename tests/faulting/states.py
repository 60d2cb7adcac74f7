"""What stands in a world: the record, the site, and whether they verify."""

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import brotli

from signboard import auditor, clerk, store
from signboard.terms import Refusal

SITES = 2
"""So many folders of whole sites may stay."""


@dataclass(frozen=True, slots=True)
class State:
    """What anybody can see of a board: its record's size and root (hex), and a digest of its
    site, where there are any."""

    record: tuple[int, str] | None
    site: str | None


class Broken(Exception):
    """What must never be was found."""


def state_of(board: Path, seen: Path, *, passing: bool = False) -> State:
    """The state of a board, after a full audit by a verifier that remembers in a folder what it
    has seen; `passing`: pages older than the record may show what was withheld since, and so can't
    be compared. Raises `Broken` where the board does not verify."""
    try:
        record = _record(board)
        if record is None:
            return State(None, None)
        verdict = auditor.verify(str(board), auditor.Asked(state=seen))
    except Refusal as refusal:
        raise Broken(f"verify refused: {refusal}") from None
    if verdict.difference is not None:
        raise Broken(f"verify found a difference: {verdict.difference}")
    older = verdict.size is not None and verdict.size < record[0]
    if (verdict.partial and not (passing and older)) or verdict.stored != record[0]:
        raise Broken(f"verify left something out: {verdict}")
    return State(record, _site(board))


def _record(board: Path) -> tuple[int, str] | None:
    try:
        with store.opened(board) as opened:
            heads = opened.heads()
    except Refusal as refusal:
        unlaid = "not laid to its end", "no record in", "record.sqlite is missing"
        if any(said in str(refusal) for said in unlaid):
            return None
        raise
    return (heads[-1].size, heads[-1].root.hex()) if heads else (0, "")


def _site(board: Path) -> str | None:
    site = board / "site"
    if not site.is_symlink():
        return None
    if not site.is_dir():
        raise Broken(f"the site leads nowhere: {site.readlink()}")
    return tree_of(site.resolve())


def whole_of(board: Path) -> dict[str, str]:
    """All that anybody may see or that is kept, by what it is: what a board must come to."""
    with store.opened(board) as opened:
        kept = hashlib.sha256(b"".join(one.note for one in opened.checkpoints())).hexdigest()
    files = {path.name: path for path in board.iterdir() if path.is_file()}
    texts = {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in files.items()
        if not name.startswith("record.sqlite")
    }
    log = board / "log"
    return {
        "key": str(clerk.verifier_key(board)),
        "checkpoints": kept,
        "log": tree_of(log) if log.is_dir() else "",
        "sites": _sites(board),
        **texts,
        **{
            str(path.relative_to(board.parent)): hashlib.sha256(path.read_bytes()).hexdigest()
            for other in board.parent.iterdir()
            for path in other.rglob("*")
            if other != board and path.is_file()
        },
    }


def _sites(board: Path) -> str:
    folders = [one for one in board.glob("sites/*") if one.is_dir() and not one.is_symlink()]
    whole = sum(one.with_name(f"{one.name}.stamp").exists() for one in folders)
    few = "few" if whole <= SITES else "many"  # one that was cut before it was shown may be whole
    return f"{few} whole, {len(folders) - whole} half-made"


def holding(folder: Path, words: Sequence[str]) -> list[str]:
    """The files below a folder that hold any of these words, in UTF-8 or escaped as JSON does,
    compressed or not."""
    forms = [form for one in words for form in (one.encode(), json.dumps(one).strip('"').encode())]
    files = (one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())
    return sorted(
        str(one.relative_to(folder))
        for one in files
        if any(form in text for text in _texts(one) for form in forms)
    )


def _texts(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    yield content
    if path.suffix == ".gz":
        yield zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content)
    elif path.suffix == ".br":
        yield brotli.Decompressor().process(content)


def tree_of(folder: Path) -> str:
    """A digest over every name and byte below a folder; of a link, where it leads."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        whole.update(f"\0{path.relative_to(folder)}\0".encode())
        if path.is_symlink():
            whole.update(str(path.readlink()).encode())
        elif path.is_file():
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
