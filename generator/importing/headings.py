"""Numbered parts of a text (GB/T 9704-2012, 7.3.3) as a tree, however levels skip, restart or lose their number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from generator.importing.labels import label_at_start
from generator.importing.organs import closed, is_organ
from generator.importing.received import Grid, Line, Piece
from generator.importing.times import chinese_number

_FIGURES = "一二三四五六七八九十"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_ALPHABET = "ABCDEFGHIJ"
_MARKS = (
    ("cn", re.compile(rf"([{_FIGURES}]{{1,3}})\s*[、．.,，]\s*")),
    ("cn", re.compile(rf"([{_FORMAL}])\s*、\s*")),
    ("cn-brackets", re.compile(rf"[（(]?\s*([{_FIGURES}]{{1,3}})\s*[）)]\s*[、．.]?\s*")),
    ("figure-brackets", re.compile(r"[（(]\s*(\d{1,2})\s*[）)]\s*[、．.]?\s*")),
    ("figure-half", re.compile(r"(\d{1,2})\s*[）)]\s*")),
    ("figure-comma", re.compile(r"(\d{1,2})\s*、\s*")),
    ("figure", re.compile(r"(\d{1,2})\s*[.．](?!\d)\s*|(\d{1,2})\s+(?=[^\d\s年月日时个名])")),
    ("circle", re.compile(r"([①-⑳])\s*")),
    ("is", re.compile(rf"([{_FIGURES}]{{1,2}})是(?=[^，。；（(]{{2,30}}[（(](?:承办|协办|联系人|牵头))")),
    ("nth", re.compile(rf"(?:项目|专题|类别|板块)([{_FIGURES}]{{1,2}}|\d{{1,2}})\s*[：:、.．]?\s*")),
    ("nth", re.compile(rf"(?:项目|专题|类别|板块|赛道|单元)([{_FIGURES}\d{_ALPHABET}])\s*[：:、.．]\s*")),
    ("nth", re.compile(rf"第([{_FIGURES}]{{1,2}}|\d{{1,2}})(?:类|项|单元|赛项)(?:\s*[：:、.．]\s*|\s+)")),
    ("nth", re.compile(rf"【(?:项目|专题|类别|板块|赛道|单元|系列)([{_FIGURES}\d])】\s*")),
    ("month", re.compile(rf"([{_FIGURES}]{{1,2}})月(?:份)?\s*[：:]\s*(?=[“\"《])")),
    ("part", re.compile(rf"第([{_FIGURES}]{{1,2}})(?:部分|章)\s*[：:、.．]?\s*")),
    ("stem", re.compile(rf"([{_STEMS}])、\s*(?![{_STEMS}])")),
)
_BULLET = re.compile(r"^[\s>*▶►●■◆•·★☆※\-–—#]+(?=\S)")
_TITLE_ENDS = r"(?:征集|评选|评比|评审|大赛|比赛|竞赛|联赛|展评|展演|展示|展播|推选|选树|遴选|寻访|征稿|征文|创作|推荐|推介|推树|选拔|挑战赛|接力|(?<=[品术果影画频])展(?:览)?|书画展|影展|文化节|艺术节|短视频赛|赛)"
_PROJECT = re.compile(rf"{_TITLE_ENDS}(?:活动|大赛|评选|展示|推选|推荐|征集|展播|比赛)?(?:项目|类|赛)?\Z")
_NO_PROJECT = re.compile(
    "^(?:深入|广泛|组织|积极|持续|认真|结合|开展|做好|参加|推进|突出|加强|强化|动员|关于|请|将|通过|按|第|各(?:单位|地|基层|子|项目|级工会|级单位|有关)|附件|作品评选|评选|评审)"
    "|\\d\\s*[月日]|系列|主题活动(?:$|.{0,4}入口)|通知|入口|安排|说明|分配|子项目|阶段|推优|[。；;：:？！]"
)
_GROUP = re.compile(
    '^(?:[“"]?(?:全总|全国|中华全国|省总|全省|省级|自治区|市总|全市|市级|本市|我市|我省|国家级|县总|区总|全县|全区|县级|区级|集团|省|市|县|区)[^。，；,;]{0,24}'
    "(?:系列|入口|项目|征集活动|系列活动|部分)[^。，；,;]{0,8})[:：]?$"
)
_SECTION = re.compile(
    "(?:总体|工作|有关|活动|相关|具体)要求|指导思想|活动(?:主题|时间|内容|平台|安排|步骤|目的|意义|背景|对象|项目|目标|形式)|主办单位"
    "|(?:活动时间及)?(?:进度|时间|步骤|阶段)安排|实施步骤|征集(?:项目|类别)|组织领导|组织机构|奖项设置|联系方式|报送(?:要求|方式)|其他事项"
)
"""Headings of parts that notices of campaigns commonly have, where they stand without a number."""


class Mark(Struct, frozen=True):
    """A printed number at the start of a line: of which kind, which number, and the words after it."""

    kind: str
    number: int
    rest: str


class Node(Struct):
    """A part: its mark, its first words, what stands under it, and the parts inside it."""

    kind: str
    number: int
    text: str
    line: Line | None
    pieces: list[Piece] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading's words: up to the first full stop or colon where text follows on the same line."""
        head = re.split(
            r"[。：:；;]|——|[（(](?=承办|协办|联系人|牵头|[^（）()：:]{2,40}承办(?:[）)]|[，,]))",
            self.text,
            maxsplit=1,
        )[0].strip()
        return head if len(head) <= 60 else ""

    @property
    def remainder(self) -> str:
        """What follows the title on its own line."""
        return self.text[len(self.title) :].lstrip("。：:；; —") if self.title else self.text

    def walk(self) -> Iterator[Node]:
        """This part and all inside it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def plain_start(text: str) -> str:
    """The text without bullets that converters leave before it."""
    return _BULLET.sub("", text)


def mark_of(text: str) -> Mark | None:
    """The number a line begins with, or None. A date or an amount at the start is none."""
    start = plain_start(text).strip()
    for kind, pattern in _MARKS:
        found = pattern.match(start)
        if not found:
            continue
        printed = next(part for part in found.groups() if part)
        rest = start[found.end() :]
        if not rest and kind in ("figure", "figure-comma", "cn"):
            return None
        return Mark(kind, _number(printed), rest)
    return None


def _number(printed: str) -> int:
    """The value of a printed number: figures, Chinese figures, ①, 甲, 壹, A."""
    for series in (_STEMS, _FORMAL, _ALPHABET):
        if printed in series:
            return series.index(printed) + 1
    return ord(printed) - 0x245F if "①" <= printed <= "⑳" else chinese_number(printed)


def is_project_title(text: str) -> bool:
    """Whether short words name a sub-project by their form: 网络正能量歌曲征集, “身边的劳动者”微电影征集活动."""
    plain = closed(text).strip('“”"《》')
    plain = re.sub(r"[(（][^()（）]*[)）]$", "", plain)
    if len(re.sub("征集|活动|作品|评选|大赛|比赛|线上|线下|系列|展示|项目|组织|开展", "", plain)) < 2:
        return False
    return 4 <= len(plain) <= 40 and bool(_PROJECT.search(plain)) and not _NO_PROJECT.search(plain)


def is_group(text: str) -> bool:
    """Whether a short line heads the series of a tier: 全国工会网络正能量征集活动入口, 省总系列."""
    plain = closed(plain_start(text))
    return len(plain) <= 40 and bool(_GROUP.match(plain))


def outline(pieces: Sequence[Piece]) -> Node:
    """The pieces as a tree. A kind of number that is open already continues it, a new kind goes one level deeper.

    An unnumbered line that reads as a sub-project's title, or that the file itself calls a heading, is a part as well.
    """
    root = Node("root", 0, "", None)
    stack = [root]
    for index, piece in enumerate(pieces):
        mark = mark_of(piece.text) if isinstance(piece, Line) else None
        if isinstance(piece, Grid):
            stack[-1].pieces.append(piece)
        elif mark:
            _rise(stack, mark)
            _push(stack, Node(mark.kind, mark.number, mark.rest, piece))
        elif kind := _bare(piece, pieces[index + 1 : index + 5]):
            _rise_bare(stack, kind)
            _push(stack, Node(kind, 0, plain_start(piece.text).strip().rstrip("：:"), piece))
        else:
            stack[-1].pieces.append(piece)
    return root


def _push(stack: list[Node], node: Node) -> None:
    stack[-1].children.append(node)
    stack.append(node)


def _rise(stack: list[Node], mark: Mark) -> None:
    """Close parts until the new one's place is on top."""
    kinds = [node.kind for node in stack]
    if mark.kind in kinds:
        del stack[kinds.index(mark.kind) :]
        return
    for place in range(len(stack) - 1, 0, -1):
        node = stack[place]
        cousins = {"figure", "figure-comma", "figure-half"}
        if mark.kind in cousins and node.kind in cousins and mark.number == node.number + 1 > 1:
            del stack[place:]
            return
        if node.kind == "bare" and mark.number > 1 and is_project_title(mark.rest.split("。")[0]):
            del stack[place:]  # the first of a series that lost its number
            return
    if mark.kind == "part":
        del stack[1:]
    elif mark.kind == "cn":
        del stack[2 if len(stack) > 1 and stack[1].kind == "part" else 1 :]


