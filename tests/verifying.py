"""An audit as a test asks for it: what the verifier remembers lies beside the board."""

from pathlib import Path
from typing import Any

from signboard import auditor
from signboard.auditor import Asked, Verdict


def verify(folder: Path, **asked: Any) -> Verdict:
    """Audit a board or a site in a folder."""
    state = folder.with_name(f"{folder.name}.state")
    return auditor.verify(str(folder), Asked(**{"state": state, **asked}))
