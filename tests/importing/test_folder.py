"""From drafts to files: nothing lost, damage as errata, upper tiers that are there referred to, all or nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check
from generator.importing.account import accounted
from generator.importing.adding import addition, relation_of
from generator.importing.draft import Draft, Left
from generator.importing.errata import with_errata
from generator.importing.folder import files_of, problems_with
from generator.importing.mending import Mend
from generator.importing.proposing import proposed_id
from generator.importing.received import Grid, Line, Piece, Received
from generator.importing.settled import Known, known_campaigns, referring, same
from generator.placing import PlacingError, place
from generator.yamlediting import value_at
from generator.yamlwriting import Data
from tests.factories import BODY, CAMPAIGN, UPPER, UPPER_BODY, small_project

LAUNCH = "notices/launch.txt"
DATA: dict[str, Data] = {
    "notices": [{"body": LAUNCH, "title": "示例市总工会关于开展活动的通知", "kind": "通知", "id": "launch"}],
    "title": "活动",
    "year": 2024,
    "tier": "city",
    "region": "示例市",
}


def draft(
    *lines: str, data: dict[str, Data] | None = None, left: tuple[Left, ...] = (), **more: str
) -> Draft:
    texts = {LAUNCH: "\n".join(lines), **{f"notices/{name}.txt": text for name, text in more.items()}}
    return Draft("2024-demo", {**DATA, **(data or {})}, texts, left=left)


def received(*pieces: str | tuple[tuple[str, ...], ...]) -> Received:
    made: list[Piece] = []
    for number, one in enumerate(pieces, start=1):
        made.append(Line(one, number, number) if isinstance(one, str) else Grid(one, number, number))
    return Received("通知.txt", tuple(made))


def test_what_no_text_has_is_put_behind_what_stood_before_it() -> None:
    drafts = (draft("标题", "第一段。第二句。", "落款", data=None), draft("附件标题", "乙。"))
    source = received("标题", "第一段。  第二句。", "漏掉的一句。", "落款", "附件标题", "又漏一句；乙。")
    (main, upper), added = accounted(source, drafts)
    assert main.texts[LAUNCH].split("\n") == ["标题", "第一段。第二句。", "漏掉的一句。", "落款"]
    assert upper.texts[LAUNCH].split("\n") == ["附件标题", "又漏一句；", "乙。"]
    assert [(one.words, one.number) for one in added] == [("漏掉的一句。", 3), ("又漏一句；", 6)]


def test_what_the_report_tells_word_for_word_is_not_put_into_the_text() -> None:
    left = (Left("收文章，没有写进资料", "收文 1803号", 1, 1),)
    (one,), added = accounted(received("收文 1803号", "标题"), (draft("标题", left=left),))
    assert (one.texts[LAUNCH], added) == ("标题", ())


@pytest.mark.parametrize(
    ("rows", "total", "lost"),
    [
        ([["东区", 3], ["西区", 4]], [7], []),
        ([["东区", 3]], [7], ["2 西区 4"]),
        ([["东区", 3], ["西区", 5]], [7], ["2 西区 4"]),
        ([["东区", 3], ["西区", 4]], [], ["合计 7"]),
    ],
)
def test_cells_of_tables_are_accounted_for_one_by_one(
    rows: list[Data], total: list[Data], lost: list[str]
) -> None:
    table: Data = [
        {"id": "plan", "title": "分配表", "columns": ["场次"], "rows": rows, "declared_total": total}
    ]
    grid = (("序号", "单位", "场次"), ("1", "东区", "3"), ("2", "西区", "4"), ("合计", "", "7"))
    _, added = accounted(received("分配表", grid), (draft("分配表", data={"allocation": table}),))
    assert [one.words for one in added] == lost


def test_rows_that_stand_as_lines_are_there_and_missing_ones_are_put_as_printed() -> None:
    grid = (
        ("序号", "单位", "件", "序号", "单位", "件"),
        ("3", "左区", "8", "8", "右区", "8"),
        ("4", "某区", "8", "9", "邮政", "4"),
    )
    body = draft("序号 单位 件 序号 单位 件", "3 左区 8 8 右区 8")
    (one,), added = accounted(received(grid), (body,))
    assert [each.words for each in added] == ["4 某区 8 9 邮政 4"]
    assert "4 某区 8 9 邮政 4" in one.texts[LAUNCH].split("\n")
    merged = (("甲", "乙", "丙"), ("全年", "全年", "全年"))
    assert [each.words for each in accounted(received(merged), (draft("甲 乙 丙"),))[1]] == ["全年"]


def test_a_head_that_has_no_place_is_told() -> None:
    table: Data = [{"id": "plan", "title": "分配表", "columns": ["场次"], "rows": [["东区", 3]]}]
    (one,), added = accounted(
        received((("地市", "场次"), ("东区", "3"))), (draft("分配表", data={"allocation": table}),)
    )
    assert added == ()
    assert [(left.words, left.number) for left in one.left] == [("地市", 1)]


def test_a_mend_becomes_an_erratum_where_its_words_stand() -> None:
    lines = ("二、活动内容", "（一）征集", "学习思想和精神。", "附件：1. 表")
    attached: dict[str, Data] = {
        "notices": [
            {
                "id": "launch",
                "body": LAUNCH,
                "attachments": [{"no": 2, "title": "表", "body": "notices/launch-2.txt"}],
            }
        ]
    }
    mends = [
        Mend("思想 and 精神", "思想和精神", "改回", 3),
        Mend("- 附件：1. 表", "附件：1. 表", "去掉", 4),
        Mend("<http://a.cn>", "http://a.cn", "去掉", 9),
        Mend("没有 and 处", "没有和处", "改回", 10),
    ]
    whole = draft(*lines, data=attached, **{"launch-2": "网址\nhttp://a.cn"})
    (one,), rest = with_errata((whole,), mends)
    notices = one.data["notices"]
    assert isinstance(notices, list)
    assert [(e["where"], e["class"], e["printed"], e["reading"]) for e in notices[0]["errata"]] == [
        ("二、活动内容（一）", "T", "思想 and 精神", "思想和精神"),
        ("附件说明", "T", "- 附件：1. 表", "附件：1. 表"),
        ("附件2", "T", "<http://a.cn>", "http://a.cn"),
    ]
    assert rest == (mends[3],)


def test_the_same_damage_in_two_notices_is_an_erratum_of_each() -> None:
    mends = [Mend("思想 and 精神", "思想和精神", "改回", at) for at in (3, 30)]
    drafts, rest = with_errata((draft("学习思想和精神。"), draft("学习思想和精神。")), mends)
    assert rest == ()
    for one in drafts:
        notices = one.data["notices"]
        assert isinstance(notices, list)
        assert len(notices[0]["errata"]) == 1


def test_files_are_in_house_order_with_their_schema_and_pass_the_check(tmp_path: Path) -> None:
    files = files_of(draft("示例市总工会关于开展活动的通知", "现将活动事项通知如下。"))
    assert list(files) == ["campaigns/2024-demo/campaign.yml", "campaigns/2024-demo/notices/launch.txt"]
    text = files["campaigns/2024-demo/campaign.yml"]
    assert text.startswith(
        "# yaml-language-server: $schema=../../schema/campaign.json\ntitle: 活动\ntier: city\n"
    )
    assert (
        "- {id: launch, kind: 通知, title: 示例市总工会关于开展活动的通知, body: notices/launch.txt}" in text
    )
    assert files["campaigns/2024-demo/notices/launch.txt"].endswith("如下。\n")
    assert problems_with(small_project(tmp_path), files) == ()
    assert not (tmp_path / "campaigns/2024-demo").exists()
    place(tmp_path, {name: text.encode() for name, text in files.items()})
    assert check(tmp_path).problems == ()
    assert not list((tmp_path / ".cache").iterdir())


def test_campaigns_that_are_there_are_known_by_number_title_and_id(tmp_path: Path) -> None:
    root = small_project(
        tmp_path,
        {"campaigns/2024-up/campaign.yml": UPPER, "campaigns/2024-up/notices/launch.txt": UPPER_BODY},
    )
    known = known_campaigns(root)
    assert [one.id for one in known] == ["2024-small", "2024-up"]

    def of(**notice: str) -> Draft:
        return draft("x", data={"notices": [{"id": "launch", **notice}]})

    numbered = Known("2023-x", "甲", (("launch", "别的", "总工字〔2024〕16号"),))
    assert same(of(doc_number="总工字〔2024〕16 号", title="甲"), (*known, numbered)) == numbered
    assert same(of(title="全国好网民 活动"), known) == known[1]
    assert same(of(title="没有"), known) is None


def test_references_to_a_tier_that_is_there_are_turned_to_it() -> None:
    data: dict[str, Data] = {
        "parent": "new-nation",
        "quotas": [{"of": "new-nation", "printed": "x"}],
        "subprojects": [
            {"id": "a", "title": "歌曲征集", "relay_of": "new-nation/gequ"},
            {"id": "b", "title": "没有的", "relay_of": "new-nation/none"},
        ],
        "notices": [
            {
                "id": "launch",
                "attachments": [{"no": 1, "title": "new-nation/launch", "notice": "new-nation/launch"}],
                "relates_to": [{"notice": "new-nation/launch", "relation": "implements"}],
            }
        ],
    }
    known = Known("2024-national", "全国", (("start", "题", ""),), (("songs", "歌曲征集"),))
    turned = referring(draft("x", data=data), {"new-nation": ("start", known)}).data
    assert turned["parent"] == "2024-national"
    assert turned["quotas"] == [{"of": "2024-national", "printed": "x"}]
    assert turned["subprojects"] == [
        {"id": "a", "title": "歌曲征集", "relay_of": "2024-national/songs"},
        {"id": "b", "title": "没有的"},
    ]
    (notice,) = turned["notices"] if isinstance(turned["notices"], list) else ()
    assert notice["attachments"] == [{"no": 1, "title": "new-nation/launch", "notice": "2024-national/start"}]
    assert notice["relates_to"] == [{"notice": "2024-national/start", "relation": "implements"}]


def test_a_notice_is_added_and_nothing_else_of_the_file_changes(tmp_path: Path) -> None:
    title = "某市总工会关于好网民活动延期的补充通知"
    table: Data = [{"id": "plan", "title": "新表", "columns": ["场次"], "rows": [["东区总工会", 15]]}]
    data: dict[str, Data] = {
        "notices": [
            {
                "id": "launch",
                "kind": "补充通知",
                "title": title,
                "body": LAUNCH,
                "attachments": [
                    {"no": 1, "title": "新表", "allocation": "plan"},
                    {"no": 2, "title": "说明", "body": "notices/launch-2.txt"},
                ],
            }
        ],
        "allocation": table,
        "schedule": [{"name": "征集"}],
    }
    made = addition(draft(title, data=data, **{"launch-2": "说明"}), CAMPAIGN, notice="extend")
    assert made.texts == {"notices/extend.txt": title, "notices/extend-2.txt": "说明"}
    assert all(line in made.campaign_yml.split("\n") for line in CAMPAIGN.split("\n"))
    new = value_at(made.campaign_yml, ("notices", 1))
    assert isinstance(new, dict)
    assert new["id"] == "extend"
    assert new["body"] == "notices/extend.txt"
    assert new["attachments"] == [
        {"no": "1", "title": "新表", "allocation": "extend-plan"},
        {"no": "2", "title": "说明", "body": "notices/extend-2.txt"},
    ]
    assert new["relates_to"] == [{"notice": "launch", "relation": "extends"}]
    assert ["阶段" in told for told in made.told] == [False, True]
    root = small_project(tmp_path)
    texts = {f"campaigns/2024-small/{path}": f"{text}\n" for path, text in made.texts.items()}
    changed = {"campaigns/2024-small/campaign.yml": made.campaign_yml}
    staged = problems_with(root, {**texts, **changed})
    assert {found.code for found in staged} <= {"W330"}
    written = {name: text.encode() for name, text in {**texts, **changed}.items()}
    place(root, written, replacing=frozenset(changed))
    assert check(root).problems == staged
    assert (root / "campaigns/2024-small/notices/launch.txt").read_text(encoding="utf-8") == BODY
    with pytest.raises(PlacingError):
        place(root, written, replacing=frozenset(changed))


@pytest.mark.parametrize(
    ("title", "relation"),
    [
        ("关于开展活动的补充通知", "amends"),
        ("关于延长征集时间的通知", "extends"),
        ("关于更正附件的通知", "corrects"),
        ("关于撤销某通知的通知", "withdraws"),
        ("获奖名单公示", "results_of"),
        ("关于开展活动的通知", ""),
    ],
)
def test_a_title_tells_how_a_notice_stands_to_the_first_one(title: str, relation: str) -> None:
    assert relation_of(title) == relation


@pytest.mark.parametrize(
    ("region", "wanted"),
    [
        ("福建省", "2024-fujian"),
        ("陕西省", "2024-shaanxi"),
        ("全国", "2024-national"),
        ("芜湖市", "2024-wuhu-2"),
        ("", "2024"),
    ],
)
def test_an_id_is_proposed_from_year_and_region(region: str, wanted: str) -> None:
    assert proposed_id({"year": 2024, "region": region}, ["2024-wuhu"]) == wanted
