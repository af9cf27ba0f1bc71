"""Small sites of a few pages, and what readers of a published one would find."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.leaks.sought import Sought
from generator.publish.destination import BuiltSite
from generator.publish.record import File
from generator.verify.links import target_of
from generator.verify.pages import PageReader

START = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


def after(minutes: int) -> datetime:
    """A moment of the tests."""
    return START + timedelta(minutes=minutes)


def page(*links: str, words: str = "") -> bytes:
    """A page with links and pictures."""
    body = [f'<img src="{link}" alt="">' if "media/" in link else f'<a href="{link}">x</a>' for link in links]
    return "\n".join(["<!doctype html>", "<main id=m>", *body, f"<p>{words}</p>", "</main>", ""]).encode()


OLD: dict[str, bytes] = {
    "index.html": page("a/", "a/deep/", "gone/", "assets/x.css", words="old"),
    "a/index.html": page("../", "deep/", "../media/aa/1.webp", "../media/dd/4.webp"),
    "a/deep/index.html": page("../", "../../gone/", words="old"),
    "gone/index.html": page("../", "../media/bb/2.webp"),
    "assets/x.css": b"b { color: red }",
    "media/aa/1.webp": b"one",
    "media/bb/2.webp": b"two",
    "media/dd/4.webp": b"four",
    "sitemap.xml": b"<old/>",
}
NEW: dict[str, bytes] = {
    "index.html": page("a/", "new/", "assets/x.css", words="new"),
    "a/index.html": page(
        "../", "deep/", "../new/", "../new/deep/", "../media/aa/1.webp", "../media/cc/3.webp"
    ),
    "a/deep/index.html": page("../", "../../new/deep/", words="new"),
    "new/index.html": page("../", "deep/", "../media/cc/3.webp"),
    "new/deep/index.html": page("../", "../../a/"),
    "assets/x.css": b"b { color: tan }",
    "media/aa/1.webp": b"one",
    "media/cc/3.webp": b"three",
    "sitemap.xml": b"<new/>",
}
THIRD: dict[str, bytes] = {
    "index.html": page("new/", "other/", words="third"),
    "new/index.html": page("../", "../other/", "../media/bb/2.webp", words="third"),
    "other/index.html": page("../", "../new/"),
    "media/bb/2.webp": b"two",
    "sitemap.xml": b"<third/>",
}


def built(folder: Path, files: Mapping[str, bytes], *, commit: str = "c0ffee") -> BuiltSite:
    """A verified site of these files in `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    known = {}
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        status = (folder / path).stat()
        known[path] = File(hashlib.sha256(data).hexdigest(), status.st_size, status.st_mtime_ns)
    return BuiltSite(folder, known, commit=commit, as_of="2026-11-21")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path, but for a control folder of ours."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".zhanbang" not in path.parts and path.name != ".zhanbang.new"
    }


def broken(folder: Path, *, reachable: bool = False) -> list[str]:
    """Links of pages that lead nowhere: of all pages, or of those that can be reached from the home page."""
    files = snapshot(folder)
    reader = PageReader(Sought())
    targets = {
        name: [target for link in reader.read(data).links if (target := target_of(name, link))]
        for name, data in files.items()
        if name.endswith(".html") and name != "404.html"  # written absolutely, for any depth
    }
    looked = {"index.html"} & targets.keys() if reachable else set(targets)
    waiting = list(looked)
    while waiting:
        for target in targets[waiting.pop()]:
            if target in targets and target not in looked:
                looked.add(target)
                waiting.append(target)
    return [
        f"{name} -> {target}" for name in sorted(looked) for target in targets[name] if target not in files
    ]


STEPS = (
    "open",
    "mkdir",
    "chmod",
    "fchmod",
    "unlink",
    "rmdir",
    "rename",
    "replace",
    "symlink",
    "link",
    "write",
    "ftruncate",
    "fsync",
)
"""Every call that changes the disk is a step."""


def stop_at(patch: pytest.MonkeyPatch, step: int, stop: Callable[[], None]) -> list[int]:
    """Have `stop` called before the given step; return a list that holds the number of steps seen."""
    from generator.publish import plain

    seen = [0]

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **keywords: object) -> object:
            seen[0] += 1
            if seen[0] == step:
                stop()
            return real(*args, **keywords)

        return call

    for name in STEPS:
        patch.setattr(os, name, counted(getattr(os, name)))
    patch.setattr(plain, "exchange", counted(plain.exchange))
    return seen


def killed_at(step: int, run: Callable[[], object]) -> bool:
    """Run in a child that is killed (-9) before the given step; False if it came to its end without that."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with pytest.MonkeyPatch.context() as patch:
                stop_at(patch, step, lambda: os.kill(os.getpid(), signal.SIGKILL))
                run()
            code = 0
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the run failed by itself"
    return os.WIFSIGNALED(status)


def steps_of(run: Callable[[], object]) -> int:
    """How many steps a run takes."""
    with pytest.MonkeyPatch.context() as patch:
        seen = stop_at(patch, 0, lambda: None)
        run()
        return seen[0]
