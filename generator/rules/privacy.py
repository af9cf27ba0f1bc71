"""Personal data in the input: no identity number anywhere, no mobile that is not a registered contact's."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.campaign import Campaign
from generator.problems import Problem, problem
from generator.rules.checking import Checking
from generator.values.phone import mask_mobiles, mobiles
from generator.values.text import citizen_ids
from generator.yamltext import Mapping, Node, Scalar


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.items:
            yield key
            yield from _scalars(value)
    elif node is not None:
        for item in node.items:
            yield from _scalars(item)


def citizen_numbers(c: Checking) -> Iterator[Problem]:
    """A citizen identity number (GB 11643 checksum) in any input file is an error, whatever the field."""
    for raw in c.raws.values():
        for node in (raw.node, *(entry.node for entry in raw.entries)):
            for scalar in _scalars(node):
                if citizen_ids(scalar.text):
                    yield problem("E601", scalar.place)
        for source in raw.texts.values():
            for number, line in enumerate(source.lines, start=1):
                for start, end in citizen_ids(line):
                    yield problem("E601", source.place(number, start + 1, end - start))


def declared_mobiles(campaign: Campaign) -> frozenset[str]:
    """The unmasked mobile numbers of a campaign's registered contacts."""
    contacts = [*campaign.contacts, *(contact for s in campaign.subprojects for contact in s.contacts)]
    return frozenset(
        p.text for contact in contacts for p in contact.phones if p.kind == "mobile" and not p.masked
    )


def undeclared_mobiles(c: Checking) -> Iterator[Problem]:
    """A full mobile number in an official text belongs to a registered contact; others must be masked."""
    for campaign in c.catalog.campaigns:
        known = declared_mobiles(campaign)
        for source in c.raws[campaign.id].texts.values():
            for number, line in enumerate(source.lines, start=1):
                for found in mobiles(line):
                    if found not in known and not c.lost.get(campaign.id):
                        column = line.find(found) + 1
                        yield problem(
                            "E602",
                            source.place(number, max(1, column), 11),
                            number=mask_mobiles(found),
                            masked=mask_mobiles(found),
                        )
