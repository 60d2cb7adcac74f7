"""Where the project and its commands are, and how a test runs them and the real server."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
BIN = Path(sys.executable).parent
EXAMPLE = ROOT / "examples" / "gwangju-2020"


def run(*command: object, check: bool = True, **options: Any) -> subprocess.CompletedProcess:
    """Run one of the commands that stand beside this Python, such as `signboard`."""
    name, *arguments = (str(word) for word in command)
    return subprocess.run(
        [BIN / name, *arguments],
        check=check,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        **options,
    )


def build_example(folder: Path) -> Path:
    """Make the example's board in a folder, by its own script."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    command = [EXAMPLE / "build.sh", folder]
    subprocess.run(command, env={**os.environ, "PATH": path}, check=True, capture_output=True)
    return folder


@dataclass(frozen=True)
class Served:
    """A board that is served: its address without a slash at the end, and its site's folder."""

    address: str
    port: int
    site: Path

    def pages(self) -> list[str]:
        """The path of every page, beginning with a slash."""
        found = self.site.rglob("*.html")
        return sorted(
            "/" + str(one.relative_to(self.site)).removesuffix("index.html") for one in found
        )


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """Serve a board with `signboard serve` at a free port, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [BIN / "signboard", "serve", folder, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield Served(f"http://127.0.0.1:{port}", port, folder / "site")
        finally:
            server.terminate()


@contextmanager
def witnessing(folder: Path) -> Iterator[tuple[int, subprocess.Popen]]:
    """Run the witness in a folder with `signboard witness serve` at a free port, until the block
    ends: the port and the process, in a group of its own."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [BIN / "signboard", "witness", "serve", folder, "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, start_new_session=True, **quiet) as server:
        try:
            _wait_for(port)
            yield port, server
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                raise


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing listens at port {port}")
