"""CSV as Excel and WPS save it: UTF-8 with or without BOM, UTF-16, GB 18030; commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io

_SIGNS = ",;\t"
_LOOKED_AT = 20


def read_csv(data: bytes) -> list[list[str]]:
    """The records of a CSV file, blank ones too: the n-th is row n in Excel. Raises ValueError with a reason in Chinese."""
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    if first.strip().lower() in {
        f"sep={sign}" for sign in _SIGNS
    }:  # Excel's own word for it, shown as no row
        return _records(rest, first.strip()[4])
    return _records(text, _sign(text))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        raise ValueError("文字编码认不出来，请在 Excel 里另存为“CSV UTF-8”或 .xlsx") from None


def _sign(text: str) -> str:
    """The sign that cuts most of the first lines into the same number of pieces."""

    def pieces(sign: str) -> int:
        try:
            rows = _records("\n".join(text.split("\n")[:_LOOKED_AT]), sign)
        except ValueError:
            return 0
        return sum(len(row) - 1 for row in rows)

    return max(_SIGNS, key=pieces)


def _records(text: str, sign: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error:  # a cell of more than 128 KB: a quotation mark was never closed
        raise ValueError("有一格长得不正常，可能少了一个引号") from None
