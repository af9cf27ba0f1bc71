"""`make photos`: every page kind at 390 and 1280 px, some at 360 and 768 px, contact sheets, mock-ups beside them when given.

Usage: photos.py [FOLDER OF MOCK-UP PICTURES]; pictures and sheets (sheet-WIDTH-N.png) go to photos/. The sample's works are
photographed on the day the sample is made for, the other pages on the day of the mock-ups; the browser's clock says the same.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from conftest import FLAGS, ROOT, chromium, served
from kinds import KINDS, LIGHTS, WORKS
from playwright.sync_api import Browser, Page, sync_playwright

from generator.build import build
from tests.factories import copy_project

OUT = ROOT / "photos"
WIDTHS = {390: 2600, 1280: 2000, 360: 2600, 768: 2200}
WHOLE = (390, 1280)
"""Widths at which every kind is photographed; at the others those of `ALSO`."""
DAYS = {"site/": date(2024, 8, 12), "hall/": date(2026, 11, 21)}
SCHEMES = {
    "": {},
    "dark": {"scheme": "dark"},
    "contrast": {"scheme": "contrast"},
    "larger": {"text": "larger"},
    "elder": {"mode": "elder"},
}
ALSO = (
    "home",
    "campaign",
    "notice",
    "project",
    "contacts",
    "gallery",
    "work-photo",
    "results",
    "my-unit",
    "search-found",
    "light-photo",
)
"""Kinds that are also photographed in each reading setting, and at each width."""
STYLE = (
    "<!doctype html><meta charset=utf-8><style>body{font:14px sans-serif;margin:16px;display:flex;flex-wrap:wrap;gap:16px}"
    "figure{margin:0}img{border:1px solid #999;display:block}</style>"
)


def main(mockups: Path | None) -> None:
    """Build the site on both days, photograph it, make the sheets."""
    OUT.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
        known = settings.replace(
            'site_url: ""', 'site_url: "https://www.example.org/zhanbang/"'
        )  # with codes and posters
        (project / "mkdocs.yml").write_text(known, encoding="utf-8")
        for site, day in DAYS.items():
            assert build(project, OUT / site, as_of=day, jobs=2).ok
    with served(OUT) as base, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        for width, height in WIDTHS.items():
            names = []
            for look, settings in SCHEMES.items():
                page = browser.new_page(viewport={"width": width, "height": height}, has_touch=width < 600)
                page.goto(base + "site/")
                page.evaluate("s => { for (const k in s) localStorage.setItem('zb-' + k, s[k]); }", settings)
                for kind, address in (KINDS | LIGHTS).items():
                    if (look or width not in WHOLE) and kind not in ALSO:
                        continue
                    screen = 844 if width < 600 else 900
                    own = kind.startswith(("light-", "work-"))  # their pictures are fitted to the screen
                    page.set_viewport_size({"width": width, "height": screen if own else height})
                    site = "hall/" if kind in WORKS or kind in LIGHTS else "site/"
                    _open(page, base + site + address, DAYS[site])
                    name = f"{kind}{'-' + look if look else ''}-{width}.png"
                    if kind.startswith("work-"):
                        clip = {"x": 0, "y": 0, "width": width, "height": height}
                        page.screenshot(path=OUT / name, full_page=True, clip=clip)
                    else:
                        page.screenshot(path=OUT / name)
                    names.append(name)
                page.close()
            _sheet(browser, width, names, mockups)
        browser.close()


def _open(page: Page, address: str, day: date) -> None:
    """Visit a page anew on the day it was made, with every picture of it there."""
    page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T09:00:00+08:00"))
    page.goto("about:blank")
    page.goto(address, wait_until="load")
    page.evaluate("document.querySelectorAll('img').forEach(i => { i.loading = 'eager'; })")
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.images].map(i => i.decode().catch(() => 0)))")


def _sheet(browser: Browser, width: int, names: list[str], mockups: Path | None) -> None:
    """Lay the pictures out a dozen at a time and photograph that too: each sheet is one picture a reviewer can take in."""
    scale, number = (0.5, 9) if width < 600 else (0.3, 10)
    pictures = [(name, OUT / name) for name in names]
    if mockups:
        pictures += [(f"mock-up {p.stem}", p) for p in sorted(mockups.glob(f"*-{width}.png"))]
    page = browser.new_page(viewport={"width": 2000, "height": 1200})
    for start in range(0, len(pictures), number):
        figures = "".join(
            f'<figure><img src="{path.as_uri()}" width="{int(width * scale)}"><figcaption>{name}</figcaption></figure>'
            for name, path in pictures[start : start + number]
        )
        path = OUT / f"sheet-{width}-{start // number + 1}.html"
        path.write_text(STYLE + figures, encoding="utf-8")
        page.goto(path.as_uri(), wait_until="load")
        page.screenshot(path=path.with_suffix(".png"), full_page=True)
        path.unlink()
        print(path.with_suffix(".png").relative_to(ROOT))
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None)
