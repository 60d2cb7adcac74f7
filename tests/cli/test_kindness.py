"""What a newcomer meets: something is missing in a folder, a key is wrong, a right isn't had."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from records import NAMED, found, lay, write
from running import ROOT
from signboard import clerk, serving, settings
from signboard.witness import serving as witness_serving
from witnesses import witnesses

Run = Callable[..., tuple[int, str, str]]
NOBODY = 65534
STRANGER = ROOT / "examples" / "verifier" / "verify.py"
LOADED = (serving, witness_serving)
"""Loaded before: another user may not be able to read what they import."""


def refused(done: tuple[int, str, str], said: str) -> None:
    """It was refused in one line that says this."""
    code, _, err = done
    assert (code, err.count("\n")) == (1, 1), err
    assert err.startswith("signboard: refused: ")
    assert said in err


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return lay(tmp_path / "board")


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    return write(tmp_path / "facts.jsonl", [found(9)])


def test_without_its_settings_a_board_is_read_and_not_written(
    run: Run, board: Path, facts: Path, tmp_path: Path
) -> None:
    assert run("publish", board)[0] == 0
    (board / "signboard.toml").unlink()
    for command in (
        ("enter", board, facts),
        ("file", board, board.with_suffix(".md"), "--accept", "--as", "again"),
        ("publish", board),
        ("withhold", board, "--entry", "2", "--ground", "security", "--reason-en", "x", "--yes"),
        ("withhold", board),
        ("key", "rotate", board, "--yes"),
        ("key", "rotate", board),
        ("backup", board, tmp_path / "copy"),
    ):
        refused(run(*command), f"no signboard.toml in {board}, so its office and its witnesses")
    for command in (("verify", board), ("standing", board), ("key", "show", board)):
        assert run(*command)[0] == 0, command


def test_a_backup_is_neither_verified_nor_made_a_board(
    run: Run, board: Path, tmp_path: Path
) -> None:
    run("publish", board)
    run("backup", board, tmp_path / "copy")
    said = f"is a backup; to check it, restore it and verify that: signboard restore {tmp_path}"
    refused(run("verify", tmp_path / "copy"), said)
    for folder in (tmp_path / "copy", board / "site"):
        before = sorted(folder.iterdir())
        refused(run("init", folder), "holds what was published or backed up of a record")
        assert sorted(folder.iterdir()) == before


def test_an_init_that_left_no_settings_goes_on(run: Run, tmp_path: Path) -> None:
    board = tmp_path / "board"
    run("init", board)
    for name in ("record.sqlite", "signboard.toml"):
        (board / name).unlink()
    assert run("init", board)[0] == 0
    assert (board / "signboard.toml").is_file()


def test_what_was_published_is_never_begun_anew(run: Run, board: Path) -> None:
    run("publish", board)
    for name in ("record.sqlite", "record.sqlite-wal", "record.sqlite-shm", "signing.key"):
        (board / name).unlink(missing_ok=True)
    refused(run("init", board), "a new folder, or get the record back")


def test_an_office_is_named_when_a_board_is_laid(run: Run, tmp_path: Path, facts: Path) -> None:
    board = tmp_path / "board"
    code, out, _ = run("init", board, "--office", "alder-planning")
    assert code == 0
    assert "for ever that alder-planning entered them" in out
    assert f"change it in {board}/signboard.toml before you file" in out
    write(facts, [NAMED])
    run("enter", board, facts)
    with clerk.sitting(board) as sitting:
        assert sitting.agenda.size == 1
    assert 'office = "alder-planning"' in (board / "signboard.toml").read_text("utf-8")
    refused(run("init", board, "--office", "another"), 'another office, "alder-planning"')


@pytest.mark.parametrize("office", ["The Office", "planning_office", "", "계획과"])
def test_what_can_be_no_office_is_refused_in_words(run: Run, tmp_path: Path, office: str) -> None:
    said = "write small letters and digits joined by -, such as planning-office"
    refused(run("init", tmp_path / "board", "--office", office), said)
    assert not (tmp_path / "board").exists()
    run("init", tmp_path / "board")
    (tmp_path / "board" / "signboard.toml").write_text(f'office = "{office}"\n', "utf-8")
    refused(run("publish", tmp_path / "board"), said)


@pytest.fixture
def closed(run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A published board in a folder that its user, who is not root, may not read."""
    with tempfile.TemporaryDirectory() as name:
        outer = Path(name)
        outer.chmod(0o777)
        monkeypatch.setenv("XDG_STATE_HOME", str(outer / "state"))
        board = lay(outer / "board")
        for command in ("publish", "standing", "verify"):  # which loads what all commands need
            assert run(command, board)[0] == 0
        for one in (outer / "state", *(outer / "state").rglob("*")):
            one.chmod(0o777)
        kept = outer / "kept"
        kept.write_text("kept", encoding="utf-8")
        kept.chmod(0)
        board.chmod(0)
        if os.geteuid() == 0:
            os.seteuid(NOBODY)
        yield board
        os.seteuid(os.getuid())
        board.chmod(0o755)


