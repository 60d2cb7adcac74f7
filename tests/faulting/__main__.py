"""Run faults: `python -m faulting --count 1000 [--seed N] [--only OPERATION]`."""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from faulting.disk import Cut
from faulting.interposing import Call, Interposed, Wrong, built, environment
from faulting.operations import OPERATIONS
from faulting.states import Broken
from faulting.trials import Bench, Fault, kind_of

def main():
    if "LD_PRELOAD" not in os.environ:
        folder = Path(tempfile.mkdtemp())
        os.execve(sys.executable, [sys.executable, "-m", "faulting", *sys.argv[1:]], environment(built(folder)))
    name = sys.argv[1]
    folder = Path(tempfile.mkdtemp())
    it = Interposed(folder / "world")
    bench = Bench(OPERATIONS[name], folder, it)
    t=time.time()
    bench.lay()
    print(name, len(bench.calls()), time.time()-t, bench.states, bench.again)
    if len(sys.argv) > 2:
        for n, e in enumerate(bench.events): print(n+1, e.call.name, e.offset, e.path.removeprefix(str(folder)), e.other.removeprefix(str(folder)), len(e.content))
        return
    n=len(bench.calls())
    bad=Counter()
    t=time.time(); c=0
    for at in range(1,n+1):
        for wrong in [*Wrong, *[Cut(a,b,at) for a in ("synced","all","some") for b in ("lost","some")]]:
            if n > 60 and random.random()>60/n: continue
            c+=1
            try: bench.try_out(Fault(at, wrong))
            except Broken as b:
                bad[kind_of(wrong)]+=1
                if bad[kind_of(wrong)]<4: print("  ", Fault(at, wrong), bench.calls()[at-1].call.name, bench.calls()[at-1].path.removeprefix(str(folder)),":", str(b)[-600:])
    print(c, (time.time()-t)/c, bad)

main()
