"""Hosts that answer the same question in two ways, as only an address can."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from records import enter, found, lay
from signboard import auditor, clerk, fetching
from signboard.auditor import Asked, Verdict

TRUE, FALSE = b"Search 3 found nothing.", b"Search 3 found a crime."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More than a bundle, so that an audit has let go of the first words when it makes pages."""
    folder = lay(tmp_path_factory.mktemp("board") / "board")
    enter(folder, [found(number) for number in range(5, 260)])
    return clerk.publish(folder, date(2026, 11, 25), compress=False).path


class Host:
    """Serves a site, but each blob truly only so many times; then as `later` says."""

    def __init__(self, site: Path, later: bytes | None) -> None:
        self._site, self._later = site, later
        self._asked: Counter[str] = Counter()

    def get(self, url: str, limit: int) -> bytes | None:
        path = url.removeprefix("http://board.example/")
        file = self._site / (f"{path}index.html" if path.endswith("/") or not path else path)
        if not file.is_file():
            return None
        content = file.read_bytes()
        self._asked[path] += 1
        if not path.startswith("blob/"):
            return content.replace(TRUE, FALSE)
        if TRUE in content and self._asked[path] > 1:
            return self._later and content.replace(TRUE, self._later)
        return content


def _audit(host: Host, state: Path, monkeypatch: pytest.MonkeyPatch) -> Verdict:
    monkeypatch.setattr(fetching, "get", host.get)
    return auditor.verify("http://board.example", Asked(state=state))


@pytest.mark.parametrize("later", [FALSE, None])
def test_words_are_the_ones_that_were_checked_when_the_pages_are_made(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: bytes | None
) -> None:
    """A host shows pages with other words, and the true words only to the first question."""
    verdict = _audit(Host(site, later), tmp_path, monkeypatch)

    assert verdict.difference is not None
    assert verdict.difference.startswith("blob/sha256/")
