"""Official wording that is not what it was: the one change that needs a reason."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.model.notice import Erratum, Notice
from generator.review.lines import Piece, pieces, rows
from generator.review.redaction import Redaction
from generator.values.text import fold, tidy


class Passage(Struct, frozen=True):
    """One paragraph of an official text that changed: its lines in the old and the new file (None where it is not in it).

    `explained` says whether an erratum that was added speaks of it.
    """

    before: int | None
    after: int | None
    pieces: tuple[Piece, ...]
    explained: bool


class TextChange(Struct, frozen=True):
    """An official text with changed wording. `file` is from the project's root."""

    campaign: str
    notice: str
    file: str
    passages: tuple[Passage, ...]


def changed_texts(base: Catalog, new: Catalog, redaction: Redaction, folder: str) -> Iterator[TextChange]:
    """Every official text that both states have and that reads otherwise; blanks and width are no wording."""
    for (campaign_id, path), source in new.texts.items():
        was = base.texts.get((campaign_id, path))
        if was is None or was.text == source.text:
            continue
        campaign = new.by_id[campaign_id]
        notice = _notice_of(campaign, path)
        fresh = _new_errata(base, campaign, notice)
        passages = tuple(_passages(was.text, source.text, redaction, fresh))
        if passages:
            title = notice.title if notice else path
            yield TextChange(campaign.title, title, f"{folder}/{campaign_id}/{path}", passages)


def _passages(before: str, after: str, redaction: Redaction, errata: list[Erratum]) -> Iterator[Passage]:
    old = [(n, tidy(line)) for n, line in enumerate(before.split("\n"), start=1) if line.strip()]
    new = [(n, tidy(line)) for n, line in enumerate(after.split("\n"), start=1) if line.strip()]
    public = fold(after)
    laid = rows([fold(text) for _, text in old], [fold(text) for _, text in new])
    for row in laid:
        if row.kind in ("same", "moved"):
            continue
        was = redaction.of(old[row.before][1], public) if row.before is not None else ""
        now = new[row.after][1] if row.after is not None else ""
        said = fold(was) + "\n" + fold(now)
        yield Passage(
            before=old[row.before][0] if row.before is not None else None,
            after=new[row.after][0] if row.after is not None else None,
            pieces=pieces(was, now),
            explained=any(fold(word) in said for e in errata for word in (e.printed, e.reading) if word),
        )


def _notice_of(campaign: Campaign, path: str) -> Notice | None:
    return next((n for n in campaign.notices if path in (n.body, *(a.body for a in n.attachments))), None)


def _new_errata(base: Catalog, campaign: Campaign, notice: Notice | None) -> list[Erratum]:
    old = base.by_id.get(campaign.id)
    known = old.notice(notice.id) if old and notice else None
    return [e for e in (notice.errata if notice else ()) if not known or e not in known.errata]
