"""The command line: thin commands that ask the clerk, and say in one line what was refused."""

import io
import os
import sys

from signboard.cli.commands import app
from signboard.cli.lines import one_line
from signboard.terms import Refusal

REFUSED = 1
INTERRUPTED = 130


def main() -> None:
    """Run `signboard`. Exit codes: 0 done, 1 refused, 2 wrong command line, 3 verification found
    a difference, 4 it could not compare the pages, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that can't show a sign shows ?
    try:
        app()
    except Refusal as refusal:
        sys.stderr.write(f"signboard: refused: {one_line(str(refusal))}\n")
        sys.exit(REFUSED)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:  # the last defence: what was not foreseen is said in a line too
        sys.stderr.write(f"signboard: refused: {one_line(_said(error))}\n")
        sys.exit(REFUSED)


def _said(error: OSError) -> str:
    """In words, what the system refused."""
    instead = "see to it, then try again"
    if isinstance(error, PermissionError):
        instead = "run this as the user that keeps the board"
    return f"{error.filename or 'a file'} can't be read or written ({error.strerror}); {instead}"
