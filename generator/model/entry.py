"""An entry: one work, person, account or case that a unit sent in. Only approved ones with consent are ever published."""

from __future__ import annotations

from typing import Literal

from generator.model.base import Date, FileName, Id, LongText, Reference, Sha256, Text, Url, Whole
from generator.model.record import Record

MediaRole = Literal["work", "cover", "portrait", "logo", "score", "evidence"]
"""What a file is for. `evidence` (佐证材料) is checked and never published; the others are shown."""


class Credit(Record, frozen=True, kw_only=True):
    """Somebody who made the work, in order; a unit alone, a pen name and “等” are allowed."""

    name: Text
    role: Text | None = None
    unit: Text | None = None


class Approval(Record, frozen=True, kw_only=True):
    """Who let the entry be published, and when."""

    by: Text
    on: Date


class MediaFile(Record, frozen=True, kw_only=True):
    """A file beside entry.yml (or in `media_root`, by its sha256)."""

    file: FileName
    alt: Text | None = None
    caption: Text | None = None
    role: MediaRole = "work"
    sha256: Sha256 | None = None


class Honour(Record, frozen=True, kw_only=True):
    """An award the entry got; the state comes from the notice's results unless said here."""

    award: Id
    rank: Whole | None = None
    state: Literal["shortlisted", "proposed", "confirmed"] | None = None
    notice: Reference | None = None


class Withdrawal(Record, frozen=True, kw_only=True):
    """Why nothing of the work is shown any more but a tombstone at its address."""

    on: Date
    reason: Text
    notice: Reference | None = None


class Account(Record, frozen=True, kw_only=True):
    """A social-media account that was sent in."""

    platform: Text
    name: Text
    url: Url | None = None


class Entry(Record, frozen=True, kw_only=True):
    """The whole of one entry.yml; `id` and `subproject` come from its folder."""

    id: Id
    subproject: Id | None
    title: Text
    no: Text | None = None
    status: Literal["received", "pending", "approved", "rejected", "withdrawn"]
    approval: Approval | None = None
    consent: Id | None = None
    credits: tuple[Credit, ...] = ()
    unit: Text | None = None
    recommended_by: Text | None = None
    statement: LongText | None = None
    text: LongText | None = None
    account: Account | None = None
    ai_use: Literal["none", "assisted", "generated"] = "none"
    media: tuple[MediaFile, ...] = ()
    honours: tuple[Honour, ...] = ()
    withdrawn: Withdrawal | None = None
