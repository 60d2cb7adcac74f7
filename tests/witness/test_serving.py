"""A witness over real HTTP: its statuses and headers, hostile requests, races, and being killed."""

import http.client
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from growing import ORIGIN, Log
from running import run, witnessing
from signboard import fetching
from signboard.record.notes import Checkpoint, Note, SignerKey
from signboard.terms import Refusal
from signboard.witness import keeping
from signboard.witness.asking import LIMIT

Answer = tuple[int, dict[str, str], bytes]
Ask = Callable[..., Answer]


def _ask(port: int, method: str, path: str, body: object = None) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body=body)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, answer.read()
    finally:
        connection.close()


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    """The port at which the witness answers."""
    with witnessing(folder) as (found, _):
        yield found


def _post(port: int, body: bytes) -> tuple[int, bytes]:
    return fetching.post(f"http://127.0.0.1:{port}/add-checkpoint", body, 4096)


def test_a_witness_is_made_told_whom_to_trust_and_asked(tmp_path: Path, log: Log) -> None:
    folder = tmp_path / "witness"
    made = run("signboard", "witness", "init", folder, "--name", "witness.council.example").stdout
    vkey = str(log.signer.verifier)

    assert made.startswith("witness.council.example+")
    assert (folder / "witness.key").stat().st_mode & 0o777 == 0o600
    assert made.strip() in run("signboard", "witness", "show", folder).stdout
    assert vkey in run("signboard", "witness", "trust", folder, vkey).stdout
    with witnessing(folder) as (port, _):
        status, answer = _post(port, log.body(0, 5))
        page = _ask(port, "GET", "/")
    assert status == 200
    assert answer.startswith("— witness.council.example ".encode())
    assert f"log {ORIGIN}: size 5".encode() in page[2]
    shown = run("signboard", "witness", "show", folder).stdout
    assert f"log {ORIGIN}: size 5" in shown
    assert vkey in shown
    run("signboard", "witness", "trust", folder, vkey, "--forget")
    shown = run("signboard", "witness", "show", folder).stdout
    assert vkey not in shown
    assert "size 5" in shown


