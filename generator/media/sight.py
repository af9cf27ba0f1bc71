"""An entrant's file as it stands on the disk: opened without following or waiting for anything, identified, hashed."""

from __future__ import annotations

import errno
import hashlib
import math
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.media.facts import FILE_LIMITS, Original
from generator.media.magic import KINDS, recognise
from generator.media.refusal import Refusal, damaged
from generator.signature import Signature, signature_of

if TYPE_CHECKING:
    from generator.media.notes import Notes

SECONDS = {"image": 60.0, "audio": 180.0, "video": 300.0}
"""How long the worker may take over one file, by kind; a film of the largest size is read in under a minute."""

_LARGEST = max(FILE_LIMITS.values())
_BLOCK = 1 << 20
_KINDS = ((stat.S_ISDIR, "文件夹"), (stat.S_ISFIFO, "管道"), (stat.S_ISSOCK, "套接字"))


class Sighted(Struct, frozen=True):
    """A file that was identified: its content, its format by content, and the state in which it was read."""

    path: Path
    sha256: str
    form: str
    signature: Signature

    @property
    def seconds(self) -> float:
        """How long the worker may take over it."""
        return SECONDS[KINDS[self.form]]


def identify(original: Original, notes: Notes) -> Sighted:
    """What stands at the original's path. Raises Refusal E802 to E805.

    A file that was noted and not touched since is not read again.
    """
    descriptor = open_original(original.path)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        state = signature(descriptor)
        sha256 = notes.sha256(original.path, state) or digest(descriptor)
        if original.sha256 and original.sha256.lower() != sha256:
            raise Refusal("E805", found=sha256)
        known = notes.facts(sha256)
        form = known.format if known else recognise(file)
        check_size(state[0], FILE_LIMITS[KINDS[form]])
        if signature(descriptor) != state:
            raise damaged("处理时文件正被改动")
    return Sighted(original.path, sha256, form, state)


def reopen(one: Sighted) -> int:
    """A descriptor of the file that was identified. Raises Refusal, E802 if it is not as it was."""
    descriptor = open_original(one.path)
    if signature(descriptor) != one.signature:
        os.close(descriptor)
        raise damaged("处理时文件正被改动")
    return descriptor


def look_again(one: Sighted) -> Refusal | None:
    """E802 if the file was written to while it was worked on."""
    try:
        same = signature_of(os.lstat(one.path)) == one.signature
    except OSError:
        same = False
    return None if same else damaged("处理时文件正被改动")


def open_original(path: Path, *, linked: bool = False) -> int:
    """A descriptor of the regular file at `path`. Raises Refusal: E803 for a link or a special file, E804, E802.

    `linked` allows other names of the same file: our own trees share theirs.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK):
            raise Refusal("E803", seems="符号链接，不是文件本身") from error
        if error.errno == errno.ENXIO:
            raise Refusal("E803", seems="套接字") from error
        raise damaged("没有读取权限" if error.errno == errno.EACCES else "打不开") from error
    try:
        _check_nature(os.fstat(descriptor), linked=linked)
    except Refusal:
        os.close(descriptor)
        raise
    return descriptor


def check_size(size: int, limit: int) -> None:
    """Raises Refusal E804."""
    if size > limit:
        raise Refusal("E804", size=_mega(size), limit=_mega(limit))


def signature(descriptor: int) -> Signature:
    """The signature of an open file."""
    return signature_of(os.fstat(descriptor))


def digest(descriptor: int) -> str:
    """SHA-256 of an open file, lower-case hexadecimal."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    found = hashlib.sha256()
    block = min(os.fstat(descriptor).st_size + 1, _BLOCK)
    while data := os.read(descriptor, block):
        found.update(data)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return found.hexdigest()


def _check_nature(found: os.stat_result, *, linked: bool = False) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Refusal("E803", seems=next((name for test, name in _KINDS if test(found.st_mode)), "设备"))
    if found.st_nlink > 1 and not linked:
        raise Refusal("E803", seems="硬链接，不是单独的文件")
    check_size(found.st_size, _LARGEST)


def _mega(size: int) -> str:
    """Rounded up, so that what is too big never looks like the limit itself."""
    return f"{math.ceil(size / 1e7) / 100:.2f} GB" if size >= 1e9 else f"{math.ceil(size / 1e5) / 10:.1f} MB"
