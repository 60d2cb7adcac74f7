"""Where the project and its commands are, and how a test runs one of them."""

import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
BIN = Path(sys.executable).parent
EXAMPLE = ROOT / "examples" / "gwangju-2020"


def run(*command: object, check: bool = True, **options: Any) -> subprocess.CompletedProcess:
    """Run one of the commands that stand beside this Python, such as `signboard`."""
    name, *arguments = (str(word) for word in command)
    return subprocess.run(
        [BIN / name, *arguments],
        check=check,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        **options,
    )
