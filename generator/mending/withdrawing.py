"""Works taken down by their editors: `status: withdrawn` and the reason, written into entry.yml and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.mending.files import Rewrite
from generator.model.entry import Entry
from generator.places import Places
from generator.problems import Place, Problem, problem
from generator.read import read
from generator.rules.checking import near
from generator.source import Source
from generator.works.gate import is_withdrawn
from generator.yamlediting import EditError, set_key, value_at
from generator.yamltext import parse

_NAME = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


class Wish(Struct, frozen=True):
    """What is to be withdrawn, and what entry.yml is to say of it: the day (ISO), the reason, the notice that says so."""

    works: tuple[str, ...]
    on: str
    reason: str
    notice: str | None = None


class Taken(Struct, frozen=True):
    """One work: its campaign and id, its title, and the change of its file; None where it was withdrawn before."""

    campaign: str
    work: str
    title: str
    change: Rewrite | None


def withdrawals(root: Path, folder: str, wish: Wish) -> tuple[tuple[Taken, ...], tuple[Problem, ...]]:
    """(every work of the wish in its order, what is wrong). With a problem nothing is to be written.

    A work is named `campaign/work` or `campaign/sub-project/work`. Problems are E185 (no such work), E186 (its file cannot
    be changed without touching more of it), E187 (no such notice), and those of a file that cannot be read.
    """
    taken: list[Taken] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(wish.works):
        files = _found(root, folder, name)
        if len(files) != 1:
            listed = set(_listed(root, folder, name))
            alike = {one for one in listed if one.rpartition("/")[2] == name.rpartition("/")[2]}
            problems.append(problem("E185", Place(name), id=name, **near(name, alike or listed)))
            continue
        if wish.notice and not _announced(root, folder, name, wish.notice):
            problems.append(problem("E187", Place(name), id=wish.notice))
            continue
        one = _taken(root, files[0], wish)
        if isinstance(one, Taken):
            taken.append(one)
        else:
            problems += one
    unique = {(one.campaign, one.work): one for one in taken}
    return tuple(unique.values()), tuple(problems)


def _found(root: Path, folder: str, name: str) -> list[Path]:
    campaign, _, work = name.partition("/")
    group, _, entry = work.rpartition("/")
    if not _plain(campaign, entry, *([group] if group else [])):
        return []
    return sorted((root / folder / campaign / "entries").glob(f"{group or '*'}/{entry}/entry.yml"))


def _plain(*names: str) -> bool:
    """Whether these can be names of folders of ours: nothing that leads elsewhere."""
    return all(name == "_" or _NAME.fullmatch(name) for name in names)


def _listed(root: Path, folder: str, name: str) -> Iterator[str]:
    """What there is, as the wish could have named it: works of the campaign, or else campaigns."""
    campaign, _, work = name.partition("/")
    there = _plain(campaign) and (root / folder / campaign / "entries").is_dir()
    for path in (root / folder).glob(f"{campaign if there else '*'}/entries/*/*/entry.yml"):
        owner, _, group, entry = path.relative_to(root / folder).parts[:4]
        yield f"{owner}/{group}/{entry}" if "/" in work else f"{owner}/{entry}"


def _announced(root: Path, folder: str, name: str, notice: str) -> bool:
    campaign, _, notice_id = notice.rpartition("/")
    owner = campaign or name.partition("/")[0]
    try:
        text = (root / folder / owner / "campaign.yml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    listed = value_at(text, ("notices",))
    return isinstance(listed, list) and any(
        isinstance(one, dict) and one.get("id") == notice_id for one in listed
    )


def _taken(root: Path, path: Path, wish: Wish) -> Taken | list[Problem]:
    file = path.relative_to(root).as_posix()
    campaign, work = path.parts[-5], path.parts[-2]
    before = path.read_bytes()
    try:
        text = before.decode("utf-8")
    except UnicodeDecodeError:
        return [problem("E117", Place(file))]
    node, problems = parse(Source(file, text))
    if node is None:
        return list(problems)
    reading = read(node, Entry, Places(), id=work, subproject=None)
    if reading.record is None:
        return list(reading.problems)
    if is_withdrawn(reading.record):
        return Taken(campaign, work, reading.record.title, None)
    said = {"on": wish.on, "reason": wish.reason, **({"notice": wish.notice} if wish.notice else {})}
    try:
        after = set_key(set_key(text, ("status",), "withdrawn"), ("withdrawn",), dict(said))
    except EditError:
        return [problem("E186", Place(file), file=file)]
    return Taken(campaign, work, reading.record.title, Rewrite(path, before, after.encode()))
