"""Where works are handed in and shown: addresses that stand with a label, and what a section names as the platform."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.importing.headings import Node
from generator.importing.naming import Names
from generator.importing.organs import closed
from generator.importing.received import Line
from generator.yamlwriting import Data

_AS = re.compile(
    r"^(?P<names>[^。；;：:]{2,120}?)(?:将)?(?:作)?为(?:本次|此次)?(?:主题)?(?:活动)?(?:的)?(?:统一|指定|官方)*(?:报送|展示)?平台"
)
_URL = re.compile(r"https?://[A-Za-z0-9.\-]+(?::\d+)?(?:/[A-Za-z0-9._~/?=&%#\-]*)?")
_KINDS = (
    ("APP|客户端", "app"),
    ("微信|公众号|官微", "wechat"),
    ("抖音|快手|视频号|央视频", "short-video"),
    ("官网|网站|服务网|网$", "web"),
)
_FUNCTIONS = re.compile("用于(?P<words>[^。；]{2,80}?)等?[。；]")


def platforms_in(root: Node, names: Names) -> Iterator[tuple[dict[str, Data], Line]]:
    """The platforms that a section on 平台 names, with the functions said of them."""
    for node in root.walk():
        if node.kind == "root" or not re.search("平台", closed(node.title)) or len(closed(node.title)) > 16:
            continue
        texts = [(node.remainder, node.line)] + [(p.text, p) for p in node.pieces if isinstance(p, Line)]
        for text, line in texts:
            found = _AS.match(text)
            if not found or not line:
                continue
            functions = _FUNCTIONS.search(text)
            words = [word for word in re.split("、", functions["words"]) if word] if functions else []
            for name in re.split(r"和|、|，|及", found["names"]):
                if len(closed(name)) < 3:
                    continue
                record: dict[str, Data] = {"id": names.plain(_id(name)), "name": name.strip()}
                if kind := _kind(name):
                    record["kind"] = kind
                if words:
                    record["functions"] = list(words)
                yield record, line


def by_address(addresses: Iterable[str], names: Names) -> Iterator[dict[str, Data]]:
    """One platform for each address that sub-projects give as their entrance; a blank inside an address is layout."""
    for address in dict.fromkeys(clean_address(address) for address in addresses):
        if address:
            host = re.sub(r"^https?://(?:www\.)?", "", address)
            yield {
                "id": names.plain(
                    re.sub("[^a-z0-9]+", "-", host.split("/")[0].split(":")[0].split(".")[0].lower()).strip(
                        "-"
                    )
                    or "portal"
                ),
                "name": "平台入口",
                "kind": "web",
                "entries": [{"label": "平台入口", "url": address}],
            }


def clean_address(text: str) -> str:
    """An address without the blanks that scanning put into it, "" where it is none."""
    found = _URL.search(re.sub(r"\s+", "", text))
    return found.group().rstrip(".") if found else ""


def _kind(name: str) -> str:
    return next((kind for words, kind in _KINDS if re.search(words, name, re.IGNORECASE)), "")


def _id(name: str) -> str:
    return {"app": "app", "wechat": "wechat", "short-video": "video"}.get(_kind(name), "portal")
