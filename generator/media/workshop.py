"""How media are worked on in this run: where derivatives are kept, how many hands there are, who is told of progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Say = Callable[[str, int, int], None]
"""(what is being done, in Chinese; how many are done; of how many)"""


@dataclass(frozen=True, slots=True)
class Workshop:
    """`cache` None keeps nothing; `jobs` is how many files are worked on at once."""

    cache: Path | None = None
    jobs: int = 1
    say: Say | None = None
