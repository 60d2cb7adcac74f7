"""Which database a record lies in: SQLite in the board's folder, or the PostgreSQL that a setting
names."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from signboard.store import sqlite
from signboard.store.tables import Tables, Unanswered
from signboard.terms import Refusal


def create(folder: Path, database: str | None = None) -> None:
    """Lay an empty record, whole or not at all. `database` is an address that begins with
    postgresql://; without it, the record lies in `folder`.

    Raises `Refusal` where a record lies there already, or none could be laid, and `Unanswered`
    where it isn't known whether one was. What was cut short can be begun again.
    """
    with bare(folder, database) as record:
        try:
            with record.database.writing():
                record.database.lay()
        except Unanswered:
            raise Unanswered(
                f"the connection to {record.where} was lost; it isn't known whether a record was "
                "laid: try again, which refuses where one was"
            ) from None


@contextmanager
def bare(folder: Path, database: str | None = None) -> Iterator[Tables]:
    """The place of a record before it is laid, for whoever lays and fills it at once."""
    there = sqlite.bare(folder) if database is None else _postgresql(database).connected(database)
    with there as found:
        yield Tables(found)


@contextmanager
def opened(folder: Path, database: str | None = None) -> Iterator[Tables]:
    """The record of a board. Raises `Refusal` where there is none or it can't be read."""
    there = sqlite.opened(folder) if database is None else _postgresql(database).opened(database)
    with there as found:
        yield Tables(found)


def _postgresql(database: str) -> ModuleType:
    """What speaks to PostgreSQL, loaded where it is needed: its library is an optional one."""
    if not database.startswith(("postgresql://", "postgres://")):
        raise Refusal("database: not an address of PostgreSQL; write postgresql://…")
    try:
        return importlib.import_module("signboard.store.postgresql")
    except ImportError:
        raise Refusal(
            "this record lies in PostgreSQL, and psycopg, which speaks to it, is missing; in a "
            "checkout: .uv/bin/uv pip install --python .venv/bin/python 'psycopg[binary]>=3.2'"
        ) from None
