"""The end of a command: at once, when everything it had to say and to write is out."""

from __future__ import annotations

import atexit
import os
import sys
import threading


def leave() -> None:
    """End this process well, without taking apart what it holds: of ten thousand records that is a tenth of a rebuild.

    What was registered for the end is done, and what was printed is out. Where threads are still at work, or what was
    printed cannot be handed over, it returns, and Python ends as it always does, which waits and says what is wrong.
    """
    if threading.active_count() > 1:
        return
    atexit._run_exitfuncs()  # noqa: SLF001 - what Python itself calls at the end; it has no other name
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # the reader is gone, the stream closed or never there
        return
    os._exit(0)
