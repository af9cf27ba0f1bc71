"""Dates as iCalendar (RFC 5545): one calendar for a campaign, one for each of its sub-projects."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from generator import routes
from generator.endings import is_withdrawn
from generator.model.campaign import Campaign
from generator.model.subproject import Subproject
from generator.occasions import Occasion, dated, occasions
from generator.pages.frame_parts import Setting
from generator.pages.share import ascii_url
from generator.site import Asset

PRODUCT = "-//Zhanbang//Zhanbang//ZH"
ALARM = timedelta(days=-3)
"""How long before the last day a deadline rings."""
_LEADS = {"deadline": "截止：", "stage": "", "event": "", "vote": "", "objection": ""}


def calendars(setting: Setting, campaign: Campaign) -> tuple[Asset, ...]:
    """Make the calendar of a campaign and of each of its sub-projects; none where nothing is dated."""
    return tuple(
        Asset(
            path=routes.calendar(campaign.id, subproject.id if subproject else None),
            data=calendar_of(setting, campaign, subproject).to_ical(),
        )
        for subproject in (None, *campaign.subprojects)
        if dated(campaign, subproject)
    )


def calendar_of(setting: Setting, campaign: Campaign, subproject: Subproject | None = None) -> Calendar:
    """The calendar as a value: lines of at most 75 octets and CRLF are made when it is written (RFC 5545, 3.1)."""
    title = f"{campaign.title}　{subproject.title}" if subproject else campaign.title
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _marked(campaign, title))
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("x-wr-caldesc", _description(campaign, subproject))
    for one in dated(campaign, subproject):
        calendar.add_component(_event(setting, campaign, one))
    return calendar


def _description(campaign: Campaign, subproject: Subproject | None) -> str:
    """Whose dates these are, and which are not among them because the notice leaves them open."""
    if is_withdrawn(campaign):
        return "本活动已撤销，以下日期全部取消。"
    said = "按通知整理，以通知原文为准。"
    open_ = [one.title for one in occasions(campaign, subproject) if one.span is None]
    return said + (f"没有写明日期或者没有写明结束日期的不在日历里：{'；'.join(open_)}。" if open_ else "")


def _event(setting: Setting, campaign: Campaign, one: Occasion) -> Event:
    """One event, the same in the calendar of the campaign and in those of its sub-projects: who takes both has it once."""
    assert one.span is not None
    first, last = one.span
    event = Event()
    # From ids and the place in the schedule, never from words or dates that may be corrected, never from the site's
    # address: the event that was put off replaces the one a reader already has.
    event.add("uid", f"{campaign.id}.{one.key}@zhanbang")
    event.add("dtstamp", datetime.combine(newest_day(campaign), datetime.min.time(), UTC))
    # We keep no history of edits, so the notices do: each amendment that later notices made to this record counts one.
    # A slip mended without a notice leaves the number as it is; who subscribes gets it anyway, who imported does not.
    event.add("sequence", one.changes)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))  # the first day after it (RFC 5545, 3.6.1)
    event.add("summary", _marked(campaign, _summary(one)))
    event.add("description", _told(campaign, one))
    if one.cancelled:
        event.add(
            "status", "CANCELLED"
        )  # who took it along strikes it out: same UID, higher number (RFC 5546, 3.2.5)
    event.add("transp", "TRANSPARENT")  # an appointment of nobody: no one is busy for it
    if setting.project.site_url:
        event.add("url", ascii_url(setting.project.site_url + _page(campaign, one)))
    if one.kind == "deadline" and not one.cancelled:
        event.add_component(_alarm(campaign, one))
    return event


def _alarm(campaign: Campaign, one: Occasion) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", ALARM)
    alarm.add("description", _marked(campaign, _summary(one)))
    return alarm


def _summary(one: Occasion) -> str:
    """The title; a deadline, and what has no beginning, says its day as printed: it may have an hour, or be a 旬."""
    by = one.kind == "deadline" or one.first is None
    lead = "已取消：" if one.cancelled else _LEADS[one.kind]
    return lead + one.title + (f"（{one.printed}）" if by and one.printed else "")


def _told(campaign: Campaign, one: Occasion) -> str:
    lines = (
        f"时间：{one.printed}" if one.printed else "",
        one.text,
        f"{campaign.title}。以通知原文为准。",
    )
    return "\n".join(line for line in lines if line)


def _marked(campaign: Campaign, text: str) -> str:
    """A sample says so wherever its words go alone."""
    return f"【示例】{text}" if campaign.sample else text


def _page(campaign: Campaign, one: Occasion) -> str:
    if one.notice:
        return routes.notice(campaign.id, one.notice)
    return routes.project(campaign.id, one.subproject) if one.subproject else routes.campaign(campaign.id)


def newest_day(campaign: Campaign) -> date:
    """The newest day on which a notice of the campaign was issued or put on the site; 1 January of its year if none says.

    It stands for the moment the calendar was made (DTSTAMP): the clock would make other bytes of the same records.
    """
    days = [
        when.last
        for notice in campaign.notices
        for when in (notice.issued.when if notice.issued else None, notice.published)
        if when and when.last
    ]
    return max(days, default=date(campaign.year, 1, 1))
