"""The test vectors are a record that every verifier passes, with nothing but the page to go by."""

import re
from pathlib import Path

import pytest

from running import ROOT
from tests.verifiers.programs import VERIFIERS

PAGE = (ROOT / "docs/reference/vectors.md").read_text(encoding="utf-8")
KEYS = re.findall(r"`(board\.example\+[0-9a-f]{8}\+[^`]+)` \|", PAGE)


def written(folder: Path) -> Path:
    """The site, written file by file from the page."""
    for path, form, text in re.findall(r"### `([^`]+)`\n\n```(\w+)\n(.*?)```", PAGE, re.DOTALL):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes.fromhex(text) if form == "hex" else text.encode())
    return folder


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_every_verifier_passes_the_test_vectors(verifier: str, tmp_path: Path) -> None:
    assert VERIFIERS[verifier](written(tmp_path), KEYS, None) == ""


@pytest.mark.parametrize("verifier", ["go", "a stranger"])
def test_a_verifier_with_another_first_key_refuses_them(verifier: str, tmp_path: Path) -> None:
    assert VERIFIERS[verifier](written(tmp_path), KEYS[1:], None)
