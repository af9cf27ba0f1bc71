"""A commented item at the end of a list in a YAML file, everything else of which stays byte for byte."""

from __future__ import annotations

from generator.yamlediting import EditError, value_at


class InsertError(ValueError):
    """The list is not there, or written in a way that cannot be added to."""


def with_item(text: str, key: str, item: str) -> str:
    """Return `text` with the lines of `item` (`- id: …`) behind the last item of the top-level list `key`.

    Comments that belong to the last item stay with it. Raises `InsertError` where that cannot be done safely.
    """
    before = value_at(text, (key,))
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.rstrip() == f"{key}:"), None)
    if start is None or not isinstance(before, list) or not before:
        raise InsertError(key)
    column = next((_indent(line) for line in lines[start + 1 :] if line.lstrip().startswith("- ")), 0)
    end = start + 1
    for number, line in enumerate(lines[start + 1 :], start=start + 1):
        if line.strip() and not (
            _indent(line) > column or (_indent(line) == column and line.lstrip().startswith("- "))
        ):
            break
        if line.strip():
            end = number + 1
    shifted = [" " * column + line if line else line for line in item.rstrip("\n").split("\n")]
    changed = "\n".join([*lines[:end], *shifted, *lines[end:]])
    changed = changed if changed.endswith("\n") else changed + "\n"
    try:
        sound = value_at(changed, (key,)) == [*before, *_items(item)]
        sound = sound and value_at(text, ()) == _without(value_at(changed, ()), key, before)
    except (EditError, TypeError, ValueError) as error:
        raise InsertError(key) from error
    if not sound:
        raise InsertError(key)
    return changed


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _items(item: str) -> list[object]:
    read = value_at(item, ())
    return read if isinstance(read, list) else []


def _without(data: object, key: str, before: object) -> object:
    return {**data, key: before} if isinstance(data, dict) else data