@pytest.mark.parametrize(
    "words",
    [
        "enter DIR FACTS",
        "standing DIR",
        "publish DIR",
        "serve DIR",
        "verify DIR",
        "verify DIR/site",
        "backup DIR COPY",
        "restore DIR COPY",
        "withhold DIR",
        "withhold DIR --document plan --ground security --reason-en x --yes",
        "key show DIR",
        "key rotate DIR",
        "key rotate DIR --yes",
        "init DIR",
        "read KEPT",
        "verify DIR --from KEPT",
        "check-proof KEPT --entry KEPT --key x",
        "witness show DIR",
        "witness serve DIR",
        "witness init DIR --name w.example",
    ],
)
def test_where_rights_are_missing_it_is_said_in_one_line(
    run: Run, closed: Path, words: str
) -> None:
    facts = closed.parent / "board.jsonl"
    named = {"FACTS": facts, "COPY": closed.parent / "copy", "KEPT": closed.parent / "kept"}
    typed = [
        str(named.get(word, word.replace("DIR", str(closed), 1) if "DIR" in word else word))
        for word in words.split()
    ]
    code, out, err = run(*typed)
    refused((code, out, err), "Permission denied")
    assert str(closed.parent / ("kept" if "KEPT" in words else "board")) in err
    if "KEPT" not in words and "witness" not in words:
        assert "run this as the user that keeps the board" in err


@pytest.mark.parametrize("words", ["init LOOP", "init LOOP/board", "backup DIR LOOP"])
def test_links_that_lead_in_a_circle_are_refused(
    run: Run, board: Path, tmp_path: Path, words: str
) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    typed = [word.replace("DIR", str(board)).replace("LOOP", str(loop)) for word in words.split()]
    refused(run(*typed), str(loop))


def test_a_record_that_is_missing_is_to_be_restored_not_begun_anew(
    run: Run, board: Path, tmp_path: Path, facts: Path
) -> None:
    run("publish", board)
    assert run("backup", board, tmp_path / "copy")[0] == 0
    for one in board.glob("record.sqlite*"):
        one.unlink()
    said = (
        f"record.sqlite is missing in {board}, though its signing key and its log and its site lie "
        f"there; restore it into a new folder: signboard restore BACKUP NEW --key {board}/signing"
    )
    for command in (("enter", board, facts), ("publish", board), ("verify", board)):
        refused(run(*command), said)
    key = board / "signing.key"
    assert run("restore", tmp_path / "copy", tmp_path / "new", "--key", key)[0] == 0


def test_a_site_that_leads_nowhere_is_a_difference(run: Run, board: Path) -> None:
    run("publish", board)
    made = board / (board / "site").readlink()
    made.rename(board / "elsewhere")
    code, _, err = run("verify", board)
    assert (code, err.count("\n")) == (3, 1)
    assert f"is missing; run: signboard publish {board}" in err
    refused(run("serve", board), f"is missing; run: signboard publish {board}")
    assert run("publish", board)[0] == 0
    assert run("verify", board)[0] == 0


def test_a_key_that_is_none_is_to_be_copied_whole(run: Run, board: Path) -> None:
    run("publish", board)
    proof = board / "site" / "proof" / "000.tlog-proof"
    said = "not a verifier key, name+ID+base64; copy it whole"
    for key in ("abc", "a+b+c", ""):
        refused(run("check-proof", proof, "--entry", proof, "--key", key), said)
        refused(run("verify", board, "--key", key), said)


