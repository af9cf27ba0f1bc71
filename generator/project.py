"""The project's own settings, as a record (`settings` reads them)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.values.when import WhenError, parse_when


class ColumnWords(Struct, frozen=True, kw_only=True):
    """What the labels of a column say (国办发〔2017〕47号); what is empty stays as it is by default."""

    name: str = ""
    description: str = ""
    keywords: str = ""
    type: str = ""


class Project(Struct, frozen=True, kw_only=True):
    """What of the site's settings the domain needs. `site_url` ends in a slash or is empty (nothing absolute is written).

    `media_root` is where media of entrants stand that are not in the repository (git history cannot forget).
    `labels` says whether pages carry the labels of 国办发〔2017〕47号; `columns` are an office's own words in them, by column.
    """

    root: Path
    name: str = "展榜"
    site_url: str = ""
    campaigns: str = "campaigns"
    content: str = "content"
    samples: bool = True
    as_of: str = ""
    media_root: Path | None = None
    phone: str = ""
    labels: bool = True
    columns: tuple[tuple[str, ColumnWords], ...] = ()

    def day(self, today: date) -> date:
        """The day to build for: `as_of` of mkdocs.yml where one is given, else `today`."""
        try:
            return (parse_when(self.as_of).last if self.as_of else None) or today
        except WhenError:
            return today  # read_project has reported it
