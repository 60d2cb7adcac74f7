"""Run faults: `python -m faulting --count 1000`; see --help. Exit codes: 0 all held, 1 some didn't,
2 they can't be run here."""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from faulting.choosing import CUTS, chosen
from faulting.defects import DEFECTS
from faulting.disk import Cut
from faulting.interposing import Event, Interposed, Wrong, built, environment
from faulting.operations import OPERATIONS, Operation, warm
from faulting.states import Broken
from faulting.trials import Bench, Fault

MEMORY_BYTES = 256 << 20
SHOWN = 5
"""So many failures of one operation are told in full."""


def main() -> int:
    """Run what the command line asks for."""
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="faulting-", dir=_fast()) as name:
        folder = Path(name).resolve()
        if not os.environ.get("LD_PRELOAD", "").endswith("interposed.so"):
            library = built(folder)
            if library is None:
                print("faults can't be run here: they need Linux and a C compiler (cc)")
                return 2
            command = [sys.executable, "-m", "faulting", *sys.argv[1:]]
            return os.spawnve(os.P_WAIT, sys.executable, command, environment(library))
        return _run(asked, folder)


def _fast() -> str | None:
    """Memory, where there is enough: what a disk does here is worked out, not waited for."""
    memory = "/dev/shm"
    if not os.access(memory, os.W_OK):
        return None
    free = os.statvfs(memory)
    return memory if free.f_bavail * free.f_frsize > MEMORY_BYTES else None


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m faulting")
    parser.add_argument("--count", type=int, default=1000, help="how many faults in all")
    parser.add_argument("--seed", type=int, help="which faults; drawn and printed if left out")
    parser.add_argument("--only", choices=OPERATIONS, action="append", help="an operation")
    parser.add_argument("--kind", help="only faults whose kind begins so, such as `power cut`")
    parser.add_argument("--defect", choices=DEFECTS, help="break the product so, first")
    parser.add_argument("--again", metavar="AT:KIND:SEED", help="one fault, as a failure names it")
    parser.add_argument("--list", action="store_true", help="list the calls of an operation")
    parser.add_argument("--real", action="store_true", help="list those of the command itself")
    return parser.parse_args()


def _run(asked: argparse.Namespace, folder: Path) -> int:
    seed = random.SystemRandom().randrange(1_000_000) if asked.seed is None else asked.seed
    rows = [OPERATIONS[name] for name in asked.only or OPERATIONS]
    if asked.defect:
        DEFECTS[asked.defect].make()
    print(f"{asked.count} faults in {len(rows)} operations, seed {seed}", flush=True)
    warm(folder)
    failed = 0
    for number, row in enumerate(rows):
        count = asked.count * (number + 1) // len(rows) - asked.count * number // len(rows)
        failed += _row(row, folder / str(number), asked, f"{seed} {row.name}", count)
    print(f"{failed} of {asked.count} failed" if failed else f"all {asked.count} held")
    return 1 if failed else 0


def _row(row: Operation, folder: Path, asked: argparse.Namespace, seed: str, count: int) -> int:
    begun = time.monotonic()
    interposed = Interposed(folder / "world")
    bench = Bench(row, folder, interposed)
    bench.lay()
    if asked.list or asked.real:
        _list(bench, bench.real_calls() if asked.real else bench.calls())
        return 0
    tried, failed = Counter[str](), Counter[str]()
    for fault in _faults(bench, asked, seed, count):
        tried[fault.kind] += 1
        try:
            bench.try_out(fault)
        except Broken as broken:
            failed[fault.kind] += 1
            if failed.total() <= SHOWN:
                _tell(bench, fault, broken)
        if sys.stderr.isatty():
            print(f"\r{row.name}: {tried.total()} of {count}", end="", file=sys.stderr)
    _summary(row, bench, tried, failed, time.monotonic() - begun)
    interposed.close()
    return failed.total()


def _faults(bench: Bench, asked: argparse.Namespace, seed: str, count: int) -> list[Fault]:
    if asked.again:
        at, kind, number = asked.again.split(":")
        named: dict[str, Wrong | Cut] = {Fault(0, one).kind: one for one in (*Wrong, *CUTS)}
        wrong = named[kind]
        if isinstance(wrong, Cut):
            wrong = Cut(wrong.names, wrong.bytes, int(number))
        return [Fault(int(at), wrong)]
    faults = chosen(bench.calls(), bench.world, seed)
    wanted = (one for one in faults if one.kind.startswith(asked.kind or ""))
    return list(islice(wanted, count))


def _list(bench: Bench, calls: Sequence[Event]) -> None:
    for at, event in enumerate(calls, 1):
        path = event.path.removeprefix(str(bench.world))
        print(f"{at:5} {event.call.name:8} {path} {event.offset} {len(event.content)}")


def _tell(bench: Bench, fault: Fault, broken: Broken) -> None:
    event = bench.calls()[fault.at - 1]
    path = event.path.removeprefix(str(bench.world))
    number = fault.wrong.seed if isinstance(fault.wrong, Cut) else 0
    print(f"\nFAILED {bench.operation.name}: {fault.kind} at {event.call.name} {path}")
    print(f"  {broken}")
    print(f"  again: --only '{bench.operation.name}' --again '{fault.at}:{fault.kind}:{number}'")


def _summary(
    row: Operation, bench: Bench, tried: Counter[str], failed: Counter[str], seconds: float
) -> None:
    print(f"\r{row.name}: {len(bench.calls())} calls, {tried.total()} faults, {seconds:.0f} s")
    for kind, count in sorted(tried.items()):
        missed = f", {failed[kind]} FAILED" if failed[kind] else ""
        print(f"  {count:4} {kind}{missed}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
