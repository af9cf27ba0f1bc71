"""The copy for a USB stick: the same pages, with links that open by double click from disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.manifest import Due, Source, Stored

_HREF = re.compile(r"""(<a\b[^>]*?\shref=")([^"#?]*)([^"]*")""")
_REFRESH = re.compile(r"""(<meta http-equiv="refresh" content="0; url=)([^"]*)(")""")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
ONLINE_ONLY = frozenset({"404.html", "robots.txt", "sitemap.xml", "_headers"})
"""What only a server or a robot needs."""


def as_offline(outputs: Iterator[tuple[str, Source]]) -> Iterator[tuple[str, bytes | Path | Stored]]:
    """Point every link to a folder at its index.html; files that only a server uses are left out."""
    for path, source in outputs:
        if path in ONLINE_ONLY:
            continue
        data = source.make() if isinstance(source, Due) else source
        if path.endswith(".html") and not isinstance(data, Stored):
            text = (data.read_bytes() if isinstance(data, Path) else data).decode()
            text = _HREF.sub(lambda m: m[1] + _to_file(m[2]) + m[3], text)
            yield path, _REFRESH.sub(lambda m: m[1] + _to_file(m[2]) + m[3], text).encode()
        else:
            yield path, data


def _to_file(link: str) -> str:
    if not link or _SCHEME.match(link):
        return link
    if link.endswith("/"):
        return link + "index.html"
    if link.rsplit("/", 1)[-1] in (".", ".."):
        return link + "/index.html"
    return link
