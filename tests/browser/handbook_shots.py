"""The handbook's pictures, photographed where its own steps lead: pages, the preview's report, the diff, what a terminal shows.

`python -m pytest --golden tests/browser/test_handbook_shots.py` renews them in content/handbook/images.
"""

from __future__ import annotations

import html
import io
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from generator.preview import Preview
from generator.serve import listen
from tests import handbook_projects as projects
from tests.browser.conftest import served
from tests.handbook import FOLDER, Player

IMAGES = FOLDER / "images"
LARGEST = 60_000
"""Bytes of a picture."""
_PHONE, _DESK = (390, 700), (620, 560)
_TERMINAL = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
body { margin: 0; width: 460px; background: #fff; color: #1a1a1a; }
pre { margin: 0; padding: 14px 16px; font: 14px/1.6 monospace; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #bbb; }
b { color: #7a1218; }
</style><pre>"""


@dataclass(frozen=True, slots=True)
class Scene:
    """Players at the end of a page of the handbook, by its name."""

    players: dict[str, Player]

    def site(self, page: str) -> Path:
        """The site a page's last build left."""
        return self.players[page].here / "site"

    def printed(self, page: str, command: str) -> str:
        """What the first command of a page that begins so printed."""
        return next(
            f"$ {line}\n{said}" for line, said in self.players[page].outputs if line.startswith(command)
        )


def played(top: Path) -> Scene:
    """Play the pages that pictures are of, in projects of the one campaign."""
    newcomer = projects.newcomer(top, alone=True)
    with projects.on(projects.FIRST):
        newcomer.play("first-notice")
    players = {"first-notice": newcomer}
    repository = projects.small(top, newcomer.here)
    for page in ("entries", "results", "corrections", "messages", "review"):
        players[page] = projects.reader(top, repository, page, kept=top / "kept")
        with projects.on(projects.LATER):
            players[page].play(page)
        if page == "results":
            projects.keep(players[page].here, top / "kept")
    return Scene(players)


def terminal(page: str, command: str) -> Callable[[Browser, Scene], Image.Image]:
    """A terminal in which a command of a page was run."""

    def shoot(browser: Browser, scene: Scene) -> Image.Image:
        first, _, rest = scene.printed(page, command).rstrip().partition("\n")
        with _opened(browser, (460, 300), scale=1.5) as tab:
            tab.set_content(f"{_TERMINAL}<b>{html.escape(first)}</b>\n{html.escape(rest)}</pre>")
            return _image(tab.locator("pre").screenshot())

    return shoot


def phone(
    page: str, address: str, *, at: str = "main", day: date = projects.LATER
) -> Callable[[Browser, Scene], Image.Image]:
    """A page of the site a page's steps have built, on a phone, scrolled to an element."""

    def shoot(browser: Browser, scene: Scene) -> Image.Image:
        with served(scene.site(page).resolve()) as base, _opened(browser, _PHONE, day=day, scale=1.5) as tab:
            tab.goto(base + address, wait_until="load")
            tab.evaluate("document.querySelectorAll('img').forEach(i => { i.loading = 'eager'; })")
            tab.wait_for_load_state("networkidle")
            tab.locator(at).first.evaluate(
                "n => window.scrollTo(0, n.getBoundingClientRect().top + scrollY - 8)"
            )
            tab.evaluate("Promise.all([...document.images].map(i => i.decode().catch(() => 0)))")
            return _image(tab.screenshot())

    return shoot


def preview(browser: Browser, scene: Scene) -> Image.Image:
    """The preview's report over the last good page."""
    player = scene.players["messages"]
    report = scene.printed("messages", "zhanbang check").split("\n", 1)[1].split("详细说明")[0].rstrip()
    shown = Preview(player.here / "shown")
    shown.update(lambda target: str(shutil.copytree(scene.site("corrections"), target) and ""))
    shown.update(lambda target: report)
    server = listen(shown, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        with _opened(browser, _DESK, scale=1.25) as tab:
            tab.goto(f"http://127.0.0.1:{server.server_port}/campaigns/{projects.ID}/")
            tab.locator("#zb-report").wait_for()
            return _image(tab.screenshot())
    finally:
        shown.close()
        server.shutdown()
        server.server_close()
        thread.join()


def difference(browser: Browser, scene: Scene) -> Image.Image:
    """The first part of the page for reviewers."""
    with _opened(browser, (620, 900), scale=1.25) as tab:
        tab.goto((scene.players["review"].here / "diff/index.html").as_uri())
        return _image(tab.screenshot())


SHOTS: dict[str, Callable[[Browser, Scene], Image.Image]] = {
    "import.webp": terminal("first-notice", "zhanbang import notice"),
    "campaign.webp": phone("first-notice", f"campaigns/{projects.ID}/", at="body", day=projects.FIRST),
    "entries.webp": terminal("entries", "zhanbang import entries"),
    "results.webp": phone("results", f"campaigns/{projects.ID}/results/"),
    "amended.webp": phone("corrections", f"campaigns/{projects.ID}/projects/photography/", at=".zb-changes"),
    "check.webp": terminal("messages", "zhanbang check"),
    "serve.webp": preview,
    "diff.webp": difference,
}


def packed(image: Image.Image) -> bytes:
    """The picture as it is committed."""
    file = io.BytesIO()
    image.save(file, "WEBP", quality=70, method=6)
    return file.getvalue()


@contextmanager
def _opened(
    browser: Browser, size: tuple[int, int], *, scale: float, day: date = projects.LATER
) -> Iterator[Page]:
    """A tab in light colours, on the day the pages were made for, where nothing moves."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        color_scheme="light",
        reduced_motion="reduce",
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    context.clock.set_fixed_time(datetime.fromisoformat(f"{day}T09:00:00+08:00"))
    try:
        yield context.new_page()
    finally:
        context.close()


def _image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")
