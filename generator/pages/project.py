"""The page of a sub-project: who, what, by when, how, a checklist, whom to ask."""

from __future__ import annotations

from datetime import date

from generator import routes
from generator.anchors import Anchor, first_anchor, numbered_lines, project_anchors
from generator.endings import is_withdrawn
from generator.model.campaign import Campaign
from generator.model.subproject import Subproject
from generator.occasions import dated
from generator.pages.amendments import amendment_views
from generator.pages.banners import voting_view
from generator.pages.frame_parts import (
    Crumb,
    Setting,
    campaign_crumbs,
    campaign_name,
    chinese_date,
    make_page,
)
from generator.pages.gallery import strip
from generator.pages.jsonld_campaign import project_data
from generator.pages.platforms import platform_views
from generator.pages.times import calendar_address, project_deadline, status_of_project
from generator.pages.views import contact_views, first_line
from generator.site import Page
from generator.status import project_status, state_of
from generator.words import SUBJECT_NAMES, TIER_NAMES
from generator.works.work import Work

_MODALITIES = {
    "must": ("必须", "must", "check"),
    "must_not": ("不得", "not", "cross"),
    "should": ("建议", "should", ""),
}


def project_page(setting: Setting, campaign: Campaign, subproject: Subproject) -> Page:
    """Make the page of one sub-project."""
    today = setting.today
    address = routes.project(campaign.id, subproject.id)
    root = routes.root_of(address)
    state = state_of(campaign, today)
    own = contact_views(subproject.contacts, campaign)
    departments = contact_views(campaign.contacts, campaign)
    office = first_line(departments)
    dialled = first_line(own) or office
    over = project_status(campaign, subproject, today) in ("closed", "public", "done", "withdrawn")
    relay = setting.catalog.subproject(subproject.relay_of, campaign) if subproject.relay_of else None
    siblings = [s for s in campaign.subprojects if s.tier == subproject.tier]
    at = siblings.index(subproject)
    works = setting.catalog.works_of(campaign, subproject)
    dock = []
    if dialled:
        dock.append(("phone", "打电话", dialled[1].tel or ""))
    if subproject.requirements and not is_withdrawn(campaign):
        dock.append(("check", "要求", "#requirements"))
    dock.append(_main_action(campaign, subproject, works, root, over=over))
    crumbs = campaign_crumbs(campaign, subproject.title)
    return make_page(
        setting,
        address,
        f"{subproject.title} {campaign_name(campaign)}",
        "project.html",
        column="campaigns",
        description=(subproject.call or f"{campaign.title}：{subproject.title}").replace("\n", ""),
        crumbs=crumbs,
        data=project_data(setting, campaign, subproject),
        campaign=campaign,
        dock=tuple(dock),
        subproject=subproject,
        status=status_of_project(campaign, subproject, today),
        state=state.status,
        series=f"{TIER_NAMES[subproject.tier]}系列 第{at + 1}项，共{len(siblings)}项",
        subject=SUBJECT_NAMES[subproject.subject],
        deadline=project_deadline(campaign, subproject, today),
        calendar=calendar_address(campaign, subproject),
        dates=_dates(campaign, subproject, today),
        today_text=chinese_date(today),
        requirements=[(r.text, *_MODALITIES[r.modality]) for r in subproject.requirements],
        quotas=[quota.printed for quota in subproject.quotas],
        platforms=platform_views(campaign, root, subproject.platforms),
        forms=[
            (form.title, root + routes.form(campaign.id, form.id))
            for form in campaign.forms
            if form.id in subproject.forms
        ],
        contacts=own,
        fallback=departments[0] if departments and not own else None,
        office=office[0] if own and office and not first_line(own) else None,
        relay=(relay[0].title, relay[1].title, root + routes.project(relay[0].id, relay[1].id))
        if relay
        else None,
        lower=[
            (campaign_name(c), s.title, root + routes.project(c.id, s.id))
            for c in setting.catalog.campaigns
            for s in c.subprojects
            if s.relay_of == f"{campaign.id}/{subproject.id}"
        ],
        source=root + _source(campaign),
        printed=printed_at(setting, campaign, subproject, root),
        previous=_neighbour(campaign, siblings[at - 1] if at else None, root),
        following=_neighbour(campaign, siblings[at + 1] if at + 1 < len(siblings) else None, root),
        rights=subproject.rights or campaign.rights,
        changes=[
            change
            for change in amendment_views(campaign, root)
            if change.subproject == subproject.id or (change.of_all and not subproject.deadline)
        ],
        works=len(works),
        cards=strip(campaign, works),
        gallery=root + routes.gallery_page(campaign.id, subproject.id),
        voting=voting_view(campaign, today) if works else None,
        masked=any(phone.masked for contact in own for phone in contact.phones),
    )


