"""Withholding through the clerk: what was withheld is found nowhere below the board, and in none of
its backups; and what was cut is finished."""

import gzip
import json
from datetime import date
from pathlib import Path
from unicodedata import normalize

import brotli
import pytest

from records import enter, lay
from signboard import clerk, cli
from signboard.clerk import withholding
from signboard.clerk.loading import opened
from signboard.cli.keeping import NOT_YET
from signboard.store import tables
from signboard.terms import Refusal
from tools.postgresql import Server
from verifying import verify

DAY = date(2026, 11, 25)
NAME = "김철수 과장"
CITED = {
    "kind": "EvidenceCited",
    "evidence": "e-1",
    "on": "2026-01-06",
    "statement": {"ko": f"{NAME}이 도서관을 열었다."},
    "url": "https://news.example/1",
    "title": {"ko": f"{NAME}의 하루"},
    "language": "ko",
    "voice": "independent",
    "bears": [{"subject": "plan-01", "how": "advances"}],
}
REASON = {"en": "The court of Alder ordered it.", "ko": "법원의 명령"}


def _cited(folder: Path) -> Path:
    enter(folder, [CITED])
    folder.with_suffix(".jsonl").unlink()
    return folder


def found(*places: Path) -> set[Path]:
    """Every file that holds the name, in UTF-8 or escaped as JSON does, compressed or not."""
    forms = (NAME.encode(), json.dumps(NAME).strip('"').encode())
    files = (one for place in places for one in place.rglob("*") if one.is_file())
    return {one for one in files if any(form in _content(one) for form in forms)}


def _content(path: Path) -> bytes:
    content = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(content)
    return brotli.decompress(content) if path.suffix == ".br" else content


def _withhold(folder: Path) -> clerk.Removed:
    proposed = clerk.propose_words(folder, 8, ["statement", "title"])
    assert [one.field for one in proposed.pieces] == ["statement", "title"]
    assert all(NAME in one.says for one in proposed.pieces)
    return clerk.withhold(folder, proposed, "court_order", REASON, DAY)


def test_withheld_words_are_found_nowhere(
    tmp_path: Path, database: str | None, request: pytest.FixtureRequest
) -> None:
    folder, copy = _cited(lay(tmp_path / "board", database)), tmp_path / "copy"
    server: Server | None = None if database is None else request.getfixturevalue("server")
    files = [server.folder / "files/base"] if server is not None and server.folder else []
    clerk.publish(folder, DAY)
    clerk.publish(folder, date(2026, 11, 26))
    clerk.backup(folder, copy)
    if server is not None:
        server.kill()
    before = found(folder, copy, *files)
    assert any(path.suffix == ".br" for path in before)
    assert any(path.is_relative_to(copy) for path in before)
    assert any(path.is_relative_to(folder / "log") for path in before)

    done = _withhold(folder)

    assert done.left == ()
    assert done.reached == ("the record", "the log", "the sites", f"the backup {copy}")
    assert found(folder, copy, *files) == set()
    verdict = verify(folder)
    assert verdict.difference is None
    assert not (folder / withholding.FILE).exists()
    again = clerk.restore(str(copy), tmp_path / "again", key=folder / "signing.key")
    assert (again.head.size, again.withheld) == (10, 2)
    assert clerk.finish_withholding(folder, DAY) is None


def test_the_site_that_is_shown_stays_whatever_the_folder_is_called_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _cited(lay(tmp_path / "board"))
    clerk.publish(folder, DAY)
    monkeypatch.chdir(tmp_path)

    _withhold(Path("board"))

    assert (folder / "site" / "ko" / "index.html").is_file()
    assert verify(folder).counted["pages"] > 0
    assert len([one for one in (folder / "sites").iterdir() if one.is_dir()]) == 1


@pytest.mark.parametrize("at", ["erase", "publish", "backup", "forget", "enter"])
def test_what_was_cut_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    folder, copy = _cited(lay(tmp_path / "board")), tmp_path / "copy"
    clerk.publish(folder, DAY)
    clerk.backup(folder, copy)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    places = {"forget": (withholding.site, "forget"), "enter": (clerk.Sitting, "enter")}
    monkeypatch.setattr(*places.get(at, (withholding, at)), cut)
    with pytest.raises(KeyboardInterrupt):
        _withhold(folder)
    monkeypatch.undo()
    clerk.finish_withholding(folder, DAY)
    if at == "enter":  # nothing was acknowledged, so nothing is removed
        assert found(folder)
        _withhold(folder)
    assert found(folder, copy) == set()
    assert verify(folder).difference is None


def test_a_reader_of_the_store_keeps_no_words_on_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, copy = _cited(lay(tmp_path / "board")), tmp_path / "copy"
    clerk.publish(folder, DAY)
    clerk.backup(folder, copy)
    monkeypatch.setattr(tables, "WAIT_SECONDS", 0.2)
    with opened(folder) as reading, reading.snapshot():
        assert reading.names()
        done = _withhold(folder)
        assert {one.parent for one in found(folder, copy)} == {folder}

    assert [one.partition(": ")[0] for one in done.left] == ["the record"]
    done = clerk.finish_withholding(folder, DAY)
    assert done == clerk.Removed((), ("the record", "the log", "the sites"))


