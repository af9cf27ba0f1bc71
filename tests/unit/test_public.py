"""The gate: what of personal data leaves, on which day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.catalog import Catalog
from generator.check import check
from generator.public import public_catalog
from tests.factories import BODY, RELEASED, changed, committed_project, picture, small_project

HOME = "campaigns/2024-small"
NUMBER, MASKED = "13900139000", "139****9000"
LAST = date(2024, 9, 30)
"""The last day of the small campaign's last stage."""
CONTACT = "  - {name: 张三, phones: [0591-87715076, 139****0000]}"


def catalog(
    root: Path, *edits: tuple[str, str], files: dict[str, str] | None = None, contact: str = ""
) -> Catalog:
    yaml = changed(CONTACT, f"  - {{name: 张三, phones: [0591-87715076, {NUMBER}]{contact}}}")
    for old, new in edits:
        yaml = changed(old, new, text=yaml)
    found = check(small_project(root, files, yaml=yaml, body=BODY.replace("139****0000", NUMBER)))
    assert found.problems == ()
    return found.catalog


def shown(catalog: Catalog, day: date) -> tuple[str, str]:
    """The contact's mobile in the record and in the body, as the public sees them."""
    public = public_catalog(catalog, as_of=day)
    campaign = public.by_id["2024-small"]
    text = public.text(campaign, "notices/launch.txt")
    (in_text,) = re.findall(r"1[0-9]{2}[0-9*]{4}[0-9]{4}", text)
    assert "0591-87715076" in text
    phones = [phone.text for phone in campaign.contacts[0].phones]
    assert phones[0] == "0591-87715076"
    return phones[1], in_text


@pytest.mark.parametrize(
    ("edits", "last"),
    [
        ((), LAST + timedelta(1)),
        ((("when: 2024-08-30", "when: 2024-10-15"), ("printed: 8月30日前, ", "")), date(2024, 10, 16)),
        ((("year: 2024\n", "year: 2024\nperiod: {when: 2024-05/2024-11}\n"),), date(2024, 12, 1)),
        ((("    forms: [nomination]", "    deadline: {when: 2024-10-20}\n    forms: [nomination]"),), date(2024, 10, 21)),
        ((("    when: 2024-09\n", "    when: 2024-09/..\n"),), date(2024, 12, 31)),
        (
            (("    when: 2024-05/2024-08\n", ""), ("    when: 2024-09\n", ""), (", when: 2024-08-30}", "}")),
            date(2024, 12, 31),
        ),
    ],
    ids=["last stage", "deadline after it", "period", "own deadline", "open", "undated"],
)  # fmt: skip
def test_until_end_shows_a_mobile_to_its_last_day(
    tmp_path: Path, edits: tuple[tuple[str, str], ...], last: date
) -> None:
    data = catalog(tmp_path, *edits)
    assert shown(data, date(2024, 1, 1)) == (NUMBER, NUMBER)
    assert shown(data, last) == (NUMBER, NUMBER)
    assert shown(data, last + timedelta(1)) == (MASKED, MASKED)
    assert shown(data, date(2030, 1, 1)) == (MASKED, MASKED)


@pytest.mark.parametrize(
    ("visibility", "day", "expected"),
    [
        ("public", date(2030, 1, 1), NUMBER),
        ("masked", date(2024, 6, 1), MASKED),
        ("until:2024-07-15", date(2024, 7, 15), NUMBER),
        ("until:2024-07-15", date(2024, 7, 16), MASKED),
        ("until:2024-07", date(2024, 7, 31), NUMBER),
        ("until-end", LAST + timedelta(1), NUMBER),
    ],
)
@pytest.mark.parametrize("where", ["contact", "campaign"])
def test_visibilities(tmp_path: Path, visibility: str, day: date, expected: str, where: str) -> None:
    if where == "contact":
        data = catalog(tmp_path, contact=f', visibility: "{visibility}"')
    else:
        data = catalog(tmp_path, ("year: 2024\n", f'year: 2024\ncontact_visibility: "{visibility}"\n'))
    assert shown(data, day) == (expected, expected)


def test_hidden_takes_every_way_to_reach_somebody(tmp_path: Path) -> None:
    body = BODY.replace("139****0000", NUMBER).replace("联系电话", "zs@example.cn，联系电话")
    yaml = changed(
        CONTACT,
        f"  - {{name: 张三, phones: [0591-87715076, {NUMBER}], email: zs@example.cn, visibility: hidden}}",
    )
    data = check(small_project(tmp_path, yaml=yaml, body=body)).catalog
    public = public_catalog(data, as_of=date(2024, 6, 1))
    (contact,) = public.campaigns[0].contacts
    assert (contact.name, contact.phones, contact.email, contact.fax, contact.im) == (
        "张三",
        (),
        None,
        None,
        None,
    )
    assert NUMBER not in public.text(public.campaigns[0], "notices/launch.txt")


