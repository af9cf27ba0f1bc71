"""What went live when: one line a step, for people (`log.txt`) and for programs (`log.jsonl`).

A line names releases, commits, days, counts and ids of works; never a title or a person.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import asdict

from generator.publish.record import Difference, Published, difference, put
from generator.values.when import SHANGHAI

_LIVE = ("发布", "回退")
KEPT = "保留"
"""Of a release that stood there when the log was lost: it may have been shown."""


class Event(Struct, frozen=True, kw_only=True):
    """One step. `time` is China's, to the second; `works` are addresses of works that were cleaned away."""

    time: str
    action: str
    release: str
    commit: str = ""
    as_of: str = ""
    added: int = 0
    changed: int = 0
    removed: int = 0
    works: tuple[str, ...] = field(default=())
    note: str = ""

    def text(self) -> str:
        """The line for people."""
        parts = [self.time, self.action, self.release]
        parts += [f"提交 {self.commit[:12]}"] if self.commit else []
        parts += [f"数据日期 {self.as_of}"] if self.as_of else []
        parts.append(f"新增 {self.added}、改动 {self.changed}、删除 {self.removed}")
        parts += [f"撤下 {'、'.join(self.works)}"] if self.works else []
        parts += [self.note] if self.note else []
        return "  ".join(parts)


def event(
    now: datetime,
    action: str,
    release: str,
    site: Published,
    *,
    before: Published | None = None,
    change: Difference | None = None,
    works: tuple[str, ...] = (),
    note: str = "",
) -> Event:
    """Make the line of a step that ended in `site`, compared with the site before unless `change` is given."""
    found = change or difference(before.files if before else {}, site.files)
    return Event(
        time=now.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        action=action,
        release=release,
        commit=site.commit,
        as_of=site.as_of,
        added=found.added,
        changed=found.changed,
        removed=found.removed,
        works=works,
        note=note,
    )


def events(folder: Path) -> tuple[Event, ...]:
    """Read the log; a line that cannot be read (half written, another writing) is passed over."""
    return tuple(one for one in _lines(folder) if one)


def is_whole(folder: Path) -> bool:
    """Whether there is a log of which every line can be read: only then, what it does not tell was not."""
    lines = _lines(folder)
    return bool(lines) and None not in lines


def _lines(folder: Path) -> tuple[Event | None, ...]:
    try:
        lines = (folder / "log.jsonl").read_bytes().splitlines()
    except FileNotFoundError:
        return ()
    return tuple(_event(line) for line in lines)


def _event(line: bytes) -> Event | None:
    try:
        told = json.loads(line.decode("utf-8"))
        found = Event(**{**told, "works": tuple(told["works"])})
        counts = (found.added, found.changed, found.removed)
        words = (found.time, found.action, found.release, found.commit, found.as_of, found.note, *found.works)
        known = all(isinstance(one, int) for one in counts) and all(isinstance(one, str) for one in words)
        "".join(words).encode("utf-8")  # what cannot be written again is not read either
    except (ValueError, TypeError, KeyError):
        return None
    return found if known else None


def write(folder: Path, *added: Event) -> None:
    """Add to the log; both files are replaced in one step each."""
    whole = (*events(folder), *added)
    put(folder / "log.jsonl", "".join(json.dumps(asdict(e), ensure_ascii=False) + "\n" for e in whole))
    put(folder / "log.txt", _text(whole))


def mend(folder: Path) -> None:
    """Bring the log for people up to the other one, if a run was killed between the two."""
    whole = events(folder)
    for name in ("log.jsonl.new", "log.txt.new"):
        (folder / name).unlink(missing_ok=True)
    people, text = folder / "log.txt", _text(whole)
    if whole and not (people.is_file() and people.read_bytes() == text.encode("utf-8")):
        put(people, text)


def _text(told: tuple[Event, ...]) -> str:
    return "".join(one.text() + "\n" for one in told)


def live(told: tuple[Event, ...]) -> str:
    """The release that the log says is shown, "" when it says nothing."""
    return next((e.release for e in reversed(told) if e.action in _LIVE), "")


def ever_live(told: tuple[Event, ...]) -> frozenset[str]:
    """The releases that the log says were shown, or may have been, at some time."""
    return frozenset(e.release for e in told if e.action in (*_LIVE, KEPT))
