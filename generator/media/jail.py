"""What the worker may not do: limits set once, before it sees the first stranger's byte.

The memory limit is RLIMIT_DATA: since Linux 4.7 it counts private writable memory, which is what a decoder eats (measured:
every bomb of the tests ends there). RLIMIT_AS also counts libraries and what threads only reserve, so it is set wider.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
import sys
from collections.abc import Iterable

DATA_LIMIT = 480_000_000
"""Bytes of private memory of the worker; with its libraries it stays below 512 MB."""

_SPACE_LIMIT = 1_500_000_000
_FILE_LIMIT = 1_200_000_000
_NEW_NET, _NEW_USER = 0x4000_0000, 0x1000_0000
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_READ = 0b1100  # read a file, list a folder


def confine(*, readable: Iterable[str], open_files: int) -> None:
    """Take away network, files and excess memory from this process, as far as the system can.

    `readable` are the folders of Python and its libraries; nothing else can be opened afterwards (Linux with Landlock),
    whatever was open stays open. Never raises: what one system refuses, another layer holds.
    """
    if sys.platform == "linux":
        _cut_network()
        _cut_files(readable)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, open_files)
    _limit(resource.RLIMIT_FSIZE, _FILE_LIMIT)
    _limit(resource.RLIMIT_AS, _SPACE_LIMIT)
    _limit(resource.RLIMIT_DATA, DATA_LIMIT)


def allow_seconds(seconds: int) -> None:
    """Let the process use so much more processor time, then be ended: holds even if the parent is gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _limit(what: int, most: int) -> None:
    try:
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
    except (OSError, ValueError):  # macOS knows some limits only by name
        return


def _cut_network() -> None:
    """A network namespace of its own holds no interface but a dead loopback."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_NET) != 0:
        libc.unshare(_NEW_USER | _NEW_NET)


def _cut_files(readable: Iterable[str]) -> None:
    """Landlock: every access to a path is refused but reading below `readable` (kernel 5.13 and newer)."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(1))
    if version < 1:
        return
    rights = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1
    attributes = struct.pack("QQ", rights, 0b11) if version >= 4 else struct.pack("Q", rights)
    rules = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0))
    if rules < 0:
        return
    for folder in readable:
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            continue
        beneath = struct.pack("=Qi", _READ, handle)
        libc.syscall(_ADD_RULE, rules, ctypes.c_int(1), beneath, ctypes.c_uint(0))
        os.close(handle)
    libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS, without which Landlock is refused
    libc.syscall(_RESTRICT_SELF, rules, ctypes.c_uint(0))
    os.close(rules)
