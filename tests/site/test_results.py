"""From 公示 to 通报, withdrawn honours, votes and amendments, as the pages of one small campaign tell them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from generator.planning import plan
from tests.factories import BODY, changed, small_project

HOME = "campaigns/2024-small"
SHOWN = "status: approved\napproval: {{by: 甲, on: 2024-09-01}}\nconsent: all\ncredits: [{{name: 示例{0}}}]\ntitle: 作品{0}\nno: GQ-{1}\n"
NOTICE = "  - id: {id}\n    kind: 公示\n    title: {title}\n    body: notices/launch.txt\n{more}"
RESULTS = "    results: {{awards: [{awards}], state: {state}}}\n"
PERIOD = (
    "    objection_period: {printed: 组织专家评审, start: 2024-09-09, end: 2024-09-13,"
    " channels: [{kind: phone, value: 0591-87715076}]}\n"
)
YAML = changed("consents:\n", "consents:\n  all: {covers: [publication, name, unit], text: 同意。}\n")
YAML = changed(
    "    media: [audio]\n",
    "    media: [audio]\n    awards: [{id: gold, title: 金话筒奖, count: 2}, {id: silver, title: 银话筒奖, ranked: true}, {id: bronze, title: 铜话筒奖}]\n",
    text=YAML,
)
PROPOSED = "公示中，尚未确定"


class Pages:
    """What is planned: bodies of pages and texts of files by address."""

    def __init__(self, root: Path, day: str) -> None:
        planned = plan(root, as_of=date.fromisoformat(day))
        assert planned.site is not None, planned.problems
        assert [p for p in planned.problems if p.code not in ("W507", "W508")] == []
        self.bodies = {page.path: page.written().body for page in planned.site.pages}
        self.files = {asset.path: asset.data.decode("utf-8", "replace") for asset in planned.site.assets}
        self.heads = {
            page.path: page.head + page.tail for page in (one.written() for one in planned.site.pages)
        }
        assert planned.ledger is not None
        self.ledger = planned.ledger.text()

    def body(self, address: str) -> str:
        return self.bodies[f"{HOME}/{address}index.html"]

    def works(self) -> dict[str, dict]:
        return {work["id"]: work for work in json.loads(self.files["data/2024-small/works.json"])}

    def everywhere(self, text: str) -> list[str]:
        found = [
            name
            for files in (self.bodies, self.files, self.heads)
            for name, data in files.items()
            if text in data
        ]
        return sorted(set(found))


def pages(
    root: Path,
    entries: dict[str, str],
    *notices: str,
    day: str = "2024-09-10",
    yaml: str = YAML,
    **files: str,
) -> Pages:
    written = {f"{HOME}/entries/songs/{name}/entry.yml": text for name, text in entries.items()}
    written |= {f"{HOME}/{name.replace('_', '.')}": text for name, text in files.items()}
    return Pages(
        small_project(
            root, written, yaml=yaml + "".join(notices), body=BODY + "关于公示的通知\n关于结果的通知\n"
        ),
        day,
    )


def shown(name: str, number: int = 1, more: str = "") -> str:
    return SHOWN.format(name, number) + more


def notice(id: str, title: str, awards: str, state: str, more: str = "") -> str:
    return NOTICE.format(id=id, title=title, more=RESULTS.format(awards=awards, state=state) + more)


def text(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


GOLD = "honours: [{award: gold}]\n"


def test_one_word_in_one_notice_turns_proposed_into_confirmed(tmp_path: Path) -> None:
    entries = {"w1": shown("甲", 1, GOLD)}
    publicity = notice("publicity", "关于公示的通知", "gold", "proposed", PERIOD)
    found = {}
    for word in ("proposed", "confirmed"):
        second = notice("commend", "关于结果的通知", "gold", word)
        found[word] = pages(tmp_path / word, entries, publicity, second)
    before, after = found["proposed"], found["confirmed"]
    for address in ("works/w1/", "results/"):
        assert PROPOSED in text(before.body(address))
        assert PROPOSED not in text(after.body(address))
    assert before.works()["w1"]["honours"][0] | {"notice": ""} == after.works()["w1"]["honours"][0] | {
        "notice": "",
        "state": "proposed",
    }
    assert after.works()["w1"]["honours"][0]["notice"] == "2024-small/commend"
    assert "公示期还有" in text(before.body("results/"))
    assert "名单尚未最终确定" not in text(after.body("results/"))
    assert '"award":["金话筒奖"]' in after.heads[f"{HOME}/works/w1/index.html"]
    assert '"award"' not in before.heads[f"{HOME}/works/w1/index.html"]
    entry = f"{HOME}/entries/songs/w1/entry.yml"
    assert (tmp_path / "proposed" / entry).read_bytes() == (tmp_path / "confirmed" / entry).read_bytes()


def test_a_qualified_publicity_is_confirmed_by_an_unqualified_notice(tmp_path: Path) -> None:
    first = notice("publicity", "关于公示的通知", "songs/gold", "proposed", PERIOD)
    second = notice("commend", "关于结果的通知", "gold", "confirmed")
    site = pages(tmp_path, {"w1": shown("甲", 1, GOLD)}, first, second)
    assert site.works()["w1"]["honours"][0]["state"] == "confirmed"
    for address in ("works/w1/", "results/", "notices/publicity/"):
        assert PROPOSED not in text(site.body(address)), address
    assert "名单尚未最终确定" not in text(site.body("results/"))


def test_an_award_that_no_notice_announced_appears_nowhere(tmp_path: Path) -> None:
    """The scheme is public (a page of the sub-project names its awards, and is found by them); who got one is not."""
    site = pages(tmp_path, {"w1": shown("甲", 1, GOLD), "w2": shown("乙", 2)})
    assert site.everywhere("金话筒奖") == [f"{HOME}/projects/songs/index.html", "data/search/2024-small.js"]
    assert [work["honours"] for work in site.works().values()] == [[], []]
    assert "zb-slip" not in site.body("gallery/")
    assert list(site.works()) == ["w1", "w2"]
    assert "示例甲" not in site.body("results/")


def test_a_shortlisted_work_is_called_so_and_nothing_more(tmp_path: Path) -> None:
    site = pages(tmp_path, {"w1": shown("甲", 1, "honours: [{award: gold, state: shortlisted}]\n")})
    assert "入围" in text(site.body("works/w1/"))
    assert '"award"' not in site.heads[f"{HOME}/works/w1/index.html"]
    assert site.works()["w1"]["honours"][0]["state"] == "shortlisted"
    assert site.everywhere("示例甲")
    assert "示例甲" not in site.body("results/")


def test_a_shortlisted_work_is_no_winner_and_was_none_when_it_goes(tmp_path: Path) -> None:
    confirmed = notice("commend", "关于结果的通知", "gold", "confirmed")
    entries = {
        "w1": shown("甲", 1, "honours: [{award: gold, state: shortlisted}]\n"),
        "w2": shown("乙", 2, GOLD),
    }
    gone = entries["w1"].replace("approved", "withdrawn") + "withdrawn: {on: 2024-10-01, reason: 抄袭}\n"
    for name, listed in (("there", entries), ("gone", {**entries, "w1": gone})):
        site = pages(tmp_path / name, {e: f"{words}unit: east\n" for e, words in listed.items()}, confirmed)
        roll = text(site.body("results/"))
        assert "《作品乙》金话筒奖" in text(site.body("units/")), name
        assert "共1项" in text(site.bodies["results/index.html"]), name
        assert "设2件，评出1件；已公布《作品乙》" in roll, name
        assert "示例甲" not in roll, name


def test_equal_awards_of_the_campaign_and_of_a_sub_project_are_two(tmp_path: Path) -> None:
    yaml = changed(
        "  - {id: first, title: 一等奖, count: 1}", "  - {id: gold, title: 金话筒奖, count: 2}", text=YAML
    )
    confirmed = notice("commend", "关于结果的通知", "gold", "confirmed")
    site = pages(tmp_path, {"w1": shown("甲", 1, GOLD)}, confirmed, yaml=yaml)
    assert text(site.body("results/")).count("评出1件") == 1
    assert "活动奖项" not in text(site.body("results/"))


def test_an_award_of_which_nothing_is_left_still_speaks_of_works(tmp_path: Path) -> None:
    confirmed = notice("commend", "关于结果的通知", "gold", "confirmed")
    gone = (
        shown("甲", 1, GOLD).replace("approved", "withdrawn") + "withdrawn: {on: 2024-10-01, reason: 抄袭}\n"
    )
    site = pages(tmp_path, {"w1": gone, "w2": shown("乙", 2)}, confirmed)
    assert "设2件，评出0件；已公布；撤销1件，不递补" in text(site.body("results/"))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2024-09-08", "公示还没有开始"),
        ("2024-09-09", "公示期还有5个工作日，名单尚未最终确定"),
        ("2024-09-13", "公示期还有1个工作日，名单尚未最终确定"),
        ("2024-09-14", "公示期已满，等待正式公布"),
    ],
)
def test_the_banner_of_each_day(tmp_path: Path, day: str, said: str) -> None:
    publicity = notice("publicity", "关于公示的通知", "gold", "proposed", PERIOD)
    site = pages(tmp_path, {"w1": shown("甲", 1, GOLD)}, publicity, day=day)
    assert said in text(site.body("results/"))
    assert "0591-87715076" in text(site.body("results/"))


def test_a_revoked_honour_is_counted_and_nobody_moves_up(tmp_path: Path) -> None:
    confirmed = notice("commend", "关于结果的通知", "gold, silver", "confirmed")
    entries = {
        f"w{rank}": shown(name, rank, f"honours: [{{award: silver, rank: {rank}}}]\n")
        for rank, name in enumerate("甲乙丙", start=1)
    }
    entries["w4"] = shown("丁", 4, GOLD)
    entries["w5"] = shown("戊", 5, GOLD)
    before = pages(tmp_path / "before", entries, confirmed)
    assert "设2件，评出2件" in text(before.body("results/"))
    assert "撤销" not in text(before.body("results/").partition("history")[0])
    for gone in ("w2", "w4"):
        entries[gone] = (
            entries[gone].replace("approved", "withdrawn")
            + "withdrawn: {on: 2024-10-01, reason: 抄袭, notice: commend}\n"
        )
    after = pages(tmp_path / "after", entries, confirmed)
    roll = text(after.body("results/"))
    assert "设2件，评出1件；已公布；撤销1件，不递补" in roll
    assert "评出2件；按名次排列；已公布；撤销1件，不递补" in roll
    ranks = {
        w["id"]: w["honours"][0]["rank"]
        for w in after.works().values()
        if w["honours"][0]["award"] == "silver"
    }
    assert ranks == {"w1": 1, "w3": 3}
    assert re.findall(r"第(\d)名", roll) == ["1", "3"]
    for word in ("示例乙", "示例丁", "作品乙", "作品丁"):
        assert after.everywhere(word) == []
    assert "抄袭" in text(after.body("works/w2/"))
    assert "撤下的作品：2 条记录，2 页" in after.ledger


VOTING = "voting: {printed: 组织专家评审, when: 2024-09-05T09:00+08:00/2024-09-15T18:00+08:00, totals: votes.csv, url: 'https://example.org/vote'}\n"


@pytest.mark.parametrize(
    ("day", "phase"),
    [("2024-09-04", "ahead"), ("2024-09-05", "open"), ("2024-09-15", "open"), ("2024-09-16", "past")],
)
def test_votes_are_told_when_the_vote_is_over_and_not_before(tmp_path: Path, day: str, phase: str) -> None:
    entries = {
        "w1": shown("甲", 1),
        "w2": shown("乙", 2),
        "w3": shown("丙", 3).replace("approved", "rejected"),
    }
    yaml = changed("year: 2024\n", f"year: 2024\n{VOTING}", text=YAML)
    votes = "作品编号,票数\nGQ-1,730551\nGQ-3,730553\n"
    site = pages(tmp_path, entries, day=day, yaml=yaml, votes_csv=votes)
    told = site.everywhere("730551")
    assert told == ([f"{HOME}/results/index.html"] if phase == "past" else [])
    assert site.everywhere("730553") == []
    assert f'data-zb-phase="{phase}"' in site.body("results/")
    assert 'data-zb-first="2024-09-05T09:00+08:00" data-zb-last="2024-09-15T18:00+08:00"' in site.body(
        "results/"
    )
    assert ("https://example.org/vote" in site.body("gallery/")) == (phase == "open")


def test_an_amendment_stands_on_the_landing_page_with_its_notice(tmp_path: Path) -> None:
    yaml = changed(
        "    media: [audio]\n", "    media: [audio]\n    deadline: {when: 2024-09-15}\n", text=YAML
    )
    amending = NOTICE.format(
        id="extend",
        title="关于公示的通知",
        more="    relates_to: [{notice: launch, relation: extends}]\n"
        "    amendments: [{target: subprojects/songs/deadline, from: 2024-08-30, to: 2024-09-15}]\n",
    )
    site = pages(tmp_path, {}, amending, yaml=yaml)
    for address in ("", "projects/songs/", "notices/extend/"):
        words = text(site.body(address))
        assert "2024年8月30日" in words, address
        assert "2024年9月15日" in words, address
    assert "歌曲征集：" in text(site.body(""))
    assert 'href="notices/extend/"' in site.body("").replace("../../campaigns/2024-small/", "")


def test_quotas_are_counted_on_the_page_of_units(tmp_path: Path) -> None:
    yaml = changed(
        "{id: east, name: 东区总工会}",
        "{id: east, name: 东区总工会, classes: [各县（市、区）总工会]}",
        text=YAML,
    )
    said = {1: "已展示1件，还差1件", 2: "已展示2件"}
    for number in (1, 2):
        entries = {f"w{n}": shown("甲乙"[n - 1], n, "unit: east\n") for n in range(1, number + 1)}
        entries["w9"] = shown("丁", 9, "unit: east\n").replace("approved", "pending")
        words = text(pages(tmp_path / str(number), entries, yaml=yaml).body("units/"))
        assert said[number] in words
        assert f"展出作品{number}件" in words
        assert "示例丁" not in words