def test_a_proof_says_what_it_leaves_unchecked_and_whose_key_it_needs(
    run: Run, board: Path, tmp_path: Path
) -> None:
    run("publish", board)
    first = run("key", "show", board)[1].strip()
    line = tmp_path / "entry.json"
    bundle = (board / "site" / "tile" / "entries" / "000.p" / "8").read_bytes()
    line.write_bytes(bundle[2 : 2 + int.from_bytes(bundle[:2], "big")])
    proof = board / "site" / "proof" / "000.tlog-proof"
    code, out, _ = run("check-proof", proof, "--entry", line, "--key", first)
    assert code == 0
    assert "not checked: the words, of which this line holds 3 seals" in out

    run("key", "rotate", board, "--yes")
    second = run("key", "show", board)[1].strip()
    code, _, err = run("check-proof", proof, "--entry", line, "--key", second)
    assert (code, err.count("\n")) == (3, 1)
    assert (
        "when the log had 8 entries; try the key that was in force then (the site's file \"k" in err
    )


def test_a_withdrawal_says_what_it_struck_and_how_to_undo_it(
    run: Run, board: Path, tmp_path: Path
) -> None:
    def withdraw(number: int) -> str:
        draft = {"kind": "EntryWithdrawn", "entry": number, "reason": {"en": "A mistake."}}
        code, out, err = run("enter", board, write(tmp_path / "w.jsonl", [draft]))
        assert code == 0, err
        return out

    assert "withdrew entry 3 (EvidenceSought plan-01); withdraw entry 8 to undo" in withdraw(3)
    assert "reinstated entry 3 (EvidenceSought plan-01); withdraw entry 3 to undo" in withdraw(8)
    assert "withdrew entry 3" in withdraw(3)


@pytest.mark.parametrize(
    ("answer", "said"), [("n", "you did not say yes"), (None, "nobody answered")]
)
def test_a_key_is_not_replaced_unless_somebody_says_yes(
    run: Run, board: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None, said: str
) -> None:
    def answered(_: str) -> str:
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr("builtins.input", answered)
    before = (board / "signing.key").read_bytes()
    refused(done := run("key", "rotate", board), said)
    assert "copies of signing.key that you keep elsewhere will sign no more" in done[1]
    assert (board / "signing.key").read_bytes() == before

    monkeypatch.setattr("builtins.input", lambda _: "y")
    assert run("key", "rotate", board)[0] == 0
    assert (board / "signing.key").read_bytes() != before


def test_verify_says_which_checkpoint_the_log_continues(
    run: Run, board: Path, facts: Path, tmp_path: Path
) -> None:
    run("publish", board)
    kept = tmp_path / "old.cp"
    kept.write_bytes((board / "site" / "checkpoint").read_bytes())
    run("enter", board, facts)
    run("publish", board)
    assert f"continues {kept} (8 entries)" in run("verify", board, "--from", kept)[1]


def test_publishing_says_who_cosigned(run: Run, board: Path, tmp_path: Path) -> None:
    with witnesses(tmp_path, 2) as both:
        both.trust(clerk.verifier_key(board))
        names = ", ".join(one.verifier.name for one in both.settings)
        settings_file = board / settings.FILE
        both.name_in(settings_file, 2)
        assert f"cosigned by {names} (2 of 2 required)" in run("publish", board)[1]
        text = settings_file.read_text("utf-8")
        settings_file.write_text(text.replace("required = 2", "required = 1"), "utf-8")
        out = run("publish", board)[1]
        assert f"cosigned by {names} (2, of which 1 were required)" in out


def test_the_key_s_replacement_names_the_witnesses_that_must_trust_it(
    run: Run, board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "n")
    with witnesses(tmp_path, 2) as both:
        both.name_in(board / settings.FILE, 2)
        out = run("key", "rotate", board)[1]
    assert "2 required witnesses must trust the new key before the next publishing" in out


def test_a_witness_s_wrong_address_is_refused_in_words(run: Run, board: Path) -> None:
    (board / settings.FILE).write_text('[[witnesses]]\nkey = "x"\nurl = "w.example"\n', "utf-8")
    said = '"w.example" is no address; write url as https://witness.example.org'
    refused(run("publish", board), said)


def test_a_stranger_s_verifier_says_what_to_give_it(run: Run, board: Path, tmp_path: Path) -> None:
    def said(*words: object) -> str:
        command = [sys.executable, STRANGER, *map(str, words)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.stderr.count("\n") == done.returncode
        return done.stderr

    run("publish", board)
    key = run("key", "show", board)[1].strip()
    assert said(board / "site", key) == ""
    assert "SITE must be a folder that holds a copied site" in said(tmp_path, key)
    for wrong in ("abc", "a+b+c", "é+00000000+AAAA", ""):
        assert "is not a verifier key, name+ID+base64; copy it whole" in said(board / "site", wrong)
    assert "SEEN must be a file" in said(board / "site", key, tmp_path / "nothing")
