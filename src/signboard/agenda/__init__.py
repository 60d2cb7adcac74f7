"""The agenda: what the record adds up to, and how far each commitment has come.

`fold` adds entries up, `admit` refuses what could not be added, `standing` judges by a rubric.
All are pure: they know the entries that existed (`known_at`) and the day that is asked about
(`on`) only as arguments, and never mix the two.
"""

from signboard.agenda.admit import admit
from signboard.agenda.fold import apply, fold, forget
from signboard.agenda.standing import Standing, standing
from signboard.agenda.state import Agenda, Cited, Commitment, Due, Listed, Sought, Withheld

__all__ = [
    "Agenda",
    "Cited",
    "Commitment",
    "Due",
    "Listed",
    "Sought",
    "Standing",
    "Withheld",
    "admit",
    "apply",
    "fold",
    "forget",
    "standing",
]
