"""A real Chromium on the finished site, served under a prefix; no page may ask another host for anything."""

from __future__ import annotations

import functools
import http.server
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.offline import as_offline
from generator.policy import HEADERS
from tests.conftest import FLAGS, chromium
from tests.shared import AUTUMN, SUMMER, committed_site

__all__ = ["FLAGS", "PREFIX", "ROOT", "chromium", "forget", "on_disk", "served"]

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "/a/b/"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser these tests are named as not run; in CI that is a failure."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.browser)
    if here and chromium() is None:
        if os.environ.get("CI"):
            raise pytest.UsageError(
                "no Chromium: in CI the browser tests must run (apt-get install chromium)"
            )
        config.hook.pytest_deselected(items=here)
        for item in here:
            print(f"not run, no Chromium: {item.nodeid}")
        items[:] = [item for item in items if item not in here]


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site on a day when 福建 still collects works, laid under a prefix: `…/a/b/`."""
    return committed_site(tmp_path_factory, SUMMER)


def on_disk(site: Path, target: Path) -> Path:
    """The copy for a stick of a site that is built: what `build --offline` writes, without building it again."""
    files = (path for path in site.rglob("*") if path.is_file())
    for name, data in as_offline((path.relative_to(site).as_posix(), path) for path in files):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, bytes):
            path.write_bytes(data)
        else:
            path.symlink_to(data)
    return target


def forget(page: Page) -> None:
    """Leave a window as somebody finds it who was never here; a new one for each test costs as much as most tests do."""
    page.unroute_all(behavior="wait")
    page.evaluate("localStorage.clear(), sessionStorage.clear()")
    page.goto("about:blank")
    for other in page.context.pages:
        if other != page:
            other.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Sends what a server is told to send with everything: every browser test runs under the strict policy."""

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A page that is closed while it loads is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; gives its address."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def address(running_site: Path) -> Iterator[str]:
    """Where the site is served: http://127.0.0.1:PORT/a/b/."""
    with served(running_site) as base:
        yield base.rstrip("/") + PREFIX


@pytest.fixture(scope="session")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of a day is served on which the sample's later notice, which puts a deadline off, has come out."""
    with served(committed_site(tmp_path_factory, AUTUMN)) as base:
        yield base.rstrip("/") + PREFIX
