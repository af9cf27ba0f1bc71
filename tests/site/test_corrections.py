"""Notices that amend, extend, correct and withdraw others, on every page concerned, before and after their day (row D6)."""

from __future__ import annotations

import functools
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from icalendar import Calendar

from generator import routes
from generator.build import build
from generator.catalog import Catalog
from generator.check import check
from generator.pages.frame_parts import Setting
from generator.plan import plan_site
from generator.project import Project
from generator.public import public_catalog
from tests.factories import BODY, CAMPAIGN, RELEASED, UPPER, changed, small_project, with_upper

HOME = "campaigns/2024-small"
LAUNCH, EXTEND, LONGER, CORRECT, OFF = (
    f"{HOME}/notices/{name}/" for name in ("launch", "extend", "longer", "correct", "off")
)
LISTS = ("notices/index.html", f"{HOME}/index.html")


def notice(name: str, kind: str, title: str, day: str, more: str) -> str:
    """A notice of its own text, issued on a day."""
    year, month, number = (int(part) for part in day.split("-"))
    issued = f"{{printed: {year}年{month}月{number}日, when: {day}}}"
    return f"  - id: {name}\n    kind: {kind}\n    title: {title}\n    body: notices/{name}.txt\n    issued: {issued}\n{more}"


def body(title: str, words: str, day: str) -> str:
    year, month, number = (int(part) for part in day.split("-"))
    return f"{title}\n各县（市、区）总工会：\n{words}\n{year}年{month}月{number}日\n"


YAML = changed(
    "allocation:\n",
    "  - id: films\n    tier: city\n    title: 歌曲时长\n    deadline: {printed: 8月30日前, when: 2024-08-30}\nallocation:\n",
)
YAML = changed(
    "    media: [audio]\n", "    media: [audio]\n    awards: [{id: gold, title: 金奖}]\n", text=YAML
)
YAML = changed("139****0000]", "13900130000]", text=YAML)
ISSUED = "    issued: {printed: 2024年5月6日, when: 2024-05-06}\n    recipients"
YAML = changed("    recipients", ISSUED, text=YAML)
TEXT = BODY.replace("139****0000", "13900130000") + "2024年5月6日\n"

AMENDS = "    relates_to: [{{notice: launch, relation: {}}}]\n    amendments:\n"
CORRECTED = """\
      - {target: contacts/1, from: 13900130000, to: 13900130001}
      - {target: allocation/plan/east, from: 13, to: 15}
      - {target: allocation/plan/declared_total, from: 20, to: 22}
      - {target: schedule/2, from: 2024-09, to: 2024-09/2024-10}
"""
STEPS = {
    "extend": (
        "延期通知", "关于延长歌曲报送时间的通知", "2024-08-20",
        AMENDS.format("extends") + "      - {target: subprojects/songs/deadline, from: 2024-08-30, to: 2024-09-15, printed: 9月15日前}\n",
        "歌曲报送延至9月15日前。",
    ),
    "longer": (
        "延期通知", "关于再次延长歌曲报送时间的通知", "2024-09-10",
        AMENDS.format("extends") + "      - {target: subprojects/songs/deadline, from: 2024-09-15, to: 2024-09-20, printed: 9月20日前}\n",
        "歌曲报送再延至9月20日前。",
    ),
    "correct": (
        "更正", "关于联系电话等的更正", "2024-08-22",
        AMENDS.format("corrects") + CORRECTED,
        "张三的手机更正为13900130001。东区总工会的任务更正为15场。",
    ),
}  # fmt: skip
OFF_LAUNCH = (
    "通知", "关于撤销好网民活动通知的通知", "2024-08-25",
    "    doc_number: 某工〔2024〕9号\n    relates_to: [{notice: launch, relation: withdraws}]\n",
    "某工〔2024〕9号\n关于开展好网民活动的通知予以撤销。",
)  # fmt: skip
OFF_EXTEND = (
    "通知", "关于撤销延期通知的通知", "2024-08-25",
    "    relates_to: [{notice: extend, relation: withdraws}]\n",
    "延期通知予以撤销，报送时间仍为8月30日前。",
)  # fmt: skip


