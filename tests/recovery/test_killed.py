"""A build that is killed (SIGKILL, nothing can be caught): at every step that changes the disk, and at random moments.

Whenever it happens, the site is the old one or the new one, whole; the next build needs no cleaning and gives what a
cold build gives; no worker stays behind.
"""

from __future__ import annotations

import contextlib
import os
import random
import select
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from generator.build import build
from generator.media.crew import Crew
from tests.factories import MOMENTS, STRIDE
from tests.recovery.projects import (
    DAY,
    Look,
    copy,
    differing,
    edit,
    edit_photo,
    edit_texts,
    look,
    rebuild,
    tiny,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="需要 fork")

_CHANGES = frozenset(
    {"os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate", "os.utime"}
)
_WRITING = os.O_WRONLY | os.O_RDWR
Step = Callable[[str], None]
_watcher: list[Step] = []
"""An audit hook cannot be taken off again; this one is silent while nobody watches."""


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _watcher:
        return
    what = arguments[0] if arguments else ""
    if event == "open":
        writes = isinstance(what, str) and isinstance(arguments[2], int) and arguments[2] & _WRITING
        changes = bool(writes) and what != os.devnull
    elif event == "os.mkdir":
        changes = isinstance(what, str) and not os.path.isdir(what)
    else:
        changes = event in _CHANGES or event == "subprocess.Popen"
    if changes:
        _watcher[0](f"{event} {what}")


sys.addaudithook(_hook)


@contextlib.contextmanager
def each_step(step: Step) -> Iterator[None]:
    """Have `step` called before every change of the disk, with what it is."""
    _watcher.append(step)
    try:
        yield
    finally:
        _watcher.clear()


@contextlib.contextmanager
def each_moment(moment: Callable[[], None]) -> Iterator[None]:
    """Have `moment` called at every call and return of the interpreter: a clock that runs alike every time."""
    sys.setprofile(lambda frame, event, what: moment())
    try:
        yield
    finally:
        sys.setprofile(None)


class Scene:
    """A project whose site is the old one, changed since, with both sites as a cold build makes them.

    What is killed step by step has one job: with more the engine works in a process of its own, whose steps nobody sees.
    """

    def __init__(self, folder: Path, change: Callable[[Path], None]) -> None:
        self.folder = folder
        fresh = tiny(folder / "cold")
        change(fresh)
        self.new: Look = rebuild(fresh)
        self.ready = tiny(folder / "ready")
        rebuild(self.ready)
        self.old: Look = rebuild(self.ready)  # both trees are there
        change(self.ready)
        assert differing(self.old, self.new)

    def copy(self) -> Path:
        root = self.folder / f"project {os.getpid()}"
        shutil.rmtree(root, ignore_errors=True)
        return copy(self.ready, root)

    def killed(
        self, watch: Callable[[Callable[[], None]], contextlib.AbstractContextManager[None]], at: int
    ) -> bool:
        """Whether a build in a process of its own was killed at the given count; checks what it left."""
        root = self.copy()
        child = os.fork()
        if child == 0:
            left = at

            def count() -> None:
                nonlocal left
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

            with watch(count):
                outcome = build(root, root / "site", as_of=DAY)
            os._exit(0 if outcome.ok else 3)
        status = os.waitpid(child, 0)[1]
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        shown = look(root / "site")
        assert shown in (self.old, self.new), f"{at}: {differing(shown, self.old)[:9]}"
        assert differing(rebuild(root, jobs=2), self.new) == [], at
        trees = [path for path in (root / ".site.a", root / ".site.b") if path.exists()]
        assert [differing(look(tree), self.new) for tree in trees] == [[]] * len(trees), at
        return os.WIFSIGNALED(status)

    def steps(self) -> list[str]:
        """What an undisturbed build changes, in order."""
        seen: list[str] = []
        root = self.copy()
        with each_step(seen.append):
            rebuild(root)
        return seen


