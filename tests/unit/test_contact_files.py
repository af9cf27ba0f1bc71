"""Contact cards and tables, read back with vobject and the csv module and compared with the public records."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
import vobject

from generator import routes
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.model.common import Contact
from generator.pages.contacts import contact_groups
from generator.pages.frame_parts import Setting
from generator.pages.views import contact_view
from generator.project import Project
from generator.public import public_catalog
from generator.takeaway.contact_cards import contact_cards
from generator.takeaway.tables import (
    CONTACT_COLUMNS,
    WINNER_COLUMNS,
    contacts_table,
    csv_bytes,
    defused,
    results_table,
    tables,
    winners_of,
)
from generator.works.work import Prize
from tests.factories import ROOT, campaign, changed, committed_project, work

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return committed_project().catalog


@pytest.fixture(scope="module")
def setting(catalog: Catalog) -> Setting:
    return Setting(public_catalog(catalog, as_of=DAY), DAY, Project(root=ROOT))


def of(record: Campaign) -> Setting:
    return Setting(Catalog(campaigns=(record,)), DAY, Project(root=ROOT))


def people(record: Campaign) -> list[tuple[str | None, int, Contact]]:
    """Everybody with the place of the record: sub-project or None, and the number from 1."""
    lists = [(None, record.contacts), *((s.id, s.contacts) for s in record.subprojects)]
    return [(owner, n, one) for owner, group in lists for n, one in enumerate(group, start=1)]


def numbers(card: vobject.base.Component) -> set[tuple[str, str]]:
    """(kind, number without the pause before its extension)."""
    found = set()
    for tel in getattr(card, "tel_list", []):
        kinds = set(tel.params["TYPE"])
        kind = "fax" if "FAX" in kinds else "mobile" if "CELL" in kinds else "office"
        found.add((kind, tel.value.replace(",", "转")))
    return found


def test_every_card_says_what_the_record_says(setting: Setting) -> None:
    made = 0
    for record in setting.catalog.campaigns:
        cards = {asset.path: asset.data for asset in contact_cards(setting, record)}
        for owner, number, one in people(record):
            data = cards.pop(f"campaigns/{record.id}/contacts/{owner or '_'}-{number}.vcf", b"")
            shown = [p for p in one.phones if "*" not in p.text]
            assert bool(data) == bool(shown or one.email or (one.fax and "*" not in one.fax.text))
            if not data:
                continue
            card = vobject.readOne(data.decode())
            assert card.version.value == "3.0"
            assert card.fn.value == (one.name or one.unit)
            assert card.n.value.family == (one.name or "")
            expected = {
                ("mobile" if p.kind == "mobile" else "office", local(p.text, p.kind, record.area_code))
                for p in shown
            }
            expected |= {("fax", one.fax.text)} if one.fax else set()
            assert numbers(card) == expected
            assert getattr(card, "email", None) is None or card.email.value == one.email
            assert bool(one.email) == hasattr(card, "email")
            if one.unit:
                assert card.org.value == [one.unit]
            assert getattr(card, "title", None) is None or card.title.value == one.role
            assert record.title in card.note.value
            assert not one.hours or one.hours in card.note.value
            assert ("示例" in card.note.value) or not record.sample
            assert not hasattr(card, "url")
            made += 1
        assert cards == {}
    assert made == 52


def local(text: str, kind: str, area_code: str | None) -> str:
    return f"{area_code}-{text}" if kind == "local" and area_code else text


def test_cards_are_folded_by_octets_and_named_without_names(setting: Setting) -> None:
    for record in setting.catalog.campaigns:
        for asset in contact_cards(setting, record):
            lines = asset.data.split(b"\r\n")
            assert lines.pop() == b""
            assert max(map(len, lines)) <= 75
            for line in lines:
                line.decode()  # no character is torn
            assert re.fullmatch(r"campaigns/[a-z0-9-]+/contacts/[a-z0-9_-]+-\d+\.vcf", asset.path)


def test_a_mobile_is_in_the_card_only_while_it_is_shown() -> None:
    mobile = "139" + "0013" + "9000"
    text = changed("phones: [0591-87715076, 139****0000]", f"phones: [{mobile}], role: 干事")
    shown = {}
    for day in (date(2024, 9, 30), date(2024, 10, 2)):
        public = public_catalog(Catalog(campaigns=(campaign(text),)), as_of=day)
        setting = Setting(public, day, Project(root=ROOT))
        shown[day] = b"".join(a.data for a in contact_cards(setting, public.campaigns[0]))
        assert (mobile.encode() in contacts_table(public.campaigns[0])) == bool(shown[day])
    first, second = shown.values()
    assert (f"TEL;TYPE=CELL:{mobile}\r\n".encode() in first, b"TITLE:" in first) == (True, True)
    assert second == b""


def test_marks_of_the_format_in_a_name_or_unit_are_escaped() -> None:
    text = changed("{name: 张三, phones", "{name: '张三;李四,王\\五', unit: 'A;B', phones")
    (asset,) = contact_cards(of(campaign(text)), campaign(text))
    card = vobject.readOne(asset.data.decode())
    assert (card.fn.value, card.org.value) == ("张三;李四,王\\五", ["A;B"])


def test_a_card_leads_to_the_list_where_the_site_knows_its_address() -> None:
    record = campaign()
    setting = Setting(Catalog(campaigns=(record,)), DAY, Project(root=ROOT, site_url="https://example.cn/x/"))
    (asset,) = contact_cards(setting, record)
    address = "https://example.cn/x/campaigns/2024-small/contacts/"
    assert vobject.readOne(asset.data.decode()).url.value == address


def test_a_contact_view_knows_its_own_card_among_equal_records() -> None:
    """Two sub-projects may print the same person: each leads to the card that names that sub-project."""
    text = changed("  - {name: 张三,", "  - {name: 张三, phones: [0591-87715076]}\n  - {name: 张三,")
    record = campaign(text)
    assert [contact_view(one, record).card for one in record.contacts] == [
        "campaigns/2024-small/contacts/_-1.vcf",
        "campaigns/2024-small/contacts/_-2.vcf",
    ]


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_contact_table_holds_everybody_as_shown(setting: Setting) -> None:
    for record in setting.catalog.campaigns:
        head, *body = rows(contacts_table(record))
        assert tuple(head) == CONTACT_COLUMNS
        assert len(body) == len(people(record))
        for row, (owner, _, one) in zip(body, people(record), strict=True):
            subproject = record.subproject(owner) if owner else None
            said = dict(zip(head, row, strict=True))
            assert said["项目"] == (subproject.title if subproject else "活动总体咨询")
            assert said["承办单位"] == "、".join(h.name for h in subproject.hosts) if subproject else True
            assert said["姓名"] == (one.name or "")
            assert said["电话"] == "、".join(p.text for p in one.phones)
            assert said["传真"] == (one.fax.text if one.fax else "")
            assert said["邮箱"] == (one.email or "")
            assert said["办公时间"] == (one.hours or "")


def test_the_table_of_winners_holds_every_honour(setting: Setting) -> None:
    record = setting.catalog.by_id["2026-demo"]
    head, *body = rows(results_table(setting, record))
    assert tuple(head) == WINNER_COLUMNS
    said = sorted((row[0], row[1], row[3].strip("《》"), row[6].rstrip("\t"), row[7]) for row in body)
    titles = {s.id: s.title for s in record.subprojects}
    states = {"proposed": "公示中", "confirmed": "已公布"}
    works = setting.catalog.works_of(record)
    won = sorted(
        (
            titles[w.subproject_id]
            if w.subproject_id and p.award in record.subproject(w.subproject_id).awards
            else "活动奖项",
            p.award.title,
            w.title.strip("《》"),
            w.no or "",
            states[p.state],
        )
        for w in works
        for p in w.won
    )
    assert said == won
    assert {row[7] for row in body} == {"公示中", "已公布"}
    by_title = {row[3]: row[4] for row in body}
    makers = {m.name for w in works for m in w.makers if m.name and w.won and m.name not in (w.title, "等")}
    assert makers == {
        name for text in by_title.values() for name in text.removesuffix("等").split("、") if name
    }


def test_tables_are_made_only_where_there_is_something(setting: Setting) -> None:
    assert [a.path for a in tables(setting, setting.catalog.by_id["2024-fujian"])] == [
        routes.contacts_csv("2024-fujian")
    ]
    assert winners_of(of(campaign()), campaign()) == ()
    bare = campaign(changed("contacts:\n  - {name: 张三, phones: [0591-87715076, 139****0000]}\n", ""))
    assert tables(of(bare), bare) == ()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-5", "'-5"),
        ("@x", "'@x"),
        ("＝1", "'＝1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("0007", "0007\t"),
        ("3-12", "3-12\t"),
        ("2024-5-1", "2024-5-1\t"),
        ("1e5", "1e5\t"),
        ("9:16", "9:16\t"),
        ("110101199003070000", "110101199003070000\t"),
        ("0591-87715076", "0591-87715076"),
        ("12351", "12351"),
        ("2886550", "2886550"),
        ("13900139000", "13900139000"),
        ("甲=乙", "甲=乙"),
        ("SL-2026-SY-001", "SL-2026-SY-001"),
        ("", ""),
    ],
)
def test_no_cell_is_run_or_changed_by_a_spreadsheet(cell: str, written: str) -> None:
    assert defused(cell) == written


def test_cells_with_marks_of_the_format_are_read_back() -> None:
    cells = ['他说"好"', "甲,乙", "两\n行", "甲；乙"]
    assert rows(csv_bytes(("a", "b", "c", "d"), [cells])) == [["a", "b", "c", "d"], cells]


def test_a_title_that_is_a_formula_is_defused() -> None:
    record = campaign(
        changed("    forms: [nomination]", "    awards: [{id: own, title: =A1}]\n    forms: [nomination]")
    )
    own = record.subprojects[0].awards[0]
    won = work(subject="person", title="@SUM(1)", prizes=(Prize(own, 0, None, "confirmed", None),))
    setting = Setting(Catalog(campaigns=(record,), works={record.id: (won,)}), DAY, Project(root=ROOT))
    _, row = rows(results_table(setting, record))
    assert row == ["歌曲征集", "'=A1", "", "'@SUM(1)", "", "", "", "已公布"]


def test_the_printed_line_stands_beside_each_contact(setting: Setting) -> None:
    """Word for word, from a notice of the same campaign, and about that very person."""
    found = missing = 0
    for record in setting.catalog.campaigns:
        for group in contact_groups(setting.catalog, record):
            for row in group.rows:
                for said in row.said:
                    owner = said.address.split("/")[1]
                    texts = [s.text for (c, _), s in setting.catalog.texts.items() if c == owner]
                    assert any(said.line in text for text in texts)
                    assert any(not p.name or p.name in said.line.replace(" ", "") for p in row.people)
                    found += 1
                missing += bool(row.people and not row.said)
                assert not row.people or row.source or row.said
    assert found > 100
    assert missing < found / 10