def project(root: Path, *names: str, yaml: str = YAML, **more: tuple[str, str, str, str, str]) -> Path:
    """The small campaign with some of the notices, in the order in which they came out."""
    steps = {**{name: STEPS[name] for name in names}, **more}
    files = {}
    for name, (kind, title, day, said, words) in sorted(steps.items(), key=lambda one: one[1][2]):
        yaml += notice(name, kind, title, day, said)
        files[f"{HOME}/notices/{name}.txt"] = body(title, words, day)
    return small_project(root, files, yaml=yaml, body=TEXT)


@functools.cache
def sound(root: Path) -> Catalog:
    """The records of a project without a fault; an award whose notice was withdrawn is one that none announces (W507)."""
    checked = check(root)
    assert {p.code for p in checked.problems} <= {"W507"}
    return checked.catalog


class State:
    """What is planned for one day."""

    def __init__(self, root: Path, day: str) -> None:
        as_of = date.fromisoformat(day)
        site = plan_site(Setting(public_catalog(sound(root), as_of=as_of), as_of, Project(root=root)))
        self.pages = {page.path: page.written().body for page in site.pages}
        self.files = {asset.path: asset.data.decode("utf-8", "replace") for asset in site.assets}
        self.raw = {asset.path: asset.data for asset in site.assets}
        self.block = site.block

    def page(self, address: str) -> str:
        return self.pages[f"{address}index.html"]

    def words(self, address: str) -> str:
        return re.sub(r"\s+|<[^>]*>", "", self.page(address))

    def events(self, address: str) -> dict[str, tuple[date, int, str]]:
        """By the key of the UID: (last day, SEQUENCE, STATUS)."""
        calendar = Calendar.from_ical(self.raw[f"{HOME}/{address}calendar.ics"].decode())
        return {
            str(e["uid"]).split("@")[0].split(".", 1)[1]: (
                date.fromordinal(e["dtend"].dt.toordinal() - 1),
                int(e["sequence"]),
                str(e.get("status", "")),
            )
            for e in calendar.walk("VEVENT")
        }

    def catalog(self) -> dict:
        (found,) = json.loads(self.files["data/catalog.json"])["campaigns"]
        return found

    def feed(self) -> dict[str, tuple[str, str]]:
        """By title: (updated, the rest of the entry)."""
        entries = re.findall(r"<entry>(.*?)</entry>", self.files["notices/feed.xml"], re.DOTALL)
        return {
            re.findall("<title>(.*?)</title>", e)[0]: (re.findall("<updated>(.{10})", e)[0], e)
            for e in entries
        }

    def unit(self) -> str:
        found = "".join(
            text for name, text in self.files.items() if re.fullmatch(r"data/units/\d+\.js", name)
        )
        return found or "".join(text for name, text in self.files.items() if "zbUnits(" in text)


@functools.cache
def on(root: Path, day: str) -> State:
    """Each day of a project is planned once."""
    return State(root, day)


def left(page: str) -> str:
    """What the deadline box counts."""
    found = re.findall(r'<time datetime="([0-9-]+)">', page)
    return found[0] if found else ""


@pytest.fixture(scope="module")
def changed_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("changes"), "extend", "correct", "longer")


def test_before_its_day_a_later_notice_changes_nothing(changed_root: Path) -> None:
    state = on(changed_root, "2024-08-12")
    assert not any("zb-changes" in text for text in state.pages.values())
    assert left(state.page(f"{HOME}/projects/songs/")) == "2024-08-30"
    assert "13900130000" in state.page(f"{HOME}/contacts/")
    assert "13900130001" not in "".join([*state.pages.values(), *state.files.values()])
    assert state.catalog()["allocation"][0]["rows"][0] == ["东区总工会", 13]
    assert [s["when"] for s in state.catalog()["schedule"]] == ["2024-05/2024-08", "2024-09"]
    assert "关于联系电话等的更正" not in state.feed()


def test_an_extension_of_one_sub_project_is_followed_everywhere_and_leaves_the_others(
    changed_root: Path,
) -> None:
    before, state = on(changed_root, "2024-08-12"), on(changed_root, "2024-09-12")
    songs, films = state.page(f"{HOME}/projects/songs/"), state.page(f"{HOME}/projects/films/")
    assert left(songs) == "2024-09-20"
    assert left(films) == "2024-08-30"
    assert "9月20日前" in songs
    for address in ("", "projects/songs/"):
        page = state.page(f"{HOME}/{address}")
        for word, tag, value in (
            ("原为", "del", "2024年8月30日"),
            ("曾改为", "del", "9月15日前"),
            ("改为", "ins", "9月20日前"),
        ):
            assert f"{word} <{tag}>{value}</{tag}>" in page
        for linked in ("launch", "extend", "longer"):
            told = page[page.index("zb-changes") :]
            assert re.search(rf'href="[^"]*notices/{linked}/"', told[: told.index("</div>")]), linked
    assert "歌曲征集：截止时间" not in films
    # the landing page counts down to it, the card of the sub-project says it, so does the unit's
    assert left(state.page(f"{HOME}/")) == "2024-09-20"
    assert "报送截止：9月20日前" in state.page(f"{HOME}/")
    assert "征集中" in state.words(f"{HOME}/")
    assert "2024-09-20" in state.unit()
    assert "2024-09-20" not in before.unit()
    assert "9月20日前" in next(
        text for name, text in state.files.items() if "search" in name and "歌曲征集" in text
    )
    # the calendar: the same event on another day, with a higher number
    key = "project-songs-deadline"
    middle = on(changed_root, "2024-08-22")
    assert middle.events("")[key] == (date(2024, 9, 15), 1, "")
    assert state.events("")[key] == (date(2024, 9, 20), 2, "")
    assert state.events("projects/songs/")[key] == state.events("")[key]
    assert before.events("")["stage-1-1"] == state.events("")["stage-1-1"] == (date(2024, 8, 30), 0, "")
    assert state.events("projects/films/")["project-films-deadline"][:2] == (date(2024, 8, 30), 0)
    # the feed: the extension is an entry of its own, the first notice is updated
    assert state.feed()["关于再次延长歌曲报送时间的通知"][0] == "2024-09-10"
    assert 'rel="related" href="../' in state.feed()["关于再次延长歌曲报送时间的通知"][1]
    assert state.feed()["某市总工会关于开展好网民活动的通知"][0] == "2024-09-10"
    assert before.feed()["某市总工会关于开展好网民活动的通知"][0] == "2024-05-06"


def test_a_correction_is_followed_and_linked_from_both_sides(changed_root: Path) -> None:
    state = on(changed_root, "2024-08-22")
    launch, correct = state.page(LAUNCH), state.page(CORRECT)
    assert "本通知有延期、更正" in state.words(LAUNCH)
    assert re.search(
        r'更正：<a href="[^"]*notices/correct/">关于联系电话等的更正</a>（2024年8月22日）', launch
    )
    assert re.search(r'<dt>更正</dt><dd><a href="[^"]*notices/launch/">', correct)
    assert "原为 <del>13</del><br>改为 <ins>15</ins>" in correct
    # the number of a person: shown while the campaign runs, the former one is not handed round any more
    for address in ("contacts/", ""):
        assert "13900130001" in state.page(f"{HOME}/{address}"), address
        assert "<del>139****0000</del>" in state.page(f"{HOME}/{address}"), address
    assert "13900130000" not in "".join([*state.pages.values(), *state.files.values()])
    assert state.catalog()["contacts"][0]["phones"] == ["0591-87715076", "13900130001"]
    (table,) = (text for name, text in state.files.items() if name.endswith("contacts.csv"))
    assert "13900130001" in table
    # a cell of the table: on the page of units; the first notice goes on printing what it printed
    assert state.catalog()["allocation"][0]["rows"][0] == ["东区总工会", 15]
    assert state.catalog()["allocation"][0]["declared_total"] == [22]
    assert "原为 <del>13</del>" in state.page(f"{HOME}/units/")
    assert "任务 15 场次" in state.page(f"{HOME}/units/") or "15" in state.words(f"{HOME}/units/")
    sheet = launch[launch.index('<article class="zb-doc') : launch.index("</article>")]
    assert re.search(r"东区总工会</t[dh]>\s*<td[^>]*>13<", sheet), sheet[-1500:]
    # a stage: time line, calendar, status
    assert "2024年9月至10月" in state.page(f"{HOME}/")
    assert state.events("")["stage-2"][0] == date(2024, 10, 31)
    assert "进行中" in on(changed_root, "2024-10-20").words(f"{HOME}/")


