"""Ctrl-C at the last step: what was just finished is never taken away again."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from records import NAMED, enter, found, lay
from signboard import clerk
from signboard.terms import Refusal
from verifying import verify

ON = date(2026, 11, 25)


def interrupted(call: Callable[..., Any], last: Callable[[str], bool]) -> Callable[..., Any]:
    """The call, after which Ctrl-C comes where its first argument but itself is the last step's."""

    def wrapped(self: object, *words: object, **more: object) -> object:
        done = call(self, *words, **more)
        if words and last(str(words[0])):
            raise KeyboardInterrupt
        return done

    return wrapped


def test_a_site_that_the_link_names_stays_though_its_publishing_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = lay(tmp_path / "board")
    clerk.publish(board, ON)
    enter(board, [found(9)])
    with monkeypatch.context() as patched:
        replace = interrupted(Path.replace, lambda to: to.endswith("/site"))
        patched.setattr(Path, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            clerk.publish(board, ON)

    assert (board / "site").resolve().is_dir()
    assert (board / "site/checkpoint").read_text("utf-8").splitlines()[1] == "9"
    clerk.publish(board, ON)
    assert verify(board).difference is None


def test_a_site_that_is_interrupted_before_the_link_names_it_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = lay(tmp_path / "board")
    clerk.publish(board, ON)
    shown = (board / "site").readlink()
    enter(board, [found(9)])
    with monkeypatch.context() as patched:
        link = interrupted(Path.symlink_to, lambda to: to.startswith("sites/"))
        patched.setattr(Path, "symlink_to", link)
        with pytest.raises(KeyboardInterrupt):
            clerk.publish(board, ON)

    assert (board / "site").readlink() == shown
    assert [one for one in (board / "sites").iterdir() if one.is_dir()] == [board / shown]


class Interrupted(sqlite3.Connection):
    """A connection to SQLite after whose commit Ctrl-C comes."""

    execute = interrupted(sqlite3.Connection.execute, "COMMIT".__eq__)


def test_a_board_whose_laying_is_interrupted_after_its_commit_is_whole(
    tmp_path: Path, database: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = tmp_path / "board"
    with monkeypatch.context() as patched:
        if database is None:
            connect = sqlite3.connect
            patched.setattr(
                sqlite3, "connect", lambda *a, **more: connect(*a, **more, factory=Interrupted)
            )
        else:
            execute = interrupted(psycopg.Connection.execute, "COMMIT".__eq__)
            patched.setattr(psycopg.Connection, "execute", execute)
        with pytest.raises(KeyboardInterrupt):
            clerk.init(board, database)

    assert {"signing.key", "signboard.toml"} <= {one.name for one in board.iterdir()}
    with pytest.raises(Refusal, match="already"):
        clerk.init(board, database)
    enter(board, [NAMED])
    clerk.publish(board, ON)
    assert verify(board).difference is None


def test_a_laying_that_is_interrupted_before_its_commit_can_be_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = tmp_path / "board"
    with monkeypatch.context() as patched:

        class Early(sqlite3.Connection):
            execute = interrupted(sqlite3.Connection.execute, "BEGIN IMMEDIATE".__eq__)

        connect = sqlite3.connect
        patched.setattr(sqlite3, "connect", lambda *a, **more: connect(*a, **more, factory=Early))
        with pytest.raises(KeyboardInterrupt):
            clerk.init(board)

    clerk.init(board)
    enter(board, [NAMED])
    assert verify(board).difference is None
