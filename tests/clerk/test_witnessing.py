"""Witnesses that sign, refuse, lie, hang or are down: which cosignatures count, and which don't."""

import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from growing import ORIGIN, Log
from signboard import settings
from signboard.clerk import witnessing
from signboard.clerk.witnessing import Cosigned, cosigned
from signboard.record.notes import COSIGNS, Checkpoint, Note, SignerKey, encoded
from signboard.settings import Witness
from signboard.terms import Refusal
from signboard.witness import keeping
from signboard.witness.deciding import add_checkpoint
from strangers import Answer
from witnesses import NOW, Council, Stranger, witnesses


@pytest.fixture
def log() -> Log:
    """The log that asks."""
    return Log()


@pytest.fixture
def three(tmp_path: Path, log: Log) -> Iterator[Council]:
    """Three witnesses that trust the log."""
    with witnesses(tmp_path, 3) as council:
        council.trust(log.signer.verifier)
        yield council


def _ask(three: Council, log: Log, size: int, required: int, note: Note | None = None) -> Cosigned:
    return cosigned(
        note or log.note(size), lambda old: log.proof(old, size), three.settings, required
    )


def _see(one: Stranger, log: Log, size: int) -> None:
    """Have a witness cosign the log's first checkpoint of this size, before the test begins."""
    assert add_checkpoint(one.folder, one.signer, log.body(0, size), lambda: 5).status == 200


def _by(note: Note, council: Council) -> list[bool]:
    return [one.signer.verifier.signed_at(note) == NOW for one in council.strangers]


def test_all_who_are_asked_cosign(log: Log, three: Council) -> None:
    for size in (0, 5, 8, 8, 20):
        found = _ask(three, log, size, 3)
        assert found.missing == ()
        assert _by(found.note, three) == [True] * 3
        assert log.signer.verifier.signed(found.note)
        assert found.note.text == log.note(size).text


def test_a_witness_that_stands_elsewhere_is_asked_once_more_from_there(
    log: Log, three: Council
) -> None:
    _see(three.strangers[0], log, 5)
    _see(three.strangers[1], log, 9)

    assert _ask(three, log, 9, 3).missing == ()
    assert [len(one.asked) for one in three.strangers] == [2, 2, 1]


def test_what_was_published_before_tells_where_a_witness_stands(log: Log, three: Council) -> None:
    before = _ask(three, log, 5, 3).note
    for one in three.strangers:
        one.asked.clear()

    found = cosigned(log.note(9), lambda old: log.proof(old, 9), three.settings, 3, before)

    assert found.missing == ()
    assert [len(one.asked) for one in three.strangers] == [1, 1, 1]
    assert all(one.asked[0].startswith(b"old 5\n") for one in three.strangers)


def test_who_has_cosigned_is_not_asked_again(log: Log, three: Council) -> None:
    three.strangers[2].lie = lambda *_: (500, {}, b"")
    first = _ask(three, log, 5, 2)
    three.strangers[2].lie = None

    second = _ask(three, log, 5, 3, first.note)

    assert [len(one.asked) for one in three.strangers] == [1, 1, 2]
    assert _by(second.note, three) == [True] * 3
    assert second.note.signatures[: len(first.note.signatures)] == first.note.signatures


def test_one_is_down_one_refuses_one_signs(log: Log, three: Council) -> None:
    with keeping.opened(three.strangers[1].folder) as database:
        keeping.forget(database, log.signer.verifier)
    down = Witness(three.settings[0].key, "http://127.0.0.1:1")
    three.settings = (down, *three.settings[1:])

    found = _ask(three, log, 5, 1)
    assert _by(found.note, three) == [False, False, True]
    assert len(found.missing) == 2
    with pytest.raises(Refusal) as refused:
        _ask(three, log, 5, 2)
    said = str(refused.value)
    assert said.startswith("1 of the 2 required witnesses cosigned, and nothing was published: ")
    assert "w1.example gave no cosignature: http://127.0.0.1:1/add-checkpoint can't be had" in said
    assert f"w2.example doesn't know {ORIGIN}" in said
    assert "w3.example" not in said
    assert "\n" not in said


