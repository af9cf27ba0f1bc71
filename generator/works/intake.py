"""Where the media of entries stand, and the sheet of votes: what of an entry is outside its YAML."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from generator.load import RawCampaign
from generator.media.facts import Original
from generator.model.campaign import Campaign
from generator.model.entry import Entry, MediaFile
from generator.values.text import fold
from generator.works.gate import PUBLISHED_ROLES, is_released, is_withdrawn

_WORK_HEADS = frozenset({"作品编号", "编号", "作品", "序号编号", "no", "id"})
_VOTE_HEADS = frozenset({"票数", "得票", "得票数", "有效票", "有效票数", "votes"})
_MOST_TOLD = 100
"""Unusable lines of one sheet that are told; with more it is another sheet."""
_MOST_DIGITS = 12


def find_originals(
    raw: RawCampaign, campaign: Campaign, entries: tuple[Entry, ...], media_root: Path | None
) -> Iterator[Original]:
    """Every file that is there, of entries that are neither rejected nor withdrawn.

    A file stands beside entry.yml, or in `media_root` under its sha256 (`ab/ab12…`), or there in the same folders as
    in the project. Only a file of `media_root` needs its sha256 in the entry; any may have one.
    """
    folders = {one.id: one for one in raw.entries}
    for entry in entries:
        if entry.status == "rejected" or is_withdrawn(entry):
            continue
        for file in entry.media:
            path = _locate(folders[entry.id].folder, file, raw.id, entry, media_root)
            if path:
                key, released = (campaign.id, entry.id, file.file), is_released(campaign, entry)
                shown = released and file.role in PUBLISHED_ROLES
                yield Original(
                    key, path, file.sha256, thorough=released, ai_use=entry.ai_use if shown else None
                )


def _locate(
    folder: Path, file: MediaFile, campaign_id: str, entry: Entry, media_root: Path | None
) -> Path | None:
    candidates = [folder / file.file]
    if media_root and file.sha256:
        candidates.append(media_root / file.sha256[:2] / file.sha256)
        candidates.append(media_root / campaign_id / (entry.subproject or "_") / entry.id / file.file)
    return next((path for path in candidates if path.is_file() or path.is_symlink()), None)


class Sheet(Struct, frozen=True):
    """A sheet of votes as read: by entry id, and what could not be used: (line, what was found, why)."""

    votes: Mapping[str, int]
    faults: tuple[tuple[int, str, str], ...]


def read_votes(data: bytes, entries: tuple[Entry, ...]) -> Sheet:
    """Read a CSV of two columns, work number (or entry id) and votes, as Excel saves it: UTF-8, with or without BOM, or GB 18030."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:  # a cell of more than 128 KB: a quotation mark was never closed
        return Sheet({}, ((1, "", "有一格长得不正常，可能少了一个引号"),))
    heads = [fold(cell) for cell in rows[0]] if rows else []
    work_at = next((i for i, head in enumerate(heads) if head in _WORK_HEADS), None)
    votes_at = next((i for i, head in enumerate(heads) if head in _VOTE_HEADS), None)
    if work_at is None or votes_at is None:
        return Sheet({}, ((1, "、".join(heads), "第一行要有“作品编号”和“票数”两栏"),))
    named = {entry.id: entry.id for entry in entries} | {fold(e.no): e.id for e in entries if e.no}
    votes: dict[str, int] = {}
    faults: list[tuple[int, str, str]] = []
    for line, row in enumerate(rows[1:], start=2):
        if len(faults) >= _MOST_TOLD:
            break
        if not any(cell.strip() for cell in row):
            continue
        cells = [*row, *[""] * (max(work_at, votes_at) + 1 - len(row))]
        name, count = cells[work_at].strip(), cells[votes_at].strip().replace(",", "")
        entry_id = named.get(name) or named.get(fold(name))
        if entry_id is None:
            faults.append((line, name, "没有这个编号的作品"))
        elif not (count.isascii() and count.isdecimal() and len(count) <= _MOST_DIGITS):
            faults.append((line, count, "票数要是整数"))
        elif entry_id in votes:
            faults.append((line, name, "同一件作品出现两次"))
        else:
            votes[entry_id] = int(count)
    return Sheet(votes, tuple(faults))
