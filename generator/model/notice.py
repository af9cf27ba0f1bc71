"""A notice and what hangs on it: masthead, attachments, relations, amendments, objection period, errata."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from generator.model.base import BodyPath, Date, FileName, Id, LongText, Reference, Text, Url, Whole
from generator.model.common import Dated
from generator.model.record import Reads, Record, fault


def _target(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*", value):
        raise fault("E208", value=value)
    return value


Target = Annotated[str, Reads(_target)]
"""The way to a fact: names of fields, ids, or places in a list counted from 1 (`subprojects/songs/contacts/1`)."""
RELATIONS = Literal["implements", "amends", "extends", "corrects", "withdraws", "results_of", "reposts"]


class Masthead(Record, frozen=True, kw_only=True):
    """发文机关标志 (GB/T 9704-2012, 7.2.4): the organs as printed, and 文件 where it is printed."""

    organs: tuple[Text, ...]
    suffix: Text | None = None


class Attachment(Record, frozen=True, kw_only=True):
    """An attachment: a text of its own, a table, a blank form, a file, or a whole notice of another campaign."""

    no: Whole | None = None
    title: Text
    body: BodyPath | None = None
    allocation: Id | None = None
    form: Id | None = None
    file: FileName | None = None
    notice: Reference | None = None

    def judge(self) -> None:
        """It is one thing."""
        given = [name for name in ("body", "allocation", "form", "file", "notice") if getattr(self, name)]
        if len(given) != 1:
            raise fault("E212", given="、".join(given) or "没有")


class Relation(Record, frozen=True, kw_only=True):
    """How this notice stands to another one."""

    notice: Reference
    relation: RELATIONS


class Amendment(Record, frozen=True, kw_only=True):
    """One fact of the campaign that this notice changes, from the day of the notice on.

    The record may go on saying what the first notice printed, or say the newest value: either is understood, and the
    pages of each day show what holds on it. `printed` is the new value in the notice's own words.
    """

    target: Target
    former: Text
    to: Text
    printed: Text | None = None

    @classmethod
    def unfolded(cls, value: object) -> object:
        """The key `from` is a keyword of Python's; in YAML it stays the contract's word."""
        if isinstance(value, dict) and "from" in value:
            return {("former" if key == "from" else key): item for key, item in value.items()}
        return value


class ObjectionChannel(Record, frozen=True, kw_only=True):
    """A way to raise an objection (异议)."""

    kind: Literal["phone", "fax", "email", "address", "visit", "url"]
    value: Text
    office: Text | None = None


class ObjectionPeriod(Record, frozen=True, kw_only=True):
    """公示期: how long a proposed result may be objected to, and how."""

    printed: Text
    start: Date
    end: Date
    working_days: Whole | None = None
    calendar_days: Whole | None = None
    channels: tuple[ObjectionChannel, ...] = ()
    rules: LongText | None = None


class Results(Record, frozen=True, kw_only=True):
    """Which awards this notice proposes (公示) or confirms (通报): `first`, or `songs/first` for one sub-project only."""

    awards: tuple[Reference, ...]
    state: Literal["proposed", "confirmed"]


class Erratum(Record, frozen=True, kw_only=True):
    """A known slip: T damage of the transcription (mended), P printed so (kept), X a contradiction (kept, both shown).

    `about` names the record whose warning this acknowledges (`allocation/plan`, `subprojects/ai-cases`, `quotas`).
    """

    where: Text
    type: Literal["T", "P", "X"]
    printed: Text | None = None
    reading: Text | None = None
    note: Text | None = None
    about: Reference | None = None

    @classmethod
    def unfolded(cls, value: object) -> object:
        """The key `class` is a keyword of Python's; in YAML it stays the contract's word."""
        if isinstance(value, dict) and "class" in value:
            return {("type" if key == "class" else key): item for key, item in value.items()}
        return value


class Notice(Record, frozen=True, kw_only=True):
    """One official text with its facts. `kind` is an open word (通知 通报 公示 …); code never switches on it."""

    id: Id
    kind: Text
    title: Text
    masthead: Masthead | None = None
    issuers: tuple[Text, ...] = ()
    signature: tuple[Text, ...] = ()
    doc_number: Text | None = None
    issued: Dated | None = None
    recipients: Text | None = None
    body: BodyPath
    attachments: tuple[Attachment, ...] = ()
    cc: Text | None = None
    printed_by: Text | None = None
    printed_on: Dated | None = None
    published: Date | None = None
    source: Text | None = None
    source_url: Url | None = None
    editor: Text | None = None
    reviewed_by: Text | None = None
    relates_to: tuple[Relation, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    objection_period: ObjectionPeriod | None = None
    results: Results | None = None
    errata: tuple[Erratum, ...] = ()
    former_ids: tuple[Id, ...] = ()
