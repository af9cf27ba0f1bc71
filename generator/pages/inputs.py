"""Names for all that shapes a page of works: under the same name the same page comes out, and it need not be written again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from generator.codestamp import code_stamp
from generator.pages.frame_parts import Setting
from generator.works.work import Work


def inputs_of_all(setting: Setting) -> str:
    """A name for what all pages of works share: the program, the day, the settings, every campaign as it is public."""
    catalog = setting.catalog
    said = (
        code_stamp(),
        setting.today,
        setting.project,
        catalog.campaigns,
        sorted(catalog.tombstones.items()),
    )
    return _name(said)


def inputs_of_page(shared: str, works: Iterable[Work | None], *more: object) -> str:
    """A name for one page: what all share, the works it shows, and what else it tells; "" if that of a work is not known."""
    sources = [work.source if work else "-" for work in works]
    return _name((shared, sources, more)) if all(sources) else ""


def _name(said: object) -> str:
    return hashlib.blake2b(repr(said).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()
