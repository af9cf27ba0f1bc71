"""Telephone numbers as union notices print them.

Written by hand because phonenumbers refuses what stands in real notices: `2886550` (local, no area code),
`0551-62886550转8012`, the hotline 12351 (DECISIONS.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.values.text import fold_number, narrow_figures

MASK = "****"
_MOBILE = re.compile(r"(?:\+?86-?)?(1[3-9]\d)(\d{4}|\*{4})(\d{4})\Z")
_LANDLINE = re.compile(r"(0\d{2,3})-?(\d{7,8})(?:(?:转|-|ext\.?)(\d{1,6}))?\Z")
_LOCAL = re.compile(r"([2-9]\d{6,7})(?:(?:转|ext\.?)(\d{1,6}))?\Z")
_HOTLINE = re.compile(r"(?:1[012]\d{1,4}|9[56]\d{3,4}|[48]00-?\d{3,4}-?\d{3,4})\Z")
_MOBILE_IN_TEXT = re.compile(
    r"(?<![0-9*])(?:\+?86[ \-－]?)?(1[3-9][0-9])[ \u00a0\u3000\-－—–]?([0-9]{4})[ \u00a0\u3000\-－—–]?([0-9]{4})(?![0-9*])"
)


@dataclass(frozen=True, slots=True)
class Phone:
    """One number. `text` is it as shown (ASCII hyphen), `kind` is mobile, landline, local or hotline."""

    text: str
    kind: str
    extension: str | None = None

    @property
    def masked(self) -> bool:
        """Whether figures are hidden, so that it cannot be dialled."""
        return "*" in self.text

    def mask(self) -> Phone:
        """The number as archived: a mobile keeps three and four figures, an office number stays whole."""
        if self.kind != "mobile" or self.masked:
            return self
        return Phone(mask_mobiles(self.text), self.kind)

    def tel(self, area_code: str | None) -> str | None:
        """The `tel:` address (RFC 3966), or None if it cannot be dialled (masked; local and no area code known)."""
        if self.masked:
            return None
        base = self.text.partition("转")[0]
        digits = re.sub(r"\D", "", base)
        tail = f";ext={self.extension}" if self.extension else ""
        if self.kind == "hotline":
            return f"tel:{digits}"
        if self.kind == "local":
            return f"tel:+86{area_code.lstrip('0')}{digits}{tail}" if area_code else None
        if self.kind == "landline":
            return f"tel:+86{digits[1:]}{tail}"
        return f"tel:+86{digits[-11:]}"


def parse_phone(text: str) -> Phone:
    """Read one printed number; every dash form is accepted and becomes the ASCII hyphen.

    Raises ValueError when the text is no telephone number (also when a mobile is masked other than 3 + **** + 4).
    """
    number = fold_number(text)
    if found := _MOBILE.match(number):
        return Phone("".join(found.groups()), "mobile")
    if found := _LANDLINE.match(number):
        area, main, extension = found.groups()
        return Phone(f"{area}-{main}" + (f"转{extension}" if extension else ""), "landline", extension)
    if found := _LOCAL.match(number):
        main, extension = found.groups()
        return Phone(main + (f"转{extension}" if extension else ""), "local", extension)
    if _HOTLINE.match(number):
        return Phone(number, "hotline")
    raise ValueError(text)


def mask_mobiles(text: str, keep: frozenset[str] = frozenset()) -> str:
    """Return `text` with the middle four figures of every mobile number in it replaced by ****, but those in `keep`."""
    done, last = [], 0
    for found in _MOBILE_IN_TEXT.finditer(narrow_figures(text)):
        if "".join(found.groups()) not in keep:
            done += [text[last : found.start(1)], f"{found.group(1)}{MASK}{found.group(3)}"]
            last = found.end()
    return "".join([*done, text[last:]])


def mobiles(text: str) -> tuple[str, ...]:
    """All unmasked mobile numbers that stand in `text`, figures only."""
    return tuple("".join(found.groups()) for found in _MOBILE_IN_TEXT.finditer(narrow_figures(text)))


def mobile_spots(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and figures of every unmasked mobile number in `text`."""
    return tuple(
        (found.start(1), found.end(), "".join(found.groups()))
        for found in _MOBILE_IN_TEXT.finditer(narrow_figures(text))
    )
