"""What is kept between builds, one guard at a time: what must not be taken, kept, followed or swept away."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.bringing import bring
from generator.build import build
from generator.engine import CACHE as ENGINE_CACHE
from generator.engine import engine_output
from generator.harvest import EngineError
from generator.media import sealed
from generator.media.store import MediaCacheError
from generator.media.studio import sweep
from generator.media.workshop import CACHE as MEDIA_CACHE
from tests.recovery.projects import DAY, differing, edit_texts, look, rebuild, tiny

_BEYOND = 4_000_000_000
"""A time in 2096, seconds."""
_FRAME = "<!--zb:title--><!--zb:head--><!--zb:body--><!--zb:tail-->"


@pytest.mark.parametrize("cache", [MEDIA_CACHE, ENGINE_CACHE])
def test_a_cache_that_leads_elsewhere_is_refused_and_nothing_there_is_touched(
    quick: Path, cache: str
) -> None:
    root = tiny(quick / f"elsewhere {Path(cache).name}")
    truth = rebuild(root)
    outside = quick / f"outside {Path(cache).name}"
    for name in ("a", "b", "c", "d", "e"):
        (outside / name).mkdir(parents=True)
    shutil.rmtree(root / cache)
    (root / cache).symlink_to(outside)
    with pytest.raises((EngineError, MediaCacheError), match="符号链接，不能用：请删掉它"):
        build(root, root / "site", as_of=DAY)
    assert sorted(one.name for one in outside.iterdir()) == ["a", "b", "c", "d", "e"]
    assert differing(look(root / "site"), truth) == []
    (root / cache).unlink()
    assert differing(rebuild(root), truth) == []


def test_output_of_the_engine_that_is_kept_under_another_name_is_not_taken(quick: Path) -> None:
    """Whole, and of another state of the hand-written pages: the seal tells."""
    root = tiny(quick / "renamed")
    rebuild(root)
    (first,) = (root / ENGINE_CACHE).iterdir()
    edit_texts(root)
    truth = rebuild(root)
    (second,) = (one for one in (root / ENGINE_CACHE).iterdir() if one != first)
    shutil.rmtree(second)
    first.rename(second)
    assert differing(rebuild(root), truth) == []


def test_what_was_made_is_kept_though_the_clock_is_behind(quick: Path) -> None:
    """Saved outputs from the future never crowd out the one that this run needs."""
    root = tiny(quick / "behind")
    truth = rebuild(root)
    (kept,) = (root / ENGINE_CACHE).iterdir()
    shutil.rmtree(kept)
    for number in range(4):
        (root / ENGINE_CACHE / str(number)).mkdir()
        os.utime(root / ENGINE_CACHE / str(number), (_BEYOND, _BEYOND))
    assert differing(rebuild(root), truth) == []
    assert kept.is_dir()


def test_a_run_does_not_sweep_away_what_another_one_is_writing(tmp_path: Path) -> None:
    """While one renders, four others begin and end; leftovers of a killed one do go."""
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", encoding="utf-8")
    left = tmp_path / ENGINE_CACHE / ".new-left"
    left.mkdir(parents=True)

    def plain(config: Path, out: Path, serving: bool, date: str) -> list[str]:
        (out / "zb-frame").mkdir()
        (out / "zb-frame/index.html").write_text(_FRAME + date, encoding="utf-8")
        return []

    def slow(config: Path, out: Path, serving: bool, date: str) -> list[str]:
        for number in range(4):
            engine_output(tmp_path, data_date=str(number), render=plain)
        return plain(config, out, serving, date)

    assert engine_output(tmp_path, data_date="slow", render=slow).frame.html == _FRAME + "slow"
    assert not left.exists()
    assert len(list((tmp_path / ENGINE_CACHE).iterdir())) == 3


def test_files_of_one_size_and_time_that_changed_places_are_put_back(tmp_path: Path) -> None:
    """Pages are written within one tick of the clock, and many are of one size."""
    files = {"a.html": b"one", "b.html": b"two"}
    known, _ = bring(tmp_path / "tree", {}, files.items())
    for name, record in known.items():
        os.utime(tmp_path / "tree" / name, ns=(0, 1_000_000_000))
        known[name] = record._replace(mtime_ns=1_000_000_000)
    assert bring(tmp_path / "tree", known, files.items())[1].written == 0
    one, two = tmp_path / "tree/a.html", tmp_path / "tree/b.html"
    one.rename(tmp_path / "aside")
    two.rename(one)
    (tmp_path / "aside").rename(two)
    bring(tmp_path / "tree", known, files.items())
    assert (one.read_bytes(), two.read_bytes()) == (b"one", b"two")


def test_a_source_that_changed_within_its_size_and_time_is_written_anew(tmp_path: Path) -> None:
    """As a checkout leaves it that gives every file one time."""
    source = tmp_path / "form.pdf"
    source.write_bytes(b"old")
    os.utime(source, ns=(0, 0))
    known, _ = bring(tmp_path / "tree", {}, [("form.pdf", source)])
    assert bring(tmp_path / "tree", known, [("form.pdf", source)])[1].written == 0
    source.write_bytes(b"new")
    os.utime(source, ns=(0, 0))
    bring(tmp_path / "tree", known, [("form.pdf", source)])
    assert (tmp_path / "tree/form.pdf").read_bytes() == b"new"


def test_a_withdrawn_work_is_in_neither_tree_though_a_manifest_was_lost(quick: Path) -> None:
    root = tiny(quick / "withdrawn")
    rebuild(root)
    old = rebuild(root)
    for record in root.glob(".site.*.json"):
        record.write_bytes(b"")
    edit_texts(root)
    new = rebuild(root)
    assert [name for name in old.keys() - new.keys() if name.endswith("-card.jpg")] != []
    for tree in (".site.a", ".site.b"):
        assert differing(look(root / tree), new) == [], tree


def test_a_tree_that_leads_elsewhere_is_left_before_anything_there_is_touched(quick: Path) -> None:
    """The tree that was shown and the one that is written next, each in its turn."""
    root = tiny(quick / "led")
    truth = rebuild(root)
    rebuild(root)
    outside = quick / "led outside"
    shutil.copytree(root / ".site.a", outside)
    for tree in (".site.a", ".site.b"):
        shutil.rmtree(root / tree)
        (root / tree).symlink_to(outside)
        (root / "content/privacy.md").write_text(f"# 隐私说明\n\n{tree}\n", encoding="utf-8")
        new = rebuild(root)
        assert differing(new, truth) != []
        assert differing(look(outside), truth) == []
        assert differing(look(root / ".site.a"), look(root / ".site.b")) == []


def test_a_kept_output_that_is_a_link_to_nowhere_is_made_anew(quick: Path) -> None:
    root = tiny(quick / "nowhere")
    truth = rebuild(root)
    (kept,) = (root / ENGINE_CACHE).iterdir()
    shutil.rmtree(kept)
    kept.symlink_to(quick / "no such folder")
    assert differing(rebuild(root), truth) == []
    assert kept.is_dir()
    assert not kept.is_symlink()


def test_a_shown_tree_that_became_a_file_is_no_reason_to_stop(quick: Path) -> None:
    root = tiny(quick / "file")
    truth = rebuild(root)
    shown = root / "site"
    tree = shown.resolve()
    shutil.rmtree(tree)
    tree.write_text("x")
    for _ in range(2):
        assert differing(rebuild(root), truth) == []


def test_notes_that_another_build_swept_away_half_written_are_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between a file's making and its renaming: the sweep of a build that ends just then."""
    cache, real = tmp_path / "cache", sealed.put
    swept: list[Path] = []

    def put(folder: Path, temporary: Path, path: Path) -> None:
        if not swept:
            swept.append(temporary)
            sweep(folder, [])
        real(folder, temporary, path)

    monkeypatch.setattr(sealed, "put", put)
    sealed.write_sealed(cache, cache / "notes.json", {"one": 1})
    assert not swept[0].exists()
    assert sealed.read_sealed(cache / "notes.json")["one"] == 1
