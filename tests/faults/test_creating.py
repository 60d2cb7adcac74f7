"""A record whose creation was cut short: it can be begun again, and is whole or not there."""

import multiprocessing
import random
import time
from pathlib import Path

import pytest

from records import NAMED, enter
from signboard import clerk
from signboard.store import sqlite
from signboard.terms import Refusal
from verifying import verify

ROUNDS = 12


def test_a_creation_that_was_killed_can_be_begun_again(
    tmp_path: Path, database: str | None, request: pytest.FixtureRequest
) -> None:
    dice = random.Random(2020)
    context = multiprocessing.get_context("fork")
    outcomes = set()
    for number in range(ROUNDS):
        address = database and request.getfixturevalue("server").schema()
        folder = tmp_path / f"board-{number}"
        child = context.Process(target=clerk.init, args=(folder, address))
        child.start()
        time.sleep(dice.uniform(0, 0.012 if database is None else 0.06))
        child.kill()
        child.join()
        try:
            clerk.init(folder, address)
            outcomes.add("begun again")
        except Refusal as refusal:
            assert "already" in str(refusal)  # noqa: PT017 - either outcome is right
            outcomes.add("was whole")
        enter(folder, [NAMED])
        verdict = verify(folder)
        assert (verdict.difference, verdict.stored) == (None, 1)
    assert "begun again" in outcomes


@pytest.mark.parametrize("content", [b"", None])
def test_a_file_with_no_tables_is_no_record_and_can_be_begun(
    tmp_path: Path, content: bytes | None
) -> None:
    clerk.init(tmp_path)
    whole = (tmp_path / sqlite.FILE).read_bytes()
    (tmp_path / sqlite.FILE).write_bytes(content if content is not None else b"")
    with pytest.raises(Refusal, match="was not laid to its end"):
        clerk.agenda_of(tmp_path)
    clerk.init(tmp_path)
    assert len((tmp_path / sqlite.FILE).read_bytes()) == len(whole)


def test_a_file_that_is_no_record_is_never_begun_anew(tmp_path: Path) -> None:
    (tmp_path / sqlite.FILE).write_bytes(b"Dear reader,\n" * 1000)
    with pytest.raises(Refusal, match="is damaged"):
        clerk.init(tmp_path)
    assert (tmp_path / sqlite.FILE).read_bytes().startswith(b"Dear reader,")
