"""A campaign: the whole of one campaign.yml."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import field

from generator.model.base import Date, Flag, Id, LongText, Text, Visibility, Whole, Year
from generator.model.common import (
    Award,
    Consent,
    Contact,
    Dated,
    Milestone,
    Order,
    Platform,
    Quota,
    Stage,
    Target,
    Tier,
    Unit,
    Voting,
)
from generator.model.notice import Notice
from generator.model.record import Least, Reads, Record, fault
from generator.model.subproject import Subproject


def _area_code(value: object) -> str:
    text = str(value).strip()
    if not re.fullmatch(r"0\d{2,3}", text):
        raise fault("E231", value=text)
    return text


AreaCode = Annotated[str, Reads(_area_code)]


class AllocationRow(Record, frozen=True, kw_only=True):
    """One unit's figures, in the order of the columns. In YAML a list: `[福州市总工会, 13]`."""

    unit: Text
    values: tuple[Whole, ...]

    @classmethod
    def unfolded(cls, value: object) -> object:
        """A row of a table is written as a list."""
        if isinstance(value, (list, tuple)) and len(value) >= 2:
            return {"unit": value[0], "values": value[1:]}
        if isinstance(value, dict):
            return value
        raise fault("E232")


class Allocation(Record, frozen=True, kw_only=True):
    """A 任务分配表: rows of a unit and its figures, unfolded from however it was printed, without 序号 and 合计."""

    id: Id
    title: Text
    columns: Annotated[tuple[Text, ...], Least(1)]
    rows: Annotated[tuple[AllocationRow, ...], Least(1)]
    declared_total: tuple[Whole, ...] | None = None


class FormField(Record, frozen=True, kw_only=True):
    """A box of a blank form. `lines` is its height; a hint is printed inside it."""

    label: Text
    lines: Whole = 1
    hint: Text | None = None
    private: Flag = False


class Form(Record, frozen=True, kw_only=True):
    """A blank form as printed: rows of labelled boxes."""

    id: Id
    title: Text
    rows: Annotated[tuple[tuple[FormField, ...], ...], Least(1)]
    note: Text | None = None

    @property
    def fields(self) -> tuple[FormField, ...]:
        """All boxes in reading order."""
        return tuple(field for row in self.rows for field in row)


class Retention(Record, frozen=True, kw_only=True):
    """保存期: works of the campaign are published until the last day of `when`, and taken down after it."""

    printed: Text | None = None
    when: Date


class Campaign(Record, frozen=True, kw_only=True):
    """One 主题活动 of one tier. `id` is its folder's name and is not written in the file.

    From the day `archived` on it is over, whatever its dates leave open, and no contact's mobile is shown in full.
    """

    id: Id
    title: Text
    short_title: Text | None = None
    tier: Tier
    region: Text
    area_code: AreaCode | None = None
    year: Year
    theme: Text | None = None
    parent: Id | None = None
    sponsors: tuple[Text, ...] = ()
    media_partners: tuple[Text, ...] = ()
    period: Dated | None = None
    targets: tuple[Target, ...] = ()
    units: tuple[Unit, ...] = ()
    schedule: tuple[Stage, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    platforms: tuple[Platform, ...] = ()
    contacts: tuple[Contact, ...] = ()
    quotas: tuple[Quota, ...] = ()
    awards: tuple[Award, ...] = ()
    order: Order = "number"
    subprojects: tuple[Subproject, ...] = ()
    allocation: tuple[Allocation, ...] = ()
    forms: tuple[Form, ...] = ()
    rights: LongText | None = None
    voting: Voting | None = None
    consents: dict[Id, Consent] = field(default_factory=dict)
    contact_visibility: Visibility = "until-end"
    retention: Retention | None = None
    archived: Date | None = None
    sample: Flag = False
    notices: Annotated[tuple[Notice, ...], Least(1)]
    former_ids: tuple[Id, ...] = ()

    def subproject(self, subproject_id: str) -> Subproject | None:
        """The sub-project with that id, or None."""
        for subproject in self.subprojects:
            if subproject.id == subproject_id:
                return subproject
        return None

    def notice(self, notice_id: str) -> Notice | None:
        """The notice with that id, or None."""
        return next((n for n in self.notices if n.id == notice_id), None)
