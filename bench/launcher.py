"""Run a command and print what it took as JSON: `launcher.py COMMAND…`.

It is small on purpose: a process begins with the peak memory of the one that it was forked from.
"""

import json
import os
import sys
import time

began = time.perf_counter()
read, write = os.pipe()
process = os.fork()
if process == 0:
    os.dup2(write, 1)
    os.dup2(write, 2)
    os.execvp(sys.argv[1], sys.argv[1:])
os.close(write)
said = b""
while piece := os.read(read, 65536):
    said += piece
_, status, usage = os.wait4(process, 0)
print(
    json.dumps(
        {
            "seconds": time.perf_counter() - began,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_bytes": usage.ru_maxrss * 1024,
            "said": said.decode("utf-8", "replace"),
            "code": os.waitstatus_to_exitcode(status),
        }
    )
)
