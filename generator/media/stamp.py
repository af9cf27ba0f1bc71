"""What shapes the bytes that are made: two machines of one stamp make the same file of the same original."""

from __future__ import annotations

import hashlib
import platform
import sys
import zlib
from functools import cache
from pathlib import Path

from generator.media.sealed import maker

_HERE = Path(__file__).resolve().parent
_FONT = _HERE.parent / "fonts" / "zhanbang-serif.otf"


@cache
def stamp() -> str:
    """Recipe, libraries, kind of machine, and a digest of the code and of the font that draws."""
    code = hashlib.blake2b(digest_size=6)
    for path in (*sorted(_HERE.glob("*.py")), _FONT):
        code.update(hashlib.blake2b(path.read_bytes()).digest())
    machine = f"{sys.platform} {platform.machine()}"
    return f"{maker()}, zlib {zlib.ZLIB_RUNTIME_VERSION}, {machine}, code {code.hexdigest()}"
