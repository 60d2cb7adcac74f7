"""The house's contracts hold, and each is broken here on purpose to see that it would be caught."""

import ast
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from running import BIN, ROOT

PACKAGE = ROOT / "src" / "signboard"
CORE = ("terms.py", "reading", "finding", "record", "agenda", "board")
LAYERS = "Each layer knows only those below it, and there is no other"
ONE_DOOR = "Only the clerk imports what appends"
PURE = "The core takes values and returns values"
DESK = "Django only at the desk"
SIBLINGS = "No circles among siblings"
APART = "What audits a log shares nothing with what writes it but the formats"

BROKEN = [
    (LAYERS, "terms.py", "import signboard.record"),
    (LAYERS, "reading/__init__.py", "import signboard.finding"),
    (LAYERS, "record/tree.py", "import signboard.finding"),
    (LAYERS, "agenda/state.py", "import signboard.board"),
    (LAYERS, "store/site.py", "import signboard.exchange.drafts"),
    (LAYERS, "settings.py", "import signboard.clerk"),
    (LAYERS, "auditor/replay.py", "import signboard.clerk"),
    (LAYERS, "clerk/sitting.py", "import signboard.cli"),
    (LAYERS, "clerk/sitting.py", "import signboard.witness.keys"),
    (LAYERS, "serving.py", "import signboard.witness"),
    (LAYERS, "fetching.py", "import signboard.store.site"),
    (LAYERS, "helpers.py", "# a module that stands in no layer"),
    (ONE_DOOR, "auditor/stored.py", "from signboard.store.appending import append"),
    (ONE_DOOR, "cli/commands.py", "import signboard.store.appending"),
    (ONE_DOOR, "store/sqlite.py", "from signboard.store import appending"),
    (PURE, "terms.py", "import time"),
    (PURE, "reading/__init__.py", "from pathlib import Path"),
    (PURE, "finding/__init__.py", "import random"),
    (PURE, "record/sealing.py", "import secrets"),
    (PURE, "agenda/state.py", "from os import environ"),
    (PURE, "board/__init__.py", "import sqlite3"),
    (DESK, "clerk/__init__.py", "import django"),
    (APART, "auditor/notes.py", "from signboard.record import notes"),
    (APART, "auditor/log.py", "from signboard.store import Row"),
    (APART, "auditor/proving.py", "import signboard.agenda"),
    (APART, "auditor/single.py", "import signboard.auditor.replay"),
    (SIBLINGS, "record/entries.py", "import signboard.record.encoding"),
]


def _lint(root: Path) -> str:
    done = subprocess.run(
        [BIN / "lint-imports", "--no-cache", "--no-logo"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, root / "src" / "signboard", ignore=shutil.ignore_patterns("static"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def test_every_contract_is_kept(copy: Path) -> None:
    said = _lint(copy)

    assert "Contracts: 6 kept, 0 broken." in said, said


@pytest.mark.parametrize(("contract", "module", "line"), BROKEN)
def test_a_line_that_breaks_a_contract_is_caught(
    copy: Path, contract: str, module: str, line: str
) -> None:
    path = copy / "src" / "signboard" / module
    before = path.read_bytes() if path.exists() else None
    path.write_bytes((before or b"") + f"\n{line}\n".encode())
    try:
        said = _lint(copy)
    finally:
        path.unlink() if before is None else path.write_bytes(before)

    assert f"{contract} BROKEN" in said, said


BANNED = [
    "from datetime import datetime\nnow = datetime.now()",
    "import datetime\nnow = datetime.datetime.now(datetime.UTC)",
    "from datetime import date\nday = date.today()",
    "import time\nnow = time.time()",
    "from time import monotonic\nnow = monotonic()",
    "import uuid\nname = uuid.uuid4()",
    "import random\nchance = random.random()",
    "import secrets\nsalt = secrets.token_bytes(16)",
    "import os\noffice = os.environ['OFFICE']",
    "import urllib.request\npage = urllib.request.urlopen('https://example.org')",
]


def _ruff(path: str, source: str) -> int:
    command = [BIN / "ruff", "check", "--quiet", "--select", "TID251", "--stdin-filename", path]
    done = subprocess.run([*command, "-"], input=source.encode(), cwd=ROOT, check=False)
    return done.returncode


@pytest.mark.parametrize("source", BANNED)
def test_the_core_can_not_ask_for_the_time_or_throw_dice(source: str) -> None:
    assert _ruff("src/signboard/agenda/fold.py", source) == 1
    assert _ruff("src/signboard/board/pages.py", source) == 1
    assert _ruff("src/signboard/clerk/sitting.py", source) == 0


REACHING_OUT = re.compile(r"^\s*(?:from|import) (?:urllib\.request|http\.client)\b", re.MULTILINE)


def test_one_module_reaches_for_the_network() -> None:
    reaching = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if REACHING_OUT.search(path.read_text(encoding="utf-8"))
    }

    assert reaching == {"fetching.py"}


def _sources() -> list[Path]:
    return [
        path
        for name in CORE
        for path in ([PACKAGE / name] if name.endswith(".py") else (PACKAGE / name).rglob("*.py"))
    ]


def _calls(source: str) -> set[str]:
    found = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {name.id for name in found if isinstance(name, ast.Name)}


REACHING = {"open", "input", "print", "exec", "eval", "compile", "breakpoint", "__import__"}
"""Built-in functions that need no import to reach out of the core."""


def test_the_core_calls_nothing_built_in_that_reaches_out() -> None:
    reaching = {
        (str(path.relative_to(PACKAGE)), name)
        for path in _sources()
        for name in _calls(path.read_text(encoding="utf-8")) & REACHING
    }

    assert _calls("text = open('announcement.txt').read()") & REACHING
    assert not reaching


def test_every_module_fits_in_the_head() -> None:
    lengths = {
        str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8").count("\n")
        for path in PACKAGE.rglob("*.py")
    }

    assert {name: lines for name, lines in lengths.items() if lines > 300} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert silent == []
