"""The preview server: build aside, serve, rebuild on change, reload the browser. It knows nothing of campaigns.

A rebuild that fails leaves the last good site up; its report is printed and laid over the page until it is mended.
"""

from __future__ import annotations

import errno
import html
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from generator.preview import CLIENT, EVENTS, REPORT_PAGE, SCRIPT, Preview, Rebuild, content_type, find
from generator.watch import changes

HOSTS = ("127.0.0.1", "localhost", "[::1]")


class ServeError(Exception):
    """The preview cannot start; the sentence (Chinese) says why."""


class Handler(BaseHTTPRequestHandler):
    """Serves the site's files; only what lies in the site, only to this machine's own browser."""

    protocol_version = "HTTP/1.1"

    def __init__(self, preview: Preview, *args: object) -> None:
        self.preview = preview
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer one request."""
        host = re.sub(r":\d+$", "", self.headers.get("Host", ""))
        address = urlsplit(self.path)
        if host not in HOSTS:  # a page elsewhere that renamed its own server to 127.0.0.1
            self._answer(HTTPStatus.FORBIDDEN, "text/plain", "只能从本机预览。".encode())
        elif address.path == EVENTS:
            self._events()
        elif address.path == SCRIPT:
            self._answer(HTTPStatus.OK, "text/javascript", CLIENT.encode())
        else:
            self._file(address.path, address.query)

    do_HEAD = do_GET  # noqa: N815 - the name http.server looks for

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for reports."""

    def _file(self, address: str, query: str) -> None:
        path = find(self.preview.site, address)
        if path is None and not self.preview.site.exists():
            page = REPORT_PAGE.format(html.escape(self.preview.report)).encode()
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, "text/html", self._with_script(page))
        elif path is None:
            lost = find(self.preview.site, "/404.html")
            page = lost.read_bytes() if lost else "没有这一页。".encode()
            self._answer(HTTPStatus.NOT_FOUND, "text/html", self._with_script(page))
        elif path.is_dir():
            # Only the path: an address such as `//host/` would lead elsewhere.
            self._answer(HTTPStatus.MOVED_PERMANENTLY, "text/plain", b"", Location=_folder(address, query))
        elif path.suffix == ".html":
            self._answer(HTTPStatus.OK, "text/html", self._with_script(path.read_bytes()))
        else:
            self._part(path)

    def _part(self, path: Path) -> None:
        """Send a file, or the one range a video player asks for."""
        size = path.stat().st_size
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        with path.open("rb") as file:
            if wanted and int(wanted[1]) < size:
                first, last = int(wanted[1]), min(int(wanted[2] or size), size - 1)
                file.seek(first)
                shown = f"bytes {first}-{last}/{size}"
                self._head(
                    HTTPStatus.PARTIAL_CONTENT, content_type(path), last + 1 - first, Content_Range=shown
                )
                self._send(file, last + 1 - first)
            else:
                self._head(HTTPStatus.OK, content_type(path), size, Accept_Ranges="bytes")
                self._send(file, size)

    def _send(self, file: BinaryIO, count: int) -> None:
        while self.command != "HEAD" and count > 0 and (block := file.read(min(count, 1 << 16))):
            self.wfile.write(block)
            count -= len(block)

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Connection", "close")
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        for message in self.preview.messages():
            self.wfile.write(message)

    def _with_script(self, page: bytes) -> bytes:
        script = f'<script src="{SCRIPT}?v={self.preview.version}"></script>'.encode()
        before, end, after = page.rpartition(b"</body>")
        return before + script + end + after if end else page + script

    def _answer(self, status: HTTPStatus, type_: str, body: bytes, **headers: str) -> None:
        self._head(status, f"{type_}; charset=utf-8", len(body), **headers)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: HTTPStatus, type_: str, length: int, **headers: str) -> None:
        self.send_response(status)
        common = {"Content-Type": type_, "Content-Length": str(length), "Cache-Control": "no-store"}
        for name, value in {**common, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()


class Server(ThreadingHTTPServer):
    """A threading server that lets a browser walk away in silence."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Show every error but that of a page that was closed."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def serve(
    rebuild: Rebuild,
    *,
    watch: Iterable[Path],
    port: int = 8000,
    say: Callable[[str], object] = print,
    stop: threading.Event | None = None,
) -> None:
    """Show the site on http://127.0.0.1:PORT/ and keep it true to the files in `watch`, until `stop` or Ctrl-C."""
    private = Path(tempfile.mkdtemp(prefix="zhanbang-serve-"))
    preview, ended = Preview(private / "site"), stop or threading.Event()
    try:
        server = listen(preview, port)
    except OSError as error:
        shutil.rmtree(private, ignore_errors=True)
        why = "已被别的程序占用" if error.errno == errno.EADDRINUSE else error.strerror
        raise ServeError(
            f"端口 {port} 用不了（{why}）；请用 --port 换一个，例如 --port {port + 1}。"
        ) from error
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        # Watched from before the first build, so that no change is missed.
        with changes(watch, ended) as seen:
            say("正在生成……")
            _tell(preview.update(rebuild), server.server_port, say)
            for _ in seen:
                say("文件有改动，重新生成……")
                _tell(preview.update(rebuild), server.server_port, say)
    except KeyboardInterrupt:
        say("预览结束。")
    finally:
        preview.close()
        server.shutdown()
        server.server_close()
        shutil.rmtree(private, ignore_errors=True)


def listen(preview: Preview, port: int) -> Server:
    """Bind a server for this machine only; port 0 takes a free one."""
    return Server(("127.0.0.1", port), partial(Handler, preview))


def _tell(report: str, port: int, say: Callable[[str], object]) -> None:
    if report:
        say(f"{report}\n预览停在上一次正确的样子；改好保存后会自动更新。")
    else:
        say(f"预览：http://127.0.0.1:{port}/")


def _folder(address: str, query: str) -> str:
    """Return the address with its closing slash; never `//host/`, which would lead elsewhere."""
    return "/" + address.strip("/") + "/" + (f"?{query}" if query else "")
