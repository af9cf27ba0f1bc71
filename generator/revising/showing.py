"""What shows some works, made again: their pages and those of their neighbours, the galleries, the data, the search."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator import routes
from generator.catalog import Catalog
from generator.catalog_json import relined, work_line
from generator.compose import due
from generator.keeping import revived
from generator.manifest import Due, Manifest, Source
from generator.media.recipe import CardOrder
from generator.model.entry import Entry
from generator.pages.facets import BLOCK, gallery_block
from generator.pages.frame_parts import Setting
from generator.pages.gallery import PAGE_SIZE, STRIP, gallery_draft
from generator.pages.work import work_draft
from generator.public import public_catalog
from generator.revising.edits import Edit
from generator.revising.state import DoubtError, Name, Shelf, Shelved, State, Wall
from generator.site import Page
from generator.works.work import Work


class Showing(Struct, frozen=True, dict=True):
    """The site of a state with some entries edited. `site` is the shown tree, `known` its manifest."""

    state: State
    shelf: Shelf
    edits: tuple[Edit, ...]
    site: Path
    known: Manifest

    @cached_property
    def names(self) -> frozenset[Name]:
        """The edited works."""
        return frozenset(edit.name for edit in self.edits)

    @cached_property
    def before(self) -> Mapping[Name, Work]:
        """The edited works as they were shown."""
        return _works(self.catalog({edit.name: edit.before for edit in self.edits}))

    @cached_property
    def setting(self) -> Setting:
        """The setting with all works whose words stand on the pages that are made again."""
        wanted: dict[Name, None] = {}
        for campaign, wall, at in self._places():
            page = at - at % PAGE_SIZE
            near = wall.works[max(0, at - 2) : at + 3]
            wanted |= dict.fromkeys((campaign, one) for one in (*near, *wall.works[page : page + PAGE_SIZE]))
        return self._setting(wanted)

    @cached_property
    def works(self) -> Mapping[Name, Work]:
        """These works, by name."""
        return _works(self.setting.catalog)

    def cards(self) -> tuple[tuple[str, CardOrder], ...]:
        """(address of the share card that was, the one that is to be) of works whose card is set in type and changed."""
        found = []
        for name in sorted(self.names):
            old, new = self.before[name].type_card, self.works[name].type_card
            if new is not None and old is not None and new != old:
                found.append((old.output.address, new))
        return tuple(found)

    def outputs(self) -> Iterator[tuple[str, Source]]:
        """Every file that shows one of the works, but for pictures. Raises DoubtError."""
        without = replace(self.setting, catalog=replace(self.setting.catalog, works={}))
        campaigns = self.setting.catalog.by_id
        frame, frame_name, shared = self.state.frame, self.state.frame.digest, self.state.shared
        for name in self._paged():
            ids, at = self._wall(name)
            before, work, after = (
                self.works[name[0], ids[n]] if 0 <= n < len(ids) else None for n in (at - 1, at, at + 1)
            )
            assert work is not None
            page = work_draft(without, campaigns[name[0]], (before, work, after), shared)
            yield page.path, due(frame, frame_name, page)
        pages = {(c, wall.id, at // PAGE_SIZE): wall for c, wall, at in self._places()}
        for (campaign, _, number), wall in pages.items():
            works = self._hung(campaign, wall.works, number * PAGE_SIZE, PAGE_SIZE)
            hall = wall.hall(campaigns[campaign])
            page = gallery_draft(without, hall, number + 1, works, shared)
            yield page.path, due(frame, frame_name, page)
        yield from (*self._blocks(), *self._data(), *self._search())
        for listing in self._strips():
            yield listing.path, frame.paste(listing).encode()

    def told(self, path: str) -> bytes:
        """A file of the shown tree. Raises DoubtError if somebody changed it: it may not go on under its old name."""
        data = (self.site / path).read_bytes()
        if hashlib.sha256(data).hexdigest() != self.known[path].sha256:
            raise DoubtError(path)
        return data

    def catalog(self, entries: Mapping[Name, Shelved], texts: Catalog | None = None) -> Catalog:
        """What the public may see of these entries and of all campaigns."""
        state, base = self.state, texts or Catalog()
        by_campaign: dict[str, list[Entry]] = {}
        for (campaign, _), one in entries.items():
            by_campaign.setdefault(campaign, []).append(revived(Entry, one.row))
        originals = {
            (*name, file): media for name, one in entries.items() for file, media in one.originals.items()
        }
        checked = Catalog(
            campaigns=state.campaigns,
            texts=base.texts,
            files=base.files,
            entries={campaign: tuple(found) for campaign, found in by_campaign.items()},
            originals={key: Path(path) for key, (path, _) in originals.items()},
            facts={key: facts for key, (_, facts) in originals.items()},
            digests={name: one.sha256 for name, one in entries.items()},
            votes={
                c.id: {n[1]: v.votes for n, v in entries.items() if n[0] == c.id and v.votes is not None}
                for c in state.campaigns
            },
        )
        public = public_catalog(checked, as_of=state.day, samples=state.project.samples)
        return replace(public, tombstones=state.tombstones)

    def _setting(self, wanted: Iterable[Name], texts: Catalog | None = None) -> Setting:
        after = {edit.name: edit.after for edit in self.edits}
        entries = {name: after.get(name) or self.shelf.get(name) for name in wanted}
        return Setting(self.catalog(entries, texts), self.state.day, self.state.project)

    def _places(self) -> Iterator[tuple[str, Wall, int]]:
        """(campaign, wall, place of the work on it) for each wall on which an edited work hangs."""
        for campaign, entry in sorted(self.names):
            found = [wall for wall in self.state.walls.get(campaign, ()) if entry in wall.works]
            if not found:
                raise DoubtError(entry)
            for wall in found:
                yield campaign, wall, wall.works.index(entry)

    def _paged(self) -> tuple[Name, ...]:
        """The works whose own pages show one: those on either side lead to it."""
        found: dict[Name, None] = {}
        for name in sorted(self.names):
            ids, at = self._wall(name)
            found |= dict.fromkeys((name[0], one) for one in ids[max(0, at - 1) : at + 2])
        return tuple(found)

    def _wall(self, name: Name) -> tuple[tuple[str, ...], int]:
        """The wall of all works of its campaign, and the place on it."""
        ids = self.state.walls[name[0]][0].works
        return ids, ids.index(name[1])

    def _hung(self, campaign: str, ids: tuple[str, ...], first: int, count: int) -> tuple[Work, ...]:
        return tuple(self.works[campaign, one] for one in ids[first : first + count])

    def _blocks(self) -> Iterator[tuple[str, Source]]:
        """The blocks of cards that the filters read."""
        for name in sorted(self.names):
            ids, at = self._wall(name)
            first = at - at % BLOCK
            works = self._hung(name[0], ids, first, BLOCK)
            campaign = self.setting.catalog.by_id[name[0]]
            block = gallery_block(campaign, at // BLOCK + 1, works, self.state.shared)
            yield block.path, Due(block.make, block.inputs)

    def _data(self) -> Iterator[tuple[str, bytes]]:
        """`works.json`, or the parts of it that tell of the works."""
        for campaign in dict.fromkeys(name[0] for name in sorted(self.names)):
            named = [name for name in self.names if name[0] == campaign]
            lines = {work_line(self.before[name]): work_line(self.works[name]) for name in named}
            paths = list(self._parts(campaign)) or [routes.works_json(campaign)]
            held = [self.told(path) for path in paths]
            made = relined(held, {old: new for old, new in lines.items() if old != new})
            if made is None:
                raise DoubtError(campaign)
            yield from ((path, new) for path, old, new in zip(paths, held, made, strict=True) if new != old)

    def _parts(self, campaign: str) -> Iterator[str]:
        number = 1
        while (path := routes.works_json(campaign, number)) in self.known:
            yield path
            number += 1

    def _search(self) -> Iterator[tuple[str, bytes]]:
        """The shards of the index with works whose title changed."""
        retitled = [n for n in sorted(self.names) if self.works[n].title != self.before[n].title]
        if not retitled:
            return
        from generator.search.columns import line_of
        from generator.search.parts import PART
        from generator.search.parts import relined as with_lines

        shards: dict[str, dict[int, str]] = {}
        for name in retitled:
            _, at = self._wall(name)
            path = routes.search_data(name[0], at // PART)
            shards.setdefault(path, {})[at % PART] = line_of(self.works[name])
        for path, lines in shards.items():
            yield path, with_lines(self.told(path), lines)

    def _strips(self) -> Iterator[Page]:
        """The pages that lead to a gallery and show its first works."""
        near = [(campaign, wall.id, at) for campaign, wall, at in self._places() if at < STRIP]
        if not near:
            return
        from generator.pages.campaign import campaign_page
        from generator.pages.index import FIRST, gallery_index_page
        from generator.pages.project import project_page

        texts = self.shelf.texts()
        every = ((campaign, one) for campaign, walls in self.state.walls.items() for one in walls[0].works)
        setting = self._setting(every, texts)
        campaigns = setting.catalog.by_id
        for campaign, one in dict.fromkeys((campaign, one) for campaign, one, _ in near):
            if one is None:
                yield campaign_page(setting, campaigns[campaign])
            elif subproject := campaigns[campaign].subproject(one):
                yield project_page(setting, campaigns[campaign], subproject)
        if any(one is None and at < FIRST for _, one, at in near):
            yield gallery_index_page(setting)


def _works(catalog: Catalog) -> Mapping[Name, Work]:
    return {(campaign, work.id): work for campaign, works in catalog.works.items() for work in works}
