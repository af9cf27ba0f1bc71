"""All rules, in their order.

A rule looks at whole, read records only; what could not be read was reported before and is not held against others.
Their order is that of directness: of several complaints about one spot, the first is told.
"""

from generator.rules.amendments import amendments
from generator.rules.dates import date_order, printed_dates, retention, stage_order
from generator.rules.errata import errata_texts
from generator.rules.handouts import handouts
from generator.rules.identity import attachment_numbers, one_address, unique_ids
from generator.rules.media import media_files, requirements
from generator.rules.placeholders import unfilled
from generator.rules.privacy import citizen_numbers, odd_numbers, undeclared_mobiles
from generator.rules.quotas import plan_against_table, quota_direction, quota_units, relayed_hosts
from generator.rules.references import (
    attachments,
    entries,
    inner_references,
    nested_notices,
    notices,
    parents,
    requests,
)
from generator.rules.results import objection_periods
from generator.rules.tables import table_totals
from generator.rules.texts import bodies, special_lines
from generator.rules.wording import wording
from generator.rules.works import descriptions, honours, releases, units, votes

RULES = (
    citizen_numbers,
    odd_numbers,
    undeclared_mobiles,
    handouts,
    unique_ids,
    one_address,
    attachment_numbers,
    parents,
    notices,
    amendments,
    attachments,
    nested_notices,
    inner_references,
    entries,
    requests,
    bodies,
    special_lines,
    wording,
    errata_texts,
    table_totals,
    printed_dates,
    stage_order,
    date_order,
    retention,
    quota_units,
    quota_direction,
    plan_against_table,
    relayed_hosts,
    objection_periods,
    releases,
    honours,
    media_files,
    requirements,
    descriptions,
    units,
    votes,
    unfilled,
)
