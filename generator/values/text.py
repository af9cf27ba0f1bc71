"""Chinese official text as a value: what counts as the same wording, and what may not stand in text at all."""

from __future__ import annotations

import unicodedata

from generator.values.patterns import late

# Bidirectional overrides and invisible characters let a text show other than it reads; none has a use in a notice.
# U+200D stays allowed: emoji in entrants' texts are joined with it. U+2028, U+2029 and U+0085 are line ends to YAML and
# to nobody else; U+FFFD is what damaged text leaves behind.
_FORBIDDEN = late(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ufff9-\uffff\ud800-\udfff\ue000-\uf8ff]"
)
_HYPHENS = late("--+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―－﹣−─", "-"))
_SENTENCE = late(r"(?<=[。；;！？!?])|\n")


_LONG = 2_000
"""Characters of a text in which the usual signs are sought one by one."""
_USUAL = tuple(
    (sign, unicodedata.normalize("NFKD", sign)) for sign in (*map(chr, range(0xFF01, 0xFF5F)), "\u3000", "…")
)
"""Signs of Chinese text that NFKC writes otherwise, as it decomposes them."""


def fold(text: str) -> str:
    """Return `text` without blanks and with width folded (NFKC): two texts of the same wording fold alike."""
    closed = "".join(_compatible(text).split())
    return _compatible(closed)  # marks that a blank kept apart now stand on one character


def _compatible(text: str) -> str:
    """The text in NFKC. A long one is taken apart for it only where it has more to fold than the usual signs."""
    if len(text) > _LONG and not unicodedata.is_normalized("NFKC", text):
        for sign, plain in _USUAL:
            if sign in text:
                text = text.replace(sign, plain)
        if not unicodedata.is_normalized("NFKC", text):  # what is beside NUL never becomes one with it
            return "\0".join([unicodedata.normalize("NFKC", one) for one in text.split("\0")])
    return unicodedata.normalize("NFKC", text)


def fold_number(text: str) -> str:
    """Fold like `fold`, and all dashes to the ASCII hyphen: `020—86153203` and `020-86153203` are one number."""
    return _HYPHENS.sub("-", fold(text.translate(_DASHES)))


def tidy(text: str) -> str:
    """Return `text` with line ends and runs of blanks closed to single blanks, none at the ends."""
    return " ".join(text.split())


def forbidden_character(text: str) -> str | None:
    """Name the first character that may not stand in any text (`U+202E`), or None."""
    found = _FORBIDDEN.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def without_forbidden(text: str) -> str:
    """Return `text` without the characters that `forbidden_character` names."""
    return _FORBIDDEN.sub("", text)


def legible(text: str) -> str:
    """Return `text` for one line of a report: what cannot be seen or printed is shown as `�`, a tab as a blank."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\t", " ").replace("\n", " "))


def sentences(text: str) -> tuple[str, ...]:
    """Cut `text` after 。；！？ and at line ends; pieces keep their final mark, blank pieces are dropped."""
    return tuple(piece.strip() for piece in _SENTENCE.split(text) if piece and piece.strip())


def display_width(text: str) -> int:
    """How many terminal columns `text` takes: Chinese characters and full-width marks take two."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


_NARROW = str.maketrans(
    {0xFF10 + figure: str(figure) for figure in range(10)} | {"Ｘ": "X", "ｘ": "x", "＊": "*"}
)
_ID_LENGTH = 18
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_LIKE = late(
    r"(?<![0-9])([1-9][0-9]{5})[ -]?((?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))[ -]?([0-9]{3}[0-9Xx])(?![0-9])"
)


def narrow_figures(text: str) -> str:
    """Return `text` with full-width figures made ASCII, character for character: places in it stay what they were."""
    return text.translate(_NARROW)


def citizen_ids(text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of every citizen identity number in `text`.

    A number counts when its birth date is possible and its check digit right (GB 11643-1999, clause 3.5;
    ISO 7064 MOD 11-2), so 18-digit serial numbers do not raise false alarms.
    """
    found: list[tuple[int, int]] = []
    if len(text) < _ID_LENGTH:
        return ()
    for match in _ID_LIKE.finditer(narrow_figures(text)):
        digits = "".join(match.groups())
        rest = sum(int(d) * w for d, w in zip(digits[:17], _ID_WEIGHTS, strict=True)) % 11
        if "10X98765432"[rest] == digits[17].upper():
            found.append(match.span())
    return tuple(found)


def mask_citizen_ids(text: str) -> str:
    """Return `text` with every figure of a citizen identity number replaced by `*`; its length stays."""
    for start, end in citizen_ids(text):
        text = text[:start] + "*" * (end - start) + text[end:]
    return text
