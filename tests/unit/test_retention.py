"""保存期: on its last day all is shown, the day after only tombstones; of the campaign alone, and with a warning."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.planning import plan
from tests.factories import RELEASED, changed, small_project

HOME = "campaigns/2024-small"
KEPT = "retention: {printed: 活动结束后两年, when: 2026-12-31}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    yaml = changed("region: 某市\n", f"region: 某市\n{KEPT}")
    files = {
        f"{HOME}/entries/songs/one/entry.yml": f"title: 夜班的灯火\n{RELEASED}text: 全文\n",
        f"{HOME}/entries/songs/two/entry.yml": "title: 没有通过审核的作品\nstatus: rejected\n",
    }
    return small_project(tmp_path / "project", files, yaml=yaml)


@pytest.mark.parametrize(("day", "works", "stones"), [(date(2026, 12, 31), 1, 0), (date(2027, 1, 1), 0, 1)])
def test_the_last_day_and_the_day_after(root: Path, day: date, works: int, stones: int) -> None:
    planned = plan(root, as_of=day)
    assert planned.site is not None, planned.problems
    assert planned.ledger is not None
    assert planned.standard is not None
    assert len(planned.standard.works["2024-small"]) == works
    pages = {page.path: page.written().body for page in planned.site.pages}
    page = pages[f"{HOME}/works/one/index.html"]
    assert ("夜班的灯火" in page) is bool(works)
    assert ("保存期已满" in page) is bool(stones)
    assert f"{HOME}/works/two/index.html" not in pages
    assert [p.code for p in planned.problems if p.code == "W609"] == ["W609"] * stones
    for problem in planned.problems:
        if problem.code == "W609":
            assert problem.place.file == f"{HOME}/campaign.yml"
            assert problem.place.line > 1
            assert "1 件作品" in problem.what()


def test_words_of_an_expired_work_must_be_nowhere(root: Path) -> None:
    before, after = (plan(root, as_of=date(year, 1, 1)).standard for year in (2026, 2027))
    assert before is not None
    assert after is not None
    assert "没有通过审核的作品" in before.sought.words
    assert after.sought.words["没有通过审核的作品"] == f"{HOME}/entries/songs/two/entry.yml"


def test_kept_less_long_than_the_campaign_is_an_error(root: Path) -> None:
    path = root / HOME / "campaign.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("when: 2026-12-31}", "when: 2020-12-31}"), encoding="utf-8")
    planned = plan(root, as_of=date(2026, 1, 1))
    assert [p.code for p in planned.problems if p.severity == "error"] == ["E518"]
