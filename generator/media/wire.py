"""What parent and worker say to each other: JSON with its length in front, over a socket that can carry open files."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping, Sequence
from typing import Any

LONGEST = 1_000_000
"""Bytes of a message; the worker may be in a stranger's hands, so its messages are bounded."""

_HEAD = struct.Struct(">I")


def send(sock: socket.socket, message: Mapping[str, Any], files: Sequence[int] = ()) -> None:
    """Send one message, and with it the open files (they stay open on this side)."""
    body = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    data = _HEAD.pack(len(body)) + body
    sent = socket.send_fds(sock, [data], list(files)) if files else 0
    sock.sendall(data[sent:])


def receive(sock: socket.socket, most_files: int = 0) -> tuple[dict[str, Any], list[int]] | None:
    """The next message and the files that came with it, or None when the other side has closed.

    Raises ValueError for what is no message, OSError (TimeoutError) when the line fails in its middle. Without
    `most_files` the kernel throws away any file that was sent.
    """
    files: list[int] = []
    head = b""
    while len(head) < _HEAD.size:
        if most_files:
            part, came, _, _ = socket.recv_fds(sock, _HEAD.size - len(head), most_files)
            files += came
        else:
            part = sock.recv(_HEAD.size - len(head))
        if not part:
            return None
        head += part
    (length,) = _HEAD.unpack(head)
    if length > LONGEST:
        raise ValueError("message too long")
    body = bytearray()
    while len(body) < length:
        part = sock.recv(min(65_536, length - len(body)))
        if not part:
            return None
        body += part
    message = json.loads(bytes(body))
    if not isinstance(message, dict):
        raise ValueError("not a message")  # noqa: TRY004 - one exception for all that is no message
    return message, files
