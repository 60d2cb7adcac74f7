"""What is to come, what is past due and whose date was moved: which commitments, in which order.

A part's due date is its whole's too. What stopped is not to come, but it can still be past due.
"""

from datetime import date

from signboard.agenda import Commitment, Standing
from signboard.board.survey import Survey


def family(standing: Standing) -> tuple[Standing, ...]:
    """A standing and those of its parts."""
    return standing, *standing.parts


def halted(standing: Standing) -> bool:
    """Whether it stopped before its due date, which it is then no longer on the way to."""
    return standing.stopped is not None and standing.schedule == "ahead"


def by_due(survey: Survey) -> list[Commitment]:
    """What is to come, the next first; what is past due; what is done; what stopped; the rest."""
    return sorted(survey.whole, key=lambda one: _due(survey, one))


def past_due(survey: Survey) -> list[Commitment]:
    """Those past a due date, the longest first."""
    late = {one.id: _overdue(survey.standings[one.id]) for one in survey.whole}
    found = [one for one in survey.whole if late[one.id]]
    return sorted(found, key=lambda one: (-late[one.id], one.number))


def moved_due(survey: Survey) -> list[Commitment]:
    """Those that had a due date moved, by the most days first."""
    found = [one for one in survey.whole if _moves(survey.standings[one.id])]
    return sorted(found, key=lambda one: (-_shift(survey.standings[one.id]), one.number))


def _due(survey: Survey, one: Commitment) -> tuple[int, date, int]:
    place, when = min(_dated(survey, each) for each in family(survey.standings[one.id]))
    return place, when, one.number


def _dated(survey: Survey, standing: Standing) -> tuple[int, date]:
    places = {"ahead": 0, "overdue": 1, "on_time": 2, "late": 2, "none": 4}
    place = 3 if halted(standing) else places[standing.schedule]
    due = survey.material.agenda.commitments[standing.commitment].due
    return place, due.interval.end if due is not None else date.max


def _overdue(standing: Standing) -> int:
    """By how many days it is past due, or the part of it that is so longest; or 0."""
    return max((one.days or 0) if one.schedule == "overdue" else 0 for one in family(standing))


def _moves(standing: Standing) -> int:
    return sum(one.moves for one in family(standing))


def _shift(standing: Standing) -> int:
    return max(one.moved_days for one in family(standing))
