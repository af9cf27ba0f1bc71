"""`make photos`: every page kind at 390 and 1280 px, one contact sheet, the mock-ups beside it when they are given.

Usage: photos.py [FOLDER OF MOCK-UP PICTURES]; pictures go to photos/, the sheet is photos/sheet.html and sheet-*.png.
"""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from conftest import FLAGS, ROOT, _Quiet, chromium
from kinds import KINDS
from playwright.sync_api import sync_playwright

from generator.build import build

OUT = ROOT / "photos"
WIDTHS = {390: 2600, 1280: 2000}
SCHEMES = {
    "": {},
    "dark": {"scheme": "dark"},
    "contrast": {"scheme": "contrast"},
    "larger": {"text": "larger"},
    "elder": {"mode": "elder"},
}
ALSO = ("home", "campaign", "notice", "contacts")
"""Kinds that are also photographed in each reading setting."""


def main(mockups: Path | None) -> None:
    """Build the site on the day of the mock-ups, photograph it, make the sheets."""
    OUT.mkdir(exist_ok=True)
    assert build(ROOT, OUT / "site", as_of=date(2024, 8, 12)).ok
    handler = functools.partial(_Quiet, directory=str(OUT / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        for width, height in WIDTHS.items():
            names = []
            for look, settings in SCHEMES.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto(base)
                page.evaluate("s => { for (const k in s) localStorage.setItem('zb-' + k, s[k]); }", settings)
                for kind, address in KINDS.items():
                    if look and kind not in ALSO:
                        continue
                    page.goto(base + address, wait_until="load")
                    name = f"{kind}{'-' + look if look else ''}-{width}.png"
                    page.screenshot(path=OUT / name)
                    names.append(name)
                page.close()
                browser.contexts.clear()
            _sheet(browser, width, height, names, mockups)
        browser.close()
    server.shutdown()


def _sheet(browser: object, width: int, height: int, names: list[str], mockups: Path | None) -> None:
    """Lay the pictures out in rows and photograph that page too: one picture a reviewer can look at."""
    scale = 0.5 if width < 600 else 0.3
    pictures = [(name, OUT / name) for name in names]
    if mockups:
        pictures += [(f"mock-up {p.stem}", p) for p in sorted(mockups.glob(f"*-{width}.png"))]
    figures = "".join(
        f'<figure><img src="{path.as_uri()}" width="{int(width * scale)}"><figcaption>{name}</figcaption></figure>'
        for name, path in pictures
    )
    html = (
        "<!doctype html><meta charset=utf-8><style>body{font:14px sans-serif;margin:16px;display:flex;flex-wrap:wrap;gap:16px}"
        "figure{margin:0}img{border:1px solid #999;display:block}</style>" + figures
    )
    path = OUT / f"sheet-{width}.html"
    path.write_text(html, encoding="utf-8")
    page = browser.new_page(viewport={"width": 2000, "height": 1200})  # type: ignore[attr-defined]
    page.goto(path.as_uri(), wait_until="load")
    page.screenshot(path=OUT / f"sheet-{width}.png", full_page=True)
    page.close()
    print(OUT / f"sheet-{width}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
