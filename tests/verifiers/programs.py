"""The verifiers that others wrote, each as a function: a site, the log's keys and a checkpoint seen
before in, what it complains of out ("" where nothing). Where one isn't here its test is skipped."""

import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Sequence
from pathlib import Path

import pymerkle
import pytest

from running import ROOT

Verifier = Callable[[Path, Sequence[str], Path | None], str]

GO = ROOT / "var/verifiers/golang"
AICS = ROOT / "var/verifiers/venv/bin/python"
STRANGER = ROOT / "examples/verifier/verify.py"


def _run(*command: object) -> str:
    ran = subprocess.run(
        [str(word) for word in command], capture_output=True, encoding="utf-8", check=False
    )
    return (ran.stdout + ran.stderr).strip() or "refused" if ran.returncode else ""


def go_program() -> Path:
    """Our few lines of Go over the packages of others, as new as their source."""
    sources = (ROOT / "tests/verifiers/golang").glob("*.go")
    if not GO.exists() or any(one.stat().st_mtime > GO.stat().st_mtime for one in sources):
        pytest.skip("needs Go and its packages from Debian (tools/verifiers.sh)")
    return GO


def go(site: Path, keys: Sequence[str], seen: Path | None) -> str:
    """golang.org/x/mod/sumdb: note and tlog."""
    return _run(go_program(), *(["-seen", seen] if seen else []), site, keys[0])


def aics(site: Path, keys: Sequence[str], seen: Path | None) -> str:
    """aics-tlog."""
    if not AICS.exists():
        pytest.skip("needs Python 3.12 with aics-tlog (tools/verifiers.sh)")
    return _run(AICS, ROOT / "tests/verifiers/with_aics.py", site, seen or "-", *keys)


def stranger(site: Path, keys: Sequence[str], seen: Path | None) -> str:
    """What a stranger would write from docs/format.md."""
    return _run(sys.executable, STRANGER, site, keys[0], *([seen] if seen else []))


def merkle(site: Path, keys: Sequence[str], seen: Path | None) -> str:
    """pymerkle: a tree of its own over the entries in the bundles."""
    try:
        _merkle(site, seen)
    except (pymerkle.InvalidProof, AssertionError, OSError, ValueError) as error:
        return f"pymerkle: {type(error).__name__} {error}"
    return ""


def _merkle(site: Path, seen: Path | None) -> None:
    size, root = _head((site / "checkpoint").read_text())
    tree = pymerkle.InmemoryTree.init_from_entries(_entries(site, size))
    assert (tree.get_size(), tree.get_root()) == (size, root), "another root"
    kept = [_head((site / f"checkpoints/{one}").read_text()) for one in published(site, size)]
    for older, state in [*kept, *([_head(seen.read_text())] if seen else [])]:
        assert older <= size, "rolled back"
        proof = tree.prove_consistency(older, size)
        pymerkle.verify_consistency(state, root, proof, older, size)
    for number, path in enumerate(sorted((site / "proof").rglob("*.tlog-proof"))[:size]):
        head, _, checkpoint = path.read_text().partition("\n\n")
        older, state = _head(checkpoint)
        proof = tree.prove_inclusion(number + 1, older)
        pymerkle.verify_inclusion(tree.get_leaf(number + 1), state, proof, number + 1, older)
        theirs = [bytes.fromhex(one) for one in proof.serialize()["path"][1:]]
        ours = [b64decode(line) for line in head.split("\n")[2:]]
        assert ours == theirs, f"another proof of entry {number}"


def published(site: Path, size: int) -> list[int]:
    """The sizes of the kept checkpoints, without one that is still to be published."""
    found = sorted(int(path.name) for path in (site / "checkpoints").iterdir())
    return [one for one in found if one <= size]


def _head(checkpoint: str) -> tuple[int, bytes]:
    _, size, root, _ = checkpoint.split("\n", 3)
    return int(size), b64decode(root)


def _entries(site: Path, size: int) -> list[bytes]:
    entries: list[bytes] = []
    for start in range(0, size, 256):
        partial = f".p/{size - start}" if size - start < 256 else ""
        bundle = (site / f"tile/entries/{start // 256:03}{partial}").read_bytes()
        while bundle:
            end = 2 + int.from_bytes(bundle[:2], "big")
            entries.append(bundle[2:end])
            bundle = bundle[end:]
    return entries


VERIFIERS: dict[str, Verifier] = {
    "go": go,
    "aics-tlog": aics,
    "pymerkle": merkle,
    "a stranger": stranger,
}
