"""No telephone and no identity number of a sheet reaches the repository or the terminal."""

from __future__ import annotations

import re

from generator.leaks.sought import Sought, numbers_in
from generator.values.text import citizen_ids, fold_number

_NOTHING = Sought()
_FEWEST = 7
_LIKE_MOBILE = re.compile(r"(?<![0-9])(?:\+?86[- ]?)?(1[3-9][0-9])([- ]?[0-9*]{4}[- ]?)([0-9]{4})(?![0-9])")
_LONG = re.compile(r"(?<![0-9])[0-9][0-9 -]{12,22}[0-9Xx](?![0-9])")
_LIKE_CITIZEN = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9])"
)
"""Also with a wrong check digit: a slip of the finger does not make it nobody's number."""
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z-])(?:0(?:10|2[0-9]|[3-9][0-9]{2})[-— ]?[2-9][0-9]{6,7}|[2-9][0-9]{6,7})(?![0-9A-Za-z-])"
)
_CALLED = re.compile(r"(?:联系|电话|手机|致电|\btel\b|phone|☎)", re.IGNORECASE)


def personal_number(text: str) -> str:
    """What kind of number of a person stands in a text: 身份证号码, 手机号, 电话号码; "" when none does."""
    narrow = fold_number(text) if any(sign.isdigit() for sign in text) else ""
    if sum(sign.isdigit() for sign in narrow) < _FEWEST:
        return ""
    found = {leak.kind for leak in numbers_in(text, _NOTHING)}
    if "citizen" in found or citizen_ids(text) or _LIKE_CITIZEN.search(narrow):
        return "身份证号码"
    if "mobile" in found or _LIKE_MOBILE.search(narrow):
        return "手机号"
    return "电话号码" if _LANDLINE.search(text) and _CALLED.search(text) else ""


def hidden(text: str) -> str:
    """`text` for a report: figures of mobiles and of all that is as long as an identity number are covered."""
    covered = _LIKE_MOBILE.sub(lambda found: f"{found[1]}****{found[3]}", text)
    covered = _LONG.sub(
        lambda found: (
            found[0][:3] + re.sub("[0-9Xx]", "*", found[0][3:]) if _is_person(found[0]) else found[0]
        ),
        covered,
    )
    return (
        "（有号码，不显示）" if personal_number(re.sub(r"1[3-9][0-9]\*{4}[0-9]{4}", "", covered)) else covered
    )


def _is_person(figures: str) -> bool:
    """Whether a long number is cut as identity numbers are: fifteen or eighteen figures."""
    return len(re.sub("[^0-9Xx]", "", figures)) in (15, 18)
