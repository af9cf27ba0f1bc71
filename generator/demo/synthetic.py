"""A synthetic project of any size, for measuring and for tests: made up, marked as a sample, the same every time.

Of a hundred entries 82 are approved, the others are in every other state; each state and field has its share.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

CAMPAIGN = "2026-synthetic"
KINDS = ("摄影", "海报", "歌曲", "微视频", "动漫", "诵读", "网评", "案例", "短剧", "书画")
UNITS = 35
_STATES = ("approved",) * 82 + ("pending",) * 6 + ("received",) * 4 + ("rejected",) * 5 + ("withdrawn",) * 3
_WORDS = [
    "夜班",
    "焊花",
    "港口",
    "清晨",
    "车间",
    "铁轨",
    "灯火",
    "班组",
    "师傅",
    "山路",
    "雨夜",
    "茶园",
    "机床",
    "塔吊",
    "渔火",
    "书屋",
    "课堂",
    "巡线",
    "快递",
    "织机",
    "病房",
    "田埂",
    "矿灯",
    "大桥",
    "公交",
    "菜场",
    "工装",
    "图纸",
    "安全",
    "团聚",
]
_SENTENCES = (
    "凌晨四点，最后一班车进库，检修的人才刚刚开始一天的活。",
    "他把手机放进柜子，把名字写在登记表上，字写得很慢。",
    "师傅说，机器不会骗人，骗人的是以为自己已经会了的那一天。",
    "车间里没有人说话，只有灯一盏一盏亮起来。",
    "孩子问他在山上看见了什么，他说看见了自己家的窗户。",
    "评论里有人吵架，她回了一句：先把事情弄清楚。",
    "那天的雨一直下到交接班，谁也没有先走。",
)


class Size(Struct, frozen=True):
    """How large a project: entries, how many of them have a photo, and the photos' size in megapixels."""

    entries: int
    photos: int = 0
    megapixels: float = 0.3


def write_project(folder: Path, template: Path, size: Size) -> Iterator[int]:
    """Write a whole project into `folder`: settings, theme and pages from `template`, a campaign of its own.

    Yields how many entries are written so far. Raises FileExistsError when there is such a campaign already.
    """
    campaign = folder / "campaigns" / CAMPAIGN
    campaign.mkdir(parents=True)
    for name in ("content", "theme"):
        if not (folder / name).exists():
            shutil.copytree(template / name, folder / name)
    if not (folder / "mkdocs.yml").exists():
        shutil.copyfile(template / "mkdocs.yml", folder / "mkdocs.yml")
    (campaign / "notices").mkdir()
    (campaign / "campaign.yml").write_text(_campaign(), encoding="utf-8")
    for name, text in _notices().items():
        (campaign / "notices" / f"{name}.txt").write_text(text, encoding="utf-8")
    for number in range(size.entries):
        _write_entry(campaign, number, size)
        yield number + 1


def _write_entry(campaign: Path, number: int, size: Size) -> None:
    kind = number % len(KINDS)
    place = campaign / "entries" / f"k{kind}" / f"w{number:06}"
    place.mkdir(parents=True)
    pictured = size.photos * (number + 1) // size.entries > size.photos * number // size.entries
    (place / "entry.yml").write_text(_entry(number, kind, pictured=pictured), encoding="utf-8")
    if pictured:
        (place / "1.jpg").write_bytes(photo(number, size.megapixels))


def _entry(number: int, kind: int, *, pictured: bool) -> str:
    dice = random.Random(number)  # noqa: S311 the same project every time
    state = _STATES[dice.randrange(100)]
    title = "".join(dice.sample(_WORDS, 2)) + f"之{number + 1}"
    lines = [f"title: {title}", f"no: SYN-{number + 1:06}", f"status: {state}"]
    if state in ("approved", "withdrawn"):
        lines += ["approval: {by: 示例审核组, on: 2026-10-15}", "consent: form"]
    lines.append("credits:")
    for author in range(1 + dice.randrange(3)):
        lines.append(
            f"  - {{name: 示例作者{dice.randrange(5000):04}, role: {'作者' if not author else '合作者'}}}"
        )
    lines.append(f"unit: u{dice.randrange(UNITS):02}")
    text = "".join(dice.choices(_SENTENCES, k=9))
    lines.append(f"statement: {text[:120]}")
    lines.append(f"text: {text}" if not pictured else "media:\n  - {file: 1.jpg, alt: 示例图片}")
    award = dice.randrange(60)
    if state in ("approved", "withdrawn") and award < 3:
        lines.append(f"honours: [{{award: k{kind}-{('first', 'second', 'third')[award]}}}]")
    if state == "withdrawn":
        lines.append("withdrawn: {on: 2026-11-01, reason: 作者申请撤回}")
    return "\n".join(lines) + "\n"


