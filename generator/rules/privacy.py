"""Personal data in the input: no identity number anywhere, no mobile that is not a registered contact's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pydantic import BaseModel

from generator.model.campaign import Campaign
from generator.problems import Problem, problem
from generator.rules.checking import Checking, scalars
from generator.values.phone import mask_mobiles, mobile_spots
from generator.values.text import citizen_ids


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


def declared_mobiles(campaign: Campaign) -> frozenset[str]:
    """The unmasked mobile numbers of a campaign's registered contacts."""
    contacts = [*campaign.contacts, *(contact for s in campaign.subprojects for contact in s.contacts)]
    return frozenset(
        p.text for contact in contacts for p in contact.phones if p.kind == "mobile" and not p.masked
    )


def undeclared_mobiles(c: Checking) -> Iterator[Problem]:
    """A full mobile number in an official text belongs to a registered contact; others must be masked."""
    for campaign in c.catalog.campaigns:
        if c.places.hurt(campaign, "contacts", "subprojects") or any(
            c.places.hurt(record, "contacts", "phones") for record in _with_phones(campaign)
        ):
            continue  # the number may stand in what could not be read
        known = declared_mobiles(campaign)
        for source in c.raws[campaign.id].texts.values():
            for number, line in enumerate(source.lines, start=1):
                for start, end, figures in mobile_spots(line):
                    if figures not in known:
                        place = source.place(number, start + 1, end - start)
                        hidden = replace(place, excerpt=mask_mobiles(line, keep=known))
                        yield problem("E602", hidden, number=mask_mobiles(figures))


def _with_phones(campaign: Campaign) -> Iterator[BaseModel]:
    yield from campaign.contacts
    for subproject in campaign.subprojects:
        yield subproject
        yield from subproject.contacts
