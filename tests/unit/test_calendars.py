"""Calendars, read back with vobject: every dated thing of every committed campaign, and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject

from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.model.subproject import Subproject
from generator.occasions import concerns, dated, occasions
from generator.pages.frame_parts import Setting
from generator.pages.times import campaign_deadline, campaign_status, stage_views, status_of_project
from generator.project import Project
from generator.public import public_catalog
from generator.takeaway.calendars import calendars, newest_day
from tests.factories import CAMPAIGN, ROOT, campaign, changed, committed_project

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def setting() -> Setting:
    catalog = public_catalog(committed_project().catalog, as_of=DAY)
    return Setting(catalog, DAY, Project(root=ROOT))


def of(record: Campaign, site_url: str = "") -> Setting:
    return Setting(Catalog(campaigns=(record,)), DAY, Project(root=ROOT, site_url=site_url))


def read(data: bytes) -> vobject.base.Component:
    return vobject.readOne(data.decode())


def events(data: bytes) -> list[vobject.base.Component]:
    return list(getattr(read(data), "vevent_list", []))


def facts(event: vobject.base.Component) -> tuple[date, date, str]:
    """First day, last day (DTEND is the day after it), title."""
    return event.dtstart.value, event.dtend.value - timedelta(days=1), event.summary.value


def printed_facts(record: Campaign, subproject: Subproject | None) -> set[tuple[date, date, str]]:
    """The same, straight from the records: written anew here and not asked of `occasions`."""
    mark = "【示例】" if record.sample else ""
    found = set()
    every = [*((m, "") for s in record.schedule for m in s.milestones), *((m, "") for m in record.milestones)]
    for stage in record.schedule:
        if stage.when and stage.when.last:
            by = "" if stage.when.first else f"（{stage.printed}）"
            found.add((stage.when.first or stage.when.last, stage.when.last, mark + stage.name + by))
    for milestone, _ in every:
        if not milestone.when or not milestone.when.last:
            continue
        if milestone.kind == "deadline":
            if not (subproject and subproject.deadline):
                title = f"{mark}截止：{milestone.what}（{milestone.printed}）"
                found.add((milestone.when.last, milestone.when.last, title))
        else:
            by = "" if milestone.when.first else f"（{milestone.printed}）"
            first = milestone.when.first or milestone.when.last
            found.add((first, milestone.when.last, mark + milestone.what + by))
    told = {m.when.last for m, _ in every if m.kind == "deadline" and m.when}
    for s in record.subprojects:
        if s.deadline and s.deadline.when and subproject in (None, s):
            last = s.deadline.when.last
            if last and (subproject or last not in told):
                found.add((last, last, f"{mark}截止：{s.title}报送（{s.deadline.printed}）"))
    return found


def test_every_calendar_holds_what_the_records_date(setting: Setting) -> None:
    compared = 0
    for record in setting.catalog.campaigns:
        made = {asset.path: asset.data for asset in calendars(setting, record)}
        for subproject in (None, *record.subprojects):
            folder = f"campaigns/{record.id}/" + (f"projects/{subproject.id}/" if subproject else "")
            expected = printed_facts(record, subproject)
            data = made.pop(f"{folder}calendar.ics", b"")
            assert bool(data) == bool(expected), folder
            found = [facts(event) for event in events(data)] if data else []
            later = [fact for fact in found if fact not in expected]
            assert all("投票" in title or "公示" in title for _, _, title in later), later
            assert expected <= set(found)
            assert len(found) == len(set(found))
            compared += len(found)
        assert made == {}
    assert compared > 400


def test_each_file_keeps_the_format(setting: Setting) -> None:
    for record in setting.catalog.campaigns:
        for asset in calendars(setting, record):
            lines = asset.data.split(b"\r\n")
            assert lines.pop() == b""
            assert max(map(len, lines)) <= 75
            assert not any(b"\n" in line or b"\r" in line for line in lines)
            read_back = read(asset.data)
            assert (read_back.version.value, read_back.method.value) == ("2.0", "PUBLISH")
            assert read_back.prodid.value == "-//Zhanbang//Zhanbang//ZH"
            assert read_back.x_wr_timezone.value == "Asia/Shanghai"
            uids = [event.uid.value for event in read_back.vevent_list]
            assert len(uids) == len(set(uids))
            for event in read_back.vevent_list:
                assert type(event.dtstart.value) is type(event.dtend.value) is date
                assert event.dtstart.value < event.dtend.value
                assert event.uid.value.startswith(record.id + ".")
                assert event.dtstamp.value == datetime.combine(
                    newest_day(record), datetime.min.time(), UTC
                ).replace(tzinfo=event.dtstamp.value.tzinfo)
                assert "以通知原文为准" in event.description.value
                assert event.transp.value == "TRANSPARENT"
                assert not hasattr(event, "url")
                alarmed = hasattr(event, "valarm")
                assert alarmed == event.summary.value.removeprefix("【示例】").startswith("截止：")
                if alarmed:
                    assert event.valarm.trigger.value == timedelta(days=-3)
                    assert event.valarm.action.value == "DISPLAY"


def test_who_takes_two_calendars_has_each_event_once(setting: Setting) -> None:
    """The same UID says the same thing wherever it stands."""
    for record in setting.catalog.campaigns:
        said: dict[str, str] = {}
        for asset in calendars(setting, record):
            for event in events(asset.data):
                assert said.setdefault(event.uid.value, event.serialize()) == event.serialize()


def test_what_was_put_off_replaces_what_a_reader_has(setting: Setting) -> None:
    record = setting.catalog.by_id["2026-demo"]
    made = {asset.path: asset.data for asset in calendars(setting, record)}
    (own,) = [
        e
        for e in events(made["campaigns/2026-demo/projects/micro-video/calendar.ics"])
        if hasattr(e, "valarm")
    ]
    assert (own.uid.value, own.sequence.value) == ("2026-demo.project-micro-video-deadline@zhanbang", "1")
    assert own.dtstart.value == date(2026, 9, 30)
    assert "2026年9月30日24时前" in own.description.value
    whole = [e for e in events(made["campaigns/2026-demo/calendar.ics"]) if hasattr(e, "valarm")]
    assert [e.dtstart.value for e in whole] == [date(2026, 9, 15), date(2026, 9, 30)]
    assert [e.sequence.value for e in whole] == ["0", "1"]


def test_words_and_dates_may_be_corrected_without_another_event() -> None:
    before = events(calendars(of(campaign()), campaign())[0].data)
    other = campaign(
        changed("printed: 8月30日前, when: 2024-08-30", "printed: 8月31日前, when: 2024-08-31").replace(
            "name: 评审\n", "name: 专家评审\n"
        )
    )
    after = events(calendars(of(other, "https://example.cn/x/"), other)[0].data)
    assert [e.uid.value for e in before] == [e.uid.value for e in after]
    assert [facts(e) for e in before] != [facts(e) for e in after]
    assert {e.url.value for e in after} == {"https://example.cn/x/campaigns/2024-small/"}


def test_an_amendment_counts_where_it_belongs() -> None:
    text = changed(
        "    attachments:",
        "    amendments: [{target: schedule, from: 8月, to: 9月}, {target: subprojects/songs/deadline, from: a, to: b},"
        " {target: subprojects/songs, from: a, to: b}, {target: subprojects/songs/call, from: a, to: b}]\n    attachments:",
    )
    text = changed(
        "    forms: [nomination]", "    deadline: {when: 2024-06-01}\n    forms: [nomination]", text=text
    )
    text = changed("year: 2024\n", "year: 2024\nmilestones: [{what: 总结, when: 2024-09-20}]\n", text=text)
    assert {one.key: one.changes for one in occasions(campaign(text))} == {
        "stage-1": 1,
        "stage-1-1": 1,
        "stage-2": 1,
        "milestone-1": 0,
        "project-songs-deadline": 2,
    }


def test_what_has_no_end_is_left_out_and_said() -> None:
    record = campaign(changed("    when: 2024-09\n", "    when: 2024-09/..\n"))
    (whole, _) = calendars(of(record), record)
    assert [facts(e)[2] for e in events(whole.data)] == ["征集", "截止：提交歌曲（8月30日前）"]
    assert "不在日历里：评审。" in read(whole.data).x_wr_caldesc.value


def test_nothing_dated_makes_no_calendar() -> None:
    undated = (
        CAMPAIGN.replace("    when: 2024-05/2024-08\n", "")
        .replace("    when: 2024-09\n", "")
        .replace(", when: 2024-08-30}", "}")
    )
    record = campaign(undated)
    assert dated(record) == ()
    assert calendars(of(record), record) == ()


def test_the_vote_and_an_objection_period_stand_once() -> None:
    """A milestone of the schedule for the same days is that vote; other days are another event."""
    period = "    objection_period: {printed: 公示五日, start: 2024-11-01, end: 2024-11-07}\n    recipients"
    text = changed("    recipients", period)
    text = changed("year: 2024\n", "year: 2024\nvoting: {printed: 十月, when: 2024-10}\n", text=text)
    assert {"vote", "objection-launch"} <= {one.key for one in occasions(campaign(text))}
    text = changed(
        "year: 2024\n",
        "year: 2024\nmilestones: [{what: 网络投票, when: 2024-10}, {what: 公示, when: 2024-11-01/2024-11-07}]\n",
        text=text,
    )
    assert not {"vote", "objection-launch"} & {one.key for one in occasions(campaign(text))}


@pytest.mark.parametrize(
    ("awards", "subproject", "its"),
    [
        ("[own]", "songs", True),
        ("[songs/own]", "songs", True),
        ("[other/own]", "songs", False),
        ("[first]", "songs", False),
    ],
)
def test_an_objection_period_concerns_those_whose_awards_it_names(
    awards: str, subproject: str, its: bool
) -> None:
    text = changed("    recipients", f"    results: {{awards: {awards}, state: proposed}}\n    recipients")
    text = changed(
        "    forms: [nomination]", "    awards: [{id: own, title: 金奖}]\n    forms: [nomination]", text=text
    )
    record = campaign(text)
    found = record.subproject(subproject)
    assert found is not None
    assert concerns(record.notices[0], found) is its


def test_the_stamp_is_the_newest_day_of_a_notice() -> None:
    assert newest_day(campaign()) == date(2024, 1, 1)
    dated_notice = changed(
        "    recipients",
        "    issued: {printed: 2024年5月2日, when: 2024-05-02}\n    published: 2024-05-06\n    recipients",
    )
    assert newest_day(campaign(dated_notice)) == date(2024, 5, 6)


def told(turns: str, day: date) -> list[str] | None:
    """What the browser takes from the turns of a page on a day: the last one that has begun."""
    begun = [turn for turn in json.loads(turns or "[]") if turn[0] <= day.isoformat()]
    return begun[-1][1:] if begun else None


def test_a_page_says_on_a_later_day_what_a_page_made_that_day_says(setting: Setting) -> None:
    """Every committed campaign, a page made in its first days, looked at on many later ones."""
    compared = 0
    for record in setting.catalog.campaigns:
        built = date(record.year, 5, 20)
        status, box, stages = (
            campaign_status(record, built),
            campaign_deadline(record, built),
            stage_views(record, built),
        )
        its = [status_of_project(record, s, built) for s in record.subprojects]
        for day in (built + timedelta(n) for n in range(0, 250, 7)):
            fresh = campaign_status(record, day)
            assert (told(status.turns, day) or [status.look, status.text]) == [fresh.look, fresh.text]
            for old, subproject in zip(its, record.subprojects, strict=True):
                now = status_of_project(record, subproject, day)
                assert (told(old.turns, day) or [old.look, old.text]) == [now.look, now.text]
            for stage, now in zip(stages, stage_views(record, day), strict=True):
                assert (told(stage.turns, day) or [stage.state]) == [now.state]
            new = campaign_deadline(record, day)
            assert (box is None) == (new is None)
            if box and new and box.turns:
                *said, working = told(box.turns, day)
                assert said == [new.what, new.printed, new.iso or ""]
                if new.unit == "个工作日":
                    last = date.fromisoformat(said[2])
                    assert new.left == int(working.split(",")[(last - day).days])
            compared += 1
    assert compared > 300
