"""Patterns that are compiled when they are first asked for: most runs ask for few of them, and all would take 0.03 s."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Like `re.compile`, but a mistake in the pattern shows when it is first used."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))


class _Late:
    def __init__(self, pattern: Any, flags: int) -> None:
        self._said = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """What the pattern has by this name, which stays here: the next one asks nobody."""
        found = getattr(re.compile(*self._said), name)
        setattr(self, name, found)
        return found
