"""The one door: whoever wants something entered or published asks the clerk.

The clerk reads what is asked, has it admitted, appends it, and publishes what the record adds up
to. It alone writes to the record, it holds the clock and the dice, and it has no flag that skips
a check. What is refused is not recorded.
"""

from signboard.clerk.filing import (
    Proposal,
    Receipt,
    check,
    enter_drafts,
    file,
    pairs,
    propose,
)
from signboard.clerk.loading import agenda_of, init
from signboard.clerk.opening import texts
from signboard.clerk.publishing import Published, publish
from signboard.clerk.rotating import rotate_key, verifier_key
from signboard.clerk.sitting import Sitting, sitting
from signboard.store import Head

__all__ = [
    "Head",
    "Proposal",
    "Published",
    "Receipt",
    "Sitting",
    "agenda_of",
    "check",
    "enter_drafts",
    "file",
    "init",
    "pairs",
    "propose",
    "publish",
    "rotate_key",
    "sitting",
    "texts",
    "verifier_key",
]
