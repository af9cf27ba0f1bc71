"""YAML text to nodes that know file, line and column, every scalar still text. The only importer of yaml.

YAML 1.1 turns `16:9` into 969, `NO` into False and `0123` into 83, and keeps the last of two equal keys without a
word; so libyaml only composes here, and the model converts.
"""

from __future__ import annotations

import re

import yaml
from msgspec import Struct

from generator.problems import Place, Problem, problem
from generator.source import Source
from generator.yamlfaults import Fault, explain_fault, scan_lines

MAX_DEPTH = 24
"""Deeper nesting is an attack or an accident; libyaml itself crashes at some 100,000 brackets."""


class Scalar(Struct, frozen=True):
    """A piece of text."""

    text: str
    place: Place


class Mapping(Struct, frozen=True):
    """Keys with their values, in the order written; no key stands twice."""

    items: tuple[tuple[Scalar, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of `key`, or None."""
        return next((value for name, value in self.items if name.text == key), None)

    def key_place(self, key: str) -> Place | None:
        """Where `key` itself is written, or None."""
        return next((name.place for name, _ in self.items if name.text == key), None)


class Sequence(Struct, frozen=True):
    """List items in order."""

    items: tuple[Node, ...]
    place: Place


Node = Scalar | Mapping | Sequence

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BRACKET = re.compile(r"[\[\]{}]")
_SIGN = re.compile(r"(?:\A|[\s\[\]{},:?-])[&*!]")
"""Where an anchor, an alias or a tag can begin: `158****7098` is none."""
_GLUED = re.compile(r"(?P<key>[A-Za-z_][\w-]*)\s*(?P<colon>[:：])")
_OTHER_BREAKS = dict.fromkeys(map(ord, "\r\x85\u2028\u2029"), " ")
"""Ends of a line to YAML and to no editor: as blanks, or every place below them would be wrong."""
_MOST_FAULTS = 60
"""So many lines are mended in one file at most; one with more is no YAML at all."""
_MOST_READ = 6_000_000
"""Characters that may be parsed again and again for faults: a file of a megabyte is not read sixty times."""
_MOST_TOLD = 300
"""Equal keys and the like of one file: who mends three hundred reads the file anew."""


def parse(source: Source, *, tags: bool = False) -> tuple[Mapping | None, list[Problem]]:
    """Parse one YAML file whose root is a mapping.

    Refused by name: tabs, full-width colons and blanks, anchors, aliases, tags, several documents, equal keys,
    nesting beyond `MAX_DEPTH`, and prose in flow style whose comma silently made a key. `tags=True` is for
    mkdocs.yml alone, where the engine wants them; they are never carried out here.

    With problems the node is None, or what was evidently meant: good for finding further problems, for nothing else.
    """
    if deep := _too_deep(source):
        return None, [deep]
    faults = list(scan_lines(source))
    problems = [fault.problem for fault in faults]
    lines = list(source.lines)
    for fault in faults:
        lines[fault.line - 1] = fault.mended or ""
    mended = {fault.line for fault in faults}
    for _ in range(max(3, min(_MOST_FAULTS, _MOST_READ // (len(source.text) + 1)))):
        text = "\n".join(lines).translate(_OTHER_BREAKS)
        try:
            if special := _special_event(text, source, tags=tags):
                return None, problems if special.place.line in mended else [*problems, special]
            documents = list(yaml.compose_all(text, Loader=_LOADER))
            break
        except yaml.MarkedYAMLError as error:
            fault = _explained(error, Source(source.name, text), source)
            doubtful = range(fault.line - 1, fault.line + 2) if fault.mended is None else (fault.line,)
            if mended.intersection(doubtful):
                return None, problems  # what was mended was meant otherwise: say no more
            problems.append(fault.problem)
            if fault.mended is None:
                return None, problems
            mended.add(fault.line)
            lines[fault.line - 1] = fault.mended
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            return None, [*problems, problem("E120", source.place(), detail=type(error).__name__)]
    else:
        return None, problems
    if len(documents) > 1:
        return None, [*problems, problem("E130", _divider(documents[1].start_mark.line, source))]
    if not documents or not isinstance(documents[0], yaml.MappingNode):
        return None, problems or [problem("E131", source.place())]
    node = _convert(documents[0], source, problems)
    assert isinstance(node, Mapping)
    return node, problems


def _divider(line: int, source: Source) -> Place:
    """The `---` above the second document's first line."""
    lines = [
        number for number, text in enumerate(source.lines[: line + 1], start=1) if text.startswith("---")
    ]
    return source.place(lines[-1] if lines else line + 1, 1, 3)


def _explained(error: yaml.MarkedYAMLError, source: Source, original: Source) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    context = str(error.context or "")
    opened = any(word in context for word in ("quoted scalar", "flow", "alias", "anchor", "tag"))
    if opened and "escape" not in str(error.problem) and error.context_mark:
        # the parser runs on, at worst to the end of the file; the editor looks for the opening mark
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
    return explain_fault(source, original, line, column, str(error.problem or ""), context)


def _convert(node: yaml.Node, source: Source, problems: list[Problem]) -> Node:
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if end.line == start.line else 1
    place = source.place(start.line + 1, start.column + 1, max(1, length))
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, place)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_convert(item, source, problems) for item in node.value), place)
    assert isinstance(node, yaml.MappingNode)
    items: list[tuple[Scalar, Node]] = []
    seen: dict[str, Place] = {}
    for key_node, value_node in node.value:
        key = _convert(key_node, source, problems)
        if len(problems) > _MOST_TOLD:
            break
        if not isinstance(key, Scalar):
            problems.append(problem("E128", key.place))
        elif node.flow_style and _no_value(key_node, value_node, source):
            problems.append(_keyless(key))
            if found := _GLUED.match(key.text):
                name = Scalar(found.group("key"), key.place)
                if name.text not in seen:
                    seen[name.text] = name.place
                    items.append((name, Scalar(key.text[found.end() :].strip(), key.place)))
        elif key.text in seen:
            problems.append(problem("E123", key.place, key=key.text, line=seen[key.text].line))
        else:
            seen[key.text] = key.place
            items.append((key, _convert(value_node, source, problems)))
    return Mapping(tuple(items), place)


