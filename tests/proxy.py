"""A connection to PostgreSQL that is cut at the moment that matters: when a commit goes out."""

import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, urlencode

from psycopg.conninfo import conninfo_to_dict

Moment = Literal["before", "after"]


@dataclass
class Proxy:
    """A place to connect to instead of the server's.

    It passes everything on until a commit is sent while `cut` says where to cut: before the
    server has it, or after the server has answered it. With `for_good`, nobody gets through from
    then on. `then` is called once it is cut.
    """

    upstream: str
    cut: Moment | None = None
    for_good: bool = False
    then: Callable[[], None] = lambda: None
    listening: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def address(self) -> str:
        """Where to connect to."""
        port = self.listening.getsockname()[1]
        settings = conninfo_to_dict(self.upstream)
        settings |= {"host": "127.0.0.1", "port": port, "sslmode": "disable"}
        settings |= {"gssencmode": "disable", "connect_timeout": 2}
        return f"postgresql:///?{urlencode(settings, quote_via=quote)}"

    def close(self) -> None:
        """Let nobody in any more; what is open stays."""
        with suppress(OSError):  # closed already
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()

    def run(self) -> None:
        """Pass on what comes, one connection in a thread of its own each."""
        while True:
            try:
                client, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._pass, args=(client,), daemon=True).start()

    def _pass(self, client: socket.socket) -> None:
        with client, self._server() as server:
            committing = False
            while True:
                for end in select.select([client, server], [], [])[0]:
                    piece = end.recv(65536)
                    if end is client:
                        committing = committing or b"COMMIT\0" in piece
                    if not piece or self._is_cut(committing, from_client=end is client):
                        return
                    (server if end is client else client).sendall(piece)

    def _is_cut(self, committing: bool, *, from_client: bool) -> bool:
        if not committing or self.cut != ("before" if from_client else "after"):
            return False
        self.cut = None
        if self.for_good:
            self.close()
        self.then()
        return True

    def _server(self) -> socket.socket:
        settings = conninfo_to_dict(self.upstream)
        host, port = str(settings.get("host", "localhost")), settings.get("port", 5432)
        if not host.startswith("/"):
            return socket.create_connection((host, int(port)))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server


@contextmanager
def through(address: str) -> Iterator[Proxy]:
    """A proxy before the server at an address, until the block ends."""
    proxy = Proxy(address)
    threading.Thread(target=proxy.run, daemon=True).start()
    try:
        yield proxy
    finally:
        proxy.close()
