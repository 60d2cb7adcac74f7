"""The table of faults: each operation killed, refused and cut off at chosen calls, and what must
hold then. `make faults` tries many more; docs/faults.md says it in words."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faulting.defects import DEFECTS
from faulting.interposing import built, environment
from faulting.operations import OPERATIONS
from running import TESTS, run

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None,
    reason="killing at a chosen call needs Linux and a C compiler",
)
SEED = 2020
FAULTS = 12
"""For each operation: one of each kind."""


def _faults(*options: object) -> subprocess.CompletedProcess:
    return run("python", "-m", "faulting", "--seed", SEED, *options, check=False, cwd=TESTS)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_nothing_kept_is_lost_and_nothing_else_appears(operation: str) -> None:
    done = _faults("--count", FAULTS, "--only", operation)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"all {FAULTS} held" in done.stdout


def _calls(*options: object) -> list[str]:
    listed = _faults("--only", "key rotate", *options)
    assert listed.returncode == 0, listed.stdout + listed.stderr
    return re.findall(r"^ *\d+ [A-Z].*", listed.stdout, re.MULTILINE)


def test_what_is_tried_makes_the_calls_of_the_command_itself() -> None:
    calls = _calls("--list")
    assert len(calls) > 20
    assert calls == _calls("--real")


def test_a_fork_that_others_end_tears_no_call_out_of_the_trace(tmp_path: Path) -> None:
    library = built(tmp_path)
    assert library is not None
    done = run("python", "-m", "faulting.ending", cwd=TESTS, env=environment(library))
    assert done.stdout == "0\n"


@pytest.mark.parametrize("name", DEFECTS)
def test_a_product_with_a_defect_is_found_out(name: str) -> None:
    defect = DEFECTS[name]
    done = _faults(
        "--defect", name, "--only", defect.operation, "--kind", defect.kind, "--count", defect.count
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(r"^\d+ of \d+ failed$", done.stdout, re.MULTILINE), done.stdout
