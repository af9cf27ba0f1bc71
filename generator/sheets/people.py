"""The authors of one cell, in order, each with the part and the unit that the cell says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.sheets.heads import ROLES
from generator.values.text import tidy

_UNIT = re.compile(
    "(?:工会|公司|集团|总会|协会|委员会|委|局|厅|部|处|科|办公室|中心|学校|小学|中学|大学|学院|医院|银行|厂|站|所|院|社|台|馆|段|队|车间|支行|分行|"
    "街道|社区|乡|镇|县|市|区|村|园|店|矿|组|班|宫|团|项目部|联社|厂区|中队|支队|大队)(?:[（(][^（）()]*[）)])?$"
)
_WHOLE_UNIT = re.compile("工会|公司|集团|有限|学校|学院|大学|医院|委员会|银行|中心|车间|协会")
_NUMBER = re.compile(
    r"(?:^|(?<=[\s、，,;；/|]))[0-9]{1,2}[.．、)）](?![0-9])\s*|[（(][0-9]{1,2}[)）]\s*|[\u2460-\u2473]\s*"
)
_DOUBLE = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|长孙|宇文|夏侯|轩辕|南宫|独孤"
)
"""Surnames of two characters: after one, a blank may part a name and not two people."""
_BREAK = re.compile(r"[、，,;；/／|｜\n\t&＆]+")
_BRACKET = re.compile(r"(.*?)\s*[（(\[【]([^（()）\[\]【】]*)[)）\]】]$", re.DOTALL)
_ROLE_FIRST = re.compile(r"^([\u4e00-\u9fff]{1,6})\s*[:：]\s*")
_SHORT_ROLES = {"词": "作词", "曲": "作曲", "唱": "演唱", "编": "编剧", "导": "导演"}
_CHINESE_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_ONE = re.compile("[\u4e00-\u9fff]")
_OTHERS = re.compile(r"^(.+?)\s*(等(?:[0-9一二三四五六七八九十]+[人名位])?)$", re.DOTALL)
_PEN = re.compile("^(?:笔名|艺名|网名|本名|原名|曾用名|女|男)")
_LONGEST_NAME = 8


class Person(Struct, frozen=True):
    """One credit: a name, a unit, a pen name, or 等."""

    name: str
    role: str = ""
    unit: str = ""


class People(Struct, frozen=True):
    """All of a cell. `doubt` says in Chinese what somebody should look at, "" when all is by the usual forms."""

    persons: tuple[Person, ...] = ()
    doubt: str = ""


def split_people(text: str, role: str = "") -> People:
    """Cut a cell at 、，,；/ and line ends, and at blanks between names; bracketed parts and units go to the name before them."""
    found: list[Person] = []
    doubts: list[str] = []
    current = role
    for piece in _pieces(text):
        current, rest = _led(piece, current)
        for part in _at_blanks(rest):
            current, name = _led(part, current)
            found += _persons(name, current, doubts)
    return People(tuple(found), "；".join(dict.fromkeys(doubts)))


def _led(piece: str, role: str) -> tuple[str, str]:
    """The part that stands before a name (作词：张三), else the one before it, and what is left."""
    led = _ROLE_FIRST.match(piece)
    named = _role(led.group(1)) if led else ""
    return (named, piece[led.end() :]) if led and named else (role, piece)


def _role(word: str) -> str:
    return _SHORT_ROLES.get(word) or (word if word in ROLES or word in ("作者", "主创") else "")


def _pieces(text: str) -> Iterator[str]:
    """The pieces between separators that stand outside brackets, without 1. and ①."""
    depth, piece = 0, ""
    for sign in _NUMBER.sub("\n", text):
        depth += (sign in "（([【") - (sign in "）)]】")
        if depth <= 0 and _BREAK.fullmatch(sign):
            yield from _filled(piece)
            piece = ""
        else:
            piece += sign
    yield from _filled(piece)


def _filled(piece: str) -> Iterator[str]:
    if piece.strip():
        yield tidy(piece)


def _at_blanks(piece: str) -> list[str]:
    """Names with blanks between them one by one: `李 澍 王帅` is two people; what may be one name of several words stays whole."""
    words = re.findall(
        r"[^\s（(]*(?:[（(][^（）()]*[）)])?(?:等(?=\s|$))?", re.sub(r"\s+(?=[（(])", "", piece)
    )
    words = [word for word in words if word]
    if len(words) < 2:
        return [piece]
    names: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        bare = _BRACKET.match(word)
        name = bare.group(1) if bare else word
        after = words[at + 1] if at + 1 < len(words) else ""
        if _ONE.fullmatch(name) and _ONE.fullmatch(re.sub(r"[（(].*", "", after)):
            names.append(name + after)
            at += 2
        elif _DOUBLE.fullmatch(name) and after:
            return [piece]
        elif _is_unit(name) and names and not bare and not _is_unit(names[-1]):
            names[-1] = f"{names[-1]}（{name}）"
            at += 1
        elif name == "等" and names:
            names.append(name)
            at += 1
        elif _CHINESE_NAME.fullmatch(re.sub("等$", "", name)) or "·" in name or _ROLE_FIRST.match(name):
            names.append(word)
            at += 1
        else:
            return [piece]
    return names


def _is_unit(word: str) -> bool:
    return bool(_WHOLE_UNIT.search(word)) or (len(word) >= 4 and bool(_UNIT.search(word)))


def _persons(part: str, role: str, doubts: list[str]) -> Iterator[Person]:
    name, unit, given = part, "", role
    while found := _BRACKET.match(name):
        inside = found.group(2).strip()
        if not found.group(1).strip() or _PEN.match(inside):
            break  # a name printed with its pen name stays as printed
        if _role(inside):
            given = _role(inside)
        elif all(_role(one) for one in re.split("[、，,/ ]", inside)):
            given = "、".join(_role(one) for one in re.split("[、，,/ ]", inside))
        elif _is_unit(inside) or (len(inside) >= 3 and _UNIT.search(inside)):
            unit = inside
        else:
            doubts.append(f"“{part}”括号里的“{inside}”不知道是分工还是单位，原样留在姓名里")
            break
        name = found.group(1).strip()
    others = _OTHERS.match(name)
    if others and name != "等" and not _is_unit(name):
        name, rest = others.groups()
        yield _person(name, given, unit, doubts)
        yield Person("等" if rest == "等" else rest)
        return
    yield _person(name, given, unit, doubts)


def _person(name: str, role: str, unit: str, doubts: list[str]) -> Person:
    squeezed = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", name)
    if re.fullmatch(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]", name):
        name = squeezed
    elif squeezed != name and not _is_unit(name):
        doubts.append(f"“{name}”里有空格，不知道是几个人，没有拆开")
    elif len(name) > _LONGEST_NAME and not _is_unit(name) and re.fullmatch("[\u4e00-\u9fff]+", name):
        doubts.append(f"“{name}”不像一个人的姓名，没有拆开")
    return Person(name, role, unit)


def split_units(text: str) -> tuple[str, ...]:
    """The units of a cell that lists one a line or between semicolons; a 、 may stand inside a name and does not part."""
    return tuple(tidy(part) for part in re.split("[;；\n]", _NUMBER.sub("\n", text)) if part.strip())
