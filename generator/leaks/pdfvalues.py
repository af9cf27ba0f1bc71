"""What stands in the objects of a PDF and in the content of its pages, without the library that opens them."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator, Mapping

from generator.values.patterns import late

DEEPEST_VALUE = 12
"""How many arrays and records may stand in one another within one object."""
_SHOWN = late(rb"[)>\]]\s*(?:Tj|TJ|'|\")(?![A-Za-z])")
_REPLACEMENT = late(
    rb"(?s)/(?:ActualText|Alt)\s*(?:<([0-9A-Fa-f\s]{0,20000})>|\(((?:[^\\)]|\\.){0,5000})\))",
)
_TITLES = {
    "/CreationDate": "文件属性",
    "/Author": "文件属性",
    "/JS": "脚本",
    "/EF": "附件的名称和说明",
    "/Dest": "书签",
    "/Title": "书签",
    "/Opt": "表单",
    "/FT": "表单",
    "/Alt": "替代文字",
    "/ActualText": "替代文字",
    "/PageLabels": "页码标签",
    "/OCGs": "图层",
}


def shows_text(content: bytes) -> bool:
    """Whether the content of a page draws text: if none of it can be read, its font does not say what its signs mean."""
    return bool(_SHOWN.search(content))


def replacements(content: bytes) -> Iterator[str]:
    """The texts in the content of a page that stand for what it draws (`/ActualText`, `/Alt`)."""
    for found in _REPLACEMENT.finditer(content):
        coded, plain = found.groups()
        figures = b"".join((coded or b"").split()).decode()
        data = plain if plain is not None else bytes.fromhex(figures + "0" * (len(figures) % 2))
        marked = data.startswith(codecs.BOM_UTF16_BE)
        yield data[2:].decode("utf-16-be", "replace") if marked else data.decode("latin-1")


def records(value: object, deep: int = 0) -> Iterator[Mapping[str, object]]:
    """The records in an object, not those it points at: each of them has its turn."""
    if deep > DEEPEST_VALUE:
        return
    if isinstance(value, dict):
        yield value
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from records(inside, deep + 1)


def title(value: object) -> str:
    """What an editor would look for, by the first sign of it."""
    names = {name for record in records(value) for name in record}
    return next((title for name, title in _TITLES.items() if name in names), "不在页面上的文字")


def is_new(told: str | bytes, done: set[bytes]) -> bool:
    """Whether this was not told before; it is from now on."""
    sign = hashlib.sha256(told.encode("utf-8", "replace") if isinstance(told, str) else told).digest()
    known = sign in done
    done.add(sign)
    return not known
