"""A record in a schema of a PostgreSQL database, which several boards and processes may share.

Each board has a schema of its own, the first of the search path. Entries and heads can't be
changed or removed: triggers refuse. There is one writer at a time, by an advisory lock that
belongs to the schema. How durable a commit is, is for the server to say (`synchronous_commit`).
"""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any, Final

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from signboard.store import reaching, tables
from signboard.store.tables import FORMAT, Rows, Table, Unanswered
from signboard.terms import Refusal

_SCHEMA: Final = f"""
CREATE TABLE entry (number bigint PRIMARY KEY, line bytea NOT NULL, leaf bytea NOT NULL);
CREATE TABLE head (size bigint PRIMARY KEY, root bytea NOT NULL);
CREATE TABLE blob (digest text COLLATE "C" PRIMARY KEY, content bytea NOT NULL);
CREATE TABLE checkpoint (size bigint PRIMARY KEY, note bytea NOT NULL);
CREATE TABLE form AS SELECT {FORMAT} AS version;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION 'a row of % is never changed or removed', TG_TABLE_NAME; END $$;
CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON entry EXECUTE FUNCTION refuse();
CREATE TRIGGER head_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON head EXECUTE FUNCTION refuse();
CREATE TRIGGER checkpoint_remains BEFORE DELETE OR TRUNCATE ON checkpoint
  EXECUTE FUNCTION refuse();
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_stays;
ALTER TABLE head ENABLE ALWAYS TRIGGER head_stays;
ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER checkpoint_remains;
"""
_INSERT: Final[dict[Table, str]] = {
    "entry": "INSERT INTO entry VALUES (%s, %s, %s)",
    "head": "INSERT INTO head VALUES (%s, %s)",
    "blob": "INSERT INTO blob VALUES (%s, %s) ON CONFLICT DO NOTHING",
}
_TYPES: Final[dict[Table, tuple[str, ...]]] = {
    "entry": ("int8", "bytea", "bytea"),
    "head": ("int8", "bytea"),
    "blob": ("text", "bytea"),
}
_MANY: Final = 20
"""From so many rows on, a COPY is worth its round trips."""
_AT_ONCE: Final = 1_000
"""So many rows are fetched at once: a record needn't fit into memory."""
_LOCKS: Final = 0x5167_6E62 << 32
"""Where our advisory locks begin; the schema's number is added."""
_PAUSE_SECONDS: Final = 0.2


@contextmanager
def opened(address: str) -> Iterator["PostgreSQL"]:
    """The record at an address. Raises `Refusal` where there is none or it can't be reached."""
    with connected(address) as database:
        if not database.is_laid():
            raise Refusal(f"no record in {database.where}; lay one with: signboard init --database")
        [(version,)] = database.execute("SELECT version FROM form")
        if version != FORMAT:
            raise tables.other_format(database.where, version)
        yield database


@contextmanager
def connected(address: str) -> Iterator["PostgreSQL"]:
    """The schema at an address, whether or not a record was laid there."""
    settings = reaching.settings_of(address)
    database = None
    try:
        database = PostgreSQL(settings)
        yield database
    except psycopg.Error as error:
        raise reaching.refusal(settings, error) from None
    finally:
        if database:
            database.close()


