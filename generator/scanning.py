"""What really stands in a folder: its files and how they look, its sub-folders; what is neither is taken away."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.manifest import State

FILE_MODE, FOLDER_MODE = 0o644, 0o755
"""A web server under another user must be able to read everything, whatever our umask."""


def scan(folder: Path) -> tuple[dict[str, State], set[str]]:
    """List a folder's files and sub-folders; mend modes, remove what is neither file nor folder. Raises OSError."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(FOLDER_MODE)
    top = os.fspath(folder)
    files: dict[str, State] = {}
    folders: set[str] = set()
    waiting = [""]
    while waiting:
        here = waiting.pop()
        with os.scandir(f"{top}/{here}") as entries:
            for entry in entries:
                path = here + entry.name
                status = entry.stat(follow_symlinks=False)
                mode = status.st_mode
                if mode == _FILE:
                    files[path] = status.st_size, status.st_mtime_ns, status.st_ino
                elif path == ".git":  # MkDocs' users may have a checkout there; it is not ours to remove
                    continue
                elif stat.S_ISDIR(mode):
                    folders.add(path)
                    waiting.append(path + "/")
                    if mode != _FOLDER:
                        os.chmod(entry.path, FOLDER_MODE)
                elif stat.S_ISREG(mode):
                    files[path] = status.st_size, status.st_mtime_ns, status.st_ino
                    os.chmod(entry.path, FILE_MODE)
                else:
                    os.unlink(entry.path)
    files.pop(".git", None)
    return files, folders


_FILE, _FOLDER = stat.S_IFREG | FILE_MODE, stat.S_IFDIR | FOLDER_MODE
