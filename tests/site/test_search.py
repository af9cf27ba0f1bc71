"""The search index of the built site: complete, small, public, and the same on every build."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from generator.verify.purity import foreign_hosts


def script(path: Path) -> dict:
    """The value that a script of the index hands over."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith("zbFind(")
    assert text.endswith(");\n")
    return json.loads(text[len("zbFind(") : -len(");\n")])


@pytest.fixture(scope="module")
def shards(site: Path) -> dict[str, dict]:
    folder = site / "data/search"
    return {path.stem: script(path) for path in sorted(folder.iterdir()) if path.stem != "index"}


def test_the_index_lists_every_shard_and_what_it_holds(
    site: Path, shards: dict[str, dict], catalog_json: dict
) -> None:
    rows = script(site / "data/search/index.js")["shards"]
    campaigns = catalog_json["campaigns"]
    assert {row[0] for row in rows} == set(shards) == {c["id"] for c in campaigns}
    order = [c["id"] for c in campaigns if not c["sample"]] + [c["id"] for c in campaigns if c["sample"]]
    assert [row[0] for row in rows] == order
    for id_, _, sample, notices, projects, contacts, works, parts in rows:
        campaign = next(c for c in campaigns if c["id"] == id_)
        listed = json.loads((site / f"data/{id_}/works.json").read_text(encoding="utf-8"))
        people = len(campaign["contacts"]) + sum(len(s["contacts"]) for s in campaign["subprojects"])
        assert sample == campaign["sample"]
        assert (notices, projects) == (len(campaign["notices"]), len(campaign["subprojects"]))
        assert (contacts, works) == (people, len(listed))
        columns = shards[id_]["w"]
        assert columns["i"].split("\n") == [w["id"] for w in listed] or not listed
        assert len(columns["x"].split("\n")) == len(listed) or not listed
        assert set(map(len, columns["G"])) <= {len(columns["g"]) // max(1, len(listed))}
        assert parts == 1


def test_every_hit_leads_to_a_page(site: Path, shards: dict[str, dict]) -> None:
    for shard in shards.values():
        notices, projects, contacts, works = shard["u"]
        assert (site / contacts / "index.html").is_file()
        for pattern, ids in (
            (notices, [row[0] for row in shard["n"]]),
            (projects, [row[0] for row in shard["p"]]),
            (works, shard["w"]["i"].split() if shard["w"]["i"] else []),
        ):
            assert all((site / pattern.replace("*", id_) / "index.html").is_file() for id_ in ids)


def test_texts_are_whole(shards: dict[str, dict]) -> None:
    """A notice with its number, its last sentence and its attachments; a sub-project without the works that hang there."""
    launch = next(row for row in shards["2024-fujian"]["n"] if row[0] == "launch")
    for words in ("闽工〔2024〕41号", "任务分配表", "联系人：陈俊义", "（一寸彩照）", "总工字〔2024〕16号"):
        assert words in re.sub(r"\s", "", launch[3]), words
    for shard in shards.values():
        for row in (*shard["n"], *shard["p"]):
            assert len(row[3]) > 60, row[0]
            assert "<" not in row[1]
    posters = next(row for row in shards["2026-demo"]["p"] if row[0] == "posters")
    works = [
        re.split("[《》\ue000\ue001]+", line.lstrip("《"))[0]
        for line in shards["2026-demo"]["w"]["x"].split("\n")
    ]
    assert not [title for title in works if len(title) > 3 and title in posters[3]]


def test_it_is_small(site: Path) -> None:
    """C4's 300 KB are for 10,000 works (tests/bench/search.py); the committed campaigns need a third."""
    sizes = [len(gzip.compress(p.read_bytes(), 9, mtime=0)) for p in (site / "data/search").iterdir()]
    assert sum(sizes) < 100_000
    code = (site / "assets/zb/zb-search.js").read_bytes()
    assert len(gzip.compress(code, 9, mtime=0)) <= 5_000


def test_texts_may_name_addresses_and_ask_nobody(site: Path) -> None:
    """Records in the dress of a script are not read as code, and none can end the script it stands in."""
    data = (site / "data/search/2024-fujian.js").read_bytes()
    assert b"fj12351.cn" in data
    assert list(foreign_hosts("data/search/2024-fujian.js", data)) == []
    assert list(foreign_hosts("data/fujian.js", data)) != []
    assert not [p for p in (site / "data/search").iterdir() if b"<" in p.read_bytes()]


def test_the_code_is_old_enough_for_wechat(site: Path) -> None:
    """ES5: the X5 engine of old phones stops at the first newer word."""
    code = (site / "assets/zb/zb-search.js").read_text(encoding="utf-8")
    plain = re.sub(r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"", "", code, flags=re.DOTALL)
    assert not re.search(r"=>|`|\b(?:let|const|class|async|await|fetch|XMLHttpRequest)\b|\.\.\.", plain)
