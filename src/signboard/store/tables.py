"""A store whose tables lie in an SQL database: the statements that read them, the same in each.

A `Database` is what differs between SQLite and PostgreSQL. Statements are written with `?`, and
say nothing that one of the two would read in another way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final, Literal, Protocol

from signboard.store.records import Head, Kept, Row
from signboard.terms import Refusal

FORMAT: Final = 2
"""The form of the tables. A record of another form is not opened."""

WAIT_SECONDS: Final = 10.0
"""So long a second writer waits for the first, before it is refused."""

_AT_ONCE: Final = 500
"""So many digests are asked for in one statement."""

Table = Literal["entry", "head", "blob"]
Rows = Mapping[Table, Sequence[Sequence[Any]]]


def other_format(where: str, version: int) -> Refusal:
    """The refusal of a record whose tables have another form than `FORMAT`."""
    return Refusal(
        f"{where} is no record of this version (format {version}, not {FORMAT}); use the version "
        "of signboard that made it, or restore it from its site: signboard restore SITE NEW"
    )


class Unanswered(Exception):
    """A commit was sent and no answer came: it may have been done or not."""


class Database(Protocol):
    """An SQL database with the tables of one record. `appending` alone calls what writes."""

    @property
    def where(self) -> str:
        """A short name of the place, without a password."""

    def execute(self, statement: str, *parameters: object) -> Iterator[tuple[Any, ...]]:
        """Run one statement; the rows that it gives."""

    def stream(self, statement: str, *parameters: object) -> Iterator[tuple[Any, ...]]:
        """Run one statement that gives many rows, which are fetched as they are asked for."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Read what was there at one moment. One within another is the outer one."""

    def lay(self) -> None:
        """Lay the tables, while writing. Raises `Refusal` where a record lies there already."""

    def writing(self) -> AbstractContextManager[None]:
        """One transaction of the only writer: committed at the end, or nothing is left of it.

        Raises `Refusal` where another writes for longer than `WAIT_SECONDS`, and `Unanswered`
        where it isn't known whether it was committed.
        """

    def insert(self, rows: Rows) -> None:
        """Insert whole rows; a blob that lies there already is left as it is."""

    def ask_anew(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Connect anew, wait until what was being committed is done or undone, and ask; no rows
        where no record was laid.

        Raises `Unanswered` where that can't be done.
        """

    def may_scrub(self) -> bool:
        """May who is connected here delete, and overwrite what was deleted?"""

    def scrub(self) -> None:
        """Overwrite what was deleted in the files that this database keeps."""


class Tables:
    """The record in a database: a `Store`, and what `appending` writes through."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @property
    def where(self) -> str:
        """A short name of the place, for messages. It never shows a password."""
        return self.database.where

    def snapshot(self) -> AbstractContextManager[None]:
        """Whatever is read within is of one moment, while another may be writing."""
        return self.database.snapshot()

    # no `yield from` below: left unfinished, it would close a cursor after its database was closed

    def rows(self, start: int = 0) -> Iterator[Row]:
        """The entries in order, from number `start` on."""
        statement = "SELECT number, line, leaf FROM entry WHERE number >= ? ORDER BY number"
        for number, line, leaf in self.database.stream(statement, start):
            yield Row(*self._sound((number, line, leaf), int, bytes, bytes))

    def heads(self) -> list[Head]:
        """The record's size and root after each append, in order."""
        found = self.database.execute("SELECT size, root FROM head ORDER BY size")
        return [Head(*self._sound(row, int, bytes)) for row in found]

    def checkpoints(self) -> list[Kept]:
        """The checkpoints that were kept, by size."""
        found = self.database.execute("SELECT size, note FROM checkpoint ORDER BY size")
        return [Kept(*self._sound(row, int, bytes)) for row in found]

    def names(self) -> list[str]:
        """The digests of all that lies beside the record, sorted; no content is read."""
        found = self.database.execute("SELECT digest FROM blob ORDER BY digest")
        return [self._sound(row, str)[0] for row in found]

    def blobs(self, digests: Iterable[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """What lies beside the record, or that part of it which is named, sorted by digest."""
        if digests is None:
            found = self.database.stream("SELECT digest, content FROM blob ORDER BY digest")
            for row in found:
                name, content = self._sound(row, str, bytes)
                yield name, content
            return
        wanted = sorted(set(digests))
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            listed = f"({', '.join('?' * len(some))})"
            statement = f"SELECT digest, content FROM blob WHERE digest IN {listed} ORDER BY digest"  # noqa: S608 - question marks only
            for row in self.database.execute(statement, *some):
                name, content = self._sound(row, str, bytes)
                yield name, content

    def blob(self, digest: str) -> bytes | None:
        """What lies beside the record under a digest, or None where nothing does."""
        found = list(self.database.execute("SELECT content FROM blob WHERE digest = ?", digest))
        return self._sound(found[0], bytes)[0] if found else None

    def _sound(self, row: tuple[Any, ...], *kinds: type) -> tuple[Any, ...]:
        """A row as it was read, whose values are of their kinds: a torn page may hold any others,
        or none, whatever the schema says. Raises `Refusal` where they aren't."""
        for value, kind in zip(row, kinds, strict=True):
            if not isinstance(value, kind):
                raise Refusal(f"{self.where} is damaged: a row is torn; restore it from a copy")
        return row
