"""An id for a campaign whose editor named none: the year and the region, `2024-fujian`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.importing.naming import pinyin
from generator.yamlwriting import Data

_NATION = ("全国", "中国", "中央")
_SPELT = {"陕西": "shaanxi", "内蒙古": "neimenggu", "西藏": "xizang", "重庆": "chongqing", "厦门": "xiamen"}
"""Names that are written otherwise than their characters are read (陕西 as 山西 would be), or read otherwise in names."""


def proposed_id(data: Mapping[str, Data], taken: Sequence[str]) -> str:
    """The id to be proposed, unlike any of `taken`: with `-2` and so on where the first is taken."""
    region = str(data.get("region", ""))
    year = re.sub(r"\D", "", str(data.get("year", ""))) or "notice"
    parts = [year, *filter(None, [_slug(region)])]
    proposal = "-".join(parts)
    number = 1
    while proposal in taken:
        number += 1
        proposal = "-".join([*parts, str(number)])
    return proposal


def _slug(region: str) -> str:
    if region in _NATION:
        return "national"
    return (
        next((spelt for name, spelt in _SPELT.items() if region.startswith(name)), "") or pinyin(region)[:30]
    )
