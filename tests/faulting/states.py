"""What stands in a world: the record, the site, and whether they verify."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from signboard import auditor, clerk, store
from signboard.terms import Refusal

SITES = 2
"""So many folders of sites may stay, half-made ones among them."""


@dataclass(frozen=True, slots=True)
class State:
    """What anybody can see of a board: its record's size and root (hex), and a digest of its
    site, where there are any."""

    record: tuple[int, str] | None
    site: str | None


class Broken(Exception):
    """What must never be was found."""


def state_of(board: Path, seen: Path) -> State:
    """The state of a board, after a full audit by a verifier that remembers in a folder what it
    has seen. Raises `Broken` where the board does not verify."""
    try:
        record = _record(board)
        if record is None:
            return State(None, None)
        verdict = auditor.verify(str(board), auditor.Asked(state=seen))
    except Refusal as refusal:
        raise Broken(f"verify refused: {refusal}") from None
    if verdict.difference is not None:
        raise Broken(f"verify found a difference: {verdict.difference}")
    if verdict.partial or verdict.stored != record[0]:
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
        "folders of sites": "few" if _folders(board) <= SITES else "many",
        **texts,
    }


def _folders(board: Path) -> int:
    return sum(one.is_dir() for one in board.glob("sites/*"))


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
