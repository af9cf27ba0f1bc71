"""Files into an editor's folders: all of them or none, each written aside and then given its name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class LayingError(Exception):
    """The system refused; nothing was changed, or what was is named in the sentence (Chinese)."""


def lay(root: Path, files: Mapping[str, bytes], *, replacing: frozenset[str] = frozenset()) -> None:
    """Write each file (path below `root`), those in `replacing` over what stands there, the others only where nothing is.

    Raises `LayingError` when a name is taken or the system refuses; what was written aside is taken away again.
    """
    aside: dict[str, Path] = {}
    try:
        for name, data in files.items():
            path = root / name
            if name not in replacing and os.path.lexists(path):
                raise LayingError(f"{name} 已经有了，没有改动任何文件。")
            path.parent.mkdir(parents=True, exist_ok=True)
            aside[name] = path.with_name(f".{path.name}.new")
            aside[name].write_bytes(data)
        for name, path in aside.items():
            os.replace(path, root / name)
    except OSError as error:
        raise LayingError(f"写不了 {error.filename}：{error.strerror}。") from error
    finally:
        for path in aside.values():
            with suppress(FileNotFoundError):
                path.unlink()
