"""The bootstrap says in one line what is missing, and the Makefile what can be made."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from running import ROOT

NAMES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11"]
TOO_OLD = '#!/bin/sh\ncase "$2" in *print*) echo 3.9 ;; *) exit 1 ;; esac\n'
WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *print*) echo 3.13 ;; *ensurepip*) exit 1 ;; esac\n'
ABSENT = "#!/bin/sh\nexit 127\n"


def _bootstrap(root: Path, python: str) -> subprocess.CompletedProcess:
    (root / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "bootstrap.sh", root / "tools")
    for name in ("pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, root)
    commands = root / "commands"
    commands.mkdir()
    for name in NAMES:
        (commands / name).write_text(python, encoding="utf-8")
        (commands / name).chmod(0o755)
    return subprocess.run(
        ["sh", root / "tools" / "bootstrap.sh"],
        env={**os.environ, "PATH": f"{commands}:/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("python", "words"),
    [
        (WITHOUT_VENV, "apt install python3.13-venv"),
        (TOO_OLD, "Python 3.9 is too old; install Python 3.11 or later"),
        (ABSENT, "no Python was found"),
    ],
)
def test_a_python_that_will_not_do_is_refused_in_one_line(
    tmp_path: Path, python: str, words: str
) -> None:
    done = _bootstrap(tmp_path, python)

    assert done.returncode == 1
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / ".venv").exists()


def test_make_alone_says_what_can_be_made() -> None:
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    for target in ("up", "test", "check", "bench", "docs", "clean"):
        assert f"make {target} " in said.stdout


def test_the_project_never_names_the_machine_it_was_made_on() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if listed.returncode != 0:
        pytest.skip("this is no git checkout")
    named = [
        name
        for name in listed.stdout.split("\0")
        if name and (ROOT / name).is_file()
        for path in ("/wo" + "rk/", "/home/" + "user", "/ro" + "ot/")
        if path.encode() in (ROOT / name).read_bytes()
    ]

    assert named == []
