"""What the tests share: where the originals that are not part of this repository may lie, the
example's board as it is served, and a last line that says what was skipped and why."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from running import Served, build_example, serve
from tools.postgresql import Server, running

DOCUMENTS = Path(__file__).parent / "documents"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The directory of originals beside the checkout, or the one that SIGNBOARD_SHARED names."""
    beside = Path(__file__).parents[1] / "../shared"
    found = Path(os.environ.get("SIGNBOARD_SHARED", beside))
    if not found.is_dir():
        pytest.skip("needs ../shared")
    return found


@pytest.fixture(scope="session")
def documents() -> Path:
    """The invented documents that the tests read."""
    return DOCUMENTS


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's board, made as its script makes it and published."""
    return build_example(tmp_path_factory.mktemp("example") / "board")


@pytest.fixture(scope="session")
def served(example: Path) -> Iterator[Served]:
    """The example's board, served by the real server."""
    with serve(example) as running:
        yield running


@pytest.fixture(autouse=True)
def _state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no verifier recall what another test's saw: their boards have the same names."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """PostgreSQL, started when it is first asked for."""
    try:
        with running() as found:
            yield found
    except LookupError as missing:
        pytest.skip(str(missing))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    """Where a record lies: in its folder, then in a schema of its own in PostgreSQL."""
    if request.param == "sqlite":
        return None
    server: Server = request.getfixturevalue("server")
    return server.schema()


_skipped: Counter[str] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count what is skipped, by its reason."""
    if report.skipped and isinstance(report.longrepr, tuple):
        _skipped[report.longrepr[2].removeprefix("Skipped: ")] += 1


@pytest.hookimpl(wrapper=True)
def pytest_unconfigure() -> Iterator[None]:
    """Say last what was skipped and why."""
    yield
    for reason, count in sorted(_skipped.items()):
        sys.stdout.write(f"{count} skipped because: {reason}\n")
