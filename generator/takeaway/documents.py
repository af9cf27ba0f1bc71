"""Documents for word processors: official texts to file, blank forms to fill in, the honour roll."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from generator import routes
from generator.endings import withdrawn
from generator.model.campaign import Campaign, Form
from generator.model.notice import Notice
from generator.pages.forms import form_view
from generator.pages.frame_parts import Setting
from generator.pages.sheet import document_view
from generator.site import Asset
from generator.takeaway.docx_paper import Properties, docx_bytes
from generator.takeaway.docx_roll import roll_body
from generator.takeaway.docx_sheet import sheet_body
from generator.takeaway.docx_tables import form_table
from generator.takeaway.docx_text import Setting as Place
from generator.takeaway.docx_text import blank, paragraph, run
from generator.takeaway.docx_title import title_lines

SAMPLE = "示例：本活动只为演示，其中的单位、人员、作品、日期和电话都不是真实的。"
"""What the banner of a sample's pages says; a document goes about without its page."""


def documents(setting: Setting, campaign: Campaign) -> tuple[Asset, ...]:
    """Make the DOCX of each notice, of each blank form, and of the honour roll where there is one."""
    return tuple(
        Asset(path=path, data=docx_bytes(body, properties))
        for path, body, properties in _all(setting, campaign)
    )


def _all(setting: Setting, campaign: Campaign) -> Iterator[tuple[str, str, Properties]]:
    for notice in campaign.notices:
        yield (
            routes.notice_document(campaign.id, notice.id),
            sheet_body(document_view(setting.catalog, campaign, notice, "")),
            _properties(
                setting, campaign, notice.title, _issuers(notice), _issued(notice), _ended(campaign, notice)
            ),
        )
    for form in campaign.forms:
        yield (
            routes.form_document(campaign.id, form.id),
            form_body(form),
            _properties(setting, campaign, form.title, "、".join(campaign.sponsors)),
        )
    if body := roll_body(setting, campaign):
        title = f"{campaign.title}获奖名单"
        yield routes.results_file(campaign.id, "docx"), body, _properties(setting, campaign, title, "")


def form_body(form: Form) -> str:
    """A blank form: its title in the middle, its table below."""
    title = run("\n".join(title_lines(form.title, 20)))
    return paragraph(title, on=Place(style="Title")) + blank() + form_table(form_view(form))


def _properties(
    setting: Setting,
    campaign: Campaign,
    title: str,
    author: str,
    created: date | None = None,
    ended: str = "",
) -> Properties:
    """The day is that of the text, else the first of the campaign's year: a clock would make other bytes of the same text."""
    return Properties(
        title=title,
        author=author or setting.project.name,
        created=datetime.combine(created or date(campaign.year, 1, 1), time(), UTC),
        said=(SAMPLE if campaign.sample else "") + ended,
    )


def _ended(campaign: Campaign, notice: Notice) -> str:
    """What stands above each page of a withdrawn notice: a document goes about without the banner of its page."""
    gone = withdrawn(campaign).get(notice.id)
    if gone is None:
        return ""
    day = f"，{gone.issued.printed}" if gone.issued and gone.issued.printed else ""
    return f"本通知已撤销（依据：{gone.title}{'，' + gone.doc_number if gone.doc_number else ''}{day}）。"


def _issuers(notice: Notice) -> str:
    return "、".join(notice.issuers or (notice.masthead.organs if notice.masthead else ()))


def _issued(notice: Notice) -> date | None:
    return notice.issued.when.first if notice.issued and notice.issued.when else None
