"""What a worker process does in tests before an errand: the first one says who it is, and waits to be killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path


def through(pipe: str, do: Callable[[dict], dict], errand: dict) -> dict:
    """Do the errand; the first to come takes the pipe away, tells its process id, and goes no further."""
    taken = Path(f"{pipe}.{os.getpid()}")
    try:
        os.rename(pipe, taken)
    except FileNotFoundError:
        return do(errand)
    taken.write_text(str(os.getpid()))
    signal.sigwait([])
    return do(errand)
