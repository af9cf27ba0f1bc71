"""Field types shared by all records: text in, checked value out, each with its own problem code."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from generator.model.record import Reads, fault
from generator.values.measure import (
    Aspect,
    Measure,
    Resolution,
    parse_aspect,
    parse_count,
    parse_duration,
    parse_resolution,
    parse_size,
)
from generator.values.phone import Phone, parse_phone
from generator.values.text import citizen_ids, forbidden_character, tidy
from generator.values.when import When, WhenError, parse_when

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Beyond them a year is a slip of the finger, and the day after the last of all (9999-12-31) cannot be reckoned."""

LONGEST_LINE = 1_000
"""Characters of a title, a name, a caption: they stand on pages with sixty others, none of which may grow without end."""


def _as_text(value: object) -> str:
    if not isinstance(value, str):
        raise fault("E204", want="文字", want_en="text")
    if bad := forbidden_character(value):
        raise fault("E110", character=bad)
    if not value.strip():
        raise fault("E206")
    if citizen_ids(value):
        raise fault("E601")
    return value


def _one_line(value: object) -> str:
    line = tidy(_as_text(value))
    if len(line) > LONGEST_LINE:
        raise fault("E234", count=len(line), most=LONGEST_LINE)
    return line


def _long_text(value: object) -> str:
    return "\n".join(tidy(line) for line in _as_text(value).strip().split("\n") if line.strip())


def _id(value: object) -> str:
    text = _as_text(value)
    if text == "page":
        raise fault("E216", value=text)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) or len(text) > 64:
        raise fault("E207", value=text)
    return text


def _reference(value: object) -> str:
    text = _as_text(value)
    if not re.fullmatch(r"[a-z0-9-]+(?:/[a-z0-9-]+)*", text):
        raise fault("E208", value=text)
    return text


def _url(value: object) -> str:
    text = _as_text(value).strip()
    if not re.fullmatch(r"https?://[^\s/?#<>\"'\\]+[^\s<>\"'\\]*", text) or "@" in text.split("/")[2]:
        raise fault("E209", value=text)
    try:
        urlsplit(text).port  # noqa: B018 it looks at what it is asked for only
    except ValueError:  # brackets of no IPv6 address, signs that fold to a slash, a port beyond 65535
        raise fault("E209", value=text) from None
    return text


def _email(value: object) -> str:
    text = _as_text(value).strip()
    if not re.fullmatch(r"[A-Za-z0-9.*_%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", text):
        raise fault("E210", value=text)
    return text


def _phone(value: object) -> Phone:
    text = _as_text(value)
    try:
        return parse_phone(text)
    except ValueError:
        raise fault("E211", value=text) from None


def _when(value: object) -> When:
    text = _as_text(value).strip()
    try:
        when = parse_when(text)
    except WhenError as error:
        raise fault(error.code, value=text) from None
    if any(point and not FIRST_YEAR <= point.year <= LAST_YEAR for point in (when.start, when.end)):
        raise fault("E221", value=text)
    return when


def _whole(value: object) -> int:
    text = _as_text(value).strip()
    if not re.fullmatch(r"\d{1,12}", text, re.ASCII):
        raise fault("E205", value=text)
    return int(text)


def _year(value: object) -> int:
    year = _whole(value)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise fault("E221", value=year)
    return year


def _flag(value: object) -> bool:
    text = _as_text(value).strip()
    if text not in ("true", "false"):
        raise fault("E215", value=text)
    return text == "true"


def _measured(parse: Any, example: str) -> Reads:
    def read(value: object) -> Any:
        text = _as_text(value).strip()
        try:
            return parse(text)
        except ValueError:
            raise fault("E213", value=text, example=example) from None

    return Reads(read)


def _body_path(value: object) -> str:
    text = _as_text(value).strip()
    if not re.fullmatch(r"notices/[a-z0-9]+(?:[.-][a-z0-9]+)*\.(?:txt|md)", text):
        raise fault("E113", value=text)
    return text


def _visibility(value: object) -> str:
    text = str(value).strip()
    if text in ("public", "until-end", "masked", "hidden"):
        return text
    if text.startswith("until:"):
        try:
            if parse_when(text[6:].strip()).last:
                return "until:" + text[6:].strip()
        except WhenError:
            pass
    raise fault("E230", value=text)


def _sha256(value: object) -> str:
    text = _as_text(value).strip()
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise fault("E233", value=text)
    return text


def _file_name(value: object) -> str:
    text = _as_text(value).strip()
    if "/" in text or "\\" in text or text.startswith(".") or len(text.encode()) > 200:
        raise fault("E217", value=text)
    return text


Text = Annotated[str, Reads(_one_line)]
"""One line of text: blanks closed up, never empty, no invisible characters."""
LongText = Annotated[str, Reads(_long_text)]
"""Text of several paragraphs, one a line."""
Id = Annotated[str, Reads(_id)]
Reference = Annotated[str, Reads(_reference)]
"""Ids joined by slashes: `2024-national/launch`, `subprojects/songs/deadline`."""
Url = Annotated[str, Reads(_url)]
Email = Annotated[str, Reads(_email)]
BodyPath = Annotated[str, Reads(_body_path)]
Visibility = Annotated[str, Reads(_visibility)]
"""Until when a contact's mobile is shown in full: public, until-end, until:DATE, masked, hidden."""
FileName = Annotated[str, Reads(_file_name)]
Whole = Annotated[int, Reads(_whole)]
Year = Annotated[int, Reads(_year)]
Flag = Annotated[bool, Reads(_flag)]
PhoneNumber = Annotated[Phone, Reads(_phone)]
Date = Annotated[When, Reads(_when)]
Duration = Annotated[Measure, _measured(parse_duration, "6min、30s、1h30min")]
Size = Annotated[Measure, _measured(parse_size, "50MB、3KB")]
Count = Annotated[Measure, _measured(parse_count, "3")]
AspectRatio = Annotated[Aspect, _measured(parse_aspect, "16:9")]
Pixels = Annotated[Resolution, _measured(parse_resolution, "1920x1080、1080P")]
Sha256 = Annotated[str, Reads(_sha256)]
