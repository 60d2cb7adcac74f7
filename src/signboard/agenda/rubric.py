"""The rubric by which the house judges: its version, its scales and its thresholds, as values.

A rubric is never edited once released; a change is a new version, and every judgement names
the version it was made by. The words of the labels belong to the board.
"""

from typing import Final, Literal

VERSION: Final = "signboard-1"

Completion = Literal["no_evidence", "not_started", "limited", "substantial", "complete"]
"""How far the work has come. `no_evidence` is not a grade: nothing is known either way."""

Schedule = Literal["none", "ahead", "overdue", "on_time", "late"]
"""Against the present due date: none stated; not due yet; past due and not complete; completed
in time; completed after it. Late is not broken, and says nothing of completion."""

Grounds = Literal["none", "claimed", "documented", "confirmed", "contested"]
"""What the judgement rests on: nothing; only the holder or somebody with a stake says so; one
independent source; two or more of them; sources that contradict each other."""

STEPS: Final[dict[Completion, int]] = {
    "no_evidence": 0,
    "not_started": 1,
    "limited": 2,
    "substantial": 3,
    "complete": 4,
}
"""The order of completion, lowest first."""

SUBSTANTIAL_FACTS: Final = 3
"""So many facts that advance the work, or more, can make it substantial …"""

SUBSTANTIAL_SOURCES: Final = 2
"""… if they come from so many sources, or more, and the last movement is no set-back."""

CONFIRMING_SOURCES: Final = 2
"""So many independent sources, or more, confirm."""
