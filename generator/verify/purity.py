"""Which files are ours, and that style sheets, scripts and drawings among them ask no other host for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CODE = (".css", ".js", ".mjs", ".svg")
_DATA = "data/"
"""Below it stand records, whose texts may name any address; nothing there is loaded by a browser on its own."""
_MADE = (
    ".json",
    ".xml",
    ".txt",
    ".ics",
    ".vcf",
    ".csv",
    ".webp",
    ".jpg",
    ".png",
    ".ico",
    ".mp3",
    ".m4a",
    ".mp4",
)
_HANDED = re.compile(r"campaigns/[^/]+/files/")
_HOST = re.compile(
    r"""(?:https?:)?//([a-z0-9.-]+\.[a-z]{2,}|\d+\.\d+\.\d+\.\d+|localhost)[:/"'\s)]""", re.IGNORECASE
)
_NAMES_ONLY = frozenset({"www.w3.org", "schema.org", "www.sitemaps.org", "purl.org"})
"""Hosts that stand in the names of vocabularies and are never asked."""


def is_ours(name: str) -> bool:
    """Whether a file is a text or a medium that we made; anything else is somebody's document."""
    plain = name.endswith(_CODE + _MADE) or "." not in name.rpartition("/")[2]
    return plain and not _HANDED.match(name)


def foreign_hosts(name: str, data: bytes) -> Iterator[str]:
    """Yield every host that a style sheet, script or drawing names."""
    if not name.endswith(_CODE) or name.startswith(_DATA):
        return
    text = data.decode("utf-8", "replace")
    seen = set()
    for found in _HOST.finditer(text):
        host = found[1].lower()
        if host not in _NAMES_ONLY and host not in seen:
            seen.add(host)
            yield found[0][:80]
