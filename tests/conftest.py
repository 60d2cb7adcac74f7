"""What the tests share: where the originals that are not part of this repository may lie."""

import os
from pathlib import Path

import pytest

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
