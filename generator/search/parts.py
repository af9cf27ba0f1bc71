"""The files of the index: how many works are in each, how they are written, and how one is brought up to date."""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.values.compact import compact
from generator.works.work import Work

PART = 4_000
"""Works of a shard: some 300 KB."""
_BEGIN, _END = "zbFind(", ");\n"


def in_parts(works: tuple[Work, ...]) -> list[tuple[Work, ...]]:
    """The works of each shard; of a campaign without works there is one, too."""
    return [works[first : first + PART] for first in range(0, len(works), PART)] or [()]


def script(data: Mapping[str, object]) -> bytes:
    """A file of the index: a script that hands its records over."""
    text = compact(data)
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{_BEGIN}{safe}{_END}".encode()


def relined(data: bytes, lines: Mapping[int, str]) -> bytes:
    """A shard with other lines for some of its works, by their place in it."""
    shard = json.loads(data.removeprefix(_BEGIN.encode()).removesuffix(_END.encode()))
    all_lines = shard["w"]["x"].split("\n")
    for at, line in lines.items():
        all_lines[at] = line
    shard["w"]["x"] = "\n".join(all_lines)
    return script(shard)
