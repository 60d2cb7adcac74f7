"""Witnesses and those who check them, written by others: Go verifies our cosignatures, a witness
of another house cosigns our records, and ours cosigns the log of another house."""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from records import enter, found, lay
from running import ROOT, witnessing
from signboard import clerk, settings
from signboard.record.notes import Note, Signature, VerifierKey
from signboard.terms import Refusal
from signboard.witness import keeping, keys
from witnesses import Council, witnesses

ON = date(2026, 11, 25)
GO = ROOT / "var/verifiers/golang"
AICS = ROOT / "var/verifiers/venv/bin/python"


def _key(folder: Path) -> VerifierKey:
    return VerifierKey.parse(str(clerk.verifier_key(folder)))


@pytest.fixture
def board(tmp_path: Path) -> Iterator[tuple[Path, Council]]:
    """A board whose site two witnesses cosigned."""
    folder = lay(tmp_path / "board")
    with witnesses(tmp_path, 2) as council:
        council.trust(_key(folder))
        council.name_in(folder / settings.FILE, 2)
        clerk.publish(folder, ON, compress=False)
        yield folder, council


def _program() -> Path:
    if not GO.exists():
        pytest.skip("needs Go and its packages from Debian (tools/verifiers.sh)")
    return GO


def _go(folder: Path, council: Council, quorum: int) -> subprocess.CompletedProcess:
    named = [word for one in council.settings for word in ("-witness", one.key)]
    command = [_program(), *named, "-quorum", str(quorum), folder / "site", str(_key(folder))]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_go_counts_the_cosignatures_of_our_witnesses(board: tuple[Path, Council]) -> None:
    done = _go(*board, 2)

    assert done.returncode == 0, done.stdout + done.stderr
    assert _go(*board, 3).returncode == 1


def _line(note: Note, change: Callable[[bytes], bytes]) -> Note:
    last = note.signatures[-1]
    changed = Signature(last.name, last.key_id, change(last.signature))
    return Note(note.text, (*note.signatures[:-1], changed))


@pytest.mark.parametrize(
    "change",
    [
        lambda note: _line(note, lambda signed: signed[:-1] + bytes([signed[-1] ^ 1])),
        lambda note: _line(note, lambda signed: bytes([signed[7] ^ 1]).rjust(8) + signed[8:]),
        lambda note: _line(note, lambda signed: signed[:7] + bytes([signed[7] ^ 1]) + signed[8:]),
        lambda note: _line(note, lambda _: note.signatures[1].signature),
        lambda note: Note(note.text, note.signatures[:-1]),
    ],
)
def test_go_refuses_a_cosignature_that_was_changed_moved_or_dropped(
    board: tuple[Path, Council], change: Callable[[Note], Note]
) -> None:
    path = board[0] / "site/checkpoint"
    note = Note.parse(path.read_bytes())
    path.write_bytes(bytes(change(note)))

    done = _go(*board, 2)

    assert done.returncode == 1
    assert "checkpoint: " in done.stdout


def _aics() -> Path:
    if not AICS.exists():
        pytest.skip("needs Python 3.12 with aics-witness (tools/verifiers.sh)")
    return AICS


def _said(*command: object) -> str:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.strip()


@contextmanager
def _theirs(folder: Path, log: VerifierKey) -> Iterator[tuple[str, str]]:
    """A witness of aics-witness that trusts a log: its verifier key and its address."""
    program = [_aics(), "-m", "aics_witness"]
    config = ["--config", folder / "witness.json"]
    folder.mkdir()
    said = _said(*program, "init", *config, "--name", "theirs.example/w1")
    key = next(word for word in said.split() if word.startswith("theirs.example/w1+"))
    _said(*program, "add-log", *config, "--origin", log.name, "--vkey", log)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [*program, "serve", *config, "--listen", f"127.0.0.1:{port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([str(word) for word in command], **quiet) as server:
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if not probe.connect_ex(("127.0.0.1", port)):
                        break
                time.sleep(0.1)
            yield key, f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def test_a_witness_of_another_house_cosigns_our_record_until_it_is_rolled_back(
    tmp_path: Path,
) -> None:
    folder = lay(tmp_path / "board")
    with _theirs(tmp_path / "theirs", _key(folder)) as (key, url):
        table = f'required = 1\n[[witnesses]]\nkey = "{key}"\nurl = "{url}"\n'
        (folder / settings.FILE).write_text(table, encoding="utf-8")
        for number in range(3):
            enter(folder, [found(number)])
            clerk.publish(folder, ON, compress=False)
            note = Note.parse((folder / "site/checkpoint").read_bytes())
            assert VerifierKey.parse(key).signed_at(note)
        copy = shutil.copytree(folder, tmp_path / "copy", symlinks=True)
        enter(folder, [found(3), found(4)])
        clerk.publish(folder, ON, compress=False)
        for drafts in ([found(5)], [found(6)], [found(7)]):
            enter(copy, drafts)
            with pytest.raises(Refusal, match="may mean that the record was rolled back or forked"):
                clerk.publish(copy, ON, compress=False)


def test_our_witness_cosigns_the_log_of_another_house_and_not_its_forks(tmp_path: Path) -> None:
    feeder = [_aics(), ROOT / "tests/verifiers/with_feeder.py"]
    folder = tmp_path / "witness"
    verifier = keys.init(folder, "witness.example/w1", bytes([9]) * 32)
    with keeping.opened(folder) as database:
        keeping.trust(database, VerifierKey.parse(_said(*feeder)))
    with witnessing(folder) as (port, _):
        said = _said(*feeder, f"http://127.0.0.1:{port}", verifier).splitlines()

    assert said[:6] == [f"{size} cosigned" for size in (1, 2, 5, 5, 64, 300)]
    assert said[6:] == [
        "300 WitnessRejected",
        "400 WitnessRejected",
        "200 WitnessAhead",
        "700 cosigned",
    ]
