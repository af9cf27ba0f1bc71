"""Run one command and tell what it took, as JSON: a process of its own, because Linux counts what the starter of a command had in memory to the command's peak."""

import json
import os
import subprocess
import sys
import time


def main() -> None:
    """Sync the disk, run the command of the arguments, wait for it; its output goes to standard error."""
    os.sync()
    began = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=sys.stderr, stdin=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    told = {
        "wall": wall,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / 1024,
        "exit": os.waitstatus_to_exitcode(status),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
