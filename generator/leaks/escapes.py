"""Text inside text: entities, percent signs, backslashes, quoted-printable, tags in the middle of a number, base64."""

from __future__ import annotations

import binascii
import html
import quopri
import re
from collections.abc import Iterator

from generator.values.patterns import late

_ROUNDS = 6
"""Escapes inside escapes inside escapes: nobody needs more."""
_ENTITY = late(r"&(?:#[0-9]|#[xX][0-9a-fA-F]|[a-zA-Z])")
_PERCENT = late(r"(?:%[0-9a-fA-F]{2})+")
_BACKSLASH = late(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-9a-fA-F]{4,6})[ \n]?|([\"'/]))"
)
_QUOTED = late(r"=[0-9A-F]{2}=[0-9A-F]{2}=[0-9A-F]{2}")
_MAIL = ("quoted-printable", "Quoted-Printable", "QUOTED-PRINTABLE")
_PAIRED = late("[\ud800-\udbff][\udc00-\udfff]")
_TAG = late(r"<[a-zA-Z/!?]")
_INLINE = (
    r"</?(?:a|abbr|b|bdi|bdo|big|code|data|del|em|font|i|ins|kbd|label|mark|o:p|q|rp|rt|ruby|s|samp|small|span|strike"
    r"|strong|sub|sup|time|tspan|tt|u|var|wbr)(?:[\s/][^<>]*)?>"
)
_OURS = late(_INLINE)
_ANYBODYS = late(_INLINE, re.IGNORECASE)
_UPPER = late("</?[A-Z]")
_TAGS = late(r"<[a-zA-Z/!?][^<>]*>")
_COMMENT = late(r"<!--(.*?)-->", re.DOTALL)
_RUN = late(rb"[A-Za-z0-9+/_-]{15,}+")
_LINE = 60
_WRAPPED = late(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{60,}+(?:\r?\n[A-Za-z0-9+/]{4,}+)+")
_KNOWN = late(
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8|RIFF....WEBP|PK\x03\x04|%PDF-|\x1f\x8b\x08|ID3|....ftyp|wOF[F2]|<svg|<\?xml",
    re.DOTALL,
)
"""Formats that stand in `data:` addresses: where one begins, the run is that and nothing else."""
_STANDARD = bytes.maketrans(b"-_", b"+/")
_BREAK = late(r"\r?\n")
_WHOLE = 400
"""A run of base64 of so many characters is a thing of its own (a picture in a `data:` address), not a word among others."""


def openings(text: str) -> Iterator[str]:
    """`text`, then what it says without its escapes, as often as they stand inside one another."""
    yield text
    for _ in range(_ROUNDS):
        opened = _opened(text)
        if opened == text:
            return
        yield opened
        text = opened


def is_literal(text: str) -> bool:
    """Whether nothing in `text` is escaped, so that it is its only opening."""
    return not (
        ("&" in text and _ENTITY.search(text))
        or ("%" in text and _PERCENT.search(text))
        or ("\\" in text and _BACKSLASH.search(text))
        or _QUOTED.search(text)
        or is_mail(text)
    )


def is_mail(text: str) -> bool:
    """Whether a text says of itself that it is written as mail is: then a single `=31` in it is a figure."""
    return any(mail in text for mail in _MAIL)


def content_of(text: str, *, tags: bool = True) -> str | None:
    """What markup says: its text, and below it comments and (`tags`) every tag with more than ASCII; None without markup.

    Tags inside a line vanish, so that `350102<b>1990</b>` is one number; others end the line, as cells do.
    """
    if not _TAG.search(text):
        return None
    within = [tag for tag in _TAGS.findall(text) if not tag.isascii()] if tags else []
    if "<!--" in text:
        within += _COMMENT.findall(text)
        text = _COMMENT.sub("", text)
    inline = _ANYBODYS if _UPPER.search(text) else _OURS
    return "\n".join([_TAGS.sub("\n", inline.sub("", text)), *within])


def base64_runs(text: str) -> list[str]:
    """The runs of characters in `text` that may be base64 or base64url."""
    runs: list[bytes] = _RUN.findall(
        text.encode("ascii", "replace")
    )  # what is no ASCII ends a run, as `?` does
    return [run.decode() for run in runs if run != run.lower() and run != run.upper()]


def base64_parts(text: str) -> Iterator[bytes]:
    """What the runs of base64 or base64url in `text` say: long ones each by itself, short ones together.

    A run may begin with something else (`;base64,x`), so each is read from four places. Runs of one case are words or
    paths, not base64: of 15 characters at random, one in 5,000 has no capital.
    """
    runs = base64_runs(text)
    if any(len(run) >= _LINE for run in runs):
        runs += [_BREAK.sub("", found) for found in _WRAPPED.findall(text)]
    short: list[bytes] = []
    for run in runs:
        data = run.encode("ascii").translate(_STANDARD)
        if len(data) >= _WHOLE:
            read = [_unbased(data, start) for start in range(4)]
            yield from [known for known in read if _KNOWN.match(known)] or read
        else:
            short += [_unbased(data, start) for start in range(4)]
    if short:
        yield b"\n\n".join(short)


def _unbased(data: bytes, start: int) -> bytes:
    part = data[start:]
    return binascii.a2b_base64(part[: len(part) - (len(part) % 4 == 1)] + b"==")


def _opened(text: str) -> str:
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if "%" in text and _PERCENT.search(text):
        text = _PERCENT.sub(_from_percent, text)
    if "\\" in text:
        text = _PAIRED.sub(_from_pair, _BACKSLASH.sub(_from_backslash, text))
    if _QUOTED.search(text) or is_mail(text):
        text = _from_quoted(text)
    return text


def _from_percent(found: re.Match[str]) -> str:
    return _decoded(bytes.fromhex(found.group().replace("%", "")))


def _from_backslash(found: re.Match[str]) -> str:
    *codes, itself = found.groups()
    if itself:
        return str(itself)
    code = int(next(code for code in codes if code), 16)
    return chr(code) if code < 0x110000 else "\ufffd"


def _from_pair(found: re.Match[str]) -> str:
    return found.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _from_quoted(text: str) -> str:
    return _decoded(quopri.decodestring(text.encode("utf-8", "replace")))


def _decoded(data: bytes) -> str:
    """UTF-8, or what Chinese systems wrote before it."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")
