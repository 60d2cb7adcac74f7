"""The one door: whoever wants something entered or published asks the clerk.

The clerk reads what is asked, has it admitted, appends it, and publishes what the record adds up
to. It alone writes to the record, it holds the clock and the dice, and it has no flag that skips
a check. What is refused is not recorded.
"""

from signboard.clerk.backing import backup
from signboard.clerk.filing import (
    Proposal,
    Receipt,
    check,
    enter_drafts,
    file,
    pairs,
    propose,
)
from signboard.clerk.loading import Laid, agenda_of, init
from signboard.clerk.opening import texts
from signboard.clerk.publishing import Published, publish
from signboard.clerk.restoring import Restored, restore
from signboard.clerk.rotating import rotate_key, verifier_key
from signboard.clerk.searching import Place, search
from signboard.clerk.sitting import Sitting, sitting
from signboard.clerk.withholding import Proposed, Removed, propose_document, propose_words, withhold
from signboard.clerk.withholding import finish as finish_withholding
from signboard.store import Head

__all__ = [
    "Head",
    "Laid",
    "Place",
    "Proposal",
    "Proposed",
    "Published",
    "Receipt",
    "Removed",
    "Restored",
    "Sitting",
    "agenda_of",
    "backup",
    "check",
    "enter_drafts",
    "file",
    "finish_withholding",
    "init",
    "pairs",
    "propose",
    "propose_document",
    "propose_words",
    "publish",
    "restore",
    "rotate_key",
    "search",
    "sitting",
    "texts",
    "verifier_key",
    "withhold",
]