def test_a_record_that_was_rolled_back_is_named(log: Log, three: Council) -> None:
    for one in three.strangers:
        _see(one, log, 9)
    with pytest.raises(Refusal) as refused:
        _ask(three, log, 8, 1)
    said = str(refused.value)
    assert said.count("has cosigned 9 entries, and this record has 8: this may mean that") == 3
    assert "rolled back or forked" in said


@pytest.mark.parametrize(("fork", "size"), [(3, 9), (3, 12)])
def test_a_record_that_was_forked_is_named(log: Log, three: Council, fork: int, size: int) -> None:
    for one in three.strangers:
        _see(one, log, 9)
    with pytest.raises(Refusal) as refused:
        _ask(three, Log(fork=fork), size, 1)
    assert str(refused.value).count("this may mean that the record was rolled back or forked") == 3


def test_a_fork_that_one_witness_reports_is_told_though_enough_cosigned(
    log: Log, three: Council
) -> None:
    _see(three.strangers[1], Log(fork=2), 5)

    found = _ask(three, log, 9, 2)

    assert _by(found.note, three) == [True, False, True]
    assert len(found.missing) == 1
    assert found.missing[0].startswith("w2.example doesn't find that this record continues the 5")
    assert "rolled back or forked" in found.missing[0]


def _line(signer: SignerKey, text: str, at: int = NOW) -> bytes:
    return f"{signer.cosignature(text, at)}\n".encode()


