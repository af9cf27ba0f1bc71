"""What hand-written pages ask for: `[[block:argument]]` lines and `campaign:` links, with their places.

The engine renders these pages; this reader only lets `check` prove before that all they ask for exists.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from msgspec import Struct

from generator.problems import Place, Problem, problem
from generator.source import Source
from generator.textfile import decoded
from generator.values.text import legible

_BLOCK = re.compile(r"\[\[([a-z][a-z0-9_-]*)(?::([^\[\]\n]*))?\]\]")
_LINK = re.compile(
    r"""(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?|\shref=["'])campaign:([^)#\s>"']*)""", re.MULTILINE
)
_VERBATIM = re.compile(r"^(```|~~~).*?^\1|<!--.*?-->|(`+)(?!`).+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]*\S[^\n]*)*")


class Request(Struct, frozen=True):
    """One block or link on a hand-written page; `kind` is block or link, `argument` what follows the colon.

    `alone` says that a block has its paragraph to itself: only there can it be filled in.
    """

    kind: str
    name: str
    argument: str
    place: Place
    alone: bool = True


def read_content(folder: Path) -> tuple[tuple[Request, ...], list[Problem]]:
    """Every request of every Markdown page below `folder`, in file order; code and comments are left alone."""
    requests: list[Request] = []
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.md")) if folder.is_dir() else ():
        name = legible(os.fsencode(path.relative_to(folder.parent)).decode("utf-8", "replace"))
        if not stat.S_ISREG(path.lstat().st_mode):
            problems.append(problem("E103" if path.is_symlink() else "E104", Place(name), path=name))
            continue
        found: list[Problem] = []
        source = decoded(path.read_bytes(), name, found)
        problems += [p for p in found if p.code in ("E107", "E117")]  # the engine takes the rest as it is
        if source:
            requests += _requests(source)
    return tuple(requests), problems


def _requests(source: Source) -> list[Request]:
    text = _VERBATIM.sub(lambda found: re.sub(r"[^\n]", "x", found.group()), source.text)
    requests = []
    for paragraph in _PARAGRAPH.finditer(text):
        alone = not _BLOCK.sub("", paragraph.group()).strip()
        for found in _BLOCK.finditer(paragraph.group()):
            place = source.at(paragraph.start() + found.start(), len(found.group()))
            requests.append(Request("block", found.group(1), (found.group(2) or "").strip(), place, alone))
    for found in _LINK.finditer(text):
        requests.append(
            Request("link", "campaign", found.group(1), source.at(found.start(1), len(found.group(1))))
        )
    return requests


def content_addresses(folder: Path) -> tuple[str, ...]:
    """The addresses that the engine gives the hand-written pages: `about.md` is `about/`, `index.md` its folder."""
    addresses = []
    for path in sorted(folder.rglob("*.md")) if folder.is_dir() else ():
        parts = path.relative_to(folder).with_suffix("").parts
        if parts[-1] in ("index", "README"):
            parts = parts[:-1]
        addresses.append("".join(f"{part}/" for part in parts))
    return tuple(addresses)
