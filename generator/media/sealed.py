"""Small JSON files of the cache that tell when they were damaged, and the one way in which the cache is written."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import secrets
import stat
import sys
import threading
from collections.abc import Iterator, Mapping
from functools import cache as once
from pathlib import Path
from typing import Any

from generator.media.recipe import RECIPE
from generator.media.refusal import MediaCacheError

_LARGEST = 64_000_000
_LEAST = 1_000_000
"""Bytes that must be left for anybody to go on making media."""

_MAKING = threading.Lock()
"""Several threads keep files: one of them mends a folder at a time."""


@once
def maker() -> str:
    """What shapes cached bytes besides the original: our recipe and the versions of the libraries."""
    named = ((name, _version(name)) for name in ("pillow", "av"))
    return ", ".join((f"2.{RECIPE}", *(f"{name} {it}" if it else f"no {name}" for name, it in named)))


def _version(name: str) -> str | None:
    """The version of an installed library, read off its folder: asking properly takes longer than a small build."""
    plain = True
    for folder in sys.path:
        try:
            for entry in os.listdir(folder or "."):
                found, _, rest = entry.partition("-")
                if found.lower() == name and rest.endswith(".dist-info"):
                    return rest.removesuffix(".dist-info")
                plain = plain and not (found.lower() == name and entry.endswith((".egg-info", ".egg")))
        except FileNotFoundError:
            continue
        except OSError:  # an archive, in which we cannot look
            plain = False
    if plain:
        return None
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def read_sealed(path: Path) -> dict[str, Any]:
    """What `write_sealed` wrote there with the same `maker`; empty if anything at all is wrong with it."""
    try:
        record = json.loads(read_sealed_bytes(path) or b"")
    except ValueError:
        return {}
    return record if isinstance(record, dict) and record.get("maker") == maker() else {}


def read_sealed_bytes(path: Path) -> bytes | None:
    """What `write_sealed_bytes` wrote there; None if anything at all is wrong with it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
                return None
            seal, _, body = file.read().partition(b"\n")
    except OSError:
        return None
    return body if hashlib.sha256(body).hexdigest().encode() == seal else None


def write_sealed(cache: Path, path: Path, record: Mapping[str, Any]) -> None:
    """Put `record` at `path` in one step. Raises MediaCacheError."""
    body = json.dumps({**record, "maker": maker()}, sort_keys=True, separators=(",", ":")).encode()
    write_sealed_bytes(cache, path, body)


def write_sealed_bytes(cache: Path, path: Path, body: bytes, *, lasting: bool = True, tries: int = 3) -> None:
    """Put `body` at `path` in one step. Raises MediaCacheError.

    What need not be `lasting` is not waited for: after a power cut it may be lost, but never be taken for whole.
    """
    temporary = new_file(cache)
    try:
        with open(temporary, "wb") as file:
            file.write(hashlib.sha256(body).hexdigest().encode() + b"\n")
            file.write(body)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        put(cache, temporary, path)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and tries > 1:  # another build swept our file away meanwhile
            return write_sealed_bytes(cache, path, body, lasting=lasting, tries=tries - 1)
        raise unusable(cache, error) from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def new_file(cache: Path) -> Path:
    """A new empty file in the cache, to be filled and then `put` in its place. Raises MediaCacheError."""
    path = cache / "tmp" / secrets.token_hex(12)
    try:
        _folder(cache, path.parent)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644))
    except OSError as error:
        raise unusable(cache, error) from error
    return path


def put(cache: Path, temporary: Path, path: Path) -> None:
    """Move a finished file to its place in one step; whatever stood there is replaced. Raises OSError."""
    _folder(cache, path.parent)
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    os.replace(temporary, path)


def check_room(cache: Path) -> None:
    """Raises MediaCacheError where the disk is full: what was written last may be short, and no work is to blame for it."""
    found = os.statvfs(cache)
    if found.f_bavail * found.f_frsize < _LEAST:
        raise unusable(cache, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))


def check_cache(cache: Path) -> None:
    """Make the cache folder where it is missing. Raises MediaCacheError if it is no folder of ours to write in."""
    if cache.is_symlink():
        raise MediaCacheError(f"媒体缓存 {cache} 是符号链接，不能用：请删掉它，换成真正的文件夹。")
    try:
        with contextlib.suppress(FileNotFoundError):  # another build's sweep was quicker
            os.unlink(new_file(cache))
    except OSError as error:
        raise unusable(cache, error) from error


@contextlib.contextmanager
def in_use(cache: Path, *, alone: bool) -> Iterator[None]:
    """Hold the cache: any number of builds together, a sweep only while no build is at work. Waits."""
    try:
        descriptor = os.open(cache / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise unusable(cache, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


def unusable(cache: Path, error: OSError) -> MediaCacheError:
    """The error in the editor's words."""
    return MediaCacheError(f"媒体缓存 {cache} 写不进去（{error.strerror}）：请检查权限和磁盘空间。")


def _folder(cache: Path, folder: Path) -> None:
    """Make `folder` below `cache`; a link on the way leads nowhere, and what was closed to us is opened."""
    cache.mkdir(parents=True, exist_ok=True)
    step = cache
    with _MAKING:
        for part in ("", *folder.relative_to(cache).parts):
            step /= part
            with contextlib.suppress(FileExistsError):
                os.mkdir(step)
            mode = os.lstat(step).st_mode
            if not stat.S_ISDIR(mode):
                os.unlink(step)
                os.mkdir(step)
            elif mode & stat.S_IRWXU != stat.S_IRWXU:
                os.chmod(step, stat.S_IMODE(mode) | stat.S_IRWXU)
