"""Sub-projects as found become records of campaign.yml; what a record may not say is left out and told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.importing.deadlines import deadlines_in
from generator.importing.naming import Names
from generator.importing.organs import closed
from generator.importing.platforms import clean_address
from generator.importing.project import Project
from generator.importing.requirements import rules_of
from generator.importing.times import times_in
from generator.yamlwriting import Data

_SUBJECTS = (
    ("账号", "account"),
    ("平台|应用系统|小程序", "platform"),
    ("案例", "case"),
    ("达人|好网民|人物|标兵|个人|能手|主播|宣传员|志愿者|代言人", "person"),
    ("单位|集体|组织|赋能工会|团队|基地", "organisation"),
    ("创新活动|专题活动|普惠项目|线下活动|志愿服务项目", "activity"),
)
_MEDIA = (
    ("视频|短剧|电影|微课|直播|vlog", ("video",)),
    ("歌曲|诵读|朗诵|音乐|朗读", ("audio", "video")),
    ("摄影|海报|书法|绘画|美术|书画|漫画|照片|图片", ("image",)),
    ("动漫|动画", ("image", "video")),
    ("网评|征文|文章|文学|诗歌|散文|评论", ("text",)),
)
_KIND_NOISE = re.compile(
    '网络正能量|正能量|优秀|征集|评选|推选|大赛|作品|活动$|[“”"《》]|主题|职工|工会|比赛|展示|互联网\\+'
)
_ELIGIBLE = re.compile(r"面向(?P<who>[^，。；,;]{2,40}?)(?:公开)?(?:征集|，)")


def subprojects(
    projects: Sequence[Project], *, tier: str, year: int | None, platforms: Mapping[str, str], names: Names
) -> list[dict[str, Data]]:
    """The records, in order. `platforms` gives the platform's id for an address."""
    tiers = {project.tier or tier for project in projects}
    out = []
    for project in projects:
        own = project.tier or tier
        lead = {"nation": "national"}.get(own, own) if len(tiers) > 1 else ""
        out.append(
            _record(project, own, names.of(project.title, fallback="project", lead=lead), year, platforms)
        )
    return out


def _record(
    project: Project, tier: str, name: str, year: int | None, platforms: Mapping[str, str]
) -> dict[str, Data]:
    out: dict[str, Data] = {"id": name, "tier": tier, "title": project.title}
    kind = _KIND_NOISE.sub("", closed(project.title))
    if 2 <= len(kind) <= 10:
        out["kind"] = kind
    out["subject"] = next(
        (subject for words, subject in _SUBJECTS if re.search(words, project.title)), "work"
    )
    media = next((media for words, media in _MEDIA if re.search(words, project.title, re.IGNORECASE)), ())
    if media:
        out["media"] = list(media)
    for key, hosts in (("hosts", project.hosts), ("co_hosts", project.co_hosts)):
        if hosts:
            out[key] = [{"name": host, "url": url} if url else host for host, url in dict.fromkeys(hosts)]
    people = [person.data() for person in project.people if person.reachable]
    if people:
        out["contacts"] = people
    calls = [_tidy(text) for text in project.calls if _tidy(text)]
    objects = [_tidy(text) for text in project.objects]
    if not calls and objects and len(objects[0]) > 40:
        calls = objects
    eligible = objects[0] if objects and objects is not calls else _eligible(calls)
    if eligible and len(eligible) <= 300:
        out["eligibility"] = eligible.rstrip("。")
    if calls:
        out["call"] = "\n".join(calls)
    sections = [
        {"label": label, "text": "\n".join(_tidy(text) for text in texts)}
        for label, texts in project.sections
        if label != "\0" and any(texts)
    ]
    if sections:
        out["sections"] = sections
    medium = media[0] if len(media) == 1 else ""
    rules = [rule for text in project.rules for rule in rules_of(_tidy(text), media=medium)]
    rules += [rule for text in calls for rule in rules_of(text, media=medium) if "check" in rule]
    if rules:
        out["requirements"] = rules
    ids = [platforms[address] for text in project.addresses if (address := clean_address(text)) in platforms]
    if ids:
        out["platforms"] = list(dict.fromkeys(ids))
    if deadline := _deadline(project, year):
        out["deadline"] = deadline
    return out


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _eligible(calls: Sequence[str]) -> str:
    found = _ELIGIBLE.search(calls[0]) if calls else None
    return found["who"] if found else ""


def _deadline(project: Project, year: int | None) -> dict[str, Data]:
    """The end printed for this sub-project alone: under its own label, or in its own words with a verb of handing in."""
    for text in project.deadlines:
        times = list(times_in(text, year=year))
        if times:
            last = times[-1]
            when = last.when.rpartition("/")[2] if last.when else ""
            printed = last.printed
            return {"printed": printed, **({"when": when} if when and when != ".." else {})}
    texts = [*project.rules, *(text for _, texts in project.sections for text in texts), *project.calls]
    for text in texts:
        for record in deadlines_in(text, year=year):
            return {key: record[key] for key in ("printed", "when") if key in record}
    return {}
