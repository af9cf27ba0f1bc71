"""Object storage: the plan forgets nothing and leads nowhere wrong, wherever carrying it out stops; shown with rclone."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator.manifest import WriteError
from generator.publish import bucket
from generator.publish.bucket import LISTS, MARK, REMOTE_MANIFEST, STATES
from generator.publish.order import Stages, stages
from tests.publish.places import NEW, OLD, THIRD, after, broken, built, page, snapshot

rclone = pytest.mark.skipif(
    shutil.which("rclone") is None and "CI" not in os.environ,
    reason="needs rclone (Debian: apt install rclone)",
)


class Storage:
    """A bucket (a folder that knows no renaming) and a plan's folder."""

    def __init__(self, base: Path) -> None:
        self.remote, self.plan, self.tree = base / "remote", base / "plan", base / "tree"
        self.remote.mkdir(parents=True)

    def fetch(self, *, listing: bool = True) -> None:
        """What the script brings from the bucket before a plan is made, or a tool that cannot list files."""
        self.plan.mkdir(exist_ok=True)
        manifest = self.remote / REMOTE_MANIFEST
        names = [p.relative_to(self.remote).as_posix() for p in self.remote.rglob("*") if p.is_file()]
        (self.plan / "listing.txt").write_text("".join(f"{name}\n" for name in names))
        known = manifest.read_text() if manifest.exists() else ""
        if listing:
            known += MARK + (self.plan / "listing.txt").read_text()
        (self.plan / "known.txt").write_text(known)

    def make_plan(self, files: dict[str, bytes], minutes: int = 0, **given: Path) -> bucket.Outcome:
        return bucket.publish(self.plan, built(self.tree, files), now=after(minutes), **given)

    def lines(self, name: str) -> list[str]:
        return (self.plan / name).read_text(encoding="utf-8").splitlines()

    def operations(self, dice: random.Random | None = None) -> Iterator[tuple[str, str]]:
        """Every single upload and deletion, in order, or within a list in any order."""
        for number, name in enumerate(LISTS):
            if number in (0, 2, 4):
                yield STATES[number // 2], REMOTE_MANIFEST
            paths = self.lines(name)
            if dice:
                dice.shuffle(paths)
            yield from ((name, path) for path in paths)
        yield STATES[-1], REMOTE_MANIFEST

    def do(self, what: str, path: str) -> None:
        target = self.remote / path
        if what == LISTS[-1]:
            target.unlink(missing_ok=True)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.plan / what if path == REMOTE_MANIFEST else self.tree / path, target)

    @property
    def shown(self) -> dict[str, bytes]:
        return snapshot(self.remote)


@pytest.fixture
def storage(quick: Path) -> Storage:
    return Storage(quick)


def test_the_order_of_the_lists(storage: Storage) -> None:
    storage.make_plan(OLD)
    for operation in storage.operations():
        storage.do(*operation)
    storage.fetch()
    storage.make_plan({**NEW, "data/c/works.json": b"[]"}, 1)
    assert {name: storage.lines(name) for name in LISTS} == {
        "1-assets.txt": ["data/c/works.json", "media/cc/3.webp"],
        "2-pages.txt": ["new/deep/index.html", "new/index.html"],
        "3-changed.txt": ["assets/x.css"],
        "4-entrances.txt": ["a/deep/index.html", "a/index.html", "index.html", "sitemap.xml"],
        "5-delete.txt": ["gone/index.html", "media/bb/2.webp", "media/dd/4.webp"],
    }
    for name in LISTS:
        assert b"\r" not in (storage.plan / name).read_bytes()


def test_pages_of_one_thing_come_before_the_pages_that_list_them() -> None:
    paths = {
        "index.html",
        "sitemap.xml",
        "notices/feed.xml",
        "data/catalog.json",
        "campaigns/c/index.html",
        "campaigns/c/gallery/songs/index.html",
        "campaigns/c/works/1/index.html",
        "campaigns/c/notices/launch/index.html",
        "campaigns/c/files/a.docx",
        "assets/x.css",
    }
    order = stages(paths, there=paths, gone=set())
    assert order.changed == (
        "campaigns/c/files/a.docx",
        "assets/x.css",
        "campaigns/c/notices/launch/index.html",
        "campaigns/c/works/1/index.html",
    )
    assert order.entrances == (
        "campaigns/c/gallery/songs/index.html",
        "campaigns/c/index.html",
        "data/catalog.json",
        "notices/feed.xml",
        "index.html",
        "sitemap.xml",
    )
    assert stages(paths, there=set(), gone=set()).entrances == ("index.html", "sitemap.xml")
    assert not any(stages(set(), there=paths, gone=set()))


