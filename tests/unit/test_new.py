"""`zhanbang new`: what it makes passes the check at once, is plainly unfinished, and carries nobody into another year."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.check import check
from generator.cli_new import TIERS
from generator.commands import commands
from generator.handbook.explanations import explanations
from generator.model import common
from generator.placing import place
from generator.problems import errors
from generator.scaffold.campaigns import new_campaign
from generator.scaffold.comments import explained
from generator.scaffold.entries import new_entry, next_id
from generator.scaffold.inserting import InsertError, with_item
from generator.scaffold.made import Made
from generator.scaffold.notices import SORTS, new_notice
from generator.scaffold.stale import stale
from generator.schema.records import keys, records
from generator.source import Source
from generator.yamlediting import value_at
from tests.factories import CAMPAIGN, changed, copy_campaigns, picture, small_project, sound, with_upper

DAY = date(2024, 10, 21)
SMALL = "campaigns/2024-small/campaign.yml"
OLD_TEXTS = """\
    call: 以劳动颂歌喜迎中国工会十八大，电话0591-87715076，邮箱geiwo@example.com。
    eligibility: 全市职工
    deadline: {printed: 8月30日前, when: 2024-08-30}
    relay_of: 2024-upper/songs
    contacts:
      - {unit: 某协会, name: 张三, phones: [0591-87715076]}
"""


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(commands, ["new", *words, "--root", str(root)])


def make(root: Path, made: Made) -> Made:
    assert made.files, [(p.code, p.what()) for p in made.problems]
    place(root, made.files, replacing=made.replacing)
    return made


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def fresh(root: Path, campaign_id: str = "2027-shili", **given: object) -> Made:
    plain: dict[str, object] = dict.fromkeys(("title", "tier", "region", "year", "source"))
    return new_campaign(root, campaign_id, **(plain | {"this_year": 2026} | given))  # type: ignore[arg-type]


def notice(root: Path, kind: str, **given: object) -> Made:
    plain: dict[str, object] = {"kind": kind, "of": "launch", "on": None, "today": DAY}
    return new_notice(root, "2024-small", "second", **(plain | given))  # type: ignore[arg-type]


def uncommented(text: str) -> str:
    """The file with every comment of a key taken for the key."""
    lines = [re.sub(r"^( *)# (?=[a-z_]+:(?: |$)| +\S)", r"\1", line) for line in text.split("\n")]
    return "\n".join(line for line in lines if "请填写”" not in line or not line.startswith("#"))


def test_a_new_campaign_passes_and_says_what_is_not_filled_in(tmp_path: Path) -> None:
    make(tmp_path, fresh(tmp_path, title="2027年“晒晒我的好手艺”主题活动", region="示例县", tier="county"))
    found = check(tmp_path)
    assert [(p.code, p.place.file.rpartition("/")[2]) for p in found.problems] == [
        ("W180", "campaign.yml"),
        ("W180", "launch.txt"),
    ]
    (campaign,) = found.catalog.campaigns
    assert (campaign.id, campaign.year, campaign.tier, campaign.region) == (
        "2027-shili",
        2027,
        "county",
        "示例县",
    )
    assert campaign.sample  # it never stands among the official ones until somebody says so
    assert campaign.notices[0].title == "关于开展2027年“晒晒我的好手艺”主题活动的通知"


def test_the_year_is_what_is_said_or_what_the_id_says(tmp_path: Path) -> None:
    for campaign_id, given, year in (("2027-a", None, "2027"), ("2027-b", 2028, "2028"), ("c", None, "2026")):
        make(tmp_path, fresh(tmp_path, campaign_id, year=given))
        text = (tmp_path / f"campaigns/{campaign_id}/campaign.yml").read_text(encoding="utf-8")
        assert value_at(text, ("year",)) == year
    assert not errors(check(tmp_path).problems)


def test_every_optional_key_stands_there_as_a_comment_that_only_needs_its_sign_taken_away(
    tmp_path: Path,
) -> None:
    made = fresh(tmp_path)
    text = made.files["campaigns/2027-shili/campaign.yml"].decode()
    whole = value_at(uncommented(text), ())
    assert isinstance(whole, dict)
    assert set(whole) == {key.name for key in keys(records()["Campaign"])}
    for name, record in (("schedule", "Stage"), ("subprojects", "Subproject"), ("notices", "Notice")):
        (one,) = whole[name]
        assert set(one) == {key.name for key in keys(records()[record])}
    comments = [line for line in text.split("\n") if re.match(r" *# [a-z_]+:", line)]
    assert all(re.search(r"  # \S+：\S|  # \S+（必填）：\S", line) for line in comments)
    assert value_at(text, ("theme",)) is None


def test_comments_leave_out_what_is_written_above_below_and_as_a_comment() -> None:
    text = "a:\n  - printed: 甲\n    # when: 2024  # 日期\n    #+ Dated\n  - printed: 乙\n    #+ Dated\nb:\n  #+ Dated\n  when: 2024\n"
    assert re.findall(r"^( *)# (\w+):", explained(text), re.MULTILINE) == [
        ("    ", "when"),
        ("    ", "when"),
        ("  ", "printed"),
    ]


def test_a_campaign_that_is_there_is_left_alone(tmp_path: Path) -> None:
    make(tmp_path, fresh(tmp_path))
    before = snapshot(tmp_path)
    done = run(tmp_path, "campaign", "2027-shili", "--title", "别的")
    assert done.exit_code == 1
    assert "错误 E180：campaigns/2027-shili 已经有了" in done.output
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("campaign_id", "code"), [("2027 shili", "E207"), ("示例", "E207"), ("page", "E216"), ("../up", "E207")]
)
def test_an_id_that_can_be_none_makes_nothing(tmp_path: Path, campaign_id: str, code: str) -> None:
    done = run(tmp_path, "campaign", campaign_id)
    assert done.exit_code == 1
    assert f"错误 {code}：" in done.output
    assert "怎么改：" in done.output
    assert snapshot(tmp_path) == {}


@pytest.mark.parametrize("kind", [*SORTS, "倡议书"])
@pytest.mark.parametrize("on", [None, date(2024, 10, 18)])
def test_a_new_notice_of_each_kind_passes(tmp_path: Path, kind: str, on: date | None) -> None:
    root = small_project(tmp_path)
    made = make(root, notice(root, kind, on=on))
    found = check(root)
    assert not errors(found.problems)
    assert [p.code for p in found.problems if p.code == "W180"] == ["W180"] * 2
    record = found.catalog.campaigns[0].notice("second")
    assert record
    sort = SORTS.get(kind)
    assert record.kind == (sort.kind if sort else kind)
    assert [r.relation for r in record.relates_to] == ([sort.relation] if sort and sort.relation else [])
    assert (record.results.state if record.results else "") == (sort.state if sort else "")
    assert (record.issued.when.text if record.issued and record.issued.when else None) == (
        "2024-10-18" if on else None
    )
    if kind == "公示":
        assert record.objection_period
        period = record.objection_period
        first = on or DAY
        assert (period.start.first, period.working_days) == (first, 5)
        assert period.end.last == date(
            2024, 10, 24 if on else 25
        )  # a weekend lies between, where it is a Friday
    if sort and sort.relation in ("amends", "extends", "corrects"):
        assert (
            "#   - {target: schedule/1/milestones/1, from: 2024-08-30, to: 新的日期}"
            in made.files[SMALL].decode()
        )


def test_a_new_notice_changes_nothing_else_of_the_file(tmp_path: Path) -> None:
    yaml = CAMPAIGN.rstrip("\n") + "\n    # cc: 某省总工会  # 抄送\n\n# 完\n"
    root = small_project(tmp_path, yaml=yaml)
    made = make(root, notice(root, "通报"))
    text = made.files[SMALL].decode()
    start = text.index("  - id: second")
    end = text.index("\n# 完\n")
    assert text[:start] + text[end:] == yaml  # the comment of the first notice stays with it
    assert value_at(text, ("notices", 1, "id")) == "second"
    make(root, new_notice(root, "2024-small", "third", kind="公告", of=None, on=None, today=DAY))
    assert not errors(check(root).problems)


def test_an_objection_period_is_not_begun_in_another_year(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    text = make(root, notice(root, "公示", today=date(2031, 5, 6))).files[SMALL].decode()
    assert "    # objection_period:" in text
    assert "2031" not in text
    assert not errors(check(root).problems)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("notice", "2024-smal/x"), "E181", "2024-small"),
        (("notice", "2024-small/x", "--of", "lanch"), "E181", "是不是想写“launch”"),
        (("notice", "2024-small/launch"), "E180", "2024-small/launch"),
        (("notice", "2024-small/x", "--kind", "撤销"), "E184", "launch"),
        (("notice", "2024-small/X"), "E207", "X"),
        (("entry", "2024-small/song"), "E181", "是不是想写“songs”"),
        (("entry", "2025-small/songs"), "E181", "2024-small"),
        (("campaign", "2025-small", "--from", "2023-small"), "E181", "2024-small"),
    ],
)
def test_what_is_not_there_is_told_with_what_there_is(
    tmp_path: Path, words: tuple[str, ...], code: str, said: str
) -> None:
    root = small_project(tmp_path)
    before = snapshot(root)
    done = run(root, *words)
    assert done.exit_code == 1
    assert f"错误 {code}：" in done.output
    assert said in done.output
    assert snapshot(root) == before


@pytest.mark.parametrize("where", ["2024-small", "2024-small/", "a/b/c"])
def test_a_place_of_another_form_is_wrong_usage(tmp_path: Path, where: str) -> None:
    assert run(tmp_path, "notice", where).exit_code == 2


def test_a_list_that_cannot_be_added_to_is_left_alone(tmp_path: Path) -> None:
    flow = (
        CAMPAIGN[: CAMPAIGN.index("notices:")]
        + "notices: [{id: launch, kind: 通知, title: 好网民活动, body: notices/launch.txt}]\n"
    )
    root = small_project(tmp_path, yaml=flow)
    assert [p.code for p in notice(root, "通知").problems] == ["E183"]
    broken = small_project(
        tmp_path / "broken", yaml=CAMPAIGN.replace("tier: city\nregion", "tier: [\nregion")
    )
    assert [p.code for p in notice(broken, "通知").problems] == ["E183"]
    assert [p.code for p in fresh(broken, source="2024-small").problems] == ["E183"]
    with pytest.raises(InsertError):
        with_item("notices:\n  - a\n", "notices", "b: c\n")


def last_year(root: Path) -> Path:
    yaml = changed("    media: [audio]\n", "    media: [audio]\n" + OLD_TEXTS)
    yaml = yaml.replace("title: 好网民活动\n", "title: 2024年好网民活动\nparent: 2024-upper\n", 1)
    yaml = (
        yaml.replace("一、活动", "一、活动")
        .replace(
            "    kind: 通知\n    title: 某市",
            "    kind: 通知\n    doc_number: 某工〔2024〕9号\n    title: 某市",
        )
        .replace("关于开展好网民活动的通知", "关于开展2024年好网民活动的通知")
    )
    body = "某工〔2024〕9号\n某市总工会关于开展2024年好网民活动的通知\n各县（市、区）总工会：\n"
    body += "（一）征集（2024年5月-8月）。8月30日前提交歌曲。\n（二）评审（2024年9月）。组织专家评审。\n1. 歌曲征集。全市职工。"
    body += "以劳动颂歌喜迎中国工会十八大，电话0591-87715076，邮箱geiwo@example.com。歌曲时长不超过6分钟。"
    body += "各县（市、区）总工会至少报送2首。某协会\n联系人：张三，联系电话0591-87715076，139****0000。\n附件：1. 任务分配表\n2. 推荐表\n"
    return small_project(root, with_upper(), yaml=yaml, body=body)


def test_a_campaign_after_last_years_keeps_its_structure_only(tmp_path: Path) -> None:
    root = last_year(tmp_path)
    assert not errors(check(root).problems)
    (root / "campaigns/2024-upper").rename(root / "campaigns/2025-upper")
    made = make(root, fresh(root, "2025-small", source="2024-small"))
    (root / "campaigns/2024-small").rename(tmp_path / "away")

    text = made.files["campaigns/2025-small/campaign.yml"].decode()
    both = text + made.files["campaigns/2025-small/notices/launch.txt"].decode()
    for gone in (
        "张三",
        "87715076",
        "139****0000",
        "geiwo@",
        "8月30日",
        "2024-08",
        "〔2024〕",
        "至少报送2首",
        "13",
    ):
        assert gone not in both.replace("0591-87715076, 158****7098", "")
    found = check(root)
    assert not errors(found.problems)
    campaign = found.catalog.by_id["2025-small"]
    old = [(s.id, s.title, s.eligibility, s.forms, s.platforms) for s in campaign.subprojects]
    assert old == [("songs", "歌曲征集", "全市职工", ("nomination",), ("portal",))]
    assert (campaign.title, campaign.year, campaign.parent) == ("2025年好网民活动", 2025, "2025-upper")
    assert campaign.notices[0].title == "某市总工会关于开展2025年好网民活动的通知"
    assert [stage.name for stage in campaign.schedule] == ["征集", "评审"]
    assert not any((campaign.contacts, campaign.allocation, campaign.quotas, campaign.milestones))
    assert "#   - {unit: 某协会, phones: [今年的号码]}" in text
    assert "#       - [东区总工会, 今年的数字]" in text
    assert "联系人 2 处" in text
    assert "lines: 4}" in text
    assert "sample: true\n" in text


def test_phrases_of_last_year_are_listed_by_file_and_line(tmp_path: Path) -> None:
    done = run(last_year(tmp_path), "campaign", "2025-small", "--from", "2024-small")
    assert done.exit_code == 0
    told = re.findall(r"^(\S+?):(\d+):\d+: 提醒 W181：沿用的文字里有“(.+?)”", done.output, re.MULTILINE)
    assert {(file.rpartition("/")[2], phrase) for file, _, phrase in told} == {
        ("campaign.yml", "喜迎中国工会十八大"),
        ("launch.txt", "喜迎中国工会十八大"),
    }
    for file, line, phrase in told:
        assert phrase in (tmp_path / file).read_text(encoding="utf-8").split("\n")[int(line) - 1]
    assert "zhanbang check" in done.output


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("2023年4月至12月", ["2023", "4月", "12月"]),
        ("喜迎党的二十大召开", ["喜迎党的二十大召开"]),
        ("建国75周年、第三届", ["75周年", "第三届"]),
        ("6月8日（星期四）中午", ["6月8日（星期四）"]),
        ("2024年十大优秀作品，电话0591-20231234，周末", []),
        ("去年的作品，见附件4，1920×1080", ["去年", "附件4"]),
    ],
)
def test_a_stale_phrase_is_one_of_another_year_or_of_a_day(text: str, phrases: list[str]) -> None:
    assert [p.words["text"] for p in stale(Source("launch.txt", text), 2024)] == phrases


def test_committed_campaigns_can_be_begun_anew(tmp_path: Path) -> None:
    names = ("2020-wuhu", "2023-shantou", "2024-fujian", "2024-national")
    root = copy_campaigns(tmp_path, names)
    for name in names:
        make(root, fresh(root, f"2031-{name}", source=name))
    mine = [p for p in check(root).problems if "/2031-" in p.place.file]
    assert {p.code for p in mine} == {"W180"}


def test_a_new_entry_takes_its_files_under_names_that_say_nothing(tmp_path: Path) -> None:
    root = small_project(tmp_path / "project")
    photo = picture(tmp_path / "张三-0591-87715076.jpg", form="PNG")
    song = sound(tmp_path / "夜班.wav")
    done = run(root, "entry", "2024-small/songs", str(photo), str(song), "--title", "夜班")
    assert done.exit_code == 0, done.output
    folder = root / "campaigns/2024-small/entries/songs/0001"
    assert sorted(path.name for path in folder.iterdir()) == ["1.png", "2.mp3", "entry.yml"]
    assert (folder / "1.png").read_bytes() == photo.read_bytes()
    assert "张三" not in (folder / "entry.yml").read_text(encoding="utf-8")
    found = check(root)
    assert [p.code for p in found.problems] == ["W180"]
    (entry,) = found.catalog.entries["2024-small"]
    assert (entry.title, entry.status, [m.file for m in entry.media]) == (
        "夜班",
        "pending",
        ["1.png", "2.mp3"],
    )


def test_an_entrys_key_comments_are_all_there(tmp_path: Path) -> None:
    text = (
        new_entry(small_project(tmp_path), "2024-small", "_", title=None)
        .files["campaigns/2024-small/entries/_/0001/entry.yml"]
        .decode()
    )
    whole = value_at(uncommented(text), ())
    assert isinstance(whole, dict)
    assert set(whole) == {key.name for key in keys(records()["Entry"])}


def test_a_file_that_is_no_work_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    root = small_project(tmp_path / "project")
    paper = tmp_path / "说明.jpg"
    paper.write_bytes(b"%PDF-1.7")
    before = snapshot(root)
    good = picture(tmp_path / "a.jpg")
    done = run(root, "entry", "2024-small/songs", str(good), str(paper), str(tmp_path / "没有.jpg"))
    assert done.exit_code == 1
    assert done.output.count("错误 E182：") == 2
    assert "PDF 文件" in done.output
    assert snapshot(root) == before


def test_the_next_id_is_free_in_the_whole_campaign(tmp_path: Path) -> None:
    assert next_id(tmp_path, "songs") == "0001"
    for name in ("songs/0009", "photos/0010", "films/v-07", "films/v-08", "cases/last"):
        (tmp_path / name).mkdir(parents=True)
    wanted = {"songs": "0011", "photos": "0011", "films": "v-09", "cases": "0001", "other": "0001"}
    assert {name: next_id(tmp_path, name) for name in wanted} == wanted


def test_the_codes_of_new_are_explained() -> None:
    own = {"E180", "E181", "E182", "E183", "E184", "W180", "W181"}
    assert own <= {code for code, one in explanations().items() if one.why}


def test_the_command_knows_the_tiers_of_the_model() -> None:
    assert TIERS == common.TIERS
