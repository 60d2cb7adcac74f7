"""Each status of tlog-witness, and that a witness never goes back, whatever it is asked."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from growing import ORIGIN, Log, asked, root
from signboard.record.notes import Checkpoint, Note, SignerKey
from signboard.terms import Refusal
from signboard.witness import keeping, report
from signboard.witness.asking import LIMIT
from signboard.witness.deciding import Answer, add_checkpoint
from signboard.witness.keeping import Cosigned

Ask = Callable[..., Answer]


@pytest.fixture
def ask(folder: Path, signer: SignerKey) -> Ask:
    """Ask the witness something, at a time."""
    return lambda body, time=1000: add_checkpoint(folder, signer, body, lambda: time)


def _latest(folder: Path, origin: str = ORIGIN) -> Cosigned:
    with keeping.opened(folder) as database:
        return keeping.latest(database, origin)


def _cosigned_at(answer: Answer, note: Note, signer: SignerKey) -> int | None:
    assert answer.status == 200, answer
    answered = Note.parse(f"{note.text}\n{answer.body}".encode())
    return signer.verifier.signed_at(answered)


def _signed(log: Log, text: str) -> Note:
    return Note(text, (log.signer.signature(text),))


def test_a_log_that_grows_is_cosigned_step_by_step(
    ask: Ask, log: Log, folder: Path, signer: SignerKey
) -> None:
    for time, (old, size) in enumerate([(0, 5), (5, 5), (5, 8), (8, 64), (64, 131)], 1):
        answer = ask(log.body(old, size), time)
        assert _cosigned_at(answer, log.note(size), signer) == time
        assert _latest(folder)[:3] == (size, root(log.leaves(size)), time)


def test_an_empty_log_is_cosigned_too(ask: Ask, log: Log, signer: SignerKey) -> None:
    assert _cosigned_at(ask(log.body(0, 0)), log.note(0), signer) == 1000
    assert _cosigned_at(ask(log.body(0, 3)), log.note(3), signer) == 1000


def _note_by(origin: str, seed: int) -> Note:
    return Log(origin, seed).note(8)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, asked(5, Log().proof(5, 8), _note_by("other.example", 1))),
        (403, asked(5, Log().proof(5, 8), _note_by(ORIGIN, 2))),
        (403, asked(5, Log().proof(5, 8), Note(Log().note(8).text, Log().note(7).signatures))),
        (400, Log().body(9, 8)),
        (409, Log().body(0, 8)),
        (409, Log().body(4, 8)),
        (409, Log().body(6, 8)),
        (409, Log().body(0, 4)),
        (409, Log().body(4, 4)),
        (409, Log(fork=2).body(5, 5)),
        (422, asked(5, [], Log().note(8))),
        (422, asked(5, Log().proof(5, 8)[1:], Log().note(8))),
        (422, asked(5, Log().proof(5, 9), Log().note(8))),
        (422, asked(5, Log().proof(5, 8), Log().note(9))),
        (422, asked(5, Log().proof(4, 5), Log().note(5))),
        (422, Log(fork=2).body(5, 8)),
    ],
)
def test_what_is_not_cosigned_has_its_status_and_changes_nothing(
    ask: Ask, log: Log, folder: Path, status: int, body: bytes
) -> None:
    ask(log.body(0, 5))
    before = _latest(folder)

    answer = ask(body)

    assert answer.status == status
    assert answer.body.count("\n") == 1
    assert _latest(folder) == before
    if status == 409:
        assert (answer.body, answer.media) == ("5\n", "text/x.tlog.size")
    else:
        assert answer.media.startswith("text/plain")


def test_a_proof_from_nothing_is_empty(ask: Ask, log: Log) -> None:
    assert ask(asked(0, log.proof(3, 5), log.note(5))).status == 422
    assert ask(log.body(0, 5)).status == 200


def test_signatures_of_unknown_keys_are_ignored_and_not_kept(
    ask: Ask, log: Log, folder: Path
) -> None:
    note = log.note(5)
    others = [SignerKey(f"x{one}.example", bytes([one]) * 32) for one in range(20, 60)]
    many = Note(note.text, tuple(one.signature(note.text) for one in others) + note.signatures)

    assert ask(asked(0, [], many)).status == 200
    kept = Note.parse(_latest(folder).note)
    assert [one.name for one in kept.signatures] == [ORIGIN, "witness.example"]


def test_after_a_rotation_either_key_will_do_and_a_forgotten_one_not(
    ask: Ask, log: Log, folder: Path
) -> None:
    later = Log(seed=2)
    with keeping.opened(folder) as database:
        keeping.trust(database, later.signer.verifier)
    assert ask(log.body(0, 5)).status == 200
    assert ask(later.body(5, 8)).status == 200
    with keeping.opened(folder) as database:
        keeping.forget(database, log.signer.verifier)
    assert ask(log.body(8, 9)).status == 403
    with keeping.opened(folder) as database:
        keeping.forget(database, later.signer.verifier)
    assert ask(log.body(8, 9)).status == 404


def test_a_log_that_is_trusted_again_goes_on_where_it_was(ask: Ask, log: Log, folder: Path) -> None:
    ask(log.body(0, 5))
    with keeping.opened(folder) as database:
        keeping.forget(database, log.signer.verifier)
        keeping.trust(database, log.signer.verifier)

    assert ask(log.body(0, 4)).body == "5\n"


def test_logs_do_not_get_into_each_others_way(ask: Ask, log: Log, folder: Path) -> None:
    other = Log("other.example", seed=3, fork=0)
    with keeping.opened(folder) as database:
        keeping.trust(database, other.signer.verifier)

    assert ask(log.body(0, 5)).status == 200
    assert ask(other.body(0, 3)).status == 200
    assert (_latest(folder).size, _latest(folder, "other.example").size) == (5, 3)


def test_a_clock_that_goes_back_makes_no_older_cosignature(
    ask: Ask, log: Log, signer: SignerKey
) -> None:
    assert _cosigned_at(ask(log.body(0, 5), 2000), log.note(5), signer) == 2000
    assert _cosigned_at(ask(log.body(5, 5), 1), log.note(5), signer) == 2000
    assert _cosigned_at(ask(log.body(5, 6), 1999), log.note(6), signer) == 2000


def test_a_fork_is_kept_and_shown(ask: Ask, log: Log, folder: Path, signer: SignerKey) -> None:
    ask(log.body(0, 5))
    forked = Log(fork=2)
    for old in (0, 5):
        assert ask(forked.body(old, 5)).status == 409
    assert ask(Log(seed=2, fork=3).body(5, 5)).status == 403

    with keeping.opened(folder) as database:
        assert keeping.forks(database, ORIGIN) == [bytes(forked.note(5))]
    assert "FORK: it also signed size 5, " in report.public(folder, signer.verifier)


def test_two_that_ask_at_once_do_not_roll_the_log_back(
    folder: Path, signer: SignerKey, log: Log
) -> None:
    add_checkpoint(folder, signer, log.body(0, 5), lambda: 1)
    for step in range(5, 45, 4):
        bodies = [log.body(step, step + more) for more in (1, 2, 3, 4)]
        with ThreadPoolExecutor(4) as threads:
            answers = list(
                threads.map(lambda body: add_checkpoint(folder, signer, body, lambda: 1), bodies)
            )
        won = [nth for nth, one in enumerate(answers, 1) if one.status == 200]
        assert len(won) == 1
        size = step + won[0]
        assert _latest(folder).size == size
        assert {one.body for one in answers if one.status == 409} == {f"{size}\n"}
        assert add_checkpoint(folder, signer, log.body(size, step + 4), lambda: 1).status == 200


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cosigned SET size = 4",
        "UPDATE cosigned SET root = x'00'",
        "UPDATE cosigned SET time = 1",
        "UPDATE cosigned SET origin = 'other.example'",
        "DELETE FROM cosigned",
    ],
)
def test_the_database_itself_refuses_to_go_back(
    ask: Ask, log: Log, folder: Path, change: str
) -> None:
    ask(log.body(0, 5))
    with keeping.opened(folder) as database, pytest.raises(sqlite3.IntegrityError, match="never"):
        database.execute(change)


def test_a_witness_that_lost_its_memory_is_not_begun_anew(ask: Ask, log: Log, folder: Path) -> None:
    (folder / keeping.FILE).unlink()

    with pytest.raises(Refusal, match="can't know what it cosigned"):
        ask(log.body(0, 5))


BODY = Log().body(0, 5)
NOTE = bytes(Log().note(5))
HASH = b"A" * 43 + b"="
HOSTILE = [
    b"",
    b"\n",
    b"\n\n",
    b"old 0",
    b"old 0\n",
    b"old 0\n\n",
    b"old -1\n\n" + NOTE,
    b"old 01\n\n" + NOTE,
    b"old  0\n\n" + NOTE,
    b"old +0\n\n" + NOTE,
    b"old 0 \n\n" + NOTE,
    b"old\n\n" + NOTE,
    b"Old 0\n\n" + NOTE,
    b"old 0\r\n\r\n" + NOTE,
    b"old 99999999999999999999\n\n" + NOTE,
    b"old 9007199254740992\n\n" + NOTE,
    b"old " + b"9" * 5000 + b"\n\n" + NOTE,
    "old ٣\n\n".encode() + NOTE,
    b"old 0\n" + NOTE,
    b"old 0\n\n\n" + NOTE,
    b"old 0\nnot base64\n\n" + NOTE,
    b"old 0\n" + HASH[:-1] + b"\n\n" + NOTE,
    b"old 0\n" + HASH + b" \n\n" + NOTE,
    b"old 0\n" + b"A" * 40 + b"\n\n" + NOTE,
    b"old 0\n" + b"A" * 42 + b"B=" + b"\n\n" + NOTE,
    b"old 0\n\xff\xfe\n\n" + NOTE,
    b"old 0\n" + (HASH + b"\n") * 64 + b"\n" + NOTE,
    b"old 0\n\n" + NOTE[:-1],
    b"old 0\n\n" + NOTE + b"\n",
    b"old 0\n\n" + NOTE + b"more",
    b"old 0\n\n" + NOTE.replace(b"\n5\n", b"\n05\n"),
    b"old 0\n\n" + NOTE.replace(b"\n5\n", b"\n-5\n"),
    b"old 0\n\n" + NOTE.replace(b"\n5\n", b"\n" + b"5" * 5000 + b"\n"),
    b"old 0\n\n" + NOTE.replace(b"\n5\n", b"\n5\n5\n"),
    b"old 0\n\n" + NOTE.replace(b"\n\n", b"\nextension\n\n", 1),
    b"old 0\n\n" + NOTE.replace(b"board", b"bo\x00ard"),
    b"old 0\n\n" + NOTE.replace(b"board", b"bo\xffard"),
    b"old 0\n\n" + NOTE.partition(b"\n\n")[0] + b"\n\n",
    b"old 0\n\n" + NOTE + NOTE.splitlines(keepends=True)[-1] * 80,
    b"x" * LIMIT,
    b"\n" * LIMIT,
    b"old 0\n" + (HASH + b"\n") * 1500 + b"\n" + NOTE,
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_body_is_refused_in_one_line(ask: Ask, folder: Path, body: bytes) -> None:
    answer = ask(body)

    assert answer.status == 400
    assert answer.body.endswith("\n")
    assert answer.body.count("\n") == 1
    assert len(answer.body) < 200
    assert _latest(folder).size == 0


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200)
    | st.tuples(st.integers(0, len(BODY)), st.integers(0, len(BODY)), st.binary(max_size=8)).map(
        lambda cut: BODY[: cut[0]] + cut[2] + BODY[cut[1] :]
    )
)
def test_whatever_is_sent_is_answered(ask: Ask, folder: Path, body: bytes) -> None:
    answer = ask(body)

    assert answer.status in {400, 403, 404, 409, 422} or body == BODY
    assert answer.body.count("\n") == 1
    assert _latest(folder).size in {0, 5}


def test_sixty_three_hashes_are_read(ask: Ask, log: Log) -> None:
    ask(log.body(0, 5))
    assert ask(asked(5, [bytes(32)] * 63, log.note(8))).status == 422


def test_a_checkpoint_of_another_origin_signed_by_the_log_is_not_cosigned(
    ask: Ask, log: Log
) -> None:
    text = Checkpoint("other.example", 5, root(log.leaves(5))).text
    assert ask(asked(0, [], _signed(log, text))).status == 404
