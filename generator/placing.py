"""Source files put into the project together: all of them or none, and never over what an editor wrote unasked."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

_ASIDE = ".cache"
"""Where files are written first: on the same disk, outside what git and the reader look into."""


class PlacingError(Exception):
    """Nothing was changed; the message says why, in Chinese."""


def place(root: Path, files: Mapping[str, bytes], *, replacing: frozenset[str] = frozenset()) -> None:
    """Put each file (path below `root`) in its place: those of `replacing` over what stands there, the others only where nothing is.

    A folder that is new appears whole. Raises `PlacingError` when a name is taken or the system refuses; what was put
    in place until then is taken back.
    """
    replacing = frozenset(name for name in replacing if os.path.lexists(root / name))
    if taken := [name for name in files if name not in replacing and os.path.lexists(root / name)]:
        raise PlacingError(f"{taken[0]} 已经有了，没有改动任何文件。")
    undo: list[Callable[[], object]] = []
    try:
        (root / _ASIDE).mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=root / _ASIDE) as name:
            aside = Path(name)
            for path, data in files.items():
                _write(aside / path, data, like=root / path if path in replacing else None)
            for path in sorted({_whole(root, path) for path in files if path not in replacing}):
                _show(aside / path, root / path, undo)
            for path in sorted(replacing.intersection(files)):
                _replace(aside / path, root / path, undo)
    except OSError as error:
        for step in reversed(undo):
            with contextlib.suppress(OSError):
                step()
        where = os.path.relpath(error.filename, root) if error.filename else "文件"
        raise PlacingError(f"写不了 {where}（{error.strerror}），没有改动任何文件。") from error


def _write(path: Path, data: bytes, *, like: Path | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if like is not None:
        shutil.copymode(like, path)


def _whole(root: Path, path: str) -> str:
    """The uppermost folder of a new file that is not there yet, or the file itself: what appears in one step."""
    parts = path.split("/")
    for length in range(1, len(parts)):
        if not os.path.lexists(root / "/".join(parts[:length])):
            return "/".join(parts[:length])
    return path


def _show(aside: Path, target: Path, undo: list[Callable[[], object]]) -> None:
    if os.path.lexists(target):  # somebody else was quicker
        raise FileExistsError(0, "已经有同名的文件", str(target))
    os.rename(aside, target)
    undo.append(lambda: shutil.rmtree(target) if target.is_dir() else target.unlink())


def _replace(aside: Path, target: Path, undo: list[Callable[[], object]]) -> None:
    before = target.read_bytes()
    os.replace(aside, target)
    undo.append(lambda: target.write_bytes(before))
