"""docs/faults.md says what is tried, no more and no less."""

import re

from faulting.choosing import KINDS
from faulting.defects import DEFECTS
from faulting.operations import OPERATIONS
from faulting.trials import Fault
from running import ROOT, TESTS

PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")


def _table(head: str) -> list[list[str]]:
    """The rows of the table that begins with such a column and another."""
    _, _, rest = PAGE.partition(f"| {head} |")
    rows = rest.split("\n\n")[0].splitlines()[2:]
    return [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in rows]


def test_each_operation_stands_on_the_page() -> None:
    assert _table("operation") == [[one.name, one.what] for one in OPERATIONS.values()]


def test_each_kind_of_fault_stands_on_the_page() -> None:
    assert sorted(kind for kind, _ in _table("fault")) == sorted(
        Fault(1, one).kind for one in KINDS
    )


def test_each_defect_stands_on_the_page() -> None:
    assert _table("defect") == [[one.what, one.operation] for one in DEFECTS.values()]


def test_each_test_on_the_page_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    there = "".join(one.read_text(encoding="utf-8") for one in (TESTS / "faults").glob("test_*.py"))
    assert named == {one for one in named if f"def {one}(" in there}
    assert named


def test_each_test_file_of_faults_is_on_the_page() -> None:
    for path in (TESTS / "faults").glob("test_*.py"):
        tests = re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert path.name in PAGE or any(one in PAGE for one in tests), path.name
