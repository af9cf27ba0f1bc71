"""A tiny project that is built hundreds of times, and what of a site is compared."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import date
from pathlib import Path

from generator.build import build
from generator.harvest import EngineError
from generator.manifest import WriteError
from generator.media.store import MediaCacheError
from tests.factories import RELEASED, changed, picture, small_project

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 21)
HOME = "campaigns/2024-small"
Look = dict[str, tuple[int, bytes | None]]
"""Path to mode and bytes; a folder has none."""

CONFIG = """\
site_name: 示例小站
docs_dir: content
theme: {name: null, custom_dir: theme}
plugins:
  - zhanbang: {as_of: 2026-11-21}
markdown_extensions: [attr_list]
nav: [index.md, about.md, accessibility.md, privacy.md]
"""
PAGES = {
    "index.md": "# 首页\n\n[[campaigns]]\n",
    "about.md": "# 关于\n\n## 纠错 {#report}\n\n请来电。\n",
    "accessibility.md": "# 无障碍说明\n\n文字可放大。\n",
    "privacy.md": "# 隐私说明\n\n不收集。\n",
}
SHOWN = f"{RELEASED}credits: [{{name: 示例甲}}]\n"
ENTRIES = {
    "photo": f"title: 夜班\n{SHOWN}media: [{{file: 1.jpg, alt: 灯}}]\n",
    "article": f"title: 早班\n{SHOWN}text: 全文\n",
}


def tiny(root: Path) -> Path:
    """A project of one campaign with two works, one of them a photo. The engine has no theme but ours to copy."""
    root.mkdir(parents=True)
    shutil.copytree(ROOT / "theme", root / "theme")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (root / "content").mkdir()
    for name, text in PAGES.items():
        (root / "content" / name).write_text(text, encoding="utf-8")
    works = {f"{HOME}/entries/songs/{name}/entry.yml": text for name, text in ENTRIES.items()}
    small_project(root, works, yaml=changed("covers: [publication]", "covers: [publication, name, unit]"))
    picture(root / HOME / "entries/songs/photo/1.jpg", (480, 320), seed=1)
    return root


def edit_texts(root: Path) -> None:
    """Another hand-written page (the engine runs), a work with other words, and one that is withdrawn."""
    page = root / "content/privacy.md"
    page.write_text(PAGES["privacy.md"] + "\n再说一遍：不收集。\n", encoding="utf-8")
    entry = root / HOME / "entries/songs/photo/entry.yml"
    entry.write_text(ENTRIES["photo"].replace("夜班", "夜航"), encoding="utf-8")
    gone = root / HOME / "entries/songs/article/entry.yml"
    text = ENTRIES["article"].replace("approved\n", "withdrawn\n", 1)
    gone.write_text(f"{text}withdrawn: {{on: 2024-09-01, reason: 作者要求撤下}}\n", encoding="utf-8")


def edit_photo(root: Path) -> None:
    """Another photo in the place of the old one."""
    picture(root / HOME / "entries/songs/photo/1.jpg", (480, 320), seed=2)


def edit(root: Path) -> None:
    """All of it."""
    edit_texts(root)
    edit_photo(root)


def look(site: Path) -> Look:
    """Every file and folder of a site with its mode."""
    found: Look = {}
    for where, folders, names in os.walk(site):
        for name in (*folders, *names):
            path = Path(where) / name
            mode = path.lstat().st_mode
            data = path.read_bytes() if stat.S_ISREG(mode) else None
            found[path.relative_to(site).as_posix()] = stat.S_IMODE(mode), data
    return found


def differing(one: Look, other: Look) -> list[str]:
    """The paths that are not alike in both."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def rebuild(root: Path, *, jobs: int = 1) -> Look:
    """Build the project and return its site."""
    outcome = build(root, root / "site", as_of=DAY, jobs=jobs)
    assert outcome.ok, (outcome.planned.problems, outcome.written and outcome.written.problems)
    return look(root / "site")


def attempt(root: Path, site: Path) -> str:
    """Build; return what is said when it is refused, "" when it is not."""
    try:
        outcome = build(root, site, as_of=DAY, jobs=2)
    except (WriteError, EngineError, MediaCacheError) as error:
        return str(error)
    assert outcome.ok, outcome.planned.problems  # the disk is never the fault of a work
    return ""


def copy(root: Path, to: Path) -> Path:
    """The whole project; what is kept between builds stands in the same inodes, so that it counts as untouched.

    Nothing of it is ever written in place, which this proves by the way: the next copy would be a damaged one.
    """

    def like(source: str, target: str) -> None:
        kept = Path(source).relative_to(root).parts[0].startswith(".")
        if kept and not source.endswith("lock"):
            os.link(source, target)
        else:
            shutil.copy2(source, target)

    shutil.copytree(root, to, symlinks=True, copy_function=like)
    return to
