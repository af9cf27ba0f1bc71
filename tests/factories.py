"""Projects and records for tests: the committed campaigns copied, a small valid campaign, and checks of a text."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.check import Checked, check
from generator.model.campaign import Campaign
from generator.places import Places
from generator.read import Reading, read
from generator.source import Source
from generator.yamltext import parse

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = "2026-demo"
ALL = tuple(
    sorted(path.name for path in (ROOT / "campaigns").iterdir() if path.is_dir() and path.name != SAMPLE)
)
"""The official campaigns; the sample has media that would be measured anew in every copy."""

BODY = """\
某市总工会关于开展好网民活动的通知
各县（市、区）总工会：
现将好网民活动有关事项通知如下。
一、活动安排
（一）征集（2024年5月-8月）。8月30日前提交歌曲。
（二）评审（2024年9月）。组织专家评审。
二、活动内容
1. 歌曲征集。歌曲时长不超过6分钟。各县（市、区）总工会至少报送2首。
联系人：张三，联系电话0591-87715076，139****0000。
附件：1. 任务分配表
2. 推荐表
"""

CAMPAIGN = """\
title: 好网民活动
tier: city
region: 某市
year: 2024
units:
  - {id: east, name: 东区总工会}
schedule:
  - name: 征集
    printed: 2024年5月-8月
    when: 2024-05/2024-08
    milestones:
      - {what: 提交歌曲, kind: deadline, printed: 8月30日前, when: 2024-08-30}
  - name: 评审
    printed: 2024年9月
    when: 2024-09
    text: 组织专家评审。
platforms:
  - {id: portal, name: 申报平台, entries: [{label: 电脑端, url: "http://example.cn/"}]}
contacts:
  - {name: 张三, phones: [0591-87715076, 139****0000]}
awards:
  - {id: first, title: 一等奖, count: 1}
subprojects:
  - id: songs
    tier: city
    title: 歌曲征集
    media: [audio]
    requirements:
      - text: 歌曲时长不超过6分钟
        check: {media: audio, duration: {max: 6min}}
    quotas:
      - {units: 各县（市、区）总工会, min: 2, printed: 至少报送2首}
    forms: [nomination]
    platforms: [portal]
allocation:
  - id: plan
    title: 任务分配表
    columns: [场次]
    rows:
      - [东区总工会, 13]
      - [西区总工会, 7]
    declared_total: [20]
forms:
  - id: nomination
    title: 推荐表
    rows:
      - [{label: 姓名}, {label: 照片, lines: 4}]
consents:
  form-2024: {covers: [publication], text: 同意公开。}
notices:
  - id: launch
    kind: 通知
    title: 某市总工会关于开展好网民活动的通知
    recipients: 各县（市、区）总工会
    body: notices/launch.txt
    attachments:
      - {no: 1, title: 任务分配表, allocation: plan}
      - {no: 2, title: 推荐表, form: nomination}
"""
"""A whole valid campaign of its own, in the order of design.md section 4."""

UPPER = """\
title: 全国好网民活动
tier: nation
region: 全国
year: 2024
quotas:
  - {per: subproject, max: 10, printed: 每个子项目不超过10个}
subprojects:
  - {id: songs, tier: nation, title: 歌曲征集, hosts: [甲公司]}
notices:
  - {id: launch, kind: 通知, title: 全国好网民活动, body: notices/launch.txt}
"""
UPPER_BODY = "全国好网民活动\n歌曲征集由甲公司承办。每个子项目不超过10个。\n"
ENTRY = "title: 夜班\nstatus: approved\n"


def copy_campaigns(to: Path, names: tuple[str, ...] = ALL) -> Path:
    """A project of committed campaigns, to be changed by a test."""
    for name in names:
        shutil.copytree(ROOT / "campaigns" / name, to / "campaigns" / name)
    return to


def small_project(
    to: Path, files: Mapping[str, str] | None = None, *, yaml: str = CAMPAIGN, body: str = BODY
) -> Path:
    """A project of one small campaign `2024-small`, with other files over it (paths from the project's root)."""
    base = {"campaigns/2024-small/campaign.yml": yaml, "campaigns/2024-small/notices/launch.txt": body}
    for name, text in {**base, **(files or {})}.items():
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return to


def changed(old: str, new: str, *, text: str = CAMPAIGN) -> str:
    """The small campaign's YAML with one piece changed; the piece must stand there."""
    assert old in text, old
    return text.replace(old, new, 1)


def checked(to: Path, old: str, new: str, files: Mapping[str, str] | None = None) -> Checked:
    """Check the small campaign after one change."""
    return check(small_project(to, files, yaml=changed(old, new)))


def codes(found: Checked) -> list[str]:
    """The codes of all problems, in the order of the report."""
    return [p.code for p in found.problems]


def reading(text: str, **given: object) -> tuple[Reading[Campaign], Places]:
    """Read campaign YAML that parses, with the places of its records."""
    node, problems = parse(Source("campaign.yml", text))
    assert node is not None, problems
    places = Places()
    return read(node, Campaign, places, **({"id": "2024-small"} | given)), places


def campaign(text: str = CAMPAIGN) -> Campaign:
    """The record of sound campaign YAML."""
    result, _ = reading(text)
    assert result.record is not None, result.problems
    assert not result.problems, result.problems
    return result.record


def with_upper(yaml: str = UPPER, body: str = UPPER_BODY) -> dict[str, str]:
    """The files of a campaign of the nation beside the small one."""
    return {"campaigns/2024-upper/campaign.yml": yaml, "campaigns/2024-upper/notices/launch.txt": body}
