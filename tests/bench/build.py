"""`make bench`: how long check, a cold build, an unchanged build and one changed campaign take, over the committed data.

Whole processes, five runs each after one that does not count; minimum, median and maximum are printed.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5


def main() -> None:
    """Time the commands in a private copy of the project."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        project.mkdir()
        for name in ("campaigns", "content", "theme"):
            shutil.copytree(ROOT / name, project / name)
        shutil.copy(ROOT / "mkdocs.yml", project)
        edited = project / "campaigns/2024-fujian/campaign.yml"
        text = edited.read_text(encoding="utf-8")
        flip = [0]

        def clean() -> None:
            for path in (project / ".cache", *project.glob(".site*"), project / "site"):
                path.unlink() if path.is_symlink() or path.is_file() else shutil.rmtree(
                    path, ignore_errors=True
                )

        def edit() -> None:
            flip[0] += 1
            edited.write_text(text + f"# {flip[0]}\n", encoding="utf-8")

        print(f"{'':28}{'min':>8}{'median':>8}{'max':>8}  seconds")
        time_it("check", project, "check", before=lambda: None)
        time_it("build, nothing cached", project, "build", before=clean)
        time_it("build, nothing changed", project, "build", before=lambda: None)
        time_it("build, one campaign changed", project, "build", before=edit)


def time_it(label: str, project: Path, command: str, *, before: Callable[[], object]) -> None:
    """Run one command RUNS + 1 times and print its figures."""
    taken = []
    for _ in range(RUNS + 1):
        before()
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "generator", command],
            cwd=project,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        taken.append(time.perf_counter() - start)
    taken = taken[1:]
    print(f"{label:28}{min(taken):8.2f}{statistics.median(taken):8.2f}{max(taken):8.2f}")


if __name__ == "__main__":
    main()
