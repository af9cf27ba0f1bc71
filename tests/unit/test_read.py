"""Nodes to records: all faults of a file at once, each at its spot, and what is sound is kept."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import Field

from generator.model.entry import Entry
from generator.model.record import Record
from generator.places import Places
from generator.read import read
from generator.source import Source
from generator.yamltext import parse
from tests.factories import CAMPAIGN, campaign, changed, reading


def spots(text: str) -> list[tuple[str, int, int]]:
    result, _ = reading(text)
    return [(p.code, p.place.line, p.place.column) for p in sorted(result.problems, key=lambda p: p.place)]


def line_of(piece: str, text: str = CAMPAIGN) -> int:
    return text[: text.index(piece)].count("\n") + 1


def test_the_small_campaign_is_sound() -> None:
    record = campaign()
    assert record.subprojects[0].requirements[0].check is not None
    assert record.allocation[0].rows[1].values == (7,)


def test_places_of_nested_records_fields_and_items() -> None:
    result, places = reading(CAMPAIGN)
    assert result.record is not None
    record = result.record
    stage = record.schedule[0]
    milestone = stage.milestones[0]
    contact = record.contacts[0]
    row = record.allocation[0].rows[1]
    field = record.forms[0].rows[0][1]
    consent = record.consents["form-2024"]
    for place, piece in (
        (places.of(record), "title: 好网民活动"),
        (places.of(record, "tier"), "city"),
        (places.of(stage, "when"), "2024-05/2024-08"),
        (places.of(milestone), "{what: 提交歌曲"),
        (places.of(milestone, "when"), "2024-08-30"),
        (places.of(contact, "phones", 1), "139****0000"),
        (places.of(contact, "phones"), "[0591-87715076"),
        (places.of(row), "[西区总工会, 7]"),
        (places.of(field, "lines"), "4}]"),
        (places.of(consent, "text"), "同意公开。"),
        (places.of(record.notices[0].attachments[1], "form"), "nomination}\n"),
        (places.of(contact, "email"), "{name: 张三"),
    ):
        at = CAMPAIGN.rindex(piece) if piece in ("nomination}\n", "4}]") else CAMPAIGN.index(piece)
        line = CAMPAIGN.split("\n")[place.line - 1]
        assert (place.line, line[place.column - 1 :][:4]) == (
            CAMPAIGN[:at].count("\n") + 1,
            piece[:4].strip("\n"),
        )
    assert not places.hurt(record)


def test_all_faults_of_a_file_come_out_at_once() -> None:
    text = CAMPAIGN
    for old, new in (
        ("tier: city\nregion", "tier: town\nregion"),
        ("year: 2024", "year: 二〇二四"),
        ("when: 2024-05/2024-08", "when: 2024年5月"),
        ("0591-87715076", "0591-x"),
        ("count: 1", "count: 一"),
        ("media: [audio]", "media: [radio]"),
        ("duration: {max: 6min}", "duration: {max: 六}"),
        ("min: 2,", "min: 二,"),
        ("lines: 4", "lines: 四"),
        ("[西区总工会, 7]", "[西区总工会, 七]"),
        ("covers: [publication]", "covers: [all]"),
        ("kind: 通知", "sort: 通知"),
        ("form: nomination}", "form: Nomination}"),
    ):
        text = changed(old, new, text=text)
    result, places = reading(text)
    assert [p.code for p in sorted(result.problems, key=lambda p: p.place)] == [
        "E203", "E205", "E220", "E211", "E205", "E203", "E213", "E205", "E205", "E205", "E203", "E202", "E207",
    ]  # fmt: skip
    record = result.record
    assert record is not None
    assert record.notices[0].kind == "通知"
    assert record.contacts[0].phones[0].text == "139****0000"
    assert [row.unit for row in record.allocation[0].rows] == ["东区总工会"]
    assert places.hurt(record, "tier", "year")
    assert places.hurt(record.allocation[0], "rows")
    assert places.hurt(record.contacts[0], "phones")
    assert not places.hurt(record.contacts[0], "name")
    assert not places.hurt(record, "title")


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "piece"),
    [
        ("title: 好网民活动", "titel: 好网民活动", "E202", 1, "titel"),
        ("region: 某市", "gegend: 某市", "E202", 3, "gegend"),
        ("year: 2024", "year: 2024\ncolour: red", "E229", 5, "colour"),
        ("year: 2024", "year: 2024\nid: x", "E229", 5, "id"),
        ("year: 2024", "year:", "E206", 4, ""),
        ("year: 2024\n", "", "E201", 1, "title"),
        ("tier: city\nregion", "tier: [city]\nregion", "E204", 2, "[city]"),
        ("region: 某市", "region: {name: 某市}", "E204", 3, "{name"),
        ("media: [audio]", "media: audio", "E204", None, "audio"),
        ("  - {name: 张三, phones: [0591-87715076, 139****0000]}", "  - 张三", "E204", None, "张三"),
        ("phones: [0591-87715076, 139****0000]", "phones: []", "E214", None, "{name"),
        ("{name: 张三, phones: [0591-87715076, 139****0000]}", "{name: 张三}", "E214", None, "{name"),
        ("phones: [0591-87715076, 139****0000]", "phones: [无]", "E211", None, "无]"),
        ("[西区总工会, 7]", "[西区总工会]", "E232", None, "[西"),
        ("[西区总工会, 7]", "西区总工会", "E232", None, "西区"),
        ("columns: [场次]", "columns: []", "E206", None, "[]"),
        ("min: 2, printed", "printed", "E218", None, "{units"),
        ("min: 2,", "min: 3, max: 2,", "E219", None, "{units"),
        ("check: {media: audio, duration: {max: 6min}}", "check: {role: work}", "E218", None, "{role"),
        ("allocation: plan}", "allocation: plan, form: nomination}", "E212", None, "{no: 1"),
        (
            "{no: 1, title: 任务分配表, allocation: plan}",
            "{no: 1, title: 任务分配表}",
            "E212",
            None,
            "{no: 1",
        ),
        ("allocation: plan}", "notice: 2024 small}", "E208", None, "2024 small"),
        ("allocation: plan}", "file: ../x}", "E217", None, "../x"),
        ("form-2024: {", "Form 2024: {", "E207", None, "Form"),
        ("year: 2024", "year: 2024\nperiod: {}", "E218", 5, "{}"),
        ("year: 2024", 'year: 2024\narea_code: "591"', "E231", 5, '"591"'),
        ("year: 2024", "year: 2024\ncontact_visibility: never", "E230", 5, "never"),
        ("year: 2024", "year: 2024\nsample: yes", "E215", 5, "yes"),
        ("id: songs", "id: page", "E216", None, "page"),
        ("  - id: songs\n", "  - relay_of: a/b\n", "E201", None, "relay_of"),
        ("region: 某市", "region: 某市11010519491231002X", "E601", 3, "某市"),
    ],
)
def test_one_fault_is_one_problem(old: str, new: str, code: str, at: int | None, piece: str) -> None:
    text = changed(old, new)
    result, _ = reading(text)
    assert [p.code for p in result.problems] == [code]
    place = result.problems[0].place
    assert result.record is not None
    assert text.split("\n")[place.line - 1][place.column - 1 :].startswith(piece)
    assert at in (None, place.line)


def test_what_was_left_out_is_remembered() -> None:
    text = changed(
        '{id: portal, name: 申报平台, entries: [{label: 电脑端, url: "http://example.cn/"}]}', "{id: portal}"
    )
    result, places = reading(text)
    assert [p.code for p in result.problems] == ["E201"]
    assert result.record is not None
    assert places.hurt(result.record.platforms[0], "name")
    result, _ = reading(changed("id: nomination", "id: Nomination Form"))
    assert {"Nomination Form", "nomination-form"} <= result.lost
    assert "forms/*" not in result.lost
    result, _ = reading(changed("id: nomination", "id: 推荐表"))
    assert "forms/*" in result.lost
    result, _ = reading(changed("{id: first, title: 一等奖, count: 1}", "一等奖"))
    assert "awards/*" in result.lost


def test_a_file_without_notices_is_read_for_the_rest() -> None:
    text = CAMPAIGN[: CAMPAIGN.index("notices:\n")].replace("tier: city\nregion", "tier: town\nregion")
    result, places = reading(text)
    assert sorted(p.code for p in result.problems) == ["E201", "E203"]
    assert result.record is not None
    assert places.hurt(result.record, "notices")
    assert places.hurt(result.record.notices[0], "body")


def test_nothing_can_be_made_of_an_entry_without_sense() -> None:
    node, _ = parse(Source("entry.yml", "credits: 3\n"))
    assert node is not None
    result = read(node, Entry, Places(), id="0001", subproject=None)
    assert sorted(p.code for p in result.problems) == ["E201", "E201", "E204"]
    assert result.record is not None
    assert result.record.status == "pending"


def test_values_of_a_guessed_line_are_hurt() -> None:
    result, _ = reading(CAMPAIGN)
    assert result.record is not None
    places = Places(frozenset({("campaign.yml", 2)}))
    node, _ = parse(Source("campaign.yml", CAMPAIGN))
    assert node is not None
    from generator.model.campaign import Campaign

    record = read(node, Campaign, places, id="2024-small").record
    assert record is not None
    assert places.hurt(record, "tier")
    assert not places.hurt(record, "title")


class Odd(Record, frozen=True, kw_only=True):
    size: Annotated[str, Field(max_length=2)]


def test_pydantics_own_words_are_the_last_resort() -> None:
    node, _ = parse(Source("f.yml", "size: abc\n"))
    assert node is not None
    (found,) = read(node, Odd, Places()).problems
    assert found.code == "E200"
    assert "at most 2" in found.what()
