"""The limited process in which strangers' bytes are decoded. Started by `crew`, speaks `wire`, opens nothing itself.

It gets open files, never paths; it cannot reach the network or (with Landlock) any file; when it dies, only the work
in flight is lost, and `crew` sees to that.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import site
import socket
import sys
import threading
from collections.abc import Sequence
from types import ModuleType
from typing import Any, BinaryIO

from PIL import Image, _imaging

from generator.media import cards
from generator.media.drawings import PosterWords
from generator.media.jail import allow_seconds, confine
from generator.media.magic import KINDS
from generator.media.memory import BUDGET, Memory
from generator.media.refusal import Refusal
from generator.media.wire import receive, send

_MOST_FILES = 16
_BLOCK = 1 << 20
"""Bytes in which Pillow takes memory for pixels; of one size, so that each block fits the next picture as it is."""
_MOST_UNPACKED = 200_000_000
_MOST_LEAKS = 200
_LONGEST = 200


def main(descriptor: int, threads: int, *, films: bool, pictures: bool) -> None:
    """Serve until the parent hangs up.

    `films` says whether sound and film may be among the work, `pictures` whether anything but cards set in type may.
    """
    if pictures:  # with all they need, before files are cut off
        from generator.media import codes, images, posters  # noqa: F401
    if films:  # before files are cut off: it takes libraries of the system's, and a tenth of a second
        with contextlib.suppress(Refusal):
            _films()
    line = socket.socket(fileno=descriptor)
    cards.readable("展榜")  # the font is read before files are cut off
    folders = {
        sys.prefix,
        sys.base_prefix,
        os.path.dirname(os.path.dirname(__file__)),
        *site.getsitepackages(),
    }
    confine(
        readable=folders | {path for path in sys.path if path.endswith("-packages")},
        open_files=64 + threads * _MOST_FILES,
    )
    work: queue.SimpleQueue[tuple[dict[str, Any], list[int]]] = queue.SimpleQueue()
    # a page the system gives is a page it has cleared: blocks that go from picture to picture save a tenth of the time
    _imaging.set_block_size(_BLOCK)
    bench = _Bench(line, Memory(BUDGET, keep=lambda most: _imaging.set_blocks_max(most // _BLOCK)))
    threading.stack_size(4 << 20)
    for _ in range(threads):
        threading.Thread(target=bench.serve, args=(work,), daemon=True).start()
    send(line, {"ready": True})
    while (got := receive(line, _MOST_FILES)) is not None:
        work.put(got)


class _Bench:
    """What the threads share: the line to the parent and the memory."""

    def __init__(self, line: socket.socket, memory: Memory) -> None:
        self._line = line
        self._memory = memory
        self._speaking = threading.Lock()

    def serve(self, work: queue.SimpleQueue[tuple[dict[str, Any], list[int]]]) -> None:
        """Do one task after another."""
        while True:
            ask, descriptors = work.get()
            allow_seconds(int(ask["seconds"]))
            files = [
                os.fdopen(one, "rb" if number == 0 else "r+b", buffering=0)
                for number, one in enumerate(descriptors)
            ]
            try:
                answer = self._answer(ask, files)
            finally:
                for file in files:
                    file.close()
            with self._speaking:
                send(self._line, answer | {"id": ask["id"]})

    def _answer(self, ask: dict[str, Any], files: Sequence[BinaryIO]) -> dict[str, Any]:
        try:
            if ask["do"] == "measure":
                return self._measure(ask, files)
            if ask["do"] == "read":
                return self._read(ask, files)
            if ask["do"] == "card":
                words = cards.Words(ask["title"], ask["kicker"], ask["foot"], ask["award"])
                files[1].write(cards.card_bytes(cards.draw(words), ask["ai_use"]))
            elif ask["do"] == "poster":
                from generator.media import posters

                picture, told = files[0] if ask["pictured"] else None, PosterWords(**ask["words"])
                posters.make(picture, files[1], told, ai_use=ask["ai_use"], memory=self._memory)
            elif ask["do"] == "code":
                from generator.media import codes

                files[1].write(codes.png(ask["text"]))
            else:
                self._make(ask, files)
        except MemoryError:
            return {"memory": True}
        except Refusal as refusal:
            return {"fault": [refusal.code, refusal.detail]}
        except Exception as error:  # noqa: BLE001 - whatever a stranger's file sets off ends here
            return {"fault": ["E808", {"detail": f"处理程序出错（{type(error).__name__}）"}]}
        return {"done": True}

    def _read(self, ask: dict[str, Any], files: Sequence[BinaryIO]) -> dict[str, Any]:
        """What a document tells that must not be told; the second file says what that is."""
        from generator.leaks.scan import Sought, Unreadable, scan_document

        told = json.loads(os.pread(files[1].fileno(), os.fstat(files[1].fileno()).st_size, 0))
        sought = Sought(frozenset(told["mobiles"]), told["words"])
        size = os.fstat(files[0].fileno()).st_size
        with self._memory.hold(min(_MOST_UNPACKED, 8 * size)):
            try:
                found = scan_document(ask["name"], os.pread(files[0].fileno(), size, 0), sought)
            except Unreadable as refusal:
                return {"unreadable": refusal.why}
        leaks = [[leak.kind, leak.excerpt, leak.whose, leak.where[:_LONGEST]] for leak in found.leaks]
        return {"leaks": leaks[:_MOST_LEAKS], "rough": found.rough}

    def _measure(self, ask: dict[str, Any], files: Sequence[BinaryIO]) -> dict[str, Any]:
        from generator.media import images, pictures

        form, thorough = ask["format"], bool(ask["thorough"])
        made: list[bool] = []

        def make(image: Image.Image, size: tuple[int, int]) -> None:
            with contextlib.suppress(Refusal, OSError, ValueError):  # told when it is asked for by itself
                pictures.make_of(image, pictures.targets(*size, files[1:]), ai_use=ask["ai_use"])
                made.append(True)

        if KINDS[form] == "image":
            then = make if "ai_use" in ask else None
            facts = images.measure(files[0], form, thorough=thorough, memory=self._memory, then=then)
        else:
            facts = _films().measure(files[0], form, thorough=thorough, memory=self._memory)
        return {"facts": facts, "made": bool(made)}

    def _make(self, ask: dict[str, Any], files: Sequence[BinaryIO]) -> None:
        from generator.media import pictures

        targets = [
            pictures.Target(one["role"], one["width"], one["height"], file)
            for one, file in zip(ask["outputs"], files[1:], strict=True)
        ]
        form = ask["format"]
        if KINDS[form] == "image":
            pictures.make(files[0], form, targets, ai_use=ask["ai_use"], memory=self._memory)
        else:
            _films().make(files[0], form, targets, ai_use=ask["ai_use"], memory=self._memory)


def _films() -> ModuleType:
    try:
        from generator.media import films
    except ImportError:  # the extra `av` is not installed
        raise Refusal("E807") from None
    return films
