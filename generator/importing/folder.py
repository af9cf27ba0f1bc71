"""Drafts as files: written aside, checked there with the project around them, then moved into place in one step each."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.check import check
from generator.importing.draft import Draft
from generator.problems import Problem
from generator.yamlwriting import Data, written

MODELINE = "# yaml-language-server: $schema=../../schema/campaign.json\n"
_ASIDE = ".cache"
_ORDER = (
    "title",
    "short_title",
    "tier",
    "region",
    "area_code",
    "year",
    "theme",
    "parent",
    "sponsors",
    "media_partners",
    "period",
    "targets",
    "units",
    "schedule",
    "milestones",
    "platforms",
    "contacts",
    "quotas",
    "awards",
    "subprojects",
    "allocation",
    "forms",
    "rights",
    "voting",
    "consents",
    "contact_visibility",
    "sample",
    "notices",
)
_NOTICE_ORDER = (
    "id",
    "kind",
    "title",
    "masthead",
    "issuers",
    "signature",
    "doc_number",
    "issued",
    "recipients",
    "body",
    "attachments",
    "cc",
    "printed_by",
    "printed_on",
    "published",
    "source",
    "source_url",
    "editor",
    "reviewed_by",
    "relates_to",
    "amendments",
    "objection_period",
    "results",
    "errata",
)

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


def put(root: Path, files: Files) -> None:
    """Write whole campaign folders that are not there yet; all of them or none. Raises FileExistsError, OSError."""
    folders = sorted({"/".join(path.split("/")[:2]) for path in files})
    for folder in folders:
        if os.path.lexists(root / folder):
            raise FileExistsError(folder)
    with _aside(root) as aside:
        for path, text in files.items():
            _write(aside / path, text)
        done: list[Path] = []
        try:
            for folder in folders:
                (root / folder).parent.mkdir(exist_ok=True)
                os.rename(aside / folder, root / folder)
                done.append(root / folder)
        except OSError:
            for place in done:
                shutil.rmtree(place)
            raise


def put_into(root: Path, texts: Files, changed: Files) -> None:
    """Write new texts into a campaign that is there, then its changed campaign.yml in one step.

    Raises FileExistsError if one of the texts is there, OSError; then nothing is left changed.
    """
    for path in texts:
        if os.path.lexists(root / path):
            raise FileExistsError(path)
    with _aside(root) as aside:
        for path, text in {**texts, **changed}.items():
            _write(aside / path, text)
        done: list[Path] = []
        try:
            for path in texts:
                (root / path).parent.mkdir(exist_ok=True)
                os.rename(aside / path, root / path)
                done.append(root / path)
            for path in changed:
                os.replace(aside / path, root / path)
        except OSError:
            for place in done:
                place.unlink()
            raise


@contextmanager
def _aside(root: Path) -> Iterator[Path]:
    """A folder on the project's own file system, so that moving out of it is one step; removed afterwards."""
    (root / _ASIDE).mkdir(exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="import-", dir=root / _ASIDE))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


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
