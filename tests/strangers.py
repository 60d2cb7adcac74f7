"""Servers that answer what a test says, for what is asked of strangers."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Answer = tuple[int, dict[str, str], bytes]
Respond = Callable[[str, str, bytes], Answer]
"""The answer (status, headers, body) to a method, a path and a body."""


class Quiet(BaseHTTPRequestHandler):
    """Answers as its server's `respond` says; a body of `drip` comes a byte at a time."""

    def do_GET(self) -> None:
        """Answer a request."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, headers, answer = self.server.respond(self.command, self.path, body)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            if "X-Drip" not in headers:
                self.wfile.write(answer)
                return
            for nth in range(len(answer)):
                self.wfile.write(answer[nth : nth + 1])
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:  # who asked has hung up
            pass

    def do_POST(self) -> None:
        """Answer a request in the same way."""
        self.do_GET()

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextmanager
def answering(respond: Respond) -> Iterator[str]:
    """A server that answers so, until the block ends: its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    server.respond = respond
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
