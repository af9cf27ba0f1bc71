"""What the page engine makes (frame, hand-written pages, static files), kept between runs.

The engine costs a second or two and is the only part that is not ours, so its output is saved under a key of
everything that shapes it. While the key is current the engine is not even imported.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import platform
import posixpath
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from generator.compose import assemble
from generator.frame import FRAME_PATH, Frame, FrameError, cut, links_in
from generator.site import Site

CONFIG, DOCS, THEME = "mkdocs.yml", "content", "theme"
CACHE = ".cache/engine"
KEPT = 3

_PARTS = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pymdown-extensions", "Pygments")
_CODE = ("mkdocs_plugin.py", "frame.py", "engine.py", "policy.py")
_LAYOUT = "1"
_CSS_LINK = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^'")\s]+))\s*\)|@import\s+["']([^"']+)["']""")

Kind = Literal["frame", "content", "file"]
Renderer = Callable[[Path, Path, bool, str], list[str]]
"""(mkdocs.yml, folder to write to, serving, data date) to the engine's complaints, none when all is well."""


class EngineError(Exception):
    """The engine refused, or warned. `lines` are its own words."""

    def __init__(self, what: str, lines: Iterable[str] = ()) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join((what, *(f"  {line}" for line in self.lines))))


@dataclass(frozen=True, slots=True)
class EngineOutput:
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

    def outputs(self, site: Site) -> Iterator[tuple[str, bytes | Path]]:
        """Return every file of the public site. A ComposeError comes before the first one."""
        pages = assemble(self.frame, self.content, site)

        def both() -> Iterator[tuple[str, bytes | Path]]:
            yield from pages
            yield from self.files.items()
            yield from site.files

        return both()


def engine_output(
    root: Path,
    *,
    serving: bool = False,
    data_date: str = "",
    cache: Path | None = None,
    render: Renderer | None = None,
) -> EngineOutput:
    """Return the engine's output for the project in `root`, from the cache when nothing that shapes it has changed."""
    store = cache or root / CACHE
    if store.is_symlink():
        raise EngineError(f"引擎缓存 {store} 是符号链接，不能用：请删掉它，下次生成会重新建立。")
    wanted = key(root, serving=serving, data_date=data_date)
    entry = store / wanted
    if (saved := _read(entry)) is not None:
        with suppress(OSError):  # a cache on a read-only disk still serves
            os.utime(entry)
        return saved
    try:
        store.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".new-", dir=store))
        held = _hold(aside)
    except OSError as error:
        raise EngineError(f"写不了 {store}（{error.strerror}）；请检查磁盘空间和权限。") from error
    try:
        _fill(aside / "entry", wanted, root, render or _engine, serving, data_date)
        if key(root, serving=serving, data_date=data_date) != wanted:
            raise EngineError("生成期间 content/、theme/ 或 mkdocs.yml 又有改动；请再运行一次。")
        if os.path.lexists(entry):  # damaged
            if not entry.is_symlink():
                entry.chmod(0o700)  # a folder that is closed to us could not be moved
            entry.rename(aside / "damaged")
        with suppress(OSError):  # another run was quicker: what it made is the same
            (aside / "entry").rename(entry)
    except OSError as error:
        raise EngineError(
            f"引擎的输出没能存进 {store}（{error.strerror}）；请检查磁盘空间和权限。"
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        os.close(held)
    _prune(store, entry)
    if (made := _read(entry)) is None:
        raise EngineError(f"引擎的输出 {entry} 读不回来；请再运行一次。")
    return made


def key(root: Path, *, serving: bool, data_date: str) -> str:
    """Return the name under which the output is kept: a hash over everything that shapes it."""
    digest = hashlib.sha256()

    def take(name: str, data: bytes) -> None:
        digest.update(f"{len(name.encode())}:{name}:{len(data)}:".encode() + data)

    take("options", json.dumps([_LAYOUT, serving, data_date, platform.python_version()]).encode())
    take("versions", json.dumps([(part, _version(part)) for part in _PARTS]).encode())
    for name in _CODE:
        take(f"code/{name}", (Path(__file__).parent / name).read_bytes())
    if not (root / CONFIG).is_file():
        raise EngineError(f"{root} 里没有 {CONFIG}；请在项目文件夹里运行。")
    take(CONFIG, (root / CONFIG).read_bytes())
    for folder in (THEME, DOCS):
        for path in walk(root / folder):
            take(f"{folder}/{path.relative_to(root / folder).as_posix()}", path.read_bytes())
    return digest.hexdigest()[:32]


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


def _engine(config: Path, out: Path, serving: bool, data_date: str) -> list[str]:
    from generator import mkdocs_plugin

    return mkdocs_plugin.render(config, out, serving=serving, data_date=data_date)


def _fill(entry: Path, name: str, root: Path, render: Renderer, serving: bool, data_date: str) -> None:
    """Render into `entry/out`, drop what is not used, and write down what is there, sealed under its name."""
    out = entry / "out"
    out.mkdir(parents=True)
    if lines := render(root / CONFIG, out, serving, data_date):
        if any(f"[Errno {errno.ENOSPC}]" in line for line in lines):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        raise EngineError("网页引擎（MkDocs）报告了问题，网站没有改动：", lines)
    kinds = classify(out, docs=root / DOCS, theme=root / THEME)
    try:
        harvest(out, kinds)
    except FrameError as error:
        raise EngineError(str(error)) from error
    manifest = {}
    for file in walk(out):
        path = file.relative_to(out).as_posix()
        if path in kinds:
            manifest[path] = (kinds[path], hashlib.sha256(file.read_bytes()).hexdigest())
        else:
            file.unlink()
    body = json.dumps(manifest, ensure_ascii=False).encode()
    (entry / "manifest.json").write_bytes(_seal(name, body) + b"\n" + body)


def _read(entry: Path) -> EngineOutput | None:
    """Read a saved output; None if it is not there, not whole, or that of another key."""
    try:
        seal, _, body = (entry / "manifest.json").read_bytes().partition(b"\n")
        if seal != _seal(entry.name, body):
            return None
        manifest = json.loads(body)
        for path, (_, sha256) in manifest.items():
            if hashlib.sha256((entry / "out" / path).read_bytes()).hexdigest() != sha256:
                return None
        return harvest(entry / "out", {path: kind for path, (kind, _) in manifest.items()})
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def _seal(name: str, body: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + body).hexdigest().encode()


def _prune(store: Path, mine: Path) -> None:
    """Leave the entries used last, mine among them whatever the clock said; leftovers of killed runs go with the rest."""
    with suppress(OSError):
        others = [entry for entry in store.iterdir() if entry != mine]
        for old in sorted(others, key=lambda entry: entry.lstat().st_mtime_ns, reverse=True)[KEPT - 1 :]:
            if old.is_symlink() or old.is_file():
                old.unlink()
                continue
            with suppress(BlockingIOError):  # another run is writing there
                held = _hold(old)
                shutil.rmtree(old, ignore_errors=True)
                os.close(held)


def _hold(folder: Path) -> int:
    """Hold a folder for this run; BlockingIOError if another one does. The system lets go of it if we are killed."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        raise
    return held


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


def _version(part: str) -> str:
    try:
        return metadata.version(part)
    except metadata.PackageNotFoundError:
        return ""


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
