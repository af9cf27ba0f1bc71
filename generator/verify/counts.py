"""The books of the ledger, closed once more on what was written: each work in its galleries once, in the data once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator import routes
from generator.verify.pages import Document

_ANCHOR = routes.work_anchor("")
Miscount = tuple[str, str]
"""(file of the site, Chinese sentence)"""


def miscounts(
    tree: Path, pages: Mapping[str, Document], works: Mapping[str, Mapping[str, str]]
) -> Iterator[Miscount]:
    """Yield every work that is not where it belongs exactly once.

    `works` names, by campaign, the sub-project ("" for none) of each work that is published.
    """
    hung = _hung(pages)
    for campaign, listed in works.items():
        halls = {"": set(listed)}
        for work, subproject in listed.items():
            if subproject:
                halls.setdefault(subproject, set()).add(work)
        for subproject, due in halls.items():
            page = routes.file_of(routes.gallery_page(campaign, subproject or None))
            yield from _uneven(page, hung.pop(page, Counter()), due)
        yield from _told(tree, campaign, set(listed))
    for page, there in hung.items():
        yield from _uneven(page, there, set())


def _hung(pages: Mapping[str, Document]) -> dict[str, Counter[str]]:
    """How often each work hangs in each gallery; a gallery is called by its first page."""
    hung: dict[str, Counter[str]] = {}
    for name, page in pages.items():
        parts = name.split("/")
        if len(parts) > 3 and parts[0] == "campaigns" and parts[2] == "gallery":
            subproject = None if parts[3] in ("index.html", "page") else parts[3]
            first = routes.file_of(routes.gallery_page(parts[1], subproject))
            works = (one.removeprefix(_ANCHOR) for one in page.ids if one.startswith(_ANCHOR))
            hung.setdefault(first, Counter()).update(works)
    return hung


def _uneven(where: str, there: Counter[str], wanted: set[str]) -> Iterator[Miscount]:
    for work in sorted(there.keys() | wanted):
        times, due = there[work], int(work in wanted)
        if times != due:
            yield where, f"{where} 里，作品 {work} 应当出现 {due} 次，现在出现 {times} 次"


def _told(tree: Path, campaign: str, due: set[str]) -> Iterator[Miscount]:
    """What is wrong with the data of a campaign: a list, or the door to parts that are lists."""
    whole = routes.works_json(campaign)
    told: Counter[str] = Counter()
    door = _read(tree / whole)
    if isinstance(door, dict):
        for number, part in enumerate(door.get("parts", []), start=1):
            records = _ids(_read(tree / part["url"]))
            if part != {"url": routes.works_json(campaign, number), "count": len(records)}:
                yield (
                    whole,
                    f"{whole} 里，第 {number} 个分册说得不对，{part['url']} 里有 {len(records)} 件作品",
                )
            told.update(records)
        if door.get("count") != told.total():
            yield whole, f"{whole} 说共有 {door.get('count')} 件作品，各分册里有 {told.total()} 件"
    else:
        told.update(_ids(door))
    yield from _uneven(whole, told, due)


def _ids(records: object) -> list[str]:
    return [record["id"] for record in records] if isinstance(records, list) else []


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