def test_the_record_may_hold_the_first_value_or_the_newest(changed_root: Path, tmp_path: Path) -> None:
    """An editor who mends the record besides gets the same pages, on every day."""
    newest = changed(
        "    media: [audio]\n",
        "    media: [audio]\n    deadline: {printed: 9月20日前, when: 2024-09-20}\n",
        text=YAML,
    )
    newest = changed("[东区总工会, 13]", "[东区总工会, 15]", text=newest).replace("[20]", "[22]")
    other = project(tmp_path, "extend", "correct", "longer", yaml=newest)
    for day in ("2024-08-12", "2024-08-22", "2024-09-12"):
        one, two = on(changed_root, day), on(other, day)
        assert one.pages == two.pages
        assert one.raw == two.raw


def test_a_withdrawn_extension_gives_the_former_deadline_back(tmp_path: Path) -> None:
    root = project(tmp_path, "extend", off=OFF_EXTEND)
    state = on(root, "2024-08-26")
    songs = state.page(f"{HOME}/projects/songs/")
    assert left(songs) == left(state.page(f"{HOME}/")) == "2024-08-30"
    assert "仍为 <ins>2024年8月30日</ins>" in songs
    assert "曾改为 <del>9月15日前</del>，已撤销" in songs
    assert "本通知已撤销（依据：关于撤销延期通知的通知，2024年8月25日）" in state.words(EXTEND)
    assert "歌曲报送延至9月15日前。" in state.words(EXTEND)  # word for word
    for page in LISTS:
        struck = re.findall(r"<del>(.*?)</del></a> <span class=\"zb-tag\">已撤销", state.pages[page])
        assert [re.sub("<[^>]*>", "", one) for one in struck] == ["关于延长歌曲报送时间的通知"], page
    assert state.events("projects/songs/")["project-songs-deadline"] == (date(2024, 8, 30), 2, "")
    (search,) = (text for name, text in state.files.items() if name == "data/search/2024-small.js")
    assert search.count("已撤销　2024年8月20日") == 1
    assert left(State(root, "2024-08-24").page(f"{HOME}/projects/songs/")) == "2024-09-15"


def test_a_withdrawn_launch_ends_the_campaign_from_its_day_on(tmp_path: Path) -> None:
    root = project(tmp_path, "extend", off=OFF_LAUNCH)
    before, state = on(root, "2024-08-24"), on(root, "2024-08-25")
    assert before.catalog()["status"] == "open"
    assert state.catalog()["status"] == "withdrawn"
    assert "13900130000" in before.page(f"{HOME}/contacts/")
    assert "13900130000" not in "".join([*state.pages.values(), *state.files.values()])
    for address in ("", "projects/songs/", "contacts/", "units/", "results/", "gallery/", "notices/extend/"):
        page = state.page(f"{HOME}/{address}")
        assert "本活动已撤销" in page, address
        assert re.search(r'href="[^"]*notices/off/"', page), address
        assert "zb-deadline" not in page, address
        assert "calendar.ics" not in page, address
    assert (
        "本通知已撤销（依据：关于撤销好网民活动通知的通知，某工〔2024〕9号，2024年8月25日）"
        in state.words(LAUNCH)
    )
    assert "8月30日前提交歌曲。" in state.words(LAUNCH)
    assert "怎样报送" not in state.words(f"{HOME}/projects/songs/")
    assert "怎样报送" in before.words(f"{HOME}/projects/songs/")
    assert "任务和名额不再执行" in state.unit()
    running = state.block("running", "", "")
    assert "好网民活动" not in running.partition("最近一次")[0]
    assert "好网民活动" in before.block("running", "", "")
    for address in ("", "projects/songs/"):
        assert {e[2] for e in state.events(address).values()} == {"CANCELLED"}
        former = before.events(address)
        assert {key: e[1] + 1 for key, e in former.items()} == {
            key: e[1] for key, e in state.events(address).items()
        }
    assert "BEGIN:VALARM" not in state.files[f"{HOME}/calendar.ics"]
    updated, entry = state.feed()["【已撤销】某市总工会关于开展好网民活动的通知"]
    assert updated == "2024-08-25"
    assert "notices/launch/" in entry
    assert "<del>" in state.block("notices", "", "")
    document = Document(io.BytesIO(state.raw[routes.notice_document("2024-small", "launch")]))
    assert document.sections[0].header.paragraphs[0].text.startswith("本通知已撤销（依据：")


