"""The roles of docs/guides/postgresql.md: each may do what the guide says, and no more."""

import os
import re
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from running import ROOT
from signboard import store
from signboard.record.sealing import digest
from signboard.record.tree import Frontier
from signboard.store.appending import append, check_erasable, erase
from signboard.terms import Refusal
from tools.postgresql import Server

GUIDE = (ROOT / "docs" / "guides" / "postgresql.md").read_text(encoding="utf-8")
NAME = f"gwangju_{os.getpid()}"
BLOB = {digest(b"words"): b"words"}


@pytest.fixture(scope="module")
def roles(server: Server) -> dict[str, str]:
    """The address of each role, on a server that was set up as the guide says."""
    if server.folder is None:
        pytest.skip("needs a server where anybody may be anybody")
    begin, grant = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)
    host = conninfo_to_dict(server.address)["host"]
    addresses = {
        role: f"postgresql://{NAME}_{role}@/postgres?host={host}&options=-csearch_path%3D{NAME}"
        for role in ("owner", "writer", "reader")
    }
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute(begin.replace("gwangju", NAME))
        store.create(Path(), addresses["owner"])
        connection.execute(grant.replace("gwangju", NAME))
    return addresses


def enter(address: str) -> None:
    with store.opened(Path(), address) as record:
        frontier = Frontier()
        for row in record.rows():
            frontier.add(row.leaf)
        append(record, frontier, [b"line"], BLOB)


def test_a_writer_enters_and_a_reader_reads(roles: dict[str, str]) -> None:
    enter(roles["writer"])
    with store.opened(Path(), roles["reader"]) as record, record.snapshot():
        assert len(list(record.rows())) == record.heads()[-1].size
        assert dict(record.blobs()) == BLOB


def test_only_the_owner_may_erase_and_is_asked_before_anything_is_entered(
    roles: dict[str, str],
) -> None:
    with store.opened(Path(), roles["owner"]) as record:
        check_erasable(record)
    for role in ("writer", "reader"):
        with (
            pytest.raises(Refusal, match="for the owner of its tables alone"),
            store.opened(Path(), roles[role]) as record,
        ):
            check_erasable(record)


def test_a_reader_can_not_enter(roles: dict[str, str]) -> None:
    with pytest.raises(Refusal, match="permission denied for table"):
        enter(roles["reader"])


@pytest.mark.parametrize("role", ["writer", "reader"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET line = leaf",
        "DELETE FROM entry",
        "TRUNCATE entry",
        "ALTER TABLE entry DISABLE TRIGGER ALL",
        "DROP TRIGGER entry_stays ON entry",
        "UPDATE blob SET content = content",
        "UPDATE checkpoint SET size = size",
        "CREATE TABLE other (number int)",
    ],
)
def test_neither_changes_what_is_there(roles: dict[str, str], role: str, statement: str) -> None:
    with (
        psycopg.connect(roles[role]) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE entry SET line = leaf", "DELETE FROM head", "TRUNCATE entry, head"]
)
def test_even_the_owner_changes_nothing_by_mistake(roles: dict[str, str], statement: str) -> None:
    with (
        psycopg.connect(roles["owner"]) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="never changed or removed"),
    ):
        connection.execute(statement)


def test_the_owner_alone_erases(roles: dict[str, str]) -> None:
    enter(roles["writer"])
    with (
        pytest.raises(Refusal, match="permission denied for table blob"),
        store.opened(Path(), roles["writer"]) as record,
    ):
        erase(record, BLOB.keys())
    with store.opened(Path(), roles["owner"]) as record:
        erase(record, BLOB.keys())
        assert record.names() == []
