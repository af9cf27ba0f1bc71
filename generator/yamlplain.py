"""The quick way through YAML for the many files in which nothing is wrong: plain data, or None at the first doubt.

`yamltext` names every mistake at its line and column and takes some 0.5 ms for a file of ten lines; this takes 0.1 and
knows no places. What it returns is what `yamltext` would have read without a problem (a property test holds the two
together); of anything else it says nothing and the other is asked.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from generator.values.text import forbidden_character

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DOUBT = re.compile(
    r"(?:\A|[\s\[\]{},:?-])[&*!]"  # anchors, aliases, tags
    r"|^[ ]*(?:- )*[A-Za-z_][\w-]*[ ]*："  # a wide colon after a key
    r"|^[ ]*[^\S \n]|\t"  # blanks that are none
    r"|^(?:---|\.\.\.|%)"  # several documents, directives
    r"|^(?:[ ]|- |\? |: ){40}",
    re.MULTILINE,
)
_DEEPEST = 8
_MOST_BRACKETS = 24


def plain(data: bytes) -> dict[str, Any] | None:
    """The mapping of a YAML file as dicts, lists and texts; None if anything about it wants a closer look."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if forbidden_character(text) or _DOUBT.search(text) or text.count("[") + text.count("{") > _MOST_BRACKETS:
        return None
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    try:
        value = _value(root, 0)
    except _Doubt:
        return None
    return value if isinstance(value, dict) else None


class _Doubt(Exception):  # noqa: N818 - no error: the other reader decides
    """Something that the places of `yamltext` are needed for."""


def _value(node: yaml.Node | None, depth: int) -> Any:
    if isinstance(node, yaml.ScalarNode):
        if node.start_mark.index == node.end_mark.index:
            raise _Doubt  # a key without a value
        return node.value
    if depth > _DEEPEST:
        raise _Doubt
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, depth + 1) for item in node.value]
    if not isinstance(node, yaml.MappingNode):
        raise _Doubt
    found = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in found:
            raise _Doubt
        found[key.value] = _value(value, depth + 1)
    return found
