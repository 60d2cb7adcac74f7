"""The signing key: drawn for one board, kept from others' eyes, replaced without a gap."""

import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from making import NOW, agenda_of
from signboard import clerk
from signboard.agenda import admit
from signboard.clerk import keys, rotating
from signboard.clerk.loading import opened
from signboard.record.encoding import decode
from signboard.record.entries import KeyRotated
from signboard.record.notes import Note, SignerKey, VerifierKey, decoded
from signboard.record.rotation import rotated
from signboard.store import durable
from signboard.terms import Refusal

ON = date(2026, 11, 25)
FIRST, SECOND, THIRD = (SignerKey("board.example", bytes([n]) * 32) for n in range(3))


@pytest.fixture
def board(tmp_path: Path) -> Path:
    folder = tmp_path / "board"
    clerk.init(folder, address="https://Promises.example.org/")
    return folder


def signing(folder: Path) -> SignerKey:
    return SignerKey.parse((folder / "signing.key").read_text("utf-8"))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://promises.example.org", "promises.example.org"),
        ("https://Promises.Example.org/", "promises.example.org"),
        ("http://localhost:8000/Board", "localhost:8000/Board"),
        (None, "localhost/the-board-of-가온"),
    ],
)
def test_a_record_is_named_by_its_address(tmp_path: Path, address: str | None, name: str) -> None:
    assert keys.origin(tmp_path / "the board of 가온", address) == name


@pytest.mark.parametrize(
    "address",
    [
        "promises.example.org",
        "ftp://a.example",
        "https://",
        "https://a.example/?q",
        "https://prom\u00adises.example",
        "",
    ],
)
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(Refusal, match="--address: write the address"):
        clerk.init(tmp_path / "board", address=address)
    assert not (tmp_path / "board").exists()


def test_a_new_board_has_a_key_that_only_its_owner_reads(board: Path) -> None:
    path = board / "signing.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert signing(board).name == "promises.example.org"
    assert path.read_text("utf-8").count("\n") == 1


def test_no_two_boards_have_the_same_key(tmp_path: Path, board: Path) -> None:
    other = clerk.init(tmp_path / "other", address="https://promises.example.org").key
    assert other.seed != signing(board).seed


def test_laying_a_board_again_leaves_its_key_as_it_is(board: Path) -> None:
    before = signing(board)
    with pytest.raises(Refusal, match="exists already"):
        clerk.init(board, address="https://promises.example.org")
    with pytest.raises(Refusal, match="is the key of"):
        clerk.init(board, address="https://another.example")
    assert signing(board) == before


def test_a_laying_that_failed_leaves_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise Refusal("no room")

    with monkeypatch.context() as patched:
        patched.setattr("signboard.store.create", failing)
        with pytest.raises(Refusal, match="no room"):
            clerk.init(tmp_path / "board")
    assert not (tmp_path / "board/signing.key").exists()
    assert clerk.init(tmp_path / "board").key.name == "localhost/board"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_may_read_is_not_used(board: Path, mode: int) -> None:
    (board / "signing.key").chmod(mode)
    with pytest.raises(Refusal, match=r"chmod 600 .*signing\.key"):
        clerk.publish(board, ON)
    assert not (board / "site").exists()


@pytest.mark.parametrize("content", [b"", b"PRIVATE+KEY+promises", b"\xff\xfe", None])
def test_a_key_that_is_lost_or_damaged_is_a_refusal(board: Path, content: bytes | None) -> None:
    secret = signing(board)
    path = board / "signing.key"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    with pytest.raises(Refusal, match="put") as refused:
        clerk.publish(board, ON)
    assert str(secret).split("+", 4)[4] not in str(refused.value)


