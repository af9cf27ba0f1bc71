"""How long `zhanbang check` takes as a whole process: the committed campaigns, and 10,000 works that were read before."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5


def seconds(root: Path, caches: str) -> float:
    """Wall time of one check, process start included."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "generator", "check", "--root", str(root)]
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "XDG_CACHE_HOME": caches}
    )
    return time.perf_counter() - began


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        large = Path(name) / "large"
        command = [sys.executable, "-m", "generator", "demo", str(large), "--entries", "10000"]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        cold = seconds(large, name)
        rows = [("committed campaigns", ROOT), ("10,000 works, warm", large)]
        for what, root in rows:
            took = [seconds(root, name) for _ in range(RUNS)]
            print(f"check, {what}: median {statistics.median(took):.2f} s, slowest {max(took):.2f} s")
        entry = next(large.glob("campaigns/*/entries/*/*/entry.yml"))
        entry.write_text(entry.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        print(
            f"check, 10,000 works, one of them changed: {seconds(large, name):.2f} s; never read before: {cold:.2f} s"
        )


if __name__ == "__main__":
    main()
