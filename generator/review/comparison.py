"""Two planned states to one comparison: what readers would see changed, and nothing that they may not see."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from generator import routes
from generator.catalog import Catalog
from generator.media.recipe import Order
from generator.media.workshop import Say
from generator.public import shown_mobiles
from generator.review.checklist import Checklist, FactView, checklist, fact_views
from generator.review.pages import (
    Leaf,
    PageChange,
    PageComparer,
    Thumbnails,
    in_review_order,
    kind_of,
)
from generator.review.redaction import Redaction, as_open, unsaid
from generator.review.states import State
from generator.review.wording import TextChange, changed_texts
from generator.values.phone import mask_mobiles
from generator.works.gate import is_released
from generator.works.hidden import hidden_words

_FILES = (
    (r".*\.ics", "日历"),
    (r".*\.csv", "表格（CSV）"),
    (r".*\.docx", "Word 文档"),
    (r".*\.vcf", "联系人名片"),
    (r".*feed\.xml", "订阅"),
    (r"campaigns/[^/]+/files/.*", "下载文件"),
    (r".*/qr/.*", "二维码"),
)
_NEW_WORKS = 40
"""Of so many new pages the text is shown, of the others the title."""
_TITLE = re.compile(r"<title>([^<]*)</title>")


class FileChange(Struct, frozen=True):
    """A file for readers to take along that is another one, new or gone."""

    path: str
    kind: str
    outcome: str


class CampaignFacts(Struct, frozen=True):
    """The changed facts of one campaign."""

    title: str
    views: tuple[FactView, ...]


class Comparison(Struct, frozen=True, kw_only=True):
    """All that changed. `unseen` pages changed only where no reader looks; `orders` make the thumbnails that are named."""

    base: str
    to: str
    as_of: date
    texts: tuple[TextChange, ...]
    facts: tuple[CampaignFacts, ...]
    checklists: tuple[Checklist, ...]
    shown: tuple[str, ...]
    masked: tuple[str, ...]
    pages: tuple[PageChange, ...]
    unseen: int
    files: tuple[FileChange, ...]
    orders: tuple[Order, ...]
    notes: tuple[str, ...]
    redaction: Redaction

    @property
    def nothing(self) -> bool:
        """Whether no reader would see any difference."""
        return not (self.texts or self.facts or self.pages or self.files or self.shown or self.masked)

    def with_outcome(self, outcome: str) -> tuple[PageChange, ...]:
        """The pages that were added, removed, changed …"""
        return tuple(page for page in self.pages if page.outcome == outcome)


def compare(
    base: State, new: State, *, as_of: date, facts_of: tuple[str, ...] = (), say: Say | None = None
) -> Comparison:
    """Compare two states that could be planned; `facts_of` are campaigns whose facts are all listed besides the new ones."""
    assert base.site is not None
    assert new.site is not None
    both = not (base.unread or new.unread)
    old_pages, new_pages = (_leaves(state, by_hand=both) for state in (base, new))
    paths = [p for p in old_pages.keys() | new_pages.keys() if old_pages.get(p) != new_pages.get(p)]
    paths.sort(key=in_review_order)
    was, now = base.public, new.public
    redaction, closed = _redaction(base, new, frozenset(paths), as_of)
    before, after = _orders(base), _orders(new)
    comparer = PageComparer(redaction.of, Thumbnails(before, after, closed))
    pages: list[PageChange] = []
    unseen = added = 0
    graves = {
        routes.file_of(routes.work(s.campaign_id, s.id)) for stones in now.tombstones.values() for s in stones
    }
    paths.sort(key=lambda path: path in old_pages and path in new_pages and path not in graves)
    for number, path in enumerate(paths, start=1):  # what came and went first: other pages only follow
        if say:
            say("比较网页", number, len(paths))
        if path not in new_pages:
            pages.append(_removed(path, comparer.removed(path, old_pages[path]), new))
        elif path in graves:
            if path in old_pages:
                comparer.removed(path, old_pages[path])
            pages.append(replace(comparer.added(path, new_pages[path]), outcome="withdrawn"))
        elif path not in old_pages:
            added += 1
            made = comparer.added(path, new_pages[path])
            pages.append(made if added <= _NEW_WORKS or made.kind != "作品" else replace(made, blocks=()))
        elif found := comparer.changed(path, old_pages[path], new_pages[path]):
            pages.append(found)
        else:
            unseen += 1
    pages.sort(key=lambda page: in_review_order(page.path))
    mobiles = _in_full(base, as_of), _in_full(new, as_of)
    wanted = {a for page in pages for picture in page.pictures for a in (picture.before, picture.after) if a}
    return Comparison(
        base=base.name,
        to=new.name,
        as_of=as_of,
        texts=tuple(changed_texts(was, now, redaction, new.project.campaigns)),
        facts=tuple(_facts(was, now, base, new, redaction)),
        checklists=tuple(
            checklist(now, campaign, new)
            for campaign in now.campaigns
            if campaign.id not in was.by_id or campaign.id in facts_of
        ),
        shown=tuple(sorted(mobiles[1] - mobiles[0])),
        masked=tuple(sorted({mask_mobiles(number) for number in mobiles[0] - mobiles[1]})),
        pages=tuple(pages),
        unseen=unseen,
        files=tuple(_files(base, new)),
        orders=tuple(
            {o.outputs[0].address: o for a in sorted(wanted) if (o := after.get(a) or before.get(a))}.values()
        ),
        notes=tuple(_notes(base, new)),
        redaction=redaction,
    )


def _in_full(state: State, as_of: date) -> frozenset[str]:
    """The mobile numbers of contacts that a state shows; those that are printed masked were never there."""
    shown = (shown_mobiles(campaign, as_of) for campaign in state.public.campaigns)
    own = frozenset({state.project.phone} if state.project.phone else ())
    return own.union(*({number for number in numbers if "*" not in number} for numbers in shown))


def _leaves(state: State, *, by_hand: bool) -> dict[str, Leaf]:
    """Every page of a state; those written by hand only where both states have them."""
    assert state.site is not None
    written = (page.written() for page in state.site.pages)
    leaves = {page.path: Leaf(page.title, page.body) for page in written}
    for path, markup in state.content.items() if by_hand else ():
        found = _TITLE.search(markup)
        leaves[path] = Leaf(found[1] if found else path, markup, "main")
    return leaves


def _redaction(
    base: State, new: State, paths: frozenset[str], as_of: date
) -> tuple[Redaction, frozenset[tuple[str, str]]]:
    """What of the base may be repeated, and the works of which no former picture may be shown."""
    before, after = (
        {
            (work.campaign_id, work.id): work
            for works in state.public.works.values()
            for work in works
            if routes.file_of(routes.work(work.campaign_id, work.id)) in paths
        }
        for state in (base, new)
    )
    closed = frozenset(
        key for key, work in before.items() if (left := after.get(key)) is None or not as_open(work, left)
    )
    unreleased = {
        campaign.id: tuple(
            e for e in new.catalog.entries.get(campaign.id, ()) if not is_released(campaign, e)
        )
        for campaign in new.catalog.campaigns
    }
    withheld = replace(new.catalog, entries=unreleased)
    hidden = {word for _, _, word in hidden_words(withheld, frozenset(new.public.by_id))}
    return Redaction(_in_full(new, as_of), unsaid(before.values(), after.values()) | hidden), closed


def _orders(state: State) -> Mapping[str, Order]:
    assert state.site is not None
    return {output.address: order for order in state.site.orders for output in order.outputs}


def _removed(path: str, title: str, new: State) -> PageChange:
    """A page that is gone. Of a work not even its title is repeated."""
    assert new.site is not None
    redirect = next((asset for asset in new.site.assets if asset.path == path), None)
    kind = kind_of(path)
    title = f"编号 {path.split('/')[-2]}" if kind == "作品" else title
    if redirect is None:
        return PageChange(path, title, kind, "removed")
    target = re.search(rb'url=([^"]*)"', redirect.data)
    address = (
        posixpath.normpath(posixpath.join(posixpath.dirname(path), target[1].decode())) if target else ""
    )
    return PageChange(path, title, kind, "moved", target=address)


def _facts(
    was: Catalog, now: Catalog, base: State, new: State, redaction: Redaction
) -> Iterator[CampaignFacts]:
    for campaign in now.campaigns:
        old = was.by_id.get(campaign.id)
        if old is not None and (
            old != campaign or any(was.texts.get(k) != s for k, s in now.texts.items() if k[0] == old.id)
        ):
            views = fact_views((was, old, base), (now, campaign, new), redaction)
            if views:
                yield CampaignFacts(campaign.title, views)


def _files(base: State, new: State) -> Iterator[FileChange]:
    """Files for readers; data for programs follows the pages and is not told one by one."""
    assert base.site is not None
    assert new.site is not None
    old = {asset.path: asset.data for asset in base.site.assets}
    now = {asset.path: asset.data for asset in new.site.assets}
    for path in sorted(old.keys() | now.keys()):
        kind = next((name for pattern, name in _FILES if re.fullmatch(pattern, path)), "")
        if kind and old.get(path) != now.get(path):
            outcome = "新增" if path not in old else "删除" if path not in now else "有变化"
            yield FileChange(path, kind, outcome)


def _notes(base: State, new: State) -> Iterator[str]:
    for state in (base, new):
        if state.unread:
            yield f"“{state.name}”的手写网页没能生成，没有比较：{state.unread}"