def test_another_key_than_the_one_that_signed_is_refused(board: Path) -> None:
    clerk.publish(board, ON)
    other = SignerKey("promises.example.org", bytes(32))
    (board / "signing.key").write_text(f"{other}\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"signed by another key.*key rotate"):
        clerk.publish(board, ON)


def test_a_rotation_is_entered_signed_by_both_and_signs_from_then_on(board: Path) -> None:
    clerk.publish(board, ON)
    first = (board / "site/checkpoint").read_bytes()
    before, after, head = clerk.rotate_key(board)
    clerk.publish(board, ON)

    assert head.size == 1
    assert signing(board).verifier == after == clerk.verifier_key(board)
    assert before.signed(Note.parse(first))
    note = Note.parse((board / "site/checkpoint").read_bytes())
    assert after.signed(note)
    assert not before.signed(note)
    assert (board / "site/keys").read_text("utf-8") == f"{before}\n{after}\n"
    with opened(board) as record:
        fact = decode(next(record.rows()).line).fact
    assert isinstance(fact, KeyRotated)
    message = f"signboard/key-rotated/v1\n0\n{before}\n{after}\n".encode()
    for key, signature in ((before, fact.by_before), (after, fact.by_after)):
        assert key.verify(message, decoded(signature))
    clerk.rotate_key(board)
    clerk.publish(board, ON)
    assert (board / "site/keys").read_text("utf-8").startswith(f"{before}\n{after}\n")
    assert stat.S_IMODE((board / "signing.key").stat().st_mode) == 0o600
    assert not (board / "signing.key.next").exists()


def killed(work: Callable[[], object]) -> None:
    """Do some work in a child that may be killed on the way."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def die(*_: object, **__: object) -> None:
    os._exit(9)


STEPS = {
    "before the key is drawn": (rotating.keys, "coming", False),
    "while the key is written": (durable.os, "fsync", False),
    "before the entry": (rotating, "rotated", False),
    "after the entry": (rotating.keys, "take_up", True),
    "when the key was renamed": (keys.durable, "sync", None),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("then", ["publish", "show", "rotate"])
def test_a_rotation_that_is_killed_is_finished_or_never_was(
    board: Path, monkeypatch: pytest.MonkeyPatch, step: str, then: str
) -> None:
    clerk.publish(board, ON)
    first = signing(board).verifier
    where, name, entered = STEPS[step]
    with monkeypatch.context() as patched:
        if entered is None:
            patched.setattr(rotating.keys, "coming", after_drawing(patched))
        else:
            patched.setattr(where, name, die)
        killed(lambda: clerk.rotate_key(board))
    size = clerk.agenda_of(board).size
    assert size == (0 if entered is False else 1)

    if then == "rotate":
        clerk.rotate_key(board)
        size += 1
    elif then == "show":
        clerk.verifier_key(board)
    clerk.publish(board, ON)

    published = (board / "site/keys").read_text("utf-8").splitlines()
    assert len(published) == size + 1
    assert published[0] == str(first)
    assert published[-1] == str(signing(board).verifier)
    note = Note.parse((board / "site/checkpoint").read_bytes())
    assert VerifierKey.parse(published[-1]).signed(note)
    left = {one.name for one in board.glob("signing.key*")} - {"signing.key"}
    assert left == ({"signing.key.next"} if waits(step, then) else set())


def waits(step: str, then: str) -> bool:
    """Does a key that was drawn wait for the next rotation?"""
    return step == "before the entry" and then != "rotate"


def test_a_key_that_may_be_on_its_way_into_the_record_is_never_removed(
    board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(rotating, "rotated", die)
        killed(lambda: clerk.rotate_key(board))
    drawn = (board / "signing.key.next").read_bytes()
    clerk.verifier_key(board)
    clerk.publish(board, ON)
    assert (board / "signing.key.next").read_bytes() == drawn

    clerk.rotate_key(board)

    assert (board / "signing.key").read_bytes() == drawn


def after_drawing(patched: pytest.MonkeyPatch) -> Callable[[Path, str], SignerKey]:
    """Draw the next key, and die at the next folder that is synced, which is after the rename."""
    draw = keys.coming

    def drawing(folder: Path, name: str) -> SignerKey:
        key = draw(folder, name)
        patched.setattr(keys.durable, "sync", die)
        return key

    return drawing


def test_a_key_that_the_record_says_is_no_longer_in_force_signs_nothing(board: Path) -> None:
    old = (board / "signing.key").read_bytes()
    clerk.rotate_key(board)
    new = (board / "signing.key").read_bytes()
    (board / "signing.key").write_bytes(old)
    with pytest.raises(Refusal, match="is not the key in force"):
        clerk.publish(board, ON)
    following = board / "signing.key.next"
    following.write_bytes(new)
    following.chmod(0o644)
    with pytest.raises(Refusal, match="chmod 600"):
        clerk.publish(board, ON)
    following.chmod(0o600)
    clerk.publish(board, ON)
    assert (board / "signing.key").read_bytes() == new


def test_a_rotation_is_admitted_only_as_both_keys_signed_it_there() -> None:
    agenda = agenda_of(rotated(0, FIRST, SECOND))
    assert agenda.keys == [str(FIRST.verifier), str(SECOND.verifier)]
    elsewhere = SignerKey("other.example", bytes(32))
    refused = {
        "did not sign this rotation as entry 1": rotated(0, SECOND, THIRD),
        "is not the one in force": rotated(1, FIRST, THIRD),
        "not taken up again": rotated(1, SECOND, FIRST),
        "not by a key of": rotated(1, SECOND, elsewhere),
    }
    for words, fact in refused.items():
        with pytest.raises(Refusal, match=words):
            admit(agenda, fact, NOW.date())
    right, other = rotated(1, SECOND, THIRD), rotated(2, SECOND, THIRD)
    for field in ("by_before", "by_after"):
        forged = KeyRotated(
            **{name: getattr(right, name) for name in right.__struct_fields__}
            | {field: getattr(other, field)}
        )
        with pytest.raises(Refusal, match="did not sign"):
            admit(agenda, forged, NOW.date())
    admit(agenda, right, NOW.date())
