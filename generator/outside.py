"""Where a site may be written: never over, above or inside what the project is made of."""

from __future__ import annotations

import os
from pathlib import Path

from generator.manifest import WriteError

OWN = (
    "campaigns",
    "content",
    "theme",
    "generator",
    "tests",
    ".cache",
    ".ci",
    ".git",
    ".github",
    ".gitlab",
    ".venv",
    "photos",
)
"""Folders of a project, by their usual names: what is put there is read, committed or swept away."""
HOME = "index.html"


def check_site_dir(root: Path, site_dir: Path, *own: str) -> None:
    """Raise `WriteError` unless `site_dir` is a place of its own; `own` are further folders of the project in `root`."""
    root, site = Path(os.path.abspath(root)), Path(os.path.abspath(site_dir))
    if site == root or site in root.parents:
        raise WriteError(
            f"网站不能写到 {site}：那是项目自己的文件夹，或者在它上面。请换一个输出位置（--site-dir）。"
        )
    if root in site.parents:
        first = site.relative_to(root).parts[0]
        if first in {*OWN, *(name.partition("/")[0] for name in own)} or first.startswith(".site."):
            raise WriteError(
                f"网站不能写到 {site}：{first}/ 是项目自己的文件夹。请换一个输出位置（--site-dir）。"
            )
    if site.is_dir() and not site.is_symlink() and any(site.iterdir()) and not (site / HOME).is_file():
        raise WriteError(
            f"{site} 里已经有别的东西，不像是网站（没有 {HOME}）。请移走它，或者换一个输出位置（--site-dir）。"
        )
