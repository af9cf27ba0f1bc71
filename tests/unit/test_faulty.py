"""One bad work never stops the others: named and left out in a preview, named and refused in a build."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.catalog import Catalog
from generator.check import check
from generator.media.facts import MediaFault
from generator.places import Places
from generator.planning import plan
from generator.problems import Place, problem
from generator.rules.checking import Checking
from generator.rules.media import media_files
from generator.works.faulty import entry_of, media_problem, without_faulty
from tests.factories import ENTRY, RELEASED, campaign, entry, picture, small_project

HOME = "campaigns/2024-small"
SHOWN = f"title: 夜班\n{RELEASED}media: [{{file: 1.jpg, alt: 灯}}]\n"
DAY = date(2024, 9, 1)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("campaigns/c/entries/songs/7/entry.yml", ("c", "7")),
        ("campaigns/c/entries/songs/7/1.jpg", ("c", "7")),
        ("campaigns/c/entries/_/7", ("c", "7")),
        ("campaigns/c/entries/songs", None),
        ("campaigns/c/campaign.yml", None),
        ("campaigns/c/notices/songs/7/x.txt", None),
        ("elsewhere/c/entries/songs/7/entry.yml", None),
        ("mkdocs.yml", None),
    ],
)
def test_which_entry_a_problem_is_about(file: str, expected: tuple[str, str] | None) -> None:
    assert entry_of(problem("E101", Place(file)), "campaigns") == expected


def test_errors_leave_their_entry_out_and_warnings_nothing() -> None:
    listed = tuple(entry(ENTRY, id=name) for name in ("1", "2", "3"))
    catalog = Catalog(campaigns=(campaign(),), entries={"2024-small": listed, "other": listed})
    found = [
        problem("E809", Place(f"{HOME}/entries/songs/2/entry.yml")),
        problem("W812", Place(f"{HOME}/entries/songs/3/entry.yml")),
        problem("E101", Place(f"{HOME}/campaign.yml")),
    ]
    left = without_faulty(catalog, found, "campaigns")
    assert [e.id for e in left.entries["2024-small"]] == ["1", "3"]
    assert left.entries["other"] == listed
    assert without_faulty(catalog, found[1:], "campaigns") is catalog


@pytest.mark.parametrize(("code", "detail"), [("E807", {}), ("E808", {"detail": "处理程序意外退出"})])
@pytest.mark.parametrize(("status", "told"), [("approved", ""), ("pending", "W811")])
def test_what_only_a_machine_can_fail_at_is_told_like_the_rest(
    tmp_path: Path, code: str, detail: dict[str, str], status: str, told: str
) -> None:
    """E807 (no PyAV) and E808 (the worker died): the rule is given the fault that measuring would have given."""
    root = small_project(tmp_path, {f"{HOME}/entries/songs/1/entry.yml": SHOWN.replace("approved", status)})
    picture(root / HOME / "entries/songs/1/1.jpg")
    catalog = check(root).catalog
    records = Places()
    one = catalog.entries["2024-small"][0]
    for record in (one, *one.media):
        records.locate(record, None, Place(f"{HOME}/entries/songs/1/entry.yml", 5, 9))
    key = ("2024-small", "1", "1.jpg")
    from generator.load import load

    checking = Checking(
        catalog=replace(catalog, facts={}),
        places=records,
        broken=frozenset(),
        lost={},
        refused=frozenset(),
        raws={raw.id: raw for raw in load(root)[0]},
        media_faults={key: MediaFault(key, code, detail)},
    )
    (found,) = media_files(checking)
    assert found.code == (told or code)
    assert "1.jpg" in found.what()
    assert all(text in found.what() for text in detail.values())
    assert found.place.file.endswith("songs/1/entry.yml")


@pytest.mark.parametrize(("subproject", "folder"), [("songs", "songs"), (None, "_")])
def test_a_fault_of_making_names_its_entry(subproject: str | None, folder: str) -> None:
    catalog = Catalog(
        campaigns=(campaign(),), entries={"2024-small": (entry(ENTRY, id="1", subproject=subproject),)}
    )
    for name, shown in (("1.mp4", "1.mp4"), ("", "分享图")):
        fault = MediaFault(("2024-small", "1", name), "E808", {"detail": "写不出来"})
        found = media_problem(fault, catalog, "campaigns")
        assert found.place.file == f"{HOME}/entries/{folder}/1/entry.yml"
        assert shown in found.what()
        assert entry_of(found, "campaigns") == ("2024-small", "1")


def test_a_preview_goes_on_without_the_bad_work_and_a_build_names_it(tmp_path: Path) -> None:
    files = {f"{HOME}/entries/songs/{name}/entry.yml": SHOWN for name in ("good", "bad", "worse")}
    files[f"{HOME}/entries/songs/worst/entry.yml"] = "title: 夜班\nstatus: 通过\n"
    root = small_project(tmp_path, files)
    for name in ("good", "bad"):
        picture(root / HOME / f"entries/songs/{name}/1.jpg", cut=0.5 if name == "bad" else 1)
    strict = plan(root, as_of=DAY)
    named = [(p.code, p.place.file.split("/")[-2]) for p in strict.problems]
    assert named == [("E802", "bad"), ("E801", "worse"), ("E203", "worst")]
    assert strict.site is None
    lenient = plan(root, as_of=DAY, lenient=True)
    assert lenient.problems == strict.problems
    assert lenient.site is not None
    works = [page.path for page in lenient.site.pages if "/works/" in page.path]
    assert works == ["campaigns/2024-small/works/good/index.html"]


def test_a_fault_beyond_the_works_stops_a_preview_too(tmp_path: Path) -> None:
    root = small_project(tmp_path, {f"{HOME}/notices/unused.txt": "x\n"})
    assert plan(root, as_of=DAY, lenient=True).site is None
