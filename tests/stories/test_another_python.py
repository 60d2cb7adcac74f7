"""The way from an announcement to a verified board, under another Python than the tests' own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from running import ROOT, TESTS

OLDEST = (3, 11)
_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11", "/usr/bin/python3")
_VERSION = "import sys; print(*sys.version_info[:2])"


def _others() -> list[str]:
    """The Pythons of other versions that are installed here, the newest first."""
    found = {}
    for path in filter(None, map(shutil.which, _NAMES)):
        done = subprocess.run([path, "-c", _VERSION], capture_output=True, text=True, check=False)
        version = tuple(int(part) for part in done.stdout.split())
        if done.returncode == 0 and version >= OLDEST and version != sys.version_info[:2]:
            found.setdefault(version, path)
    return [found[version] for version in sorted(found, reverse=True)]


@pytest.fixture(scope="module")
def commands() -> Path:
    """The folder of Signboard's commands, installed for the newest other Python."""
    uv, into = ROOT / ".uv/bin/uv", ROOT / "var/another-python"
    others = _others()
    if not others or not uv.exists():
        pytest.skip("no other Python and uv are here")
    done = subprocess.run(
        [uv, "sync", "--quiet", "--locked", "--no-dev", "--python", others[0]],
        env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(into), "UV_PYTHON_DOWNLOADS": "never"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"it can't be installed for {others[0]}: {done.stderr[-200:]}")
    return into / "bin"


def test_the_whole_way_works_in_folders_named_from_where_one_stands(
    commands: Path, tmp_path: Path
) -> None:
    shutil.copy(TESTS / "documents" / "brackwater.md", tmp_path / "announcement.md")
    for typed in (
        "read announcement.md",
        "init board",
        "file board announcement.md --accept --as plan",
        "publish board",
        "publish board --no-compress",
        "key rotate board --yes",
        "publish board",
        "backup board copy",
        "restore copy again --key board/signing.key",
        "restore board/site once-more",
        "withhold board --document plan --ground copyright --reason-en Asked --yes",
        "verify board",
        "verify board/site",
        "verify again",
    ):
        done = subprocess.run(
            [commands / "signboard", *typed.split()],
            cwd=tmp_path,
            env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{typed}: {done.stderr}"
