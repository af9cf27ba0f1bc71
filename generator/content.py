"""What hand-written pages ask for: `[[block:argument]]` lines and `campaign:` links, with their places.

The engine renders these pages; this reader only lets `check` prove before that all they ask for exists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Place
from generator.source import Source

_BLOCK = re.compile(r"^\[\[([^\]\n]*)\]\]\s*$", re.MULTILINE)
_LINK = re.compile(r"\]\(campaign:([^)#\s]*)(#[^)\s]*)?\)")
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Request:
    """One block or link on a hand-written page; `kind` is block or link, `argument` what follows the colon."""

    kind: str
    name: str
    argument: str
    place: Place


def read_content(folder: Path) -> tuple[Request, ...]:
    """Every request of every Markdown page below `folder`, in file order; code fences are left alone."""
    requests: list[Request] = []
    for path in sorted(folder.rglob("*.md")) if folder.is_dir() else ():
        source = Source(
            path.relative_to(folder.parent).as_posix(), path.read_text(encoding="utf-8", errors="replace")
        )
        text = _FENCE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), source.text)
        for found in _BLOCK.finditer(text):
            name, _, argument = found.group(1).partition(":")
            requests.append(
                Request("block", name, argument, source.at(found.start(), len(found.group().rstrip())))
            )
        for found in _LINK.finditer(text):
            requests.append(
                Request("link", "campaign", found.group(1), source.at(found.start(1), len(found.group(1))))
            )
    return tuple(requests)


def content_addresses(folder: Path) -> tuple[str, ...]:
    """The addresses that the engine gives the hand-written pages: `about.md` is `about/`, `index.md` its folder."""
    addresses = []
    for path in sorted(folder.rglob("*.md")) if folder.is_dir() else ():
        parts = path.relative_to(folder).with_suffix("").parts
        if parts[-1] in ("index", "README"):
            parts = parts[:-1]
        addresses.append("".join(f"{part}/" for part in parts))
    return tuple(addresses)
