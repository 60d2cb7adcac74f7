"""Which database a record lies in: SQLite in the board's folder, or the PostgreSQL that a setting
names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from signboard.store import sqlite
from signboard.store.tables import Tables


def create(folder: Path, database: str | None = None) -> None:
    """Lay an empty record, whole or not at all. `database` is an address that begins with
    postgresql://; without it, the record lies in `folder`.

    Raises `Refusal` where a record lies there already. What was cut short can be begun again.
    """
    sqlite.create(folder)


@contextmanager
def opened(folder: Path, database: str | None = None) -> Iterator[Tables]:
    """The record of a board. Raises `Refusal` where there is none or it can't be read."""
    with sqlite.opened(folder) as found:
        yield Tables(found)
