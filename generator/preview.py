"""What a preview shows: the last good site, the report of the last rebuild, and the word to browsers that it changed."""

from __future__ import annotations

import json
import mimetypes
import posixpath
import secrets
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

Rebuild = Callable[[Path], str]
"""Write the site to this place and return "", or write nothing and return the report (Chinese)."""

EVENTS, SCRIPT = "/zb-reload", "/zb-reload.js"
_TYPES = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript", ".txt": "text/plain",
    ".json": "application/json", ".xml": "application/xml", ".svg": "image/svg+xml", ".ics": "text/calendar",
    ".vcf": "text/vcard", ".csv": "text/csv", ".webp": "image/webp", ".avif": "image/avif", ".woff2": "font/woff2",
    ".m4a": "audio/mp4", ".mp4": "video/mp4", ".webmanifest": "application/manifest+json",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip

# The version is in the script's address, so that a page fetched before a rebuild knows that it is old.
CLIENT = """\
(function () {
  var mine = new URL(document.currentScript.src).searchParams.get("v"), id = "zb-report";
  new EventSource("/zb-reload").onmessage = function (event) {
    var now = JSON.parse(event.data), old = document.getElementById(id);
    var page = document.querySelector("[data-zb-report]");
    if (now.version !== mine) { location.reload(); return; }
    if (old) { old.remove(); }
    if (page) { page.textContent = now.report; return; }
    if (!now.report) { return; }
    var box = document.createElement("pre");
    box.id = id; box.textContent = now.report; box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:1em;" +
      "z-index:2147483647;background:#7a1218;color:#fff;font:16px/1.6 monospace;white-space:pre-wrap";
    document.body.appendChild(box);
  };
})();
"""
REPORT_PAGE = """\
<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>还不能预览</title></head>
<body><h1>还不能预览：请先改正下面的问题</h1><pre data-zb-report>{}</pre></body></html>
"""


class Preview:
    """What is shown now: where the site is, its version, and the report of the last rebuild ("" when it went well)."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.report = ""
        self._run, self._count = secrets.token_hex(4), 0
        self._changed = threading.Condition()
        self._closed = False

    @property
    def version(self) -> str:
        """A name for the site that is shown; a restarted preview never repeats one."""
        return f"{self._run}-{self._count}"

    def update(self, rebuild: Rebuild) -> str:
        """Rebuild, tell all browsers, and return the report."""
        try:
            report = rebuild(self.site)
        except Exception:  # noqa: BLE001 - whatever it is, the preview goes on
            report = "生成时出了意外的错误，请把下面的内容交给开发人员：\n" + traceback.format_exc()
        with self._changed:
            self._count += not report
            self.report = report
            self._changed.notify_all()
        return report

    def close(self) -> None:
        """Let all waiting browsers go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def messages(self, beat: float = 15) -> Iterator[bytes]:
        """Yield the state now and whenever it changes, as server-sent events, and a comment in every quiet `beat`."""
        told: tuple[str, str] | None = None
        while True:
            with self._changed:
                if told == (self.version, self.report) and not self._closed:
                    self._changed.wait(beat)
                now = (self.version, self.report)
                if self._closed:
                    return
            if now == told:
                yield b": still here\n\n"
            else:
                told = now
                yield b"data: " + json.dumps({"version": now[0], "report": now[1]}).encode() + b"\n\n"


def find(site: Path, address: str) -> Path | None:
    """Return the file or folder an address names, if it is there and inside the site; links out of it do not count."""
    path = unquote(address)
    if "\0" in path or "\\" in path:
        return None
    try:
        root = site.resolve(strict=True)  # once: a rebuild may switch the link meanwhile
        file = (root / posixpath.normpath("/" + path).lstrip("/")).resolve(strict=True)
    except OSError:
        return None
    if file.is_dir():
        index = file / "index.html"
        file, there = (index if path.endswith("/") else file), index.is_file()
    else:
        there = file.is_file() and not path.endswith("/")
    return file if there and file.is_relative_to(root) else None


def content_type(path: Path) -> str:
    """Return the media type of a file; text says that it is UTF-8."""
    type_ = (
        _TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    )
    texts = type_.startswith("text/") or type_.endswith(("json", "xml"))
    return f"{type_}; charset=utf-8" if texts else type_
