"""What may no longer be shown anywhere: the word of today's records about what was published before."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct


def _nothing(path: str, data: bytes) -> bool:
    return False


class Policy(Struct, frozen=True):
    """Works that were taken down or are no longer approved, and what else a kept file must not hold.

    `works` are addresses (`campaigns/C/works/W/`). `forbids(path, data)` says whether a file holds something that may
    not be shown any more. Two policies with the same `digest` forbid the same.
    """

    digest: str = ""
    forbids: Callable[[str, bytes], bool] = _nothing
    works: frozenset[str] = frozenset()
