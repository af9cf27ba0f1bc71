"""kill -9 before every step that changes the disk, and at random ones of a larger site: what readers see is whole.

The next run ends right without anybody cleaning up (acceptance row E1).
"""

from __future__ import annotations

import os
import random
import shutil
from functools import partial
from pathlib import Path

import pytest

from generator.manifest import WriteError
from generator.publish import log, plain
from generator.publish.policy import Policy
from generator.publish.releases import publish
from generator.publish.rollback import rollback
from tests.factories import MOMENTS, STRIDE
from tests.publish.places import NEW, OLD, THIRD, after, broken, built, killed_at, page, snapshot, steps_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

WORK = "campaigns/c/works/w1/"
SECRET = b"withdrawn words"
SHOWN_BEFORE = {
    **OLD,
    "index.html": page("a/", "a/deep/", "gone/", "assets/x.css", WORK),
    WORK + "index.html": page("../../../../", "../../../../media/ee/5.webp", words=SECRET.decode()),
    "media/ee/5.webp": SECRET,
}
EARLIEST = {
    **THIRD,
    "index.html": page("new/", "other/", WORK),
    **{p: SHOWN_BEFORE[p] for p in (WORK + "index.html", "media/ee/5.webp")},
}
POLICY = Policy("down", works=frozenset({WORK}))


def large(words: str) -> dict[str, bytes]:
    """Fifteen pages with a picture each; every third differs with `words`."""
    files = {"index.html": page(*(f"p{n}/" for n in range(15)), words=words)}
    for n in range(15):
        files[f"p{n}/index.html"] = page("../", f"../media/{n}.webp", words=words if n % 3 == 0 else "")
        files[f"media/{n}.webp"] = b"%d" % n
    return files


class Server:
    """An own server with two releases, the shown one and the one before telling of a work that is down today."""

    def __init__(
        self, base: Path, old: dict[str, bytes], new: dict[str, bytes], earliest: dict[str, bytes]
    ) -> None:
        self.base, self.old, self.new = base, old, new
        self.start = base / "start"
        for at, files in enumerate((THIRD, earliest, old)):
            publish(self.start, built(base / "tree", files), now=after(at), policy=Policy())
        self.site = built(base / "tree", new)

    def fresh(self) -> Path:
        """A copy of the start."""
        dest = self.base / "dest"
        shutil.rmtree(dest, ignore_errors=True)
        shutil.copytree(self.start, dest, symlinks=True)
        return dest

    def run(self, dest: Path, minutes: int = 10) -> None:
        """Publish the new site, with a release too many and one to be cleaned."""
        publish(dest, self.site, now=after(minutes), policy=POLICY, keep=3)

    def check(self, dest: Path, step: int) -> None:
        """After a kill, and after the run that follows."""
        shown = snapshot(dest / "current")
        assert shown in (self.old, self.new), f"step {step}"
        if shown == self.new:
            self.check_rollback(dest, step)
        self.run(dest, 20)
        assert snapshot(dest / "current") == self.new
        ids = sorted(path.name for path in (dest / "releases").iterdir())
        assert len(ids) == 3, f"step {step}: {ids}"
        assert sorted(p.name for p in (dest / ".zhanbang/releases").iterdir()) == [
            f"{one}.json" for one in ids
        ]
        assert sorted(p.name for p in dest.iterdir()) == [".zhanbang", "current", "releases"]
        for one in ids:
            release = dest / "releases" / one
            assert broken(release) == [], f"step {step}, {one}"
            assert not [path for path, data in snapshot(release).items() if SECRET in data], (
                f"step {step}, {one}"
            )
        told = [(one.action, one.release) for one in log.events(dest / ".zhanbang")]
        assert told.count(("发布", ids[-1])) == 1, f"step {step}"
        assert log.live(log.events(dest / ".zhanbang")) == ids[-1]

    def check_rollback(self, dest: Path, step: int) -> None:
        """Going back right after a kill never shows what the new site no longer shows."""
        other = self.base / "back"
        shutil.copytree(dest, other, symlinks=True)
        try:
            rollback(other, now=after(15))
        except WriteError:
            assert snapshot(other / "current") == self.new, f"step {step}"
        shown = snapshot(other / "current")
        assert not [path for path, data in shown.items() if SECRET in data], f"step {step}"
        assert broken(other / "current") == [], f"step {step}"
        shutil.rmtree(other)


def test_own_server_at_every_step(quick: Path) -> None:
    server = Server(quick, SHOWN_BEFORE, NEW, EARLIEST)
    step, killed = 0, True
    while killed:
        step += STRIDE
        dest = server.fresh()
        killed = killed_at(step, partial(server.run, dest))
        server.check(dest, step)
    assert step > 80


def test_own_server_at_fifty_random_moments(quick: Path) -> None:
    old = {**large("old"), WORK + "index.html": SHOWN_BEFORE[WORK + "index.html"], "media/ee/5.webp": SECRET}
    server = Server(quick, old, large("new"), EARLIEST)
    total = steps_of(partial(server.run, server.fresh()))
    assert total > 100
    for step in random.Random(4).sample(range(1, total), MOMENTS):
        dest = server.fresh()
        assert killed_at(step, partial(server.run, dest))
        server.check(dest, step)


