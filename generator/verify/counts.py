"""The books of the ledger, closed once more on what was written: each work in its galleries once, in the data once."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from generator import routes
from generator.values.patterns import late

_LIST = late(r"data/[^/]+/works(?:-[0-9]+)?\.json")
_ANCHOR = routes.work_anchor("")
Miscount = tuple[str, str]
"""(file of the site, Chinese sentence)"""


def miscounts(
    tree: Path, hung: Mapping[str, str], works: Mapping[str, Mapping[str, str]]
) -> Iterator[Miscount]:
    """Yield every work that is not where it belongs exactly once.

    `hung` are the works of each page of a gallery, `works` names, by campaign, the sub-project ("" for none) of each work
    that is published.
    """
    halls_there = _halls(hung)
    for campaign, listed in works.items():
        halls = {"": set(listed)}
        for work, subproject in listed.items():
            if subproject:
                halls.setdefault(subproject, set()).add(work)
        for subproject, due in halls.items():
            page = routes.file_of(routes.gallery_page(campaign, subproject or None))
            yield from _uneven(page, halls_there.pop(page, Counter()), due)
        yield from _told(tree, campaign, set(listed))
    for page, there in halls_there.items():
        yield from _uneven(page, there, set())


def is_gallery(name: str) -> bool:
    """Whether a file of the site is a page of a gallery."""
    parts = name.split("/")
    return len(parts) > 3 and parts[0] == "campaigns" and parts[2] == "gallery" and name.endswith(".html")


def works_hung(ids: Iterable[str]) -> str:
    """The works of a page of a gallery by its anchors, parted by blanks."""
    return " ".join([one.removeprefix(_ANCHOR) for one in ids if one.startswith(_ANCHOR)])


def books_of(
    hung: Mapping[str, str], works: Mapping[str, Mapping[str, str]], listed: Mapping[str, Sequence[str]]
) -> str:
    """A name for all that is counted: `listed` as `listing` gives it for the `lists`."""
    counted = [works, sorted(hung.items()), sorted((name, said) for name, (_, said) in listed.items())]
    return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()


def lists(names: Iterable[str]) -> list[str]:
    """Those of the files of a site that list works as data."""
    return [name for name in names if _LIST.fullmatch(name)]


def listing(path: Path) -> str:
    """A name for what is counted of a list of works."""
    ids = _ids_in(path)
    counted = _read(path) if ids is None else ids
    return hashlib.sha256(json.dumps(counted).encode()).hexdigest()


def _halls(hung: Mapping[str, str]) -> dict[str, Counter[str]]:
    """How often each work hangs in each gallery; a gallery is called by its first page."""
    halls: dict[str, Counter[str]] = {}
    for name, works in hung.items():
        parts = name.split("/")
        subproject = None if parts[3] in ("index.html", "page") else parts[3]
        first = routes.file_of(routes.gallery_page(parts[1], subproject))
        halls.setdefault(first, Counter()).update(works.split())
    return halls


def _uneven(where: str, there: Counter[str], wanted: set[str]) -> Iterator[Miscount]:
    for work in sorted(there.keys() | wanted):
        times, due = there[work], int(work in wanted)
        if times != due:
            yield where, f"{where} 里，作品 {work} 应当出现 {due} 次，现在出现 {times} 次"


def _told(tree: Path, campaign: str, due: set[str]) -> Iterator[Miscount]:
    """What is wrong with the data of a campaign: a list, or the door to parts that are lists."""
    whole = routes.works_json(campaign)
    told: Counter[str] = Counter()
    ids = _ids_in(tree / whole)
    if ids is None and isinstance(door := _read(tree / whole), dict):
        for number, part in enumerate(door.get("parts", []), start=1):
            records = _ids_in(tree / part["url"]) or []
            if part != {"url": routes.works_json(campaign, number), "count": len(records)}:
                yield (
                    whole,
                    f"{whole} 里，第 {number} 个分册说得不对，{part['url']} 里有 {len(records)} 件作品",
                )
            told.update(records)
        if door.get("count") != told.total():
            yield whole, f"{whole} 说共有 {door.get('count')} 件作品，各分册里有 {told.total()} 件"
    else:
        told.update(ids or [])
    yield from _uneven(whole, told, due)


class _Listed(Struct):
    """What is counted of a work in the data."""

    id: str


_listed = msgspec.json.Decoder(list[_Listed])


def _ids_in(path: Path) -> list[str] | None:
    """The ids of a list of works; None if the file is none. Nothing else of it is kept."""
    try:
        return [one.id for one in _listed.decode(path.read_bytes())]
    except OSError:
        return None
    except ValueError:  # no list, or not all ids are texts
        records = _read(path)
        return [record["id"] for record in records] if isinstance(records, list) else None


def _read(path: Path) -> Any:
    try:
        return msgspec.json.decode(path.read_bytes())
    except (OSError, ValueError):
        return None
