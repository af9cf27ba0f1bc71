"""The times of a campaign: its stages, its period, and the deadlines outside stages."""

from __future__ import annotations

from collections.abc import Sequence

from generator.importing import notices
from generator.importing.deadlines import deadlines_in, events_in
from generator.importing.draft import Certainty, Left
from generator.importing.headings import Node
from generator.importing.organs import closed, hosts_of, is_organ
from generator.importing.periods import period_in
from generator.importing.received import Line
from generator.importing.stages import stages_in
from generator.importing.work import Work, all_lines
from generator.yamlwriting import Data


def enter_schedule(work: Work, trees: Sequence[Node]) -> None:
    """Put stages, period, theme and the deadlines outside stages into the data, and tell of each."""
    stages = max((stages_in(tree, year=work.year) for tree in trees), key=len, default=[])
    if stages:
        work.data["schedule"] = [stage.data() for stage in stages]
    for stage in stages:
        sure: Certainty = "sure" if stage.sure and stage.when else "likely" if stage.sure else "guess"
        why = "" if stage.when else "没有印出可以换算的时间" if not stage.printed else "时间没有换算"
        work.found(
            "阶段",
            f"{stage.name} {stage.printed}".strip(),
            (stage.number, stage.last),
            path="schedule",
            sure=sure,
            why=why,
        )
    printed = {stage.printed for stage in stages}
    found = next((one for tree in trees if (one := period_in(tree, year=work.year, besides=printed))), None)
    heads = [
        (closed(node.title), _first_words(node))
        for tree in trees
        for node in tree.walk()
        if node.kind != "root"
    ]
    for title, words in (
        (closed(node.title), _words(node)) for tree in trees for node in tree.walk() if node.kind != "root"
    ):
        organs = (
            [name for line in words for name, _ in hosts_of(line)] if title in ("主办单位", "主办") else []
        )
        if organs and all(is_organ(name) for name in organs):
            work.data["sponsors"] = list(organs)
    said = (notices.theme_said(piece.text) for piece in trees[0].pieces if isinstance(piece, Line))
    if theme := notices.theme_of(heads) or next(filter(None, said), ""):
        work.data["theme"] = theme
    if found and not any(stage.printed == found[0].printed for stage in stages):
        time, line = found
        period: dict[str, Data] = {"printed": time.printed}
        if time.when and str(work.year) in (time.when[:4], time.when[3:7]):
            period["when"] = time.when
        elif time.when:
            work.left.append(
                Left("活动时间的年份和活动年份不一样，没有换算", time.printed, line.number, line.last)
            )
        work.data["period"] = period
        work.found("活动时间", time.printed, line, path="period")
    told = {milestone.get("printed") for stage in stages for milestone in stage.milestones}
    told |= {stage.printed for stage in stages}
    outside: list[dict[str, Data]] = []
    if found and stages:
        time, line = found
        events = events_in(
            line.text[max(0, line.text.find(time.printed)) + len(time.printed) :], year=work.year
        )
        outside += [] if line.number in {stage.number for stage in stages} else events
    for line in (line for tree in trees for line in all_lines(tree)):
        if found and line is found[1] and line.number not in {stage.number for stage in stages}:
            continue
        for record in deadlines_in(line.text, year=work.year, known=outside):
            if record["printed"] not in told:
                outside.append(record)
                work.found(
                    "截止时间",
                    str(record["printed"]),
                    line,
                    path="milestones",
                    sure="likely",
                    why="句中有报送一类的字样",
                )
    if outside:
        work.data["milestones"] = list(outside)


def _words(node: Node) -> list[str]:
    """The lines under a heading, what follows it on its own line first."""
    own = [" ".join(piece.text.split()) for piece in node.pieces if isinstance(piece, Line)]
    return [node.remainder, *own] if node.remainder else own


def _first_words(node: Node) -> str:
    lines = [piece.text for piece in node.pieces if isinstance(piece, Line)]
    return node.remainder or (" ".join(lines[0].split()) if lines else "")