TEXT = Log().note(5).text
TRUE = SignerKey("w1.example", bytes([1]) * 32, COSIGNS)
OTHER = SignerKey("w1.example", bytes([77]) * 32, COSIGNS)
WRONG = TRUE.cosignature(TEXT, NOW)
LIES: dict[str, tuple[int, bytes]] = {
    "nothing": (200, b""),
    "no signature line": (200, b"yes\n"),
    "a signature of another checkpoint": (200, _line(TRUE, Log().note(4).text)),
    "another key of that name": (200, _line(OTHER, TEXT)),
    "another's ID": (
        200,
        f"— w1.example {encoded(WRONG.key_id + bytes(72))}\n".encode(),
    ),
    "a cut signature": (200, f"— w1.example {encoded(WRONG.key_id + b'1234567')}\n".encode()),
    "another time": (
        200,
        f"— w1.example {encoded(WRONG.key_id + bytes(8) + WRONG.signature[8:])}\n".encode(),
    ),
    "the end of days": (200, _line(TRUE, TEXT, 2**63)),
    "tomorrow": (200, _line(TRUE, TEXT, NOW + 86_400)),
    "no time": (200, _line(TRUE, TEXT, 0)),
    "the name only": (200, "— w1.example \n".encode()),
    "the log's own line": (200, f"{Log().note(5).signatures[0]}\n".encode()),
    "a line without end": (200, _line(TRUE, TEXT)[:-1]),
    "a huge body": (200, _line(TRUE, TEXT) * 1000),
    "too many lines": (200, _line(OTHER, TEXT) * 65),
    "another status": (201, _line(TRUE, TEXT)),
    "a redirect": (307, _line(TRUE, TEXT)),
    "a conflict with itself": (409, b"0\n"),
    "a conflict without a size": (409, b"many\n"),
    "a conflict of a huge size": (409, b"9" * 30),
    "a conflict that moves": (409, b"3\n"),
    "a larger tree": (409, b"6\n"),
    "bytes": (200, bytes(range(256))),
    "nonsense": (599, b"\xff" * 100),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_witness_that_lies_is_not_counted(log: Log, three: Council, lie: str) -> None:
    status, body = LIES[lie]
    three.strangers[0].lie = lambda *_: (status, {"Location": "/elsewhere"}, body)

    found = _ask(three, log, 5, 2)

    assert _by(found.note, three) == [False, True, True]
    assert {one.name for one in found.note.signatures} == {ORIGIN, "w2.example", "w3.example"}
    assert [one.split()[0] for one in found.missing] == ["w1.example"]
    assert found.missing[0].isprintable()
    with pytest.raises(Refusal, match=r"2 of the 3 required witnesses cosigned"):
        _ask(three, log, 5, 3)


def test_what_others_signed_in_an_answer_is_left_out(log: Log, three: Council) -> None:
    honest = three.strangers[0]
    honest.lie = lambda *_: (200, {}, _line(OTHER, TEXT) + _line(honest.signer, TEXT))

    found = _ask(three, log, 5, 3)

    assert len(found.note.signatures) == 4
    assert _by(found.note, three) == [True] * 3


def test_a_witness_that_hangs_or_drips_holds_nobody_up_for_long(
    log: Log, three: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witnessing, "SECONDS", 0.5)

    def hang(*_: object) -> Answer:
        time.sleep(2)
        return 200, {}, b""

    three.strangers[0].lie = hang
    three.strangers[1].lie = lambda *_: (200, {"X-Drip": "1"}, b"x" * 1000)
    began = time.monotonic()
    found = _ask(three, log, 5, 1)

    assert time.monotonic() - began < 1.5
    assert _by(found.note, three) == [False, False, True]


def test_a_witness_that_moved_on_meanwhile_is_asked_at_another_publishing(
    log: Log, three: Council
) -> None:
    stands = count(1)
    three.strangers[0].lie = lambda *_: (409, {}, b"%d\n" % next(stands))

    found = _ask(three, log, 5, 2)

    assert found.missing == ("w1.example says that it stands at 2 entries: publish again",)
    assert len(three.strangers[0].asked) == 2


def test_a_witness_that_has_forgotten_what_it_cosigned_is_not_counted(
    log: Log, three: Council
) -> None:
    before = _ask(three, log, 5, 3).note
    three.strangers[0].lie = lambda *_: (409, {}, b"4\n")

    found = cosigned(log.note(9), lambda old: log.proof(old, 9), three.settings, 2, before)

    assert found.missing == ("w1.example has forgotten that it cosigned 5 entries: ask its keeper",)


def test_without_witnesses_a_note_stays_as_it_is(log: Log) -> None:
    assert cosigned(log.note(5), lambda old: [], (), 0) == Cosigned(log.note(5))


def test_only_the_log_s_own_signature_is_sent(log: Log, three: Council) -> None:
    three.strangers[2].lie = lambda *_: (500, {}, b"")
    first = _ask(three, log, 5, 2)
    _ask(three, log, 5, 2, first.note)

    assert Note.parse(three.strangers[2].asked[-1].partition(b"\n\n")[2]) == log.note(5)
    assert Checkpoint.parse(first.note.text).size == 5


KEY = str(TRUE.verifier)
URL = "https://w1.example"
TABLE = f'[[witnesses]]\nkey = "{KEY}"\nurl = "{URL}"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("required = 1", "`required` is 1, and the number of witnesses is 0"),
        ("required = -1", "required"),
        (f"required = 2\n{TABLE}", "`required` is 2, and the number of witnesses is 1"),
        (TABLE.replace(URL, f"{URL}/add-checkpoint/"), "leave out /add-checkpoint"),
        (f'[[witnesses]]\nkey = "{KEY}x"\nurl = "{URL}"', "not a verifier key"),
        (f'[[witnesses]]\nkey = "{Log().signer.verifier}"\nurl = "{URL}"', "this is a log's"),
        (f'[[witnesses]]\nkey = "{KEY}"\nurl = "w1.example"', "url"),
        (f'[[witnesses]]\nkey = "{KEY}"', "url"),
        (f'[[witnesses]]\nkey = "{KEY}"\nurl = "{URL}"\nname = "x"', "name"),
        (TABLE * 2, "names one twice"),
        (
            TABLE + TABLE.replace(KEY, str(SignerKey("w2.example", TRUE.seed, COSIGNS).verifier)),
            "names one twice",
        ),
    ],
)
def test_settings_that_do_not_fit_are_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / settings.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match=said) as refused:
        settings.read(tmp_path)
    assert "\n" not in str(refused.value)


def test_settings_name_witnesses_and_how_many_are_required(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text(f"required = 1\n{TABLE}", encoding="utf-8")

    found = settings.read(tmp_path)

    assert (found.required, found.witnesses) == (1, (Witness(KEY, URL),))
    assert found.witnesses[0].verifier == TRUE.verifier


def test_the_example_in_the_settings_that_are_written_is_of_the_right_form(tmp_path: Path) -> None:
    written = settings.WRITTEN
    at = written.index("# [[witnesses]]")
    spelled = written[:at] + written[at:].replace("# ", "")
    (tmp_path / settings.FILE).write_text(spelled, encoding="utf-8")

    assert len(settings.read(tmp_path).witnesses) == 1
