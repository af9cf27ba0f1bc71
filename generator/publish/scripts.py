"""Which pages the records in the dress of a script speak of (`data/…/*.js`): they write addresses in ways of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from generator import routes

_SEARCH, UNITS = (
    re.compile(re.escape(of("*")).replace(r"\*", "([^/]+)")) for of in (routes.search_data, routes.units_data)
)
_WORKS = re.compile(r"data/([^/]+)/(?:works|gallery)(?:-[0-9]+)?\.js(?:on)?")
_INDEX = "index"
_CARD_LINK = re.compile(r"""href=\\"\{r\}([^"\\?#]*)""")
"""In a card of “我的单位” `{r}` stands for the way to the site's root; texts have their quotation marks escaped."""


class Unread(ValueError):  # noqa: N818 - what stands there is the expected outcome of another program's file
    """A record that this program cannot read: whatever it tells is not known."""


def made_together(path: str, other: str) -> bool:
    """Whether two files are parts of one whole: the lists of a campaign's works, its shards of the search, the cards of all units."""
    one, two = _SEARCH.fullmatch(path), _SEARCH.fullmatch(other)
    if one and two:
        return one[1].partition(".")[0] == two[1].partition(".")[0] != _INDEX
    own, its = _WORKS.fullmatch(path), _WORKS.fullmatch(other)
    return bool((own and its and own[1] == its[1]) or (UNITS.fullmatch(path) and UNITS.fullmatch(other)))


def files_of(path: str, text: str) -> frozenset[str]:
    """The files of the site that a record leads to: pages, and the other records it has loaded. Raises Unread."""
    if found := _SEARCH.fullmatch(path):
        return frozenset(_of_search(_data(text), index=found[1] == _INDEX))
    if UNITS.fullmatch(path):
        return frozenset(routes.file_of(address) for address in _CARD_LINK.findall(text))
    return frozenset()


def _data(text: str) -> Any:
    """What the script hands over: `name(…);`."""
    try:
        return json.loads(text[text.index("(") + 1 : text.rindex(")")])
    except ValueError as error:
        raise Unread(text[:80]) from error


def _of_search(data: Any, *, index: bool) -> Iterator[str]:
    """The shards that the index names; the pages of everything that is in a shard: `u` has an address a kind, `*` is the id."""
    try:
        if index:
            for row in data["shards"]:
                yield from (routes.search_data(row[0], n) for n in range((row[7:] or [1])[0]))
            return
        notices, projects = ([row[0] for row in data[kind]] for kind in "np")
        ids = (notices, projects, ["*"] * bool(data["k"]), data["w"]["i"].split("\n"))
        for address, named in zip(data["u"], ids, strict=True):
            yield from (routes.file_of(address.replace("*", one)) for one in named if one)
    except (TypeError, LookupError, AttributeError, ValueError) as error:
        raise Unread(str(data)[:80]) from error
