"""Changes to a YAML file that leave everything else of it, comments and layout included, byte for byte as it was.

Commands change what an editor wrote (`withdraw`, `archive`, `import`), and the diff of git must show that change alone.
"""

from __future__ import annotations

from collections.abc import Sequence as AnySequence

import yaml

from generator.yamlwriting import Data, scalar, written

Path = tuple[str | int, ...]
"""Keys and places of items from the file's root: `("subprojects", 0, "contacts")`."""
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class EditError(ValueError):
    """The file is not such that the change can be made without touching anything else."""


def set_key(text: str, path: Path, value: Data) -> str:
    """Return `text` with the value at `path` replaced, or its last key added at the end of its mapping.

    Raises `EditError` if what `path` leads through is not there, or stands on one line (flow style) and is to grow.
    """
    node = _at(text, path[:-1])
    key = path[-1]
    if isinstance(key, int):
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        if not 0 <= key < len(items):
            raise EditError(f"{path}: no such item")
        return _checked(_replaced(text, items[key], value), path, value)
    if not isinstance(node, yaml.MappingNode):
        raise EditError(f"{path}: no mapping there")
    for name, current in node.value:
        if name.value == key:
            if (
                isinstance(value, (str, int, bool))
                and isinstance(current, yaml.ScalarNode)
                and not (current.style in ("|", ">") or (isinstance(value, str) and "\n" in value))
            ):
                return _checked(_replaced(text, current, value), path, value)
            if node.flow_style:
                raise EditError(f"{path}: written on one line")
            return _checked(_block(text, name, current, {key: value}), path, value)
    if node.flow_style:
        raise EditError(f"{path}: written on one line")
    return _checked(_appended(text, node, {key: value}), path, value)


def append_item(text: str, path: Path, item: Data) -> str:
    """Return `text` with `item` at the end of the list at `path`; the list is begun if its key is not there.

    Raises `EditError` as `set_key` does.
    """
    parent = _at(text, path[:-1])
    there = isinstance(parent, yaml.MappingNode) and any(name.value == path[-1] for name, _ in parent.value)
    if not there:
        return set_key(text, path, [item])
    node = _at(text, path)
    if not isinstance(node, yaml.SequenceNode):
        raise EditError(f"{path}: no list there")
    whole = [*(_plain(one) for one in node.value), item]
    if node.flow_style or not node.value:
        return set_key(text, path, whole)
    column = node.start_mark.column
    lines = written({"x": [item]}).split("\n")[1:-1] or [f"- {written({'x': [item]}).strip()[4:-1]}"]
    shift = len(lines[0]) - len(lines[0].lstrip())
    moved = "".join(" " * column + line[shift:] + "\n" for line in lines)
    end = _past_comments(text, _end_of(text, node), column)
    head = text[:end] if text[:end].endswith("\n") else text[:end] + "\n"
    return _checked(head + moved + text[end:], path, whole)


def value_at(text: str, path: Path) -> Data | None:
    """The value at `path`, every scalar as text, or None when it is not there."""
    try:
        return _plain(_at(text, path))
    except EditError:
        return None


def _plain(node: yaml.Node) -> Data:
    if isinstance(node, yaml.MappingNode):
        return {name.value: _plain(value) for name, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return str(node.value)


def _at(text: str, path: AnySequence[str | int]) -> yaml.Node:
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise EditError(str(error)) from None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            node = node.value[step]
        else:
            node = None
        if node is None:
            raise EditError(f"{tuple(path)}: {step!r} is not there")
    if node is None:
        raise EditError("an empty file")
    return node


def _replaced(text: str, node: yaml.Node, value: Data) -> str:
    if not isinstance(node, yaml.ScalarNode) or not isinstance(value, (str, int, bool)):
        raise EditError("only a single value can be replaced in its place")
    return text[: node.start_mark.index] + scalar(value, flow=True) + text[node.end_mark.index :]


def _block(text: str, name: yaml.Node, current: yaml.Node, data: dict[str, Data]) -> str:
    """Replace a key and its value, the whole lines of both; the value may end before blank lines and comments."""
    start = name.start_mark.index
    column = name.start_mark.column
    end = _end_of(text, current)
    new = written(data, indent=column)
    return text[:start] + new.lstrip(" ") + text[end:]


def _appended(text: str, node: yaml.MappingNode, data: dict[str, Data]) -> str:
    end = _end_of(text, node)
    head = text[:end] if text[:end].endswith("\n") else text[:end] + "\n"
    return head + written(data, indent=node.start_mark.column) + text[end:]


def _end_of(text: str, node: yaml.Node) -> int:
    """The end of the last line that holds something of `node`."""
    last = node
    while isinstance(last, (yaml.MappingNode, yaml.SequenceNode)) and last.value and not last.flow_style:
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    index = last.end_mark.index
    if last.end_mark.column == 0 and index > 0:  # a literal block ends at the beginning of what follows it
        body = text[:index].rstrip()
        index = len(body)
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def _past_comments(text: str, start: int, column: int) -> int:
    """The end of the comments that belong to the last item of a list: those set further in than its dashes."""
    end = at = start
    while at < len(text):
        stop = text.find("\n", at)
        line = text[at:] if stop < 0 else text[at : stop + 1]
        told = line.lstrip(" ")
        at += len(line)
        if told.startswith("#") and len(line) - len(told) > column:
            end = at
        elif told.strip():
            break
    return end


def _checked(text: str, path: Path, value: Data) -> str:
    """The changed text, if it says at `path` what it should: what cannot be done safely is not done."""
    if value_at(text, path) != _as_text(value):
        raise EditError(f"{path}: cannot be changed in this layout")
    return text


def _as_text(value: Data) -> Data:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int)):
        return str(value)
    if isinstance(value, dict):
        return {key: _as_text(item) for key, item in value.items()}
    return [_as_text(item) for item in value]
