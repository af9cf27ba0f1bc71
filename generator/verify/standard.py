"""What a finished site is held to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator import policy
from generator.leaks.sought import Sought


class Standard(Struct, frozen=True, kw_only=True):
    """`sought` is what must be told nowhere; `works` by campaign the sub-project ("" for none) of every published work.

    `record_of` names the record a file of the site comes from; `page_bytes` is the most a page may weigh;
    `with_policy` whether pages carry the policy (a preview does not); in `cache` stands what was found clean before;
    `jobs` documents are opened at once. `firm` are records of works that were
    never shown: a document that tells of one is refused, whatever else shares their words is only told of. `withheld` are
    all words that are not public, those included that something public says as well.
    """

    sought: Sought = field(default_factory=Sought)
    works: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    record_of: Callable[[str], str] = str
    page_bytes: int = policy.PAGE_BYTES
    with_policy: bool = True
    firm: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    cache: Path | None = None
    jobs: int = 1
