"""What was recognised in a received document: campaigns as data, their texts, and how sure each finding is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.yamlwriting import Data

Certainty = Literal["sure", "likely", "guess"]
"""sure: the document says so by a fixed form; likely: by a convention with exceptions; guess: somebody must look."""


@dataclass(frozen=True, slots=True)
class Finding:
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


@dataclass(frozen=True, slots=True)
class Left:
    """What was kept as text of a body only, though it looked like a fact, or something that a record lacks."""

    what: str
    words: str
    number: int
    last: int


@dataclass(frozen=True, slots=True)
class Draft:
    """One campaign folder to be written: `data` is the whole of campaign.yml, `texts` the bodies by their paths.

    `findings` are in the order of the source, `left` what an editor should look at.
    """

    id: str
    data: Mapping[str, Data]
    texts: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = field(default=())
