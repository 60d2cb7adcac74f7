"""Running something in a child of which the n-th call that changes a file goes wrong.

The process that runs these must have been started with the library preloaded (`environment`) and
have no threads: children are forked from it, so that a trial costs no start of an interpreter.
"""

import ctypes
import errno
import mmap
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("interposed.c")
_CONTROL = struct.Struct("=qqqqq4096s")
_EVENT = struct.Struct("=BqIII")
LIMIT_SECONDS = 60
"""How long a child may run: one that waits for ever is a failure, not a hang."""


class Wrong(IntEnum):
    """What goes wrong with a call, as interposed.c numbers it."""

    KILLED_BEFORE = 1
    TORN = 2
    ANSWER_LOST = 3
    IO_ERROR = 4
    DISK_FULL = 5
    SHORT = 6


_ERROR = {Wrong.IO_ERROR: errno.EIO, Wrong.DISK_FULL: errno.ENOSPC}


class Call(IntEnum):
    """The calls in a trace, as interposed.c numbers them."""

    WRITE = 1
    CREATE = 2
    TRUNCATE = 3
    SYNC = 4
    RENAME = 5
    UNLINK = 6
    LINK = 7
    SYMLINK = 8
    MKDIR = 9
    RMDIR = 10
    SYNC_ALL = 11
    ACKNOWLEDGED = 12
    FAILED = 13


@dataclass(frozen=True, slots=True)
class Event:
    """One call that was done: where (offset or length), on which path or two, with which bytes."""

    call: Call
    offset: int
    path: str
    other: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a child ended: its exit code (negative: a signal), what it said, what it complained of,
    what it did."""

    code: int
    said: str
    complained: str
    events: tuple[Event, ...]

    def acknowledged(self) -> list[str]:
        """What it had said was kept."""
        return [one.path for one in self.events if one.call is Call.ACKNOWLEDGED]


def built(folder: Path) -> Path | None:
    """The library, compiled into a folder; None where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    library = folder / "interposed.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, SOURCE]
    subprocess.run([str(word) for word in command], check=True)
    return library


def environment(library: Path) -> dict[str, str]:
    """The environment in which a process can be interposed."""
    return {**os.environ, "LD_PRELOAD": str(library)}


class Interposed:
    """Runs children below one folder, each with its own fault."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._library = ctypes.CDLL(None)
        self._files = Path(tempfile.mkdtemp(prefix="interposed-"))
        self._control = self._files / "control"
        self._control.write_bytes(bytes(_CONTROL.size))
        with self._control.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _CONTROL.size)

    def close(self) -> None:
        """Remove its files."""
        self._shared.close()
        shutil.rmtree(self._files)

    def events(self) -> tuple[Event, ...]:
        """What was done since the last run began."""
        trace = self._files / "trace"
        return tuple(_events(trace.read_bytes())) if trace.exists() else ()

    def run(
        self,
        body: Callable[[Callable[[str], None]], int],
        at: int = 0,
        wrong: Wrong | None = None,
        clock: int = 0,
    ) -> Outcome:
        """Run a body in a child; `at`: the call that goes wrong, from 1. The body gets what to say
        acknowledgements with, and returns an exit code."""
        self._prepare(at, wrong, clock)
        outputs = self._files / "said", self._files / "complained"
        child = os.fork()
        if child == 0:
            self._become(body, outputs)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        _end_group(child)
        said, complained = (one.read_text(encoding="utf-8") for one in outputs)
        return Outcome(code, said, complained, self.events())

    def run_command(self, words: Sequence[str], clock: int) -> Outcome:
        """Run a command as it is, in a process of its own, undisturbed."""
        self._prepare(0, None, clock)
        files = {
            "INTERPOSED_CONTROL": str(self._control),
            "INTERPOSED_TRACE": str(self._files / "trace"),
        }
        done = subprocess.run(
            words, env={**os.environ, **files}, capture_output=True, encoding="utf-8", check=False
        )
        return Outcome(done.returncode, done.stdout, done.stderr, self.events())

    def _prepare(self, at: int, wrong: Wrong | None, clock: int) -> None:
        (self._files / "trace").unlink(missing_ok=True)
        root = str(self.root).encode()
        error = _ERROR.get(wrong, 0) if wrong else 0
        self._shared[:] = _CONTROL.pack(0, at, wrong or 0, error, clock, root)

    def _become(
        self, body: Callable[[Callable[[str], None]], int], outputs: tuple[Path, Path]
    ) -> None:
        code = 70
        try:
            os.setpgid(0, 0)
            signal.alarm(LIMIT_SECONDS)
            for number, output in enumerate(outputs, 1):
                os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            library = self._library
            ready = library.interpose(bytes(self._control), bytes(self._files / "trace"))
            assert ready == 0, "the library can't be used"
            code = body(lambda words: library.acknowledged(words.encode()))
        except BaseException:
            os.write(2, traceback.format_exc().encode())
        finally:
            os._exit(code)


def _end_group(leader: int) -> None:
    """Leave nothing of a child's group behind: a fork of it may have outlived it."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def _events(trace: bytes) -> list[Event]:
    """The calls in a trace. What a fork wrote that outlived its leader may have been cut short."""
    events, at = [], 0
    while at < len(trace):
        if at + _EVENT.size > len(trace):
            break
        call, offset, *lengths = _EVENT.unpack_from(trace, at)
        at += _EVENT.size
        if at + sum(lengths) > len(trace):
            break
        parts = []
        for length in lengths:
            parts.append(trace[at : at + length])
            at += length
        path, other, content = parts
        events.append(Event(Call(call), offset, os.fsdecode(path), os.fsdecode(other), content))
    return events
