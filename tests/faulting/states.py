"""What stands in a world: the record, the site, and whether they verify."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from signboard import auditor
from signboard.store.sqlite import FILE
from signboard.terms import Refusal


@dataclass(frozen=True, slots=True)
class State:
    """What anybody can see of a board: its record's size and root and its site, where there are."""

    record: tuple[int, str] | None
    site: str | None


class Broken(Exception):
    """What must never be was found."""


def state_of(world: Path) -> State:
    """The state of a world's board. Raises `Broken` where it does not verify."""
    board = world / "board"
    if not (board / FILE).exists():
        return State(None, None)
    try:
        verdict = auditor.verify(board)
    except Refusal as refusal:
        if "was not laid to its end" in str(refusal):
            return State(None, None)
        raise Broken(f"verify refused: {refusal}") from None
    if verdict.difference is not None:
        raise Broken(f"verify found a difference: {verdict.difference}")
    return State((verdict.size, verdict.root), site_of(board))


def site_of(board: Path) -> str | None:
    """A digest over every name and byte of the published site; None where there is none."""
    site = board / "site"
    if not site.is_symlink():
        return None
    if not site.is_dir():
        raise Broken(f"the site leads nowhere: {site.readlink()}")
    return tree_of(site.resolve())


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
