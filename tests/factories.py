"""Projects and records for tests: the committed campaigns copied, a small valid campaign, media, checks of a text."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import av
from PIL import Image, ImageDraw

from generator.check import Checked, check
from generator.engine import CACHE as ENGINE_CACHE
from generator.media.facts import Facts
from generator.media.workshop import CACHE as MEDIA_CACHE
from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.places import Places
from generator.read import Reading, read
from generator.source import Source
from generator.works.work import Work
from generator.yamltext import parse

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = "2026-demo"
ALL = tuple(
    sorted(path.name for path in (ROOT / "campaigns").iterdir() if path.is_dir() and path.name != SAMPLE)
)
"""The official campaigns; the sample has media that would be measured anew in every copy."""

THOROUGH = bool(os.environ.get("THOROUGH"))
"""Whether every step is tried (`make audit`), or every sixth (`make test`: two cores have a quarter of an hour)."""
STRIDE = 1 if THOROUGH else 6
MOMENTS = 50 if THOROUGH else 12
_CITIZEN = "11010119900307001"
ID_NUMBER = (
    _CITIZEN
    + "10X98765432"[sum(int(figure) * pow(2, 17 - at, 11) for at, figure in enumerate(_CITIZEN)) % 11]
)
"""An identity number with the right checksum (GB 11643), made here so that none stands in the repository."""
MOBILE = "138" + "0013" + "8000"

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
ENTRY = "title: 夜班\nstatus: received\n"
"""An entry that is there and of which nothing is missing yet."""
RELEASED = "status: approved\napproval: {by: 甲, on: 2024-09-01}\nconsent: form-2024\n"
"""What lets an entry of the small campaign out, without its title."""


def picture(
    path: Path, size: tuple[int, int] = (600, 400), *, form: str = "JPEG", seed: int = 0, cut: float = 1.0
) -> Path:
    """A picture of a few large shapes, unlike any other seed's; `cut` keeps only the first part of its bytes."""
    canvas = Image.new("RGB", size, (seed * 37 % 200, seed * 11 % 150, 90))
    pen = ImageDraw.Draw(canvas)
    for step in range(8):
        x, y = (seed * 13 + step * 71) % size[0], (seed * 7 + step * 53) % size[1]
        pen.rectangle((x // 2, y // 2, x, y), fill=(step * 30, 200 - step * 20, (seed * 5 + step) % 255))
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas.save(path, form, quality=80)
    if cut < 1:
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * cut)])
    return path


def sound(path: Path, seconds: float = 1.0, *, tags: Mapping[str, str] | None = None) -> Path:
    """An MP3 of silence."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", format="mp3") as file:
        file.metadata.update(tags or {})
        stream = file.add_stream("libmp3lame", rate=16_000)
        for _ in range(round(seconds * 10)):
            frame = av.AudioFrame(format="s16p", layout="mono", samples=1_600)
            frame.sample_rate = 16_000
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def film(
    path: Path,
    seconds: int = 1,
    *,
    size: tuple[int, int] = (320, 180),
    codec: str = "libx264",
    tags: Mapping[str, str] | None = None,
) -> Path:
    """An MP4 of one grey, five frames a second, without sound."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", format="mp4", options={"movflags": "use_metadata_tags"}) as file:
        file.metadata.update(tags or {})
        stream = file.add_stream(codec, rate=5)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for _ in range(5 * seconds):
            file.mux(stream.encode(av.VideoFrame.from_image(Image.new("RGB", size, (90, 90, 90)))))
        file.mux(stream.encode(None))
    return path


def copy_campaigns(to: Path, names: tuple[str, ...] = ALL) -> Path:
    """A project of committed campaigns, to be changed by a test."""
    for name in names:
        shutil.copytree(ROOT / "campaigns" / name, to / "campaigns" / name)
    return to


@functools.cache
def committed_project() -> Checked:
    """What the check finds in the committed project, found once: nobody changes it while tests run."""
    return check(ROOT)


def copy_project(to: Path) -> Path:
    """The whole committed project, to be changed by a test, with what builds of it have kept."""
    to.mkdir()
    for name in ("campaigns", "content", "theme"):
        shutil.copytree(ROOT / name, to / name)
    shutil.copy(ROOT / "mkdocs.yml", to)
    for cache in (MEDIA_CACHE, ENGINE_CACHE):
        if (ROOT / cache).is_dir():
            shutil.copytree(ROOT / cache, to / cache, ignore=shutil.ignore_patterns(".new-*", "tmp"))
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


def entry(text: str, *, id: str = "0001", subproject: str | None = "songs") -> Entry:
    """The record of a sound entry.yml."""
    node, problems = parse(Source("entry.yml", text))
    assert node is not None, problems
    result = read(node, Entry, Places(), id=id, subproject=subproject)
    assert result.record is not None, result.problems
    assert not result.problems, result.problems
    return result.record


def image_facts(content: str = "ab", *, width: int = 1200, height: int = 800) -> Facts:
    """Facts of a picture that was never there."""
    return Facts(content * 32, 100_000, "image", "JPEG", width, height, colour="#446688")


def work(id: str = "0001", **given: Any) -> Work:
    """A public work of the sub-project songs with nothing but a title, and what is given."""
    plain: dict[str, Any] = {"subproject_id": "songs", "subject": "work", "title": "夜班", "no": None}
    plain |= dict.fromkeys(("unit", "unit_id", "recommended_by", "statement", "text", "account", "type_card"))
    plain |= {"makers": (), "pieces": (), "prizes": (), "ai_use": "none"}
    return Work(**{"campaign_id": "2024-small", "id": id, **plain, **given})


def with_upper(yaml: str = UPPER, body: str = UPPER_BODY) -> dict[str, str]:
    """The files of a campaign of the nation beside the small one."""
    return {"campaigns/2024-upper/campaign.yml": yaml, "campaigns/2024-upper/notices/launch.txt": body}
