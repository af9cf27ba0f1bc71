"""The ledger of a build: what went in, what came out, nothing unaccounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from msgspec import Struct

from generator import routes
from generator.catalog import Catalog
from generator.handbook.explanations import explanations
from generator.model.campaign import Campaign
from generator.pages.gallery import PAGE_SIZE
from generator.pages.result_pages import VOTES
from generator.site import Site
from generator.works.gate import WITHHELD_NAMES, is_withdrawn, withheld


class Line(Struct, frozen=True):
    """One kind of record: how many there are, how many pages they have, how many are left out and why."""

    what: str
    records: int
    pages: int
    left_out: int = 0
    reason: str = ""

    @property
    def balanced(self) -> bool:
        """Whether every record has a page or a reason."""
        return self.records == self.pages + self.left_out


class Ledger(Struct, frozen=True):
    """All lines, and the pages that no line explains."""

    lines: tuple[Line, ...]
    unexplained: tuple[str, ...]
    facts: tuple[tuple[str, int], ...]

    @property
    def balanced(self) -> bool:
        """Whether the books close."""
        return all(line.balanced for line in self.lines) and not self.unexplained

    def text(self) -> str:
        """The ledger as people read it."""
        rows = [f"  {line.what}：{line.records} 条记录，{line.pages} 页{_left(line)}" for line in self.lines]
        facts = "，".join(f"{name} {count}" for name, count in self.facts)
        closing = "账目相符，没有遗漏。" if self.balanced else "账目不符！" + "、".join(self.unexplained)
        return "\n".join(["账目：", *rows, f"  其中：{facts}", f"  {closing}"])


def _left(line: Line) -> str:
    return f"，{line.left_out} 条未发布（{line.reason}）" if line.left_out else ""


def ledger(everything: Catalog, public: Catalog, site: Site) -> Ledger:
    """Reconcile the records read (`everything`) with the pages planned from the `public` ones."""
    planned = {page.path for page in site.pages}
    explained: set[str] = set()

    def count(addresses: Iterator[str]) -> int:
        found = [routes.file_of(address) for address in addresses]
        explained.update(found)
        return sum(path in planned for path in found)

    all_, shown = everything.campaigns, public.campaigns
    hidden = [c for c in all_ if c.id not in public.by_id]
    kinds: tuple[tuple[str, Callable[[Campaign], list[str]]], ...] = (
        ("活动", lambda c: [routes.campaign(c.id)]),
        ("通知", lambda c: [routes.notice(c.id, n.id) for n in c.notices]),
        ("子项目", lambda c: [routes.project(c.id, s.id) for s in c.subprojects]),
        ("空白表格", lambda c: [routes.form(c.id, f.id) for f in c.forms]),
    )
    lines = [
        Line(
            what,
            sum(len(addresses(c)) for c in all_),
            count(address for c in shown for address in addresses(c)),
            sum(len(addresses(c)) for c in hidden),
            "示例不发布",
        )
        for what, addresses in kinds
    ]
    lines += _works(everything, public, count)
    count(address for c in shown for address in _galleries(public, c))
    count(routes.contacts(c.id) for c in shown)
    count(address for c in shown for address in _units(c))
    count(address for c in shown for address in _results(public, c))
    count(iter(routes.LISTS))
    count(routes.code(code) for code in explanations())
    people = [p for c in shown for p in (*c.contacts, *(p for s in c.subprojects for p in s.contacts))]
    facts = (
        ("联系人", sum(p.name is not None for p in people)),
        ("电话", sum(len(p.phones) for p in people)),
        ("阶段", sum(len(c.schedule) for c in shown)),
        ("分配表", sum(len(c.allocation) for c in shown)),
        ("附件", sum(len(n.attachments) for c in shown for n in c.notices)),
        ("媒体文件", len({output.address for order in site.orders for output in order.outputs})),
        ("生成页面", len(site.pages)),
    )
    return Ledger(tuple(lines), tuple(sorted(planned - explained)), facts)


def _works(everything: Catalog, public: Catalog, count: Callable[[Iterator[str]], int]) -> Iterator[Line]:
    """Each entry is a work page, a tombstone, or has a reason; so the states reconcile with the pages."""
    reasons: Counter[str] = Counter()
    total = gone = 0
    for campaign in everything.campaigns:
        entries = everything.entries.get(campaign.id, ())
        total += len(entries)
        for entry in entries:
            if campaign.id not in public.by_id:
                reasons["示例不发布"] += 1
            elif is_withdrawn(entry):
                gone += 1
            elif reason := withheld(campaign, entry):
                reasons[WITHHELD_NAMES[reason]] += 1
    works = [routes.work(c.id, w.id) for c in public.campaigns for w in public.works_of(c)]
    stones = [
        routes.work(c.id, stone.id) for c in public.campaigns for stone in public.tombstones.get(c.id, ())
    ]
    told = "、".join(f"{name} {number}" for name, number in sorted(reasons.items()))
    left = sum(reasons.values())
    yield Line("作品", total - gone, count(iter(works)), left, told)
    yield Line("撤下的作品", gone, count(iter(stones)))


def _galleries(public: Catalog, campaign: Campaign) -> Iterator[str]:
    """The address of every gallery page a campaign's works need."""
    for subproject in (None, *campaign.subprojects):
        works = len(public.works_of(campaign, subproject))
        if works or subproject is None:
            for number in range(1, max(1, -(-works // PAGE_SIZE)) + 1):
                yield routes.gallery_page(campaign.id, subproject.id if subproject else None, number)


def _units(campaign: Campaign) -> Iterator[str]:
    """The addresses that the list of a campaign's units may take: never more than there are units."""
    units = len(campaign.units) + sum(len(table.rows) for table in campaign.allocation)
    return (routes.units(campaign.id, number) for number in range(1, max(1, units) + 1))


def _results(public: Catalog, campaign: Campaign) -> Iterator[str]:
    """The addresses that a roll may take: never more than one that leads to the others, one a winner, and those of the votes."""
    works = public.works_of(campaign)
    pages = 1 + sum(len(work.won) for work in works) + -(-len(works) // VOTES)
    return (routes.results(campaign.id, number) for number in range(1, pages + 1))
