"""YAML text to nodes that know file, line and column, every scalar still text. The only importer of yaml.

YAML 1.1 turns `16:9` into 969, `NO` into False and `0123` into 83, and keeps the last of two equal keys without a
word; so libyaml only composes here, and the model converts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from generator.problems import Place, Problem, problem
from generator.source import Source
from generator.yamlfaults import explain_fault, scan_lines

MAX_DEPTH = 24
"""Deeper nesting is an attack or an accident; libyaml itself crashes at some 100,000 brackets."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order written; no key stands twice."""

    items: tuple[tuple[Scalar, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of `key`, or None."""
        return next((value for name, value in self.items if name.text == key), None)

    def key_place(self, key: str) -> Place | None:
        """Where `key` itself is written, or None."""
        return next((name.place for name, _ in self.items if name.text == key), None)


@dataclass(frozen=True, slots=True)
class Sequence:
    """List items in order."""

    items: tuple[Node, ...]
    place: Place


Node = Scalar | Mapping | Sequence

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FLOW = re.compile(r"[\[\]{}]")


def parse(source: Source, *, tags: bool = False) -> tuple[Mapping | None, list[Problem]]:
    """Parse one YAML file whose root is a mapping. With any error the node is None.

    Refused by name: tabs, full-width colons and blanks, anchors, aliases, tags, several documents, equal keys,
    nesting beyond `MAX_DEPTH`, and prose in flow style whose comma silently made a key. `tags=True` is for
    mkdocs.yml alone, where the engine wants them; they are never carried out here.
    """
    found = list(scan_lines(source))
    if deep := _too_deep(source):
        return None, [*found, deep]
    if found:
        return None, found
    try:
        if not tags and (special := list(_special_events(source))):
            return None, special
        documents = list(yaml.compose_all(source.text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        column = mark.column + 1 if mark else 1
        return None, [explain_fault(source, line, column, str(error.problem or ""), str(error.context or ""))]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, [problem("E120", source.place(), detail=type(error).__name__)]
    if len(documents) > 1:
        return None, [problem("E130", source.place(documents[1].start_mark.line + 1))]
    if not documents or not isinstance(documents[0], yaml.MappingNode):
        return None, [problem("E131", source.place())]
    problems: list[Problem] = []
    node = _convert(documents[0], source, problems)
    assert isinstance(node, Mapping)
    return (None if problems else node), problems


def _convert(node: yaml.Node, source: Source, problems: list[Problem]) -> Node:
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if end.line == start.line else 1
    place = source.place(start.line + 1, start.column + 1, max(1, length))
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, place)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_convert(item, source, problems) for item in node.value), place)
    items: list[tuple[Scalar, Node]] = []
    seen: dict[str, Place] = {}
    for key_node, value_node in node.value:
        key = _convert(key_node, source, problems)
        if not isinstance(key, Scalar):
            problems.append(problem("E128", key.place))
            continue
        if (
            node.flow_style
            and value_node.start_mark.index == value_node.end_mark.index
            and value_node.value == ""
        ):
            # `{text: 红色，绿色, 蓝色}`: what follows the comma became a key without a value
            problems.append(problem("E129", key.place, text=key.text))
            continue
        if key.text in seen:
            problems.append(problem("E123", key.place, key=key.text, line=seen[key.text].line))
            continue
        seen[key.text] = key.place
        items.append((key, _convert(value_node, source, problems)))
    return Mapping(tuple(items), place)


def _special_events(source: Source) -> Iterator[Problem]:
    """Anchors, aliases and tags. Only files that contain their signs pay for the extra pass."""
    if not any(sign in source.text for sign in "&*!"):
        return
    for event in yaml.parse(source.text, Loader=_LOADER):
        mark = event.start_mark
        place = source.place(mark.line + 1, mark.column + 1) if mark else source.place()
        if isinstance(event, yaml.AliasEvent):
            yield problem("E124", place, sign=f"*{event.anchor}")
            return
        if getattr(event, "anchor", None):
            yield problem("E124", place, sign=f"&{event.anchor}")
            return
        if getattr(event, "tag", None):
            yield problem("E125", place, tag=event.tag)
            return


def _too_deep(source: Source) -> Problem | None:
    """Count brackets before libyaml sees them; block nesting is bounded by indentation."""
    depth = 0
    for found in _FLOW.finditer(source.text):
        depth += 1 if found.group() in "[{" else -1 if depth else 0
        if depth > MAX_DEPTH:
            return problem("E127", source.at(found.start()), limit=MAX_DEPTH)
    for number, line in enumerate(source.lines, start=1):
        lead = re.match(r"[ -]*", line)
        if lead and lead.group().count("- ") + len(lead.group()) // 2 > 2 * MAX_DEPTH:
            return problem("E127", source.place(number), limit=MAX_DEPTH)
    return None
