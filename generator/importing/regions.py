"""Which tier and region an issuer speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.importing.organs import closed

TIERS = ("nation", "province", "city", "county", "unit")
_NATION = re.compile("^(?:中华全国|全国|中央|中国|国家)")
_PLACE = re.compile(
    r"^(?:中共)?(?P<place>[\u4e00-\u9fff]{2,8}?(?:省|自治区|市|自治州|州(?!市|区|县)|盟|地区|县|旗|区)|[\u4e00-\u9fff](?:县|区|旗|市))"
    r"(?=[\u4e00-\u9fff])"
)
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
"""The four cities that stand directly under the state (constitution, article 30)."""
GROUPS = (
    ("nation", re.compile("全总|全国|中华全国|国家级")),
    ("province", re.compile("省总|全省|省级|自治区|我省|全区总")),
    ("city", re.compile("市总|全市|市级|我市|本市")),
    ("county", re.compile("县总|区总|全县|县级|区级")),
)


def place_of(organ: str) -> tuple[str, str]:
    """Tier and region of an organisation by its name: (`city`, `铜陵市`); two empty texts where it does not say."""
    plain = closed(organ)
    if _NATION.match(plain):
        return "nation", "全国"
    found = _PLACE.match(plain)
    if not found:
        return ("unit", plain) if plain and not re.match("[省市县区]", plain) else ("", "")
    place = found["place"]
    inner = re.match("([\u4e00-\u9fff]{2,6}(?:省|自治区))([\u4e00-\u9fff]{2,6}市)", plain)
    if inner:
        return "city", inner.group(1) + inner.group(2)
    if place.endswith(("省", "自治区")) or place in _MUNICIPALITIES:
        return "province", place
    if place.endswith(("市", "自治州", "州", "盟", "地区")):
        return "city", place
    return "county", place


def speaks_for(organs: Iterable[str]) -> tuple[str, str]:
    """Tier and region of a notice by its issuers: the first that says so."""
    first = ("", "")
    for organ in organs:
        tier, region = place_of(organ)
        if tier and tier != "unit":
            return tier, region
        if tier and not first[0]:
            first = (tier, region)
    return first


def tier_said(text: str) -> str:
    """The tier that a group's heading names (全总系列 …), "" where none."""
    plain = closed(text)
    return next((tier for tier, words in GROUPS if words.search(plain)), "")
