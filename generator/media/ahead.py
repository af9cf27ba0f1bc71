"""Pictures made in the same look that measures them, so that each is decoded once. What fails here is made, and told, later."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self, TypeVar

from msgspec.structs import replace

from generator.media.facts import Facts, Original
from generator.media.magic import KINDS
from generator.media.making import is_whole
from generator.media.recipe import WIDTHS, AiUse, order_for
from generator.media.refusal import Refusal
from generator.media.sealed import check_room, new_file
from generator.media.sight import Sighted
from generator.media.store import Store
from generator.media.task import Task

T = TypeVar("T")
_FILES = len(WIDTHS) + 1
"""Pictures of a picture at most, and its share card."""
_KEEPERS = 8


class Ahead:
    """A context manager: leaving it waits until everything is kept, and removes the files that came to nothing."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._store = Store(cache)
        self._files: dict[str, tuple[AiUse, list[Path]]] = {}
        self._keepers = ThreadPoolExecutor(_KEEPERS)
        self._waiting: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with self._keepers:
            pass
        for sha256 in list(self._files):
            self._drop(sha256)
        if kind is None:
            for one in self._waiting:
                one.result()
            self._store.save()

    def joined(self, task: Task[T], one: Sighted, original: Original) -> Task[T]:
        """The task of measuring an original, and with it that of making what will be published of it."""
        if KINDS[one.form] != "image" or not original.thorough or not original.ai_use:
            return task
        ai_use = original.ai_use
        return replace(
            task,
            ask={**task.ask, "ai_use": ai_use},
            open=lambda: [*task.open(), *self._opened(one.sha256, ai_use)],
        )

    def settle(self, one: Sighted, facts: Facts | Refusal, answer: Mapping[str, Any] | Refusal) -> None:
        """Take what was made, if it was. Raises MediaCacheError."""
        made = isinstance(answer, Mapping) and answer.get("made") is True
        if not made or isinstance(facts, Refusal) or one.sha256 not in self._files:
            self._drop(one.sha256)
            return
        check_room(self._cache)
        self._waiting.append(self._keepers.submit(self._keep, one, facts))
        while self._waiting and (len(self._waiting) > _KEEPERS or self._waiting[0].done()):
            self._waiting.popleft().result()

    def _keep(self, one: Sighted, facts: Facts) -> None:
        ai_use, files = self._files[one.sha256]
        outputs = order_for(("", "", ""), one.path, facts, ai_use).outputs
        made = {
            output.address: file
            for output, file in zip(outputs, [*files[: len(outputs) - 1], files[-1]], strict=True)
        }
        if all(map(is_whole, made.items())):
            self._store.keep(made)
        self._drop(one.sha256)

    def _opened(self, sha256: str, ai_use: AiUse) -> Sequence[int]:
        self._drop(sha256)
        files = [new_file(self._cache) for _ in range(_FILES)]
        self._files[sha256] = ai_use, files
        return [os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC) for path in files]

    def _drop(self, sha256: str) -> None:
        for path in self._files.pop(sha256, ("none", []))[1]:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
