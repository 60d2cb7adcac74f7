"""Reaching a PostgreSQL server: its address read, a connection made, and what it says in refusal
put into one line. No password is ever shown.
"""

import logging
from typing import Any, Final

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from signboard.store import tables
from signboard.terms import Refusal

# what goes wrong is said in a refusal; psycopg would also print it, for whoever keeps no log
logging.getLogger("psycopg").addHandler(logging.NullHandler())

_LIVELY: Final = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
    "application_name": "signboard",
}
"""What an address that doesn't say otherwise has: a connection that died is noticed."""


def settings_of(address: str) -> dict[str, Any]:
    """What an address says, and what it leaves unsaid. Raises `Refusal` where it is none."""
    try:
        return {**_LIVELY, **conninfo_to_dict(address)}
    except psycopg.Error:  # which quotes the address, and with it the password
        raise Refusal(
            "database: not an address of PostgreSQL; write postgresql://user@host/database"
        ) from None


def connect(settings: dict[str, Any]) -> tuple[psycopg.Connection, str, int]:
    """A connection, the schema that it writes to, and that schema's number in the database.

    Raises `Refusal` where there is no such schema.
    """
    connection = psycopg.connect(autocommit=True, **settings)
    asked = (
        "SELECT current_schema(), current_schema()::regnamespace::oid::int8, "
        "set_config('lock_timeout', %s, false)"
    )
    wait = f"{round(tables.WAIT_SECONDS * 1000)}ms"
    [(schema, number, _)] = connection.execute(asked, (wait,)).fetchall()
    if schema is None:
        connection.close()
        raise Refusal(
            f"{where(settings)} has no schema of the search path's name; make it first: "
            "CREATE SCHEMA (docs/guides/postgresql.md)"
        )
    return connection, schema, number


def where(settings: dict[str, Any]) -> str:
    """A short name of the server and the database."""
    host = settings.get("host") or settings.get("hostaddr") or "localhost"
    name = settings.get("dbname") or settings.get("user") or ""
    return f"postgresql://{host}:{settings.get('port', 5432)}/{name}"


def refusal(settings: dict[str, Any], error: psycopg.Error) -> Refusal:
    """One line of what PostgreSQL said."""
    if isinstance(error, errors.LockNotAvailable):
        return Refusal(f"{where(settings)} is being written by another; try again in a moment")
    return Refusal(f"{where(settings)}: {said(settings, error)}; nothing was written")


def said(settings: dict[str, Any], error: psycopg.Error) -> str:
    """What PostgreSQL said, on one line and without the password."""
    line = " ".join(str(error).split()) or type(error).__name__
    if password := settings.get("password"):
        line = line.replace(str(password), "…")
    return line[:300].rstrip(".")
