"""The quick end of a command: nothing printed or registered is lost, threads are waited for, failures are told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(code: str) -> subprocess.CompletedProcess[str]:
    begin = "import atexit, os, sys, threading\nfrom generator.leaving import leave\n"
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    argv = [sys.executable, "-c", begin + code]
    return subprocess.run(argv, cwd=ROOT, env=env, text=True, capture_output=True, check=False)


def test_it_ends_at_once_and_nothing_is_lost() -> None:
    done = run(
        "atexit.register(print, 'registered')\n"
        "sys.stdout.write('x' * 300_000)\n"
        "sys.stderr.write('told')\n"
        "leave()\n"
        "print('not reached')"
    )
    assert done.stdout == "x" * 300_000 + "registered\n"
    assert (done.stderr, done.returncode) == ("told", 0)


def test_threads_are_waited_for() -> None:
    done = run(
        "go = threading.Event()\n"
        "threading.Thread(target=lambda: (go.wait(), print('done'))).start()\n"
        "leave()\n"
        "go.set()"
    )
    assert (done.stdout, done.returncode) == ("done\n", 0)


def test_output_that_nobody_takes_is_still_a_failure() -> None:
    done = run("sys.stdout.write('x')\nos.dup2(os.open('/dev/full', os.O_WRONLY), 1)\nleave()")
    assert done.returncode != 0
