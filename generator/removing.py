"""Removing many files: some disks wait at each whose room they get back, and wait no longer for several at once."""

from __future__ import annotations

import os
from collections.abc import Sequence

_AT_ONCE = 8
_MANY = 64
"""Files from which on several threads remove them; they take no processor time of each other, they wait together."""


def remove_files(paths: Sequence[str]) -> list[OSError]:
    """Remove every one that is there; returns what went wrong. A folder is none of them, and left alone."""
    if len(paths) < _MANY:
        return _removed(paths)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_ONCE) as hands:
        portions = hands.map(_removed, [paths[first::_AT_ONCE] for first in range(_AT_ONCE)])
        return [error for errors in portions for error in errors]


def _removed(paths: Sequence[str]) -> list[OSError]:
    errors: list[OSError] = []
    for path in paths:
        try:
            os.unlink(path)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            continue
        except OSError as error:
            errors.append(error)
    return errors
