"""Everything of an import is written aside first, then put in its place; what fails on the way is taken back."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from generator.media.workshop import Say
from generator.sheets.attaching import Attached, digest
from generator.sheets.standing import Standings


class Filing(Struct, frozen=True):
    """A file or folder to be put in its place: from where, to where, and the file that is replaced by it, if one is."""

    aside: Path
    target: Path
    former: Path | None = None


class FilingError(Exception):
    """Nothing was written; the message says why, in Chinese."""


def write(
    changes: Sequence[Attached], standings: Standings, *, root: Path, media_root: Path | None, say: Say
) -> None:
    """Write every new and changed entry, or none. Raises FilingError.

    Media are copied beside entry.yml, or into `media_root` by their SHA-256 (`ab/ab12…`); those that are there stay.
    """
    wanted = [one for one in changes if one.change.kind in ("new", "changed")]
    if not wanted:
        return
    undo: list[Callable[[], object]] = []
    try:
        aside = Path(tempfile.mkdtemp(prefix=".import-", dir=_scratch(root)))
    except OSError as error:
        raise FilingError(f"写不了临时文件（{error.strerror}）") from error
    try:
        filings: list[Filing] = []
        for number, one in enumerate(wanted, start=1):
            filings += _prepare(one, standings, aside / f"{number:06}", media_root)
            say("写作品", number, len(wanted))
        for filing in filings:
            _put(filing, undo)
    except OSError as error:
        for step in reversed(undo):
            step()
        name = Path(str(error.filename)).name if error.filename else ""
        raise FilingError(
            f"写不了文件{'' if not name else f' {name}'}（{error.strerror or error}）"
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _scratch(root: Path) -> Path:
    """A folder that git and the loader do not look into, on the same disk."""
    folder = root / ".cache"
    folder.mkdir(exist_ok=True)
    return folder


def _prepare(one: Attached, standings: Standings, aside: Path, media_root: Path | None) -> list[Filing]:
    aside.mkdir()
    change = one.change
    (aside / "entry.yml").write_text(change.text, encoding="utf-8", newline="\n")
    filings = []
    for copy in one.copies:
        name = copy.sha256 if media_root else copy.name
        shutil.copyfile(copy.source, aside / name)
        if digest(aside / name) != copy.sha256:
            raise OSError(0, "文件在导入时变了", copy.name)
        if media_root and not (target := media_root / name[:2] / name).exists():
            filings.append(Filing(aside / name, target))
        elif media_root:
            (aside / name).unlink()
    if change.kind == "new":
        folder = standings.folder / "entries" / change.subproject / change.id
        return [*filings, Filing(aside, folder)]
    standing = standings.by_id(change.id)
    assert standing is not None
    if not media_root:
        filings += [Filing(aside / copy.name, standing.path.parent / copy.name) for copy in one.copies]
    return [*filings, Filing(aside / "entry.yml", standing.path, standing.path)]


def _put(filing: Filing, undo: list[Callable[[], object]]) -> None:
    """Move into place; a name that somebody else took meanwhile is an error, never overwritten."""
    for folder in reversed([p for p in filing.target.parents if not p.exists()]):
        folder.mkdir()
        undo.append(folder.rmdir)
    if filing.former:
        before = filing.former.read_bytes()
        os.replace(filing.aside, filing.target)
        undo.append(lambda: filing.target.write_bytes(before))
        return
    if os.path.lexists(filing.target):
        raise FileExistsError(0, "已经有同名的文件或文件夹", str(filing.target))
    try:
        os.rename(filing.aside, filing.target)
    except OSError:  # media_root may be another disk
        part = filing.target.with_name(filing.target.name + ".part")
        shutil.copyfile(filing.aside, part)
        os.rename(part, filing.target)
    taken = filing.target
    undo.append(lambda: shutil.rmtree(taken) if taken.is_dir() else taken.unlink())
