"""Media of entries: every named file is there and can be shown, and keeps the rules of its notice.

What is wrong with an approved work stops the build; with one that is still under review it is a warning, so that a
work nobody has approved yet cannot hold up the site.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from functools import partial

from generator.model.campaign import Campaign
from generator.model.entry import Entry, MediaFile
from generator.model.record import Record
from generator.model.subproject import Requirement, Subproject
from generator.problems import Problem, problem
from generator.rules.checking import Checking, near
from generator.works.gate import is_withdrawn
from generator.works.requirements import File, Verdict, verdicts

_SAFE = re.compile(r"[A-Za-z0-9_-]{1,16}\.[A-Za-z0-9]{1,5}")


def media_files(c: Checking) -> Iterator[Problem]:
    """Every file an entry names is there once and can be shown; every file that is there is named."""
    folders = {
        (raw.id, one.id): frozenset(one.media) for raw in c.raws.values() for one in raw.entries if one.media
    }
    nothing: frozenset[str] = frozenset()
    for campaign, entry in _reviewed(c):
        beside = folders.get((campaign.id, entry.id), nothing)
        if not (beside or entry.media):
            continue
        seen: set[str] = set()
        absent = False
        for file in entry.media:
            key = (campaign.id, entry.id, file.file)
            if c.places.hurt(file, "file", "sha256"):
                continue  # where it stands is not known
            if file.file in seen:
                yield problem("E809", c.places.of(file, "file"), file=file.file)
            elif key not in c.catalog.originals:
                absent = True
                near_by = near(file.file, beside - {f.file for f in entry.media})
                yield _graded(c, entry, "E801", file, file=file.file, **near_by)
            elif found := c.media_faults.get(key):
                yield _graded(c, entry, found.code, file, file=file.file, **found.detail)
            seen.add(file.file)
        if not absent and not c.places.hurt(entry, "media"):  # it may be the absent one under another name
            for name in sorted(beside - {file.file for file in entry.media}):
                yield problem("W812", c.places.of(entry, "media"), file=name)


def requirements(c: Checking) -> Iterator[Problem]:
    """The notice's rules hold for every work: 须 and 不得 are errors, 建议 a warning."""
    judged = functools.cache(partial(_judging, c))
    for campaign, entry in _reviewed(c):
        subproject = judged(campaign.id, entry.subproject)
        if subproject is None or c.places.hurt(entry, "media"):
            continue
        by_name = {file.file: file for file in entry.media}
        files = [
            File(file.file, file.role, facts)
            for file in entry.media
            if (facts := c.catalog.facts.get((campaign.id, entry.id, file.file)))
        ]
        if len(files) < len(by_name):
            continue  # of a file that is missing or broken nothing can be measured; that was told
        for verdict in verdicts(subproject, files, entry.text):
            if not verdict.met and not _damaged(c, verdict.requirement):
                yield _breach(c, entry, verdict, by_name.get(verdict.file))


def _judging(c: Checking, campaign_id: str, subproject_id: str | None) -> Subproject | None:
    """The sub-project, if it has a rule that can be measured."""
    subproject = c.catalog.by_id[campaign_id].subproject(subproject_id) if subproject_id else None
    if subproject is None or c.places.hurt(subproject, "requirements"):
        return None
    return subproject if any(requirement.check for requirement in subproject.requirements) else None


def _damaged(c: Checking, requirement: Requirement) -> bool:
    """Whether the rule is not as it is written: nothing is held against it."""
    return c.places.hurt(requirement) or (requirement.check is not None and c.places.hurt(requirement.check))


def _breach(c: Checking, entry: Entry, verdict: Verdict, file: MediaFile | None) -> Problem:
    words = {"rule": verdict.requirement.text, "measured": verdict.measured, "file": verdict.file or "作品"}
    code = "W810" if verdict.requirement.modality == "should" else "E810"
    place = c.places.of(file, "file") if file else c.places.of(entry, "text" if entry.text else "media")
    if code == "E810" and entry.status != "approved":
        words["file"] = _plain(words["file"])
        return problem("W811", place, what=problem("E810", place, **words).what())
    return problem(code, place, **words)


def _graded(c: Checking, entry: Entry, code: str, record: Record, **words: str) -> Problem:
    place = c.places.of(record, "file")
    if entry.status == "approved":
        return problem(code, place, **words)
    words["file"] = _plain(words.get("file", ""))
    return problem("W811", place, what=problem(code, place, **words).what())


def _plain(name: str) -> str:
    """A file's name for a report, unless its sender may have put a name into it; the line tells which it is."""
    return name if not name or name == "作品" or _SAFE.fullmatch(name) else "这个文件"


def _reviewed(c: Checking) -> Iterator[tuple[Campaign, Entry]]:
    """Entries whose media matter: of what was rejected or withdrawn the files may be gone."""
    for campaign in c.catalog.campaigns:
        for entry in c.catalog.entries.get(campaign.id, ()):
            if entry.status != "rejected" and not is_withdrawn(entry):
                yield campaign, entry