def _main_action(
    campaign: Campaign, subproject: Subproject, works: tuple[Work, ...], root: str, *, over: bool
) -> tuple[str, str, str]:
    """What a reader does here first: hands in, and after the deadline looks at what came of it."""
    won = [prize.award for work in works for prize in work.won]
    if over and won:
        own = any(award in subproject.awards for award in won)  # else all stand among those of the campaign
        return "doc", "获奖名单", f"{root}{routes.results(campaign.id)}#s-{subproject.id if own else 'all'}"
    if over and works:
        return "picture", "看作品", root + routes.gallery_page(campaign.id, subproject.id)
    if (subproject.platforms or subproject.forms) and not is_withdrawn(campaign):
        return "pen", "怎样报送", "#submit"
    return "doc", "通知原文", root + _source(campaign)


def _dates(campaign: Campaign, subproject: Subproject, today: date) -> list[tuple[str, str]]:
    """What its calendar holds, as printed: (when, what); what is over is left out unless all is."""
    found = () if is_withdrawn(campaign) else dated(campaign, subproject)
    ahead = [one for one in found if one.last and one.last >= today]
    return [(one.printed, one.title) for one in ahead or found]


def printed_at(setting: Setting, campaign: Campaign, subproject: Subproject, root: str) -> dict[str, str]:
    """Links to the paragraphs of the notice that print the parts of a sub-project, empty for what none prints."""
    found = project_anchors(setting.catalog, campaign, subproject)
    call = {key: anchor for key, anchor in found.items() if key[1] == "call"}
    parts = {
        "call": first_anchor(call, [subproject]),
        "hosts": first_anchor(found, [*subproject.hosts, *subproject.co_hosts]),
        "requirements": first_anchor(found, subproject.requirements),
        "contacts": first_anchor(found, subproject.contacts),
    }
    return {
        part: root + _paragraph(setting, campaign, anchor) if anchor else "" for part, anchor in parts.items()
    }


def _paragraph(setting: Setting, campaign: Campaign, anchor: Anchor) -> str:
    """The address of a line of an official text; of one that is no paragraph of its own, of what it stands in."""
    notice = campaign.notice(anchor.notice)
    assert notice is not None
    item = None if anchor.attached is None else notice.attachments[anchor.attached]
    whole = (
        routes.attachment_anchor(anchor.attached + 1, item) if item and anchor.attached is not None else ""
    )
    text = setting.catalog.text(campaign, anchor.path)
    own = frozenset() if anchor.path.endswith(".md") else numbered_lines(text, None if item else notice)
    if anchor.line in own and not (
        item and anchor.line == min(own)
    ):  # an attachment may begin with its title
        fragment = routes.line_anchor(anchor.line, f"{whole}-" if whole else "")
    else:
        fragment = whole
    return routes.notice(campaign.id, notice.id) + (f"#{fragment}" if fragment else "")


def _source(campaign: Campaign) -> str:
    return routes.notice(campaign.id, campaign.notices[0].id)


def _neighbour(campaign: Campaign, subproject: Subproject | None, root: str) -> Crumb | None:
    return Crumb(subproject.title, root + routes.project(campaign.id, subproject.id)) if subproject else None
