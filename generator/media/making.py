"""Orders on their way to the worker and back: opened, given empty files to fill, judged, moved into the store."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Self

from msgspec.structs import asdict

from generator.media.drawings import CodeOrder, Drawing, PosterOrder
from generator.media.facts import Original
from generator.media.magic import recognise
from generator.media.notes import Notes
from generator.media.recipe import Order, Output
from generator.media.refusal import Refusal
from generator.media.sealed import new_file
from generator.media.sight import SECONDS, identify, reopen
from generator.media.store import Store
from generator.media.task import GARBLED, Task, Travel

Addresses = tuple[str, ...]
_FORMS = {".webp": "WEBP", ".png": "PNG", ".jpg": "JPEG", ".mp3": "MP3", ".mp4": "MP4", ".m4a": "MP4"}


class Making:
    """A context manager: leaving it removes the files that did not come to anything."""

    def __init__(self, cache: Path, store: Store, notes: Notes) -> None:
        self._cache = cache
        self._store = store
        self._notes = notes
        self._temporary: dict[Addresses, dict[str, Path]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for addresses in list(self._temporary):
            self._drop(addresses)

    def task(self, addresses: Addresses, order: Order | Drawing) -> Task[Addresses]:
        """What the worker is asked; the files are opened when it is its turn."""
        if isinstance(order, Order):
            ask: dict[str, Any] = {
                "do": "make",
                "format": order.facts.format,
                "ai_use": order.ai_use,
                "outputs": [{"role": o.role, "width": o.width, "height": o.height} for o in order.outputs],
            }
            travel = Travel(
                sha256=order.facts.sha256,
                size=order.facts.size,
                path=str(order.path.absolute()),
                lend=lambda: self._original(order),
                outputs=addresses,
                receive=lambda: self._new(addresses),
            )
            return Task(
                addresses,
                ask,
                SECONDS[order.facts.kind],
                lambda: [self._original(order), *self._files(addresses)],
                travel,
            )
        picture = order.picture if isinstance(order, PosterOrder) else None
        along = self._cache / picture.address if picture else None
        travel = Travel(along=along, outputs=addresses, receive=lambda: self._new(addresses))
        return Task(
            addresses,
            _asked(order),
            SECONDS["image"],
            lambda: [self._made(picture), *self._files(addresses)],
            None
            if isinstance(order, CodeOrder)
            else travel,  # drawing a code takes less than sending it away
        )

    def finish(self, addresses: Addresses, answer: Mapping[str, Any] | Refusal) -> Refusal | None:
        """Move what was made into the store, or say why not. Raises MediaCacheError."""
        made = self._temporary.get(addresses, {})
        try:
            if isinstance(answer, Refusal):
                return answer
            if answer.get("done") is not True or not all(map(is_whole, made.items())):
                return Refusal("E808", detail=GARBLED)
            self._store.keep(made)
        finally:
            self._drop(addresses)
        return None

    def _original(self, order: Order) -> int:
        """The original, whose content is still that of the order. Raises Refusal."""
        return reopen(identify(Original(order.key, order.path, order.facts.sha256), self._notes))

    def _made(self, picture: Output | None) -> int:
        """A picture that was made before. Raises Refusal."""
        try:
            return os.open(
                self._cache / picture.address if picture else os.devnull, os.O_RDONLY | os.O_NOFOLLOW
            )
        except OSError as error:
            raise Refusal("E808", detail="要用的图片没有制作出来") from error

    def _files(self, addresses: Addresses) -> list[int]:
        return [
            os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC) for path in self._new(addresses).values()
        ]

    def _new(self, addresses: Addresses) -> Mapping[str, Path]:
        """Empty files to be filled."""
        self._drop(addresses)
        made = self._temporary[addresses] = {address: new_file(self._cache) for address in addresses}
        return made

    def _drop(self, addresses: Addresses) -> None:
        for path in self._temporary.pop(addresses, {}).values():
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)


def _asked(drawing: Drawing) -> dict[str, Any]:
    """What is to be drawn, as the worker is told."""
    if isinstance(drawing, CodeOrder):
        return {"do": "code", "text": drawing.text}
    if isinstance(drawing, PosterOrder):
        pictured = drawing.picture is not None
        return {
            "do": "poster",
            "words": asdict(drawing.words),
            "pictured": pictured,
            "ai_use": drawing.ai_use,
        }
    words = {"title": drawing.title, "kicker": drawing.kicker, "foot": drawing.foot, "award": drawing.award}
    return {"do": "card", "ai_use": drawing.ai_use, **words}


def is_whole(made: tuple[str, Path]) -> bool:
    """Whether the worker left what its ending says: it may have been in a stranger's hands."""
    address, path = made
    try:
        with path.open("rb") as file:
            return recognise(file) == _FORMS[PurePosixPath(address).suffix]
    except (OSError, Refusal):
        return False