def test_a_withdrawn_list_of_results_gives_no_award(tmp_path: Path) -> None:
    def results(state: str) -> str:
        return f"    results: {{awards: [songs/gold], state: {state}}}\n"

    def step(name: str, day: str, more: str, words: str) -> tuple[str, str, str, str, str]:
        return "通报", name, day, more, words

    winners = step("关于评选结果的通报", "2024-10-08", results("confirmed"), "授予金奖。")
    off = step(
        "关于撤销评选结果的通报", "2024-10-12",
        "    relates_to: [{notice: win, relation: withdraws}]\n", "通报撤销。",
    )  # fmt: skip
    root = project(tmp_path, win=winners, off=off)
    entry = root / HOME / "entries/songs/0001/entry.yml"
    entry.parent.mkdir(parents=True)
    entry.write_text(f"title: 夜班之歌\n{RELEASED}honours: [{{award: gold}}]\n", encoding="utf-8")
    before, state = on(root, "2024-10-10"), on(root, "2024-10-12")
    assert "金奖" in before.words(f"{HOME}/works/0001/")
    assert "金奖" in before.words(f"{HOME}/results/")
    assert "夜班之歌" in before.words(f"{HOME}/results/")
    assert "金奖" not in state.words(f"{HOME}/works/0001/")
    assert "夜班之歌" not in state.words(f"{HOME}/results/")
    assert json.loads(state.files["data/2024-small/works.json"])[0]["honours"] == []


def test_a_corrected_list_of_results_says_so_on_the_roll(tmp_path: Path) -> None:
    """The roll shows what the entries say now, and above it the notice that mended it; other corrections are none of its."""
    results = "    results: {awards: [songs/gold], state: confirmed}\n"
    win = ("通报", "关于评选结果的通报", "2024-10-08", results, "授予金奖。")
    mend = (
        "更正", "关于更正获奖者姓名的通知", "2024-10-12",
        "    relates_to: [{notice: win, relation: corrects}]\n", "姓名更正为示例乙。",
    )  # fmt: skip
    root = project(tmp_path, "correct", win=win, mend=mend)
    entry = root / HOME / "entries/songs/0001/entry.yml"
    entry.parent.mkdir(parents=True)
    entry.write_text(f"title: 夜班之歌\n{RELEASED}honours: [{{award: gold}}]\n", encoding="utf-8")
    page = on(root, "2024-10-12").page(f"{HOME}/results/")
    said = page[page.index("名单有更改") :]
    linked = re.findall(r'<li>(.*?)：<a href="[^"]*/notices/(.*?)/"', said[: said.index("</ul>")])
    assert linked == [("更正", "mend")]
    assert "名单有更改" not in on(root, "2024-10-11").page(f"{HOME}/results/")


def test_the_axis_of_all_tiers_follows(tmp_path: Path) -> None:
    below = changed("year: 2024\n", "year: 2024\nparent: 2024-upper\n", text=YAML)
    root = project(tmp_path, "extend", "correct", yaml=below)
    upper = UPPER.replace("year: 2024\n", "year: 2024\nmilestones: [{what: 汇总, when: 2024-11-30}]\n")
    for name, text in with_upper(upper).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    before, after = (on(root, day).page(f"{HOME}/") for day in ("2024-08-12", "2024-08-22"))
    lanes = [page[page.index('class="zb-axis"') :] for page in (before, after)]
    assert ["9月15日前" in lane for lane in lanes] == [False, True]
    assert ["2024年9月至10月" in lane for lane in lanes] == [False, True]


