"""What later notices made of a campaign's facts: which value holds on a day, and how it came to be.

A record may say what the first notice printed or what a later one made of it; the amendments of its notices are the way
from the one to the other. Read backwards they give what was printed first, read forwards what holds. An amendment acts
from the day of its notice on (`endings.effective_from`) and no longer once that notice is withdrawn: then the former
value is valid again. One of a sub-project changes that sub-project alone.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct

from generator.endings import is_ahead, on_day, withdrawn
from generator.model.campaign import Campaign
from generator.model.common import Dated
from generator.model.notice import Amendment, Notice
from generator.model.record import Record
from generator.spots import (
    Found,
    Path,
    UnknownTargetError,
    built,
    find,
    is_time,
    path_of,
    replaced,
    says,
    value_at,
)
from generator.status import deadline_of
from generator.values.when import parse_when


class Edit(Struct, frozen=True):
    """One amendment at its spot: `value` stands there by it; of a longer text only the words `former` are changed."""

    notice: Notice
    amendment: Amendment
    path: Path
    value: Any
    part: bool


class Fault(Struct, frozen=True):
    """An amendment that cannot be understood: `code` is E330, E331 or E332, `words` those of its message."""

    amendment: Amendment
    code: str
    words: tuple[str, ...] = ()


def amended(campaign: Campaign, day: date) -> Campaign:
    """The campaign as its notices make it on `day`. Amendments that cannot be understood (check reports them) do nothing."""
    if not any(notice.amendments for notice in campaign.notices):
        return on_day(campaign, day)
    state, edits, _ = read_amendments(campaign)
    gone = withdrawn(on_day(campaign, day))
    for edit in edits:
        if is_ahead(edit.notice, day):
            continue
        if edit.notice.id not in gone:
            state = _done(state, edit)
        elif edit.path[-1] == "deadline" and value_at(state, edit.path) is None:
            state = replaced(state, edit.path, _common(state, edit.path))
    return on_day(state, day)


def _common(state: Campaign, path: Path) -> Dated | None:
    """The common deadline as one of the sub-project's own: it had one, was given notice of it, and it was taken back.

    So its event, which many took along, goes back to the former day instead of vanishing from the calendar.
    """
    common = deadline_of(state, value_at(state, path[:-1]))
    if common is None or common.last is None:
        return None
    when = parse_when(common.last.isoformat())
    return Dated(printed=common.printed, when=when)


def as_printed(campaign: Campaign) -> Campaign:
    """The campaign as its first notice printed it."""
    if not any(notice.amendments for notice in campaign.notices):
        return campaign
    return read_amendments(campaign)[0]


def read_amendments(campaign: Campaign) -> tuple[Campaign, tuple[Edit, ...], tuple[Fault, ...]]:
    """(the campaign as it was printed first, every amendment at its spot in the order of the notices, what is wrong)."""
    faults: list[Fault] = []
    listed: list[tuple[Notice, Amendment, Path]] = []
    for notice in campaign.notices:
        for amendment in notice.amendments:
            try:
                listed.append((notice, amendment, path_of(campaign, amendment.target)))
            except UnknownTargetError:
                continue  # told where references are judged
    state, kept = _printed_first(campaign, listed)
    base, edits = state, []
    for notice, amendment, path in listed:
        found = _find(state, path, amendment.former)
        if len(found.paths) != 1:
            faults.append(_misread(campaign, state, amendment, path, found))
            continue
        spot = found.paths[0]
        try:
            value = (
                kept[id(amendment)]
                if id(amendment) in kept
                else _value(state, spot, amendment, part=found.part)
            )
        except ValueError:
            faults.append(Fault(amendment, "E332"))
            continue
        edit = Edit(notice, amendment, spot, value, found.part)
        edits.append(edit)
        state = _done(state, edit)
    return base, tuple(edits), tuple(faults)


def _printed_first(
    campaign: Campaign, listed: list[tuple[Notice, Amendment, Path]]
) -> tuple[Campaign, dict[int, Any]]:
    """Take back, the last first, every amendment whose new value a record holds; with that value as it was written."""
    state = campaign
    kept: dict[int, Any] = {}
    made: set[Path] = set()
    for _, amendment, path in reversed(listed):
        here, there = _find(state, path, amendment.former), _find(state, path, amendment.to)
        inside = here.part and amendment.former in amendment.to
        if len(there.paths) != 1 or (here.paths and not inside):
            continue
        spot = there.paths[0]
        try:
            if not there.part and spot not in made:
                kept[id(amendment)] = value_at(state, spot)
            before = replaced(state, spot, _before(state, spot, amendment, part=there.part))
        except ValueError:
            kept.pop(id(amendment), None)
            continue
        made.add(spot)
        state = before
    return state, kept


def _before(state: Campaign, spot: Path, amendment: Amendment, *, part: bool) -> Any:
    current = value_at(state, spot)
    if part:
        return current.replace(amendment.to, amendment.former)
    if spot[-1] == "deadline":
        alone = replaced(state, spot, None)
        if _says_common(alone, spot, amendment.former):
            return None  # it had no deadline of its own: that of the campaign was its
    return built(state, spot, amendment.former)


def _value(state: Campaign, spot: Path, amendment: Amendment, *, part: bool) -> Any:
    if part:
        return value_at(state, spot).replace(amendment.former, amendment.to)
    return built(state, spot, amendment.to, amendment.printed)


def _done(state: Campaign, edit: Edit) -> Campaign:
    if not edit.part:
        return replaced(state, edit.path, edit.value)
    current = value_at(state, edit.path)
    return replaced(state, edit.path, current.replace(edit.amendment.former, edit.amendment.to))


def _find(state: Campaign, path: Path, words: str) -> Found:
    if path[-1] == "deadline" and value_at(state, path) is None:
        return Found((path,) if _says_common(state, path, words) else ())
    return find(state, path, words)


def _says_common(state: Campaign, path: Path, words: str) -> bool:
    """Whether the deadline that a sub-project has by default is what `words` say."""
    common = deadline_of(state, value_at(state, path[:-1]))
    if common is None:
        return False
    return says(common.printed, words) or (
        common.last is not None and says(parse_when(common.last.isoformat()), words)
    )


def _misread(campaign: Campaign, state: Campaign, amendment: Amendment, path: Path, found: Found) -> Fault:
    if found.paths:
        return Fault(amendment, "E331", tuple(written(campaign, one) for one in dict.fromkeys(found.paths)))
    value = value_at(state, path)
    if path[-1] == "deadline" and value is None:
        common = deadline_of(state, value_at(state, path[:-1]))
        return Fault(amendment, "E330", (common.printed,) if common else ())
    return Fault(amendment, "E330", tuple(_shown(value)))


def _shown(value: Any) -> tuple[str, ...]:
    """What a value says now, in few words: of a list or a record its first values."""
    if is_time(value):
        said = (value.printed, value.when.text if value.when else None)
        return tuple(word for word in said if word)
    if isinstance(value, tuple):
        return tuple(word for item in value for word in _shown(item)[:1])[:6]
    if isinstance(value, Record):
        fields = (getattr(value, name) for name in value.__struct_fields__ if name != "id")
        return tuple(word for item in fields if item for word in _shown(item)[:1])[:6]
    return (str(getattr(value, "text", value)),) if value is not None else ()


def written(campaign: Campaign, path: Path) -> str:
    """A path as a target that names this spot alone."""
    names, value = [], campaign
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)  # type: ignore[index]
        if step not in ("rows", "values"):
            names.append(str(getattr(value, "id", None) or step + 1) if isinstance(step, int) else step)
    return "/".join(names)
