"""How long `zhanbang serve` takes to show a change: from saving the file to the page that holds it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Mapping
from typing import IO

from tests.bench.projects import ROOT, Edits, Project
from tests.bench.rounds import CommandError, Figures, Taken

LONGEST = 600.0
"""Seconds after which a change counts as never shown."""
LOOK = 0.005
"""Seconds between two looks at the page."""


def shown_after(
    project: Project, edits: Mapping[str, Edits], *, address: str, times: int
) -> dict[str, Figures]:
    """Seconds until each edit is on the served page, in turn; the first of each does not count. Raises CommandError."""
    argv = [*project.command("serve"), "--port", "0"]
    process = subprocess.Popen(
        argv,
        cwd=ROOT,
        env={**os.environ, **project.env, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    taken: dict[str, list[Taken]] = {name: [] for name in edits}
    try:
        assert process.stdout is not None
        base = _ready(process.stdout)
        for number in range(times + 1):
            for name, edit in edits.items():
                os.sync()
                began = time.perf_counter()
                words = edit()
                wall = _until(base + address, words, began)
                _ready(process.stdout)
                if number:
                    taken[name].append(Taken(wall, 0.0, 0.0))
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
    return {name: Figures(tuple(runs)) for name, runs in taken.items()}


def _ready(output: IO[str]) -> str:
    """Wait for the line that names the address."""
    said = []
    for line in output:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return found[0]
        if "预览停在" in line:
            break
    raise CommandError("serve: " + "".join(said)[-2000:])


def _until(address: str, words: str, began: float) -> float:
    while time.perf_counter() - began < LONGEST:
        with urllib.request.urlopen(address, timeout=LONGEST) as answer:
            if words.encode() in answer.read():
                return time.perf_counter() - began
        time.sleep(LOOK)
    raise CommandError(f"serve: {words} was not shown within {LONGEST:.0f} s")