def test_the_first_plan_brings_everything_and_deletes_nothing(storage: Storage) -> None:
    outcome = storage.make_plan(OLD)
    assert sorted(outcome.stages.uploads()) == sorted(OLD)
    assert (outcome.stages.delete, outcome.complete, outcome.size) == ((), False, sum(map(len, OLD.values())))
    known = json.loads((storage.plan / "during-1.json").read_text())
    assert known["files"] == {path: ["", 0] for path in OLD}
    assert known["unsettled"] == sorted(OLD)


def test_when_the_bucket_holds_the_site_there_is_nothing_to_do(storage: Storage) -> None:
    storage.make_plan(OLD)
    for operation in storage.operations():
        storage.do(*operation)
    storage.fetch()
    outcome = storage.make_plan(OLD, 1)
    assert outcome == bucket.Outcome(Stages(), 0, complete=True)


def test_what_went_missing_in_the_bucket_is_brought_again(storage: Storage) -> None:
    storage.make_plan(OLD)
    for operation in storage.operations():
        storage.do(*operation)
    (storage.remote / "a/index.html").unlink()
    storage.fetch()
    assert storage.make_plan(OLD, 1).stages.pages == ("a/index.html",)


def test_files_of_others_are_left_alone(storage: Storage) -> None:
    (storage.remote / "verify.txt").write_text("mine")
    storage.fetch()
    assert storage.make_plan(OLD).strange == 1
    for operation in storage.operations():
        storage.do(*operation)
    storage.fetch()
    outcome = storage.make_plan(NEW, 1)
    assert (outcome.strange, "verify.txt" in outcome.stages.delete) == (1, False)


def test_a_plain_list_of_files_tells_what_to_delete(storage: Storage) -> None:
    for path in ("old.html", "index.html"):
        (storage.remote / path).write_text("before")
    storage.fetch()
    outcome = storage.make_plan(OLD, known=storage.plan / "listing.txt")
    assert outcome.stages.delete == ("old.html",)
    assert outcome.stages.entrances == ("index.html", "sitemap.xml")


@pytest.mark.parametrize(
    "text", ["{", '{"layout": 9, "files": {}}', '{"layout": 1, "files": {"x": 3}}', "{}"]
)
def test_a_damaged_manifest_is_no_empty_bucket(storage: Storage, text: str) -> None:
    storage.plan.mkdir()
    (storage.plan / "known.txt").write_text(text)
    with pytest.raises(WriteError, match="读不懂"):
        storage.make_plan(OLD)


def test_looking_touches_nothing(storage: Storage) -> None:
    site = built(storage.tree, OLD)
    assert bucket.look(storage.plan, site).stages.entrances == ("index.html", "sitemap.xml")
    assert not storage.plan.exists()


@pytest.mark.parametrize("listing", [True, False])
def test_stopped_at_any_single_file(storage: Storage, listing: bool) -> None:
    """At each of them everything that can be reached is there, and another site over it ends exactly right."""
    storage.make_plan(OLD)
    for operation in storage.operations():
        storage.do(*operation)
    before = storage.shown
    assert before == OLD
    dice = random.Random(1)
    orders = [None, *(random.Random(seed) for seed in range(3))]
    for order in orders:
        storage.fetch(listing=listing)
        storage.make_plan(NEW, 1)
        todo = list(storage.operations(order))
        for stop in range(len(todo) + 1):
            if stop:
                storage.do(*todo[stop - 1])
                assert broken(storage.remote, reachable=True) == [], (stop, todo[stop - 1])
            other = Storage(storage.remote.parent / "other")
            shutil.copytree(storage.remote, other.remote, dirs_exist_ok=True)
            other.fetch(listing=listing)
            other.make_plan(THIRD if stop % 2 else OLD, 2)
            for operation in other.operations(dice):
                other.do(*operation)
                assert broken(other.remote, reachable=True) == [], (stop, operation)
            assert other.shown == (THIRD if stop % 2 else OLD), stop
            shutil.rmtree(other.remote.parent)
        assert storage.shown == NEW
        storage.fetch(listing=listing)
        storage.make_plan(OLD, 3)
        for operation in storage.operations():
            storage.do(*operation)


