"""What a file is taken apart into: texts to be read, parts to be opened further, and an end to both."""

from __future__ import annotations

from msgspec import Struct

DEEPEST = 4
"""How many archives or documents may stand inside one another."""
MOST_PARTS = 4_000
MOST_BYTES = 200_000_000
"""Parts of one file, and bytes of all of them unpacked."""


class Reading(Struct, frozen=True):
    """A text found in a file; `where` says in an editor's words where it stands, "" for the plain text itself.

    `rough` marks what was read out of a format that nobody takes apart properly: there may be more.
    """

    where: str
    text: str
    rough: bool = False


class Part(Struct, frozen=True):
    """Bytes inside a file that are to be opened in their turn. `member`: it is a file of its own, packed in another one."""

    where: str
    data: bytes
    member: bool = False


class Unreadable(Exception):  # noqa: N818 - the expected outcome of a locked or broken file
    """A file that cannot be checked; `why` is a Chinese phrase that goes on from “打不开：”."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Budget:
    """What may still be unpacked of one file."""

    def __init__(self) -> None:
        self._parts = MOST_PARTS
        self._bytes = MOST_BYTES

    @property
    def room(self) -> int:
        """How many more bytes may come out."""
        return self._bytes

    def take(self, size: int) -> None:
        """Book one more part of `size` bytes. Raises Unreadable when there are too many of either."""
        self._parts -= 1
        self._bytes -= size
        if self._parts < 0:
            raise Unreadable(f"里面的文件超过 {MOST_PARTS} 个")
        if self._bytes < 0:
            raise too_much()


def too_much() -> Unreadable:
    """It unpacks to more than anybody hands out."""
    return Unreadable(f"解压后超过 {MOST_BYTES // 1_000_000} MB，像是压缩炸弹")


def inside(outer: str, inner: str) -> str:
    """One phrase for a place in a place."""
    return f"{outer}：{inner}" if outer and inner else outer or inner
