"""A damaged record: `verify` names the damage, and everything else refuses and writes nothing."""

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from records import found, lay, write
from signboard.clerk.loading import opened
from signboard.cli import main
from signboard.record.tree import leaf
from signboard.store import Tables, sqlite

Damage = Callable[[Path], None]
Typed = Callable[..., tuple[int, str]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Typed:
    """Type a command; have its exit code, and the one line that it said in refusal."""

    def run(*words: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["signboard", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capfd.readouterr().err
        assert said.startswith("signboard: "), said
        assert said.count("\n") == 1, said
        return int(str(end.value.code)), said

    return run


def _sql(*statements: str) -> Damage:
    """Damage by SQL, with the triggers out of the way as somebody with the database could have
    it."""

    def damage(folder: Path) -> None:
        with _unguarded(folder) as record:
            for statement in statements:
                record.database.execute(statement)

    return damage


@contextmanager
def _unguarded(folder: Path) -> Iterator[Tables]:
    """A record, to be damaged: without its triggers."""
    triggers = {"entry": ["entry_stays"], "head": ["head_stays"]}
    of_table = " ON {}"
    with opened(folder) as record:
        if isinstance(record.database, sqlite.SQLite):
            triggers = {one: [f"{one}_stays", f"{one}_remains"] for one in ("entry", "head")}
            of_table = ""
        for table, names in triggers.items():
            for name in names:
                record.database.execute(f"DROP TRIGGER {name}{of_table.format(table)}")
        yield record


def _changed(number: int, change: Callable[[bytes], bytes], *, with_leaf: bool = False) -> Damage:
    """Change an entry's line, and its leaf hash too where whoever did it was careful."""

    def damage(folder: Path) -> None:
        with _unguarded(folder) as record:
            row = list(record.rows())[number]
            line = change(row.line)
            assert line != row.line
            record.database.execute(
                "UPDATE entry SET line = ?, leaf = ? WHERE number = ?",
                line,
                leaf(line) if with_leaf else row.leaf,
                number,
            )

    return damage


def _another_day(line: bytes) -> bytes:
    return line.replace(b'"on":{"end":"2026-01-06"', b'"on":{"end":"2026-01-07"')


def _another_head(folder: Path) -> None:
    with _unguarded(folder) as record:
        record.database.execute("UPDATE head SET root = ?", bytes(32))


def _flipped_byte(folder: Path) -> None:
    path = folder / sqlite.FILE
    with opened(folder) as record:
        line = list(record.rows())[4].line
    flipped = bytes([line[0], line[1] ^ 1]) + line[2:]
    path.write_bytes(path.read_bytes().replace(line, flipped))


def _truncated(folder: Path) -> None:
    path = folder / sqlite.FILE
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _no_database(folder: Path) -> None:
    (folder / sqlite.FILE).write_bytes(b"Dear reader,\n" * 1000)


def _emptied(folder: Path) -> None:
    (folder / sqlite.FILE).write_bytes(b"")


SWAP = (
    "UPDATE entry SET number = 100 WHERE number = 4",
    "UPDATE entry SET number = 4 WHERE number = 5",
    "UPDATE entry SET number = 5 WHERE number = 100",
)
DAMAGES: dict[str, tuple[Damage, int, str]] = {
    "a changed line": (
        _changed(4, lambda line: line + b" "),
        3,
        "entry 4 is not what was written",
    ),
    "a changed line and its leaf": (
        _changed(5, _another_day, with_leaf=True),
        3,
        "the root after entry 7 is not the one",
    ),
    "a dropped row": (_sql("DELETE FROM entry WHERE number = 4"), 3, "entry 4 is missing"),
    "a dropped last row": (_sql("DELETE FROM entry WHERE number = 7"), 3, "entry 7 is missing"),
    "reordered rows": (_sql(*SWAP), 3, "the root after entry 7 is not the one"),
    "no head": (_sql("DELETE FROM head"), 3, "was added with no root over it"),
    "another head": (_another_head, 3, "the root after entry"),
    "no entries": (_sql("DELETE FROM entry"), 3, "entry 0 is missing"),
    "no table": (_sql("DROP TABLE entry"), 1, "entry"),
}
FILE_DAMAGES: dict[str, tuple[Damage, int, str]] = {
    "a flipped byte": (_flipped_byte, 3, "entry 4 is not what was written"),
    "half a file": (_truncated, 1, "is damaged"),
    "no database": (_no_database, 1, "is damaged"),
    "an empty file": (_emptied, 1, "is no record"),
}


def _held(folder: Path) -> dict[str, object]:
    """All that a board holds: its files, and its tables where they lie elsewhere."""
    files: dict[str, object] = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))  # which reading makes too
    }
    if (folder / sqlite.FILE).exists():
        return files
    with opened(folder) as record:
        tables = ("head", "blob", "checkpoint")
        rows = {one: list(record.database.execute(f"TABLE {one}")) for one in tables}
    return files | rows


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_record_is_named_and_refused(
    tmp_path: Path, typed: Typed, database: str | None, name: str
) -> None:
    _check_damage(lay(tmp_path / "board", database), typed, *DAMAGES[name])


@pytest.mark.parametrize("name", FILE_DAMAGES)
def test_a_damaged_file_is_named_and_refused(tmp_path: Path, typed: Typed, name: str) -> None:
    _check_damage(lay(tmp_path / "board"), typed, *FILE_DAMAGES[name])


def _check_damage(folder: Path, typed: Typed, damage: Damage, code: int, words: str) -> None:
    more = write(folder.parent / "facts.jsonl", [found(9)])
    damage(folder)
    before = _held(folder)

    found_out = typed("verify", folder)

    assert found_out[0] == code
    assert words in found_out[1]
    for command in (["standing", folder], ["publish", folder], ["enter", folder, more]):
        refused, said = typed(*command)
        assert refused == 1, command
        assert said.startswith("signboard: refused: "), command
    assert _held(folder) == before


def _beside(old: bytes, new: bytes) -> Damage:
    """Change what lies beside the record, wherever these bytes stand."""

    def damage(folder: Path) -> None:
        with opened(folder) as record:
            for name, content in list(record.blobs()):
                statement = "UPDATE blob SET content = ? WHERE digest = ?"
                record.database.execute(statement, content.replace(old, new), name)

    return damage


@pytest.mark.parametrize(
    ("damage", "seen", "words"),
    [
        (_beside(b"a", b"o"), "not what entry", "is not what was laid there"),
        (
            _beside(b"Search 3 found nothing", b"Search 3 found enough"),
            "not what entry",
            "is not what was laid there",
        ),
        (_sql("DELETE FROM blob"), "missing, though entry 0 seals it", "missing beside the record"),
    ],
)
def test_what_lies_beside_the_record_is_checked_before_it_is_published(
    tmp_path: Path, typed: Typed, database: str | None, damage: Damage, seen: str, words: str
) -> None:
    folder = lay(tmp_path / "board", database)
    damage(folder)
    before = _held(folder)

    code, said = typed("verify", folder)
    assert code == 3
    assert seen in said

    code, said = typed("publish", folder)
    assert code == 1
    assert words in said
    assert _held(folder) == before
