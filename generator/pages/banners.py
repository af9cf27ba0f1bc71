"""What is open on a given day: objection periods and the vote, as banners that the browser keeps right."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from msgspec import Struct

from generator.model.campaign import Campaign
from generator.model.notice import ObjectionChannel
from generator.pages.views import NoticeRow, PhoneView, notice_row, phone_view
from generator.values.phone import parse_phone
from generator.words import CHANNEL_NAMES
from generator.works.periods import open_objections, phase


class ChannelView(Struct, frozen=True):
    """A way to object as printed, with its number where it is one that can be dialled, and whether one writes a mail to it."""

    kind: str
    value: str
    phone: PhoneView | None = None
    mail: bool = False


class Banner(Struct, frozen=True):
    """An objection period: its notice, days, and the ways to object by the office that is reached ("" where none is named).

    `left` are the working days left from each day on, empty where calendar days are counted.
    """

    notice: NoticeRow
    printed: str
    phase: str
    first: str
    last: str
    left: tuple[int, ...]
    today_left: int
    channels: tuple[tuple[str, tuple[ChannelView, ...]], ...]
    rules: str | None


class VotingView(Struct, frozen=True):
    """The vote: before, while and after. `first` and `last` are ISO times for the browser's own check."""

    printed: str
    phase: str
    first: str
    last: str
    url: str | None
    rules: str | None


def objection_banners(campaign: Campaign, today: date) -> tuple[Banner, ...]:
    """The objection periods that matter on `today`."""
    banners = []
    for one in open_objections(campaign):
        period = one.notice.objection_period
        assert period is not None
        banners.append(
            Banner(
                notice=notice_row(campaign, one.notice),
                printed=period.printed,
                phase=one.phase(today),
                first=one.first.isoformat(),
                last=one.last.isoformat(),
                left=one.left,
                today_left=one.left_on(today),
                channels=_by_office(campaign, period.channels),
                rules=period.rules,
            )
        )
    return tuple(banners)


def _by_office(
    campaign: Campaign, channels: tuple[ObjectionChannel, ...]
) -> tuple[tuple[str, tuple[ChannelView, ...]], ...]:
    found: dict[str, list[ChannelView]] = {}
    for channel in channels:
        found.setdefault(channel.office or "", []).append(_channel(campaign, channel))
    return tuple((office, tuple(ways)) for office, ways in found.items())


def _channel(campaign: Campaign, channel: ObjectionChannel) -> ChannelView:
    phone = None
    if channel.kind == "phone":
        with suppress(ValueError):  # two numbers, or a word about hours: shown as it is printed
            phone = phone_view(parse_phone(channel.value), campaign)
    return ChannelView(CHANNEL_NAMES[channel.kind], channel.value, phone, channel.kind == "email")


def voting_view(campaign: Campaign, today: date) -> VotingView | None:
    """The vote on `today`, to the day; the browser knows the hour."""
    voting = campaign.voting
    if voting is None:
        return None
    when = voting.when
    first, last = (when.first, when.last) if when else (None, None)
    now = phase(first or date.min, last or date.max, today) if when else "open"
    start, end = (when.start, when.end) if when else (None, None)
    return VotingView(
        printed=voting.printed,
        phase=now,
        first=f"{first}T{start.time or '00:00'}+08:00" if first and start else "",
        last=f"{last}T{end.time or '23:59'}+08:00" if last and end else "",
        url=voting.url,
        rules=voting.rules,
    )
