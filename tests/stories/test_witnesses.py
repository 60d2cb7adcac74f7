"""Stories: a board whose site is published only when witnesses have cosigned its checkpoint."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from records import enter, found, lay
from signboard import clerk, settings
from signboard.clerk.publishing import Published
from signboard.record.notes import Note, VerifierKey
from signboard.terms import Refusal
from strangers import Answer
from verifying import verify
from witnesses import NOW, Council, witnesses


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A board of a few entries."""
    return lay(tmp_path / "board")


@pytest.fixture
def council(tmp_path: Path, folder: Path) -> Iterator[Council]:
    """Two witnesses that know the board, and that it requires."""
    with witnesses(tmp_path, 2) as both:
        both.trust(VerifierKey.parse(str(clerk.verifier_key(folder))))
        both.name_in(folder / settings.FILE, 2)
        yield both


def _publish(folder: Path) -> Published:
    return clerk.publish(folder, date(2026, 11, 25), compress=False)


def _site(folder: Path) -> dict[str, bytes]:
    site = folder / "site"
    return {
        str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def _cosigned(folder: Path, council: Council) -> list[bool]:
    note = Note.parse((folder / "site/checkpoint").read_bytes())
    return [one.signer.verifier.signed_at(note) == NOW for one in council.strangers]


def _down(*_: object) -> Answer:
    return 503, {}, b"no\n"


def test_a_board_is_published_with_the_cosignatures_that_it_requires(
    folder: Path, council: Council
) -> None:
    done = _publish(folder)

    assert (done.made, done.missing) == (True, ())
    assert _cosigned(folder, council) == [True, True]
    page = (folder / "site/en/record/index.html").read_text(encoding="utf-8")
    assert re.findall(r"<b>(w\d\.example)</b>", page) == ["w1.example", "w2.example"]
    assert all(str(one.signer.verifier.name) in page for one in council.strangers)


def test_who_has_cosigned_is_not_asked_again_where_nothing_changed(
    folder: Path, council: Council
) -> None:
    _publish(folder)
    before = _site(folder)
    assert not _publish(folder).made
    assert _site(folder) == before
    assert [len(one.asked) for one in council.strangers] == [1, 1]


def test_a_record_that_has_grown_is_cosigned_from_where_the_witnesses_stand(
    folder: Path, council: Council
) -> None:
    _publish(folder)
    for number in range(5, 9):
        enter(folder, [found(number)])
        assert _publish(folder).missing == ()
        assert _cosigned(folder, council) == [True, True]
    assert [len(one.asked) for one in council.strangers] == [5, 5]


def test_without_enough_cosignatures_the_old_site_stands_until_there_are(
    folder: Path, council: Council
) -> None:
    _publish(folder)
    before = _site(folder)
    enter(folder, [found(5)])
    council.strangers[1].lie = _down

    with pytest.raises(Refusal, match=r"^1 of the 2 required .* w2\.example answered with .* 503"):
        _publish(folder)
    pages = {path: content for path, content in _site(folder).items() if path in before}
    assert pages == before
    council.strangers[1].lie = None
    assert _publish(folder).made
    assert _cosigned(folder, council) == [True, True]


def test_a_checkpoint_that_was_refused_is_never_shown_nor_carried_by_a_proof(
    folder: Path, council: Council
) -> None:
    for one in council.strangers:
        one.lie = _down
    with pytest.raises(Refusal, match="nothing was published"):
        _publish(folder)
    for one in council.strangers:
        one.lie = None
    enter(folder, [found(7)])
    _publish(folder)

    site = folder / "site"
    assert [one.name for one in (site / "checkpoints").iterdir()] == ["9"]
    proof = (site / "proof/000.tlog-proof").read_bytes()
    assert council.strangers[0].signer.verifier.signed(Note.parse(proof.partition(b"\n\n")[2]))
    assert verify(folder, witnesses=[one.key for one in council.settings]).difference is None


def test_a_checkpoint_that_was_refused_is_not_shown_either_once_fewer_are_required(
    folder: Path, council: Council
) -> None:
    council.strangers[0].lie = _down
    with pytest.raises(Refusal, match="nothing was published"):
        _publish(folder)
    enter(folder, [found(7)])
    council.name_in(folder / settings.FILE, 0)
    _publish(folder)

    assert [one.name for one in (folder / "site/checkpoints").iterdir()] == ["9"]
    assert verify(folder).difference is None


def test_what_was_shown_is_shown_again_though_more_are_required_since(
    folder: Path, council: Council, tmp_path: Path
) -> None:
    council.name_in(folder / settings.FILE, 0)
    for one in council.strangers:
        one.lie = _down
    _publish(folder)
    enter(folder, [found(7)])
    _publish(folder)
    for one in council.strangers:
        one.lie = None
    council.name_in(folder / settings.FILE, 2)
    enter(folder, [found(8)])
    _publish(folder)
    before = _site(folder)
    clerk.backup(folder, tmp_path / "copy")

    shutil.rmtree(folder / "log")
    _publish(folder)
    assert _site(folder) == before
    again = tmp_path / "again"
    clerk.restore(str(tmp_path / "copy"), again, key=folder / "signing.key")
    _publish(again)
    assert _site(again) == before


def test_a_witness_that_comes_late_is_added_to_the_same_checkpoint(
    folder: Path, council: Council
) -> None:
    council.name_in(folder / settings.FILE, 1)
    council.strangers[0].lie = _down
    first = _publish(folder)
    assert first.missing == ("w1.example answered with status 503: ask its keeper",)
    assert _cosigned(folder, council) == [False, True]
    council.strangers[0].lie = None

    second = _publish(folder)

    assert (second.made, second.missing) == (True, ())
    assert _cosigned(folder, council) == [True, True]
    assert len(council.strangers[1].asked) == 1


def test_a_record_put_back_from_an_older_copy_is_refused_and_why_is_said(
    tmp_path: Path, folder: Path, council: Council
) -> None:
    _publish(folder)
    copy = shutil.copytree(folder, tmp_path / "copy", symlinks=True)
    enter(folder, [found(5), found(6)])
    _publish(folder)
    shutil.rmtree(folder)
    copy.rename(folder)
    before = _site(folder)

    enter(folder, [found(7)])
    with pytest.raises(Refusal) as refused:
        _publish(folder)
    assert str(refused.value).count("may mean that the record was rolled back or forked") == 2
    enter(folder, [found(8), found(9)])
    with pytest.raises(Refusal) as refused:
        _publish(folder)
    assert str(refused.value).count("may mean that the record was rolled back or forked") == 2
    assert {path: _site(folder)[path] for path in before} == before


def test_after_a_rotation_a_witness_is_told_the_new_key(folder: Path, council: Council) -> None:
    _publish(folder)
    clerk.rotate_key(folder)
    with pytest.raises(Refusal, match=r"w1\.example doesn't trust the key that signed it"):
        _publish(folder)
    council.trust(VerifierKey.parse(str(clerk.verifier_key(folder))))

    assert _publish(folder).missing == ()
    assert _cosigned(folder, council) == [True, True]


def test_a_board_without_witnesses_is_published_as_ever(folder: Path) -> None:
    assert _publish(folder).missing == ()
