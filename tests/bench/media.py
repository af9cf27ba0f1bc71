"""100 photographs of 12 to 24 MP through `measure` and `derive`: time, peak memory, likeness to the slow way.

    python tests/bench/media.py [FOLDER]     photographs of your own; without a folder they are made

Prints photographs a second, the peak resident memory of the parent and of its worker (their sum is what counts), and the
luma SSIM to a full-decode Lanczos picture of ours and of the same widths made naively (Pillow), paired. Photographs that
are made are noisier than a camera's, and the encoder's settings weigh more on them: judge by real ones.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SIZES = ((4000, 3000), (4608, 3456), (5184, 3456), (6000, 4000))
PHOTOS, COMPARED, JOBS = 100, 10, os.cpu_count() or 1
WIDTHS = (1600, 800, 400)


def main() -> None:
    """Make or take the photographs, time a cold and a warm run in a process of their own, compare."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else make(Path(scratch) / "photos")
        cache = Path(scratch) / "cache"
        for name in ("cold", "warm"):
            out = subprocess.run(
                [sys.executable, __file__, "--run", str(folder), str(cache)], capture_output=True, check=True
            ).stdout
            told = json.loads(out)
            print(
                f"{name}: {told['photos']} photos, measure {told['measure']:.2f} s, derive {told['derive']:.2f} s "
                f"({told['photos'] / (told['measure'] + told['derive']):.1f}/s), peak parent {told['parent']} MiB "
                f"+ worker {told['worker']} MiB = {told['parent'] + told['worker']} MiB, faults {told['faults']}"
            )
        compare(folder, told["files"])


def run(folder: Path, cache: Path) -> None:
    """One build's share of media work, told as JSON."""
    from generator.media.facts import Original
    from generator.media.recipe import order_for
    from generator.media.studio import derive, measure

    originals = [Original(("c", "e", path.name), path, ai_use="none") for path in sorted(folder.iterdir())]
    start = time.perf_counter()
    measured = measure(originals, cache=cache, jobs=JOBS, ahead=True)
    middle = time.perf_counter()
    orders = [
        order_for(o.key, o.path, measured.facts[o.key], "none") for o in originals if o.key in measured.facts
    ]
    made = derive(orders, [], cache=cache, jobs=JOBS)
    end = time.perf_counter()
    files = dict(made.files)
    told = {
        "photos": len(originals),
        "measure": middle - start,
        "derive": end - middle,
        "parent": peak(),
        "worker": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "faults": len(measured.faults) + len(made.faults),
        "files": {
            order.key[2]: {
                str(out.width): str(files[out.address]) for out in order.outputs if out.role == "picture"
            }
            for order in orders[:COMPARED]
        },
    }
    print(json.dumps(told))
    if told["faults"]:
        sys.exit("not every photograph was made")


def peak() -> int:
    """MiB of resident memory at most; ru_maxrss would count the process that started this one."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def compare(folder: Path, files: dict[str, dict[str, str]]) -> None:
    """Mean luma SSIM at each width: naive, ours, and the difference photograph by photograph."""
    import io

    import numpy as np
    from PIL import Image, ImageOps
    from skimage.metrics import structural_similarity

    scores: dict[int, list[tuple[float, float, float]]] = {width: [] for width in WIDTHS}
    for name, ours in files.items():
        with Image.open(folder / name) as opened:
            whole = ImageOps.exif_transpose(opened).convert("RGB")
        for width in WIDTHS:
            with Image.open(ours[str(width)]) as image:
                small = whole.resize(image.size, Image.Resampling.LANCZOS)
                shown = [image.convert("L")]
            for method in (2, 4):
                data = io.BytesIO()
                small.save(data, "WEBP", quality=80, method=method)
                shown.append(Image.open(data).convert("L"))
            truth = np.asarray(small.convert("L"))
            mine, same, slow = (structural_similarity(truth, np.asarray(one)) for one in shown)
            scores[width].append((mine, same, slow))
    for width, rows in scores.items():
        mine, same, slow = (sum(row[n] for row in rows) / len(rows) for n in range(3))
        print(
            f"{width}: SSIM ours {mine:.4f}, naive with our encoder settings {same:.4f} (lost {same - mine:.4f}), "
            f"naive with WebP method 4 {slow:.4f} (lost {slow - mine:.4f}), n={len(rows)}"
        )


def make(folder: Path) -> Path:
    """Photographs: cuts of a few large pictures, with light noise, camera tags and some turned ones."""
    import numpy as np
    from PIL import Image

    from tests.media.samples import gps, photo

    folder.mkdir(parents=True)
    large = [photo(6600, 4400, seed) for seed in range(5)]
    for number in range(PHOTOS):
        width, height = SIZES[number % len(SIZES)]
        g = np.random.default_rng(number)
        left, top = int(g.integers(0, 6600 - width)), int(g.integers(0, 4400 - height))
        image = large[number % 5].crop((left, top, left + width, top + height))
        if number % 2:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        turn = {3: 6, 5: 3, 7: 8}.get(number % 10, 1)
        image.save(folder / f"{number:03}.jpg", quality=92, exif=gps(turn))
    return folder


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--run"]:
        run(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
