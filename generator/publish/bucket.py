"""Publishing to object storage: what to bring and what to take away, in an order that any tool can follow.

The plan is made against what the bucket holds: its manifest (what we brought there) and its listing (what is there).
While a plan is carried out, the bucket's manifest is one of `during-….json`: it forgets no file of the old site or the
new, claims nothing of those that are on their way, and tells which are unsettled: nothing that can be reached leads to
them yet, or any more. So a run that stops anywhere is completed by the next plan, whatever site that is for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from generator.manifest import WriteError
from generator.publish import log
from generator.publish.destination import CONTROL, BuiltSite, Kind, held
from generator.publish.order import Stages, stages
from generator.publish.record import File, Published, difference, digest, put

REMOTE_MANIFEST = ".zhanbang/manifest.json"
"""Where the bucket remembers what it holds."""
KNOWN = "known.txt"
"""What `upload.sh fetch` leaves in the plan's folder: the bucket's manifest, the mark, and the list of its files."""
MARK = "--- files ---\n"
LISTS = ("1-assets.txt", "2-pages.txt", "3-changed.txt", "4-entrances.txt", "5-delete.txt")
SUMS = "plan.sha256"
_LAYOUT = 1
_SCRIPT = Path(__file__).with_name("upload.sh")
_GUIDE = Path(__file__).with_name("upload.txt")

STATES = ("during-1.json", "during-2.json", "during-3.json", "manifest.json")
"""The bucket's manifest before lists 1 and 2, before 3 and 4, before 5, and at the end."""


class Holding(NamedTuple):
    """A file that a bucket may hold. `sha256` is "" when its content is not certain; see above for `settled`."""

    sha256: str = ""
    size: int = 0
    settled: bool = True


Held = Mapping[str, Holding]


class Outcome(Struct, frozen=True):
    """The plan. `size` is the bytes that are brought; `complete` says the bucket holds the site already."""

    stages: Stages
    size: int
    complete: bool
    strange: int = 0
    """How many files are there that no manifest knows: they are left alone."""


class Known(NamedTuple):
    """What was learned of a bucket. `listed` is None where nobody looked what is there."""

    holds: Held
    listed: frozenset[str] | None = None
    manifest: str = ""
    """The bucket's manifest as it was read, "" when it has none."""


def publish(dest: Path, site: BuiltSite, *, now: datetime, known: Path | None = None) -> Outcome:
    """Write the plan for bringing `site` to a bucket into the folder `dest`.

    `known` is what was fetched, a bucket's manifest, or a plain list of its files that may all be deleted; where there
    is none, the bucket is taken as empty of ours and nothing is deleted. Raises `WriteError`.
    """
    with held(dest, Kind.BUCKET, dest / CONTROL):
        found = read(known or dest / KNOWN)
        outcome, states = plan(site, found)
        _write(dest, site, outcome, states, found.manifest)
        before = {path: File(one.sha256, one.size, 0) for path, one in found.holds.items()}
        made = Published(files=dict(site.files), made="", commit=site.commit, as_of=site.as_of)
        change = difference(before, made.files)
        log.write(dest / CONTROL, log.event(now, "计划", digest(site.files)[:8], made, change=change))
        return outcome


def look(dest: Path, site: BuiltSite, *, known: Path | None = None) -> Outcome:
    """Tell what the plan would be, and touch nothing."""
    return plan(site, read(known or dest / KNOWN))[0]


def plan(site: BuiltSite, known: Known) -> tuple[Outcome, tuple[Held, ...]]:
    """Decide what is brought and taken away, and what the bucket shall remember meanwhile."""
    holds, listed = known.holds, known.listed
    may_be_there = frozenset(holds if listed is None else holds.keys() & listed)
    there = {path for path in may_be_there if holds[path].settled}
    new = {path: Holding(file.sha256, file.size) for path, file in site.files.items()}
    same = {path for path in there & new.keys() if holds[path] == new[path]}
    order = stages(new.keys() - same, there=there, gone=may_be_there - new.keys())
    first = {path: holds[path] if path in same or path not in new else Holding() for path in may_be_there}
    first |= {path: Holding(settled=False) for path in (*order.assets, *order.pages)}
    first |= {path: Holding(settled=False) for path in order.entrances if path not in there}
    second = first | {path: new[path] for path in (*order.assets, *order.pages)}
    third = new | {path: Holding(settled=False) for path in order.delete}
    size = sum(site.files[path].size for path in order.uploads())
    strange = frozenset() if listed is None else listed - holds.keys() - new.keys() - {REMOTE_MANIFEST}
    outcome = Outcome(order, size, complete=not any(order), strange=len(strange))
    return outcome, (first, second, third, new)


def read(path: Path) -> Known:
    """Read what is known of a bucket; nothing where there is no such file.

    Raises `WriteError` when it cannot be read: to take a damaged manifest for an empty bucket would forget what to delete.
    """
    try:
        manifest, fetched, listing = path.read_text(encoding="utf-8").partition(MARK)
        lines = frozenset(line for line in (listing or manifest).splitlines() if line)
        if not manifest.lstrip().startswith("{"):
            return (
                Known({}, lines) if fetched else Known({one: Holding() for one in lines - {REMOTE_MANIFEST}})
            )
        saved = json.loads(manifest)
        if saved["layout"] == _LAYOUT:
            moving = frozenset(saved["unsettled"])
            holds = {
                str(p): Holding(str(f[0]), int(f[1]), p not in moving) for p, f in saved["files"].items()
            }
            return Known(holds, lines if fetched else None, manifest)
    except FileNotFoundError:
        return Known({})
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise _unreadable(path) from error
    raise _unreadable(path)


def _unreadable(path: Path) -> WriteError:
    return WriteError(f"{path} 不是展榜的清单，读不懂；请重新从存储桶取一次（upload.sh fetch）。")


def _manifest(files: Held) -> str:
    rows = ",\n".join(
        f"{json.dumps(path, ensure_ascii=False)}: {json.dumps(files[path][:2])}" for path in sorted(files)
    )
    moving = json.dumps(sorted(path for path in files if not files[path].settled), ensure_ascii=False)
    return f'{{"layout": {_LAYOUT}, "files": {{\n{rows}\n}},\n"unsettled": {moving}}}\n'


def _write(dest: Path, site: BuiltSite, outcome: Outcome, states: tuple[Held, ...], against: str) -> None:
    """Write the plan; the sums come last and go first, so a half-written plan is never carried out."""
    sums = dest / SUMS
    sums.unlink(missing_ok=True)
    texts = {
        name: "".join(f"{path}\n" for path in stage)
        for name, stage in zip(LISTS, outcome.stages, strict=True)
    }
    texts |= {name: _manifest(state) for name, state in zip(STATES, states, strict=True)}
    texts["against.json"] = against
    texts["site.sha256"] = "".join(f"{site.files[p].sha256}  {p}\n" for p in outcome.stages.uploads())
    texts["README.txt"] = _GUIDE.read_text(encoding="utf-8")
    texts["upload.sh"] = _SCRIPT.read_text(encoding="utf-8")
    for name, text in texts.items():
        put(dest / name, text)
    put(sums, "".join(f"{_sha256(text)}  {name}\n" for name, text in sorted(texts.items())))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
