"""Personal data in the input: no identity number anywhere, no mobile that is not a registered contact's."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from msgspec.structs import replace

from generator.leaks.sought import Sought, numbers_in
from generator.model.campaign import Campaign
from generator.problems import Problem, problem
from generator.rules.checking import Checking, nodes, scalars
from generator.values.phone import mask_mobiles, mobile_spots, mobiles, parse_phone
from generator.values.text import citizen_ids, mask_citizen_ids
from generator.yamltext import Mapping

SLIP = 0.7
_NOTHING = Sought()
_FEWEST = 11
"""Figures of the shortest number that is looked for."""


def citizen_numbers(c: Checking) -> Iterator[Problem]:
    """A citizen identity number (GB 11643 checksum) in any input file is an error, whatever the field."""
    for raw in c.raws.values():
        for node in (raw.node, *(entry.node for entry in raw.entries)):
            for scalar in scalars(node):
                if citizen_ids(scalar.text):
                    yield problem("E601", scalar.place)
        for source in raw.texts.values():
            for number, line in enumerate(source.lines, start=1):
                for start, end in citizen_ids(line):
                    yield problem("E601", source.place(number, start + 1, end - start))


def odd_numbers(c: Checking) -> Iterator[Problem]:
    """What the finished site would be refused for: numbers in forms that only the last reading sees (E601, E610)."""
    for raw in c.raws.values():
        for entry in raw.entries:
            for scalar in scalars(entry.node):
                if sum(map(str.isdigit, scalar.text)) < _FEWEST:
                    continue
                left = mask_mobiles(mask_citizen_ids(scalar.text))
                for leak in numbers_in(left, _NOTHING):
                    if leak.kind == "citizen":
                        yield problem("E601", scalar.place)
                    else:
                        yield problem("E610", scalar.place, number=leak.excerpt)


def undeclared_mobiles(c: Checking) -> Iterator[Problem]:
    """A full mobile number in an official text belongs to a registered contact; others must be masked."""
    for campaign in c.catalog.campaigns:
        written = list(_written_phones(c, campaign))
        for source in c.raws[campaign.id].texts.values():
            for number, line in enumerate(source.lines, start=1):
                for start, end, figures in mobile_spots(line):
                    if not any(_same(figures, phone) for phone in written):
                        place = source.place(number, start + 1, end - start)
                        hidden = replace(
                            place, excerpt=mask_mobiles(line, keep=frozenset(mobiles(" ".join(written))))
                        )
                        yield problem("E602", hidden, number=mask_mobiles(figures))


def _written_phones(c: Checking, campaign: Campaign) -> Iterator[str]:
    """The telephone numbers of a campaign's contacts as the file has them, also those that could not be read, and amended ones."""
    root = c.raws[campaign.id].node
    owners = [root, *(nodes(root.get("subprojects")) if root else ())]
    for owner in owners:
        for contact in nodes(owner.get("contacts")) if isinstance(owner, Mapping) else ():
            if isinstance(contact, Mapping):
                yield from (scalar.text for scalar in scalars(contact.get("phones")))
    for notice in nodes(root.get("notices")) if root else ():
        for change in nodes(notice.get("amendments")) if isinstance(notice, Mapping) else ():
            # the number a contact had before, or has since: a later notice prints it as the first one did the other
            yield from (scalar.text for scalar in scalars(change) if mobiles(scalar.text))


def _same(figures: str, written: str) -> bool:
    """Whether a number is the one written; a number with a slip in it was told, and is the one that was meant."""
    if figures in mobiles(written):
        return True
    try:
        parse_phone(written)
    except ValueError:
        return difflib.SequenceMatcher(None, figures, written).ratio() > SLIP
    return False