def test_a_fax_that_is_a_mobile_is_masked_too(tmp_path: Path) -> None:
    data = catalog(tmp_path, contact=f", fax: {NUMBER}")
    for day, expected in ((date(2024, 6, 1), NUMBER), (date(2025, 1, 1), MASKED)):
        fax = public_catalog(data, as_of=day).campaigns[0].contacts[0].fax
        assert fax is not None
        assert fax.text == expected


def test_a_mobile_in_any_other_text_is_masked_unless_it_is_shown_today(tmp_path: Path) -> None:
    files = {
        f"{HOME}/entries/songs/1/entry.yml": f"title: 夜班\n{RELEASED}statement: 电话13800138000或{NUMBER}\n"
    }
    data = catalog(tmp_path, ("year: 2024\n", "year: 2024\nshort_title: 问13800138000\n"), files=files)
    public = public_catalog(data, as_of=date(2024, 6, 1))
    assert public.campaigns[0].short_title == "问138****8000"
    (work,) = public.works["2024-small"]
    assert work.statement == f"电话138****8000或{NUMBER}"
    (work,) = public_catalog(data, as_of=date(2025, 6, 1)).works["2024-small"]
    assert work.statement == f"电话138****8000或{MASKED}"


def test_a_picture_named_by_a_mobile_is_shown_and_its_name_is_not(tmp_path: Path) -> None:
    """Entrants name files by their own number: masking must not lose the file, and the number leaves nowhere."""
    text = f"title: 夜班\n{RELEASED}media: [{{file: 13800138000.jpg, alt: 问13800138000}}]\n"
    root = small_project(tmp_path, {f"{HOME}/entries/songs/1/entry.yml": text})
    picture(root / HOME / "entries/songs/1/13800138000.jpg")
    found = check(root)
    assert found.problems == ()
    (work,) = public_catalog(found.catalog, as_of=LAST).works["2024-small"]
    (piece,) = work.pieces
    assert piece.alt == "问138****8000"
    assert not [output for output in piece.order.outputs if "13800138000" in output.address]


@pytest.mark.parametrize(
    ("state", "let_out"),
    [
        (RELEASED, 1),
        (RELEASED.replace("consent: form-2024\n", ""), 0),
        (RELEASED.replace("approval: {by: 甲, on: 2024-09-01}\n", ""), 0),
        *(
            (RELEASED.replace("approved", status), 0)
            for status in ("received", "pending", "rejected", "withdrawn")
        ),
    ],
)
def test_only_approved_works_with_consent_pass(tmp_path: Path, state: str, let_out: int) -> None:
    files = {f"{HOME}/entries/songs/1/entry.yml": f"title: 夜班\n{state}"}
    data = check(small_project(tmp_path, files)).catalog
    assert len(data.entries["2024-small"]) == 1
    public = public_catalog(data, as_of=date(2024, 6, 1))
    assert len(public.works["2024-small"]) == let_out
    assert len(public.tombstones["2024-small"]) == ("withdrawn" in state)
    assert not public.entries
    assert not public.originals
    assert not public.facts
    assert not public.votes


def test_samples_can_be_left_out(tmp_path: Path) -> None:
    data = catalog(tmp_path, ("year: 2024\n", "year: 2024\nsample: true\n"))
    assert public_catalog(data, as_of=LAST).campaigns
    nothing = public_catalog(data, as_of=LAST, samples=False)
    assert nothing == Catalog()


def test_the_gate_changes_nothing_of_the_catalog_it_is_given(tmp_path: Path) -> None:
    data = catalog(tmp_path)
    before = repr(data.campaigns[0])
    public_catalog(data, as_of=date(2030, 1, 1))
    assert repr(data.campaigns[0]) == before


def test_nothing_of_the_committed_campaigns_shows_a_whole_mobile() -> None:
    public = public_catalog(committed_project().catalog, as_of=date(2020, 6, 1))
    everything = "".join(source.text for source in public.texts.values()) + repr(public.campaigns)
    assert not re.search(r"(?<![0-9*])1[3-9][0-9]{9}(?![0-9*])", everything)
