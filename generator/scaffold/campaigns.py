"""A new campaign: begun from nothing, or after an older one."""

from __future__ import annotations

import re
from pathlib import Path

from generator.model.campaign import Campaign
from generator.places import Places
from generator.read import read
from generator.scaffold.carried import Carried, carried
from generator.scaffold.comments import explained, in_yaml, template
from generator.scaffold.made import CAMPAIGNS, Made, bad_id, folders, no_campaign, refused
from generator.scaffold.skeleton import launch_text
from generator.scaffold.stale import stale
from generator.source import Source
from generator.yamlediting import value_at
from generator.yamltext import parse
from generator.yamlwriting import written

_YEAR = re.compile(r"(?:19|20|21)\d{2}")
_HEAD = """\
# yaml-language-server: $schema=../../schema/campaign.json
# 照 {source} 新建的活动。项目、单位、平台、承办单位沿用，请逐条对照今年的通知；写着“请填写”的地方照通知填好。
# 没有沿用、要照今年的通知重新写的：{left}。
"""


def new_campaign(
    root: Path,
    campaign_id: str,
    *,
    title: str | None,
    tier: str | None,
    region: str | None,
    year: int | None,
    this_year: int,
    source: str | None = None,
) -> Made:
    """A campaign with one sub-project and one notice to fill in; `source` names another one whose structure is kept.

    The year is what is given, else what the id begins with, else the year after the source's, else `this_year`.
    Problems: E207, E216 no id, E180 there is one, E181 no such source, E183 it cannot be read, W181 stale phrases.
    """
    place = f"{CAMPAIGNS}/{campaign_id}/campaign.yml"
    if wrong := bad_id(campaign_id, place):
        return wrong
    if (root / CAMPAIGNS / campaign_id).exists():
        return refused("E180", place, path=f"{CAMPAIGNS}/{campaign_id}")
    begun = _YEAR.match(campaign_id)
    if source:
        return _after(
            root, campaign_id, source, title=title, tier=tier, region=region, year=year or _int(begun)
        )
    name = title or "【请填写活动全称】"
    year = year or _int(begun) or this_year
    words = {
        "title": in_yaml(name),
        "title_in_notice": name,
        "tier": tier or "city",
        "region": in_yaml(region or "【请填写地方】"),
        "year": str(year),
        "host": "【请填写主办单位】",
    }
    yaml = explained(template("campaign.yml", **words), year=year)
    return Made(_files(campaign_id, yaml, template("launch.txt", title=name)), said=_next(campaign_id))


def _after(
    root: Path,
    campaign_id: str,
    source: str,
    *,
    title: str | None,
    tier: str | None,
    region: str | None,
    year: int | None,
) -> Made:
    if wrong := no_campaign(root, source):
        return wrong
    place = f"{CAMPAIGNS}/{source}/campaign.yml"
    text = (root / place).read_text(encoding="utf-8", errors="replace")
    old = value_at(text, ())
    if not isinstance(old, dict) or not _is_sound(text, source):
        return refused("E183", place, path=place)
    year = year or int(str(old["year"])) + 1
    taken = carried(old, year=year, title=title)
    data = {**taken.data, **({"tier": tier} if tier else {}), **({"region": region} if region else {})}
    parent = _parent(root, str(old.get("parent", "")), str(old["year"]), year)
    head = _HEAD.format(source=source, left="、".join(taken.left) or "没有")
    yaml = head + written(data) + (f"parent: {parent}\n" if parent else "")
    yaml = explained(yaml + _remembered(taken) + "#+ Campaign\n", year=year)
    text = launch_text(data)
    files = _files(campaign_id, yaml, text)
    found = [one for path, data in files.items() for one in stale(Source(path, data.decode()), year)]
    return Made(files, problems=tuple(found), said=_next(campaign_id))


def _is_sound(text: str, campaign_id: str) -> bool:
    """Whether a campaign.yml reads without an error: only then is it known what each of its keys is."""
    node, problems = parse(Source(campaign_id, text))
    return node is not None and not problems and not read(node, Campaign, Places(), id=campaign_id).problems


def _parent(root: Path, parent: str, before: str, year: int) -> str:
    """This year's campaign of the tier above, if there is one."""
    wanted = parent.replace(before, str(year))
    return wanted if parent and wanted in folders(root / CAMPAIGNS) and wanted != parent else ""


def _remembered(taken: Carried) -> str:
    """What is to be asked for anew, as comments: offices without people, tables without figures."""
    lines = []
    if taken.offices:
        lines.append("# contacts:  # 往年问的是这些处室；姓名和号码照今年的通知写，往年的不沿用")
        lines += [f"#   - {{unit: {in_yaml(office)}, phones: [今年的号码]}}" for office in taken.offices]
    if taken.tables:
        lines.append("# allocation:  # 往年的分配表，单位照旧；数字照今年的填")
    for table in taken.tables:
        lines += [f"#   - id: {table.get('id', '')}", f"#     title: {in_yaml(str(table.get('title', '')))}"]
        lines.append(f"#     columns: [{', '.join(in_yaml(str(one)) for one in table.get('columns', ()))}]")
        lines.append("#     rows:")
        for row in table.get("rows", ()):
            unit = (
                row[0]
                if isinstance(row, list) and row
                else row.get("unit", "")
                if isinstance(row, dict)
                else ""
            )
            lines.append(f"#       - [{in_yaml(str(unit))}, 今年的数字]")
    return "".join(f"{line}\n" for line in lines)


def _files(campaign_id: str, yaml: str, text: str) -> dict[str, bytes]:
    folder = f"{CAMPAIGNS}/{campaign_id}"
    return {f"{folder}/campaign.yml": yaml.encode(), f"{folder}/notices/launch.txt": text.encode()}


def _next(campaign_id: str) -> tuple[str, ...]:
    folder = f"{CAMPAIGNS}/{campaign_id}"
    return (
        f"先把通知原文逐字录进 {folder}/notices/launch.txt，一段一行；",
        f"再把 {folder}/campaign.yml 里写着“请填写”的照通知填好，删掉 sample: true。",
    )


def _int(found: re.Match[str] | None) -> int | None:
    return int(found.group()) if found else None
