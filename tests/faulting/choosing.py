"""Which faults are tried: spread over what a run does, rather than over how often it does it.

A publishing writes a hundred pages and renames one link; the link is worth as much as the pages.
So every other call is drawn in two steps: which kind of call on which kind of file, then which.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from faulting.disk import Cut
from faulting.interposing import Call, Event, Wrong
from faulting.trials import Fault

CUTS = tuple(Cut(names, left) for names in ("synced", "all", "some") for left in ("lost", "some"))
KINDS: tuple[Wrong | Cut, ...] = (
    Wrong.KILLED_BEFORE,
    CUTS[0],
    Wrong.TORN,
    CUTS[3],
    Wrong.DISK_FULL,
    CUTS[4],
    Wrong.IO_ERROR,
    CUTS[2],
    Wrong.ANSWER_LOST,
    CUTS[5],
    Wrong.SHORT,
    CUTS[1],
)
_HALVED = (Wrong.TORN, Wrong.SHORT)


def chosen(calls: Sequence[Event], world: Path, seed: str) -> Iterator[Fault]:
    """Faults without end, kind after kind, each at a call that its kind can befall."""
    dice = random.Random(seed)
    groups = _groups(calls, world)
    writes = {key: group for key, group in groups.items() if key[0] is Call.WRITE}
    for kind in cycle(KINDS):
        among = list((writes if kind in _HALVED else groups).values())
        if isinstance(kind, Cut):
            among.append([len(calls)])  # after all of it was acknowledged
        one = dice.choice(among)
        at = dice.choice(one if dice.random() < 0.5 else [call for more in among for call in more])
        if isinstance(kind, Cut):
            yield Fault(at, Cut(kind.names, kind.bytes, dice.randrange(1_000_000)))
        else:
            yield Fault(at, kind)


def _groups(calls: Sequence[Event], world: Path) -> dict[tuple[Call, tuple[str, ...]], list[int]]:
    groups: dict[tuple[Call, tuple[str, ...]], list[int]] = defaultdict(list)
    for at, event in enumerate(calls, 1):
        _, *parts = Path(event.path).relative_to(world).parts or ("",)
        depth = 2 if parts[:1] == ["log"] else 1
        groups[event.call, tuple(parts[:depth])].append(at)
    return groups
