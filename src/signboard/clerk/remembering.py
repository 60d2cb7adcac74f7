"""Where backups were made, so that what is withheld is removed there too.

`backups` in a board's folder has a line for each: how many entries the backup held when it was
last written, and its path. It is local and can be edited: a backup that is gone for good is
forgotten by deleting its line.
"""

import os
from pathlib import Path
from typing import Final, NamedTuple

from signboard.store import durable, site
from signboard.terms import Refusal

FILE: Final = "backups"


class Made(NamedTuple):
    """A backup: where it was made, and the size of the record that it was last written of."""

    path: Path
    size: int


def remembered(folder: Path) -> list[Made]:
    """The backups of a board, in the order in which they were first made."""
    path = folder / FILE
    try:
        lines = os.fsdecode(path.read_bytes()).split("\n")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Refusal(f"{path} can't be read ({error.strerror}); check it") from None
    return [_made(path, line) for line in lines if line.strip()]


def _made(path: Path, line: str) -> Made:
    size, _, where = line.partition(" ")
    if not (size.isascii() and size.isdecimal() and where):
        raise Refusal(f'{path}: "{line}" is no size and a path; correct or delete that line')
    return Made(Path(where), int(size))


def remember(folder: Path, where: Path, size: int = 0) -> None:
    """Note that a backup is, or is about to be, made there; synced when this returns."""
    with site.locked(folder):
        note(folder, where, size)


def note(folder: Path, where: Path, size: int) -> None:
    """The same, by whoever has locked the folder."""
    if "\n" in str(where):
        raise Refusal(f"{where!r} has a line break in its name; name another folder")
    known = {made.path: made.size for made in remembered(folder)}
    known[where] = max(size, known.get(where, 0))
    lines = os.fsencode("".join(f"{known[path]} {path}\n" for path in known))
    if not (folder / FILE).is_file() or (folder / FILE).read_bytes() != lines:
        try:
            durable.lay(folder, [(FILE, lines)])
        except OSError as error:
            raise Refusal(
                f"{folder / FILE}, which notes where backups are, can't be written "
                f"({error.strerror}); make room there or check its permissions, and back up again"
            ) from None
