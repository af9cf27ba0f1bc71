"""One mistake is one problem: nothing that follows from it is told as well, and nothing else is kept back."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check
from tests.factories import BODY, UPPER, UPPER_BODY, changed, small_project, with_upper

HOME = "campaigns/2024-small"
ENTRY = "title: 夜班\nstatus: approved\n"


@pytest.mark.parametrize(
    ("old", "new", "files"),
    [
        ("id: portal, name", "id: Portal, name", {}),
        ("id: portal, name", "id: 平台, name", {}),
        ("id: portal, name", "name", {}),
        ("id: nomination\n", "id: nomination form\n", {}),
        ("id: plan\n", "ident: 表\n", {}),
        ("id: songs\n", "id: 歌曲\n", {f"{HOME}/entries/songs/1/entry.yml": ENTRY, "content/a.md": "[歌](campaign:2024-small/songs)\n\n[[gallery:2024-small/songs]]\n"}),
        ('platforms:\n  - {id: portal, name: 申报平台, entries: [{label: 电脑端, url: "http://example.cn/"}]}', "platforms: portal", {}),
        ("body: notices/launch.txt", "body: launch.txt", {}),
        ("body: notices/launch.txt", "body: notices/lanch.txt", {}),
        ("year: 2024\n", "year: 24年\n", {}),
        ("phones: [0591-87715076, 139****0000]", "phones: [0591-87715076, 1390013000O]", {f"{HOME}/notices/launch.txt": BODY.replace("139****0000", "13900130000")}),
        ("{name: 张三, phones: [0591-87715076, 139****0000]}", "张三", {}),
        ("[东区总工会, 13]", "[东区总工会, 十三]", {}),
        ("id: launch\n    kind: 通知\n", "id: launch\n", {"content/a.md": "[歌](campaign:2024-small/notices/launch)\n"}),
        ("consents:\n  form-2024: {", "consents:\n  Form-2024: {", {f"{HOME}/entries/songs/1/entry.yml": ENTRY + "consent: form-2024\n"}),
        ("    requirements:\n      - text: 歌曲时长不超过6分钟\n", "    requirements:\n      - text: {歌曲: 6分钟}\n", {}),
        ("tier: city\nregion", "tier: town\nregion", {"campaigns/2024-lower/campaign.yml": UPPER.replace("year: 2024", "year: 2024\nparent: 2024-small").replace("tier: nation\nregion", "tier: county\nregion"), "campaigns/2024-lower/notices/launch.txt": UPPER_BODY}),
    ],
)  # fmt: skip
def test_one_mistake_has_no_consequences(old: str, new: str, files: dict[str, str], tmp_path: Path) -> None:
    yaml = changed(old, new)
    body = files.get(f"{HOME}/notices/launch.txt", BODY)
    assert len(check(small_project(tmp_path, files, yaml=yaml, body=body)).problems) == 1


def test_a_campaign_that_does_not_parse_does_not_make_others_complain(tmp_path: Path) -> None:
    yaml = changed("year: 2024\n", "year: 2024\nparent: 2024-upper\n")
    yaml = changed("    media: [audio]\n", "    relay_of: 2024-upper/songs\n", text=yaml)
    yaml = changed("allocation: plan}", "notice: 2024-upper/launch}", text=yaml)
    files = {"content/a.md": "[[contacts:2024-upper]]\n\n[上级](campaign:2024-upper/songs)\n"}
    for broken in ("title: [好\n", "", "- a\n", "a: *b\n"):
        root = small_project(tmp_path / str(len(broken)), {**files, **with_upper(broken)}, yaml=yaml)
        problems = check(root).problems
        assert [p.place.file for p in problems] == ["campaigns/2024-upper/campaign.yml"]


def test_all_changed_sentences_of_one_text_are_told_each_at_its_place(tmp_path: Path) -> None:
    body = BODY.replace("组织专家评审。", "组织专家评审。评审结果公开。择优推荐。")
    yaml = changed("text: 组织专家评审。", "text: 组织专人评审。评审结果公开。优先推荐。")
    problems = check(small_project(tmp_path, yaml=yaml, body=body)).problems
    line = next(text for text in yaml.split("\n") if "专人" in text)
    assert [(p.code, line[p.place.column - 1 :][: p.place.length]) for p in problems] == [
        ("E401", "组织专人评审。"),
        ("E401", "优先推荐。"),
    ]
    assert "组织专家评审" in problems[0].remedy()


def test_blanks_and_width_are_folded_but_nothing_else(tmp_path: Path) -> None:
    body = BODY.replace("歌曲时长不超过6分钟", "歌曲 时长不超过６分钟")
    assert check(small_project(tmp_path, body=body)).problems == ()
    problems = check(small_project(tmp_path / "b", body=BODY.replace("6分钟。", "6 分种。"))).problems
    assert [p.code for p in problems] == ["E401"]