def in_two_lanes(check: Callable[[int], None], points: Sequence[int]) -> None:
    """Check every point, half of them in a process of its own: each round waits for processes that it started."""
    lane = os.fork()
    if lane == 0:
        try:
            for point in points[1::2]:
                check(point)
        except BaseException:  # noqa: BLE001 - told, and failed by the exit code
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    try:
        for point in points[::2]:
            check(point)
    finally:
        status = os.waitpid(lane, 0)[1]
    assert status == 0, "see the trace of the second lane above"


def _steps(count: Callable[[], None]) -> contextlib.AbstractContextManager[None]:
    return each_step(lambda _: count())


def test_killed_at_every_step_of_a_change_of_texts(quick: Path) -> None:
    """The engine renders, its cache is filled, pages are written, the site is switched, and the other tree follows."""
    scene = Scene(quick / "texts", edit_texts)
    seen = scene.steps()
    kinds = {step.partition(" ")[0] for step in seen}
    assert kinds >= {"open", "os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.chmod"}
    for part in (
        ".cache/engine/.new-",
        ".cache/media/lock",
        ".site.lock",
        ".site.new",
        ".site.a.json",
        ".site.b.json",
    ):
        assert any(part in step for step in seen), part
    assert len(seen) > 100

    def check(at: int) -> None:
        assert scene.killed(_steps, at), seen[at - 1]

    in_two_lanes(check, range(1, len(seen) + 1, STRIDE))
    assert not scene.killed(_steps, len(seen) + 1)


def test_killed_at_every_step_of_the_making_of_media(quick: Path) -> None:
    """The worker measures and makes; the store, its records and its notes are written, and what is old is swept."""
    scene = Scene(quick / "media", edit_photo)
    seen = scene.steps()
    writing = next(number for number, step in enumerate(seen) if step.endswith(".site.lock"))
    for part in ("subprocess.Popen", ".cache/media/media/", ".cache/media/records/", ".cache/media/tmp/"):
        assert any(part in step for step in seen[:writing]), part

    def check(at: int) -> None:
        assert scene.killed(_steps, at), seen[at - 1]

    in_two_lanes(check, range(1, writing + 2, STRIDE))


def test_killed_at_random_moments(quick: Path) -> None:
    """Moments are counted in calls of the interpreter, drawn once and for all; the whole build is 50 times not finished."""
    scene = Scene(quick / "moments", edit)
    total = 0

    def count() -> None:
        nonlocal total
        total += 1

    root = scene.copy()
    with each_moment(count):
        rebuild(root, jobs=2)
    dice = random.Random(2024)
    moments = [dice.randrange(1, total * 9 // 10) for _ in range(MOMENTS)]

    def check(at: int) -> None:
        assert scene.killed(each_moment, at), f"{at} of {total}"

    in_two_lanes(check, moments)


@pytest.mark.skipif(sys.platform != "linux", reason="需要 /proc")
def test_no_worker_outlives_a_build_that_was_killed(quick: Path) -> None:
    """The build dies while its worker is busy; the worker hears the line go dead and ends."""
    scene = Scene(quick / "worker", edit_photo)
    root = scene.copy()
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        real = Crew._launch

        def launch(self: Crew[object], task: object) -> object:
            real(self, task)  # type: ignore[arg-type]
            assert self._process is not None
            os.write(theirs, str(self._process.pid).encode())
            os.kill(os.getpid(), signal.SIGKILL)
            return None

        Crew._launch = launch  # type: ignore[assignment,method-assign]
        build(root, root / "site", as_of=DAY, jobs=2)
        os._exit(3)
    os.close(theirs)
    with os.fdopen(ours, "rb") as told:
        worker = int(told.read())
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    with contextlib.suppress(ProcessLookupError):  # gone already
        end = os.pidfd_open(worker)
        try:
            assert select.select([end], [], [], 60)[0], "the worker is still there"
        finally:
            os.close(end)
    assert differing(rebuild(root), scene.new) == []
