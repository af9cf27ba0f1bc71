"""What was recognised in a received document: campaigns as data, their texts, and how sure each finding is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from generator.yamlwriting import Data

Certainty = Literal["sure", "likely", "guess"]
"""sure: the document says so by a fixed form; likely: by a convention with exceptions; guess: somebody must look."""


class Finding(Struct, frozen=True):
    """One thing that was recognised: what it is, its words, where it stands (source numbers), and why it was taken so.

    `path` names the record it went to, as an editor would look for it: `subprojects/songs/contacts`.
    """

    what: str
    value: str
    certainty: Certainty
    number: int
    last: int
    path: str = ""
    why: str = ""


class Left(Struct, frozen=True):
    """What was kept as text of a body only, though it looked like a fact, or something that a record lacks."""

    what: str
    words: str
    number: int
    last: int


class Draft(Struct, frozen=True):
    """One campaign folder to be written: `data` is the whole of campaign.yml, `texts` the bodies by their paths.

    `findings` are in the order of the source, `left` what an editor should look at.
    """

    id: str
    data: Mapping[str, Data]
    texts: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = field(default=())
