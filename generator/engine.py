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
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from generator.frame import FrameError
from generator.harvest import EngineError, EngineOutput, classify, harvest, walk

CONFIG, DOCS, THEME = "mkdocs.yml", "content", "theme"
CACHE = ".cache/engine"
KEPT = 3

_PARTS = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pymdown-extensions", "Pygments")
_CODE = ("mkdocs_plugin.py", "frame.py", "engine.py", "harvest.py", "policy.py")
_LAYOUT = "1"

Renderer = Callable[[Path, Path, bool, str], list[str]]
"""(mkdocs.yml, folder to write to, serving, data date) to the engine's complaints, none when all is well."""


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
        if os.path.lexists(entry) and _read(entry) is None:  # damaged; one that is whole has readers already
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


def is_saved(root: Path, *, serving: bool = False, data_date: str = "") -> bool:
    """Whether an output is kept for the project as it is; it may yet turn out to be damaged. Raises EngineError."""
    return os.path.isfile(root / CACHE / key(root, serving=serving, data_date=data_date) / "manifest.json")


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


def _version(part: str) -> str:
    try:
        return metadata.version(part)
    except metadata.PackageNotFoundError:
        return ""
