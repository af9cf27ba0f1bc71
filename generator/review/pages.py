"""Pages of two states laid beside each other, as their readers see them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from generator import routes
from generator.media.recipe import Order
from generator.review.lines import Kind, Piece, pieces, rows
from generator.review.reading import Picture, Visible, visible
from generator.values.text import fold

Outcome = Literal["changed", "added", "removed", "moved", "withdrawn"]

_KINDS = (
    (r"campaigns/[^/]+/notices/[^/]+/index\.html", "通知原文"),
    (r"campaigns/[^/]+/projects/[^/]+/index\.html", "子项目"),
    (r"campaigns/[^/]+/index\.html", "活动首页"),
    (r"campaigns/[^/]+/contacts/index\.html", "联系方式"),
    (r"campaigns/[^/]+/forms/.*", "空白表"),
    (r"campaigns/[^/]+/results/.*", "获奖名单"),
    (r"campaigns/[^/]+/works/.*", "作品"),
    (r"campaigns/[^/]+/units/.*", "各单位任务"),
    (r"campaigns/[^/]+/gallery/.*", "展厅"),
    (r"(campaigns|notices|contacts|gallery|results|search|units)/index\.html", "总目录"),
)
"""Page kinds, what a reviewer looks at first in front."""
OTHER = "手写网页"
KIND_NAMES = (*(name for _, name in _KINDS), OTHER)
_TELLING = 6
"""Characters: a change of fewer (15 to 20) may be another one elsewhere."""
FOLDED = 300
"""Lines: of longer unchanged parts only the number is told."""


class Leaf(Struct, frozen=True):
    """A page of one state: its title and markup, and the tag its readers' part stands in ("" for all of it)."""

    title: str
    markup: str
    within: str = ""


class Block(Struct, frozen=True):
    """A changed line under its heading, or (`same`) a run of unchanged ones of which `folded` are shown on demand."""

    kind: Kind
    heading: str
    pieces: tuple[Piece, ...] = ()
    folded: tuple[str, ...] = ()
    count: int = 0


class PictureChange(Struct, frozen=True):
    """A picture that came, went or was replaced: addresses of thumbnails, None where there is none to show."""

    before: str | None
    after: str | None
    alt: str


