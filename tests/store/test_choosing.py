"""Which database a record lies in, and what is said where it can't be had."""

import sys
from pathlib import Path

import pytest

from signboard import clerk, settings, store
from signboard.clerk import keys
from signboard.clerk.loading import opened
from signboard.store import sqlite
from signboard.terms import Refusal
from tools.postgresql import Server


def test_without_a_setting_the_record_is_a_file_in_the_folder(tmp_path: Path) -> None:
    clerk.init(tmp_path)
    assert (tmp_path / sqlite.FILE).is_file()
    assert settings.read(tmp_path) == settings.Settings()
    with opened(tmp_path) as record:
        assert record.where == str(tmp_path / sqlite.FILE)


def test_where_a_setting_names_a_database_nothing_is_laid_in_the_folder(
    tmp_path: Path, server: Server
) -> None:
    address = server.schema()
    clerk.init(tmp_path, address)
    assert {one.name for one in tmp_path.iterdir()} == {settings.FILE, keys.FILE}
    assert settings.read(tmp_path).database == address
    with opened(tmp_path) as record:
        assert "schema board_" in record.where


def test_without_its_library_it_is_said_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "signboard.store.postgresql", raising=False)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Refusal, match=r"psycopg.* is missing.*'psycopg\[binary\]>=3.2'"):
        store.create(tmp_path, "postgresql://localhost/board")


def test_a_setting_that_names_no_postgresql_is_refused(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text('database = "sqlite:///x"\n', encoding="utf-8")
    with pytest.raises(Refusal, match="not an address of PostgreSQL"):
        clerk.agenda_of(tmp_path)


def test_settings_that_are_there_are_not_written_over(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text('office = "audit"\n', encoding="utf-8")
    clerk.init(tmp_path)
    assert settings.read(tmp_path).office == "audit"


def test_a_record_laid_by_another_form_of_tables_is_refused(
    tmp_path: Path, database: str | None
) -> None:
    store.create(tmp_path, database)
    with store.opened(tmp_path, database) as record:
        newer = "UPDATE form SET version = 99" if database else "PRAGMA user_version = 99"
        record.database.execute(newer)
    with (
        pytest.raises(
            Refusal,
            match=r"no record of this version.*use the version of signboard that made it, or",
        ),
        store.opened(tmp_path, database),
    ):
        pass