def test_the_first_publishing_at_every_step(quick: Path) -> None:
    site = built(quick / "tree", NEW)
    step, killed = 0, True
    while killed:
        step += 1
        dest = quick / str(step) / "www"
        killed = killed_at(step, partial(publish, dest, site, now=after(0), policy=POLICY))
        assert not (dest / "current").exists() or snapshot(dest / "current") == NEW, f"step {step}"
        publish(dest, site, now=after(1), policy=POLICY)
        assert snapshot(dest / "current") == NEW
        assert len(list((dest / "releases").iterdir())) == 1
    assert step > 30


class Folder:
    """A plain folder that shows the old site, with a file of someone else's in it."""

    def __init__(self, base: Path, old: dict[str, bytes], new: dict[str, bytes], *, one_step: bool) -> None:
        self.base, self.one_step = base, one_step
        self.strange = {".htaccess": b"Options -Indexes"}
        self.old, self.new = {**old, **self.strange}, {**new, **self.strange}
        self.start = base / "start"
        self.put(self.start / "www", built(base / "tree", old), 0)
        (self.start / "www/.htaccess").write_bytes(self.strange[".htaccess"])
        self.site = built(base / "tree", new)

    def put(self, dest: Path, site: object, minutes: int) -> None:
        plain.publish(dest, site, now=after(minutes), one_step=self.one_step)  # type: ignore[arg-type]

    def fresh(self) -> Path:
        dest = self.base / "dest"
        shutil.rmtree(dest, ignore_errors=True)
        shutil.copytree(self.start, dest, symlinks=True)
        return dest / "www"

    def finish(self, dest: Path, step: int) -> None:
        """The next run ends right, and leaves nothing behind."""
        self.put(dest, self.site, 20)
        assert snapshot(dest) == self.new, f"step {step}"
        assert not (dest / ".zhanbang.new").exists()
        assert sorted(p.name for p in dest.parent.iterdir()) == [".www.zhanbang", "www"]
        control = dest.parent / ".www.zhanbang"
        assert {p.name for p in control.iterdir()} <= {"kind", "lock", "site.json", "log.txt", "log.jsonl"}
        told = [one.action for one in log.events(control)]
        assert told == ["发布", "发布"], f"step {step}: {told}"


@pytest.mark.parametrize("moments", ["every", "random"])
def test_a_plain_folder_in_one_step(quick: Path, moments: str) -> None:
    every = moments == "every"
    folder = Folder(quick, OLD if every else large("old"), NEW if every else large("new"), one_step=True)
    total = steps_of(partial(folder.put, folder.fresh(), folder.site, 10))
    assert total > (50 if every else 100)
    for step in range(1, total + 1, STRIDE) if every else random.Random(5).sample(range(1, total), MOMENTS):
        dest = folder.fresh()
        assert killed_at(step, partial(folder.put, dest, folder.site, 10)), f"step {step} of {total}"
        assert snapshot(dest) in (folder.old, folder.new), f"step {step}"
        folder.finish(dest, step)


def test_a_plain_folder_file_by_file(quick: Path) -> None:
    folder = Folder(quick, OLD, NEW, one_step=False)
    third = built(quick / "third", THIRD)
    total = steps_of(partial(folder.put, folder.fresh(), folder.site, 10))
    assert total > 50
    for step in range(1, total + 1, STRIDE):
        dest = folder.fresh()
        assert killed_at(step, partial(folder.put, dest, folder.site, 10))
        assert broken(dest, reachable=True) == [], f"step {step}"
        other = quick / "other"
        shutil.copytree(dest.parent, other, symlinks=True)
        folder.finish(dest, step)
        folder.put(other / "www", third, 20)
        assert snapshot(other / "www") == {**THIRD, **folder.strange}, f"step {step}"
        shutil.rmtree(other)


def test_a_plain_folder_file_by_file_stopped_twice(quick: Path) -> None:
    """A second run with another site, stopped as well, still shows nothing that leads nowhere."""
    folder = Folder(quick, OLD, NEW, one_step=False)
    third = built(quick / "third", THIRD)
    first = steps_of(partial(folder.put, folder.fresh(), folder.site, 10))
    dice = random.Random(6)
    for one in dice.sample(range(1, first), 12):
        stopped = folder.fresh()
        killed_at(one, partial(folder.put, stopped, folder.site, 10))
        for two in dice.sample(range(1, first), 5):
            other = quick / "other"
            shutil.copytree(stopped.parent, other, symlinks=True)
            killed_at(two, partial(folder.put, other / "www", third, 20))
            assert broken(other / "www", reachable=True) == [], f"steps {one} and {two}"
            folder.put(other / "www", folder.site, 30)
            assert snapshot(other / "www") == folder.new
            shutil.rmtree(other)
