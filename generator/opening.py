"""What may be opened below campaigns/: plain files and folders of a bearable size, everything else refused by name.

Links, special files, strays and files over their limit are problems, never followed or opened.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.filenames import IGNORED
from generator.problems import Place, Problem, problem
from generator.source import Source
from generator.textfile import decoded
from generator.values.text import legible
from generator.yamltext import Mapping, parse


def listed(folder: Path, root: Path, problems: list[Problem]) -> list[Path]:
    """Plain files and folders of `folder` in name order; anything else is a problem and left out."""
    return [folder / name for name, _ in found_in(folder, root, problems)]


def found_in(folder: Path, root: Path, problems: list[Problem]) -> list[tuple[str, os.stat_result]]:
    """Names of plain files and folders of `folder`, in order, and what they are; anything else is a problem and left out."""
    above = str(folder)
    try:
        names = sorted(os.listdir(above))
        stats = [(name, os.lstat(f"{above}/{name}")) for name in names if name not in IGNORED]
    except OSError as error:
        problems.append(problem("E118", Place(name_of(folder, root)), detail=error.strerror or error))
        return []
    kept = []
    for name, found in stats:
        kind = stat.S_IFMT(found.st_mode)
        if kind in (stat.S_IFREG, stat.S_IFDIR):
            kept.append((name, found))
        else:
            path = name_of(folder / name, root)
            problems.append(problem("E103" if kind == stat.S_IFLNK else "E104", Place(path), path=path))
    return kept


def readable(path: Path, root: Path, limit: int, problems: list[Problem]) -> bool:
    """Whether a file may be read: not too large, and no second name of a file that stands elsewhere (a hard link)."""
    found = path.lstat()
    size = found.st_size
    if found.st_nlink > 1:
        problems.append(problem("E104", Place(name_of(path, root)), path=name_of(path, root)))
        return False
    if size > limit:
        problems.append(problem("E105", Place(name_of(path, root)), size=f"{size:,}", limit=f"{limit:,}"))
    return size <= limit


def called(
    found: list[Path], name: str, folder: Path, root: Path, problems: list[Problem], *, missing: str
) -> Path | None:
    """The file called `name`, or the one that was evidently meant to be (`Campaign.yaml`): that is a problem, too."""
    exact = next((path for path in found if path.name == name and path.is_file()), None)
    if exact or os.path.lexists(folder / name):
        return exact
    stem = name.partition(".")[0]
    meant = {f"{stem}.yml", f"{stem}.yaml", f"{stem}.yml.txt", f"{stem}.yaml.txt", f"{stem}s.yml"}
    nearly = next((path for path in found if path.is_file() and path.name.casefold() in meant), None)
    if nearly:
        problems.append(problem("E140", Place(name_of(nearly, root)), want=name, found=nearly.name))
    else:
        problems.append(problem(missing, Place(name_of(folder / name, root)), folder=name_of(folder, root)))
    return nearly


def stray(path: Path, root: Path) -> Problem:
    """Say that something lies where nothing of its kind is read (E102)."""
    return problem("E102", Place(name_of(path, root)), path=name_of(path, root))


def yaml_file(path: Path, root: Path, limit: int, problems: list[Problem]) -> Mapping | None:
    """Parse one YAML file; None when nothing can be made of it."""
    source = text_file(path, root, limit, problems)
    return parsed(source, problems) if source else None


def parsed(source: Source, problems: list[Problem]) -> Mapping | None:
    """Parse what was decoded, its problems to the others."""
    node, found = parse(source)
    problems += found
    return node


def text_file(path: Path, root: Path, limit: int, problems: list[Problem]) -> Source | None:
    """Decode one text file of at most `limit` bytes; None when nothing can be made of it."""
    data = file_bytes(path, root, limit, problems)
    return None if data is None else decoded(data, name_of(path, root), problems)


def file_bytes(path: Path, root: Path, limit: int, problems: list[Problem]) -> bytes | None:
    """Read one file of at most `limit` bytes; None when it may not or cannot be read."""
    if not readable(path, root, limit, problems):
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        problems.append(problem("E118", Place(name_of(path, root)), detail=error.strerror or error))
        return None


def name_of(path: Path, root: Path) -> str:
    """The path from the project's root, fit for a report whatever bytes the name is made of."""
    name = str(path)[len(str(root)) + 1 :] if root.name else path.relative_to(root).as_posix()
    return (
        name
        if name.isascii() and name.isprintable()
        else legible(os.fsencode(name).decode("utf-8", "replace"))
    )
