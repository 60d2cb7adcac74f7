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
    except OSError as error:  # what no module foresaw, such as a folder that may not be looked into
        why = f"{error.filename or 'a file'}: {error.strerror or error}"
        sys.stderr.write(f"signboard: refused: {one_line(why)}; check its name and permissions\n")
        sys.exit(REFUSED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
