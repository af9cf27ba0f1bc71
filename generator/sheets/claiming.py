"""Which file of a folder belongs to which row: by the name a row says, else by number, by title with author, by title.

Never guessed: what two rows may mean, or what nothing leads to, is told.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.problems import Problem
from generator.sheets.grid import Grid, told
from generator.sheets.naming import folded_no, folded_title, near
from generator.sheets.wanted import Wanted
from generator.values.text import fold

USABLE = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".mp3", ".m4a", ".mp4", ".mov"})
_UNSEEN = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_TOKENS = re.compile(r"[\s_\-—－–+＋·.,，、;；()（）\[\]【】《》<>“”\"'&＆@#]+")
_BETWEEN = re.compile("[、，,;；\n|｜]+")
_TRAIL = re.compile(r"[\s_\-—－(（]*[0-9]{1,3}[)）]?$")


class Claims(Struct, frozen=True):
    """The files of each row, in natural order, and what was told."""

    files: Mapping[tuple[str, int], tuple[Path, ...]]
    problems: tuple[Problem, ...]


def folder_files(folder: Path) -> list[Path]:
    """Every plain file below `folder`, in natural order of its names; links are not followed."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith((".", "__MACOSX")))
        for name in names:
            path = Path(place, name)
            if (
                not name.startswith((".", "~$"))
                and name.casefold() not in _UNSEEN
                and path.is_file()
                and not path.is_symlink()
            ):
                found.append(path)
    return sorted(found, key=lambda path: natural(path.relative_to(folder).as_posix()))


def natural(name: str) -> list[tuple[int, int, str]]:
    """A key that puts 2 before 10, width and case aside."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return [
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.split(r"([0-9]+)", folded)
        if part
    ]


def claim(rows: Sequence[tuple[Grid, Wanted]], folder: Path, grid: Grid) -> Claims:
    """Share the files of `folder` out among the rows. `grid` is the sheet that unclaimed files are told of."""
    paths = folder_files(folder)
    names = {path: path.relative_to(folder).as_posix() for path in paths}
    owners: dict[Path, list[tuple[Grid, Wanted]]] = defaultdict(list)
    problems: list[Problem] = []
    by_name = _by_name(names)
    for row in rows:
        for said in _said(row[1]):
            found = by_name.get(_key(said)) or by_name.get(_key(_stem(said)))
            if not found:
                likes = near(said, {PurePosixPath(name).name for name in names.values()})
                hint = f"文件夹里最像的是：{likes}" if likes else "文件夹里没有相像的"
                problems.append(
                    told("W173", row[0], row[1].row, row[1].columns.get("files", 0), value=said, near=hint)
                )
            for path in found or ():
                if row not in owners[path]:
                    owners[path].append(row)
    free = [path for path in paths if not owners[path]]
    words = _Words(rows)
    for path in free:
        owners[path] = words.owners(names[path])
    files: dict[tuple[str, int], list[Path]] = defaultdict(list)
    for path in paths:
        rows_of = owners[path]
        if len(rows_of) > 1:
            which = "、".join(f"第 {wanted.row} 行" for _, wanted in rows_of)
            for row_grid, wanted in rows_of:
                problems.append(told("W174", row_grid, wanted.row, 0, file=names[path], rows=which))
        elif not rows_of:
            problems.append(
                told("W175", grid, 1, 0, file=names[path], why="没有哪一行的编号、题目或文件名对得上")
            )
        elif path.suffix.casefold() not in USABLE:
            problems.append(
                told(
                    "W175",
                    grid,
                    rows_of[0][1].row,
                    0,
                    file=names[path],
                    why=f"属于第 {rows_of[0][1].row} 行，但不是网站能用的图片、音频、视频",
                )
            )
        else:
            files[rows_of[0][0].name, rows_of[0][1].row].append(path)
    for row_grid, wanted in rows:
        if (row_grid.name, wanted.row) not in files and not any(
            p.code in ("W173", "W174") and p.place.line == wanted.row and p.place.file == row_grid.name
            for p in problems
        ):
            likes = near(wanted.text("title"), {_stem(name) for name in names.values()})
            hint = f"文件夹里最像的是：{likes}" if likes else "文件夹里没有相像的"
            problems.append(told("W173", row_grid, wanted.row, 0, value=wanted.text("title"), near=hint))
    return Claims({key: tuple(found) for key, found in files.items()}, tuple(problems))


def _said(wanted: Wanted) -> list[str]:
    """The file names of a cell; one with a blank or a 、 inside is tried whole by whoever looks it up first."""
    return [part.strip() for cell in wanted.files for part in _BETWEEN.split(cell) if part.strip()]


def _key(name: str) -> str:
    return fold(name).casefold().replace("\\", "/").strip("/")


def _stem(name: str) -> str:
    path = PurePosixPath(name)
    return (
        path.stem
        if path.suffix.casefold() in USABLE or re.fullmatch(r"\.[A-Za-z0-9]{2,5}", path.suffix)
        else path.name
    )


def _by_name(names: Mapping[Path, str]) -> dict[str, list[Path]]:
    """Files by every name a row may say: the path, the name, the name without its ending, a folder of several."""
    whole: dict[str, list[Path]] = defaultdict(list)
    stems: dict[str, list[Path]] = defaultdict(list)
    for path, name in names.items():
        pure = PurePosixPath(name)
        for key in {_key(name), _key(pure.name)}:
            whole[key].append(path)
        stems[_key(pure.stem)].append(path)
        for parent in pure.parents:
            if parent.name:
                stems[_key(parent.name)].append(path)
    return {**stems, **whole}


class _Words:
    """What the names of files are looked through for: numbers, titles, authors."""

    def __init__(self, rows: Sequence[tuple[Grid, Wanted]]) -> None:
        self._numbers: dict[str, list[tuple[Grid, Wanted]]] = defaultdict(list)
        self._titles: dict[str, list[tuple[Grid, Wanted]]] = defaultdict(list)
        for row in rows:
            if no := folded_no(row[1].text("no")):
                self._numbers[no].append(row)
            self._titles[folded_title(row[1].text("title"))].append(row)
        self._longest = max(map(len, self._numbers), default=0)

    def owners(self, name: str) -> list[tuple[Grid, Wanted]]:
        """The rows that the best evidence in a path leads to: its own name first, then the folders it is in."""
        parts = [_stem(name), *(parent.name for parent in PurePosixPath(name).parents if parent.name)]
        for look in (self._by_number, self._by_title):
            for part in parts:
                if found := look(part):
                    return found
        return []

    def _by_number(self, part: str) -> list[tuple[Grid, Wanted]]:
        folded = folded_no(part)
        for length in range(min(len(folded), self._longest), 0, -1):
            rest = folded[length:]
            if folded[:length] in self._numbers and (
                not rest or not (rest[0].isalnum() and rest[0].isascii())
            ):
                return self._numbers[folded[:length]]
        return []

    def _by_title(self, part: str) -> list[tuple[Grid, Wanted]]:
        folded = fold(part).casefold()
        tokens = {fold(token).casefold() for token in _TOKENS.split(part) if token.strip()}
        whole = {folded, _TRAIL.sub("", folded), folded_title(part)}
        tokens |= {_TRAIL.sub("", token) for token in tokens if len(_TRAIL.sub("", token)) > 1} | whole
        rows = [row for title in tokens for row in self._titles.get(title, [])]
        if len(rows) > 1:
            narrowed = [row for row in rows if {fold(name).casefold() for name in row[1].authors} & tokens]
            rows = narrowed or rows
        return rows