def _rise_bare(stack: list[Node], kind: str) -> None:
    kinds = [node.kind for node in stack]
    if kind == "section":  # the headings of a text without numbers; in a numbered one a label like any other
        del stack[1 if "cn" not in kinds else len(stack) :]
        return
    if kind in kinds:
        del stack[kinds.index(kind) :]
        return
    while len(stack) > 1 and (stack[-1].kind in ("bare", "style") or is_project_title(stack[-1].title)):
        if kind != "group" and stack[-1].kind not in ("bare", "style"):
            break
        stack.pop()
    if kind == "group":
        while len(stack) > 1 and stack[-1].kind not in ("cn", "cn-brackets"):
            stack.pop()


def _bare(line: Line, following: Sequence[Piece]) -> str:
    """Of what kind of heading an unnumbered line is: of a tier's series, of a sub-project, or as the file's style says; "" for text."""
    text = plain_start(line.text).strip().rstrip("：:")
    follower = following[0] if following else None
    if is_group(text) and not isinstance(follower, Grid):
        return "group"
    if follower is None or isinstance(follower, Grid):
        return ""
    if _SECTION.fullmatch(closed(text)):
        return "section"
    if is_project_title(text):
        return "bare"
    short = (
        3 <= len(closed(text)) <= 30
        and not re.search(r"[，。；：:,;、！？@]|\d{4}", text)
        and not is_organ(text)
    )
    if not short or label_at_start(line.text):
        return ""
    if isinstance(follower, Line) and re.search(
        r"(?:^|[。；，,;])由[^，。；,;]{3,40}?承办(?:[。，；,;]|$)", follower.text
    ):
        return "bare"
    labels = [label_at_start(piece.text) for piece in following if isinstance(piece, Line)]
    kinds = [
        label.kind if label and (label.value or re.search("承办|征集", label.label)) else ""
        for label in labels
    ]
    if _heads_text(following, kinds):
        return "bare"
    return "style" if line.style == "heading" else ""


def _heads_text(following: Sequence[Piece], kinds: Sequence[str]) -> bool:
    """Whether what follows a short line is a sub-project's: a label of hosts, contents or participants.

    Before that label stand nothing but paragraphs of text or other labels.
    """
    for piece, kind in zip(following, kinds, strict=False):
        if kind in ("host", "co-host", "call", "object"):
            return True
        if not kind and (isinstance(piece, Grid) or len(closed(piece.text)) < 16 or mark_of(piece.text)):
            return False
    return False
