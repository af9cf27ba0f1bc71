"""What a rule may look at, and how a known contradiction is acknowledged."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from generator.catalog import Catalog
from generator.content import Request
from generator.handouts import Handout
from generator.load import RawCampaign
from generator.media.facts import MediaFault
from generator.model.campaign import Campaign
from generator.model.notice import Attachment, Erratum, Notice
from generator.places import Places
from generator.read import ANY_ID
from generator.values.text import fold
from generator.yamltext import Mapping as YamlMapping
from generator.yamltext import Node, Scalar, Sequence

LIKE = 0.75
"""How like two ids must be for one to be a slip of the other."""


class Checking(Struct, frozen=True):
    """The catalog under check, where its records are written, and what could not be read."""

    catalog: Catalog
    places: Places
    broken: frozenset[str]
    lost: Mapping[str, frozenset[str]]
    refused: frozenset[str]
    raws: Mapping[str, RawCampaign]
    pages: tuple[Request, ...] = ()
    media_faults: Mapping[tuple[str, str, str], MediaFault] = field(default_factory=dict)
    handouts: Mapping[tuple[str, str], Handout] = field(default_factory=dict)

    def excused(self, campaign_id: str, record_id: str | None = None, kind: str = "") -> bool:
        """Whether a missing record is already explained: its file or its own entry had errors.

        Where a record of this kind lost its id, anything may mean it, but not a slip of an id that is there.
        """
        if campaign_id in self.broken:
            return True
        lost = self.lost.get(campaign_id, frozenset())
        if record_id is None:
            return False
        if record_id in lost or difflib.get_close_matches(record_id, lost, n=1, cutoff=LIKE):
            return True
        if f"{kind}{ANY_ID}" not in lost:
            return False
        campaign = self.catalog.by_id[campaign_id]
        holders = [campaign, *campaign.subprojects] if kind == "awards" else [campaign]
        listed = [item for holder in holders for item in getattr(holder, kind)]
        sound = [item for item in listed if isinstance(item, str) or not self.places.hurt(item, "id")]
        known = [item if isinstance(item, str) else item.id for item in sound]
        return not difflib.get_close_matches(record_id, known, n=1, cutoff=LIKE)

    def file_refused(self, campaign_id: str, path: str) -> bool:
        """Whether a file of a campaign is there, but it or a folder above it could not be read."""
        folder = self.raws[campaign_id].place.file.rpartition("/")[0]
        return any(f"{folder}/{part}" in self.refused for part in (path, path.partition("/")[0]))

    def bodies(self, campaign: Campaign) -> Iterator[tuple[Notice | Attachment, str]]:
        """Every notice and attachment that names a text file, with the file's name, those in doubt left out."""
        for notice in campaign.notices:
            if not self.places.hurt(notice, "body"):
                yield notice, notice.body
            for item in notice.attachments:
                if item.body:
                    yield item, item.body

    def missing_texts(self, campaign: Campaign) -> Mapping[str, str | None]:
        """Each named text that is not there, with the unused file that was probably meant."""
        texts = self.raws[campaign.id].texts
        unused = sorted(set(texts) - {path for _, path in self.bodies(campaign)})
        missing: dict[str, str | None] = {}
        for _, path in self.bodies(campaign):
            if path not in texts and path not in missing and not self.file_refused(campaign.id, path):
                missing[path] = next(iter(difflib.get_close_matches(path, unused, n=1, cutoff=0.7)), None)
                if missing[path]:
                    unused.remove(str(missing[path]))
        return missing

    def words(self, campaign: Campaign) -> str | None:
        """All official wording of a campaign: its texts, and the tables and forms kept as data.

        None while some text could not be read: without it everything would seem invented.
        """
        raw = self.raws[campaign.id]
        unread = any(
            path not in raw.texts and self.file_refused(raw.id, path) for _, path in self.bodies(campaign)
        )
        if unread or not all(self.missing_texts(campaign).values()):
            return None
        parts = [source.text for source in raw.texts.values()]
        for name in ("allocation", "forms"):
            parts += [scalar.text for scalar in scalars(raw.node.get(name) if raw.node else None)]
        return "\n".join(parts)


def scalars(node: Node | None) -> Iterator[Scalar]:
    """Every key and every value below a node."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, YamlMapping):
        for key, value in node.items:
            yield key
            yield from scalars(value)
    elif node is not None:
        for item in node.items:
            yield from scalars(item)


def nodes(node: Node | None) -> tuple[Node, ...]:
    """The items of a list, none of anything else."""
    return node.items if isinstance(node, Sequence) else ()


def errata(campaign: Campaign) -> Iterator[tuple[Notice, Erratum]]:
    """All errata of a campaign's notices."""
    for notice in campaign.notices:
        for erratum in notice.errata:
            yield notice, erratum


def acknowledged(
    c: Checking, campaign: Campaign, *, about: str | None = None, printed: str | None = None
) -> bool:
    """Whether an erratum names this finding: by `about`, by its id in `where`, or by the printed words themselves.

    Mended damage (class T) acknowledges nothing, and a long slip does not excuse a short text that occurs in it.
    An erratum that could not be read has the benefit of the doubt.
    """
    if any(c.places.hurt(notice, "errata") for notice in campaign.notices) or c.places.hurt(
        campaign, "notices"
    ):
        return True
    folded = fold(printed) if printed else None
    record_id = about.rsplit("/", 1)[-1] if about and "/" in about else None
    for _, erratum in errata(campaign):
        if c.places.hurt(erratum):
            return True
        if erratum.type == "T":
            continue
        if about and erratum.about == about:
            return True
        if record_id and record_id in erratum.where.split():
            return True
        if folded and erratum.printed and fold(erratum.printed) in folded:
            return True
    return False


def near(wanted: str, known: Iterable[str]) -> dict[str, str]:
    """A hint in the editor's words, Chinese and English: the nearest known id, or what there is."""
    names = sorted(known)
    close = difflib.get_close_matches(wanted, names, n=1, cutoff=0.5)
    if close:
        return {"hint": f"是不是想写“{close[0]}”", "hint_en": f"did you mean “{close[0]}”?"}
    if not names:
        return {"hint": "现在一个也没有", "hint_en": "there is none yet."}
    listed = names[:12]
    more = len(names) > len(listed)
    return {
        "hint": f"现有：{'、'.join(listed)}{' 等' if more else ''}",
        "hint_en": f"known: {', '.join(listed)}{' …' if more else '.'}",
    }
