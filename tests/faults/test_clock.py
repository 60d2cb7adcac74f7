"""A clock that goes backwards, or was wrong: the record's times never go back."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from records import enter, fact, found, lay
from signboard import clerk
from signboard.clerk.loading import opened
from signboard.record.encoding import decode
from signboard.terms import Refusal
from verifying import verify

Set = Callable[[str], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Set:
    """Sets the clock on the office's wall."""

    def set_to(time: str) -> None:
        now = datetime.fromisoformat(time).replace(tzinfo=UTC)

        class Clock(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:
                return now

        class Calendar(date):
            @classmethod
            def today(cls) -> date:
                return now.date()

        office = sys.modules["signboard.clerk.sitting"]  # a function bears that name too
        monkeypatch.setattr(office, "datetime", Clock)
        monkeypatch.setattr(office, "date", Calendar)

    return set_to


def _times(folder: Path) -> list[datetime]:
    with opened(folder) as record:
        return [decode(row.line).at for row in record.rows()]


def test_time_does_not_go_back_between_sittings(tmp_path: Path, clock: Set) -> None:
    clock("2026-11-24T09:00:00")
    folder = lay(tmp_path / "board")
    clock("2026-11-20T09:00:00")
    enter(folder, [found(8)])
    clock("2026-11-25T10:00:00")
    enter(folder, [found(9)])

    times = _times(folder)
    assert times == sorted(times)
    assert times[-2] == times[-3], "the clock was behind, so the last time stands"
    assert times[-1] == datetime(2026, 11, 25, 10, tzinfo=UTC)
    assert verify(folder).difference is None


def test_time_does_not_go_back_within_a_sitting(tmp_path: Path, clock: Set) -> None:
    clock("2026-11-24T09:00:00")
    folder = lay(tmp_path / "board")
    with clerk.sitting(folder) as sitting:
        for hour in (12, 11, 10, 13):
            clock(f"2026-11-24T{hour}:00:00")
            entered, blobs = fact(hour)
            sitting.enter([("", entered)], blobs)

    assert [one.hour for one in _times(folder)[-4:]] == [12, 12, 12, 13]
    assert verify(folder).difference is None


def test_a_fact_of_a_day_that_has_not_come_is_refused(tmp_path: Path, clock: Set) -> None:
    clock("2026-11-24T09:00:00")
    folder = lay(tmp_path / "board")
    clock("2026-01-05T09:00:00")  # the fact's day is the sixth

    with pytest.raises(Refusal, match="2026-01-06"):
        enter(folder, [found(8)])

    assert len(_times(folder)) == 8
    assert verify(folder).difference is None


def test_a_board_is_published_by_a_clock_that_went_back(tmp_path: Path, clock: Set) -> None:
    clock("2026-11-24T09:00:00")
    folder = lay(tmp_path / "board")
    clerk.publish(folder, date(2026, 11, 24))
    clerk.publish(folder, date(2026, 11, 20))

    assert verify(folder).difference is None
