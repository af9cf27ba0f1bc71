"""A sub-project: who hosts it, what is called for, by which rules, whom to ask."""

from __future__ import annotations

from typing import Literal

from generator.model.base import (
    AspectRatio,
    Count,
    Duration,
    Id,
    LongText,
    Pixels,
    Reference,
    Size,
    Text,
    Whole,
)
from generator.model.common import Award, Contact, Dated, Host, Modality, Order, Quota, Tier
from generator.model.record import Record, fault

Media = Literal["image", "audio", "video", "text"]


class DurationRange(Record, frozen=True, kw_only=True):
    """Bounds of a playing time; `max` includes the bound, `less_than` does not."""

    min: Duration | None = None
    max: Duration | None = None
    less_than: Duration | None = None
    more_than: Duration | None = None


class SizeRange(Record, frozen=True, kw_only=True):
    """Bounds of a file's size; 1 MB = 10^6 bytes."""

    min: Size | None = None
    max: Size | None = None
    less_than: Size | None = None
    more_than: Size | None = None


class CountRange(Record, frozen=True, kw_only=True):
    """Bounds of a number of characters or of files."""

    min: Count | None = None
    max: Count | None = None
    less_than: Count | None = None
    more_than: Count | None = None


class Check(Record, frozen=True, kw_only=True):
    """The measurable part of a requirement, to be run on the entries' real media."""

    media: Media | None = None
    role: Text | None = None
    formats: tuple[Text, ...] = ()
    duration: DurationRange | None = None
    size: SizeRange | None = None
    chars: CountRange | None = None
    count: CountRange | None = None
    aspect: tuple[AspectRatio, ...] = ()
    min_resolution: Pixels | None = None
    min_long_side: Whole | None = None

    @classmethod
    def unfolded(cls, value: object) -> object:
        """One format may stand without a list."""
        if isinstance(value, dict):
            for key in ("formats", "aspect"):
                if isinstance(value.get(key), str):
                    value = {**value, key: [value[key]]}
        return value

    def judge(self) -> None:
        """There is something to measure."""
        if self == Check(role=self.role):
            raise fault(
                "E218",
                want="media、formats、duration、size、chars、count、aspect、min_resolution 之一",
                want_en="a measure",
            )


class Requirement(Record, frozen=True, kw_only=True):
    """One rule for entries, word for word, with how binding it is and, where measurable, a check."""

    text: LongText
    modality: Modality = "must"
    check: Check | None = None


class Section(Record, frozen=True, kw_only=True):
    """Another labelled paragraph of the sub-project (征集方式, 推荐方式 …)."""

    label: Text
    text: LongText


class Subproject(Record, frozen=True, kw_only=True):
    """A 子项目. `kind` is an open word that changes every year; `subject` and `media` decide how cards look."""

    id: Id
    tier: Tier
    title: Text
    kind: Text | None = None
    subject: Literal["work", "person", "account", "organisation", "platform", "case", "activity"] = "work"
    media: tuple[Media, ...] = ()
    hosts: tuple[Host, ...] = ()
    co_hosts: tuple[Host, ...] = ()
    relay_of: Reference | None = None
    contacts: tuple[Contact, ...] = ()
    eligibility: Text | None = None
    call: LongText | None = None
    sections: tuple[Section, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    quotas: tuple[Quota, ...] = ()
    forms: tuple[Id, ...] = ()
    platforms: tuple[Id, ...] = ()
    deadline: Dated | None = None
    awards: tuple[Award, ...] = ()
    order: Order | None = None
    rights: LongText | None = None
    former_ids: tuple[Id, ...] = ()
