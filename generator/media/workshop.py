"""How media are worked on in this run: where derivatives are kept, how many hands there are, who is told of progress."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from concurrent.futures import Executor

CACHE = ".cache/media"
"""Where in a project derivatives are kept."""

Say = Callable[[str, int, int], None]
"""(what is being done, in Chinese; how many are done; of how many)"""


class Elsewhere(Struct, frozen=True):
    """Hands on other machines, which read and write what this one also can.

    `store` is the address of a folder or bucket in common, empty where there is none: what was made then comes back over
    the line. `originals` are addresses below which originals stand by their SHA-256 (`ab/ab12…`). `window` is how many
    errands are out at once, `deaths` the errors that say that the hands themselves were lost, `manned` whether any are there.
    """

    executor: Executor
    store: str = ""
    originals: tuple[str, ...] = ()
    window: int = 64
    deaths: tuple[type[BaseException], ...] = ()
    manned: Callable[[], bool] = lambda: True
    tell: Callable[[str], None] = lambda _: None
    """Is told, in Chinese, what whoever runs the build should know."""


class Workshop(Struct, frozen=True):
    """`cache` None keeps nothing; `jobs` is how many files are worked on at once on this machine.

    `ahead` is whether pictures are made in the same look that measures them: for those who are going to publish them.
    """

    cache: Path | None = None
    jobs: int = 1
    say: Say | None = None
    elsewhere: Elsewhere | None = None
    ahead: bool = False
