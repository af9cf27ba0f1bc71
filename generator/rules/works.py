"""Entries beyond their schema: release, withdrawal, honours against the scheme, pictures that need words, votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.problems import Place, Problem, problem
from generator.rules.checking import Checking
from generator.works.gate import is_released, is_withdrawn, units_of, withheld
from generator.works.honours import announced, announcements, scheme
from generator.works.intake import read_votes


def releases(c: Checking) -> Iterator[Problem]:
    """An approved entry that cannot be shown says why; a withdrawn one says since when and why."""
    for campaign in c.catalog.campaigns:
        if c.places.hurt(campaign, "consents"):
            continue
        for entry in c.catalog.entries.get(campaign.id, ()):
            if c.places.hurt(entry, "approval", "consent", "withdrawn"):
                continue
            if is_withdrawn(entry):
                if entry.withdrawn is None:
                    yield problem("E604", c.places.of(entry, "status"))
                elif entry.status != "withdrawn":
                    yield problem("W605", c.places.of(entry, "status"), status=entry.status)
                continue
            reason = withheld(campaign, entry)
            if entry.status == "approved" and reason in ("unapproved", "no-consent"):
                missing = "approval（审核记录）" if reason == "unapproved" else "consent（同意书版本）"
                if not (entry.consent and reason == "no-consent"):  # an unknown wording is told at the word
                    yield problem("W603", c.places.of(entry, "status"), missing=missing)
            elif entry.status == "approved" and reason == "consent-too-narrow":
                yield problem("W606", c.places.of(entry, "consent"), id=entry.consent)


def honours(c: Checking) -> Iterator[Problem]:
    """An honour belongs to the sub-project's scheme, is announced, and no award has more works than it may."""
    for campaign in c.catalog.campaigns:
        if c.places.hurt(campaign, "awards", "notices"):
            continue
        known = announcements(campaign)
        taken: Counter[tuple[str | None, str]] = Counter()
        for entry in c.catalog.entries.get(campaign.id, ()):
            if not entry.honours:
                continue
            awards = {award.id: award for award in scheme(campaign, entry.subproject)}
            own = {award.id for s in campaign.subprojects if s.id == entry.subproject for award in s.awards}
            for honour in entry.honours:
                award = awards.get(honour.award)
                if award is None:
                    if any(a.id == honour.award for s in campaign.subprojects for a in s.awards):
                        yield problem("E320", c.places.of(honour, "award"), id=honour.award)
                    continue
                if not is_released(campaign, entry):
                    continue
                if honour.state is None and announced(known, entry, honour) is None:
                    yield problem("W507", c.places.of(honour, "award"), award=award.title)
                if honour.state == "shortlisted":
                    continue
                scope = (entry.subproject if award.id in own else None, award.id)
                taken[scope] += 1
                if award.count is not None and taken[scope] == award.count + 1:
                    yield problem("W508", c.places.of(honour, "award"), award=award.title, count=award.count)


def descriptions(c: Checking) -> Iterator[Problem]:
    """A picture that is shown has words for those who cannot see it."""
    for campaign in c.catalog.campaigns:
        for entry in c.catalog.entries.get(campaign.id, ()):
            if entry.media and is_released(campaign, entry) and not c.places.hurt(entry, "media"):
                for file in entry.media:
                    facts = c.catalog.facts.get((campaign.id, entry.id, file.file))
                    if facts and facts.kind == "image" and file.role != "evidence" and not file.alt:
                        yield problem("W813", c.places.of(file), file=file.file)


def units(c: Checking) -> Iterator[Problem]:
    """Where a campaign lists its units, a work's unit or the unit that recommended it is one of them."""
    for campaign in c.catalog.campaigns:
        if not campaign.units or c.places.hurt(campaign, "units"):
            continue
        listed = units_of(campaign)
        for entry in c.catalog.entries.get(campaign.id, ()):
            if not entry.unit or listed(entry.unit) or not is_released(campaign, entry):
                continue
            if not any(map(listed, (entry.recommended_by, *(credit.unit for credit in entry.credits)))):
                yield problem("W510", c.places.of(entry, "unit"), unit=entry.unit)


def votes(c: Checking) -> Iterator[Problem]:
    """The sheet of votes is there and speaks of works that are; no other sheet lies about."""
    for campaign in c.catalog.campaigns:
        raw = c.raws[campaign.id]
        wanted = campaign.voting.totals if campaign.voting else None
        folder = raw.place.file.rpartition("/")[0]
        if not (c.places.hurt(campaign, "voting") or (campaign.voting and c.places.hurt(campaign.voting))):
            for name in sorted(set(raw.sheets) - {wanted}):
                yield problem("E102", Place(f"{folder}/{name}"), path=f"{folder}/{name}")
        if campaign.voting is None or wanted is None:
            continue
        if wanted not in raw.sheets:
            yield problem("E321", c.places.of(campaign.voting, "totals"), file=wanted)
            continue
        for line, found, why in read_votes(raw.sheets[wanted], c.catalog.entries.get(campaign.id, ())).faults:
            yield problem("E322", Place(f"{folder}/{wanted}", line), found=found, why=why)
