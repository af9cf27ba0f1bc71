"""A place a site is brought to: its kind, remembered; its control folder; its lock."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from generator.disk import BusyError, locked
from generator.manifest import WriteError
from generator.publish.record import Files, folder, put

CONTROL = ".zhanbang"


class Kind(Enum):
    """What stands at a destination; the value is what its control folder remembers."""

    RELEASES = "releases"
    PLAIN = "plain"
    BUCKET = "bucket"

    @property
    def words(self) -> str:
        """The kind in an editor's words."""
        return {"releases": "自有服务器", "plain": "普通文件夹（--plain）", "bucket": "对象存储（--bucket）"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """The verified site that is to be published: the folder it stands in and what it holds."""

    tree: Path
    files: Files
    commit: str = ""
    as_of: str = ""


def beside(dest: Path) -> Path:
    """The control folder of a destination that is itself the web root: next to it, where no reader gets."""
    return dest.with_name(f".{dest.name}{CONTROL}")


def control_of(dest: Path) -> Path | None:
    """The control folder of a destination, None while it has none."""
    return next((place for place in (dest / CONTROL, beside(dest)) if (place / "kind").is_file()), None)


def kind_of(dest: Path, asked: Kind | None) -> Kind:
    """The kind of a destination: as it remembers, else as asked, else own server.

    Raises `WriteError` when what is asked is not what it remembers.
    """
    control = control_of(dest)
    if control is None:
        return asked or Kind.RELEASES
    word = (control / "kind").read_text(encoding="utf-8").strip()
    try:
        known = Kind(word)
    except ValueError as error:
        raise WriteError(
            f"{control / 'kind'} 里写的“{word}”不认识；请换一个位置，或者用写下它的版本发布。"
        ) from error
    if asked not in (None, known):
        raise WriteError(
            f"{dest} 以前是按“{known.words}”发布的，这次要求的是“{asked.words}”；"
            "请用和以前一样的方式，或者换一个位置。"
        )
    return known


def check_place(dest: Path, kind: Kind, *, root: Path, site_dir: Path) -> None:
    """Refuse a place where publishing would harm the project or another destination. Raises `WriteError`."""
    if dest.exists() and not dest.is_dir():
        raise WriteError(f"{dest} 是一个文件，不是文件夹；请换一个位置。")
    built = site_dir.absolute()
    ours = (root / "campaigns", root / "content", root / "theme", built, built.resolve())
    inside = [place for place in ours if dest == place or place in dest.parents]
    if inside or dest in (root, built.parent) or (kind is Kind.PLAIN and dest in root.parents):
        raise WriteError(f"{dest} 是项目自己的文件夹，不能发布到那里；请换一个位置。")
    for parent in dest.parents:
        if (parent / CONTROL / "kind").is_file():
            raise WriteError(f"{dest} 在另一个发布位置 {parent} 里面；请换一个位置。")


@contextmanager
def held(dest: Path, kind: Kind, control: Path) -> Iterator[None]:
    """Hold a destination for one run, with its control folder made and its kind noted.

    Raises `WriteError` at once when another run holds it, and for whatever the system refuses meanwhile.
    """
    try:
        folder(control)
        with locked(control / "lock"):
            if not (control / "kind").is_file():
                put(control / "kind", kind.value + "\n")
            yield
    except BusyError as error:
        raise WriteError(f"另一次发布正在写 {dest}（进程 {error.holder}）；请等它结束再试。") from error
    except OSError as error:
        raise trouble(error, dest) from error


def trouble(error: OSError, dest: Path) -> WriteError:
    """Turn what the system says before the switch into a sentence for the office."""
    return WriteError(f"{system_words(error, dest)}{dest} 上的网站没有改动。")


def system_words(error: OSError, dest: Path) -> str:
    """Say in a sentence what the system refused, and what to do."""
    where = error.filename if isinstance(error.filename, str) else str(dest)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘空间不够，写不了 {where}；请腾出空间再发布一次。"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"没有写入权限：{where}；请检查文件夹权限。"
    return f"写不了 {where}：{error.strerror or error}。"


@contextmanager
def after_switch(dest: Path) -> Iterator[None]:
    """What fails now leaves the new site shown, and the sentence says so."""
    try:
        yield
    except OSError as error:
        raise WriteError(
            f"新网站已经公开，但没有收拾完（旧版本、日志）：{system_words(error, dest)}请再发布一次，会接着做完。"
        ) from error
