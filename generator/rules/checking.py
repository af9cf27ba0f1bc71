"""What a rule may look at, and how a known contradiction is acknowledged."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.catalog import Catalog
from generator.content import Request
from generator.load import RawCampaign
from generator.model.campaign import Campaign
from generator.model.notice import Erratum, Notice
from generator.read import Places
from generator.values.text import fold


@dataclass(frozen=True, slots=True)
class Checking:
    """The catalog under check, where its records are written, and what could not be read."""

    catalog: Catalog
    places: Places
    broken: frozenset[str]
    lost: Mapping[str, frozenset[str]]
    unread: frozenset[str]
    raws: Mapping[str, RawCampaign]
    pages: tuple[Request, ...] = ()

    def excused(self, campaign_id: str, record_id: str | None = None) -> bool:
        """Whether a missing record is already explained: its file or its own entry had errors."""
        return campaign_id in self.broken or (
            record_id is not None and record_id in self.lost.get(campaign_id, ())
        )


def errata(campaign: Campaign) -> Iterator[tuple[Notice, Erratum]]:
    """All errata of a campaign's notices."""
    for notice in campaign.notices:
        for erratum in notice.errata:
            yield notice, erratum


def acknowledged(campaign: Campaign, *, about: str | None = None, printed: str | None = None) -> bool:
    """Whether an erratum names this finding: by `about`, by its id in `where`, or by the printed words themselves."""
    folded = fold(printed) if printed else None
    record_id = about.rsplit("/", 1)[-1] if about and "/" in about else None
    for _, erratum in errata(campaign):
        if about and erratum.about == about:
            return True
        if record_id and record_id in erratum.where.split():
            return True
        said = fold(erratum.printed) if erratum.printed else ""
        if folded and said and (folded in said or said in folded):
            return True
    return False


def near(wanted: str, known: Iterable[str]) -> str:
    """A hint in the editor's words: the nearest known id, or what there is."""
    names = sorted(known)
    close = difflib.get_close_matches(wanted, names, n=1, cutoff=0.5)
    if close:
        return f"是不是想写“{close[0]}”"
    return f"现有：{'、'.join(names[:12])}" if names else "现在一个也没有"
