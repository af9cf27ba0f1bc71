"""Row F6: a hundred photographs of 12 to 24 MP, ours beside sharp, Hugo and the limit of the machine, in turn."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.projects import ROOT, run, set_aside
from tests.bench.rounds import Command, Figures, in_turn
from tests.bench.tools import Tools

FEW = 12
"""Photographs for Hugo, which takes a second and more for each: its figure is per photograph, of one round."""
EFFORT = 2
"""Of sharp's WebP: what libwebp calls method, the same as ours."""
OURS, SHARP, HUGO = "ours, measure and derive", "sharp", "Hugo, images"
LIMITS = ("limit, threads", "limit, processes")


@dataclass(frozen=True, slots=True)
class Photos:
    """Figures by command for `count` photographs; Hugo's for `few`."""

    count: int
    few: int
    figures: dict[str, Figures]


def measure(*, scratch: Path, rounds: int, tools: Tools, say: Callable[[str], object] = print) -> Photos:
    """Make photographs below `scratch` and time what is made of them. Raises CommandError."""
    photos, out = scratch / "photos", scratch / "made"
    say("photographs: making them")
    run((sys.executable, "-m", "tests.bench.media", "--make", str(photos)), {})
    count = len(list(photos.iterdir()))

    def command(name: str, *argv: str) -> Command:
        return Command(name, argv, ROOT, {"PYTHONPATH": str(ROOT)}, lambda: set_aside(out, scratch / "aside"))

    python = (sys.executable, "-m")
    commands = [command(OURS, *python, "tests.bench.media", "--run", str(photos), str(out))]
    commands += [
        command(name, *python, "tests.bench.bare", str(photos), str(out), name.rpartition(" ")[2])
        for name in LIMITS
    ]
    if tools.sharp and tools.node:
        script = str(Path(__file__).with_name("sharp.cjs"))
        words = (str(tools.sharp), str(photos), str(out), str(EFFORT), str(os.cpu_count() or 1))
        commands.append(command(SHARP, tools.node, script, *words))
    figures = in_turn(commands, rounds=rounds, say=say)
    if tools.hugo:
        figures |= in_turn([_hugo(tools.hugo, scratch / "hugo-images", photos)], rounds=1, say=say)
    return Photos(count, FEW, figures)


def _hugo(hugo: str, folder: Path, photos: Path) -> Command:
    (folder / "layouts").mkdir(parents=True)
    (folder / "assets").mkdir()
    for photo in sorted(photos.iterdir())[:FEW]:
        shutil.copy(photo, folder / "assets")
    kinds = '["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404", "section"]'
    (folder / "hugo.toml").write_text(
        f'baseURL = "https://example.org/"\ndisableKinds = {kinds}\n', encoding="utf-8"
    )
    (folder / "layouts/index.html").write_text(
        '{{ range $photo := resources.Match "*.jpg" }}{{ range slice "1600x" "800x" "400x" }}'
        '{{ ($photo.Resize (printf "%s webp q80" .)).RelPermalink }}{{ end }}'
        '{{ ($photo.Fill "24x24 webp q60").RelPermalink }}{{ end }}',
        encoding="utf-8",
    )

    def prepare() -> None:
        for name in ("out", "resources", "caches"):
            set_aside(folder / name, folder.with_name("aside"))

    argv = (hugo, "--quiet", "--destination", "out")
    return Command(HUGO, argv, folder, {"XDG_CACHE_HOME": str(folder / "caches")}, prepare)
