"""The landing page of a campaign: what it is, where it stands, what to do next."""

from __future__ import annotations

from datetime import date

from generator import routes
from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.pages.amendments import amendment_views
from generator.pages.banners import objection_banners, voting_view
from generator.pages.frame_parts import Setting, campaign_crumbs, chinese_date, make_page
from generator.pages.gallery import strip
from generator.pages.platforms import platform_views
from generator.pages.sheet import sic
from generator.pages.targets import target_views
from generator.pages.views import (
    DeadlineView,
    campaign_row,
    contact_views,
    deadline_view,
    first_line,
    notice_row,
    project_groups,
    stage_views,
    status_view,
    upper_series,
)
from generator.site import Page
from generator.status import state_of


def campaign_page(setting: Setting, campaign: Campaign) -> Page:
    """Make the landing page."""
    catalog, today = setting.catalog, setting.today
    address = routes.campaign(campaign.id)
    root = routes.root_of(address)
    state = state_of(campaign, today)
    contacts = contact_views(campaign.contacts, campaign)
    asked = first_line(contacts)
    launch = campaign.notices[0]
    works = catalog.works_of(campaign)
    dock = [("doc", "通知", root + routes.notice(campaign.id, launch.id))]
    if asked:
        dock.insert(0, ("phone", "咨询", asked[1].tel or ""))
    if works and state.status in ("public", "done"):
        dock.append(("picture", "看作品", root + routes.gallery(campaign.id)))
    elif campaign.subprojects:
        dock.append(("pen", "选项目报送" if state.status == "open" else "看征集项目", "#projects"))
    upper = [(u, campaign_row(u, today), notice_row(u, u.notices[0])) for u in catalog.ancestors(campaign)]
    return make_page(
        setting,
        address,
        campaign.title,
        "campaign.html",
        column="campaigns",
        description=f"{campaign.title}：通知原文、征集项目、进度安排和联系方式。",
        crumbs=campaign_crumbs(campaign),
        campaign=campaign,
        dock=tuple(dock),
        period_sic=_period_sic(campaign),
        status=status_view(state),
        state=state.status,
        deadline=_public_period(campaign, today) or deadline_view(state.deadline, today),
        hung=bool(works) and state.status in ("public", "done"),
        today_text=chinese_date(today),
        stages=stage_views(campaign, state, today),
        groups=project_groups(campaign),
        series=upper_series(catalog, campaign),
        upper=upper,
        lower=[campaign_row(child, today) for child in catalog.children(campaign)],
        notices=[(notice_row(campaign, n), _files(campaign, n, root)) for n in campaign.notices],
        platforms=platform_views(campaign, root),
        targets=target_views(campaign),
        ask=asked[0] if asked else (contacts[0] if contacts else None),
        works=len(works),
        cards=strip(campaign, works),
        voting=voting_view(campaign, today),
        changes=amendment_views(catalog, campaign, root),
        has_units=bool(
            campaign.units
            or campaign.allocation
            or campaign.quotas
            or any(s.quotas for s in campaign.subprojects)
        ),
    )


def _public_period(campaign: Campaign, today: date) -> DeadlineView | None:
    """While names are open to objection, that is the date that matters."""
    for banner in objection_banners(campaign, today):
        if banner.phase == "open":
            left = (date.fromisoformat(banner.last) - today).days
            return DeadlineView("公示期", banner.printed, left, past=False, iso=banner.last)
    return None


def _period_sic(campaign: Campaign) -> str:
    """The mark beside the printed period: the 2024 national notice prints 2023年."""
    errata = tuple(erratum for notice in campaign.notices for erratum in notice.errata)
    return sic(campaign.period.printed, errata) if campaign.period and campaign.period.printed else ""


def _files(campaign: Campaign, notice: Notice, root: str) -> list[tuple[str, str, str]]:
    """Attachments of a notice as (label, title, href)."""
    page = root + routes.notice(campaign.id, notice.id)
    rows = []
    for position, item in enumerate(notice.attachments, start=1):
        label = f"附件{item.no}" if item.no is not None else "附件"
        rows.append((label, item.title, f"{page}#{routes.attachment_anchor(position, item)}"))
    return rows
