"""Data as YAML text in the house style: block style for prose, flow style for short values, quotes only where needed.

The counterpart of `yamltext`: what is written here is read there as the very same text (a property test holds it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

Data = str | int | bool | Sequence["Data"] | Mapping[str, "Data"]

WIDTH = 100
"""Characters of a line up to which short values stand side by side."""
_PLAIN = re.compile(r"[\w\u3000-\u303f\uff00-\uffef“”‘’—…〔〕·\-./+@()%~ ]+", re.UNICODE)
_PLAIN_BLOCK = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+")
_STARTS = tuple("-?:,[]{}#&*!|>'\"%@`~ ")
_WORDS = {"", "null", "~", "true", "false", "yes", "no", "on", "off", "=", "<<"}
_NUMBER = re.compile(
    r"[-+]?(?:0[xob][0-9A-Fa-f_]+|[0-9][0-9_]*(?::[0-9]+)*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9_]+|\.(?:inf|nan))",
    re.IGNORECASE,
)
_DATE = re.compile(r"[12][0-9]{3}(-[0-9]{2}){0,2}")


def written(data: Mapping[str, Data], *, indent: int = 0) -> str:
    """The mapping as lines of YAML, each with its line end."""
    return "".join(f"{line}\n" for line in _mapping(data, indent))


def scalar(value: str | int | bool, *, flow: bool = False) -> str:
    """One value as YAML: plain where that reads back as the same text, else quoted. Several lines become one quoted text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if _is_plain(value, flow=flow):
        return value
    if "'" not in value and _PLAIN_BLOCK.fullmatch(value):
        return f"'{value}'" if '"' in value or "\\" in value else f'"{value}"'
    if _PLAIN_BLOCK.fullmatch(value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(_escaped(character) for character in value) + '"'


def _key(name: str) -> str:
    """A key: our own words stand plain, `on` too (YAML 1.2 and our reader take it for text)."""
    return name if re.fullmatch("[a-z][a-z_]*", name) else scalar(name, flow=True)


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character == "\n":
        return "\\n"
    if character == "\t":
        return "\\t"
    if _PLAIN_BLOCK.fullmatch(character):
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"


def _is_plain(value: str, *, flow: bool) -> bool:
    if value.casefold() in _WORDS or value != value.strip() or value.startswith(_STARTS):
        return False
    if _DATE.fullmatch(value):
        return True  # `2024-05` and `2024`: the house style; our reader keeps them as text
    if _NUMBER.fullmatch(value):
        return False
    if ": " in value or " #" in value or value.endswith(":") or value.startswith(("---", "...")):
        return False
    if not _PLAIN_BLOCK.fullmatch(value):
        return False
    if flow:
        return bool(_PLAIN.fullmatch(value)) and not any(sign in value for sign in ",[]{}:")
    return True


def _mapping(data: Mapping[str, Data], indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, value in data.items():
        name = _key(key)
        if isinstance(value, (str, int, bool)):
            yield from _text(f"{pad}{name}:", value, indent + 2)
        elif short := _flow(value, WIDTH - indent - len(name) - 2):
            yield f"{pad}{name}: {short}"
        elif isinstance(value, Mapping):
            yield f"{pad}{name}:"
            yield from _mapping(value, indent + 2)
        else:
            yield f"{pad}{name}:"
            yield from _items(value, indent + 2)


def _items(items: Sequence[Data], indent: int) -> Iterator[str]:
    pad = " " * indent
    for item in items:
        if isinstance(item, (str, int, bool)):
            yield from _text(f"{pad}-", item, indent + 2)
        elif short := _flow(item, WIDTH - indent - 2):
            yield f"{pad}- {short}"
        elif isinstance(item, Mapping):
            lines = _mapping(item, indent + 2)
            yield f"{pad}- {next(lines).lstrip()}"
            yield from lines
        else:
            lines = _items(item, indent + 2)
            yield f"{pad}- {next(lines).lstrip()}"
            yield from lines


def _text(lead: str, value: str | int | bool, indent: int) -> Iterator[str]:
    """A value after its key; several paragraphs become a literal block where that gives them back unchanged."""
    if isinstance(value, str) and "\n" in value and _fits_literal(value):
        yield f"{lead} |-"
        for line in value.split("\n"):
            yield " " * indent + line
    else:
        yield f"{lead} {scalar(value)}"


def _fits_literal(value: str) -> bool:
    lines = value.split("\n")
    return all(line and line == line.strip() and _PLAIN_BLOCK.fullmatch(line) for line in lines)


def _flow(value: Data, room: int) -> str:
    """`[a, b]` or `{a: b}` where all inside is short and safe; "" where block style is better."""
    text = _flowed(value, depth=0)
    return text if text and len(text) <= room else ""


def _flowed(value: Data, depth: int) -> str:
    if isinstance(value, (str, int, bool)):
        text = scalar(value, flow=True)
        prose = isinstance(value, str) and (len(value) > 40 or re.search("[，。；,;\n]", value))
        return "" if prose else text
    if depth > 2 or not value:
        return "" if value else ("{}" if isinstance(value, Mapping) else "[]")
    if isinstance(value, Mapping):
        parts = [(_key(key), _flowed(item, depth + 1)) for key, item in value.items()]
        return (
            "{" + ", ".join(f"{key}: {item}" for key, item in parts) + "}" if all(i for _, i in parts) else ""
        )
    items = [_flowed(item, depth + 1) for item in value]
    if depth == 0 and any(
        isinstance(item, (Mapping, Sequence)) and not isinstance(item, str) for item in value
    ):
        return ""  # records stand one below the other
    return "[" + ", ".join(items) + "]" if all(items) else ""
