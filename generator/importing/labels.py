"""Labelled pieces of a sub-project: 承办单位：…, 征集内容：…, 联系人：…, wherever they stand in a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.importing.contacts import MAIL, PEOPLE, PHONES
from generator.importing.dialled import NUMBER, narrowed
from generator.importing.organs import HAN, is_organ

_SPACE = r"[ \t\u3000]*"


def _spaced(words: str) -> str:
    return "|".join(_SPACE.join(word) for word in words.split("|"))


KINDS = {
    "both": r"承办单位(?:及|和|与|、)(?:联系(?:方式|人|电话)|联系人(?:及|和)?(?:联系)?电话)",
    "host": _spaced(
        "承办单位|承办方|承办|主要承办单位|牵头单位|责任单位|负责单位|承接单位|组织单位|实施单位"
    ),
    "co-host": _spaced("协办单位|协办方|协办|协助单位|配合单位|支持单位"),
    "sponsor": _spaced("主办单位|主办方|指导单位"),
    "contact": rf"{_spaced('联系人')}|{PEOPLE}|{PHONES}|(?:电话)?传真",
    "mail": MAIL,
    "platform": "平台入口|参与入口|活动入口|报送入口|参与平台|活动平台|报送平台|申报平台|网址|投稿网址|报送网址|登录网址",
    "call": "征集内容|征集主题|活动内容|主要内容|项目内容|内容要求|征集方向|创作内容|创作主题|项目简介|活动简介|内容|主题",
    "object": "征集对象|参加对象|参评对象|参赛对象|面向对象|参与对象|申报对象|推荐对象|活动对象|征集范围|参与范围|参加范围|对象",
    "rules": (
        "征集要求|作品要求|有关要求|参赛要求|参评要求|报送要求|申报要求|推荐要求|具体要求|技术要求|格式要求|创作要求|项目要求|"
        "推荐条件|评选条件|申报条件|参评条件|推荐标准|评选标准|要求"
    ),
    "deadline": "截止时间|报送时间|征集时间|报名时间|提交时间|截稿时间|征稿时间|申报时间|报送截止时间|活动时间|时间",
    "other": (
        "征集方式|推荐方式|报送方式|参与方式|提交方式|投稿方式|申报方式|参加方式|活动方式|推荐名额|推荐办法|申报办法|评选办法|"
        "评选方式|评审办法|奖项设置|奖励办法|奖项设立|报送数量|作品数量|推荐数量|征集数量|活动形式|作品形式|报送材料|申报材料|其他事项|注意事项|备注"
    ),
}
_HEAD = re.compile(
    r"(?:[（(【\[]?)(?:"
    + "|".join(f"(?P<{kind.replace('-', '_')}>{words})" for kind, words in KINDS.items())
    + r")(?:[】\]）)]?[ \t\u3000]*[:：]|[】\]][ \t\u3000]*|(?P<blank>[ \t\u3000]+)(?=\S)|[】\]）)]?\Z)"
)
_GLUED = re.compile(
    rf"(?<=[^\s：:；;，,（(“\"]){_SPACE}(?=(?:{KINDS['host']}|{KINDS['co-host']}){_SPACE}[:：])"
)
_GLUED_CONTACT = re.compile(rf"(?<=[。；;])\s*(?=(?:{PEOPLE}){_SPACE}[:：])")
_NUMBERED = re.compile(r"(?<=[。：:；])\s*(?=[一二三四五六七八九十]{1,2}、[\u4e00-\u9fff])")
"""A level-one number after the end of a sentence: the line held several paragraphs."""
_ITEMS = re.compile(
    r"(?<=[：:；;。])\s*(?=(?:[一二三四五六七八九十]{1,2}是|[（(]\d{1,2}[）)]|\d{1,2}[.．、]|[①-⑳])[^，。；;（(]{2,30}[（(](?:承办|协办|联系人|牵头))"
)
"""Sub-projects in running prose: 一是甲（承办单位：……）；二是乙（承办单位：……）."""


class Labelled(Struct, frozen=True):
    """A label's kind and words (both "" for words before any label) and what follows it."""

    kind: str
    label: str
    value: str


