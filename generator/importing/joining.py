"""Lines that the end of a page or of a line cut inside a sentence are one paragraph again.

A line goes on in the next one when it ends no sentence and is no heading, label, date, organ or title, and the next one
begins nothing new. What is doubtful stays apart: two halves of a sentence are a blemish, two glued paragraphs a mistake.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.importing.organs import is_organ
from generator.importing.received import Line, Piece
from generator.values.text import display_width

_CJK = "一-鿿"
_ENDS = re.compile(r"[。！？；：…!?;:.][”’）】》」\"')\]]*$|[”’）】》」\])]$")
_SENTENCE_END = re.compile(r"[。！？；：…!?;:][”’）】》」\"')\]]*$")
_GOES_ON = re.compile(r"[，、,（(“《—–-]$")
_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十百]{1,3}[、.．，]|[（(][一二三四五六七八九十百\d]{1,3}[）)]|\d{1,2}\s*(?:[、.．](?!\d)|[）)](?![，。、；）)]))|[①-⑳㈠-㈩⑴-⒇]"
    r"|第[一二三四五六七八九十百\d]{1,3}(?:[章节条部阶批]|个?阶段|项|类|步)|[甲乙丙丁戊己庚辛壬癸]、|(?:项目|专题|类别|板块)[一二三四五六七八九十\d]{1,2}[：:、]|[a-zA-Z][.、）)])"
)
_BULLET = re.compile(r"(?:[-*+•●▪■◆◇▶►>☆★※]|[·])\s*\S")
_MARKER = re.compile(
    r"(?:附\s*件|附\s*表|附)\s*[\d一二三四五六七八九十]{0,3}\s*(?:[:：]|$|[《.、])|抄\s*送|抄\s*报|主\s*送|印\s*发"
)
_LABEL = re.compile(rf"[{_CJK}A-Za-z（）()/]{{2,18}}[:：]")
_CONTACT = re.compile(
    r"(?:承\s*办|协\s*办|主\s*办|指导|支持|联\s*系|咨询|电\s*话|手机|邮\s*箱|电子邮|地址|网址|平台入口|传真|QQ|微信)[^，。；]{0,8}[:：]?"
)
_PHONE_END = re.compile(r"(?:\d[\d*＊\-—]{5,}\d)[）)；;，,。.]?$")
_PHONES = re.compile(r"[\d*＊\-—()（）\s转、；;,，/]+$")
_DATE = re.compile(
    r"[二〇零○Ｏ一三四五六七八九O\d]{4}\s*年.{0,12}日(?:印发)?$|[二〇零○一三四五六七八九]{4}年.{1,8}月$"
)
_ORGAN = re.compile(
    rf"[{_CJK}（）()“”、\s]{{2,60}}(?:会|委员会|办公室|网信办|宣传部|文明办|总工会|厅|局|部|中心|公司|集团|社|文件|团委|妇联)(?:文件)?$"
)
_TITLE_END = re.compile(
    r"(?:通\s*知|通\s*报|公\s*告|公\s*示|决\s*定|方\s*案|函|意\s*见|办\s*法|细\s*则|名\s*单|表|倡\s*议\s*书)[）)》”]?(?:（.{1,12}）)?$"
)
_DOC_NUMBER = re.compile(r"[〔\[［(（【]\s*\d{4}\s*[〕\]］)）】]\s*第?\s*\d+\s*号$")
_COMMA = re.compile("[，,、；;。]")
_CLOSERS = {"“": "”", "《": "》", "（": "）", "(": ")", "‘": "’", "〔": "〕"}
_NAMED = re.compile(r"[^，。；：:]{2,20}[：:]")
"""The end of the recipients, where a line end cut them."""
_DANGLING = re.compile(
    r"(?:电话|手机|邮箱|信箱|传真|网址|地址|微信|QQ|号码)[:：]$|[\d*]{5,}[、，,]$|(?<![\d*])(?:\d{3,4}[-—－]|1[3-9]\d)$",
    re.IGNORECASE,
)
"""A label without its value, a number after which one more comes, an area code."""
_VALUE = re.compile(r"[\dA-Za-z(（]|\*{4}\d{4}")
_AT_ONCE = 6
_LONG = 44
"""Columns from which a line may have been cut: a line holds 28 characters (GB/T 9704-2012, 5.2.2), less its indent, less
what half-width figures save."""
_WRAPPED = 8
"""So many lines of about one width, none the end of a sentence, are a text cut at its line ends throughout."""


class _Page(Struct, frozen=True):
    """What of a whole document decides: from which width a line may have been cut, and whether all lines are cut."""

    width: int
    wrapped: bool


def joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with cut lines made whole; `number` to `last` of a joined line reach over all of its parts."""
    page = _page(pieces)
    done: list[Piece] = []
    heading = True
    listing = False
    for piece in pieces:
        if not isinstance(piece, Line):
            done.append(piece)
            continue
        before = done[-1] if done else None
        if isinstance(before, Line) and _goes_on(before, piece, page, heading=heading, listing=listing):
            done[-1] = _glued(before, piece)
        else:
            listing = (listing and bool(_NUMBER.match(piece.text))) or _marks_attachments(piece.text)
            done.append(piece)
        whole = done[-1]
        heading = isinstance(whole, Line) and _in_heading(whole.text, was=heading)
    return tuple(done)


