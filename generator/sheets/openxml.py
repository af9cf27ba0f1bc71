"""What the reader of workbooks does not tell of an .xlsx: error cells, formulas without a value, figures shown as 0007."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Mapping

from msgspec import Struct, field

LARGEST = 200_000_000
"""Bytes of all parts of a workbook unpacked; a sheet of 100,000 rows has a tenth of it."""
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^<>]*)>")
_CELL = re.compile(r"<(?:\w+:)?c\b([^<>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_VALUE = re.compile(r"<(?:\w+:)?v\b[^<>]*>([^<]*)</")
_INLINE = re.compile(r"<(?:\w+:)?is\b")
_FORMULA = re.compile(r"<(?:\w+:)?f\b")
_FORMATS = re.compile(r"<(?:\w+:)?numFmt\b([^<>]*)>")
_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b[^<>]*>(.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<(?:\w+:)?xf\b([^<>]*)>")
_PADDED = re.compile(r'(?:"([^"]*)")?(0+)(?:;.*)?')


class Details(Struct, frozen=True):
    """By (row, column) from 1: the error shown, formulas nobody reckoned, (prefix, figures) of padded numbers. `area` is rows × columns."""

    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    unreckoned: frozenset[tuple[int, int]] = frozenset()
    padded: Mapping[tuple[int, int], tuple[str, int]] = field(default_factory=dict)
    area: int = 0


def details(data: bytes) -> dict[str, Details]:
    """Of each sheet by its name; {} for what is no .xlsx. Raises ValueError with a reason in Chinese."""
    if not data.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > LARGEST:
                raise ValueError("展开后大得不正常")
            names = set(package.namelist())
            if "xl/workbook.xml" not in names:
                return {}

            def part(name: str) -> str:
                return package.read(name).decode("utf-8", "replace") if name in names else ""

            formats = _formats(part("xl/styles.xml"))
            targets = {
                _attribute(tag, "Id"): _attribute(tag, "Target")
                for tag in _RELATION.findall(part("xl/_rels/workbook.xml.rels"))
            }
            found = {}
            for tag in _SHEET.findall(part("xl/workbook.xml")):
                target = targets.get(_attribute(tag, "id"), "")
                path = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")
                found[_attribute(tag, "name")] = _details(part(path), formats)
            return found
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        raise ValueError("文件不完整或加了密码") from None


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'(?:^|[\s:]){name}\s*=\s*(?:"([^"]*)"|\'([^\']*)\')', tag)
    return html.unescape(found.group(1) if found.group(1) is not None else found.group(2)) if found else ""


def _formats(styles: str) -> dict[str, tuple[str, int]]:
    """(prefix, figures) by the number of a style whose figures are filled up with zeros."""
    codes = {_attribute(tag, "numFmtId"): _attribute(tag, "formatCode") for tag in _FORMATS.findall(styles)}
    block = _STYLES.search(styles)
    padded = {}
    for number, tag in enumerate(_STYLE.findall(block.group(1)) if block else []):
        shown = _PADDED.fullmatch(codes.get(_attribute(tag, "numFmtId"), ""))
        if shown:
            padded[str(number)] = (shown.group(1) or "", len(shown.group(2)))
    return padded


def _details(sheet: str, formats: Mapping[str, tuple[str, int]]) -> Details:
    errors, unreckoned, padded = {}, set(), {}
    rows = columns = 0
    for attributes, inside in _CELL.findall(sheet):
        key = _key(_attribute(attributes, "r"))
        value = _VALUE.search(inside)
        if key is None or not inside:
            continue
        if value or _INLINE.search(inside):
            rows, columns = max(rows, key[0]), max(columns, key[1])
        if _attribute(attributes, "t") == "e":
            errors[key] = html.unescape(value.group(1)) if value else "#"
        elif _FORMULA.search(inside) and (
            value is None or (not value.group(1) and not _attribute(attributes, "t"))
        ):
            unreckoned.add(key)
        elif shown := formats.get(_attribute(attributes, "s")):
            padded[key] = shown
    return Details(errors, frozenset(unreckoned), padded, rows * columns)


def _key(reference: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", reference)
    if not found:
        return None
    column = 0
    for sign in found.group(1):
        column = column * 26 + ord(sign) - 64
    return int(found.group(2)), column
