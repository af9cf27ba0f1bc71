"""How a file looks to those who do not read it."""

from __future__ import annotations

import os

Signature = tuple[int, int, int, int]
"""Size, mtime, inode and ctime: as long as all four are the same, nobody has written to the file."""


def signature_of(found: os.stat_result) -> Signature:
    """The signature in what `stat` told."""
    return found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns
