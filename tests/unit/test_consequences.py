"""One mistake is one problem: nothing that follows from it is told as well, and nothing else is kept back."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check
from tests.factories import (
    BODY,
    ENTRY,
    RELEASED,
    UPPER,
    UPPER_BODY,
    changed,
    picture,
    small_project,
    with_upper,
)

HOME = "campaigns/2024-small"
SHOWN = f"title: 夜班\n{RELEASED}"
HONOURED = "honours: [{award: first, state: confirmed}]\n"
RULE = "{media: audio, duration: {max: 6min}}"


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
        (RULE, "{media: audio, min_resolution: 高清}", {f"{HOME}/entries/songs/1/entry.yml": SHOWN}),
        ("      - text: 歌曲时长不超过6分钟\n", "      - txet: 歌曲时长不超过6分钟\n", {f"{HOME}/entries/songs/1/entry.yml": SHOWN}),
        ("year: 2024\n", "year: 2024\norder: number\n", {f"{HOME}/entries/songs/1/entry.yml": SHOWN + f"media: [{{file: 1.mp3, sha256: {'AB' * 32}}}]\n"}),
        ("{id: first, title: 一等奖, count: 1}", "{id: First, title: 一等奖, count: 1}", {f"{HOME}/entries/songs/1/entry.yml": SHOWN + HONOURED}),
        ("{id: first, title: 一等奖, count: 1}", "{id: first, title: 一等奖, count: 一}", {f"{HOME}/entries/songs/1/entry.yml": SHOWN + HONOURED}),
        ("covers: [publication]", "covers: [publish]", {f"{HOME}/entries/songs/1/entry.yml": SHOWN}),
        ("year: 2024\n", "year: 2024\norder: number\n", {f"{HOME}/entries/songs/1/entry.yml": SHOWN.replace("{by: 甲, on: 2024-09-01}", "{by: 甲, on: 九月}")}),
        ("year: 2024\n", "year: 2024\norder: number\n", {f"{HOME}/entries/songs/1/entry.yml": SHOWN.replace("approved", "withdrawn") + "withdrawn: {on: 九月, reason: 作者申请}\n"}),
        ("year: 2024\n", "year: 2024\nvoting: {printed: 专家评审, totals: ../votes.csv}\n", {f"{HOME}/votes.csv": "编号,票数\n"}),
        ("{id: east, name: 东区总工会}", "{id: East, name: 东区总工会}", {f"{HOME}/entries/songs/1/entry.yml": SHOWN + "unit: 东区总工会\n"}),
        ("tier: city\nregion", "tier: town\nregion", {"campaigns/2024-lower/campaign.yml": UPPER.replace("year: 2024", "year: 2024\nparent: 2024-small").replace("tier: nation\nregion", "tier: county\nregion"), "campaigns/2024-lower/notices/launch.txt": UPPER_BODY}),
    ],
)  # fmt: skip
def test_one_mistake_has_no_consequences(old: str, new: str, files: dict[str, str], tmp_path: Path) -> None:
    yaml = changed(old, new)
    body = files.get(f"{HOME}/notices/launch.txt", BODY)
    assert len(check(small_project(tmp_path, files, yaml=yaml, body=body)).problems) == 1


def test_a_misnamed_picture_is_told_once(tmp_path: Path) -> None:
    entry = f"{SHOWN}media: [{{file: 夜班.jpg, alt: 灯}}]\n"
    root = small_project(tmp_path, {f"{HOME}/entries/songs/1/entry.yml": entry})
    picture(root / HOME / "entries/songs/1/夜班1.jpg")
    (found,) = check(root).problems
    assert found.code == "E801"
    assert "夜班1.jpg" in found.remedy()


def test_a_broken_picture_is_not_measured_as_well(tmp_path: Path) -> None:
    """Its requirements cannot be judged; those of the entry beside it are."""
    files = {
        f"{HOME}/entries/songs/{n}/entry.yml": f"{SHOWN}media: [{{file: 1.jpg, alt: 灯}}]\n" for n in "12"
    }
    root = small_project(tmp_path, files, yaml=changed(RULE, "{media: image, min_long_side: 2000}"))
    picture(root / HOME / "entries/songs/1/1.jpg", cut=0.5)
    picture(root / HOME / "entries/songs/2/1.jpg")
    assert [(p.code, p.place.file.split("/")[-2]) for p in check(root).problems] == [
        ("E802", "1"),
        ("E810", "2"),
    ]


def test_several_rules_broken_at_one_file_are_all_told(tmp_path: Path) -> None:
    yaml = changed(RULE, "{media: image, min_long_side: 2000, formats: [PNG]}")
    yaml = changed(
        "    quotas:\n",
        '      - text: 歌曲征集\n        check: {media: image, aspect: "1:1"}\n    quotas:\n',
        text=yaml,
    )
    root = small_project(
        tmp_path,
        {f"{HOME}/entries/songs/1/entry.yml": f"{SHOWN}media: [{{file: 1.jpg, alt: 灯}}]\n"},
        yaml=yaml,
    )
    picture(root / HOME / "entries/songs/1/1.jpg")
    found = check(root).problems
    assert sorted((p.code, p.words["measured"]) for p in found) == [
        ("E810", "格式 JPEG"),
        ("E810", "画幅 600×400（1.50:1）"),
    ]
    assert len({p.place for p in found}) == 1


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
