"""Whole documents: the drafts keep every word, pass the models, and say what they are not sure of."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from generator.check import check
from generator.importing.draft import Draft
from generator.importing.faithful import faithful
from generator.importing.reading import read_file
from generator.importing.received import Grid, Line, Piece, Received
from generator.importing.recognising import recognise
from generator.values.text import fold
from generator.yamlwriting import written
from tests.factories import ROOT

_NOTICE = """样州市总工会
关于开展2025年“网聚职工正能量 争做样州好网民”主题活动的通知
各县总工会：
现将有关事项通知如下。
一、活动主题
网上同心 建功样州
二、活动时间
2025年5月至11月
三、征集项目
（一）歌曲征集
征集原创歌曲，时长不超过6分钟。
承办单位：甲县总工会
联系人：赵示例 0555-5550101
（二）摄影征集
征集摄影作品。
承办单位：乙县总工会
联系人：钱示例 0555-5550102
请于2025年9月30日前报送作品。
市总工会宣教部联系人：孙示例 0555-5550103
附件：任务分配表
样州市总工会
2025年4月30日
附件
任务分配表"""


def _received(text: str, *grids: Grid) -> Received:
    lines = [Line(line, number, number) for number, line in enumerate(text.split("\n"), start=1)]
    return Received("示例.txt", (*lines, *grids))


def _written(draft: Draft, root: Path) -> None:
    folder = root / "campaigns" / draft.id
    for path, text in draft.texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "campaign.yml").write_text(written(draft.data), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    return tmp_path


_TABLE = Grid((("单位", "作品数"), ("甲县", "3"), ("乙县", "4"), ("合计", "8")), 30, 33)


def test_a_notice_becomes_a_campaign_that_passes_the_check(project: Path) -> None:
    (draft,) = recognise(_received(_NOTICE, _TABLE), id="2025-yangzhou")
    _written(draft, project)
    found = check(project)
    assert [str(problem.code) for problem in found.problems] == []
    campaign = found.catalog.campaigns[0]
    assert (campaign.id, campaign.tier, campaign.region, campaign.year) == (
        "2025-yangzhou",
        "city",
        "样州市",
        2025,
    )
    assert (campaign.theme, campaign.short_title, campaign.area_code) == (
        "网上同心 建功样州",
        "样州好网民",
        "0555",
    )
    assert [(s.id, s.title) for s in campaign.subprojects] == [
        ("songs", "歌曲征集"),
        ("photography", "摄影征集"),
    ]
    assert [(c.unit, c.name) for c in campaign.contacts] == [("市总工会宣教部", "孙示例")]
    assert [(m.printed, str(m.when)) for m in campaign.milestones] == [("2025年9月30日前", "2025-09-30")]


def test_a_wrong_total_is_kept_acknowledged_and_told(project: Path) -> None:
    (draft,) = recognise(_received(_NOTICE, _TABLE), id="2025-yangzhou")
    _written(draft, project)
    (table,) = check(project).catalog.campaigns[0].allocation
    assert table.declared_total == (8,) and sum(row.values[0] for row in table.rows) == 7
    assert [left.what for left in draft.left] == ["合计不对"]


def test_findings_name_the_lines_of_the_source() -> None:
    (draft,) = recognise(_received(_NOTICE, _TABLE), id="c")
    places = {
        (finding.what, finding.value.split(" ")[0]): (finding.number, finding.last)
        for finding in draft.findings
    }
    assert places["子项目", "歌曲征集"] == (10, 13)
    assert places["成文日期", "2025年4月30日"] == (22, 22)
    assert places["联系人", "市总工会宣教部"] == (19, 19)
    assert all(finding.why for finding in draft.findings if finding.certainty == "guess")


def test_a_plan_that_a_notice_issues_is_its_body() -> None:
    text = """样州市总工会
关于印发《2025年样州市职工好网民活动实施方案》的通知
样总工〔2025〕11号
各县总工会：
现将方案印发给你们。
样州市总工会
2025年2月28日
2025年样州市职工好网民活动实施方案
定于2025年3月至11月举办活动。
一、主办单位
样州市总工会、样州市教育局"""
    (draft,) = recognise(_received(text), id="c")
    (notice,) = [dict(one) for one in draft.data["notices"]]  # type: ignore[union-attr,arg-type,call-overload]
    assert (notice["doc_number"], notice["issued"]) == (
        "样总工〔2025〕11号",
        {"printed": "2025年2月28日", "when": "2025-02-28"},
    )
    assert draft.data["title"] == "2025年样州市职工好网民活动"
    assert draft.data["sponsors"] == ["样州市总工会", "样州市教育局"]
    assert draft.data["period"] == {"printed": "2025年3月至11月", "when": "2025-03/2025-11"}


def test_a_public_notice_has_its_objection_period(project: Path) -> None:
    text = """关于优秀作品的公示
