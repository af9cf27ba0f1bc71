"""Telephone numbers and mail addresses as they stand inside printed lines."""

from __future__ import annotations

import re
import unicodedata

from generator.values.phone import parse_phone

_DASH = r"[-‐‑‒–—―－─]"
MOBILE = rf"(?:\+?86[- ]?)?1[3-9]\d ?{_DASH}?(?:\d{{4}}|\*{{4}}) ?{_DASH}?\d{{4}}(?![\d*])"
LANDLINE = rf"(?<!\d)\(?0\d{{2,3}}\)? ?{_DASH}{{0,2}} ?(?:\d{{3,4}} ?\d{{4}}|\d{{4}} ?\d{{3}})(?:(?: ?转 ?| ?{_DASH} ?)\d{{1,6}})?(?![\d*])"
HOTLINE = rf"(?<!\d)(?:[48]00{_DASH}?\d{{3,4}}{_DASH}?\d{{3,4}}|12345|12351|1\d{{4}}|9[56]\d{{3,4}})(?!\d)"
LOCAL = r"(?<![\d.@A-Za-z])[2-9]\d{2,3} ?\d{4}(?: ?转 ?\d{1,6})?(?![\d*@年月.A-Za-z个名家场])"
EMAIL = r"[A-Za-z0-9][A-Za-z0-9.*_%+-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
NUMBER = re.compile(rf"{MOBILE}|{LANDLINE}|{LOCAL}|{HOTLINE}")
ANY_EMAIL = re.compile(EMAIL)


def narrowed(text: str) -> str:
    """The text in half width (NFKC), runs of blanks closed: what numbers and labels are looked for in."""
    plain = re.sub(r"[ \t\u3000\xa0]+", " ", unicodedata.normalize("NFKC", text)).strip()
    return re.sub(r"(?<=[A-Za-z0-9]@) (?=[A-Za-z0-9-]+\.[A-Za-z])", "", plain)


def phone_text(printed: str) -> str:
    """One number as our records write it, "" where it is none."""
    plain = re.sub(r"[() ]", "-", printed.strip()) if printed.strip().startswith("(") else printed
    plain = re.sub(r"^-|(?<=\d)-{2,}(?=\d)", lambda found: "" if found.start() == 0 else "-", plain)
    try:
        return parse_phone(plain).text
    except ValueError:
        return ""


def only_numbers(text: str) -> tuple[str, ...]:
    """The numbers of a line that holds nothing else (blanks, commas, a label 电话 or 手机 apart); else nothing."""
    plain = narrowed(text)
    rest = re.sub(r"^(?:联系)?(?:电话|手机)(?:号码)?[:]?|[\s,、;/。.]", "", NUMBER.sub("", plain))
    found = tuple(number for match in NUMBER.finditer(plain) if (number := phone_text(match.group())))
    return found if found and not rest else ()


def is_mobile(number: str) -> bool:
    """Whether a number as written by `phone_text` is a mobile."""
    return len(number) == 11 and number.startswith("1")