def _glued(one: Line, other: Line) -> Line:
    blank = " " if re.search("[A-Za-z0-9,.]$", one.text) and re.match("[A-Za-z]", other.text) else ""
    return replace(one, text=one.text + blank + other.text, last=other.last)


def _page(pieces: Sequence[Piece]) -> _Page:
    widths = Counter(
        display_width(piece.text) // 4
        for piece in pieces
        if isinstance(piece, Line)
        and not _SENTENCE_END.search(piece.text)
        and display_width(piece.text) >= 30
    )
    lines = sum(isinstance(piece, Line) for piece in pieces)
    pairs = {width: widths[width] + widths[width + 1] for width in widths}
    width, count = max(pairs.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    if count >= _WRAPPED and count * 4 >= lines:
        return _Page(max(28, width * 4 - 4), wrapped=True)
    return _Page(_LONG, wrapped=False)


def _in_heading(text: str, *, was: bool) -> bool:
    """Whether what follows is still masthead, number, title: until the recipients or the first sentence."""
    if _DOC_NUMBER.search(text) or re.match(r"附\s*件\s*\d*$", text):
        return True
    return was and not (text.endswith(("：", ":", "。")) or _NUMBER.match(text))


def _marks_attachments(text: str) -> bool:
    return bool(re.match(r"(?:[-*]\s+)?附\s*件\s*[:：]\s*\S", text))


def _goes_on(one: Line, other: Line, page: _Page, *, heading: bool, listing: bool) -> bool:
    text = one.text
    if one.style or other.style:
        return False
    if (
        (closer := _opened(text))
        and 0 <= other.text.find(closer) <= _AT_ONCE
        and not _SENTENCE_END.search(text)
    ):
        return True
    if _DANGLING.search(text) and _VALUE.match(other.text):
        return True
    if heading and _COMMA.search(text) and display_width(text) >= page.width and _NAMED.fullmatch(other.text):
        return not _SENTENCE_END.search(text)
    if _begins(other.text, text):
        return False
    if _opened(text) and not _SENTENCE_END.search(text) and _closes(text, other.text):
        return True
    if heading and not _COMMA.search(text):  # a title: set in lines by hand, or cut as everything else
        return page.wrapped and display_width(text) >= page.width and not _complete(text, wrapped=True)
    if listing and not other.apart and not text.endswith(other.text):
        return not _TITLE_END.search(text) and (not _ENDS.search(text) or text.endswith(("”", '"')))
    if _GOES_ON.search(text) and display_width(text) >= 12 and not _PHONE_END.search(text):
        return True
    if (
        display_width(text) < page.width
        or _SENTENCE_END.search(text)
        or _complete(text, wrapped=page.wrapped)
    ):
        return False
    if not page.wrapped and not _COMMA.search(re.sub("“[^”]*”", "", text)):
        return False
    return not _closed_list(text)


def _begins(text: str, before: str) -> bool:
    """Whether a line begins something of its own."""
    if any(p.match(text) for p in (_NUMBER, _BULLET, _MARKER, _DATE)) or _PHONES.fullmatch(text):
        return True
    if re.match(r"[（(][^（()）]{2,60}[）)]$", text) or _DOC_NUMBER.search(text):
        return True
    if _LABEL.match(text) and not before.endswith(("，", "、", ",")):
        return True
    short = display_width(text) < 60
    return short and bool(_ORGAN.fullmatch(text)) and not before.endswith(("、", "，", ","))


def _complete(text: str, *, wrapped: bool) -> bool:
    """Whether a line without a mark at its end is whole: a heading, a label with its value, a date, an organ, a title."""
    bare = re.sub("“[^”]*”", "", text)
    if re.search(r"[（(][^（()）]*(?:[承协主]办|联系人|责任)[^（()）]*[）)]$", text):
        return True
    if (hosts := re.search(r"[承协主]办(?:单位|方)?\s*[:：]\s*([^。；：:]{4,40})$", text)) and is_organ(
        re.split("[、，,]", hosts.group(1))[-1]
    ):
        return True
    if _NUMBER.match(text) and not re.search("[，,、；;。：:]", _NUMBER.sub("", bare, count=1)):
        return not wrapped
    if _CONTACT.match(text) or _PHONE_END.search(text) or _DATE.fullmatch(text) or _DOC_NUMBER.search(text):
        return True
    if _ORGAN.fullmatch(text) and not _COMMA.search(text):
        return True
    return bool(_TITLE_END.search(text)) and not re.search("[，,。；;]", bare)


def _opened(text: str) -> str:
    """The mark that would close the innermost quotation or bracket left open in `text`, or ""."""
    stack: list[str] = []
    for character in text:
        if character in _CLOSERS:
            stack.append(_CLOSERS[character])
        elif stack and character == stack[-1]:
            stack.pop()
    if not stack and text.count('"') % 2:
        return '"'
    return stack[-1] if stack else ""


def _closes(one: str, other: str) -> bool:
    closer = _opened(one)
    at = other.find(closer)
    return 0 <= at <= 60 and not re.search("[。；]", other[:at])


def _closed_list(text: str) -> bool:
    """Whether an enumeration ends here: its last item comes after 和 and ends as most of the others do."""
    found = re.search(r"(?:[:：]|为)([^。；]*、[^。；]*?)(?:和|及|与)([^、，。；]{2,40})$", text)
    if not found:
        return False
    items = [item for item in found.group(1).split("、") if item]
    endings = Counter(item[-2:] for item in items)
    return len(items) >= 2 and endings.most_common(1)[0][0] == found.group(2)[-2:]
