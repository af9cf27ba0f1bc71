"""Sentences that name hosts and people without labels, as the labelled clauses that sub-projects are read from.

Only the reading sees them: what goes into bodies stays as printed, and every word of a clause is a printed one.
"""

from __future__ import annotations

import re

from generator.importing.dialled import NUMBER
from generator.importing.organs import HAN, is_organ

_NAME = rf"[{HAN}](?: ?[{HAN}]){{1,3}}"
_NUMBERS = rf"(?:{NUMBER.pattern})"
_NUM = r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}(?:[)）]|[、.．])\s*)?"
_JOINT = r"(?:分别|共同|联合|具体|负责|牵头)*"
_HOST_FIRST = re.compile(
    rf"(?P<mark>{_NUM})(?P<host>[^，。；：:,;（(“\"《承]{{3,40}}?){_JOINT}承办(?P<title>[“\"《][^，。；：]{{2,40}})[。，,](?P<rest>.*)"
)
_IN_CHARGE = re.compile(
    rf"(?P<before>^|[。；;])\s*(?P<host>[^，。；：:,;承]{{3,40}}?){_JOINT}承办[，,]\s*(?P<name>{_NAME}?)(?:具体)?负责[，,]\s*(?=(?:电话)?[:：]?{_NUMBERS})"
)
_ASSISTED = re.compile(
    r"(?<=[。；;，,])\s*(?P<host>(?:(?!协办)[^，。；：:,;由承]){3,30}?)(?:共同)?协办(?=[。；;，,]|$)"
)
_BESIDE = re.compile(
    rf"(?P<host>\S{{3,60}}?){_JOINT}承办\s+(?:(?P<aid>\S{{3,40}}?)(?:共同)?协办\s+)?(?P<people>{_NAME}\s+{_NUMBERS}(?:[\s、,，]+(?:{_NUMBERS}|{_NAME}\s+{_NUMBERS}))*)"
)
_BRACKETED = re.compile(rf"[（(]\s*(?P<people>{_NAME}\s*{_NUMBERS}[^（）()。]{{0,60}}?)\s*[）)]?\s*$")
_TITLED = re.compile(
    rf"(?P<mark>{_NUM}|\d\s+)(?P<title>[^\s，。；：:,;]{{3,24}})\s+(?=由[^，。；,;]{{3,40}}承办)"
)
_ASK = re.compile(
    rf"(?:请找|请联系|请与)(?P<unit>[{HAN}]{{2,20}}?(?:办公室|部|处|科|中心|工会))(?P<name>[{HAN}]{{2,3}})\s*(?=[（(，,]?\s*{_NUMBERS})"
)
_NAMED_BEHIND = re.compile(
    rf"(?:咨询|联系|值班|值守)?电话\s*[:：]\s*(?P<number>{_NUMBERS})\s*[（(](?P<unit>[{HAN}]{{3,20}}?)\s+(?P<name>{_NAME})[）)]"
)
_GENERAL = re.compile(rf"^\s*(?:综合|业务|日常)(?:联系|咨询|联络)[:：](?=\s*[{HAN}]{{3,24}}[，,])")
_SEAT = re.compile(rf"设在(?P<unit>[{HAN}]{{3,24}})[，,]\s*(?=(?:值守|值班|联系|咨询)?电话\s*[:：])")
_LEADERS = re.compile(rf"^(?P<name>[{HAN}]{{2,12}})\s*(?:[…⋯]+|[.．·]{{3,}})\s*(?=\d{{1,4}}[年月])")
_QUOTED = re.compile(
    rf"[\s>*●■◆•·○O▶-]*(?P<title>[“\"][^“”\"]{{2,20}}[”\"][{HAN}]{{0,10}})\s+(?P<rest>.{{4,}})"
)


def clauses(text: str) -> tuple[str, ...]:
    """The paragraph as it would stand with labels: one text, or several where it is a title and what belongs to it."""
    if len(text) > 600:
        return (text,)
    if beside := _BESIDE.fullmatch(text.strip()):
        aid = (f"协办单位：{beside['aid']}",) if beside["aid"] else ()
        return (f"承办单位：{beside['host']}", *aid, f"联系人：{beside['people']}")
    if "承办" not in text:
        return (_contact(_LEADERS.sub(r"\g<name>：", text)),)
    if (first := _HOST_FIRST.fullmatch(text)) and _hosts(first["host"]):
        text = f"{first['mark']}{first['title'].strip()}。承办单位：{first['host'].strip()}。{first['rest']}"
    text = _IN_CHARGE.sub(_charged, text)
    text = _ASSISTED.sub(r"协办单位：\g<host>", text)
    if titled := _TITLED.match(text):
        text = f"{titled['mark']}{titled['title']}。{text[titled.end() :]}"
    if re.search("承办(?:单位)?\\s*[:：]", text):
        text = _BRACKETED.sub(r"。联系人：\g<people>", text)
        text = re.sub(r"(?<=[^\s，,])[，,](?=协办(?:单位)?\s*[:：])", "。", text)
    return (text,)


def headed(text: str) -> tuple[str, ...]:
    """A line that begins with a quoted title and goes on after a blank, as the title and the rest; () for any other."""
    quoted = _QUOTED.fullmatch(text)
    return (quoted["title"], quoted["rest"]) if quoted else ()


def _contact(text: str) -> str:
    """An office's contact in words of its own: 请找某处某某（电话）, 咨询电话：电话（某处　某某）."""
    text = _ASK.sub(r"。\g<unit>联系人：\g<name>，", text)
    text = _NAMED_BEHIND.sub(r"\g<unit>联系人：\g<name> \g<number>", text)
    text = _SEAT.sub(r"设在。\g<unit>，", text)
    return _GENERAL.sub("联系人：", text)


def _charged(found: re.Match[str]) -> str:
    if not _hosts(found["host"]):
        return found.group()
    return f"{found['before']}承办单位：{found['host'].strip()}。联系人：{found['name']}，"


def _hosts(text: str) -> bool:
    """Whether words read as one organisation or several joined ones."""
    return all(is_organ(part) for part in re.split("、|与|和(?=.{3})", text.strip()))
