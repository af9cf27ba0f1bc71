"""Small records that campaigns, sub-projects and notices share."""

from __future__ import annotations

from typing import Annotated, Literal

from generator.model.base import (
    Date,
    Email,
    FileName,
    Flag,
    Id,
    LongText,
    PhoneNumber,
    Text,
    Url,
    Visibility,
    Whole,
)
from generator.model.record import Least, Record, fault

Tier = Literal["nation", "province", "city", "county", "unit"]
TIERS: tuple[Tier, ...] = ("nation", "province", "city", "county", "unit")
Modality = Literal["must", "must_not", "should"]
Order = Literal["number", "pinyin", "stroke", "printed"]
"""By what works of one award stand in order: printed number, pinyin, strokes, or as the folders are listed."""


class Dated(Record, frozen=True, kw_only=True):
    """A time as printed, with the value that drives status, countdown and calendar."""

    printed: Text | None = None
    when: Date | None = None

    def judge(self) -> None:
        """A time says something."""
        if self.printed is None and self.when is None:
            raise fault("E218", want="printed（原文写法）或 when（日期）", want_en="`printed` or `when`")


class Im(Record, frozen=True, kw_only=True):
    """An instant-messaging address (粤政易 and the like)."""

    service: Text
    handle: Text


class Contact(Record, frozen=True, kw_only=True):
    """Somebody to ask: a person, or an office's mailbox without a name. Never merged by name across notices."""

    unit: Text | None = None
    name: Text | None = None
    role: Text | None = None
    phones: tuple[PhoneNumber, ...] = ()
    fax: PhoneNumber | None = None
    email: Email | None = None
    im: Im | None = None
    hours: Text | None = None
    visibility: Visibility | None = None

    def judge(self) -> None:
        """There is a way to reach them."""
        if not (self.phones or self.fax or self.email or self.im):
            raise fault("E214")


class Host(Record, frozen=True, kw_only=True):
    """An organisation that hosts (承办) or helps to host (协办) a sub-project."""

    name: Text
    url: Url | None = None

    @classmethod
    def unfolded(cls, value: object) -> object:
        """A host may be a name alone."""
        return {"name": value} if isinstance(value, str) else value


class Milestone(Record, frozen=True, kw_only=True):
    """One dated thing inside or outside a stage; `kind` deadline is what countdowns look for."""

    what: Text
    kind: Literal["deadline", "event"] = "event"
    printed: Text | None = None
    when: Date | None = None


class Stage(Record, frozen=True, kw_only=True):
    """One 阶段 of the 进度安排, as printed."""

    name: Text
    printed: Text | None = None
    when: Date | None = None
    text: LongText | None = None
    milestones: tuple[Milestone, ...] = ()


class Target(Record, frozen=True, kw_only=True):
    """A figure of the plan (“12351+”): how many organisations, promoters, events."""

    name: Text
    value: Whole
    unit: Text | None = None
    printed: Text
    tier: Tier | None = None


class Unit(Record, frozen=True, kw_only=True):
    """A unit that quotas and tables speak of, with its other printed names and the classes it belongs to."""

    id: Id
    name: Text
    names: tuple[Text, ...] = ()
    classes: tuple[Text, ...] = ()


class EntryPoint(Record, frozen=True, kw_only=True):
    """A way into a platform: an address, a path through menus, or a QR code whose picture is lost."""

    label: Text
    url: Url | None = None
    path: Text | None = None
    lost: Flag = False


class Platform(Record, frozen=True, kw_only=True):
    """A 活动平台: what it is for and how to get in."""

    id: Id
    name: Text
    kind: Text | None = None
    functions: tuple[Text, ...] = ()
    entries: tuple[EntryPoint, ...] = ()
    note: Text | None = None


class Quota(Record, frozen=True, kw_only=True):
    """How many works a class of units is to send: at least, at most, per sub-project or in all."""

    units: Text | None = None
    of: Id | None = None
    per: Literal["subproject", "campaign"] | None = None
    min: Whole | None = None
    max: Whole | None = None
    modality: Modality = "must"
    printed: Text

    def judge(self) -> None:
        """There is a bound, and they are in order."""
        if self.min is None and self.max is None:
            raise fault("E218", want="min（至少）或 max（至多）", want_en="`min` or `max`")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise fault("E219", min=self.min, max=self.max)


class Award(Record, frozen=True, kw_only=True):
    """An award of the scheme; `count` absent means 若干."""

    id: Id
    title: Text
    count: Whole | None = None
    ranked: Flag = False


class Voting(Record, frozen=True, kw_only=True):
    """网络投票: when, where, by which rules; `totals` is a sheet of votes (CSV) beside campaign.yml. Votes are never counted here."""

    printed: Text
    when: Date | None = None
    url: Url | None = None
    rules: LongText | None = None
    totals: FileName | None = None


class Consent(Record, frozen=True, kw_only=True):
    """A wording of consent that entrants agreed to, and what it covers (PIPL art. 25)."""

    covers: Annotated[tuple[Literal["publication", "name", "unit", "portrait", "minor"], ...], Least(1)]
    text: LongText
