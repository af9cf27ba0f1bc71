"""One name for this program as it is installed: what another version remembered or made counts for nothing."""

from __future__ import annotations

import functools
import hashlib
import sys
from pathlib import Path

_LIBRARIES = ("Jinja2", "MarkupSafe", "PyYAML", "nh3", "pydantic")
"""Those that read and judge records and write pages."""
_OURS = frozenset({".py", ".html", ".toml", ".txt"})


@functools.cache
def code_stamp() -> str:
    """A hash over this program, its templates and words, and the libraries it reads records and writes pages with."""
    from importlib.metadata import version  # costs a run without need of a stamp 15 ms

    digest = hashlib.blake2b(digest_size=16)
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    digest.update(sys.version.encode())
    package = Path(__file__).parent
    for path in sorted(path for path in package.rglob("*") if path.suffix in _OURS):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(package).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()
