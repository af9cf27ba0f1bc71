"""Problems as values: where, which code, with what words. Their wording stands in `messages.toml`.

Nothing in the domain prints or raises for an editor's mistake; it returns problems, and the command shows all at once.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from generator.values.phone import mask_mobiles
from generator.values.text import display_width, legible, mask_citizen_ids

_SILENT = frozenset({"E229", "W811"})
"""Of an entry: what stands beside a key that has no place (a telephone, an address), and in a work not yet approved."""
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{14,19}[Xx]?(?![0-9A-Za-z])")


class Place(Struct, frozen=True, eq=False):
    """A spot in a file of the project: 1-based line and column (in characters), and how many characters it covers.

    Places are the same, and sort, by their spot, whatever is cited of the line.
    """

    file: str
    line: int = 1
    column: int = 1
    length: int = 1
    excerpt: str = ""

    def _spot(self) -> tuple[str, int, int, int]:
        return self.file, self.line, self.column, self.length

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self._spot() == other._spot()

    def __hash__(self) -> int:
        return hash(self._spot())

    def __lt__(self, other: Place) -> bool:
        return self._spot() < other._spot()


class Problem(Struct, frozen=True):
    """One finding. `words` fill the code's message; `severity` is "error" or "warning"."""

    code: str
    place: Place
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        """Errors stop the build, warnings are shown (`--strict` makes them stop it too)."""
        return "warning" if self.code.startswith("W") else "error"

    def what(self, language: str = "zh") -> str:
        """Say in one sentence what is wrong."""
        return self._say("what", language)

    def remedy(self, language: str = "zh") -> str:
        """Say in one sentence what to do."""
        return self._say("remedy", language)

    def _say(self, part: str, language: str) -> str:
        words = {**self.words, **_in_language(self.words, language)}
        return messages()[self.code][language][part].format_map(words)


def _in_language(words: Mapping[str, str], language: str) -> dict[str, str]:
    """The words that a problem gives in a language of their own (`hint_en`), under their plain names."""
    ending = f"_{language}"
    return {name.removesuffix(ending): word for name, word in words.items() if name.endswith(ending)}


def problem(code: str, place: Place, **words: object) -> Problem:
    """Build a problem; `words` are turned to text. What a report shows holds no identity number."""
    said = {name: legible(mask_citizen_ids(str(word))) for name, word in words.items()}
    return Problem(code, replace(place, excerpt=_told(code, place)), MappingProxyType(said))


def _told(code: str, place: Place) -> str:
    """The line as a report may show it: reports end in logs that many can read, and an entry is somebody's."""
    if "/entries/" not in place.file:
        return mask_citizen_ids(place.excerpt)
    if code in _SILENT:
        return ""
    return _LONG_NUMBER.sub(lambda found: found[0][:3] + "*" * (len(found[0]) - 3), _masked(place.excerpt))


def _masked(line: str) -> str:
    return mask_mobiles(mask_citizen_ids(line))


@functools.cache
def messages() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The message table: code, then language, then `what` and `remedy`."""
    import tomllib  # nearly every run has nothing to say

    path = Path(__file__).with_name("messages.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by file, line, column and code, and drop what was said twice about one spot."""
    unique = {(p.code, p.place, tuple(sorted(p.words.items()))): p for p in problems}
    return sorted(unique.values(), key=lambda p: (p.place, p.code, p.what()))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only those that stop a build."""
    return [p for p in problems if p.severity == "error"]


LEAD_WIDTH = 32
LINE_WIDTH = 70
"""Columns of the excerpt before the spot, and in all: with the line number before it, it fits a terminal of 80."""


def caret(place: Place) -> tuple[str, str]:
    """Return the excerpt and the line of carets under it; a Chinese character takes two columns.

    Long lines are cut around the spot. Invisible characters are shown as `�`, so that nobody looks for them in vain.
    """
    text = legible(place.excerpt)
    start = min(place.column - 1, len(text))
    left = 0
    if display_width(text) > LINE_WIDTH:
        while display_width(text[left:start]) > LEAD_WIDTH:
            left += max(1, (start - left) // 8 if start - left > 4 * LEAD_WIDTH else 1)
    end, width = left, 0
    while end < len(text) and (width := width + display_width(text[end])) <= LINE_WIDTH:
        end += 1
    before = "…" if left else ""
    pad = display_width(before + text[left:start])
    marked = text[start : min(end, start + max(1, place.length))]
    shown = before + text[left:end] + ("…" if end < len(text) else "")
    return shown, " " * pad + "^" * max(1, display_width(marked))
