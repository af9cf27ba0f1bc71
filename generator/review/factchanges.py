"""Which facts of a campaign are not what they were."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

from generator.model.campaign import Campaign
from generator.review.facts import WEIGHT_NAMES, Fact, Group, groups

_NUMBER = re.compile(r"\d+\Z")


class FactChange(Struct, frozen=True):
    """A fact that is not what it was; None where it was not, or is not any more. `key` is that of the fact's record."""

    key: tuple[str, ...]
    group: str
    before: Fact | None
    after: Fact | None

    @property
    def fact(self) -> Fact:
        """The fact as it is, else as it was."""
        found = self.after or self.before
        assert found is not None
        return found


def changed_facts(before: Campaign, after: Campaign) -> tuple[FactChange, ...]:
    """What changed from one state of a campaign to another, what matters most first."""
    old, new = groups(before), groups(after)
    pairs = _paired(old, new)
    changes: list[FactChange] = []
    for was, now in pairs:
        for one, other in _beside(was.facts if was else (), now.facts if now else ()):
            owner = now if now and other else was
            assert owner is not None
            changes.append(FactChange(owner.key, owner.title, one, other))
    order = list(WEIGHT_NAMES)
    return tuple(sorted(changes, key=lambda change: order.index(change.fact.weight)))


def _beside(was: Sequence[Fact], now: Sequence[Fact]) -> Iterator[tuple[Fact | None, Fact | None]]:
    """The facts that differ, by their label; of numbered ones (要求2) those that say the same are the same, whatever number."""
    labels = dict.fromkeys(_NUMBER.sub("", fact.label) for fact in (*now, *was))
    for label in labels:
        then = [fact for fact in was if _NUMBER.sub("", fact.label) == label]
        here = [fact for fact in now if _NUMBER.sub("", fact.label) == label]
        common = Counter(f.value for f in then) & Counter(f.value for f in here)
        yield from zip_longest(_without(then, common), _without(here, common))


def _without(facts: Sequence[Fact], common: Counter[str]) -> list[Fact]:
    left = Counter(common)
    rest = []
    for fact in facts:
        if left[fact.value]:
            left[fact.value] -= 1
        else:
            rest.append(fact)
    return rest


def _paired(old: Sequence[Group], new: Sequence[Group]) -> list[tuple[Group | None, Group | None]]:
    """Records beside each other: by their key, and what is left of a loose kind in its order (a contact got another name)."""
    waiting = {group.key: group for group in old}
    pairs: list[tuple[Group | None, Group | None]] = [(waiting.pop(group.key, None), group) for group in new]
    for at, (was, now) in enumerate(pairs):
        if was is None and now is not None and now.loose:
            like = next((key for key, g in waiting.items() if g.loose and key[:-1] == now.key[:-1]), None)
            pairs[at] = (waiting.pop(like), now) if like else (None, now)
    return pairs + [(group, None) for group in waiting.values()]
