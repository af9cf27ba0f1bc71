"""The look at the tree that is going to be written counts only as long as nobody else had the lock since."""

from __future__ import annotations

from pathlib import Path

import pytest
from little import snapshot

from generator import bringing, glancing
from generator.disk import locked
from generator.glancing import Glance
from generator.tree import WriteResult, write

Files = dict[str, bytes]
SITES: tuple[Files, ...] = (
    {"index.html": b"1", "a/old.html": b"old"},
    {"index.html": b"2"},
    {"index.html": b"3", "b.html": b"b"},
    {"index.html": b"4", "b.html": b"b"},
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that has two trees, of which every manifest counts as large."""
    monkeypatch.setattr(glancing, "_MANY", 1)
    for files in SITES[:2]:
        put(tmp_path / "site", files)
    return tmp_path / "site"


def put(site: Path, files: Files, seen: Glance | None = None) -> WriteResult[str]:
    return write(site, files.items(), verify=lambda *_: (), glance=lambda: seen)


def glanced(site: Path, *, jobs: int = 2) -> Glance | None:
    with glancing.glancing(site, jobs=jobs) as wait:
        return wait()


def test_what_was_seen_ahead_is_not_looked_at_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = glanced(site)
    assert seen is not None
    assert seen.tree.endswith(".site.a")
    looked: list[Path] = []
    scan = bringing.scan
    monkeypatch.setattr(bringing, "scan", lambda folder: (looked.append(folder), scan(folder))[1])
    put(site, SITES[2], seen)
    assert snapshot(site) == SITES[2]
    assert looked == []
    put(site, SITES[3])
    assert snapshot(site) == SITES[3]
    assert len(looked) == 1


def test_a_run_in_between_takes_what_was_seen_its_worth(site: Path) -> None:
    seen = glanced(site)
    put(site, SITES[2])
    put(site, {**SITES[3], "stray.html": b"stray"})
    assert seen is not None
    assert seen.tree == str(site.with_name(".site.a"))
    put(site, SITES[1], seen)  # writes the tree that was looked at; it holds other files now
    assert snapshot(site) == SITES[1]


def test_somebody_who_only_had_the_lock_takes_it_too(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = glanced(site)
    with locked(site.with_name(".site.lock")):
        (site.with_name(".site.a") / "stray.html").write_bytes(b"stray")
    put(site, SITES[2], seen)
    assert snapshot(site) == SITES[2]


def test_nothing_is_seen_where_another_is_at_work_or_alone_or_for_little(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with locked(site.with_name(".site.lock")):
        assert glanced(site) is None
    assert glanced(site, jobs=1) is None
    monkeypatch.setattr(glancing, "_MANY", 300_000)
    assert glanced(site) is None
    monkeypatch.setattr(glancing, "_MANY", 1)
    assert glanced(site) is not None
    assert glanced(site.with_name("other")) is None
