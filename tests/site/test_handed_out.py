"""Handed-out files at the last wall: what check cannot know (today's masking, works not shown) the verify stage does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.build import Built, build
from tests.factories import BODY, MOBILE, RELEASED, changed, small_project
from tests.unit.leaks_canary import comments, docx, runs, xlsx

HOME = "campaigns/2024-small"
REJECTED = "没有通过审核的作品名"
RUNNING, OVER = date(2024, 9, 1), date(2026, 1, 1)


@pytest.fixture
def root(tmp_path: Path, bare: Callable[[Path], Path]) -> Path:
    """A project whose contact's number is shown while the campaign runs, with a released and a rejected work."""
    root = bare(tmp_path / "project")
    files = {
        f"{HOME}/entries/songs/shown/entry.yml": f"title: 公开的作品\n{RELEASED}text: 全文\n",
        f"{HOME}/entries/songs/secret/entry.yml": f"title: {REJECTED}\nstatus: rejected\n",
    }
    small_project(root, files, yaml=changed("139****0000", MOBILE), body=BODY.replace("139****0000", MOBILE))
    (root / HOME / "files").mkdir()
    return root


def codes(built: Built) -> list[tuple[str, str]]:
    assert built.written is not None, built.planned.problems
    return [(p.code, p.place.file) for p in built.written.problems]


def test_a_work_that_was_rejected_is_found_on_a_hidden_sheet(root: Path) -> None:
    file = root / HOME / "files/result.xlsx"
    file.write_bytes(xlsx({"名单": ("visible", "公开的作品")}))
    assert build(root, root / "site", as_of=RUNNING).ok
    before = (root / "site").readlink()
    file.write_bytes(xlsx({"名单": ("visible", "公开的作品"), "初评": ("hidden", REJECTED)}))
    refused = build(root, root / "site", as_of=RUNNING)
    assert codes(refused) == [("E910", f"{HOME}/files/result.xlsx")]
    assert refused.written
    said = refused.written.problems[0].what()
    assert "初评" in said
    assert f"{HOME}/entries/songs/secret/entry.yml" in said
    assert (root / "site").readlink() == before


def test_our_own_documents_are_judged_like_the_pages_they_are_made_of(root: Path) -> None:
    """A rejected work whose title happens to be words that every notice page and its document have is told, not refused."""
    entry = root / HOME / "entries/songs/secret/entry.yml"
    entry.write_text("title: 各区县总工会、各基层工会\nstatus: rejected\n", encoding="utf-8")
    built = build(root, root / "site", as_of=RUNNING)
    assert built.ok, codes(built)
    assert (root / "site" / HOME / "notices/launch/launch.docx").is_file()


def test_a_title_with_markup_is_found_as_it_reads(root: Path) -> None:
    """It is sought without its own tags and escapes, since the last view of a document has none."""
    entry = root / HOME / "entries/songs/secret/entry.yml"
    entry.write_text('title: "没有<b>通过</b>审核 &amp; 不公开的作品"\nstatus: rejected\n', encoding="utf-8")
    said = "没有<b>通过</b>审核 &amp;amp; 不公开的作品".replace("<", "&lt;").replace(">", "&gt;")
    (root / HOME / "files/list.docx").write_bytes(docx(runs(said, size=200)))
    assert codes(build(root, root / "site", as_of=RUNNING)) == [("E910", f"{HOME}/files/list.docx")]


def test_trees_may_share_a_document(root: Path) -> None:
    """Both trees hold it under one inode; when it is forgotten what was clean, it is opened again all the same."""
    file = root / HOME / "files/form.docx"
    for draft in ("一", "二", "三"):
        file.write_bytes(docx(runs(f"填表第{draft}稿")))
        assert build(root, root / "site", as_of=RUNNING).ok
    assert (root / "site" / HOME / "files/form.docx").stat().st_nlink == 2
    shutil.rmtree(root / ".cache/verified")
    assert build(root, root / "site", as_of=RUNNING).ok


def test_a_number_inside_a_file_is_refused_from_the_day_it_is_masked(root: Path) -> None:
    (root / HOME / "files/form.docx").write_bytes(docx(word__comments_xml=comments(f"有疑问请打 {MOBILE}")))
    running = build(root, root / "site", as_of=RUNNING)
    assert running.ok
    assert "W608" in {p.code for p in running.planned.problems}
    assert codes(build(root, root / "site", as_of=OVER)) == [("E909", f"{HOME}/files/form.docx")]


def test_a_page_by_hand_that_speaks_of_a_withdrawn_work_is_told_and_stops_nothing(root: Path) -> None:
    """Taking down is the last thing that may be held up."""
    page = root / "content/about.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\n\n我们推荐《被撤下的那件作品》。\n", encoding="utf-8"
    )
    entry = root / HOME / "entries/songs/shown/entry.yml"
    entry.write_text(f"title: 被撤下的那件作品\n{RELEASED}text: 全文\n", encoding="utf-8")
    assert build(root, root / "site", as_of=RUNNING).ok
    gone = "withdrawn: {on: 2024-08-30, reason: 本人要求}\n"
    entry.write_text(
        f"title: 被撤下的那件作品\n{RELEASED}text: 全文\n{gone}".replace("approved", "withdrawn"),
        encoding="utf-8",
    )
    done = build(root, root / "site", as_of=RUNNING)
    assert done.ok
    told = [(p.code, p.place.file) for p in done.planned.problems if p.code == "W910"]
    assert told == [("W910", "content/about.md")]


@pytest.mark.parametrize(
    "title",
    ["职工好网民展榜", "2026年11月21日的一天", "上一件下一件", "transparent", "CreativeWork", "default-src"],
)
def test_what_anybody_sends_in_stops_nothing(root: Path, title: str) -> None:
    entry = root / HOME / "entries/songs/secret/entry.yml"
    entry.write_text(f"title: {title}\nstatus: received\n", encoding="utf-8")
    assert build(root, root / "site", as_of=RUNNING).ok
