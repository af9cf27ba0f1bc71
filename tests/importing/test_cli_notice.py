"""`zhanbang import notice` as an editor meets it: what is written, what is said, what is refused, and that nothing is touched then."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.check import check
from generator.commands import commands
from tests.factories import small_project

UPPER_TITLE = "示例省总工会关于开展2024年“网聚示例正能量 争做示例好网民”主题活动的通知"
UPPER = f"""\
示例省总工会文件

例工〔2024〕6号

{UPPER_TITLE}

各市总工会：

为深入学习 and 贯彻会议精神，决定开展2024年“网聚示例正能量 争做示例好网民”主题活动。现将有关事项通知如下。

一、活动时间

（一）征集（2024年4月至8月）。各单位报送作品。

二、活动内容

（一）歌曲征集

征集原创歌曲。

承办单位：样州市总工会

联系人及电话：赵示例 0599-5550101

示例省总工会

2024年4月1日
"""
LOWER = f"""\
示例市总工会文件

示工〔2024〕9号

示例市总工会关于开展2024年“网聚示例正能量 争做示例好网民”主题活动的通知

各县（市、区）总工会：

根据《{UPPER_TITLE}》（例工〔2024〕6号）要求，市总工会决定开展2024年“网聚示例正能量 争做示例好网民”主题活动。现将有关事项通知如下。

一、活动时间

2024年5月至9月。

二、活动内容

（一）摄影征集

征集反映劳动者风采的摄影作品，单幅和组照不限，由各县（市、区）总工会统一汇总后报送市总工会，逾

期不再受理。

承办单位：样县总工会

联系人及电话：钱示例 0599-5550102，139****0102

示例市总工会宣传部联系人：孙示例 电话：0599-5550103

附件：1. 《{UPPER_TITLE}》

示例市总工会

2024年5月6日

附件1

{UPPER}"""
LATER = """\
示例市总工会关于延长2024年“网聚示例正能量 争做示例好网民”主题活动征集时间的补充通知

各县（市、区）总工会：

现将摄影征集的截止时间延长至2024年9月30日。请及时转告职工。

示例市总工会

2024年8月20日
"""


def bring(root: Path, text: str, *options: str, name: str = "通知.txt") -> Result:
    file = root.parent / name
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(commands, ["import", "notice", str(file), "--root", str(root), *options])


def project(to: Path) -> Path:
    (to / "campaigns").mkdir(parents=True)
    return to


def files(root: Path) -> Mapping[str, bytes]:
    """Every file of a project by its name, what is kept for the next run left out."""
    found = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".cache/")}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def test_a_notice_with_the_upper_tiers_becomes_two_campaigns_that_pass(root: Path) -> None:
    result = bring(root, LOWER, "--as", "2024-demo")
    assert result.exit_code == 0, result.output
    found = check(root)
    assert found.ok
    by_id = {campaign.id: campaign for campaign in found.catalog.campaigns}
    assert len(by_id) == 2
    (upper,) = by_id.keys() - {"2024-demo"}
    assert by_id["2024-demo"].parent == upper
    assert by_id["2024-demo"].notices[0].attachments[0].notice == f"{upper}/launch"
    errata = by_id[upper].notices[0].errata
    assert [(one.type, one.printed, one.reading) for one in errata] == [
        ("T", "为深入学习 and 贯彻会议精神", "为深入学习和贯彻会议精神")
    ]
    body = (root / "campaigns/2024-demo/notices/launch.txt").read_text(encoding="utf-8")
    assert "统一汇总后报送市总工会，逾期不再受理。\n" in body
    assert "为深入学习" not in body
    told = (root / "imports/2024-demo.md").read_text(encoding="utf-8")
    for part in ("# 导入报告：通知.txt", "| 认出什么 | 原文 | 位置 | 把握 |", "| 确定 |", "## 接下来"):
        assert part in told
    assert "第 45 行：“为深入学习 and 贯彻会议精神”" in told
    assert "imports/2024-demo.md" in result.output


def test_the_same_file_is_written_the_same_and_never_over_what_is_there(root: Path, tmp_path: Path) -> None:
    bring(root, LOWER, "--as", "2024-demo")
    before = files(root)
    again = bring(root, LOWER, "--as", "2024-demo")
    assert again.exit_code == 1
    assert "E157" in again.output
    assert files(root) == before
    other = project(tmp_path / "other")
    bring(other, LOWER, "--as", "2024-demo")
    assert files(other) == before


def test_an_upper_tier_that_is_there_is_referred_to(root: Path) -> None:
    assert bring(root, UPPER, "--as", "2024-tier", name="上级.txt").exit_code == 0
    before = files(root)
    result = bring(root, LOWER, "--as", "2024-demo")
    assert result.exit_code == 0, result.output
    assert "2024-tier" in result.output
    campaigns = {campaign.id: campaign for campaign in check(root).catalog.campaigns}
    assert set(campaigns) == {"2024-demo", "2024-tier"}
    assert campaigns["2024-demo"].parent == "2024-tier"
    assert campaigns["2024-demo"].notices[0].attachments[0].notice == "2024-tier/launch"
    after = files(root)
    assert {name: after[name] for name in before} == before


def test_a_trial_run_writes_nothing_and_says_what_it_would(root: Path) -> None:
    result = bring(root, LOWER, "--as", "2024-demo", "--dry-run")
    assert result.exit_code == 0, result.output
    assert files(root) == {}
    assert "campaigns/2024-demo/notices/launch.txt" in result.output


def test_without_an_id_one_is_proposed_and_told(root: Path) -> None:
    result = bring(root, UPPER)
    assert result.exit_code == 0, result.output
    (campaign,) = check(root).catalog.campaigns
    assert campaign.id.startswith("2024-")
    assert f"拟为 {campaign.id}" in result.output


def test_a_later_notice_joins_its_campaign(root: Path) -> None:
    bring(root, LOWER, "--as", "2024-demo")
    before = files(root)
    result = bring(root, LATER, "--as", "2024-demo/extend", name="补充.txt")
    assert result.exit_code == 0, result.output
    after = files(root)
    changed = [name for name in before if after[name] != before[name]]
    assert changed == ["campaigns/2024-demo/campaign.yml"]
    old = before[changed[0]].decode().split("\n")
    assert [line for line in after[changed[0]].decode().split("\n") if line in old or not line][
        : len(old)
    ] != []
    campaign = next(one for one in check(root).catalog.campaigns if one.id == "2024-demo")
    notice = campaign.notice("extend")
    assert notice is not None
    assert notice.body == "notices/extend.txt"
    assert [(one.notice, one.relation) for one in notice.relates_to] == [("launch", "extends")]
    assert "extends" in result.output or "延期" in result.output


@pytest.mark.parametrize(
    ("as_id", "code", "said"),
    [
        ("2024-none/extend", 1, "E158"),
        ("2024-demo/launch", 1, "E158"),
        ("2024 demo", 2, "连字符"),
        ("a/b/c", 2, "连字符"),
    ],
)
def test_ids_that_cannot_be(root: Path, as_id: str, code: int, said: str) -> None:
    bring(root, UPPER, "--as", "2024-demo")
    before = files(root)
    result = bring(root, LATER, "--as", as_id)
    assert result.exit_code == code
    assert said in result.output
    assert files(root) == before


def test_what_is_missing_is_listed_by_place_and_the_folder_is_there(tmp_path: Path) -> None:
    """A number that is somebody's identity may not be published: the check says so, and where."""
    root = project(tmp_path / "project")
    number = "11010119900307001"
    last = "10X98765432"[sum(int(f) * pow(2, 17 - at, 11) for at, f in enumerate(number)) % 11]
    result = bring(
        root, UPPER.replace("报送作品。", f"报送作品（证号{number}{last}）。"), "--as", "2024-demo"
    )
    assert result.exit_code == 1
    errors = [problem for problem in check(root).problems if problem.severity == "error"]
    assert errors
    assert "还要补" in result.output
    for one in errors:
        assert f"{one.place.file}:{one.place.line}:{one.place.column}" in result.output
    report = (root / "imports/2024-demo.md").read_text(encoding="utf-8")
    assert number not in report
    assert number not in result.output


def test_problems_of_other_campaigns_are_not_told_here(tmp_path: Path) -> None:
    root = small_project(tmp_path / "project")
    path = root / "campaigns/2024-small/campaign.yml"
    path.write_text(path.read_text(encoding="utf-8") + "titel: x\n", encoding="utf-8")
    result = bring(root, UPPER, "--as", "2024-demo")
    assert result.exit_code == 0, result.output
    assert "2024-small" not in result.output


@pytest.mark.parametrize(("text", "code"), [("", "E150"), ("一二三\n", "E159")])
def test_what_is_no_notice_is_refused(root: Path, text: str, code: str) -> None:
    result = bring(root, text, "--as", "2024-demo")
    assert result.exit_code == 1
    assert code in result.output
    assert files(root) == {}


def test_the_help_is_chinese() -> None:
    result = CliRunner().invoke(commands, ["import", "notice", "--help"])
    assert result.exit_code == 0
    assert "用法：" in result.output
    assert "--dry-run" in result.output