def photo(seed: int, megapixels: float) -> bytes:
    """A JPEG of hills in morning light, 3:2, unlike any other seed's."""
    import numpy as np
    from PIL import Image

    from generator.demo.draw import jpeg

    width = max(60, round((megapixels * 1_500_000) ** 0.5))
    height = width * 2 // 3
    rng = np.random.default_rng(seed)
    sky = np.linspace(rng.integers(120, 235, 3), rng.integers(180, 250, 3), height)[:, None, :]
    image = np.repeat(sky, width, axis=1)
    x = np.linspace(0, 1, width)
    for layer in range(4):
        line = sum(np.sin(x * rng.uniform(2, 9) * (k + 1) + rng.uniform(0, 6)) / (k + 1.5) for k in range(5))
        top = (0.4 + 0.14 * layer + 0.06 * line) * height
        below = np.arange(height)[:, None] > top[None, :]
        image[below] = image[below] * 0.25 + rng.integers(20, 120, 3) * 0.75 * (1 - layer * 0.15)
    image += rng.normal(0, 6, (height, width, 1))
    return jpeg(Image.fromarray(image.clip(0, 255).astype("uint8")))


def _campaign() -> str:
    units = "\n".join(
        f"  - {{id: u{i:02}, name: 示例第{i + 1}单位工会, classes: [各单位工会]}}" for i in range(UNITS)
    )
    projects = "\n".join(
        f"""  - id: k{i}
    tier: city
    title: {kind}作品征集
    kind: {kind}
    quotas: [{{units: 各单位工会, min: 1, modality: should, printed: 各单位工会每项报送不少于1件}}]
    awards:
      - {{id: k{i}-first, title: 一等奖}}
      - {{id: k{i}-second, title: 二等奖}}
      - {{id: k{i}-third, title: 三等奖}}"""
        for i, kind in enumerate(KINDS)
    )
    first = ", ".join(f"k{i}-{name}" for i in range(len(KINDS)) for name in ("first", "second"))
    third = ", ".join(f"k{i}-third" for i in range(len(KINDS)))
    return f"""# 由 zhanbang demo 生成的示例，只用来测量。
title: 示例测量活动
tier: city
region: 示例市
year: 2026
sample: true
units:
{units}
schedule:
  - {{name: 征集, printed: 2026年5月至9月, when: 2026-05/2026-09}}
  - {{name: 评审和展示, printed: 2026年10月至12月, when: 2026-10/2026-12}}
consents:
  form: {{covers: [publication, name, unit], text: 同意公开作品、姓名和单位。}}
subprojects:
{projects}
notices:
  - {{id: launch, kind: 通知, title: 关于开展示例测量活动的通知, body: notices/launch.txt}}
  - id: commend
    kind: 通报
    title: 关于示例测量活动评选结果的通报
    body: notices/commend.txt
    results: {{awards: [{first}], state: confirmed}}
  - id: publicity
    kind: 公示
    title: 关于示例测量活动三等奖的公示
    body: notices/publicity.txt
    objection_period:
      printed: 2026年11月16日至11月20日
      start: 2026-11-16
      end: 2026-11-20
      working_days: 5
      channels: [{{kind: address, value: 示例市总工会}}]
    results: {{awards: [{third}], state: proposed}}
"""


def _notices() -> dict[str, str]:
    projects = "\n".join(f"{i + 1}. {kind}作品征集。" for i, kind in enumerate(KINDS))
    return {
        "launch": "关于开展示例测量活动的通知\n一、时间安排\n征集（2026年5月至9月）。评审和展示（2026年10月至12月）。\n"
        f"二、项目\n{projects}\n各单位工会每项报送不少于1件。\n",
        "commend": "关于示例测量活动评选结果的通报\n名单见获奖名单。\n",
        "publicity": "关于示例测量活动三等奖的公示\n公示时间：2026年11月16日至11月20日。\n"
        "异议请送示例市总工会。\n",
    }
