"""Each problem code explained: what is said of it, why the rule is there, an example, and the family it belongs to.

What and remedy are those of `messages.toml`; the rest stands in `handbook/codes/`, one file for each subject. Where a
message has a word of the very case, its name stands here in angle brackets: “〈项名〉”后面用了中文全角冒号.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from generator.handbook.blanks import Blanks
from generator.problems import messages

FOLDER = Path(__file__).with_name("codes")
_CODE = re.compile(r"([EW])([0-9]{1,3})")


class Explanation(Struct, frozen=True):
    """All that is said of one code. `wrong` and `right` are an example as an editor types it, "" where none helps.

    `right` alone shows what to do where nothing that was typed is wrong.
    """

    code: str
    what: str
    remedy: str
    why: str
    wrong: str = ""
    right: str = ""

    @property
    def effect(self) -> str:
        """What the code does: 错误 stops the build or the command that tells it, 提醒 does not."""
        warned = self.code.startswith("W")
        if _number(self.code) in _OF_COMMANDS and self.code not in _OF_DATA:
            return "提醒，命令照常执行" if warned else "错误，命令没有执行"
        return "提醒，不改也能生成" if warned else "错误，改好才能生成"


class Family(Struct, frozen=True):
    """Codes of one subject, in order of their numbers; `id` is an anchor."""

    id: str
    title: str
    codes: tuple[str, ...]


_OF_COMMANDS = range(150, 200)
"""Numbers of what importing, making, withdrawing and comparing tell: the site has no part in them."""
_OF_DATA = frozenset({"W180"})
"""Among them, what is told of the data whenever they are checked: a placeholder that is still there."""
_FAMILIES = (
    ("files", "文件和文件夹", ((101, 119), (140, 149))),
    ("yaml", "YAML 的写法", ((120, 139),)),
    ("import", "导入通知", ((150, 159),)),
    ("sheets", "导入作品和获奖名单", ((160, 179),)),
    ("new", "新建", ((180, 184),)),
    ("mend", "撤下和归档", ((185, 189),)),
    ("diff", "比较改动", ((190, 199),)),
    ("values", "每一项的写法", ((200, 299),)),
    ("references", "编号和引用", ((300, 329),)),
    ("amendments", "更改、延期、更正和撤销", ((330, 399),)),
    ("wording", "与通知原文一致", ((400, 499),)),
    ("figures", "数字和日期", ((500, 599),)),
    ("privacy", "个人信息和公开许可", ((600, 699),)),
    ("pages", "手写页面", ((700, 799),)),
    ("media", "作品的文件和征集要求", ((800, 899),)),
    ("site", "生成以后的核对", ((900, 999),)),
)
"""Anchor, heading and ranges of numbers (both ends included): every code there can be is in exactly one of them."""


@functools.cache
def explanations() -> Mapping[str, Explanation]:
    """Every code of the message table, in order of numbers; what nobody has explained yet has an empty `why`."""
    told: dict[str, dict[str, str]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        told |= tomllib.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType(
        {code: _explanation(code, told.get(code, {})) for code in sorted(messages(), key=_order)}
    )


def _explanation(code: str, told: Mapping[str, str]) -> Explanation:
    said = messages()[code]["zh"]
    blanks = Blanks(code)
    return Explanation(
        code=code,
        what=said["what"].format_map(blanks),
        remedy=said["remedy"].format_map(blanks),
        why=told.get("why", ""),
        wrong=told.get("wrong", "").strip("\n"),
        right=told.get("right", "").strip("\n"),
    )


def _number(code: str) -> int:
    return int(code[1:])


def _order(code: str) -> tuple[int, str]:
    return _number(code), code


@functools.cache
def families() -> tuple[Family, ...]:
    """All codes by subject; subjects without a code are left out."""
    found = []
    for name, title, ranges in _FAMILIES:
        codes = [code for code in explanations() if any(a <= _number(code) <= b for a, b in ranges)]
        if codes:
            found.append(Family(name, title, tuple(codes)))
    return tuple(found)


def family_of(code: str) -> Family:
    """The subject of a code that exists; KeyError if it does not."""
    for family in families():
        if code in family.codes:
            return family
    raise KeyError(code)


def meant(word: str) -> tuple[str, ...]:
    """The codes that a word means: `e121` the code itself, `E12` or `w5` all that begin with these figures, E and W.

    Nothing when it is no code; full-width letters and figures are taken for their narrow ones.
    """
    found = _CODE.fullmatch(_plain(word))
    if not found:
        return ()
    if len(found[2]) == 3:
        return (found[0],) if found[0] in explanations() else ()
    return tuple(code for code in explanations() if code[1:].startswith(found[2]))


def near(word: str, most: int = 3) -> tuple[str, ...]:
    """The codes with the number of a code that does not exist, else with the nearest ones; nothing for a word that looks like none."""
    found = _CODE.fullmatch(_plain(word))
    if not found:
        return ()
    wanted = int(found[2].ljust(3, "0"))
    if twins := tuple(code for code in explanations() if _number(code) == wanted):
        return twins
    return tuple(sorted(explanations(), key=lambda code: (abs(_number(code) - wanted), code)))[:most]


def mentioning(word: str) -> tuple[str, ...]:
    """The codes whose explanation speaks of a word, whatever its case and width."""
    plain = _plain(word)
    return tuple(
        one.code
        for one in explanations().values()
        if plain and any(plain in _plain(text) for text in (one.what, one.why, one.remedy))
    )


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().upper()


def as_text(one: Explanation) -> str:
    """A code explained for a terminal."""
    return "\n".join(_lines(one))


def _lines(one: Explanation) -> Iterator[str]:
    yield f"{one.code}（{one.effect}）"
    yield f"  {one.what}"
    if one.why:
        yield f"为什么：{one.why}"
    for heading, sample in (("错的写法：", one.wrong), ("改好以后：" if one.wrong else "例如：", one.right)):
        if sample:
            yield heading
            yield from (f"    {line}".rstrip() for line in sample.split("\n"))
    yield f"怎么改：{one.remedy}"


def listed(codes: tuple[str, ...]) -> str:
    """Codes by subject, one line each with what is said of it."""
    known = explanations()
    parts = []
    for family in families():
        if lines := [f"  {code} {known[code].what}" for code in family.codes if code in codes]:
            parts.append("\n".join([family.title, *lines]))
    return "\n\n".join(parts)
