"""Commands as they are typed."""

import sys
from collections.abc import Callable

import pytest

from signboard.cli import main


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Type a command; have its exit code, its output and its errors."""

    def typed(*words: object) -> tuple[int, str, str]:
        monkeypatch.setenv("COLUMNS", "120")
        monkeypatch.setattr(sys, "argv", ["signboard", *map(str, words)])
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code
        shown = capfd.readouterr()
        return int(str(code or 0)), shown.out, shown.err

    return typed