@pytest.mark.parametrize("content", [b"\xff\n", b"PRIVATE+KEY+w.example+00000000+QQ==\n"])
def test_a_key_that_is_damaged_is_refused_by_the_name_of_its_file(
    folder: Path, content: bytes
) -> None:
    (folder / "witness.key").write_bytes(content)

    done = run("signboard", "witness", "show", folder, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith(
        f"signboard: refused: {folder / 'witness.key'}: not a signing key"
    )
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["init", "DIR", "--name", "witness.example"],
        ["init", "DIR/new", "--name", "two words"],
        ["init", "DIR/new", "--name", "a+b"],
        ["init", "DIR/new", "--name", "https://witness.example"],
        ["init", "DIR/witness.key/new", "--name", "a.example"],
        ["trust", "DIR", "board.example"],
        ["trust", "DIR", str(SignerKey("w.example", bytes(32), 4).verifier)],
        ["trust", "DIR", str(Log(seed=5).signer.verifier), "--forget"],
        ["trust", "DIR/nowhere", str(Log().signer.verifier)],
        ["show", "DIR/nowhere"],
        ["serve", "DIR/nowhere"],
        ["serve", "DIR", "--host", "203.0.113.1"],
    ],
)
def test_what_a_keeper_may_not_do_is_refused_in_one_line(folder: Path, words: list[str]) -> None:
    key = (folder / "witness.key").read_bytes()
    given = [word.replace("DIR", str(folder)) for word in words]

    done = run("signboard", "witness", *given, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("signboard: refused: ")
    assert done.stderr.count("\n") == 1
    assert (folder / "witness.key").read_bytes() == key


def test_a_key_that_others_may_read_is_not_used(folder: Path) -> None:
    (folder / "witness.key").chmod(0o644)
    done = run("signboard", "witness", "show", folder, check=False)

    assert "chmod 600" in done.stderr


def test_every_answer_has_the_strict_headers(port: int, log: Log) -> None:
    asked = [
        (200, "GET", "/", None),
        (200, "HEAD", "/", None),
        (405, "POST", "/", b"x"),
        (405, "GET", "/add-checkpoint", None),
        (404, "GET", "/add-checkpoint/", None),
        (404, "POST", "/elsewhere", b"x"),
        (200, "POST", "/add-checkpoint", log.body(0, 5)),
        (409, "POST", "/add-checkpoint", log.body(0, 6)),
        (
            422,
            "POST",
            "/add-checkpoint",
            log.body(5, 6).replace(b"\n", b"\n" + b"A" * 43 + b"=\n", 1),
        ),
        (413, "POST", "/add-checkpoint", b"x" * (LIMIT + 1)),
        (400, "POST", "/add-checkpoint", b""),
    ]
    for status, *request in asked:
        answered, headers, body = _ask(port, *request)
        assert answered == status, request
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        kind = "text/x.tlog.size" if status == 409 else "text/plain; charset=utf-8"
        assert headers["content-type"] == kind
        assert b"Traceback" not in body


def test_a_body_without_end_is_cut_off(port: int, log: Log) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(2000):
            yield b"x" * 65536

    try:
        status = _ask(port, "POST", "/add-checkpoint", endless())[0]
    except OSError:  # the witness has closed the connection before it was all sent
        status = 413
    assert status == 413
    assert _post(port, log.body(0, 5))[0] == 200


def test_a_request_that_breaks_off_does_not_cosign(port: int, log: Log, folder: Path) -> None:
    body = log.body(0, 5)
    head = f"POST /add-checkpoint HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(head.encode() + body[:-1])
    time.sleep(0.3)

    with keeping.opened(folder) as database:
        assert keeping.latest(database, ORIGIN) == keeping.NOTHING
    assert _post(port, body)[0] == 200


def test_random_bodies_are_answered_with_a_line(port: int, log: Log) -> None:
    dice = Random(3)
    body = log.body(0, 40)
    for _ in range(300):
        at = dice.randrange(len(body))
        sent = dice.choice(
            [dice.randbytes(dice.randrange(3000)), body[:at], body[:at] + b"\n" + body[at:]]
        )
        status, answer = _post(port, sent)
        assert 400 <= status < 500
        assert answer.count(b"\n") == 1


def _grown(port: int, log: Log, signer: SignerKey, dice: Random) -> int:
    """Grow the log at a witness until that is killed; the largest size that was cosigned."""
    size = largest = 0
    while True:
        old, size = size, size + dice.randrange(3)
        try:
            status, answer = _post(port, log.body(old, size))
        except Refusal:
            return largest
        if status == 409:
            size = int(answer)
            assert size >= largest, "the witness went back"
        else:
            assert status == 200, answer
            note = Note.parse(f"{log.note(size).text}\n".encode() + answer)
            assert signer.verifier.signed(note)
            largest = max(largest, size)


def test_a_witness_that_is_killed_remembers_all_that_it_cosigned(
    folder: Path, signer: SignerKey
) -> None:
    dice = Random(11)
    logs = [Log(f"log{one}.example", seed=one) for one in (1, 2, 3)]
    with keeping.opened(folder) as database:
        for one in logs:
            keeping.trust(database, one.signer.verifier)
    largest = [0, 0, 0]
    for _ in range(5):
        with witnessing(folder) as (port, server), ThreadPoolExecutor(3) as threads:
            running = [threads.submit(_grown, port, one, signer, Random(5)) for one in logs]
            time.sleep(dice.uniform(0.2, 0.8))
            os.killpg(server.pid, signal.SIGKILL)
            found = [one.result() for one in running]
        largest = [max(pair) for pair in zip(largest, found, strict=True)]
        with keeping.opened(folder) as database:
            for one, size in zip(logs, largest, strict=True):
                last = keeping.latest(database, one.origin)
                assert last.size >= size
                assert Checkpoint.parse(Note.parse(last.note).text).size == last.size
    assert min(largest) > 5
