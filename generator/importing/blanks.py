"""Blanks that layout put into words and numbers: folded where that is certain, kept wherever one may mean something.

A blank in quotation marks is the slogan's own (“网聚职工正能量 争做中国好网民”), one after an organ separates organs.
"""

from __future__ import annotations

import re

from generator.values.text import display_width

_CJK = "一-鿿"
_MARKS = "，。；：、！？”’）》」】“‘（《「【"
_SPACED_LINE = re.compile(rf"[{_CJK}〇](?:\s+[{_CJK}〇]){{2,}}")
_SPACED_CELL = re.compile(rf"[{_CJK}](?:\s+[{_CJK}])+")
_SPACED_RUN = re.compile(
    rf"(?<![{_CJK}])(?<![{_CJK}][ \u3000])[{_CJK}](?:[ \u3000]+[{_CJK}]){{2}}(?![ \u3000]*[{_CJK}])"
    rf"|(?<![{_CJK}:：])(?<![:：][ \u3000])[{_CJK}](?:[ \u3000]+[{_CJK}]){{3,}}(?![{_CJK}])"
)
"""Three spread characters, or more unless they come after a label: there they may be two names of two characters."""
_LABELS = (
    "联系人",
    "联系电话",
    "联系方式",
    "联系单位",
    "电话",
    "手机",
    "邮箱",
    "电子邮箱",
    "传真",
    "地址",
    "网址",
    "单位",
    "姓名",
    "性别",
    "主办",
    "承办",
    "协办",
    "主题",
    "时间",
    "地点",
    "备注",
    "附件",
)
_LABEL = re.compile(rf"(?<![{_CJK}])(?:" + "|".join(r"\s*".join(word) for word in _LABELS) + r")\s*(?=[:：])")
_UNITS = "年|月|日|时|分|秒|个|名|人|家|场|次|周年|岁|字|分钟|小时|天|张|部|件|篇|首|项|幅|组|条|期|届|类|级|万|亿|千|百|余|多|种|份|号|版|本|套|段|集"
_FIGURE = re.compile(rf"(?<=[{_CJK}{_MARKS}])[ \u3000]+(?=\d+(?:\.\d+)?[ \u3000]*(?:{_UNITS}))")
_UNIT = re.compile(rf"(?<=\d)[ \u3000]+(?=(?:{_UNITS})(?![ \u3000]*[:：]))")
_DATE = re.compile(r"(?<=[年月])[ \u3000]+(?=\d)|(?<=附件)[ \u3000]+(?=[\d一二三四五六七八九十])")
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|《[^》]*》|「[^」]*」|\"[^\"]*\"")
_INNER = re.compile(rf"(?<=[{_CJK}{_MARKS}])[ \u3000]+(?=[{_CJK}{_MARKS}])")
_ORGAN_END = re.compile(r"(?:会|局|部|办|社|院|校|司|团|心|室|厅|委|处|组|站|厂|队|署|馆|宫|台|网)$")
_NEXT_LABEL = re.compile(rf"[{_CJK}]{{2,10}}[:：]")
_STARTS_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、.．]")
_PROSE = 56
"""Columns: a line of a letter holds 28 characters (GB/T 9704-2012, 5.2.2), so a longer one is prose that was wrapped."""


_PADDED = re.compile(
    rf"[ \u3000]+(?=[”’）】》」〕，。；、！？：])|(?<=[{_CJK}])[ \u3000]+(?=:)|(?<=[“‘（【《「〔])[ \u3000]+"
)
_BRACKETED = re.compile(r"([(〔\[])\s*([一二三四五六七八九十\d]+)\s*([)〕\]])")
_SPAN = re.compile(r"(?<=[年月日时])[ \u3000]+(?=[-—－–~～至到])|(?<=[至到])[ \u3000]+(?=\d)")


def folded_line(text: str) -> str:
    """The text of one paragraph without the blanks of its layout, none at its ends."""
    text = _outside_quotes(folded_marks(text))
    for pattern in (_SPAN, _DATE, _FIGURE, _UNIT):
        text = pattern.sub("", text)
    return text


def folded_marks(text: str) -> str:
    """The text without the blanks around its marks, in its labels, and in words whose characters were set apart."""
    text = re.sub(r"[ \u00a0\t]+", " ", text).strip()
    if _SPACED_LINE.fullmatch(text):
        return re.sub(r"\s+", "", text)
    text = _SPACED_RUN.sub(_closed, _LABEL.sub(_closed, text))
    return _BRACKETED.sub(r"\1\2\3", _PADDED.sub("", text))


def folded_cell(text: str) -> str:
    """The text of a cell of a table: a word whose characters are spread over the cell is one word."""
    text = re.sub(r"\s+", " ", text).strip()
    if _SPACED_CELL.fullmatch(text):
        return text.replace(" ", "")
    return _UNIT.sub("", _DATE.sub("", text))


def _closed(found: re.Match[str]) -> str:
    return re.sub(r"\s+", "", found.group())


def _outside_quotes(text: str) -> str:
    """Prose without the blanks that line ends became: between two Chinese characters, outside quotation marks."""
    if (
        display_width(text) < _PROSE
        or not re.search("[，,。；]", text)
        or re.search(r"\d{3,}[*＊-]+\d", text)
    ):
        return text
    kept = [found.span() for found in _QUOTED.finditer(text)]

    def layout(found: re.Match[str]) -> str:
        at = found.start()
        if any(start < at < end for start, end in kept) or _ORGAN_END.search(text[:at]):
            return found.group()
        after = text[found.end() :]
        if _NEXT_LABEL.match(after) or _STARTS_NUMBER.match(after):
            return found.group()
        return ""

    return _INNER.sub(layout, text)
