"""The gate from an entry to a public work: who passes, what of it goes on, what stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.media.facts import Facts
from generator.works.gate import (
    Originals,
    is_released,
    is_withdrawn,
    released,
    tombstone,
    unit_named,
    withheld,
)
from generator.works.honours import announcements
from generator.works.work import Maker, Piece, Tombstone, Work
from tests.factories import campaign, changed, entry, image_facts

YAML = changed(
    "  form-2024: {covers: [publication], text: 同意公开。}\n",
    """\
  full: {covers: [publication, name, unit, portrait], text: 同意。}
  bare: {covers: [publication], text: 同意。}
  named: {covers: [publication, name], text: 同意。}
  placed: {covers: [publication, unit], text: 同意。}
  closed: {covers: [name, unit, portrait, minor], text: 同意。}
""",
)
YAML = changed(
    "  - {id: east, name: 东区总工会}\n", "  - {id: east, name: 东区总工会, names: [东区]}\n", text=YAML
)
PERSON = changed("    media: [audio]\n", "    media: [audio]\n    subject: person\n", text=YAML)
CAMPAIGN = campaign(YAML)
APPROVED = "title: 夜班\nstatus: approved\napproval: {by: 甲, on: 2024-09-01}\nconsent: full\n"
CREDITS = "credits:\n  - {name: 示例甲, role: 作词, unit: 东区总工会}\n  - {name: 示例乙}\nunit: east\nrecommended_by: 西区总工会\n"
NOTHING = Originals({}, {})


def out(text: str, originals: Originals = NOTHING, yaml: str = YAML) -> Work | None:
    home = campaign(yaml)
    return released(home, entry(text), originals, announcements(home))


@pytest.mark.parametrize(
    ("text", "yaml", "reason"),
    [
        (APPROVED, YAML, None),
        *(
            (APPROVED.replace("approved", state), YAML, state)
            for state in ("received", "pending", "rejected")
        ),
        (APPROVED.replace("approval: {by: 甲, on: 2024-09-01}\n", ""), YAML, "unapproved"),
        (APPROVED.replace("consent: full\n", ""), YAML, "no-consent"),
        (APPROVED.replace("full", "other"), YAML, "no-consent"),
        (APPROVED.replace("full", "closed"), YAML, "consent-too-narrow"),
        (APPROVED.replace("full", "bare"), YAML, None),
        (APPROVED, PERSON, None),
        (APPROVED.replace("full", "named"), PERSON, None),
        (APPROVED.replace("full", "bare"), PERSON, "consent-too-narrow"),
        (APPROVED.replace("full", "placed"), PERSON, "consent-too-narrow"),
    ],
)
def test_who_passes(text: str, yaml: str, reason: str | None) -> None:
    home, one = campaign(yaml), entry(text)
    assert withheld(home, one) == reason
    assert is_released(home, one) == (reason is None)
    assert (out(text, yaml=yaml) is not None) == (reason is None)


@pytest.mark.parametrize(
    "text",
    [
        APPROVED.replace("approved", "withdrawn"),
        APPROVED + "withdrawn: {on: 2024-10-01, reason: 作者申请}\n",
        APPROVED.replace("approved", "withdrawn") + "withdrawn: {on: 2024-10-01, reason: 作者申请}\n",
        APPROVED.replace("approved", "pending") + "withdrawn: {on: 2024-10-01, reason: 作者申请}\n",
    ],
)
def test_either_word_takes_a_work_down(text: str) -> None:
    assert is_withdrawn(entry(text))
    assert not is_released(CAMPAIGN, entry(text))
    assert out(text) is None


@pytest.mark.parametrize(
    ("consent", "makers", "unit", "unit_id", "recommended_by"),
    [
        ("full", (Maker("示例甲", "作词", "东区总工会"), Maker("示例乙", None, None)), "东区总工会", "east", "西区总工会"),
        ("named", (Maker("示例甲", "作词", None), Maker("示例乙", None, None)), None, None, None),
        ("placed", (Maker(None, "作词", "东区总工会"),), "东区总工会", "east", "西区总工会"),
        ("bare", (), None, None, None),
    ],
)  # fmt: skip
def test_names_and_units_go_on_as_far_as_the_consent_reaches(
    consent: str, makers: tuple[Maker, ...], unit: str | None, unit_id: str | None, recommended_by: str | None
) -> None:
    work = out(APPROVED.replace("full", consent) + CREDITS)
    assert work is not None
    assert (work.makers, work.unit, work.unit_id, work.recommended_by) == (
        makers,
        unit,
        unit_id,
        recommended_by,
    )
    known = ["示例甲", "示例乙"] if consent in ("bare", "placed") else []
    known += ["东区总工会", "西区总工会", "east"] if consent in ("bare", "named") else []
    assert not [word for word in known if word in repr(work)]


def test_no_share_card_names_whom_the_consent_does_not_name() -> None:
    for consent, foot in (("full", "示例甲、示例乙"), ("placed", "东区总工会"), ("bare", "")):
        work = out(APPROVED.replace("full", consent) + CREDITS)
        assert work is not None
        assert work.type_card is not None
        assert work.type_card.foot == foot


def test_nothing_internal_has_a_place_in_a_work() -> None:
    """Whoever adds a field to a public work reads here what may never be one."""
    assert set(Work.__struct_fields__) == {
        "campaign_id", "id", "subproject_id", "subject", "title", "no", "makers", "unit", "unit_id",
        "recommended_by", "statement", "text", "account", "ai_use", "pieces", "prizes", "type_card", "votes",
        "source",  # a hash that no page shows
    }  # fmt: skip
    assert set(Piece.__struct_fields__) == {"role", "alt", "caption", "facts", "order"}
    assert set(Tombstone.__struct_fields__) == {
        "campaign_id",
        "id",
        "on",
        "printed",
        "reason",
        "notice",
        "awards",
    }


def test_pieces_are_those_that_are_shown_and_could_be_measured() -> None:
    names = ("work", "cover", "portrait", "logo", "score", "evidence")
    media = "".join(f"  - {{file: {name}.jpg, role: {name}, alt: 灯下, caption: 夜里}}\n" for name in names)
    text = f"{APPROVED}media:\n{media}  - {{file: lost.jpg}}\n  - {{file: broken.jpg}}\n"
    keys = [(CAMPAIGN.id, "0001", f"{name}.jpg") for name in (*names, "broken")]
    facts: dict[tuple[str, str, str], Facts] = {
        key: image_facts(f"{at:02}") for at, key in enumerate(keys[:-1])
    }
    work = out(text, Originals({key: Path(key[2]) for key in keys}, facts))
    assert work is not None
    assert [(p.role, p.alt, p.caption) for p in work.pieces] == [
        (name, "灯下", "夜里") for name in names[:-1]
    ]
    assert [p.role for p in work.shown] == ["work", "portrait", "logo"]
    assert work.cover is work.pieces[1]
    assert work.type_card is None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("east", "east"),
        ("东区总工会", "east"),
        ("东区", "east"),
        ("东 区 总工会", "east"),
        ("西区总工会", None),
        (None, None),
    ],
)
def test_a_unit_by_id_or_any_of_its_names(name: str | None, found: str | None) -> None:
    unit = unit_named(CAMPAIGN, name)
    assert (unit.id if unit else None) == found


def test_a_unit_that_is_not_listed_stands_as_it_is_written() -> None:
    work = out(f"{APPROVED}unit: 西区总工会\n")
    assert work is not None
    assert (work.unit, work.unit_id) == ("西区总工会", None)


def test_an_entry_of_no_sub_project_is_an_organisation() -> None:
    one = entry(APPROVED.replace("夜班", "东区总工会"), subproject=None)
    work = released(CAMPAIGN, one, NOTHING, announcements(CAMPAIGN))
    assert work is not None
    assert (work.subject, work.subproject_id) == ("organisation", None)
    assert work.type_card is not None
    assert work.type_card.title == "东区总工会"


def test_a_tombstone_holds_no_word_of_the_work() -> None:
    text = f"""\
{APPROVED.replace("approved", "withdrawn")}{CREDITS}no: GQ-7
statement: 凌晨四点
text: 全文
account: {{platform: 微博, name: 夜班号}}
media: [{{file: 夜班.jpg, alt: 灯下}}]
honours: [{{award: first, rank: 1, state: confirmed}}]
withdrawn: {{on: 2024-10-01, reason: 作者申请撤回, notice: launch}}
"""
    stone = tombstone(CAMPAIGN, entry(text), announcements(CAMPAIGN))
    assert stone.notice == ("2024-small", "launch")
    assert (stone.reason, stone.printed, str(stone.on)) == ("作者申请撤回", "2024-10-01", "2024-10-01")
    assert stone.awards == ((None, "first"),)
    for word in (
        "夜班",
        "示例甲",
        "东区",
        "西区",
        "east",
        "GQ-7",
        "凌晨",
        "全文",
        "微博",
        "灯下",
        "full",
        "甲",
    ):
        assert word not in repr(stone), word
