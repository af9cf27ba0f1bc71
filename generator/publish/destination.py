"""A place a site is brought to: its kind, remembered; its control folder; its lock."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from msgspec import Struct

from generator.disk import BusyError, locked
from generator.manifest import WriteError
from generator.outside import OWN
from generator.publish.record import ChangedError, Files, folder, put

CONTROL = ".zhanbang"
_LONGEST = 255
"""Bytes of one name, on every file system a site is published to."""


class ShownError(WriteError):
    """Something failed after readers were led to another site; the sentence says that they were."""


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


class BuiltSite(Struct, frozen=True):
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
    if not all(_fits(part) for part in (dest, *dest.parents)):
        return None
    places = [dest / CONTROL, *([beside(dest)] if dest.name and _fits(beside(dest)) else [])]
    return next((place for place in places if (place / "kind").is_file()), None)


def kind_of(dest: Path, asked: Kind | None) -> Kind:
    """The kind of a destination: as it remembers, else as asked, else own server.

    Raises `WriteError` when what is asked is not what it remembers.
    """
    control = control_of(dest)
    if control is None:
        return asked or Kind.RELEASES
    word = (control / "kind").read_text(encoding="utf-8", errors="replace").strip()
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
    """Refuse a place where publishing would harm the project or another destination, or cannot be done.

    `dest` is absolute, with no link in it. Raises `WriteError`.
    """
    if not dest.name:
        raise WriteError(f"{dest} 是整个系统的根，不能发布到那里；请换一个位置。")
    if not all(_fits(part) for part in (dest, *dest.parents)) or (
        kind is Kind.PLAIN and not _fits(beside(dest))
    ):
        raise WriteError(f"{dest} 里有太长的名字（一个名字最多 255 字节，约 80 个汉字）；请换一个短些的。")
    _check_project(dest, root, site_dir.absolute())
    for parent in dest.parents:
        if (parent / CONTROL / "kind").is_file():
            raise WriteError(f"{dest} 在另一个发布位置 {parent} 里面；请换一个位置。")
    standing = next(place for place in (dest, *dest.parents) if os.path.lexists(place))
    if standing.is_symlink():
        raise WriteError(f"{standing} 是绕成圈的链接；请换一个位置。")
    if not standing.is_dir():
        raise WriteError(f"{standing} 是一个文件，不是文件夹；请换一个位置。")
    if not os.access(standing, os.W_OK | os.X_OK):
        raise WriteError(f"没有写入权限：{standing}；请检查文件夹权限。")


def _check_project(dest: Path, root: Path, built: Path) -> None:
    own = {one for name in OWN for one in (root / name, (root / name).resolve())}
    own |= {built, built.resolve()}
    trees = any(
        here.parent in (root, built.parent) and here.name.startswith((".site.", f".{built.name}."))
        for here in (dest, *dest.parents)
    )
    if trees or any(dest == place or place in dest.parents for place in own):
        raise WriteError(f"{dest} 是项目自己的文件夹，或者在它里面，不能发布到那里；请换一个位置。")
    if dest == root or any(dest in place.parents for place in (root, *own)):
        raise WriteError(f"{dest} 里面有项目自己的文件夹，不能发布到那里；请在旁边换一个位置。")


def _fits(path: Path) -> bool:
    return len(os.fsencode(path.name)) <= _LONGEST


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


_REFUSALS = {
    errno.ENOENT: "找不到 {}；请检查它和上级文件夹是否还在。",
    errno.EEXIST: "{} 已经在那里，挡住了要写的东西；请把它移走。",
    errno.ENOTEMPTY: "{} 里还有别的东西，删不掉；请把它们移走。",
    errno.EISDIR: "{} 是一个文件夹，那里要写的不是文件夹；请把它移走。",
    errno.ENOTDIR: "{} 或者它的上级是一个文件，不是文件夹；请把它移走。",
    errno.ELOOP: "{} 是绕成圈的链接；请把它移走。",
    errno.ENAMETOOLONG: "{} 里有太长的名字（一个名字最多 255 字节）；请换一个短些的。",
    errno.EIO: "磁盘读写出错：{}；请检查磁盘。",
    errno.EBUSY: "{} 正被别的程序使用；请稍后再试。",
    errno.EMFILE: "打开的文件太多，打不开 {}；请稍后再试。",
}
_OF_THE_TARGET = (errno.EEXIST, errno.ENOTEMPTY, errno.EISDIR, errno.ENOTDIR)


def system_words(error: OSError, dest: Path) -> str:
    """Say in a sentence what the system refused, and what to do."""
    named = error.filename2 if error.errno in _OF_THE_TARGET and error.filename2 else error.filename
    where = os.fsdecode(named) if isinstance(named, str | bytes | os.PathLike) else str(dest)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘空间不够，写不了 {where}；请腾出空间再发布一次。"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"没有写入权限：{where}；请检查文件夹权限。"
    if error.errno in _REFUSALS:
        return _REFUSALS[error.errno].format(where)
    return f"写不了 {where}（系统错误 {errno.errorcode.get(error.errno or 0, '不明')}）。"


@contextmanager
def after_switch(
    dest: Path,
    told: str = "新网站已经公开，但没有收拾完（旧版本、日志）",
    remedy: str = "请再发布一次，会接着做完。",
) -> Iterator[None]:
    """What fails now leaves the other site shown, and the sentence says so. Raises `ShownError`."""
    try:
        yield
    except ChangedError as error:
        raise ShownError(f"{told}：{error.source} 在收拾的时候被别的程序改了。{remedy}") from error
    except OSError as error:
        raise ShownError(f"{told}：{system_words(error, dest)}{remedy}") from error
