"""A witness that trusts one log."""

from pathlib import Path

import pytest

from growing import Log
from signboard.record.notes import SignerKey
from signboard.witness import keeping, keys


@pytest.fixture
def log() -> Log:
    """The log that the witness trusts."""
    return Log()


@pytest.fixture
def folder(tmp_path: Path, log: Log) -> Path:
    """The folder of a witness that has cosigned nothing yet."""
    made = tmp_path / "witness"
    keys.init(made, "witness.example", bytes([9]) * 32)
    with keeping.opened(made) as database:
        keeping.trust(database, log.signer.verifier)
    return made


@pytest.fixture
def signer(folder: Path) -> SignerKey:
    """The witness's key."""
    return keys.read(folder)