现予以公示，公示期为2025年11月3日至11月7日（5个工作日）。
如有异议，请以书面形式实名反映。联系人：赵示例，电话：0551-5556001，邮箱：gs@example.com。
示例省总工会
2025年11月3日"""
    (draft,) = recognise(_received(text), id="2025-shili")
    _written(draft, project)
    found = check(project)
    assert found.problems == ()
    period = found.catalog.campaigns[0].notices[0].objection_period
    assert period is not None and (str(period.start), str(period.end), period.working_days) == (
        "2025-11-03",
        "2025-11-07",
        5,
    )
    assert [(way.kind, way.value) for way in period.channels] == [
        ("phone", "0551-5556001"),
        ("email", "gs@example.com"),
    ]


def test_a_form_goes_to_the_sub_projects_that_name_its_attachment() -> None:
    text = _NOTICE.replace("征集摄影作品。", "征集摄影作品，填写报名表（见附件2）。").replace(
        "附件：任务分配表", "附件：1.任务分配表\n2.报名表"
    )
    form = Grid((("姓名", "", "性别", ""), ("单位", "", "电话", "")), 60, 61)
    received = _received(text.replace("\n附件\n", "\n附件1\n"), _TABLE)
    pieces = (*received.pieces, Line("附件2", 50, 50), Line("报名表", 51, 51), form)
    (draft,) = recognise(Received("x", pieces), id="c")
    records = {str(one["title"]): one for one in draft.data["subprojects"]}  # type: ignore[union-attr,index,call-overload]
    assert records["摄影征集"]["forms"] == ["form"] and "forms" not in records["歌曲征集"]  # type: ignore[call-overload,operator,index]


def test_a_notice_without_a_year_says_so_and_makes_none_up() -> None:
    text = _NOTICE.replace("2025年", "").replace("4月30日", "四月")
    (draft,) = recognise(_received(text), id="c")
    assert "year" not in draft.data and "年份" in [left.what for left in draft.left]
    (given,) = recognise(_received(text), id="c", year=2025)
    assert given.data["year"] == 2025


@pytest.mark.parametrize("path", sorted((ROOT / "tests/sources").glob("*.txt")), ids=lambda path: path.stem)
def test_the_texts_hold_the_sources_in_their_order(path: Path) -> None:
    received = read_file(path).received
    assert received is not None
    drafts = recognise(received, id="main")
    whole = fold("\n".join(text for draft in drafts for text in draft.texts.values()))
    told = fold("".join(left.words for draft in drafts for left in draft.left))
    bare = [piece.text for piece in received.pieces if isinstance(piece, Line)]
    lost = [text for text in bare if fold(text) not in whole and fold(text) not in told]
    assert [
        text for text in lost if len(fold(text)) > 4 and "分配表" not in text and "推荐表" not in text
    ] == []


def test_words_that_no_text_has_are_taken_out_of_the_data() -> None:
    data = {"title": "甲", "subprojects": [{"title": "乙", "call": "没有的话", "hosts": ["丙社", "丁社"]}]}
    kept, dropped = faithful(data, {"notices/launch.txt": "甲\n乙\n丙社\n"})
    assert kept == {"title": "甲", "subprojects": [{"title": "乙", "hosts": ["丙社"]}]}
    assert dropped == [("征集内容", "没有的话"), ("一项", "丁社")]


@pytest.mark.parametrize("seed", range(40))
def test_no_document_makes_it_fail(seed: int) -> None:
    """Pieces of notices in any order, cut anywhere: always drafts that can be written."""
    chance = random.Random(seed)
    pieces: list[Piece] = [*_received(_NOTICE).pieces, _TABLE, Grid((("姓名", ""), ("", "")), 40, 41)]
    chosen = [piece for piece in pieces if chance.random() < 0.8]
    if seed % 2:
        chance.shuffle(chosen)
    cut = [
        Line(piece.text[: chance.randint(1, len(piece.text))], piece.number, piece.last)
        if isinstance(piece, Line) and chance.random() < 0.3
        else piece
        for piece in chosen
    ]
    drafts = recognise(Received("x", tuple(cut)), id="c")
    assert all(written(draft.data) and draft.texts for draft in drafts)


def test_the_same_document_gives_the_same_drafts() -> None:
    received = _received(_NOTICE, _TABLE)
    assert recognise(received, id="c") == recognise(received, id="c")