def _no_value(key: yaml.Node, value: yaml.Node, source: Source) -> bool:
    """Whether a key in flow style has not even a colon: `{text: 红色，绿色, 蓝色}` makes 蓝色 a key."""
    if value.start_mark.index != value.end_mark.index or not isinstance(value, yaml.ScalarNode):
        return False
    line = source.lines[key.end_mark.line] if key.end_mark.line < len(source.lines) else ""
    return not line[key.end_mark.column :].lstrip().startswith(":")


def _keyless(key: Scalar) -> Problem:
    if found := _GLUED.match(key.text):
        code = "E121" if found.group("colon") == "：" else "E134"
        return problem(code, key.place, key=found.group("key"))
    return problem("E129", key.place, text=key.text)


def _special_event(text: str, source: Source, *, tags: bool) -> Problem | None:
    """The first anchor, alias, tag or bracket too deep. Only files that contain their signs pay for the extra pass.

    Brackets cannot be counted as characters where some may stand in quotes or comments: `["]", ["]", [` goes ever
    deeper and seems to close each time. Events come without recursion, so here libyaml cannot fall.
    """
    watched = not tags and _SIGN.search(text) is not None
    if not watched and not _brackets_in_doubt(text):
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        mark = event.start_mark
        place = source.place(mark.line + 1, mark.column + 1) if mark else source.place()
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if event.flow_style and depth > 2 * MAX_DEPTH:
                return problem("E127", place, limit=MAX_DEPTH)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if not watched:
            continue
        if isinstance(event, yaml.AliasEvent):
            return problem("E124", place, sign=f"*{event.anchor}")
        if anchor := getattr(event, "anchor", None):
            return problem("E124", place, sign=f"&{anchor}")
        if tag := getattr(event, "tag", None):
            return problem("E125", place, tag=tag)
    return None


def _brackets_in_doubt(text: str) -> bool:
    opened = text.count("[") + text.count("{")
    return opened > MAX_DEPTH and any(sign in text for sign in "\"'#")


def _too_deep(source: Source) -> Problem | None:
    """Count brackets before libyaml sees them; block nesting is bounded by indentation."""
    depth = 0
    for found in _BRACKET.finditer(source.text):
        depth += 1 if found.group() in "[{" else -1 if depth else 0
        if depth > MAX_DEPTH:
            return problem("E127", source.at(found.start()), limit=MAX_DEPTH)
    for number, line in enumerate(source.lines, start=1):
        lead = re.match(r"(?:[ ]|- |\? |: )*", line)
        if lead and len(lead.group()) // 2 > 2 * MAX_DEPTH:
            return problem("E127", source.place(number, 4 * MAX_DEPTH + 1), limit=2 * MAX_DEPTH)
    return None
