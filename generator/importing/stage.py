"""One stage of a schedule from its printed words: name, time, text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from generator.importing.deadlines import deadlines_in, time_of
from generator.importing.times import Time, times_in
from generator.yamlwriting import Data

NTH = re.compile(r"第[一二三四五六七八九十\d]{1,2}(?:阶段|步)")


NAME = re.compile(r"[，,。；;：:]")


_IN_BRACKETS = re.compile(
    r"[（(]([^（）()]*?\d{1,2}\s*[月日][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)?|[^（）()]*即日[^（）()]*)[）)]"
)


class Found(Struct):
    """One stage as found; `sure` is False where its name or time was taken by a convention with exceptions."""

    name: str
    printed: str
    when: str
    text: str
    number: int
    last: int
    milestones: list[dict[str, Data]] = field(default_factory=list)
    sure: bool = True

    def data(self) -> dict[str, Data]:
        """The stage as a record of campaign.yml."""
        out: dict[str, Data] = {"name": self.name}
        for key in ("printed", "when", "text"):
            if value := getattr(self, key):
                out[key] = value
        if self.milestones:
            out["milestones"] = list(self.milestones)
        return out


def stage_of(head: str, below: Sequence[str], number: int, last: int, year: int | None) -> Found:
    """A stage from the words of its own line and the paragraphs under it."""
    name, text, time, sure = _named(head.strip(), year)
    paragraphs = [part for part in (text, *below) if part.strip()]
    milestones: list[dict[str, Data]] = []
    if time is None:
        time, milestones = time_of(paragraphs, year)
    milestones += deadlines_in("\n".join(paragraphs), year=year, known=milestones, stage=time)
    body = "\n".join(" ".join(part.split()) for part in paragraphs)
    return Found(
        name, time.printed if time else "", time.when if time else "", body, number, last, milestones, sure
    )


def _named(head: str, year: int | None) -> tuple[str, str, Time | None, bool]:
    """Name, text and (where it stands beside the name) time of a stage's first line."""
    nth = NTH.match(head)
    prefix = nth.group() if nth else ""
    rest = head[len(prefix) :]
    bracket = re.match(rf"\s*{_IN_BRACKETS.pattern}\s*[:：，,、。]?\s*", rest)
    if bracket and prefix:
        time = next(times_in(bracket.group(1), year=year), None)
        words = rest[bracket.end() :]
        first = re.split(r"[。；;：:]", words, maxsplit=1)
        if (
            first[0]
            and len(first[0]) <= 16
            and not re.search("[，,]", first[0])
            and not prefix.endswith("步")
        ):
            return (
                first[0].strip(),
                first[1].strip() if len(first) > 1 else "",
                _whole(time, bracket.group(1)),
                False,
            )
        return prefix, words, _whole(time, bracket.group(1)), True
    stripped = re.sub(r"^\s*[:：，,、.．]?\s*", "", rest)
    first_time = next(times_in(stripped, year=year), None)
    if first_time and first_time.start <= 1:
        if prefix:
            return prefix, stripped, None, True
        after = stripped[first_time.end :].lstrip("，,：:、） )。")
        return NAME.split(after)[0].strip()[:40] or first_time.printed, head, None, False
    beside = (
        re.fullmatch(r"([\u4e00-\u9fff、]{2,8})\s*(—*)\s*", stripped[: first_time.start])
        if first_time
        else None
    )
    if (
        beside
        and first_time
        and (len(head) <= 40 or beside.group(2))
        and not re.search("[自从于在至到前后为定即是]$", beside.group(1))
    ):
        return beside.group(1), stripped[first_time.end :].lstrip("。：:，,；; ").strip(), first_time, True
    comma = (
        re.match(r"([\u4e00-\u9fff、]{2,16})[，,]\s*$", stripped[: first_time.start]) if first_time else None
    )
    if comma and first_time:
        end = len(prefix) + len(rest) - len(stripped) + comma.end(1)
        return head[:end].strip(), stripped[first_time.end :].lstrip("。：:，,；; ").strip(), first_time, True
    inner = _IN_BRACKETS.search(rest)
    stop = re.search(r"[。；;：:]", stripped)
    lead = len(rest) - len(stripped)
    if inner and (not stop or inner.start() < lead + stop.start()):
        time = next(times_in(inner.group(1), year=year), None)
        name = head[: len(prefix) + inner.start()].strip()
        return name, rest[inner.end() :].lstrip("。：:，,； ").strip(), _whole(time, inner.group(1)), True
    if prefix and re.match("根据|按照|由|各|对|将|在|通过|结合|请|于", stripped):
        return prefix, stripped, None, True  # a sentence, not a name
    if stop and stop.start() <= 30:
        end = len(prefix) + lead + stop.start()
        return head[:end].strip(), stripped[stop.end() :].strip(), None, True
    if len(head) <= 40:
        return head.strip("。：: "), "", None, True
    first_stop = NAME.search(head)
    return (head[: first_stop.start()] if first_stop else head[:20]).strip(), head, None, False


def _whole(time: Time | None, printed: str) -> Time | None:
    """The time in brackets, printed as all that stands there."""
    plain = " ".join(printed.split())
    if time is None:
        return Time(plain, 0, len(plain), "")
    return Time(
        plain if len(plain) <= 30 else time.printed, 0, len(plain), time.when, time.deadline, time.span
    )
