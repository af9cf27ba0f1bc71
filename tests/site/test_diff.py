"""`zhanbang diff`: what readers would see changed, where it should stand, and nothing that nobody may know."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from generator.check import check
from generator.commands import commands
from generator.media.workshop import CACHE
from generator.review.comparison import Comparison, compare
from generator.review.redaction import Redaction
from generator.review.report import as_markdown, as_text
from generator.review.states import checked_out, planned_state
from generator.review.wording import changed_texts
from generator.review.writing import write_folder
from tests.factories import BODY, MOBILE, ROOT, changed, copy_campaigns, picture, small_project

TODAY = date(2026, 11, 21)
"""The day for which `bare` has the engine's output."""
OTHER_MOBILE = "137" + "0013" + "7000"
HERE = "campaigns/2024-small"
SECOND = """\
  - {id: second, kind: 补充通知, title: 关于补充事项的通知, body: notices/second.txt}
"""
ENTRY = """\
title: {title}
status: {status}
approval: {{by: 甲, on: 2024-08-01}}
consent: form-2024
credits:
  - {{name: {name}, role: 摄影}}
statement: {statement}
media:
  - {{file: 1.jpg, alt: 一张图}}
"""
BEFORE = (
    changed(
        "  - {name: 张三, phones: [0591-87715076, 139****0000]}\n",
        f"  - {{name: 张三, phones: [0591-87715076, 139****0000]}}\n  - {{name: 李四, phones: [{MOBILE}]}}\n",
        text=changed("covers: [publication]", "covers: [publication, name]") + SECOND,
    )
    .replace("year: 2024\n", "year: 2024\ncontact_visibility: public\n")
    .replace("media: [audio]", "media: [image]")
    .replace("        check: {media: audio, duration: {max: 6min}}\n", "")
)
BODY_BEFORE = BODY.replace("139****0000。", f"139****0000；李四，{MOBILE}。")
VIDEOS = """\
  - id: videos
    tier: city
    title: 微视频征集
    call: 用镜头记录身边的劳动者。
"""


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=示例", "-c", "user.email=shili@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


def commit(root: Path, words: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", words)


def enter(
    root: Path, id: str, *, title: str, name: str, statement: str, status: str = "approved", seed: int = 0
) -> None:
    folder = root / HERE / "entries/songs" / id
    picture(folder / "1.jpg", seed=seed)
    words = ENTRY.format(title=title, name=name, statement=statement, status=status)
    (folder / "entry.yml").write_text(words, encoding="utf-8")


def edit(root: Path, name: str, *pairs: tuple[str, str]) -> None:
    text = (root / name).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    (root / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory, bare: Callable[[Path], Path]) -> Path:
    """Two commits, `before` and `after`, in which everything changed that may change."""
    root = bare(tmp_path_factory.mktemp("review") / "project")
    copy_campaigns(root, ("2025-tongling",))
    small_project(
        root,
        {f"{HERE}/notices/second.txt": "关于补充事项的通知\n补充说明如下，请遵照执行。\n"},
        yaml=BEFORE,
        body=BODY_BEFORE,
    )
    enter(root, "0001", title="将要撤下的作品", name="赵撤回", statement="这是撤下之前的说明文字。", seed=1)
    enter(root, "0002", title="留着的作品", name="钱留下", statement="这件作品一直在。", seed=2)
    enter(
        root,
        "0003",
        title="还没审过的作品",
        name="孙待审",
        statement="这件作品还没有审过。",
        status="pending",
        seed=3,
    )
    enter(root, "0006", title="删除的作品", name="周删除", statement="这件作品的资料整个删除。", seed=6)
    (root / ".gitignore").write_text("/.cache/\n/diff/\n", encoding="utf-8")
    git(root, "init", "-q", "-b", "main")
    commit(root, "before")
    git(root, "tag", "before")
    edit(
        root,
        f"{HERE}/campaign.yml",
        ("0591-87715076", "0591-87715077"),
        ("printed: 8月30日前, when: 2024-08-30", "printed: 9月10日前, when: 2024-09-10"),
        ("contact_visibility: public", "contact_visibility: masked"),
        ("allocation:\n", VIDEOS + "allocation:\n"),
        ("[东区总工会, 13]", "[东区总工会, 14]"),
        ("declared_total: [20]", "declared_total: [21]"),
        (SECOND, ""),
    )
    edit(
        root,
        f"{HERE}/notices/launch.txt",
        ("0591-87715076", "0591-87715077"),
        ("8月30日前", "9月10日前"),
        ("现将好网民活动有关事项通知如下。", "现将好网民活动有关事项通知如下，请认真落实。"),
        ("联系人：", "2. 微视频征集。用镜头记录身边的劳动者。\n联系人："),
    )
    (root / HERE / "notices/second.txt").unlink()
    edit(
        root,
        f"{HERE}/entries/songs/0001/entry.yml",
        ("status: approved", "status: withdrawn\nwithdrawn: {on: 2024-08-11, reason: 作者申请}"),
    )
    picture(root / HERE / "entries/songs/0002/1.jpg", seed=22)
    shutil.rmtree(root / HERE / "entries/songs/0006")
    enter(
        root,
        "0005",
        title='"<b>新作</b> & 《夜班》"',
        name="<script>alert(1)</script>",
        statement="新来的作品。",
        seed=5,
    )
    tongling = root / "campaigns/2025-tongling"
    edit(root, "campaigns/2025-tongling/campaign.yml", ("year: 2025", "year: 2025   # 只加一句注解"))
    text = (tongling / "notices/launch.txt").read_text(encoding="utf-8")
    (tongling / "notices/launch.txt").write_text("\n" + text.replace("\n", "  \n\n", 3), encoding="utf-8")
    commit(root, "after")
    return root


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        commands, ["diff", *arguments, "--root", str(root), "--as-of", str(TODAY), "--jobs", "1"]
    )


@pytest.fixture(scope="module")
def written(repository: Path) -> tuple[Comparison, Path]:
    """The comparison of both commits, and the folder it was written to."""
    with checked_out(repository, "before", slot="base") as old:
        states = [
            planned_state(name, state, root=repository, as_of=TODAY, jobs=1)
            for name, state in (("before", old), ("after", repository))
        ]
        for state in states:
            assert state.site is not None, [str(p) + p.what() for p in state.problems]
            assert not state.unread
        found = compare(states[0], states[1], as_of=TODAY, facts_of=("2025-tongling",))
        write_folder(found, repository / "diff", cache=repository / CACHE, jobs=1)
    return found, repository / "diff"


@pytest.fixture(scope="module")
def found(written: tuple[Comparison, Path]) -> Comparison:
    return written[0]


@pytest.fixture(scope="module")
def folder(written: tuple[Comparison, Path]) -> Path:
    return written[1]


@pytest.fixture(scope="module")
def html(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


def test_changed_facts_are_told_with_their_lines(found: Comparison, repository: Path) -> None:
    (facts_,) = found.facts
    told = {(view.label, view.before, view.after): view for view in facts_.views}
    phone = told["联系人电话", "0591-87715076、139****0000", "0591-87715077、139****0000"]
    line = int(phone.place.rpartition(":")[2])
    written = (repository / HERE / "campaign.yml").read_text(encoding="utf-8").split("\n")[line - 1]
    assert (phone.place.rpartition(":")[0], "0591-87715077" in written) == (f"{HERE}/campaign.yml", True)
    assert phone.source == "notices/launch.txt:10"
    assert phone.sentence.startswith("联系人：张三")
    deadline = told["提交歌曲", "8月30日前（2024-08-30）", "9月10日前（2024-09-10）"]
    assert deadline.source == "notices/launch.txt:5"
    assert ("分配", "场次 13", "场次 14") in told
    assert ("子项目名称", "", "微视频征集") in told
    assert ("标题", "关于补充事项的通知", "") in told
    assert len(told) == 7, sorted(told)  # besides: kind of the notice, call of the sub-project
    weights = [view.weight for view in facts_.views]
    assert weights == sorted(weights, key=["name", "phone", "date", "amount", "other"].index)


def test_changed_wording_comes_first_and_wants_a_reason(found: Comparison) -> None:
    (text,) = found.texts
    assert text.file == f"{HERE}/notices/launch.txt"
    assert [(p.before, p.after, p.explained) for p in text.passages] == [
        (3, 3, False),
        (5, 5, False),
        (None, 9, False),
        (9, 10, False),
    ]


def test_an_erratum_that_was_added_explains_the_wording(tmp_path: Path) -> None:
    errata = "    errata: [{where: 开头, class: T, printed: 事项通知如下。, reading: 事项通知如下，请落实}]\n    recipients:"
    before = check(small_project(tmp_path / "before")).catalog
    words = BODY.replace("通知如下。", "通知如下，请落实。").replace("9月）。组织", "9月）。由工会组织")
    yaml = changed("    recipients:", errata)
    after = check(small_project(tmp_path / "after", yaml=yaml, body=words)).catalog
    (text,) = changed_texts(before, after, Redaction(), "campaigns")
    assert [(p.after, p.explained) for p in text.passages] == [(3, True), (6, False)]


def test_pages_that_came_and_went(found: Comparison) -> None:
    outcome = {
        page.path.removeprefix(f"{HERE}/"): page.outcome for page in found.pages if page.outcome != "changed"
    }
    assert outcome == {
        "notices/second/index.html": "removed",
        "projects/videos/index.html": "added",
        "works/0001/index.html": "withdrawn",
        "works/0005/index.html": "added",
        "works/0006/index.html": "removed",
    }


def test_blanks_and_remarks_are_no_change(found: Comparison) -> None:
    assert not [page.path for page in found.pages if "2025-tongling" in page.path]
    assert not [file.path for file in found.files if "2025-tongling" in file.path]
    assert not [text.file for text in found.texts if "2025-tongling" in text.file]


def test_files_for_readers_are_told(found: Comparison) -> None:
    told = {file.path.removeprefix(f"{HERE}/"): file.outcome for file in found.files}
    assert told["calendar.ics"] == "有变化"
    assert told["contacts/contacts.csv"] == "有变化"
    assert told["notices/launch/launch.docx"] == "有变化"
    assert told["notices/second/second.docx"] == "删除"


def test_a_replaced_picture_is_shown_before_and_after(found: Comparison, folder: Path) -> None:
    (page,) = [page for page in found.pages if page.path == f"{HERE}/works/0002/index.html"]
    (change,) = page.pictures
    assert change.before
    assert change.after
    for address in (change.before, change.after):
        assert (folder / "pictures" / address.rpartition("/")[2]).stat().st_size > 100


def test_nothing_of_what_may_not_be_known_is_in_the_folder(
    found: Comparison, html: str, folder: Path
) -> None:
    outputs = html + as_markdown(found) + as_text(found)
    for secret in (
        *("将要撤下的作品", "赵撤回", "这是撤下之前的说明文字"),  # withdrawn
        *("还没审过的作品", "孙待审", "这件作品还没有审过"),  # never approved
        *("删除的作品", "周删除", "这件作品的资料整个删除"),  # its record is gone
        MOBILE,
    ):
        assert secret not in outputs, secret
    masked = f"{MOBILE[:3]}****{MOBILE[7:]}"
    assert found.masked == (masked,)
    assert masked in html
    shown = {picture for page in found.pages for picture in page.pictures}
    assert len(list((folder / "pictures").iterdir())) == 3, shown  # 0002 before and after, 0005


def test_text_of_entrants_is_escaped(html: str, found: Comparison) -> None:
    assert "&lt;b&gt;新作&lt;/b&gt; &amp; 《夜班》" in html
    assert "<b>新作" not in html
    assert "<script" not in html
    assert "<b>新作" not in as_markdown(found)


def test_the_page_stands_alone(html: str, folder: Path) -> None:
    named = re.findall(r'(?:href|src)="([^"#]+)"', html)
    assert named
    for name in named:
        assert (folder / name).is_file(), name
    assert " style=" not in html
    assert sorted(path.name for path in folder.iterdir()) == [
        "index.html",
        "pictures",
        "style.css",
        "summary.md",
        "zhanbang-diff.txt",
    ]
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_a_change_on_many_pages_is_shown_once(html: str) -> None:
    assert (
        html.count("<del>0591-87715076</del>") == 4
    )  # wording, fact, notice, and a sentence that changed otherwise too
    assert "跟着变的网页" in html


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two commits of a project without works and without pages of its own, the telephone changed."""
    root = small_project(tmp_path_factory.mktemp("small") / "project")
    git(root, "init", "-q", "-b", "main")
    commit(root, "before")
    for name in ("campaign.yml", "notices/launch.txt"):
        edit(root, f"{HERE}/{name}", ("0591-87715076", "0591-87715077"))
    commit(root, "after")
    return root


def test_two_commits_are_compared_and_the_summary_fits_a_merge_request(small: Path) -> None:
    done = run(small, "HEAD~1", "--to", "HEAD", "--format", "markdown")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("### 读者会看到的变化：HEAD\\~1 → HEAD（按 2026\\-11\\-21 计算）\n")
    assert "**原文有改动**" in done.output
    assert r"0591\-87715076、139\*\*\*\*0000 → 0591\-87715077" in done.output


def test_another_copy_of_the_project_may_be_the_base(small: Path, tmp_path: Path) -> None:
    older = small_project(tmp_path / "older")
    done = run(small, str(older), "--out", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    assert "{+0591-87715077+}" in done.output
    assert "0591-87715077" in (tmp_path / "out/index.html").read_text(encoding="utf-8")


def test_pages_written_by_hand_are_left_out_where_they_cannot_be_made(small: Path) -> None:
    """A theme of a year ago may not fit the program of today: that is told, and no page counts as gone."""
    plain = {"root": small, "as_of": TODAY, "jobs": 1}
    before = replace(planned_state("甲", small, **plain), content={"a/index.html": "<main>一</main>"})
    after = replace(before, name="乙", content={}, unread="主题不合")
    found = compare(before, after, as_of=TODAY)
    assert found.nothing
    assert found.notes == ("“乙”的手写网页没能生成，没有比较：主题不合",)


def test_a_page_that_moved_is_told_with_its_new_address(small: Path, tmp_path: Path) -> None:
    renamed = changed("  - id: songs\n", "  - id: tunes\n    former_ids: [songs]\n")
    plain = {"root": small, "as_of": TODAY, "jobs": 1}
    before = planned_state("甲", small_project(tmp_path / "a"), **plain)
    after = planned_state("乙", small_project(tmp_path / "b", yaml=renamed), **plain)
    moved = [page for page in compare(before, after, as_of=TODAY).pages if page.outcome == "moved"]
    assert [(page.path, page.target) for page in moved] == [
        (f"{HERE}/projects/songs/index.html", f"{HERE}/projects/tunes")
    ]


def test_no_change_says_so(small: Path) -> None:
    done = run(small, "HEAD", "--out", "nothing")
    assert done.exit_code == 0, done.output
    assert "读者看到的网站没有变化。" in done.output
    assert "读者看到的网站没有变化。" in (small / "nothing/index.html").read_text(encoding="utf-8")


def test_a_faulty_base_is_named_with_its_problems(small: Path, tmp_path: Path) -> None:
    faulty = small_project(tmp_path / "faulty", yaml=changed("tier: city\nregion", "tier: town\nregion"))
    done = run(small, str(faulty))
    assert done.exit_code == 1
    assert f"“{faulty}”有错误，不能比较" in done.output
    assert f"{HERE}/campaign.yml:2:7: 错误 E203" in done.output
    assert not (faulty / ".cache").exists()


def test_an_unknown_base_is_wrong_usage(small: Path) -> None:
    done = run(small, "mian")
    assert (done.exit_code, "E190" in done.output) == (2, True)


def test_a_folder_of_something_else_is_left_alone(small: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("不要动我", encoding="utf-8")
    done = run(small, "HEAD~1", "--out", str(tmp_path))
    assert (done.exit_code, "E193" in done.output) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_all_facts_of_a_campaign_are_listed_with_their_source(html: str, found: Comparison) -> None:
    table = html[html.index('id="check"') :]
    (listed,) = found.checklists
    assert table.count('type="checkbox"') == len(listed.rows) > 60
    assert "<code>campaign.yml:48</code>" in table
    assert "notices/launch-1.txt:4" in table


LINK = re.compile(r'href="(?:\.\./)+(campaigns/[^"/]+/notices/[^"/]+/)#([a-z0-9-]*p\d+)"')


def test_sub_projects_lead_to_their_paragraphs_of_the_notice(site: Path) -> None:
    """Each link's paragraph is on the page and prints what the link stands beside."""
    seen = 0
    for page in sorted(site.glob("campaigns/*/projects/*/index.html")):
        text = page.read_text(encoding="utf-8")
        for address, anchor in LINK.findall(text):
            notice = (site / address / "index.html").read_text(encoding="utf-8")
            assert notice.count(f'id="{anchor}"') == 1, (page, anchor)
            seen += 1
    assert seen > 200


def test_every_paragraph_of_a_notice_can_be_named(site: Path) -> None:
    page = (site / "campaigns/2024-fujian/notices/launch/index.html").read_text(encoding="utf-8")
    lines = (ROOT / "campaigns/2024-fujian/notices/launch.txt").read_text(encoding="utf-8").split("\n")
    for number in (20, 21, 23):
        (shown,) = re.findall(rf'<p id="p{number}"[^>]*>(.*?)</p>', page)
        said = re.sub(r"<[^>]+>|\s", "", shown)
        assert said[:30] == re.sub(r"\s", "", lines[number - 1])[:30]
