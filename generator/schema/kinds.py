r"""The single values as JSON Schema: for each type of `generator.model` what an editor's program may find in its place.

The program reads YAML 1.2, our reader takes every value as the text it is. So `2886550`, `010` and `2024` arrive there as
numbers and `true` as a truth value, and a schema accepts each as whatever it may arrive. What a schema cannot see (`010` is
the number 10 by then) it lets pass: `zhanbang check` has the last word. Free text takes text and numbers only: were a truth
value accepted, every title would be offered `true` and `false`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from generator.model import base
from generator.model.campaign import AreaCode
from generator.model.notice import Target

_YEAR = "(19|20|21)[0-9]{2}"
_TIME = r"T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(\+08:00)?"
_POINT = rf"{_YEAR}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])({_TIME})?)?)?"
_WHEN = rf"^\s*({_POINT}|{_POINT}/{_POINT}|{_POINT}/\.\.|\.\./{_POINT})\s*$"
_FIGURE = "[0-9０-９]"
_NUMBER = rf"{_FIGURE}+([.．]{_FIGURE}+)?"
_ID = "^[a-z0-9]+(-[a-z0-9]+)*$"


class Kind(Struct, frozen=True):
    """A type of value: what it is called in the field reference, how it is written, and its JSON Schema."""

    name: str
    how: str
    schema: Mapping[str, Any]


def _kind(name: str, how: str, pattern: str, *also: str, **more: object) -> Kind:
    types: object = ["string", *also] if also else "string"
    return Kind(
        name, how, {"type": types, "pattern": pattern, "patternErrorMessage": f"{name}：{how}", **more}
    )


KINDS: Mapping[Any, Kind] = {
    base.Text: _kind("文字", "一行文字，不能是空的。", r"\S", "number", maxLength=base.LONGEST_LINE),
    base.LongText: _kind("多段文字", "一段一行；几段的用 | 开头，每段缩进两格。", r"\S", "number"),
    base.Id: _kind(
        "编号",
        "小写英文字母、数字和连字符，64 个字以内，不能是 page。",
        _ID,
        "integer",
        maxLength=64,
        **{"not": {"enum": ["page"]}},
    ),
    base.Reference: _kind(
        "指向", "本活动里写编号，别的活动写“活动编号/编号”。", "^[a-z0-9-]+(/[a-z0-9-]+)*$", "integer"
    ),
    Target: _kind(
        "哪一项",
        "一层层写到那一项，例如 subprojects/songs/deadline；列表里没有编号的写第几个。",
        "^[a-z0-9_-]+(/[a-z0-9_-]+)*$",
        "integer",
    ),
    base.Url: _kind(
        "网址", "以 http:// 或 https:// 开头。", r"^\s*https?://[^\s/?#<>\"'\\]+[^\s<>\"'\\]*\s*$"
    ),
    base.Email: _kind(
        "邮箱", "例如 wangluo@example.com。", r"^\s*[A-Za-z0-9.*_%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\s*$"
    ),
    base.PhoneNumber: _kind(
        "电话",
        "一个号码，例如 025-83536386、2886550、0551-62886550转8012、12351、158****7098。",
        r"^[0-9０-９*＊+＋.．()（）转extEXT\s\u2010-\u2015\u2212\u2500\u30fc\ufe63\uff0d-]+$",
        "integer",
    ),
    base.Date: _kind(
        "日期",
        "2024、2024-05、2024-05-21、2024-05-21T12:00+08:00；一段时间 2024-05/2024-08，没有结束的 2024-11/..，只有截止的 ../2024-09-30。",
        _WHEN,
        "integer",
        minimum=base.FIRST_YEAR,
        maximum=base.LAST_YEAR,
    ),
    base.Year: _kind(
        "年份",
        "四位数字。",
        rf"^\s*{_YEAR}\s*$",
        "integer",
        minimum=base.FIRST_YEAR,
        maximum=base.LAST_YEAR,
    ),
    base.Whole: _kind(
        "整数",
        "半角数字，不带逗号和单位：20000。",
        r"^\s*[0-9]{1,12}\s*$",
        "integer",
        minimum=0,
        maximum=10**12 - 1,
    ),
    base.Count: _kind(
        "整数", "半角数字，不带逗号和单位：20000。", "^[0-9]{1,9}$", "integer", minimum=0, maximum=10**9 - 1
    ),
    base.Flag: _kind("是否", "true 或 false。", r"^\s*(true|false)\s*$", "boolean"),
    base.Duration: _kind(
        "时长",
        "6min、30s、1h30min。",
        rf"^\s*(?=.*{_FIGURE})({_FIGURE}+\s*(h|小时))?\s*({_FIGURE}+\s*(min|分钟|分))?\s*({_NUMBER}\s*(s|秒))?\s*$",
    ),
    base.Size: _kind(
        "大小", "50MB、3KB，1 MB 是一百万字节。", rf"^\s*{_NUMBER}\s*([KkMmGg]?[Bb]|[KkMmGg])\s*$"
    ),
    base.AspectRatio: _kind(
        "画面比例", '加引号的 "16:9"。', rf"^\s*{_FIGURE}{{1,3}}\s*[:：]\s*{_FIGURE}{{1,3}}\s*$"
    ),
    base.Pixels: _kind(
        "分辨率",
        "1920x1080 或 1080P。",
        rf"^\s*(720[Pp]|1080[Pp]|2[Kk]|4[Kk]|{_FIGURE}{{2,5}}\s*[xX×*＊ｘＸ]\s*{_FIGURE}{{2,5}})\s*$",
    ),
    base.BodyPath: _kind(
        "正文文件",
        "notices/ 里的 .txt 或 .md，名字用小写英文。",
        r"^\s*notices/[a-z0-9]+([.-][a-z0-9]+)*\.(txt|md)\s*$",
    ),
    base.FileName: _kind("文件名", "只写文件名，不写文件夹。", r"^\s*[^/\\.][^/\\]*$", "number"),
    base.Sha256: _kind("校验值", "64 位，0 到 9、a 到 f。", r"^\s*[0-9a-f]{64}\s*$", "number"),
    base.Visibility: _kind(
        "公开到何时",
        "几个词之一，或 until:2024-12-31 的样子。",
        rf"^\s*(public|until-end|masked|hidden|until:\s*({_POINT}(/{_POINT})?|\.\./{_POINT}))\s*$",
    ),
    AreaCode: _kind("区号", '加引号的 "0591"。', r"^\s*0[0-9]{2,3}\s*$", "integer", minimum=10, maximum=999),
}
"""By the type itself. A new type of the models needs a line here, or no schema can be made."""