class PostgreSQL:
    """A connection to one schema: a `Database`."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._streams = count()
        self._connect()

    def _connect(self) -> None:
        self._connection, schema, number = reaching.connect(self._settings)
        self.where = f"{reaching.where(self._settings)}, schema {schema}"
        self._lock = _LOCKS + number

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def is_laid(self) -> bool:
        """Do the tables of a record lie in the schema?"""
        named = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() "
        [(count,)] = self.execute(named + "AND tablename IN ('entry', 'head', 'blob', 'form')")
        return bool(count)

    def lay(self) -> None:
        """Lay the tables, while writing. Raises `Refusal` where a record lies there already."""
        if self.is_laid():
            raise Refusal(
                f"{self.where} holds a record already; a record is never begun anew over another. "
                "To use that one, write its address into signboard.toml"
            )
        self.execute(_SCHEMA)

    def execute(self, statement: str, *parameters: Any) -> Iterator[tuple[Any, ...]]:
        """Run one statement; the rows that it gives."""
        with self._connection.cursor(binary=bool(parameters)) as cursor:
            cursor.execute(_ours(statement), parameters or None)
            return iter(cursor.fetchall() if cursor.description else ())

    def stream(self, statement: str, *parameters: Any) -> Iterator[tuple[Any, ...]]:
        """Run one statement that gives many rows, which are fetched as they are asked for."""
        name = f"stream_{next(self._streams)}"
        with self._connection.cursor(name, withhold=not self._is_within()) as cursor:
            cursor.itersize = _AT_ONCE
            cursor.execute(_ours(statement), parameters, binary=True)
            yield from cursor

    def _is_within(self) -> bool:
        return self._connection.info.transaction_status != TransactionStatus.IDLE

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read what was there at one moment. One within another is the outer one."""
        if self._is_within():
            yield
            return
        self._connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            self._undo()

    def _undo(self) -> None:
        if not self._connection.closed:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction of the only writer: committed at the end, or nothing is left of it.

        What is read in it was committed when it was asked, whatever isolation the server prefers:
        under a stricter one it would be of the moment before the lock was waited for. Raises
        `Unanswered` where the connection was lost while it was being committed.
        """
        try:
            self._connection.execute(
                f"BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock({self._lock})"
            )
            yield
        except BaseException:
            self._undo()
            raise
        try:
            self._connection.execute("COMMIT")
        except psycopg.Error:
            if self._connection.closed:
                raise Unanswered from None
            raise

    def insert(self, rows: Rows) -> None:
        """Insert whole rows; a blob that lies there already is left as it is."""
        if sum(len(some) for some in rows.values()) < _MANY:
            with self._connection.pipeline():  # one round trip for all of them
                for table, some in rows.items():
                    for row in some:
                        self._connection.execute(_INSERT[table], row, binary=True)
            return
        for table, some in rows.items():
            if table == "blob":
                self._copy_blobs(some)
            else:
                self._copy(table, some)

    def _copy_blobs(self, rows: Sequence[Sequence[Any]]) -> None:
        try:
            with self._connection.transaction():  # within the other: a savepoint
                self._copy("blob", rows)
        except errors.UniqueViolation:  # rarely: so it is cheaper than asking first
            self._copy("blob", self._missing(rows))

    def _copy(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copying,
        ):
            copying.set_types(_TYPES[table])
            for row in rows:
                copying.write_row(row)

    def _missing(self, rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
        """Those whose digest isn't there yet. Nobody adds one meanwhile: there is one writer."""
        asked = "SELECT digest FROM blob WHERE digest = ANY(?)"
        there = {name for (name,) in self.execute(asked, [row[0] for row in rows])}
        return [row for row in rows if row[0] not in there]

    def ask_anew(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Connect anew, wait until what was being committed is done or undone, and ask; no rows
        where no record was laid.

        A server that was killed is given `WAIT_SECONDS` to come back. Raises `Unanswered` where
        it doesn't.
        """
        until = time.monotonic() + tables.WAIT_SECONDS
        while True:
            try:
                self._connection.close()
                self._connect()
                with self.writing():
                    return list(self.execute(statement, *parameters))
            except errors.UndefinedTable:  # the commit was to lay the record
                return []
            except psycopg.Error:
                if time.monotonic() > until:
                    raise Unanswered from None
                time.sleep(_PAUSE_SECONDS)

    def may_scrub(self) -> bool:
        """The owner of the tables may, and nobody else."""
        [(may,)] = self.execute(
            "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'blob'::regclass"
        )
        return bool(may)

    def scrub(self) -> None:
        """Write the table of blobs anew without what was deleted; the old files are removed.

        Raises `Refusal` where bytes still lie in the files: where the role may not do it, where
        somebody reads a moment in which they had not been deleted, and where there is no room.
        """
        details: list[str] = []

        def listen(said: errors.Diagnostic) -> None:
            details.append(said.message_detail or "")

        self._connection.add_notice_handler(listen)
        try:
            self.execute("VACUUM (FULL, VERBOSE) blob")
        except errors.LockNotAvailable:
            raise self._remaining("another reads it; ask again in a moment") from None
        except psycopg.Error as error:  # what was deleted stays deleted
            why = reaching.said(self._settings, error)
            raise self._remaining(f"{why}; see to it") from None
        finally:
            self._connection.remove_notice_handler(listen)
        # the detail begins with how many deleted rows had to be kept, in whatever language
        kept = [found[0] for detail in details if (found := re.search(r"\d+", detail))]
        if not kept:
            raise self._remaining("its owner alone may run VACUUM FULL blob")
        if int(kept[0]):
            raise self._remaining("another reads an earlier moment; ask again when it is done")

    def _remaining(self, why: str) -> Refusal:
        return Refusal(f"removed, but the bytes still lie in the files of {self.where}: {why}")


def _ours(statement: str) -> str:
    return statement.replace("?", "%s")
