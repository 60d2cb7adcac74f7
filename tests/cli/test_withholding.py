"""Withholding as it is typed: what is shown before, and what is said to have been done."""

from collections.abc import Callable
from pathlib import Path

import pytest

from records import lay

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return lay(tmp_path / "board")


def withhold(run: Run, board: Path, entry: int, reason: str) -> str:
    typed = ("withhold", board, "--entry", entry, "--ground", "court_order", "--reason-en", reason)
    code, out, err = run(*typed, "--yes")
    assert (code, err) == (0, "")
    return out


def test_one_is_told_where_words_stand(run: Run, board: Path) -> None:
    code, out, _ = run("withhold", board, "--find", "LIBRARY")
    assert code == 0
    assert out.splitlines() == [
        "document plan (entry 0, text): …26-01-05  1. Open a library in every district. ",
        "entry 1, quote: Open a library in every district",
    ]
    assert "nothing in the record says" in run("withhold", board, "--find", "a bridge")[1]
    code, _, err = run("withhold", board, "--find", " ")
    assert (code, "name the words to look for" in err) == (1, True)


def test_what_still_shows_the_words_and_from_where_they_went_is_said(
    run: Run, board: Path, tmp_path: Path
) -> None:
    run("publish", board)
    run("backup", board, tmp_path / "copy")
    out = withhold(run, board, 1, "By order")
    assert "document plan still shows these words: withhold it too, by --document" in out
    assert f"removed from the record, the log, the sites, the backup {tmp_path / 'copy'}" in out
    (tmp_path / "copy").rename(tmp_path / "away")
    code, _, err = run(
        "withhold", board, "--entry", 7, "--ground", "security", "--reason-en", "x", "--yes"
    )
    assert code == 1
    assert (
        f"{tmp_path / 'copy'}: it is not there; connect it; then run: signboard withhold {board}\n"
        in err
    )


@pytest.mark.parametrize(
    ("reason", "warned"),
    [("It names Search 4.", True), ("It found nothing, it says.", False), ("By order", False)],
)
def test_a_reason_that_repeats_a_name_is_pointed_at(
    run: Run, board: Path, reason: str, warned: bool
) -> None:
    out = withhold(run, board, 7, reason)
    assert ('the reason, which is public, repeats "Search", which goes' in out) == warned