def test_stopped_again_and_again(storage: Storage) -> None:
    """Whatever was left by several runs that stopped, for whatever sites: nothing that can be reached is missing."""
    dice = random.Random(2)
    for _ in range(25):
        for _ in range(4):
            storage.fetch(listing=dice.random() < 0.5)
            storage.make_plan(dice.choice((OLD, NEW, THIRD)))
            todo = list(storage.operations(dice))
            for operation in todo[: dice.randrange(len(todo))]:
                storage.do(*operation)
                assert broken(storage.remote, reachable=True) == [], operation
        wanted = dice.choice((OLD, NEW, THIRD))
        storage.fetch(listing=dice.random() < 0.5)
        storage.make_plan(wanted)
        for operation in storage.operations(dice):
            storage.do(*operation)
        assert storage.shown == wanted


WRAPPER = """\
#!/bin/sh
# rclone that is cut off before its {stop}th call that writes
case "$1" in copy|copyto|delete)
    case "$*" in *known.new*|*/tmp*) exec {real} "$@" ;; esac
    n=$(($(cat {count}) + 1)); echo $n >{count}
    [ $n -ne {stop} ] || exit 137 ;;
esac
exec {real} "$@"
"""


def script(
    storage: Storage, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the script of the plan."""
    return subprocess.run(
        ["sh", str(Path(bucket.__file__).with_name("upload.sh")), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "RCLONE_CONFIG": "/dev/null", **(environment or {})},
    )


def upload(storage: Storage, *, stop: int = 0) -> subprocess.CompletedProcess[str]:
    """Carry the plan out with rclone, cut off before its `stop`th call."""
    real, count = shutil.which("rclone"), storage.plan.parent / "count"
    wrapper = storage.plan.parent / "rclone.sh"
    count.write_text("0\n")
    wrapper.write_text(WRAPPER.format(stop=stop, real=real, count=count))
    wrapper.chmod(0o755)
    return script(
        storage,
        str(storage.plan),
        str(storage.tree),
        str(storage.remote),
        environment={"RCLONE": str(wrapper), "TMPDIR": "/tmp"},
    )


@rclone
def test_with_rclone_stopped_at_every_step(storage: Storage) -> None:
    assert script(storage, "fetch", str(storage.plan), str(storage.remote)).returncode == 0
    storage.make_plan(OLD)
    assert upload(storage).returncode == 0
    assert storage.shown == OLD
    sites, cut = (NEW, THIRD, OLD), 0
    for stop in (1, 3, 4, 5, 7, 8, 9):
        wanted = sites[stop % 3]
        storage.fetch()
        storage.make_plan(wanted, stop)
        done = upload(storage, stop=stop)
        assert done.returncode in (0, 137), (stop, done.stderr)
        cut += done.returncode == 137
        assert broken(storage.remote) == [], stop
        if stop in (4, 8):  # the same plan again; else another one is made over what is left
            done = upload(storage)
            assert done.returncode == 0, done.stderr
            assert storage.shown == wanted, stop
    assert cut >= 5
    assert upload(storage).returncode == 0
    assert storage.shown == sites[9 % 3]
    assert "已经是这个网站" in upload(storage).stdout


@rclone
def test_the_script_refuses_a_plan_that_is_out_of_date(storage: Storage) -> None:
    storage.make_plan(OLD)
    assert upload(storage).returncode == 0
    for harm, words in (
        ("plan", "计划不全或者被改过"),
        ("site", "在做计划以后变了"),
        ("remote", "在做计划以后变了"),
    ):
        assert script(storage, "fetch", str(storage.plan), str(storage.remote)).returncode == 0
        storage.make_plan(NEW, 1)
        if harm == "plan":
            (storage.plan / "5-delete.txt").write_text("index.html\n")
        elif harm == "site":
            (storage.tree / "index.html").write_bytes(page())
        else:
            (storage.remote / REMOTE_MANIFEST).write_text('{"layout": 1, "files": {}, "unsettled": []}')
        done = upload(storage)
        assert done.returncode == 1
        assert words in done.stderr
        assert storage.shown == OLD


@rclone
def test_a_bucket_without_a_manifest_is_not_taken_for_ours(storage: Storage) -> None:
    (storage.remote / "old.html").write_text("before")
    done = script(storage, "fetch", str(storage.plan), str(storage.remote))
    assert f"--known {storage.plan / 'listing.txt'}" in done.stdout
    storage.make_plan(OLD, known=storage.plan / "listing.txt")
    assert upload(storage).returncode == 0
    assert storage.shown == OLD
