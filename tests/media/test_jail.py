"""What a process that has locked itself in may not do; each attempt runs in a process of its own."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from generator.media.jail import DATA_LIMIT

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Landlock, namespaces and RLIMIT_DATA are Linux's")


def confined(code: str) -> str:
    """What `code` prints in a process that has locked itself in."""
    start = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "import os, socket, resource, threading\n"
        "from generator.media.jail import confine, allow_seconds\n"
        "confine(readable=[sys.prefix, sys.base_prefix], open_files=40)\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", start + code], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or f"ended {done.returncode}"


def attempt(deed: str) -> str:
    return confined(
        f"try:\n    {deed}\n    print('done')\nexcept Exception as error:\n    print(type(error).__name__)"
    )


def system_has(deed: str) -> bool:
    """Whether this kernel, in this container, lets a process lock itself in at all."""
    code = f"import ctypes, os; libc = ctypes.CDLL(None); os._exit(0 if {deed} else 1)"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@LINUX
def test_the_worker_reaches_no_file(tmp_path):
    if not system_has("libc.syscall(444, None, 0, 1) > 0"):
        pytest.skip("a kernel without Landlock")
    secret = tmp_path / "secret"
    secret.write_text("x")
    deeds = (
        f"open({str(secret)!r})",
        "open('/etc/passwd')",
        f"os.listdir({str(tmp_path)!r})",
        f"open({str(tmp_path / 'new')!r}, 'w')",
        f"os.unlink({str(secret)!r})",
        "open(os.path.join(sys.prefix, 'new'), 'w')",
    )
    assert {deed: attempt(deed) for deed in deeds} == dict.fromkeys(deeds, "PermissionError")
    assert attempt("import colorsys, wave") == "done", "its own libraries it may read"
    assert secret.exists()


@LINUX
def test_the_worker_reaches_no_network():
    if not system_has("libc.unshare(0x40000000) == 0 or libc.unshare(0x50000000) == 0"):
        pytest.skip("a container that forbids namespaces")
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(type=socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        tcp, udp = server.getsockname()[1], listener.getsockname()[1]
        assert attempt(f"socket.create_connection(('127.0.0.1', {tcp}), 5)") in ("PermissionError", "OSError")
        assert (
            attempt(f"socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', {udp}))") == "OSError"
        )
        for one, ask in ((server, server.accept), (listener, lambda: listener.recv(1))):
            one.settimeout(0)
            with pytest.raises(BlockingIOError):
                ask()


@LINUX
def test_the_worker_has_limits():
    assert attempt(f"bytearray({DATA_LIMIT})") == "MemoryError"
    assert attempt(f"bytearray({DATA_LIMIT // 2})") == "done"
    limits = confined(
        "print([resource.getrlimit(w) for w in (resource.RLIMIT_CORE, resource.RLIMIT_NOFILE)])"
    )
    assert limits == "[(0, 0), (40, 40)]"
    assert confined("allow_seconds(1)\nwhile True: pass") == f"ended {-signal.SIGXCPU}"
    assert confined("print(resource.getrlimit(resource.RLIMIT_FSIZE)[0])") == "1200000000"
