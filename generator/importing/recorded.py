"""What the records of finished drafts hold, in the folded forms that a printed text is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from generator.importing.draft import Draft
from generator.values.text import fold
from generator.yamlwriting import Data

_SORTS = {
    "hosts": "hosts",
    "co_hosts": "hosts",
    "unit": "hosts",
    "sponsors": "sponsors",
    "issuers": "sponsors",
    "media_partners": "sponsors",
    "contacts": "names",
}
"""The keys whose words are names of organisations or people."""


class Recorded(Struct, frozen=True):
    """The records of all drafts: numbers as figures, addresses and what milestones say, names with the longest first."""

    numbers: frozenset[str]
    addresses: str
    said: str
    hosts: tuple[str, ...]
    sponsors: tuple[str, ...]
    names: tuple[str, ...]


def recorded(drafts: Sequence[Draft]) -> Recorded:
    """All that the drafts record of whom to ask, whom to send to, and who carries a part."""
    numbers, addresses, said = set(), [], []
    words: dict[str, set[str]] = {"hosts": set(), "sponsors": set(), "names": set()}
    for draft in drafts:
        for key, word in leaves(draft.data):
            if key in ("phones", "fax", "handle"):
                numbers.add(figures(word))
            if key in ("email", "url", "handle"):
                addresses.append(fold(word).lower())
            if key == "what":
                said.append(fold(word).lower())
            if sort := _SORTS.get(key):
                words[sort].add(bare(word))
    longest = {sort: tuple(sorted(found, key=len, reverse=True)) for sort, found in words.items()}
    return Recorded(frozenset(numbers), "\n".join(addresses), "\n".join(said), **longest)


def leaves(data: Data | Mapping[str, Data], key: str = "") -> Iterator[tuple[str, str]]:
    """Every word of the data with the key it stands under; a `name` with that of the list that it names one of."""
    if isinstance(data, Mapping):
        for name, item in data.items():
            yield from leaves(item, key if name == "name" else str(name))
    elif isinstance(data, Sequence) and not isinstance(data, str):
        for item in data:
            yield from leaves(item, key)
    else:
        yield key, str(data)


def records(data: Mapping[str, Data], name: str) -> tuple[Mapping[str, Data], ...]:
    """The records of a list of campaign.yml, none where there is no list."""
    items = data.get(name)
    listed = items if isinstance(items, Sequence) and not isinstance(items, str) else ()
    return tuple(one for one in listed if isinstance(one, Mapping))


def figures(number: str) -> str:
    """The figures of a telephone number, with the * of a masked one."""
    return re.sub(r"[^\d*]", "", number)


def bare(words: str) -> str:
    """Words folded and without quotation marks."""
    return re.sub(r"[“”\"‘’《》]", "", fold(words))
