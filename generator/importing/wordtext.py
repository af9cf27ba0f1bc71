"""The text of one Word paragraph as it is printed: fields as their results, insertions counted, deletions not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from generator.importing.wordstyles import W

_VML = "{urn:schemas-microsoft-com:vml}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MIXED = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SKIPPED = frozenset({W + "del", W + "moveFrom", W + "rPr", W + "pPr", _MIXED + "Fallback"})
_INSERTED = frozenset({W + "ins", W + "moveTo"})
LINE_END, PAGE_END = "\n", "\f"


class Seen(Struct):
    """What was met in a paragraph besides its text: filled while it is read."""

    boxes: list[Any] = field(default_factory=list)
    pictures: int = 0
    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    drawn: int = 0


def paragraph_text(paragraph: Any, seen: Seen, addresses: dict[str, str]) -> str:
    """The text of a paragraph with `LINE_END` and `PAGE_END` for those inside it."""
    codes: list[bool] = []  # for each open field, whether its code is being read and not its result
    return "".join(_texts(paragraph, seen, addresses, codes))


def _texts(element: Any, seen: Seen, addresses: dict[str, str], codes: list[bool]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == W + "r":
            text = "".join(_run(child, seen, addresses, codes))
            if text and _is_hidden(child):
                seen.hidden.append(text)
            else:
                yield text
        elif tag in (W + "del", W + "moveFrom"):
            seen.deleted.append("".join(t.text or "" for t in child.iter(W + "delText", W + "t")))
        elif tag in _INSERTED:
            text = "".join(_texts(child, seen, addresses, codes))
            seen.inserted.append(text)
            yield text
        elif tag == W + "hyperlink":
            text = "".join(_texts(child, seen, addresses, codes))
            address = addresses.get(child.get(_LINKED + "id", ""), "")
            if address and address.rstrip("/").removeprefix("mailto:") != text.strip().rstrip("/"):
                seen.links.append((text, address))
            yield text
        elif isinstance(tag, str) and tag not in _SKIPPED:
            yield from _texts(child, seen, addresses, codes)


def _run(run: Any, seen: Seen, addresses: dict[str, str], codes: list[bool]) -> Iterator[str]:
    for child in run:
        tag = child.tag
        if tag == W + "fldChar":
            kind = child.get(W + "fldCharType")
            if kind == "begin":
                codes.append(True)
            elif kind == "separate" and codes:
                codes[-1] = False
            elif kind == "end" and codes:
                codes.pop()
        elif any(codes):
            continue
        elif tag == W + "t":
            yield child.text or ""
        elif tag in (W + "tab", W + "ptab"):
            yield "\t"
        elif tag in (W + "br", W + "cr"):
            yield PAGE_END if child.get(W + "type") in ("page", "column") else LINE_END
        elif tag == W + "noBreakHyphen":
            yield "-"
        elif tag == W + "sym":
            yield _symbol(child)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            seen.notes.append((tag.removeprefix(W).removesuffix("Reference"), child.get(W + "id", "")))
        elif tag in (W + "drawing", W + "pict", W + "object", _MIXED + "AlternateContent"):
            _draw(child, seen)


def _symbol(element: Any) -> str:
    """A sign of a symbol font: those that look like a tick or a box are one, others stand as □ and are seen in print."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    ticks = {0xF052: "☑", 0xF0FE: "☑", 0xF0A3: "□", 0xF0A8: "□", 0xF06F: "□", 0xF0B7: "•", 0xF0FC: "√"}
    return ticks.get(code, "" if 0xE000 <= code <= 0xF8FF else chr(code))


def _draw(element: Any, seen: Seen) -> None:
    """Text boxes to be read after it; everything else that is drawn is no text."""
    if element.tag == _MIXED + "AlternateContent":
        element = element.find(_MIXED + "Choice")
        if element is None:
            return
    boxes = [box for box in element.iter(W + "txbxContent") if not any(_above(box))]
    seen.boxes += boxes
    pictures = sum(1 for _ in element.iter(_DRAWN + "blip", _VML + "imagedata"))
    seen.pictures += pictures
    if not boxes and not pictures:
        seen.drawn += 1


def _above(box: Any) -> Iterator[Any]:
    """Text boxes around a box: what stands in them is read with them."""
    yield from box.iterancestors(W + "txbxContent")


def _is_hidden(run: Any) -> bool:
    properties = run.find(W + "rPr")
    vanish = properties.find(W + "vanish") if properties is not None else None
    return vanish is not None and vanish.get(W + "val", "1") not in ("0", "false", "off")
