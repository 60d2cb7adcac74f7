"""PostgreSQL for tests and benchmarks: Debian's, started in a folder of its own at a socket there,
as a user who is not root; or the server that SIGNBOARD_TEST_POSTGRESQL names."""

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import psycopg

NAMED = "SIGNBOARD_TEST_POSTGRESQL"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "on",
    "wal_recycle": "off",  # so that what is erased can be looked for in the log, too
    "max_connections": "40",
}
NARROW = {
    "autovacuum": "off",  # so that nobody makes room unasked
    "dynamic_shared_memory_type": "sysv",  # others are files, which may not grow either
    "restart_after_crash": "off",  # without room it would only crash again
}
"""What else is set where files may not grow."""
_LAID = ("-U", "signboard", "-A", "trust", "-E", "UTF8")
_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """A running server; `folder` holds its files, unless it was there before."""

    address: str
    folder: Path | None = None

    def schema(self) -> str:
        """The address of a new, empty schema."""
        name = f"board_{os.getpid()}_{next(_numbers)}"
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        joined = "&" if "?" in self.address else "?"
        return f"{self.address}{joined}options=-csearch_path%3D{name}"

    def kill(self) -> None:
        """End it as a power cut would, and start it again."""
        assert self.folder is not None
        _control(self.folder, "stop", "-m", "immediate")
        _start(self.folder)

    def restart(self, room: int | None = None) -> None:
        """End it in peace, unless it has ended by itself, and start it again; none of its files
        may then grow beyond `room` bytes."""
        assert self.folder is not None
        with suppress(subprocess.CalledProcessError):
            _control(self.folder, "stop", "-m", "fast")
        _start(self.folder, room)


def _programs() -> Path | None:
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def _user() -> str | None:
    """Whom PostgreSQL runs as, who may not be root."""
    return "nobody" if os.geteuid() == 0 else None


def _confine(room: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))


def _run(program: str, *words: object, room: int | None = None) -> None:
    programs = _programs()
    assert programs is not None
    command = [str(word) for word in (programs / program, *words)]
    quiet = subprocess.DEVNULL
    confine = partial(_confine, room) if room else None
    subprocess.run(
        command,
        check=True,
        stdout=quiet,
        stderr=quiet,
        user=_user(),
        extra_groups=[] if _user() else None,
        preexec_fn=confine,
    )


def _control(folder: Path, *words: object, room: int | None = None) -> None:
    _run("pg_ctl", "-D", folder / "files", "-w", *words, room=room)


def _start(folder: Path, room: int | None = None) -> None:
    wanted = SETTINGS if room is None else SETTINGS | NARROW
    settings = " ".join(f"-c {name}={value}" for name, value in wanted.items())
    _control(folder, "-l", folder / "log", "-o", f"{settings} -k {folder}", "start", room=room)


@contextmanager
def running() -> Iterator[Server]:
    """The server, until the block ends. Raises `LookupError` where there is none to be had."""
    if NAMED in os.environ:
        yield Server(os.environ[NAMED])
        return
    with started() as server:
        yield server


@contextmanager
def started(room: int | None = None) -> Iterator[Server]:
    """A server of its own, until the block ends. None of its files may grow beyond `room` bytes,
    which are 1 MB or more. Raises `LookupError` where it can't be started."""
    if _programs() is None:
        raise LookupError("needs PostgreSQL (as root: apt install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="signboard-"))
    try:
        if user := _user():
            shutil.chown(folder, user)
        words = () if room is None else ("--wal-segsize=1", "--no-sync")
        _run("initdb", "-D", folder / "files", *_LAID, *words)
        _start(folder, room)
        yield Server(f"postgresql://signboard@/postgres?host={folder}", folder)
        _control(folder, "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder)
