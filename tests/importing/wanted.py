"""The plain lists of facts beside the invented notices of `layouts/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.importing.facts import Facts, facts


def facts_wanted(told: Mapping[str, Any]) -> Facts:
    """The facts of one campaign in the plain format of the layouts' lists."""
    projects = told.get("subprojects", ())
    speaking = [("", told.get("contacts", ())), *((p["title"], p.get("contacts", ())) for p in projects)]
    return facts(
        {
            "campaign": [
                _flat(key, one) for key, value in told.get("campaign", {}).items() for one in _each(value)
            ],
            "subprojects": [(p["tier"], p["title"]) for p in projects],
            "hosts": [
                (p["title"], role, h) for p in projects for role in ("承办", "协办") for h in p.get(role, ())
            ],
            "contacts": [
                (where, c.get("name"), c.get("unit")) for where, cs in speaking for c in cs if "phones" in c
            ],
            "phones": [
                (where, c.get("name") or c.get("unit"), phone)
                for where, cs in speaking
                for c in cs
                for phone in c.get("phones", ())
            ],
            "emails": [(where, c["email"]) for where, cs in speaking for c in cs if "email" in c],
            "stages": [
                fact
                for name, printed, when in told.get("stages", ())
                for fact in (("name", name), ("printed", name, printed), ("when", name, when))
            ],
            "milestones": told.get("milestones", ()),
            "cells": [
                (unit, column, str(value))
                for table in told.get("tables", ())
                for unit, *values in table["rows"]
                for column, value in zip(table["columns"], values, strict=True)
            ],
            "notices": [
                _flat(key, one)
                for notice in told["notices"]
                for key, value in notice.items()
                for one in _each(value)
            ],
            "attachments": [(str(no or ""), title) for no, title in told.get("attachments", ())],
        }
    )


def _each(value: Any) -> list[Any]:
    """A list of several values of one key (sponsor: [A, B]); a pair is printed and when."""
    return value if isinstance(value, list) else [value]


def _flat(key: str, value: Any) -> tuple[str, ...]:
    return (key, *map(str, value.values())) if isinstance(value, dict) else (key, str(value))
