"""The folder of a comparison: one page, its style, thumbnails, a summary for the merge request; opens from disk, loads nothing from anywhere."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.media.studio import derive
from generator.media.workshop import Say
from generator.pages.render import render
from generator.problems import Place, problem
from generator.review.comparison import Comparison
from generator.review.facts import WEIGHT_NAMES
from generator.review.gitstate import StateError
from generator.review.report import NOTHING, OUTCOMES, as_markdown, by_kind, counts

_MARK = "zhanbang-diff.txt"
_SAID = "本文件夹由 zhanbang diff 生成，可以整个删除；再次比较会整个换掉。\n"


def check_folder(to: Path) -> None:
    """Raise StateError (E193) if `to` is there and was not written by an earlier comparison."""
    if to.is_symlink() or (
        to.exists() and not (to / _MARK).is_file() and (not to.is_dir() or any(to.iterdir()))
    ):
        raise StateError(problem("E193", Place(str(to)), folder=to))


def page(found: Comparison, thumbnails: Mapping[str, str]) -> str:
    """The page of a comparison; `thumbnails` are the files of pictures by their address."""
    own = tuple(page for page in found.pages if page.own)
    return render(
        "review.html",
        found=found,
        thumbnails=thumbnails,
        counts=counts(found),
        nothing=NOTHING,
        outcomes=OUTCOMES,
        weights=WEIGHT_NAMES,
        kinds=tuple(by_kind(own)),
        followers=tuple(page for page in found.pages if not page.own),
    )


def write_folder(found: Comparison, to: Path, *, cache: Path, jobs: int, say: Say | None = None) -> None:
    """Write the folder in one step in place of an earlier one. Raises StateError (E193) and MediaCacheError.

    An output that would tell what nobody may know is not written.
    """
    check_folder(to)
    made = dict(derive(found.orders, (), cache=cache, jobs=jobs, say=say).files) if found.orders else {}
    wanted = {
        address: f"pictures/{address.rpartition('/')[2]}"
        for page in found.pages
        for picture in page.pictures
        for address in (picture.before, picture.after)
        if address in made
    }
    text = page(found, wanted)
    if found.redaction.leaks(text + as_markdown(found)):
        raise AssertionError(
            "the comparison tells what must not be told"
        )  # a defect of ours, never of the data
    to.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{to.name}-", dir=to.parent))
    try:
        aside.chmod(0o755)
        (aside / "pictures").mkdir()
        for address, name in wanted.items():
            shutil.copyfile(made[address], aside / name)
        (aside / "index.html").write_text(text, encoding="utf-8")
        (aside / "style.css").write_text(render("review.css.html"), encoding="utf-8")
        (aside / "summary.md").write_text(as_markdown(found), encoding="utf-8")
        (aside / _MARK).write_text(_SAID, encoding="utf-8")
        if to.exists():
            shutil.rmtree(to)
        os.rename(aside, to)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