def told(
    tmp_path: Path, more: str, words: str = "更改。", *, day: str = "2024-08-20"
) -> list[tuple[str, str]]:
    """(code, what stands at its place) of one more notice."""
    root = project(tmp_path, one=("通知", "关于更改的通知", day, more, words))
    return [(p.code, p.place.excerpt[p.place.column - 1 :][: p.place.length]) for p in check(root).problems]


CHANGE = "    amendments: [{{target: {target}, from: {former}, to: {to}}}]\n"


@pytest.mark.parametrize(
    ("target", "former", "to", "found"),
    [
        ("subprojects/songs/deadline", "2024-08-30", "2024-09-15", []),
        ("subprojects/songs/deadline", "8月30日前", "2024-09-15", []),
        ("subprojects/songs/deadline", "2024-08-31", "2024-09-15", [("E330", "2024-08-31")]),
        ("subprojects/films/deadline", "2024-08-30", "九月中旬", [("E332", "九月中旬")]),
        ("subprojects/songs/requirements/1", "不超过6分钟", "不超过8分钟", []),
        ("subprojects/songs/quotas/1/min", "2", "3", []),
        ("subprojects/songs/quotas/1/min", "2", "三", [("E332", "三")]),
        ("contacts/1", "0591-87715076", "0591-87715077", []),
        ("contacts/2", "0591-87715076", "0591-87715077", [("E309", "contacts/2")]),
        ("allocation/plan/east/2", "13", "14", [("E309", "allocation/plan/east/2")]),
        ("allocation/plan", "总工会", "工会", [("E331", "总工会")]),
        ("contact_visibility", "until-end", "public", [("E309", "contact_visibility")]),
        ("notices/launch/title", "甲", "乙", [("E309", "notices/launch/title")]),
    ],
)  # fmt: skip
def test_what_an_amendment_says_is_held_against_the_record(
    target: str, former: str, to: str, found: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert told(tmp_path, CHANGE.format(target=target, former=former, to=to)) == found


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("    relates_to: [{notice: launch, relation: extends}]\n", [("W330", "extends")]),
        ("    relates_to: [{notice: one, relation: withdraws}]\n", [("E334", "one")]),
        ("    relates_to: [{notice: 2024-small/launch, relation: corrects}]\n", []),
        (
            "    amendments: [{target: subprojects/songs/deadline, from: 2024-08-30, to: 2024-09-15, printed: 9月中}]\n",
            [("E335", "9月中")],
        ),
    ],
)
def test_a_notice_acts_on_earlier_ones_in_its_own_words(
    more: str, found: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert told(tmp_path, more) == found


def test_an_older_notice_changes_no_newer_one(tmp_path: Path) -> None:
    more = "    relates_to: [{notice: launch, relation: corrects}]\n"
    assert told(tmp_path, more, day="2024-05-05") == [("E334", "launch")]


def test_another_campaigns_notice_is_withdrawn_in_that_campaign(tmp_path: Path) -> None:
    files = {
        "campaigns/2024-other/campaign.yml": CAMPAIGN + "    relates_to: [{notice: 2024-small/launch, relation: withdraws}]\n",
        "campaigns/2024-other/notices/launch.txt": BODY,
    }  # fmt: skip
    assert [p.code for p in check(small_project(tmp_path, files)).problems] == ["E333"]


def test_the_finished_site_holds_with_all_of_it(
    bare: Callable[[Path], Path], changed_root: Path, tmp_path: Path
) -> None:
    root = bare(tmp_path / "project")
    for path in (changed_root / HOME).rglob("*.*"):
        there = root / HOME / path.relative_to(changed_root / HOME)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(path.read_bytes())
    for page in (root / "content").rglob("*.md"):  # they speak of the committed campaigns
        words = re.sub(r"\[([^\]]*)\]\(campaign:[^)]*\)", r"\1", page.read_text("utf-8"))
        page.write_text(
            re.sub(r"\[\[(?:schedule|contacts|subprojects|gallery):[^\]]*\]\]", "", words), "utf-8"
        )
    built = build(root, tmp_path / "site", as_of=date(2024, 9, 12))
    assert built.ok, (built.planned.problems, built.written and built.written.problems)
