"""The files that are generated from the models: where each stands in the project, and what it must say."""

from __future__ import annotations

from collections.abc import Mapping

from generator.schema.draft import campaign_schema, entry_schema
from generator.schema.reference import reference

REFERENCE = "content/handbook/fields.md"


def generated() -> Mapping[str, str]:
    """Each file's path from the project's root, and its text."""
    return {
        "schema/campaign.json": campaign_schema(),
        "schema/entry.json": entry_schema(),
        REFERENCE: reference(),
    }
