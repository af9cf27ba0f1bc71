"""What of the engine's output is used: the frame, the hand-written pages, the static files. The rest is left out."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from msgspec import Struct

from generator.compose import assemble
from generator.frame import FRAME_PATH, Frame, FrameError, cut, links_in
from generator.manifest import Source
from generator.site import Site

_CSS_LINK = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^'")\s]+))\s*\)|@import\s+["']([^"']+)["']""")

Kind = Literal["frame", "content", "file"]


class EngineError(Exception):
    """The engine refused, or warned. `lines` are its own words."""

    def __init__(self, what: str, lines: Iterable[str] = ()) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join((what, *(f"  {line}" for line in self.lines))))


class EngineOutput(Struct, frozen=True):
    """The frame, the hand-written pages (path to HTML, blocks not yet filled in) and static files (path to file)."""

    frame: Frame
    content: Mapping[str, str]
    files: Mapping[str, Path]

    def names(self, site: Site) -> Iterator[str]:
        """Yield the path of every file that `outputs` makes."""
        yield from self.content
        yield from (page.path for page in site.pages)
        yield from (asset.path for asset in site.assets)
        yield from self.files
        yield from (path for path, _ in site.files)

    def outputs(self, site: Site) -> Iterator[tuple[str, Source]]:
        """Return every file of the public site. A ComposeError comes before the first one."""
        pages = assemble(self.frame, self.content, site)

        def both() -> Iterator[tuple[str, Source]]:
            yield from pages
            yield from self.files.items()
            yield from site.files

        return both()


def classify(out: Path, *, docs: Path, theme: Path) -> dict[str, Kind]:
    """Decide what of the engine's output is used: path to what it is. Everything else is left out of the site.

    Files of `content/` and `theme/` are there on purpose; of the base theme's only those are kept that some page
    or kept style sheet names, so that a site ships no dead megabytes.
    """
    kinds: dict[str, Kind] = {}
    spare: set[str] = set()
    for file in walk(out):
        path = file.relative_to(out).as_posix()
        if path == FRAME_PATH:
            kinds[path] = "frame"
        elif path in ("sitemap.xml", "sitemap.xml.gz") or path.startswith("search/"):
            continue
        elif (docs / path).is_file() or ((theme / path).is_file() and not path.endswith(".html")):
            kinds[path] = "file"
        elif path.endswith(".html"):
            kinds[path] = "content"
        else:
            spare.add(path)
    waiting = [path for path in kinds if path.endswith((".html", ".css"))]
    while waiting:
        for found in _named_in(out, waiting.pop()) & spare:
            spare.remove(found)
            kinds[found] = "file"
            if found.endswith(".css"):
                waiting.append(found)
    return dict(sorted(kinds.items()))


def harvest(out: Path, kinds: Mapping[str, Kind]) -> EngineOutput:
    """Read a folder the engine has rendered; FrameError if its frame cannot be used."""
    if FRAME_PATH not in kinds:
        raise FrameError("引擎没有做出框架页：mkdocs.yml 的 plugins 里要有 zhanbang，主题里要有 frame.html。")
    return EngineOutput(
        frame=cut((out / FRAME_PATH).read_text(encoding="utf-8")),
        content={p: (out / p).read_text(encoding="utf-8") for p, kind in kinds.items() if kind == "content"},
        files={p: out / p for p, kind in kinds.items() if kind == "file"},
    )


def walk(folder: Path) -> list[Path]:
    """List all files of a folder in a fixed order. Symbolic links are refused: the engine would follow them out."""
    found = []
    for where, folders, names in os.walk(folder):
        for name in sorted((*folders, *names)):
            if (path := Path(where) / name).is_symlink():
                raise EngineError(f"{path} 是符号链接，不能放在这里；请换成文件本身。")
        folders.sort()
        found += [Path(where) / name for name in sorted(names)]
    return found


def _named_in(out: Path, path: str) -> set[str]:
    """Return the paths a page or style sheet names, as files of the output."""
    text = (out / path).read_text(encoding="utf-8", errors="replace")
    urls = links_in(text) if path.endswith(".html") else ("".join(found) for found in _CSS_LINK.findall(text))
    named = set()
    for url in urls:
        address = unquote(re.split(r"[?#]", url, maxsplit=1)[0])
        named.add(posixpath.normpath(posixpath.join(posixpath.dirname(path), address.lstrip("/"))))
        # 404.html names its files from the server's root, under a prefix we need not know.
        if address.startswith("/"):
            parts = address.split("/")[1:]
            named.update("/".join(parts[skip:]) for skip in range(len(parts)))
    return named
