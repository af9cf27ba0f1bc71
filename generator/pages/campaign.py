"""The landing page of a campaign: what it is, where it stands, what to do next."""

from __future__ import annotations

from generator import routes
from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.pages.amendments import amendment_views
from generator.pages.axis import axis
from generator.pages.banners import voting_view
from generator.pages.frame_parts import Setting, campaign_crumbs, chinese_date, make_page
from generator.pages.gallery import strip
from generator.pages.index import other_years, tree_of
from generator.pages.jsonld_campaign import campaign_data
from generator.pages.platforms import platform_views
from generator.pages.quotas import quota_views
from generator.pages.share import share_view
from generator.pages.slips import sic
from generator.pages.statistics import Chart, subproject_chart, unit_charts
from generator.pages.targets import target_views
from generator.pages.times import (
    calendar_address,
    campaign_deadline,
    campaign_status,
    entering,
    stage_views,
    word_view,
)
from generator.pages.units import unit_views
from generator.pages.views import (
    campaign_row,
    contact_views,
    first_line,
    notice_row,
    project_groups,
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
    dock = [("doc", "通知原文", root + routes.notice(campaign.id, launch.id))]
    if asked:
        dock.insert(0, ("phone", "打电话", asked[1].tel or ""))
    hung = state.status not in ("upcoming", "open") and any(work.won for work in works)
    if hung:
        dock.append(("picture", "看作品", root + routes.gallery(campaign.id)))
    elif campaign.subprojects:
        dock.append(("pen", "征集项目", "#projects"))
    sharing = share_view(setting, campaign)
    upper = [(u, campaign_row(u, today), notice_row(u, u.notices[0])) for u in catalog.ancestors(campaign)]
    return make_page(
        setting,
        address,
        campaign.title,
        "campaign.html",
        column="campaigns",
        description=f"{campaign.title}：通知原文、征集项目、进度安排和联系方式。",
        crumbs=campaign_crumbs(campaign),
        data=campaign_data(setting, campaign),
        campaign=campaign,
        script="zb-units.js" if campaign.units or campaign.allocation else "",
        share=sharing.card,
        dock=tuple(dock),
        period_sic=_period_sic(campaign),
        status=campaign_status(campaign, today),
        state=state.status,
        deadline=campaign_deadline(campaign, today),
        hung=hung,
        entering=word_view(campaign, today, entering),
        today_text=chinese_date(today),
        stages=stage_views(campaign, today),
        calendar=calendar_address(campaign),
        groups=project_groups(campaign, today),
        series=upper_series(catalog, campaign, today),
        upper=upper,
        tree=tree_of(setting, campaign),
        years=other_years(setting, campaign),
        axis=axis(catalog, campaign, today),
        charts=_charts(setting, campaign) if works else (),
        sharing=sharing,
        notices=[(notice_row(campaign, n), _files(campaign, n, root)) for n in campaign.notices],
        platforms=platform_views(campaign, root),
        targets=target_views(campaign),
        ask=asked[0] if asked else (contacts[0] if contacts else None),
        works=len(works),
        cards=strip(campaign, works),
        voting=voting_view(campaign, today),
        changes=amendment_views(campaign, root),
        has_units=bool(
            campaign.units
            or campaign.allocation
            or campaign.quotas
            or any(s.quotas for s in campaign.subprojects)
        ),
    )


def _charts(setting: Setting, campaign: Campaign) -> tuple[Chart, ...]:
    """What is shown, by sub-project and by unit."""
    works = setting.catalog.works_of(campaign)
    units = unit_views(campaign, quota_views(setting, campaign), works)
    by_unit = unit_charts(unit.figures for unit in units if unit.figures)
    by_project = subproject_chart(setting.catalog, campaign)
    return (by_project, *by_unit) if by_project else by_unit


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
