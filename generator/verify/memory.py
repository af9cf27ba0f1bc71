"""Which files were found clean before: by content, under one policy. Losing it costs time and nothing else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from generator.media.refusal import MediaCacheError
from generator.media.sealed import read_sealed, write_sealed

_NAME = "clean.json"


class Memory:
    """The sha256 of clean files; `policy` names everything that decides what is clean."""

    def __init__(self, cache: Path | None, policy: str) -> None:
        cache = None if cache and cache.is_symlink() else cache  # it would lead who knows where
        self._cache = cache
        self._policy = policy
        saved = read_sealed(cache / _NAME) if cache else {}
        clean = saved.get("clean") if saved.get("policy") == policy else None
        self._known = (
            frozenset(one for one in clean if isinstance(one, str))
            if isinstance(clean, list)
            else frozenset()
        )
        self._clean: set[str] = set()

    def knows(self, sha256: str) -> bool:
        """Whether this content was found clean; it is remembered further."""
        if sha256 in self._known:
            self._clean.add(sha256)
            return True
        return False

    def learn(self, sha256: str) -> None:
        """Remember that a content is clean."""
        self._clean.add(sha256)

    def save(self) -> None:
        """Write down what this run met; a cache that cannot be written is no reason to stop."""
        if self._cache and self._clean != self._known:
            with suppress(MediaCacheError):
                write_sealed(
                    self._cache, self._cache / _NAME, {"policy": self._policy, "clean": sorted(self._clean)}
                )
