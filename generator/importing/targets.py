"""Figures of a plan: 组织动员1000个基层工会组织；发展2万名职工好网民宣传员 …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.importing.regions import tier_said
from generator.yamlwriting import Data

_FIGURE = re.compile(
    r"(?P<verb>组织动员|动员|发展|培育|培养|走进|开展|直接触达|触达|面对面接触|接触|直接覆盖|覆盖影响|覆盖|影响|举办|建立|打造)"
    r"(?P<printed>(?P<number>\d+(?:\.\d+)?)\s*(?P<scale>万|亿)?\s*(?P<unit>个|名|家|场次|场|人次|人|支)?)(?P<name>[\u4e00-\u9fff]{0,14})"
)
_SCALE = {"万": 10_000, "亿": 100_000_000}


def targets_in(text: str, *, tier: str) -> Iterator[dict[str, Data]]:
    """The figures of a paragraph that states a plan (three or more of them, or one named “12351”)."""
    found = [match for match in _FIGURE.finditer(text) if not match["name"].startswith(("年", "月", "日"))]
    if len(found) < 3:
        return
    own = tier
    for match in found:
        before = re.split(r"[。]", text[: match.start()])[-1]
        own = tier_said(before[:12]) or (tier if re.search("我[市省区县]", before) else own)
        if re.search("我市|我省|分配给我", before):
            own = tier
        value = float(match["number"]) * _SCALE.get(match["scale"] or "", 1)
        name = re.split("或|，|的|覆盖", match["name"])[0] or match["verb"]
        if value != int(value) or match["name"].startswith(("年", "月", "日")):
            continue
        record: dict[str, Data] = {"name": name, "value": int(value)}
        if match["unit"]:
            record["unit"] = match["unit"]
        yield {**record, "printed": match["printed"].strip(), "tier": own}