def label_at_start(text: str) -> Labelled | None:
    """The label a paragraph begins with, and the rest; a label alone on its line has an empty rest."""
    found = _HEAD.match(text.strip())
    if not found:
        return None
    name, label = next((name, words) for name, words in found.groupdict().items() if words)
    kind = name.replace("_", "-")
    if found["blank"] and (
        kind not in ("both", "host", "co-host", "contact") or len(re.sub(r"\s", "", label)) < 3
    ):
        return None  # without a colon only what nothing else begins with
    return Labelled(kind, re.sub(r"\s", "", label), text.strip()[found.end() :].strip())


def labelled(text: str) -> Iterator[Labelled]:
    """The paragraph cut at its labels. Hosts and contacts are found anywhere, other labels at the start of a sentence."""
    text = _colons(text)
    starts = sorted({0, *(found.start() for found in _cuts(text))})
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = text[start:end].strip().strip("（(" if start else "").strip()
        piece = re.sub(r"[，,；;]$", "", piece) if end < len(text) else piece
        if piece.endswith(("）", ")")) and piece.count("（") + piece.count("(") < piece.count(
            "）"
        ) + piece.count(")"):
            piece = piece[:-1]
        if head := label_at_start(piece):
            yield head
        elif piece:
            yield Labelled("", "", piece)


def _colons(text: str) -> str:
    """The colon that a sentence leaves out is put after its labels: `由甲承办，联系人乙，电话…`, `承办单位为甲`."""
    text = re.sub(rf"(?<![{HAN}])(承办单位|协办单位)[为是](?=[^\s，。；]{{3}})", r"\1：", text)
    text = re.sub(r"[（(]([^（）()：:，。；]{3,60}?)(?:联合|共同|负责)?承办[）)]", r"承办单位：\1。", text)
    text = re.sub(rf"(?<=[\s。；，,;（(])联系(?=[:：]\s?[{HAN}]{{2,4}}\s)", "联系人", text)
    return _UNMARKED.sub(lambda found: f"{found.group(1)}：", text) if NUMBER.search(narrowed(text)) else text


_UNMARKED = re.compile(
    rf"(?<=[，,；;。（(])\s?({PEOPLE})(?:为|是)?\s?(?=[{HAN}]{{2,4}}(?:·[{HAN}]{{1,6}})?(?:[，,、；;（(\s]|[\d１]))"
)


def _cuts(text: str) -> Iterator[re.Match[str]]:
    inside_contact = False
    for found in re.finditer(
        rf"(?:[【\[]?(?:{KINDS['host']}|{KINDS['co-host']}|{PEOPLE}){_SPACE}[:：】\]])"
        rf"|(?<=[。；;\s])(?:{'|'.join(KINDS[kind] for kind in ('platform', 'call', 'object', 'rules', 'deadline', 'other'))})[:：]",
        text,
    ):
        people = re.match(PEOPLE, found.group().lstrip("【["))
        if people and not inside_contact:
            inside_contact = True
            yield found
        elif not people:
            inside_contact = False
            yield found


def unglued(text: str) -> tuple[str, ...]:
    """A paragraph that layout made of several: cut before a host's label, and before a contact's after a full stop."""
    items = [item for part in _NUMBERED.split(text) for item in _ITEMS.split(part)]
    pieces = [piece for part in items for piece in _unnumbered(_GLUED.split(part))]
    parts = [part.strip() for piece in pieces for part in _GLUED_CONTACT.split(piece)]
    return tuple(part for part in parts if part)


def _unnumbered(pieces: list[str]) -> list[str]:
    """A label's own number goes with it: `（2）承办单位：…` is one paragraph."""
    if len(pieces) > 1 and _MARK_ALONE.fullmatch(pieces[0].strip()):
        return [pieces[0] + pieces[1], *pieces[2:]]
    return pieces


_MARK_ALONE = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[、.．]?|[①-⑳]|[-*•·●◆■▪—–]+")


def unit_before(text: str) -> str:
    """The organisation that stands right before a contact's label: `汕头市总工会联系人：…`; "" where there is none."""
    found = re.search(rf"(?:{PEOPLE}|{PHONES}){_SPACE}[:：]?", text)
    head = re.split(r"[。；;，,：:]", text[: found.start()])[-1].strip(" （(") if found else ""
    head = re.sub(rf"^\d+[.、]|[^{HAN}A-Za-z0-9（）()“”·]+", "", head)
    return head if is_organ(head) else ""
