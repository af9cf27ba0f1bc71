"""Drafts as files: written aside, checked there with the project around them, then moved into place in one step each."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.check import check
from generator.importing.draft import Draft
from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.problems import Problem
from generator.yamlwriting import Data, written

MODELINE = "# yaml-language-server: $schema=../../schema/campaign.json\n"
_ORDER = Campaign.__struct_fields__
_NOTICE_ORDER = Notice.__struct_fields__

Files = Mapping[str, str]
"""Texts by their paths from the project's root."""


def files_of(draft: Draft) -> dict[str, str]:
    """Every file of a campaign folder, each text ending in a line end."""
    folder = f"campaigns/{draft.id}"
    files = {f"{folder}/campaign.yml": MODELINE + written(in_house_order(draft.data))}
    files |= {f"{folder}/{path}": _ended(text) for path, text in draft.texts.items()}
    return files


def in_house_order(data: Mapping[str, Data]) -> dict[str, Data]:
    """A campaign's keys in the order of the documentation, its notices' too; unknown ones come last."""
    ordered = _ordered(data, _ORDER)
    notices = ordered.get("notices")
    if isinstance(notices, Sequence) and not isinstance(notices, str):
        ordered["notices"] = [notice_in_order(one) if isinstance(one, Mapping) else one for one in notices]
    return ordered


def notice_in_order(data: Mapping[str, Data]) -> dict[str, Data]:
    """A notice's keys in the order of the documentation."""
    return _ordered(data, _NOTICE_ORDER)


def problems_with(root: Path, files: Files) -> tuple[Problem, ...]:
    """What a check of the project finds with `files` over it: entries and their media are left aside.

    The project itself is not touched.
    """
    with tempfile.TemporaryDirectory(prefix="zhanbang-import-") as name:
        stage = Path(name)
        _lay_out(root, stage)
        for path, text in files.items():
            _write(stage / path, text)
        return check(stage).problems


def _lay_out(root: Path, stage: Path) -> None:
    (stage / "campaigns").mkdir()
    for folder in sorted((root / "campaigns").glob("*")):
        if folder.is_symlink() or not (folder / "campaign.yml").is_file():
            continue
        for path in (
            folder / "campaign.yml",
            *sorted(folder.glob("notices/*")),
            *sorted(folder.glob("*.csv")),
        ):
            if path.is_file() and not path.is_symlink():
                target = stage / path.relative_to(root)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        if (folder / "files").is_dir() and not (folder / "files").is_symlink():
            shutil.copytree(folder / "files", stage / folder.relative_to(root) / "files", symlinks=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _ended(text: str) -> str:
    return text.rstrip("\n") + "\n"


def _ordered(data: Mapping[str, Data], order: Sequence[str]) -> dict[str, Data]:
    known = {name: data[name] for name in order if name in data}
    return known | {name: item for name, item in data.items() if name not in known}
