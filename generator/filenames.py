"""Names of files: those nobody means, and those of a site, as the least able file system and web server would see them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from generator.manifest import WriteError

IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"})
"""What systems and tools leave in folders; nobody means anything by it."""


class Names(Struct):
    """The paths planned so far, as the least able file system would see them."""

    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)

    def claim(self, path: str) -> None:
        """Take a path, or refuse it."""
        odd = any(part in ("", ".", "..") for part in path.split("/"))
        if odd or "\\" in path or not path.isprintable():
            raise WriteError(f"文件名 {path!r} 不能用在网站里。")
        folded = _fold(path)
        rival = self.files.get(folded) or self.folders.get(folded)
        for parent in parents(folded):
            if parent in self.folders:  # then those above it are as well, and none is a file
                break
            rival = rival or self.files.get(parent)
            self.folders[parent] = path
        if rival:
            raise WriteError(f"有两个文件要写到同一个地址：{rival} 和 {path}。请给其中一个换编号。")
        self.files[folded] = path


def claim_all(paths: Sequence[str]) -> None:
    """Take all these paths, or refuse them as `Names` does: looked at together, and one by one only to say which is wrong."""
    walls = f"/{'/'.join(paths)}/"
    fine = all(map(str.isprintable, paths)) and not any(odd in walls for odd in ("//", "/./", "/../", "\\"))
    folded = set(map(_fold, paths))
    if fine and len(folded) == len(paths) and folded.isdisjoint(folders_of(folded)):
        return
    names = Names()
    for path in paths:
        names.claim(path)


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder that one of these files stands in."""
    folders: set[str] = set()
    for path in {path.rpartition("/")[0] for path in paths}:
        folder = path
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def _fold(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def parents(path: str) -> Iterator[str]:
    """The folders a file stands in, the innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
