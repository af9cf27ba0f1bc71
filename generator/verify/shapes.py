"""Pieces of pages by their shape: what is left when the values of attributes and the text between tags are taken out.

Thousands of works are shown by a few hundred shapes. A shape is read once, by the rules of browsers; of the next piece
of that shape only the values are looked at, because a value without `"`, `<` and `>` ends nothing and begins nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from generator.values.patterns import late
from generator.verify.meaning import LINKS, LISTS, MOVING, PAINTS, SETS, is_loaded, misleading, parts_of
from generator.verify.tags import Impurity, Tag, read_tags

BORDER, START = "\x01", "\x02"
"""Between pieces, and before each."""
HOLE = "\x03"
SIGNS = (b"\x01", b"\x02", b"\x03")
"""A page that has one of them is read without shapes."""
_VALUE = late(f'(="[^"<>{BORDER}]*"|[>{START}][^<>{BORDER}]+)')
_STRANGE_END = late(rf"</[a-zA-Z][^\s/>{HOLE}]*+[\s/]*+[^\s/>{HOLE}]")
"""An end tag with attributes, which nobody reads: what stands in them could be taken for text."""
_SETTLED = frozenset({"script"}) | MOVING
"""Tags of which any value may change what the others mean; of all others, these attributes do."""
_SETTLING = frozenset({"rel", "type", "http-equiv"}) | PAINTS | LISTS
_HARMLESS = late(r"(?!//)[A-Za-z0-9_./?=#%&;~+-]*")
"""An address that surely leads to a place of the same host."""


class Place(NamedTuple):
    """A value that leads somewhere or is led to: its number in the piece, the attribute, its tag and whether it is loaded."""

    at: int
    attribute: str
    tag: Tag
    loads: bool


class Shape(NamedTuple):
    """How pieces of one shape are read: of `size` values those at `fixed` decide what the others mean.

    `readings` tells of each way in which they may stand where the values with a meaning are.
    """

    size: int
    fixed: tuple[int, ...]
    readings: dict[tuple[str, ...], tuple[Place, ...]]


class Told(NamedTuple):
    """What the values of a piece say."""

    links: list[str]
    ids: list[str]
    names: list[str]
    impure: list[Impurity]


def cut(text: str) -> tuple[list[str], str]:
    """Take the values out of pieces of a page (`START` before each, `BORDER` between them): the values, and what is left."""
    parts = _VALUE.split(text)
    return parts[1::2], HOLE.join(parts[::2])


def joined(shapes: Sequence[Shape], values: Sequence[str]) -> Shape:
    """Pieces that follow one another, as one; `values` are those of all of them."""
    fixed: list[int] = []
    places: list[Place] = []
    start = 0
    for shape in shapes:
        fixed += [start + at for at in shape.fixed]
        read = shape.readings[tuple([values[start + at] for at in shape.fixed])]
        places += [place._replace(at=start + place.at) for place in read]
        start += shape.size
    return Shape(start, tuple(fixed), {tuple([values[at] for at in fixed]): tuple(places)})


def count_of(shape: str) -> int:
    """How many values a piece of this shape has."""
    return shape.count(HOLE)


def read_shape(shape: str, values: Sequence[str]) -> Shape | None:
    """How this piece is read, and others of its shape; None where a value could change what stands beside it."""
    if _STRANGE_END.search(shape):
        return None
    marked = [
        f'="{HOLE}{number}{HOLE}"' if value[0] == "=" else f"{value[0]}{HOLE}{number}{HOLE}"
        for number, value in enumerate(values)
    ]
    literals = shape.split(HOLE)
    text = "".join(part for pair in zip(literals, [*marked, ""], strict=True) for part in pair)
    markup = read_tags(text.removeprefix(START))
    if markup.impure or markup.comments or markup.unclosed:
        return None
    given = {f"{HOLE}{number}{HOLE}": number for number, value in enumerate(values) if value[0] == "="}
    fixed: list[int] = []
    places: list[Place] = []
    for tag in markup.tags:
        holes = {
            one: number for one, value in tag.attributes.items() if (number := given.pop(value, -1)) >= 0
        }
        if (tag.name + tag.written).count(HOLE) != 2 * len(holes):
            return None
        said = {
            one: _said(values[holes[one]]) if one in holes else value for one, value in tag.attributes.items()
        }
        fixed += [number for one, number in holes.items() if _is_fixed(tag, one)]
        places += _places(Tag(tag.name, "", said), holes)
    if given:
        return None
    key = tuple(values[number] for number in fixed)
    return Shape(len(values), tuple(fixed), {key: tuple(places)})


def tell(places: Sequence[Place], values: Sequence[str], start: int) -> Told:
    """What the piece says whose values begin at `start`."""
    told = Told([], [], [], [])
    for at, attribute, tag, loads in places:
        value = _said(values[start + at])
        if attribute == "id":
            if value:
                told.ids.append(value)
        elif attribute == "name":
            if value:
                told.names.append(value)
        else:
            links = parts_of(value) if attribute in SETS else (value,)
            told.links.extend(links)
            for link in links:
                if not _HARMLESS.fullmatch(link):
                    told.impure.extend(misleading(tag.name, tag.attributes, link, loads=loads))
    return told


def _said(value: str) -> str:
    return unescape(value[2:-1]) if "&" in value else value[2:-1]


def _is_fixed(tag: Tag, attribute: str) -> bool:
    return (
        tag.name in _SETTLED
        or attribute in _SETTLING
        or (tag.name == "link" and attribute != "href")
        or (tag.name == "meta" and "http-equiv" in tag.attributes)
    )


def _places(tag: Tag, holes: dict[str, int]) -> Iterator[Place]:
    """The places among the `holes` of a tag (values by their attributes)."""
    for attribute, number in holes.items():
        if attribute == "id" or (attribute == "name" and tag.name == "a"):
            yield Place(number, attribute, tag, loads=False)
        elif attribute in SETS:
            yield Place(number, attribute, tag, loads=True)
        elif attribute in LINKS:
            yield Place(number, attribute, tag, is_loaded(tag.name, attribute, tag.attributes.get("rel", "")))
