"""What the styles and lists of a Word file say of a paragraph: heading, place on the line, number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from generator.importing.numbering import Level, Lists

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of WordprocessingML (ECMA-376 part 1, transitional)."""
_DEEPEST = 20


def value(element: Any, name: str) -> str | None:
    """The `w:val` of a child, None where there is no such child."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val") if child is not None else None


class Style(Struct, frozen=True):
    """One paragraph style, what it inherits included."""

    name: str = ""
    centre: str = ""
    outline: int | None = None
    number_id: str | None = None
    depth: int = 0

    @property
    def kind(self) -> str:
        """title, heading, centre, right or nothing, as `Line.style`."""
        name = self.name.casefold()
        if name in ("title", "标题", "subtitle", "副标题"):
            return "title"
        if (self.outline is not None and self.outline < 9) or name.startswith(("heading", "标题")):
            return "heading"
        return self.centre


def bold_heading(paragraph: Any, text: str) -> str:
    """`heading` for a short paragraph that is bold throughout and ends no sentence, else nothing."""
    runs = [
        run for run in paragraph.iter(W + "r") if "".join(t.text or "" for t in run.iter(W + "t")).strip()
    ]
    marks = [run.find(f"{W}rPr/{W}b") for run in runs]
    bold = all(mark is not None and mark.get(W + "val", "1") not in ("0", "false", "off") for mark in marks)
    return "heading" if runs and bold and len(text) <= 24 and not re.search("[。；，：:]", text) else ""


def styles(root: Any) -> tuple[Mapping[str, Style], str]:
    """All paragraph styles by their ids, and the id of the default one."""
    found: dict[str, Any] = {}
    default = ""
    for element in root.findall(W + "style") if root is not None else ():
        if element.get(W + "type", "paragraph") == "paragraph":
            identity = element.get(W + "styleId", "")
            found[identity] = element
            if element.get(W + "default") in ("1", "true", "on"):
                default = identity
    return {identity: _style(identity, found) for identity in found}, default


def _style(identity: str, found: Mapping[str, Any]) -> Style:
    style = Style()
    for element in reversed(list(_chain(identity, found))):
        style = with_properties(style, element.find(W + "pPr"))
    return Style(
        value(found[identity], "name") or "", style.centre, style.outline, style.number_id, style.depth
    )


def _chain(identity: str, found: Mapping[str, Any]) -> Iterator[Any]:
    for _ in range(_DEEPEST):
        if identity not in found:
            return
        yield found[identity]
        identity = value(found[identity], "basedOn") or ""


def with_properties(style: Style, properties: Any) -> Style:
    """The style with what a paragraph or a style on top of it sets."""
    if properties is None:
        return style
    placed = value(properties, "jc")
    centre = (
        {"center": "centre", "right": "right", "end": "right"}.get(placed, "") if placed else style.centre
    )
    outline = value(properties, "outlineLvl")
    listed = properties.find(W + "numPr")
    number_id = value(listed, "numId") if listed is not None else None
    depth = value(listed, "ilvl") if listed is not None else None
    return Style(
        style.name,
        centre,
        int(outline) if outline and outline.isdigit() else style.outline,
        style.number_id if number_id is None else (None if number_id == "0" else number_id),
        int(depth) if depth and depth.isdigit() else style.depth,
    )


def lists(root: Any) -> Lists:
    """The numbered lists of a file, from its numbering part (None: it has none)."""
    if root is None:
        return Lists()
    levels = {}
    links: dict[str, str] = {}
    for element in root.findall(W + "abstractNum"):
        identity = element.get(W + "abstractNumId", "")
        levels[identity] = dict(map(_level, element.findall(W + "lvl")))
        if name := value(element, "styleLink"):
            links[name] = identity
    for element in root.findall(W + "abstractNum"):
        if (name := value(element, "numStyleLink")) and name in links:
            levels[element.get(W + "abstractNumId", "")] = levels[links[name]]
    abstract: dict[str, str] = {}
    overrides: dict[str, dict[int, Level]] = {}
    starts: dict[str, dict[int, int]] = {}
    for element in root.findall(W + "num"):
        identity = element.get(W + "numId", "")
        abstract[identity] = value(element, "abstractNumId") or ""
        for override in element.findall(W + "lvlOverride"):
            depth = override.get(W + "ilvl", "0")
            if (begin := value(override, "startOverride")) and begin.isdigit() and depth.isdigit():
                starts.setdefault(identity, {})[int(depth)] = int(begin)
            if (own := override.find(W + "lvl")) is not None:
                overrides.setdefault(identity, {}).update([_level(own)])
    return Lists(abstract, levels, overrides, starts)


def _level(element: Any) -> tuple[int, Level]:
    start = value(element, "start") or "1"
    restart = value(element, "lvlRestart")
    depth = element.get(W + "ilvl", "0")
    text = value(element, "lvlText") or ""
    form = element.find(f".//{W}numFmt")
    suffix = value(element, "suff") or "tab"
    glue = "" if suffix == "nothing" or not text or not text[-1].isascii() else " "
    return int(depth) if depth.isdigit() else 0, Level(
        form=form.get(W + "val", "decimal") if form is not None else "decimal",
        text=text + glue,
        start=int(start) if start.isdigit() else 1,
        restarts_after=int(restart) - 1 if restart and restart.isdigit() else None,
        legal=element.find(W + "isLgl") is not None,
    )
