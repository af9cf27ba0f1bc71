"""What one printed line or table names that is not recorded: numbers, addresses, organisations, people, last days.

Read by plain rules of its own, apart from those of the recognition: the two cannot overlook the same thing for the
same reason. Only what is certain is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from generator.importing.contacts import is_name
from generator.importing.dialled import ANY_EMAIL, NUMBER, narrowed, phone_text
from generator.importing.draft import Draft
from generator.importing.organs import HAN, is_organ
from generator.importing.received import Grid
from generator.importing.recorded import Recorded, bare, figures, leaves
from generator.values.phone import called_phone
from generator.values.text import fold

Sort = Literal["number", "host", "project", "date"]
"""number: telephone, mail or web address; host: organisations and names; project: their count; date: ends and stages."""
Overlooked = tuple[Sort, str, str]
"""The sort, what it probably is, its words as printed."""

_URL = re.compile(r"(?:https?://|www\.)[A-Za-z0-9./:_?=&%#~+\-]+[A-Za-z0-9/]", re.IGNORECASE)
_SHORT = re.compile(r"[1-9][\d ]{3,9}(?:转\d+)?")
"""Without an area code, or a hotline: may be anything unless it is called a telephone."""
_MESSENGER = re.compile(r"(?:QQ群?|微信|群)(?:号码?)?:?\s?$", re.IGNORECASE)


def numbers(text: str, known: Recorded, *, called: bool = False) -> Iterator[Overlooked]:
    """Telephone numbers, mail and web addresses of a text that no record holds. `called`: it is said to be a telephone.

    A web address that a milestone names is met there, with its day.
    """
    plain = narrowed(text)
    for found in ANY_EMAIL.finditer(plain):
        if found.group().lower().rstrip(".") not in known.addresses:
            yield "number", "邮箱", found.group()
    for found in _URL.finditer(plain):
        address = re.sub(r"^https?://|/$", "", found.group().lower())
        if address not in known.addresses and address not in known.said:
            yield "number", "网址", found.group()
    rest = _URL.sub(_blank, ANY_EMAIL.sub(_blank, plain))
    for found in NUMBER.finditer(rest):
        printed = found.group().strip()
        printed = printed[1:] if printed.startswith("(") and ")" not in printed else printed
        before, after = rest[: found.start()], rest[found.end() :]
        if re.match(r"[\d*]", after) or re.search(r"[\d*@.]$", before) or _MESSENGER.search(before):
            continue
        number = phone_text(printed)
        said = called or called_phone(rest, found.start(), found.end())
        if not number or (_SHORT.fullmatch(printed) and not said):
            continue
        if not any(one.endswith(figures(number)) for one in known.numbers):
            yield "number", "电话", printed


def _blank(found: re.Match[str]) -> str:
    return "#" * len(found.group())


_LABEL_ALONE = re.compile(
    r"(?P<mark>[(]?[\d一二三四五六七八九十]{1,3}[).、])?"
    r"(?P<label>(?:[承协]办|牵头|配合)(?:单位|方)?|联[系络]人|联络员)(?:及联系方式|及联系人)?(?P<colon>:)?"
)
_AFTER = re.compile(
    r"(?P<role>[承协]办|牵头|配合)(?:单位|方)?:"
    r"(?P<organs>(?:(?!联[系络]|电话|[承协]办|牵头|配合|主要内容|https?)[^。;:()\d])+)"
)
_BEFORE = re.compile(
    r"(?P<organs>[^,。;(:)由\d]{3,60}?)(?:具体|负责|牵头|联合|共同|分别|组织|主要)*"
    r"(?P<role>[承协]办|牵头)(?!单位|方|:|的|人|全|工作|省|市|负责|开展|组织|落实|抓)"
)
_VERBS = re.compile(r"^.*(?:委托|邀请|[由请])|^[.、)】>#*●\s]+")
_NO_ORGAN = re.compile(
    r"^各|^本|上述|负责|做好|报送|如下|见附件|详见|项目|作品|名称|^单位|及联系方式|一览|^联系|^无$"
)
_NAMED = re.compile(
    r"(?:联系人|联络人|联络员)(?:(?:及|和)?(?:联系)?(?:电话|方式))?"
    rf"(?::(?P<sure>[{HAN}·、,]{{2,16}}?)(?=$|[\d;。(]|,?联系|,?(?:办公)?电话|,?手机)"
    rf"|(?P<bare>[{HAN}]{{2,3}})(?=,?(?:联系)?电话|,?[\d(]))"
)
_NO_NAME = re.compile("信息|名单|情况|变更|更换|一览|通讯录|姓名")


def label_alone(text: str) -> str:
    """The label of a line that holds nothing else (`承办单位：`, `（三）承办单位及联系方式`): it speaks of the line below."""
    found = _LABEL_ALONE.fullmatch(fold(text))
    return f"{found['label']}:" if found and (found["mark"] or found["colon"]) else ""


def hosts(text: str, known: Recorded) -> Iterator[Overlooked]:
    """Organisations that carry a part (承办, 协办, 牵头) and people to ask that a text names and no record holds."""
    plain = bare(text)
    for found in _AFTER.finditer(plain):
        for organ in _strange(found["organs"], known.hosts + known.names):
            if re.fullmatch(rf"[{HAN}A-Za-z0-9]{{3,40}}", organ) and not _NO_ORGAN.search(organ):
                yield "host", _role(found), organ
    for found in _BEFORE.finditer(plain):
        for organ in _strange(found["organs"], known.hosts + known.sponsors):
            if is_organ(organ) and not _NO_ORGAN.search(organ):
                yield "host", _role(found), organ
    for found in _NAMED.finditer(plain):
        for name in _strange(found["sure"] or found["bare"], known.hosts + known.names):
            if is_name(name) and not _NO_NAME.search(name) and not any(one in name for one in known.names):
                yield "host", "联系人", name


def names_hosts(text: str) -> bool:
    """Whether a text names somebody who carries a part."""
    none = Recorded(frozenset(), "", "", (), (), ())
    return any(what != "联系人" for _, what, _ in hosts(text, none))


def _role(found: re.Match[str]) -> str:
    return "协办单位" if found["role"] in ("协办", "配合") else "承办单位"


def _strange(words: str, known: Sequence[str]) -> Iterator[str]:
    """Of a list of organisations or names those that are not recorded; blanks between them may be lost."""
    for part in re.split(r"[、,和与及/]", words):
        printed = _VERBS.sub("", part)
        rest = printed
        for one in known:
            rest = rest.replace(one, "") if len(one) > 1 else rest
        if rest and not any(printed in one for one in known):
            yield printed


_HEAD = re.compile(
    r"(?:^|\|)(?:(?P<host>(?:[承协]办|牵头|配合)(?:单位|方)?)|(?P<name>联系人|联络员|联络人))(?:\||$)"
)


def cells(grid: Grid, known: Recorded) -> Iterator[Overlooked]:
    """What a table names, read by the words over its columns, or by those before its rows."""
    first = [fold(head) for head in grid.rows[0]]
    sideways = not any(re.search("[承协]办|项目|联系|电话|手机|姓名", head) for head in first[1:])
    for row in grid.rows:
        for at, cell in enumerate(row):
            over = "" if at >= len(first) or (sideways and not at) else first[at]
            heads = f"{over}|{fold(row[0])}"
            yield from numbers(cell, known, called=bool(re.search("电话|手机|联系方式", heads)))
            role = _HEAD.search(heads)
            if role and not _HEAD.search(fold(cell)):
                yield from hosts(f"{role['host'] or role['name']}:{cell}", known)
            elif not role:
                yield from hosts(cell, known)


_UNTIL = re.compile(
    r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:\d{1,2}(?:时|点|:\d\d))?(?:之前|以前|前|截止|止)"
    r"|截止(?:时间|日期)?[为是:至]?(?:\d{4}年)?(?P<month2>\d{1,2})月(?P<day2>\d{1,2})日"
)
_STAGE = re.compile(
    r"(?:[(]?[\d一二三四五六七八九十]+[).、])?"
    rf"(?:第[一二三四五六七八九十]阶段|[{HAN}]{{2,8}}阶段)[(:,](?:\d{{4}}年)?(?P<month>\d{{1,2}})月"
)


def dates(text: str, draft: Draft) -> Iterator[Overlooked]:
    """Last days and stages of a line whose month and day stand in no date of the draft."""
    plain = fold(text)
    whens = [word for key, word in leaves(draft.data) if key in ("when", "printed", "deadline")]
    for found in _UNTIL.finditer(plain):
        month, day = int(found["month"] or found["month2"]), int(found["day"] or found["day2"])
        iso, printed = f"-{month:02}-{day:02}", f"{month}月{day}日"
        if not any(iso in word or printed in fold(word) for word in whens):
            yield "date", "截止日期", around(plain, found)
    if stage := _STAGE.match(plain):
        month = int(stage["month"])
        if not any(f"-{month:02}" in word or f"{month}月" in fold(word) for word in whens):
            yield "date", "阶段", stage.group()


def around(plain: str, found: re.Match[str]) -> str:
    """The find with the words before it in its clause, at most twenty."""
    start = max(plain.rfind(mark, 0, found.start()) for mark in "。;,") + 1
    return plain[max(start, found.start() - 20) : found.end()]
