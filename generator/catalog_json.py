"""`data/catalog.json`: the public facts as data. Shape and key names are a contract; every key is always there."""

from __future__ import annotations

import json
from datetime import date

from generator import routes
from generator.catalog import Catalog
from generator.model.campaign import Allocation, Campaign, Form
from generator.model.common import Contact, Stage
from generator.model.notice import Notice
from generator.model.subproject import Subproject
from generator.status import state_of

Json = dict[str, object]


def catalog_json(catalog: Catalog, *, as_of: date) -> bytes:
    """The whole public catalog on `as_of`, UTF-8, one trailing line end."""
    data = {"as_of": as_of.isoformat(), "campaigns": [_campaign(c, as_of) for c in catalog.campaigns]}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def works_json(catalog: Catalog, campaign: Campaign) -> bytes:
    """The published works of a campaign. None are published yet, so the list is empty."""
    return b"[]\n"


def _campaign(campaign: Campaign, as_of: date) -> Json:
    return {
        "id": campaign.id,
        "title": campaign.title,
        "tier": campaign.tier,
        "year": campaign.year,
        "parent": campaign.parent,
        "url": routes.campaign(campaign.id),
        "sample": campaign.sample,
        "status": state_of(campaign, as_of).status,
        "schedule": [_stage(stage) for stage in campaign.schedule],
        "notices": [_notice(campaign, notice) for notice in campaign.notices],
        "subprojects": [_subproject(campaign, s) for s in campaign.subprojects],
        "contacts": [_contact(contact) for contact in campaign.contacts],
        "allocation": [_allocation(table) for table in campaign.allocation],
        "forms": [_form(form) for form in campaign.forms],
    }


def _stage(stage: Stage) -> Json:
    return {"name": stage.name, "printed": stage.printed, "when": stage.when.text if stage.when else None}


def _notice(campaign: Campaign, notice: Notice) -> Json:
    url = routes.notice(campaign.id, notice.id)
    return {
        "id": notice.id,
        "kind": notice.kind,
        "title": notice.title,
        "doc_number": notice.doc_number,
        "issued": notice.issued.when.text if notice.issued and notice.issued.when else None,
        "url": url,
        "attachments": [
            {"no": item.no, "title": item.title, "url": f"{url}#{routes.attachment_anchor(position, item)}"}
            for position, item in enumerate(notice.attachments, start=1)
        ],
    }


def _subproject(campaign: Campaign, subproject: Subproject) -> Json:
    return {
        "id": subproject.id,
        "tier": subproject.tier,
        "title": subproject.title,
        "hosts": [host.name for host in subproject.hosts],
        "co_hosts": [host.name for host in subproject.co_hosts],
        "contacts": [_contact(contact) for contact in subproject.contacts],
        "url": routes.project(campaign.id, subproject.id),
        "works": 0,
    }


def _contact(contact: Contact) -> Json:
    return {
        "unit": contact.unit,
        "name": contact.name,
        "phones": [phone.text for phone in contact.phones],
        "email": contact.email,
    }


def _allocation(table: Allocation) -> Json:
    return {
        "id": table.id,
        "columns": list(table.columns),
        "rows": [[row.unit, *row.values] for row in table.rows],
        "declared_total": list(table.declared_total) if table.declared_total is not None else None,
    }


def _form(form: Form) -> Json:
    return {"id": form.id, "fields": [field.label for field in form.fields]}
