"""What verifiers that others wrote say of an honest record, and of each fault in one."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.verifiers.faults import FAULTS, Fault
from tests.verifiers.programs import VERIFIERS
from tests.verifiers.sites import FIRST, SECOND, honest

KEY = str(FIRST.verifier)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The honest site."""
    return honest().publish(tmp_path_factory.mktemp("honest"))


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Fault], Path]:
    """A site with a fault, made once for all verifiers."""

    @cache
    def made(fault: Fault) -> Path:
        folder = tmp_path_factory.mktemp("faulty") / "site"
        fault.make(folder)
        return folder

    return made


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_an_honest_record_passes(verifier: str, site: Path) -> None:
    assert VERIFIERS[verifier](site, [KEY], None) == ""


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_an_honest_record_that_grew_passes(verifier: str, site: Path) -> None:
    for seen in (site / "checkpoints").iterdir():
        assert VERIFIERS[verifier](site, [KEY], seen) == ""


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_an_honest_record_whose_key_was_rotated_passes(verifier: str, tmp_path: Path) -> None:
    folder = honest(rotating=True).publish(tmp_path / "site")
    assert VERIFIERS[verifier](folder, [KEY, str(SECOND.verifier)], None) == ""


@pytest.mark.parametrize("verifier", VERIFIERS)
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_seen_or_passed_by_for_a_reason(
    fault: Fault, verifier: str, site: Path, faulty: Callable[[Fault], Path]
) -> None:
    seen = site / "checkpoint" if fault.seen else None
    keys = [str(key.verifier) for key in fault.keys]

    complaint = VERIFIERS[verifier](faulty(fault), keys, seen)

    assert bool(complaint) == (verifier not in fault.unseen), complaint
