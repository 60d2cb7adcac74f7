"""A damaged record: `verify` names the damage, and everything else refuses and writes nothing."""

import hashlib
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from records import found as sought
from records import lay, write
from signboard import store
from signboard.cli import main
from signboard.record.tree import leaf
from signboard.store import sqlite

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
    """Damage by SQL, with the triggers out of the way as somebody with the file could have it."""

    def damage(folder: Path) -> None:
        database = sqlite3.connect(folder / sqlite.FILE)
        for name in ("entry_stays", "entry_remains", "head_stays", "head_remains"):
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        database.commit()
        database.close()

    return damage


def _with_its_leaf(folder: Path) -> None:
    database = sqlite3.connect(folder / sqlite.FILE)
    database.execute("DROP TRIGGER entry_stays")
    (line,) = database.execute("SELECT line FROM entry WHERE number = 5").fetchone()
    forged = line.replace(b'"on":{"end":"2026-01-06"', b'"on":{"end":"2026-01-07"')
    assert forged != line
    database.execute("UPDATE entry SET line = ?, leaf = ? WHERE number = 5", (forged, leaf(forged)))
    database.commit()
    database.close()


def _flipped_byte(folder: Path) -> None:
    path = folder / sqlite.FILE
    with store.opened(folder) as record:
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
    "a flipped byte": (_flipped_byte, 3, "entry 4 is not what was written"),
    "a changed line": (
        _sql("UPDATE entry SET line = CAST(line || ' ' AS BLOB) WHERE number = 4"),
        3,
        "entry 4 is not what was written",
    ),
    "a changed line and its leaf": (_with_its_leaf, 3, "the root after entry 7 is not the one"),
    "a dropped row": (_sql("DELETE FROM entry WHERE number = 4"), 3, "entry 4 is missing"),
    "a dropped last row": (_sql("DELETE FROM entry WHERE number = 7"), 3, "entry 7 is missing"),
    "reordered rows": (_sql(*SWAP), 3, "the root after entry 7 is not the one"),
    "no head": (_sql("DELETE FROM head"), 3, "was added with no root over it"),
    "another head": (_sql("UPDATE head SET root = zeroblob(32)"), 3, "the root after entry"),
    "no entries": (_sql("DELETE FROM entry"), 3, "entry 0 is missing"),
    "half a file": (_truncated, 1, "is damaged"),
    "no database": (_no_database, 1, "is damaged"),
    "an empty file": (_emptied, 1, "is no record"),
    "no table": (_sql("DROP TABLE entry"), 1, "no such table"),
}


def _bytes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))  # which reading makes too
    }


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_record_is_named_and_refused(tmp_path: Path, typed: Typed, name: str) -> None:
    damage, code, words = DAMAGES[name]
    folder = lay(tmp_path / "board")
    more = write(tmp_path / "facts.jsonl", [sought(9)])
    damage(folder)
    before = _bytes(folder)

    found_out = typed("verify", folder)

    assert found_out[0] == code
    assert words in found_out[1]
    for command in (["standing", folder], ["publish", folder], ["enter", folder, more]):
        refused, said = typed(*command)
        assert refused == 1, command
        assert said.startswith("signboard: refused: "), command
    assert _bytes(folder) == before


CHANGED = "UPDATE blob SET content = CAST(replace(CAST(content AS TEXT), 'a', 'o') AS BLOB)"
ONE_CHANGED = (
    "UPDATE blob SET content = CAST(replace(CAST(content AS TEXT), 'nothing', 'enough') AS BLOB) "
    "WHERE instr(CAST(content AS TEXT), 'Search 3') > 0"
)


@pytest.mark.parametrize(
    ("statement", "found", "words"),
    [
        (CHANGED, "not what entry", "is not what was laid there"),
        (ONE_CHANGED, "not what entry", "is not what was laid there"),
        ("DELETE FROM blob", "missing, though entry 0 seals it", "missing beside the record"),
    ],
)
def test_what_lies_beside_the_record_is_checked_before_it_is_published(
    tmp_path: Path, typed: Typed, statement: str, found: str, words: str
) -> None:
    folder = lay(tmp_path / "board")
    _sql(statement)(folder)
    before = _bytes(folder)

    code, said = typed("verify", folder)
    assert code == 3
    assert found in said

    code, said = typed("publish", folder)
    assert code == 1
    assert words in said
    assert _bytes(folder) == before
