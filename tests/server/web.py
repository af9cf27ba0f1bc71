"""The web servers that are shipped for, running for a test on a port of their own with the shipped files."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SHIPPED = Path(__file__).resolve().parents[2] / ".ci/server"
TRIES = 5
"""Another process may take a port between the moment it was found free and the server's start."""


@dataclass(frozen=True)
class Answer:
    """What a server said. Names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Web:
    """A running server."""

    port: int

    def get(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        """Ask for one address; redirects are not followed. A header's `_` is a hyphen."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers={"Host": "www.example.org.cn", **named})
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            assert len(told) == len(answer.getheaders()), "a header was sent twice"
            return Answer(answer.status, told, answer.read())
        finally:
            connection.close()


def program(name: str) -> str:
    """The path of a server's program; the test is skipped where there is none, but for nginx in CI."""
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if found is None:
        why = f"没有找到 {name}：这项测试没有运行。Debian 上请安装 {'nginx-light' if name == 'nginx' else name}。"
        if name == "nginx" and os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    return found


def replaced(text: str, changes: dict[str, str]) -> str:
    """The text with each piece, which must stand in it once, changed as its reader is told to."""
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@contextmanager
def nginx(root: Path, folder: Path) -> Iterator[Web]:
    """Debian's nginx over `root` with the shipped nginx.conf and headers.conf; what it writes goes to `folder`."""
    command = program("nginx")
    folder.mkdir(parents=True)
    for _ in range(TRIES):
        port = _free_port()
        site = replaced(
            (SHIPPED / "nginx.conf").read_text(encoding="utf-8"),
            {
                "listen 80; ": f"listen 127.0.0.1:{port}; ",
                "root /srv/zhanbang/www/current;": f"root {root};",
                "include /etc/nginx/zhanbang/headers.conf;": f"include {SHIPPED / 'headers.conf'};",
            },
        )
        (folder / "site.conf").write_text(site, encoding="utf-8")
        (folder / "nginx.conf").write_text(_around(folder), encoding="utf-8")
        run = [command, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
        # In daemon mode the command comes back when the port is being listened on, or with an error.
        if subprocess.run(run, capture_output=True, check=False).returncode == 0:
            try:
                yield Web(port)
            finally:
                subprocess.run([*run, "-s", "stop"], capture_output=True, check=True)
            return
    pytest.fail((folder / "error.log").read_text(encoding="utf-8"))


@contextmanager
def caddy(root: Path, folder: Path) -> Iterator[Web]:
    """Caddy over `root` with the shipped Caddyfile."""
    command = program("caddy")
    folder.mkdir(parents=True)
    environment = {
        **os.environ,
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    for _ in range(TRIES):
        port = _free_port()
        site = replaced(
            (SHIPPED / "Caddyfile").read_text(encoding="utf-8"),
            {
                "\nwww.example.org.cn {": f"\nhttp://www.example.org.cn:{port} {{",
                "root * /srv/zhanbang/www/current": f"root * {root}",
            },
        )
        (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{site}", encoding="utf-8")
        run = [command, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
        with subprocess.Popen(run, env=environment, stderr=subprocess.PIPE, text=True) as server:
            assert server.stderr is not None
            if any("serving initial configuration" in line for line in server.stderr):
                try:
                    yield Web(port)
                finally:
                    server.terminate()
                    server.stderr.read()
                return
    pytest.fail("Caddy did not start")


SERVERS = {"nginx": nginx, "caddy": caddy}


def _around(folder: Path) -> str:
    """What Debian's /etc/nginx/nginx.conf has around a site, with every path in `folder`."""
    places = "\n".join(
        f"    {kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}worker_processes 1;\npid {folder}/nginx.pid;\nevents {{ }}\nhttp {{\n{places}\n"
        f"    access_log off;\n    sendfile on;\n    include {folder}/site.conf;\n}}\n"
    )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
