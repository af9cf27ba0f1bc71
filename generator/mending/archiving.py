"""A campaign put away: the mobiles of its contacts masked in its own files, and the campaign over from that day on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.amending import amended
from generator.check import Checked, check
from generator.mending.files import Rewrite, copied
from generator.model.campaign import Campaign
from generator.problems import Place, Problem, errors, problem
from generator.project import Project
from generator.rules.checking import near
from generator.status import state_of
from generator.values.phone import mask_mobiles, mobiles
from generator.words import STATUS_NAMES
from generator.yamlediting import EditError, set_key

RUNNING = frozenset({"upcoming", "open", "running", "public"})


class Archived(Struct, frozen=True):
    """What putting a campaign away changes: its files, and how many numbers are masked in each (by file)."""

    changes: tuple[Rewrite, ...]
    masked: tuple[tuple[str, int], ...]


def archive(
    root: Path, project: Project, campaign_id: str, *, on: date, force: bool = False
) -> tuple[Archived, tuple[Problem, ...]]:
    """(what would change, what is wrong). With a problem nothing is to be written.

    Masked are campaign.yml and every official text; nothing else of them changes but the key `archived`. What entrants
    wrote is not touched: it holds no contact's number. Problems are E185 (no such campaign), E188 (it is still running;
    `force` puts it away all the same), E189 (a handed-out file tells a number), and errors that the campaign has before
    or would have afterwards.
    """
    before = _checked(root, project)
    folder = root / project.campaigns
    if campaign_id not in before.catalog.by_id:
        known = set(before.catalog.by_id)
        found = errors(_of(before, project, campaign_id))
        unknown = [problem("E185", Place(campaign_id), id=campaign_id, **near(campaign_id, known))]
        return _NOTHING, tuple(found or unknown)
    campaign = before.catalog.by_id[campaign_id]
    file = f"{project.campaigns}/{campaign_id}/campaign.yml"
    if found := errors(_of(before, project, campaign_id)):
        return _NOTHING, tuple(found)
    status = state_of(amended(campaign, on), on).status
    if status in RUNNING and not force:
        return _NOTHING, (problem("E188", Place(file), id=campaign_id, status=STATUS_NAMES[status]),)
    try:
        archived = _archived(folder / campaign_id, root, campaign, on)
    except EditError:
        return _NOTHING, (problem("E186", Place(file), file=file),)
    if not archived.changes:
        return archived, ()
    with tempfile.TemporaryDirectory() as aside:
        copied(folder, Path(aside) / project.campaigns, archived.changes)
        after = check(Path(aside), folder=project.campaigns, media_root=project.media_root)
    changed = {change.path.relative_to(root).as_posix() for change in archived.changes}
    own = f"{project.campaigns}/{campaign_id}/files/"
    found = [p for p in errors(after.problems) if p.place.file in changed or p.place.file.startswith(own)]
    named = [_handout(p) if p.code == "E608" else p for p in found]
    return archived, tuple(named)


_NOTHING = Archived((), ())


def _checked(root: Path, project: Project) -> Checked:
    return check(root, folder=project.campaigns, content=project.content, media_root=project.media_root)


def _of(checked: Checked, project: Project, campaign_id: str) -> list[Problem]:
    own = f"{project.campaigns}/{campaign_id}/"
    return [p for p in checked.problems if p.place.file.startswith(own)]


def _handout(found: Problem) -> Problem:
    """A file that is handed out as it is: nobody can mask it but who made it."""
    return problem("E189", found.place, name=found.words["name"], found=found.words["found"])


def _archived(folder: Path, root: Path, campaign: Campaign, on: date) -> Archived:
    changes: list[Rewrite] = []
    masked: list[tuple[str, int]] = []
    for path in _texts(folder):
        before = path.read_bytes()
        text = before.decode("utf-8")
        after = mask_mobiles(text)
        if count := len(mobiles(text)):
            masked.append((path.relative_to(root).as_posix(), count))
        if path.name == "campaign.yml" and campaign.archived is None:
            after = set_key(after, ("archived",), on.isoformat())
        if (made := after.encode()) != before:
            changes.append(Rewrite(path, before, made))
    return Archived(tuple(changes), tuple(masked))


def _texts(folder: Path) -> Iterator[Path]:
    yield folder / "campaign.yml"
    yield from sorted(path for path in (folder / "notices").glob("*") if path.suffix in (".txt", ".md"))
