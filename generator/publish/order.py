"""The order in which single files are brought to a place that cannot change in one step.

First what nothing leads to yet: assets, then pages at new addresses. Then what stands there already and now names them:
style, scripts, pages, the deepest first; then the entrances; last goes what the new site does not have. So at any moment
everything that can be reached from the home page is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

HOME, MAP = "index.html", "sitemap.xml"
_LEAF = re.compile(r"campaigns/[^/]+/(?:works|notices|projects|forms|files|qr)/[^/]+")
"""Pages of one thing, and what is handed out with them; every other page of ours lists such pages."""


class Stages(NamedTuple):
    """Paths, each list in its order. A list is begun when the one before it is done."""

    assets: tuple[str, ...] = ()
    """No pages, at addresses that are new."""
    pages: tuple[str, ...] = ()
    """Pages at addresses that are new: whatever they name may still be on its way, nobody can get there."""
    changed: tuple[str, ...] = ()
    """What stands there already: style and scripts, then pages of one thing."""
    entrances: tuple[str, ...] = ()
    """Listing pages, records for scripts, the home page, the sitemap."""
    delete: tuple[str, ...] = ()
    """What the new site does not have: pages, then assets."""

    def uploads(self) -> Iterator[str]:
        """Every path that is brought, in order."""
        for stage in self[:4]:
            yield from stage


def stages(wanted: AbstractSet[str], *, there: AbstractSet[str], gone: AbstractSet[str]) -> Stages:
    """Put what must be brought (`wanted`) and taken away (`gone`) in order; `there` stands at the place for certain."""
    new = {path for path in wanted - there if path not in (HOME, MAP)}
    pages = {path for path in new if _is_page(path)}
    known = wanted - new
    entrances = {path for path in known if _is_entrance(path)}
    return Stages(
        assets=tuple(sorted(new - pages)),
        pages=tuple(sorted(pages, key=_deepest_first)),
        changed=tuple(sorted(known - entrances, key=lambda path: (_is_page(path), *_deepest_first(path)))),
        entrances=tuple(sorted(entrances, key=_last)),
        delete=tuple(sorted(gone, key=lambda path: (not _is_page(path), *_deepest_first(path)))),
    )


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _is_entrance(path: str) -> bool:
    listing = _is_page(path) and not _LEAF.match(path)
    return listing or path == MAP or path.startswith("data/") or path.endswith("feed.xml")


def _deepest_first(path: str) -> tuple[int, str]:
    return -path.count("/"), path


def _last(path: str) -> tuple[int, int, str]:
    rank = 3 if path == MAP else 2 if path == HOME else 0 if _is_page(path) else 1
    return rank, *_deepest_first(path)