class PageChange(Struct, frozen=True):
    """What changed on a page. `repeated` counts changes that a page before it shows already; `target` is where it moved."""

    path: str
    title: str
    kind: str
    outcome: Outcome
    blocks: tuple[Block, ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()
    pictures: tuple[PictureChange, ...] = ()
    status: tuple[tuple[str, str], ...] = ()
    repeated: int = 0
    target: str = ""

    @property
    def campaign(self) -> str:
        """The id of the campaign it belongs to, "" for none."""
        parts = self.path.split("/")
        return parts[1] if parts[0] == "campaigns" and len(parts) > 2 else ""

    @property
    def own(self) -> bool:
        """Whether the page says something that no page before it says."""
        said = any(block.kind != "same" for block in self.blocks)
        return bool(self.outcome != "changed" or said or self.links or self.pictures or self.status)


class Thumbnails(Struct, frozen=True):
    """The orders of both states by the address of each file made; `closed` works show nothing of before."""

    before: Mapping[str, Order]
    after: Mapping[str, Order]
    closed: frozenset[tuple[str, str]] = frozenset()


def kind_of(path: str) -> str:
    """What readers call a page of this address."""
    return next((name for pattern, name in _KINDS if re.fullmatch(pattern, path)), OTHER)


def in_review_order(path: str) -> tuple[int, str]:
    """Sort by what a reviewer looks at first."""
    return KIND_NAMES.index(kind_of(path)), path


class PageComparer:
    """Compares pages one after the other; a change that stands on several pages is shown on the first."""

    def __init__(self, clean: Callable[[str, str], str], thumbnails: Thumbnails) -> None:
        self._clean = clean
        self._thumbnails = thumbnails
        self._shown: set[object] = set()

    def changed(self, path: str, before: Leaf, after: Leaf) -> PageChange | None:
        """Compare one page; None if its readers see no difference."""
        old = visible(before.markup, path, within=before.within)
        new = visible(after.markup, path, within=after.within)
        public = fold("\n".join(line.text for line in new.lines))
        blocks, repeated = self._lines(old, new, public)
        pictures, elsewhere = self._pictures(path, old.pictures, new.pictures)
        links = tuple(self._links(old, new, public))
        status = tuple((was, now) for was, now in zip(old.status, new.status, strict=False) if was != now)
        found = PageChange(
            path,
            new.title or after.title,
            kind_of(path),
            "changed",
            blocks,
            links,
            pictures,
            status,
            repeated + elsewhere,
        )
        return found if found.own or repeated else None

    def added(self, path: str, after: Leaf) -> PageChange:
        """A new page, with its text."""
        new = visible(after.markup, path, within=after.within)
        blocks = []
        for line in new.lines:
            self._shown.add(("", line.text))
            blocks.append(Block("added", line.heading, (Piece("ins", line.text),)))
        pictures, _ = self._pictures(path, (), new.pictures)
        return PageChange(
            path, new.title or after.title, kind_of(path), "added", tuple(blocks), pictures=pictures
        )

    def removed(self, path: str, before: Leaf) -> str:
        """A page that is gone: its title. What it said is not told again where other pages said it."""
        old = visible(before.markup, path, within=before.within)
        self._shown.update((self._clean(line.text, ""), "") for line in old.lines)
        return self._clean(old.title or before.title, "")

    def _lines(self, old: Visible, new: Visible, public: str) -> tuple[tuple[Block, ...], int]:
        was, now = [line.text for line in old.lines], [line.text for line in new.lines]
        blocks: list[Block] = []
        same: list[str] = []
        repeated = 0
        for row in rows(was, now):
            if row.kind == "same" and row.after is not None:
                same.append(now[row.after])
                continue
            before = self._clean(was[row.before], public) if row.before is not None else ""
            after = now[row.after] if row.after is not None else ""
            if before == after and row.kind == "changed":
                same.append(after)
                continue
            said = (Piece("same", after),) if row.kind == "moved" else pieces(before, after)
            if row.kind != "moved" and self._told(before, after, said):
                repeated += 1
                continue
            heading = (new.lines[row.after] if row.after is not None else old.lines[row.before or 0]).heading
            blocks += _folded(same)
            blocks.append(Block(row.kind, self._clean(heading, public), said))
        if blocks:
            blocks += _folded(same)
        return tuple(blocks), repeated

    def _told(self, before: str, after: str, said: tuple[Piece, ...]) -> bool:
        """Whether a line changed as one of a page before, or in the very words of one (the number of a contact)."""
        words = tuple((p.sign, p.text) for p in said if p.sign != "same")
        known = (before, after) in self._shown
        if before and after and min(len(text) for _, text in words) >= _TELLING:
            known |= words in self._shown
            self._shown.add(words)
        self._shown.add((before, after))
        return known

    def _pictures(
        self, path: str, old: tuple[Picture, ...], new: tuple[Picture, ...]
    ) -> tuple[tuple[PictureChange, ...], int]:
        """The pictures of the page's own work that changed, and how many of other works it shows did."""
        gone = {o.key: (o, p) for p in old if (o := self._thumbnails.before.get(p.address))}
        come = {o.key: (o, p) for p in new if (o := self._thumbnails.after.get(p.address))}
        found: list[PictureChange] = []
        elsewhere = 0
        for key in dict.fromkeys([*come, *gone]):
            was, now = gone.get(key), come.get(key)
            if was and now and was[0].facts.sha256 == now[0].facts.sha256:
                continue
            if routes.file_of(routes.work(key[0], key[1])) != path:
                elsewhere += 1
                continue
            hidden = was is None or key[:2] in self._thumbnails.closed
            before = None if hidden or was is None else _smallest(was[0])
            after = _smallest(now[0]) if now else None
            if before or after:
                found.append(PictureChange(before, after, now[1].alt if now else ""))
        return tuple(found), elsewhere

    def _links(self, old: Visible, new: Visible, public: str) -> Iterator[tuple[str, str, str]]:
        """(words, former target, target) of links whose words stayed; a number's own link follows its words."""
        was, now = _targets(old), _targets(new)
        for text in was.keys() & now.keys():
            (before, after) = (was[text] - now[text], now[text] - was[text])
            if len(before) == len(after) == 1:
                change = (text, self._clean(min(before), public), min(after))
                if change not in self._shown:
                    self._shown.add(change)
                    yield change


def _targets(page: Visible) -> dict[str, set[str]]:
    targets: dict[str, set[str]] = {}
    for text, target in page.links:
        if text and target and not target.startswith(("tel:", "media/")):
            targets.setdefault(text, set()).add(target)
    return targets


def _smallest(order: Order) -> str | None:
    return next((output.address for output in order.outputs if output.role == "picture"), None)


def _folded(same: list[str]) -> list[Block]:
    """What stands unchanged before the next change."""
    if not same:
        return []
    block = Block("same", "", folded=tuple(same) if len(same) <= FOLDED else (), count=len(same))
    same.clear()
    return [block]
