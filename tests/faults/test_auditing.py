"""What an auditor finds though leaves and roots agree: written by a writer that was no clerk."""

from datetime import timedelta
from pathlib import Path

import pytest

from making import BLOBS, NOW, SEALED, entry
from signboard import clerk, store
from signboard.record.encoding import encode
from signboard.record.entries import BoardNamed, EntryWithdrawn, EvidenceSought, WordsWithheld
from signboard.record.tree import Frontier
from signboard.store.appending import append
from signboard.terms import Interval
from verifying import verify

NAMED = BoardNamed(title=SEALED, publisher=SEALED)
FIRST = encode(entry(NAMED, NOW))


def audited(folder: Path, database: str | None, *lines: bytes) -> str | None:
    """Write lines as no clerk would, and have them audited."""
    clerk.init(folder, database)
    with store.opened(folder, database) as record:
        append(record, Frontier(), lines, BLOBS)
    return verify(folder).difference


def test_lines_as_a_clerk_writes_them_are_verified(tmp_path: Path, database: str | None) -> None:
    assert audited(tmp_path / "board", database, FIRST, FIRST) is None


WITHHELD = WordsWithheld(entry=0, words=("sha256:" + "0" * 64,), ground="security", reason=SEALED)
SOUGHT = EvidenceSought(subject="plan-01", on=Interval.parse("2026"), statement=SEALED)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (FIRST.replace(b":", b": ", 1), "entry 1 is not in its canonical form"),
        (encode(entry(NAMED, NOW - timedelta(days=1))), "entry 1 says that it is older"),
        (encode(entry(EntryWithdrawn(entry=1, reason=SEALED))), "entry 1 can't stand"),
        (encode(entry(SOUGHT)), "entry 1 can't stand: no commitment"),
        (encode(entry(WITHHELD)), "entry 1 can't stand: entry 0 does not seal all that"),
        (b"{}", "entry 1 can't stand: not an entry"),
    ],
)
def test_a_line_that_a_clerk_would_not_write_is_named(
    tmp_path: Path, database: str | None, line: bytes, said: str
) -> None:
    difference = audited(tmp_path / "board", database, FIRST, line)
    assert difference is not None
    assert said in difference
