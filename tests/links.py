"""All links of some pages judged at once: what `verify` comes to by differences, for tests of a few pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from generator.verify.links import NOT_FOUND, Fault, lost_links, place_of, ways_from
from generator.verify.pages import Document


def link_faults(pages: Mapping[str, Document], files: AbstractSet[str]) -> Iterator[Fault]:
    """Yield every fault of the pages (path to document) among all `files` of the site."""
    edges: dict[str, list[str]] = {}

    def has(page: str, anchor: str) -> bool:
        return anchor in pages[page].ids or anchor in pages[page].names

    for name, page in pages.items():
        yield from (Fault("E903", name, anchor) for anchor in page.doubled)
        yield from lost_links(name, page.links, files, pages.keys(), has)
        places = [place_of(name, name.split("/")[:-1], link) for link in page.links if name != NOT_FOUND]
        edges[name] = [place[0] for place in places if place]
    ways = ways_from({name for name, page in pages.items() if page.redirect}, edges.__getitem__, pages.keys())
    yield from (Fault("E904", name) for name in pages if name not in ways)
