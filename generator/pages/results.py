"""The honour roll: by sub-project and award, with the notices that proposed, confirmed and corrected it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator import routes
from generator.endings import own_notice
from generator.model.campaign import Campaign
from generator.model.common import Award
from generator.model.notice import Notice, Relation
from generator.pages.cards import names_of, shown_title, units_of
from generator.pages.frame_parts import Setting
from generator.pages.views import NoticeRow, notice_row
from generator.words import RELATION_NAMES
from generator.works.honours import announcements, named_award
from generator.works.work import Prize, Work

MOST = 600
"""Winners that a notice lists: of more it names the awards, and the roll itself the winners, page by page."""
HONOUR_STATES = {"shortlisted": "入围", "proposed": "公示中，尚未确定", "confirmed": "已公布"}


class Winner(Struct, frozen=True):
    """One line of a roll. `rank` is the printed rank, None where the award has none."""

    title: str
    who: str
    unit: str
    href: str
    rank: int | None
    state: str


class Roll(Struct, frozen=True):
    """One award: its winners, and what is said above them. `first` is the highest of its scheme."""

    anchor: str
    title: str
    winners: tuple[Winner, ...]
    meta: tuple[str, ...]
    first: bool
    scope: str | None
    award_id: str


class Group(Struct, frozen=True):
    """The awards of one sub-project, or of the campaign."""

    anchor: str
    heading: str
    href: str | None
    rolls: tuple[Roll, ...]


def announced_groups(setting: Setting, campaign: Campaign, notice: Notice, root: str) -> tuple[Group, ...]:
    """The part of the roll that a notice proposes or confirms; without the names where they are more than `MOST`."""
    named = {named_award(reference) for reference in notice.results.awards} if notice.results else set()
    groups = []
    for group in roll_groups(setting, campaign, root) if named else ():
        rolls = tuple(r for r in group.rolls if {(r.scope, r.award_id), (None, r.award_id)} & named)
        if rolls:
            groups.append(replace(group, rolls=rolls))
    if sum(len(roll.winners) for group in groups for roll in group.rolls) <= MOST:
        return tuple(groups)
    return tuple(replace(group, rolls=tuple(map(_untold, group.rolls))) for group in groups)


def _untold(roll: Roll) -> Roll:
    return replace(roll, winners=(), meta=(*roll.meta, "名单较长，见全部获奖名单"))


def roll_groups(setting: Setting, campaign: Campaign, root: str) -> Iterator[Group]:
    """Every award that has winners, sub-project by sub-project, then those of the campaign."""
    stones = setting.catalog.tombstones.get(campaign.id, ())
    known = announcements(campaign)
    won: dict[tuple[str | None, str], list[tuple[Work, Prize]]] = defaultdict(list)
    for work in setting.catalog.works_of(campaign):
        for prize in work.won:
            won[_scope(campaign, work, prize), prize.award.id].append((work, prize))
    revoked = Counter(award for stone in stones for award in set(stone.awards))

    def rolls(scope: str | None, awards: tuple[Award, ...]) -> Iterator[Roll]:
        for place, award in enumerate(awards):
            winners, lost = won.get((scope, award.id), []), revoked[scope, award.id]
            if winners or lost:
                said = known.get((scope, award.id)) or known.get((None, award.id))
                yield _roll(campaign, award, winners, lost, said.state if said else None, root, place, scope)

    for subproject in campaign.subprojects:
        if made := tuple(rolls(subproject.id, subproject.awards)):
            href = root + routes.project(campaign.id, subproject.id)
            yield Group(f"s-{subproject.id}", subproject.title, href, made)
    if made := tuple(rolls(None, campaign.awards)):
        yield Group("s-all", "活动奖项", None, made)


def _roll(
    campaign: Campaign,
    award: Award,
    won: list[tuple[Work, Prize]],
    revoked: int,
    announced: str | None,
    root: str,
    place: int,
    scope: str | None,
) -> Roll:
    if award.ranked:
        won = sorted(won, key=lambda pair: pair[1].rank or len(won) + 1)
    return Roll(
        f"{scope or 'all'}-{award.id}",
        award.title,
        tuple(_winner(campaign, work, prize, root, announced) for work, prize in won),
        tuple(_meta(award, won, revoked, HONOUR_STATES[announced] if announced else "")),
        place == 0 and scope is not None,
        scope,
        award.id,
    )


def _scope(campaign: Campaign, work: Work, prize: Prize) -> str | None:
    """The sub-project whose award it is, None for one of the campaign: both schemes may have equal awards."""
    subproject = campaign.subproject(work.subproject_id) if work.subproject_id else None
    return work.subproject_id if subproject and prize.award in subproject.awards else None


def _meta(award: Award, won: list[tuple[Work, Prize]], revoked: int, state: str) -> Iterator[str]:
    unit = "家" if won and all(work.subject == "organisation" for work, _ in won) else "件"
    if any(work.subject == "person" for work, _ in won):
        unit = "人"
    count = f"设{award.count}{unit}，" if award.count is not None else ""
    proposed = bool(won) and all(prize.state == "proposed" for _, prize in won)
    yield f"{count}{'公示' if proposed else '评出'}{len(won)}{unit}"
    if len(won) > 1:
        yield "按名次排列" if award.ranked else "排名不分先后"
    if state:
        yield state
    if revoked:
        yield f"撤销{revoked}{unit}，不递补"


def _winner(campaign: Campaign, work: Work, prize: Prize, root: str, announced: str | None) -> Winner:
    """One line; a state of its own is said where it is not that of the whole award."""
    return Winner(
        title=shown_title(work),
        who=names_of(work, limit=6),
        unit=units_of(work) if units_of(work) != work.title else "",
        href=root + routes.work(campaign.id, work.id),
        rank=prize.rank if prize.award.ranked else None,
        state=HONOUR_STATES[prize.state].split("，", maxsplit=1)[0] if prize.state != announced else "",
    )


def result_notices(campaign: Campaign) -> tuple[tuple[str, NoticeRow], ...]:
    """The notices that made and changed the roll, as printed one after the other: (what it did, notice)."""
    return tuple((done, notice_row(campaign, n)) for n in campaign.notices if (done := _did(campaign, n)))


def _of_results(campaign: Campaign, relation: Relation) -> bool:
    """Whether a notice corrects or withdraws one that is about results: a correction of the rules is none of the roll's."""
    named = own_notice(campaign, relation.notice)
    other = campaign.notice(named) if named else None
    if other is None or relation.relation not in ("corrects", "withdraws"):
        return False
    about = other.results or other.objection_period
    return bool(about) or any(r.relation == "results_of" for r in other.relates_to)


def _did(campaign: Campaign, notice: Notice) -> str:
    changed = [
        r.relation for r in notice.relates_to if r.relation == "results_of" or _of_results(campaign, r)
    ]
    if notice.results:
        return "公示" if notice.results.state == "proposed" else "公布"
    return RELATION_NAMES[changed[0]] if changed else "公示" if notice.objection_period else ""
