"""Strangers' Word files and PDFs are taken apart in a process of its own: no network, no files, bounded memory and time.

The bytes go in through a pipe and the answer comes back as JSON, held to its form; when the process dies, that is a refusal.
"""

from __future__ import annotations

import json
import os
import signal
import site
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, to_builtins

from generator.importing.received import Grid, Line, Lost, Piece
from generator.leaks.reading import Unreadable
from generator.media.jail import allow_seconds, confine

SECONDS = 60
"""Processor time for one file; a notice takes one."""
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from generator.importing.sealed import serve; serve(sys.argv[2])"
)
_OPEN_FILES = 64


class Paper(Struct, frozen=True):
    """What was in a file: pieces of a Word file, or the text of a PDF and its pages; what is no text; what to know."""

    pieces: tuple[Piece, ...] = ()
    text: str = ""
    pages: int = 0
    lost: tuple[Lost, ...] = ()
    told: tuple[str, ...] = ()


def read_sealed(kind: str, data: bytes) -> Paper:
    """Read a `docx` or a `pdf`. Raises Unreadable if it is locked, broken, a bomb, or the process did not survive it."""
    path = json.dumps([os.path.abspath(path) for path in sys.path])
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-I", "-c", _START, path, kind],
            input=data,
            capture_output=True,
            timeout=4 * SECONDS,
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("处理用时超过上限") from error
    if done.returncode == -signal.SIGXCPU:
        raise Unreadable("处理用时超过上限")
    try:
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
        if why := answer.get("unreadable"):
            raise Unreadable(str(why)[:200])
        return _paper(answer)
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable("处理它的程序意外退出（内存不够，或文件有问题）") from error


def serve(kind: str) -> None:
    """Be that process: read the file from standard input, answer on standard output."""
    if kind == "pdf":
        from generator.importing.portable import read_pdf as read
    else:
        from generator.importing.word import read_word as read
    folders = {
        sys.prefix,
        sys.base_prefix,
        os.path.dirname(os.path.dirname(__file__)),
        *site.getsitepackages(),
    }
    confine(
        readable=folders | {path for path in sys.path if path.endswith("-packages")}, open_files=_OPEN_FILES
    )
    allow_seconds(SECONDS)
    try:
        answer = to_builtins(read(sys.stdin.buffer.read()))
    except Unreadable as refusal:
        answer = {"unreadable": refusal.why}
    except MemoryError:
        answer = {"unreadable": "打开它要的内存超过上限"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _paper(answer: Mapping[str, Any]) -> Paper:
    return Paper(
        pieces=tuple(_piece(one) for one in answer["pieces"]),
        text=str(answer["text"]),
        pages=int(answer["pages"]),
        lost=tuple(Lost(str(one["what"]), int(one["number"])) for one in answer["lost"]),
        told=tuple(map(str, answer["told"])),
    )


def _piece(told: Mapping[str, Any]) -> Piece:
    place = int(told["number"]), int(told["last"])
    if "rows" in told:
        return Grid(tuple(tuple(map(str, row)) for row in told["rows"]), *place)
    return Line(str(told["text"]), *place, str(told["style"]), bool(told["apart"]))
