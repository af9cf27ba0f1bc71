"""Deadlines and events inside texts: ends with a word of handing in beside them, and what is to happen when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importing.times import Time, times_in
from generator.yamlwriting import Data

_SUBMIT = re.compile(
    "报送|提交|上报|申报|发送|报至|报到|投稿|报名|上传|寄送|推荐至|推送|征集汇总|反馈|填报|报市|报省|送至|报(?=[^，。；,;]{1,12}(?:部|办|会|处|科|室|局|委|单位)(?:[^\u4e00-\u9fff]|备案|审核|汇总|$))"
)
_LABEL = re.compile(r"截[止稿](?:时间|日期)?(?:为|是|[:：])?\s*(?:至)?$")


def time_of(paragraphs: Sequence[str], year: int | None) -> tuple[Time | None, list[dict[str, Data]]]:
    """The time of a stage with several dated paragraphs: the first, or the last end where all are ends; the rest happen in it."""
    openings = [
        (text, time)
        for text in paragraphs
        if (time := next(times_in(text, year=year), None)) and time.start <= 3
    ]
    if not openings:
        every = [time for text in paragraphs for time in times_in(text, year=year)]
        return (every[0] if len(every) == 1 else None), []
    if len(openings) == 1:
        return openings[0][1], []
    ends = all(time.deadline for _, time in openings)
    chosen = openings[-1][1] if ends else openings[0][1]
    told = openings if ends else openings[1:]
    return chosen, [
        _milestone(text[time.end :], time, "event")
        for text, time in told
        if time.printed != chosen.printed or ends
    ]


def _milestone(words: str, time: Time, kind: str) -> dict[str, Data]:
    what = re.split(r"[。；;]", words.lstrip("，,、：: ）)"))[0].strip()
    what = what if len(what) <= 60 else re.split("[，,（(]", what)[0][:60]
    out: dict[str, Data] = {"what": what or time.printed, "kind": kind, "printed": time.printed}
    when = time.point if kind == "deadline" else time.when
    if when:
        out["when"] = when
    return out


def deadlines_in(
    text: str, *, year: int | None, known: Sequence[dict[str, Data]] = (), stage: Time | None = None
) -> list[dict[str, Data]]:
    """Ends printed inside a text with a word of handing in beside them: 8月30日前将申报表提交申报平台."""
    out: list[dict[str, Data]] = []
    for time in _times_of(text, year, stage):
        clause = re.split(r"[。；;\n]", text[time.end :])[0]
        before = re.split(r"[。；;\n]", text[: time.start])[-1]
        same = [record for record in (*known, *out) if record.get("printed") == time.printed]
        labelled = _LABEL.search(before)
        handed = _SUBMIT.search(clause) or _SUBMIT.search(before)
        if same or not (labelled or (time.deadline and handed)):
            continue
        if stage and stage.printed == time.printed:
            continue
        words = clause if _SUBMIT.search(clause) else re.sub("(?:为|是|[:：])\\s*$", "", before)
        out.append(_milestone(words, time, "deadline"))
    return out


def _times_of(text: str, year: int | None, stage: Time | None) -> list[Time]:
    """The times of a stage's text. Where the stage goes on into the next year, each is in the year that puts it in the stage."""
    times = list(times_in(text, year=year))
    first, _, last = stage.when.partition("/") if stage else ("", "", "")
    if first[:4].isdecimal() and last[:4].isdecimal() and int(last[:4]) == int(first[:4]) + 1:
        later = list(times_in(text, year=int(last[:4])))
        return [one if first[:7] <= one.point[:7] else other for one, other in zip(times, later, strict=True)]
    return times


def events_in(text: str, *, year: int | None) -> list[dict[str, Data]]:
    """What is to happen when, in one sentence: 5月下发文件启动,8月进行评审推荐. Fewer than two are none."""
    times = [time for time in times_in(text, year=year) if time.when]
    ends = [time.start for time in times[1:]] + [len(text)]
    out = []
    for time, end in zip(times, ends, strict=False):
        words = re.split("[。；;]", text[time.end : end])[0].strip(" ，,、:：")
        if words and not time.span:
            out.append(_milestone(words, time, "event"))
    return out if len(out) > 1 else []
