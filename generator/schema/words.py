"""What each record and each of its keys is called and means, in the editors' words: the data of `*.toml` beside this module.

One place for all who explain a key: the schemas that editors' programs read, the field reference of the handbook and the
comments in the files that `zhanbang new` makes.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct

FILES = ("campaign", "subproject", "notice", "entry")
"""The tables, one for each module of records."""


class KeyWords(Struct, frozen=True):
    """A key: its short name, what to write, examples as data, and what each of its fixed words means."""

    title: str
    description: str
    examples: tuple[Any, ...]
    choices: Mapping[str, str]


class RecordWords(Struct, frozen=True):
    """A record: what it is called, what holds for it as a whole, and its keys by their names in YAML."""

    title: str
    description: str
    keys: Mapping[str, KeyWords]


@functools.cache
def words() -> Mapping[str, RecordWords]:
    """All words, by the record's name and in the order written. Raises KeyError where a table lacks one of its parts."""
    tables: dict[str, Any] = {}
    records: dict[str, Any] = {}
    for name in FILES:
        data = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
        records |= data.pop("records")
        tables |= data
    shared: dict[str, dict[str, str]] = tables.pop("choices")
    said = {
        name: RecordWords(
            own["title"],
            own["description"],
            MappingProxyType({key: _key(one, shared) for key, one in tables.pop(name, {}).items()}),
        )
        for name, own in records.items()
    }
    if tables:
        raise KeyError(f"keys of no record: {', '.join(tables)}")
    return MappingProxyType(said)


def plain(text: str) -> str:
    """The words without the marks around what is typed as it stands: for where these would be shown."""
    return re.sub(r"`([^`]+)`", r"\1", text)


def _key(table: Mapping[str, Any], shared: Mapping[str, Mapping[str, str]]) -> KeyWords:
    choices = table.get("choices", {})
    meant = shared[choices] if isinstance(choices, str) else choices
    return KeyWords(
        table["title"], table["description"], tuple(table["examples"]), MappingProxyType(dict(meant))
    )
