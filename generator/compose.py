"""From the engine's pages and a planned site to the files of the public site, as plain values.

Hand-written pages may ask for generated blocks (`[[contacts:2024-fujian]]`, alone in a paragraph) and link to
generated pages (`campaign:2024-fujian/songs`). The engine passes both through untouched; here they are filled in,
so that a change of the data needs no engine.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Literal

from msgspec import Struct

from generator.frame import Frame, root_of
from generator.manifest import Due
from generator.site import Draft, Page, Pending, Site
from generator.values.patterns import late

_BLOCK = late(r"\[\[([a-z][a-z0-9_-]*)(?::([^\[\]]*))?\]\]")
_ONE = r"\[\[[a-z][a-z0-9_-]*(?::[^\[\]]*)?\]\]"
_PARAGRAPH = late(rf"<p>\s*({_ONE}(?:\s*(?:<br\s*/?>)?\s*{_ONE})*)\s*</p>")
_LINK = late(r"""(?<=\shref=)(["'])campaign:([^"'#]*)(#[^"']*)?\1""")
_VERBATIM = late(r"<!--.*?-->|<(pre|code|script|style|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


class Fault(Struct, frozen=True):
    """What a hand-written page asks for in vain. `path` is the page's file in the site, `text` is as the editor wrote it."""

    path: str
    kind: Literal["block", "place", "link"]
    text: str

    def __str__(self) -> str:
        say = {
            "block": "没有 {} 这样的内容块；请核对名称和活动编号。",
            "place": "{} 要单独成一段，上下各空一行。",
            "link": "链接 {} 指向的活动、项目或者通知不存在；请核对编号。",
        }
        return f"{self.path}：" + say[self.kind].format(self.text)


class ComposeError(ValueError):
    """Hand-written pages ask for blocks or pages that are not there; all of them at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def compose(text: str, *, root: str, site: Site, path: str = "") -> str:
    """Fill in the blocks and links of one content page; `root` leads from its folder to the site's root.

    What stands in code samples and comments is left alone.
    """
    faults: list[Fault] = []

    def block(call: re.Match[str]) -> str:
        try:
            return site.block(call[1], html.unescape(call[2] or "").strip(), root)
        except KeyError:
            faults.append(Fault(path, "block", html.unescape(call[0])))
            return ""

    def link(written: re.Match[str]) -> str:
        target = html.unescape(written[2])
        if target not in site.links:
            faults.append(Fault(path, "link", f"campaign:{target}"))
            return written[0]
        address, own, anchor = (root + site.links[target]).partition("#")
        return written[1] + html.escape(address) + (written[3] or html.escape(own + anchor)) + written[1]

    def prose(piece: str) -> Iterator[str]:
        last = 0
        for paragraph in _PARAGRAPH.finditer(piece):
            yield rest(piece[last : paragraph.start()])
            # Joined, not substituted: what a block returns is finished and not looked at again.
            yield "\n".join(block(call) for call in _BLOCK.finditer(paragraph[1]))
            last = paragraph.end()
        yield rest(piece[last:])

    def rest(piece: str) -> str:
        faults.extend(Fault(path, "place", html.unescape(call[0])) for call in _BLOCK.finditer(piece))
        return _LINK.sub(link, piece)

    done, last = [], 0
    for verbatim in _VERBATIM.finditer(text):
        done += [*prose(text[last : verbatim.start()]), verbatim[0]]
        last = verbatim.end()
    done += prose(text[last:])
    if faults:
        raise ComposeError(tuple(faults))
    return "".join(done)


def assemble(frame: Frame, content: Mapping[str, str], site: Site) -> Iterator[tuple[str, bytes | Due]]:
    """Return every page and asset of the site as (path, bytes): content pages, generated pages, assets.

    Content pages are composed at once, so that a `ComposeError` names the faults of all of them before anything is
    written; the rest is made one by one, as it is asked for, drafts by whoever writes them.
    """
    faults: list[Fault] = []
    composed: list[tuple[str, bytes]] = []
    for path, text in content.items():
        try:
            composed.append((path, compose(text, root=root_of(path), site=site, path=path).encode()))
        except ComposeError as error:
            faults += error.faults
    if faults:
        raise ComposeError(tuple(faults))
    return _rest(composed, frame, site)


def _rest(composed: list[tuple[str, bytes]], frame: Frame, site: Site) -> Iterator[tuple[str, bytes | Due]]:
    yield from composed
    frame_name = frame.digest
    for page in site.pages:
        if isinstance(page, Draft):
            yield page.path, due(frame, frame_name, page)
        else:
            yield page.path, _pasted(frame, page)
    for asset in site.assets:
        yield asset.path, Due(asset.make, asset.inputs) if isinstance(asset, Pending) else asset.data


def due(frame: Frame, frame_name: str, page: Draft) -> Due:
    """A draft as what is written when its turn comes; `frame_name` is the frame's digest."""
    return Due(partial(_pasted, frame, page), f"{page.inputs} {frame_name}" if page.inputs else "")


def _pasted(frame: Frame, page: Page | Draft) -> bytes:
    return frame.pasted(page.written())
