"""The schedule: stages in numbered parts, in paragraphs, in one sentence, or in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.importing.deadlines import deadlines_in
from generator.importing.dialled import narrowed
from generator.importing.headings import Node, mark_of, plain_start
from generator.importing.labels import label_at_start, unit_before
from generator.importing.organs import closed
from generator.importing.received import Grid, Line
from generator.importing.stage import NAME, NTH, Found, stage_of
from generator.importing.steps import steps_in
from generator.importing.times import times_in

SECTION = re.compile(
    "活动安排|工作安排|赛程|进度|时间安排|活动时间|时间及|实施步骤|工作步骤|活动步骤|步骤安排|阶段安排|日程|阶段划分|赛程|(?:竞赛|大赛|比赛|赛事|比武|征集)时间|(?:竞赛|大赛|比赛|赛事|活动|比武)安排|时间步骤|活动流程|推进步骤|时间节点"
)


OPENS = re.compile(rf"(?:{NTH.pattern}|[\u4e00-\u9fff、]{{2,14}}阶段\s*[（(:：。—])")


def stages_in(root: Node, *, year: int | None) -> list[Found]:
    """The stages of one text. Where several places could be meant, the one with the most stages is taken."""
    best: list[Found] = []
    for node in root.walk():
        section = bool(SECTION.search(closed(node.title))) if node.kind != "root" else False
        found = max(
            _parts(node, year, section=section), _paragraphs(node, year, section=section), key=len
        ) or steps_in(node, year)
        if not found and section:
            found = _tables(node, year) or _sentence(node, year)
        if len(found) > len(best):
            best = found
    if len(best) < 2 and (tabled := [stage for node in root.walk() for stage in _tables(node, year)]):
        best = tabled
    return best if len(best) > 1 or any(NTH.match(stage.name) for stage in best) else []


def _parts(node: Node, year: int | None, *, section: bool) -> list[Found]:
    """Numbered parts, each a stage."""
    chosen = [
        child
        for child in node.children
        if (OPENS.match(child.text) or (section and _dated(child, year))) and not _hosted(child)
    ]
    if not chosen or (not section and not all(OPENS.match(child.text) for child in chosen)):
        return []
    return [
        stage_of(child.text, _below(child), child.line.number if child.line else 0, _last(child), year)
        for child in chosen
    ]


def _hosted(node: Node) -> bool:
    """Whether a part names who hosts it, as sub-projects do and stages do not."""
    return any(label and label.kind == "host" for label in map(label_at_start, (node.text, *_texts(node))))


def _texts(node: Node) -> Iterator[str]:
    for part in node.walk():
        yield part.text
        yield from (piece.text for piece in part.pieces if isinstance(piece, Line))


def _dated(node: Node, year: int | None) -> bool:
    words = "\n".join([node.text, *_below(node)])
    return any(True for _ in times_in(words[:120], year=year or 2000)) or bool(re.search("阶段", node.title))


def _below(node: Node) -> list[str]:
    own = [piece.text for piece in node.pieces if isinstance(piece, Line)]
    ends = next((at for at, text in enumerate(own) if unit_before(narrowed(text))), len(own))
    out = own[:ends]  # an office's contact after the last stage is not of it
    for child in node.children:
        for part in child.walk():
            out += [part.line.text] if part.line else []
            out += [piece.text for piece in part.pieces if isinstance(piece, Line)]
    return out


def _last(node: Node) -> int:
    numbers = [part.line.last for part in node.walk() if part.line]
    numbers += [piece.last for part in node.walk() for piece in part.pieces]
    return max(numbers, default=0)


def _paragraphs(node: Node, year: int | None, *, section: bool) -> list[Found]:
    """Paragraphs that begin with 第一阶段 and its like; what follows until the next belongs to it if it has no text yet."""
    lines = [piece for piece in node.pieces if isinstance(piece, Line)]
    opens = [i for i, line in enumerate(lines) if OPENS.match(plain_start(line.text))]
    steps = [i for i, line in enumerate(lines) if is_step(line.text)]
    if not section and len(opens) < 2 and len(steps) > 2:
        opens = steps
    if section and len(opens) < 2:
        opens = [i for i, line in enumerate(lines) if _opens_with_time(line.text, year)]
    out = []
    for at, following in zip(opens, [*opens[1:], len(lines)], strict=False):
        line = lines[at]
        below = lines[at + 1 : following]
        short = len(line.text) < 40 and not line.text.rstrip().endswith(("。", "；", ";"))
        if not short:
            below = [] if following == len(lines) else below
        last = below[-1].last if below else line.last
        out.append(stage_of(plain_start(line.text), [piece.text for piece in below], line.number, last, year))
    return out if len(out) > 1 else []


def _opens_with_time(text: str, year: int | None) -> bool:
    """Whether a paragraph is a stage without a number: `名称：2022年3月。……`, `名称（5月）：……` or `5月：……`."""
    text = plain_start(text).strip()
    if text.endswith(("：", ":")):
        return False  # it leads to the stages and is none
    head = re.match(r"[\u4e00-\u9fff、]{2,14}(?:\s*[：:（(]\s*|[ \t\u3000]{2,})", text)
    first = next(times_in(text, year=year or 2000), None)
    if first and re.fullmatch("[\u4e00-\u9fff、]{2,7}[^\\W自从于在至到前后为定即是]", text[: first.start]):
        if re.fullmatch(r"\s*(?:[（(][^（）()]*[）)])?\s*[。；;]?", text[first.end :]):
            return True  # 组织发动2024年11月, and no more: layout took the blank between them
    if first and not first.start and re.fullmatch(r"\s*[\u4e00-\u9fff、]{2,14}\s*", text[first.end :]):
        return True  # 4月15日—4月30日  动员报名
    if first is None or first.start > (head.end() if head else 0):
        return False
    after = text[first.end :].lstrip("）) ")
    return bool(head) or after.startswith(("：", ":", "，", ","))


def is_step(text: str) -> bool:
    """Whether a line is one step of several and not the whole period: a time and a colon with words after it."""
    first = next(times_in(plain_start(text), year=2000), None)
    rest = plain_start(text)[first.end :] if first and first.start == 0 else ""
    return rest.startswith(("：", ":")) and len(rest) > 2


def _sentence(node: Node, year: int | None) -> list[Found]:
    """One paragraph in which each stage stands between semicolons, beginning with its time or its name."""
    texts = [(node.remainder, node.line)] + [(p.text, p) for p in node.pieces if isinstance(p, Line)]
    for text, line in texts:
        if not line or not re.search("[；;]", text):
            continue
        whole = re.split(r"(?<=[；;。])", text)
        out: list[Found] = []
        for piece in whole:
            part = (
                re.sub(r"^.{0,30}?分.{0,8}?(?:阶段|步)(?:开展|进行|实施|推进)?[：:。]\s*", "", piece, count=1)
                if not out
                else piece
            )
            part = part.strip().rstrip("；;。")
            mark = mark_of(part)
            part = mark.rest if mark else part
            first = next(times_in(part, year=year), None)
            nth = bool(NTH.match(part))
            if out and nth != bool(NTH.match(out[0].name)):
                continue
            if first and (first.start <= 14 or nth or OPENS.match(part)):
                stage = stage_of(part, [], line.number, line.last, year)
                stage.sure = False
                out.append(stage)
        if len(out) > 1:
            return out
    return []


def is_timetable(grid: Grid) -> bool:
    """Whether a table is the schedule: one column of times, one of what is done."""
    return _time_columns(grid) is not None


def _time_columns(grid: Grid) -> tuple[int, list[int], list[int]] | None:
    heads = [closed(cell) for cell in grid.rows[0]] if len(grid.rows) >= 3 else []
    times = [
        i for i, head in enumerate(heads) if re.fullmatch(".{0,4}(?:时间|日期|时段)(?:安排|节点)?", head)
    ]
    names = [i for i, head in enumerate(heads) if re.search("阶段|环节|步骤|事项|名称", head)]
    texts = [
        i
        for i, head in enumerate(heads)
        if re.search("内容|工作|任务|安排|要求|措施", head) and i not in times
    ]
    return (times[0], names, texts) if times and (names or texts) else None


def _tables(node: Node, year: int | None) -> list[Found]:
    for grid in (piece for piece in node.pieces if isinstance(piece, Grid)):
        columns = _time_columns(grid)
        if columns is None:
            continue
        at, names, texts = columns
        out = []
        for row in grid.rows[1:]:
            printed = " ".join(row[at].split())
            text = " ".join(row[texts[0]].split()) if texts else ""
            name = " ".join(row[names[0]].split()) if names else (NAME.split(text)[0] if text else "")
            time = next(times_in(printed, year=year), None)
            if name and (printed or text):
                stage = Found(
                    name,
                    printed,
                    time.when if time else "",
                    text if text != name else "",
                    grid.number,
                    grid.last,
                )
                stage.milestones = deadlines_in(text, year=year, stage=time)
                out.append(stage)
        if len(out) > 1:
            return out
    return []