def test_what_could_not_be_removed_is_said_in_one_line_with_what_was_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise Refusal("the disk is full; nothing was written")

    folder, copy = _cited(lay(tmp_path / "board")), tmp_path / "copy"
    monkeypatch.setattr(withholding, "erase", refuse)
    assert _withhold(folder).left == ("the record: the disk is full; nothing was written",)
    for words, done in (
        (("backup", folder, copy), "backed up 10 entries"),
        (("publish", folder), "published"),
        (("withhold", folder), "removed what could be reached"),
    ):
        monkeypatch.setattr("sys.argv", ["signboard", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == cli.REFUSED
        said, complained = capsys.readouterr()
        assert said == ""
        assert complained.startswith(f"signboard: refused: {done}")
        assert f"{NOT_YET}: the record: the disk is full" in complained
        assert complained.count("\n") == 1
    assert len(found(folder)) == 1
    monkeypatch.undo()
    assert clerk.finish_withholding(folder, DAY) is not None
    assert found(folder, copy) == set()


def test_older_sites_go_though_no_new_one_can_be_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _cited(lay(tmp_path / "board"))
    clerk.publish(folder, DAY)
    clerk.publish(folder, date(2026, 11, 26))

    def refused(*_: object) -> None:
        raise Refusal("no witness cosigned")

    with monkeypatch.context() as world:
        world.setattr(withholding, "publish", refused)
        assert _withhold(folder).left == ("the sites: no witness cosigned",)
    left = {path.relative_to(folder / "sites").parts[0] for path in found(folder)}
    assert left == {(folder / "site").resolve().name}
    clerk.finish_withholding(folder, DAY)
    assert found(folder) == set()


def test_a_backup_that_is_away_is_named_and_cleaned_when_it_is_back(tmp_path: Path) -> None:
    folder, copy = _cited(lay(tmp_path / "board")), tmp_path / "copy"
    clerk.backup(folder, copy)
    copy.rename(tmp_path / "away")

    done = _withhold(folder)

    assert len(done.left) == 1
    assert str(copy) in done.left[0]
    assert found(tmp_path / "away")
    (tmp_path / "away").rename(copy)
    left = clerk.finish_withholding(folder, DAY)
    assert left is not None
    assert left.left == ()
    assert found(folder, copy) == set()


def test_a_document_is_withheld_and_gone(tmp_path: Path) -> None:
    folder, copy = lay(tmp_path / "board"), tmp_path / "copy"
    clerk.backup(folder, copy)
    proposed = clerk.propose_document(folder, "plan")
    assert [one.field for one in proposed.pieces] == ["digest", "text"]
    clerk.withhold(folder, proposed, "copyright", REASON, DAY)
    words = b"A plan for the city\n\n2026-01-05"
    files = (one for one in (*folder.rglob("*"), *copy.rglob("*")) if one.is_file())
    assert not any(words in one.read_bytes() for one in files)
    with pytest.raises(Refusal, match="was withheld already"):
        clerk.propose_document(folder, "plan")


def test_a_document_that_still_shows_a_quote_is_named(tmp_path: Path) -> None:
    folder = lay(tmp_path / "board")
    assert clerk.propose_words(folder, 1, ["quote"]).quoted == ("plan",)
    assert clerk.propose_words(folder, 7).quoted == ()

    clerk.withhold(folder, clerk.propose_document(folder, "plan"), "copyright", REASON, DAY)

    assert clerk.propose_words(folder, 1, ["quote"]).quoted == ()


def test_words_are_found_wherever_they_stand_until_they_are_withheld(tmp_path: Path) -> None:
    folder = _cited(lay(tmp_path / "board"))
    decomposed = normalize("NFD", "김철수")
    found_at = clerk.search(folder, decomposed)
    assert [(one.entry, one.field, one.document) for one in found_at] == [
        (8, "statement", None),
        (8, "title", None),
    ]
    assert all("김철수" in one.says for one in found_at)
    assert [(one.entry, one.field, one.document) for one in clerk.search(folder, "LIBRARY in")] == [
        (0, "text", "plan"),
        (1, "quote", None),
    ]
    assert clerk.search(folder, "nobody said this") == []
    with pytest.raises(Refusal, match="name the words to look for"):
        clerk.search(folder, "  ")

    _withhold(folder)

    assert clerk.search(folder, "김철수") == []


def test_words_that_an_entry_does_not_hold_are_named(tmp_path: Path) -> None:
    folder = _cited(lay(tmp_path / "board"))
    with pytest.raises(Refusal, match='entry 8 has no "quote"; it has: statement, '):
        clerk.propose_words(folder, 8, ["quote"])
    with pytest.raises(Refusal, match="there is no entry 99"):
        clerk.propose_words(folder, 99)
