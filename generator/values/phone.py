"""Telephone numbers as union notices print them.

Written by hand because phonenumbers refuses what stands in real notices: `2886550` (local, no area code),
`0551-62886550转8012`, the hotline 12351 (DECISIONS.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.values.patterns import late
from generator.values.text import fold_number, narrow_figures

MASK = "****"
_MOBILE = late(r"(?:\+?86-?)?(1[3-9]\d)(\d{4}|\*{4})(\d{4})\Z")
_LANDLINE = late(r"(010|02\d|0(?!10|2)\d{2,3})-?(\d{7,8})(?:(?:转|-|ext\.?)(\d{1,6}))?\Z")
_LOCAL = late(r"([2-9]\d{6,7})(?:(?:转|ext\.?)(\d{1,6}))?\Z")
_HOTLINE = late(r"(?:1[012]\d{1,4}|9[56]\d{3,4}|[48]00-?\d{3,4}-?\d{3,4})\Z")
_MOBILE_IN_TEXT = late(
    r"(?<![0-9*])(?:\+?86[ \-－]?)?(1[3-9][0-9])[ \u00a0\u3000\-－—–]?([0-9]{4})[ \u00a0\u3000\-－—–]?([0-9]{4})(?![0-9*])"
)
_BEGINS = late("[1１][3-9３-９][0-9０-９][ \u00a0\u3000\\-－—–]?[0-9０-９]{4}")
"""How every mobile number begins: of most texts this alone says that none is in them."""
_TAGS = r"(?:</?[a-z][^<>]{0,80}>){0,3}"
"""An amount is one in markup as well, its 元 after a closing tag."""
_SAID = late(
    r"(?:电话|手机|联系|致电|来电|拨打|热线|咨询|短信|微信|传真|☎|📞|\btel\b|\bmob|phone|\bcall)",
    re.IGNORECASE,
)
_COUNTED = late(
    _TAGS
    + r"(?:[美日欧港]?元(?![旦宵月])|[万亿](?:元|人|次|件|吨|股)|人次|次(?![日年月])|件|吨|公斤|千克|公里|千米|[平立]方米|米(?![\u4e00-\u9fff])"
    r"|股|字节|千瓦|[%％](?![0-9A-Fa-f]{2})|‰| (?:[美日欧港]?元|万元|亿元|人次|字节|吨)(?![\u4e00-\u9fff]))"
)
"""What follows a figure that is counted and not dialled; 元旦 and 次日 go on with the sentence, 米某某 is a person."""
_LABELLED = late(
    r"(?:[￥¥＄$] ?|(?:编号|(?:合同|发票|订单|流水|档案|会议|运单|快递单|凭证|备案|批准文)(?:号码|号|ID)|腾讯会议|QQ(?:群号?|号码?)?)[为是]?[:：]? ?)"
    + _TAGS
    + r"\Z",
    re.IGNORECASE,
)
"""What stands before a figure that is the number of something else. An account (账号) is not in it: it often is a mobile."""
_NEAR = 40
_BEFORE = 300


class Phone(Struct, frozen=True):
    """One number. `text` is it as shown (ASCII hyphen), `kind` is mobile, landline, local or hotline."""

    text: str
    kind: str
    extension: str | None = None

    @property
    def masked(self) -> bool:
        """Whether figures are hidden, so that it cannot be dialled."""
        return "*" in self.text

    def mask(self) -> Phone:
        """The number as archived: a mobile keeps three and four figures, an office number stays whole."""
        if self.kind != "mobile" or self.masked:
            return self
        return Phone(mask_mobiles(self.text), self.kind)

    def tel(self, area_code: str | None) -> str | None:
        """The `tel:` address (RFC 3966), or None if it cannot be dialled (masked; local and no area code known)."""
        if self.masked:
            return None
        base = self.text.partition("转")[0]
        digits = re.sub(r"\D", "", base)
        tail = f";ext={self.extension}" if self.extension else ""
        if self.kind == "hotline":
            return f"tel:{digits}"
        if self.kind == "local":
            return f"tel:+86{area_code.lstrip('0')}{digits}{tail}" if area_code else None
        if self.kind == "landline":
            return f"tel:+86{digits[1:]}{tail}"
        return f"tel:+86{digits[-11:]}"


def parse_phone(text: str) -> Phone:
    """Read one printed number; every dash form is accepted and becomes the ASCII hyphen.

    Raises ValueError when the text is no telephone number (also when a mobile is masked other than 3 + **** + 4).
    """
    number = fold_number(text)
    if found := _MOBILE.match(number):
        return Phone("".join(found.groups()), "mobile")
    if found := _LANDLINE.match(number):
        area, main, extension = found.groups()
        return Phone(f"{area}-{main}" + (f"转{extension}" if extension else ""), "landline", extension)
    if found := _LOCAL.match(number):
        main, extension = found.groups()
        return Phone(main + (f"转{extension}" if extension else ""), "local", extension)
    if _HOTLINE.match(number):
        return Phone(number, "hotline")
    raise ValueError(text)


def mask_mobiles(text: str, keep: frozenset[str] = frozenset()) -> str:
    """Return `text` with the middle four figures of every mobile number in it replaced by ****, but those in `keep`."""
    done, last = [], 0
    for found in _found(text):
        if "".join(found.groups()) not in keep:
            done += [text[last : found.start(1)], f"{found.group(1)}{MASK}{found.group(3)}"]
            last = found.end()
    return "".join([*done, text[last:]])


def may_hold_mobile(text: str) -> bool:
    """Whether a mobile number may stand in `text`, or in any of the texts that were joined to it."""
    return _BEGINS.search(text) is not None


def mobiles(text: str) -> tuple[str, ...]:
    """All unmasked mobile numbers that stand in `text`, figures only; amounts and numbers of other things are none."""
    return tuple("".join(found.groups()) for found in _found(text))


def mobile_spots(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and figures of every unmasked mobile number in `text`."""
    return tuple((found.start(1), found.end(), "".join(found.groups())) for found in _found(text))


def called_phone(text: str, start: int, end: int) -> bool:
    """Whether what stands at these places is called a telephone number near it on its line."""
    left = max(text.rfind("\n", 0, start) + 1, start - _NEAR)
    stop = text.find("\n", end)
    right = min(len(text) if stop < 0 else stop, end + _NEAR)
    return bool(_SAID.search(text[left:right]))


def _found(text: str) -> Iterator[re.Match[str]]:
    if not may_hold_mobile(text):
        return
    narrow = narrow_figures(text)
    for found in _MOBILE_IN_TEXT.finditer(narrow):
        if not _is_other(narrow, found.start(), found.end()):
            yield found


def _is_other(text: str, start: int, end: int) -> bool:
    """Whether eleven figures are an amount (元 behind them, `￥…`) or the number of something else (`合同编号：…`).

    Not where the same clause says before them that they are a telephone number.
    """
    before = text[max(0, start - _BEFORE) : start]
    amount = text[start:end].isdecimal() and _COUNTED.match(text, end)
    if not amount and not _LABELLED.search(before):
        return False
    return not _SAID.search(re.split("[\n。；;]", before[-_NEAR:])[-1])
