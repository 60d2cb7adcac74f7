"""Enter so many facts one by one, beside others who do the same, asking again when refused.

Run as `python -m contending FOLDER COUNT`. It prints a line for each that was kept: its
number and the digest of its words.
"""

import sys
from pathlib import Path

from records import fact
from signboard import clerk
from signboard.terms import Refusal

PATIENCE = 2000
"""So many refusals in all; then it gives up."""


def main(folder: Path, count: int) -> None:
    """Enter `count` facts, each in a sitting of its own, as it is refused."""
    left = PATIENCE
    for number in range(count):
        entered, blobs = fact(number)
        while True:
            try:
                with clerk.sitting(folder) as sitting:
                    head = sitting.enter([("", entered)], blobs)
                break
            except Refusal as refusal:
                left -= 1
                if "try again" not in str(refusal) or not left:
                    raise
        print(head.size - 1, next(iter(blobs)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
