"""Patterns that are compiled when they are first asked for: most runs ask for few of them, and all would take 0.03 s."""

from __future__ import annotations

import re
from typing import Any, cast


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Like `re.compile`, but a mistake in the pattern shows when it is first used."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._said = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """What the pattern has by this name, which stays here: the next one asks nobody."""
        found = getattr(re.compile(*self._said), name)
        setattr(self, name, found)
        return found
