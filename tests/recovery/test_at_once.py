"""Several builds at once, and a build beside a preview: one wins, the others say so, and nothing is mixed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from generator.build import build
from tests.recovery.projects import DAY, ROOT, Look, attempt, differing, look, rebuild
from tests.recovery.test_killed import each_step


def test_a_second_build_is_told_to_wait_and_the_first_one_wins(edited: Path, new_site: Look) -> None:
    """The first one is held just before it switches."""
    tell, heard = os.pipe()[::-1], os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard[1])

        def hold(step: str) -> None:
            if ".site.new" in step or "symlink" in step:
                os.write(tell[0], b"x")
                os.read(heard[0], 1)

        with each_step(hold):
            outcome = build(edited, edited / "site", as_of=DAY)
        os._exit(0 if outcome.ok else 3)
    os.close(tell[0])
    try:
        assert os.read(tell[1], 1), "the first one never came so far"
        old = look(edited / "site")
        said = attempt(edited, edited / "site")
        assert f"另一次生成正在写 {edited / 'site'}（进程 {child}）；请等它结束再试" in said
        assert look(edited / "site") == old
        os.write(heard[1], b"xxxx")
    finally:
        for descriptor in (tell[1], *heard):
            os.close(descriptor)  # the first one goes on, whatever happened here
        status = os.waitpid(child, 0)[1]
    assert status == 0
    assert differing(look(edited / "site"), new_site) == []


@contextmanager
def command(root: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    run = subprocess.Popen(
        [
            sys.executable,
            "-u",
            "-m",
            "generator",
            words[0],
            "--root",
            str(root),
            "--as-of",
            str(DAY),
            *words[1:],
        ],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        # a suite in the background of a script is started deaf to Ctrl-C, and so would be its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    try:
        yield run
    finally:
        run.kill()
        run.wait()
        assert run.stdout is not None
        run.stdout.close()


@pytest.mark.parametrize("many", [2, 4])
def test_builds_at_once_never_mix(edited: Path, new_site: Look, many: int) -> None:
    """With cold caches, so that they meet there as well."""
    shutil.rmtree(edited / ".cache")
    with ExitStack() as stack:
        runs = [stack.enter_context(command(edited, "build")) for _ in range(many)]
        said = [run.communicate()[0] for run in runs]
        codes = [run.returncode for run in runs]
    assert 0 in codes
    for code, text in zip(codes, said, strict=True):
        assert code == 0 or (code == 2 and "另一次生成正在写" in text), text
    assert differing(look(edited / "site"), new_site) == []
    assert differing(rebuild(edited), new_site) == []


def test_a_build_beside_a_preview(edited: Path, new_site: Look) -> None:
    """They share the caches and nothing else; the preview goes on."""
    shutil.rmtree(edited / ".cache")
    with command(edited, "serve", "--port", "0") as preview, command(edited, "build") as run:
        said = run.communicate()[0]
        assert run.returncode == 0, said
        assert differing(look(edited / "site"), new_site) == []
        assert preview.stdout is not None
        while "预览：http://127.0.0.1:" not in (line := preview.stdout.readline()):
            assert line
        preview.send_signal(signal.SIGINT)
        assert preview.wait() == 0
    assert differing(look(edited / "site"), new_site) == []
