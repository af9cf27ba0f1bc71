"""Row F8: 200 photographs and 20 films by a Dask cluster of two worker processes beside this machine alone, byte for byte.

    python -m tests.bench.cluster [PHOTOS FILMS]

Prints seconds here and there, the seconds of processor a photograph and a film cost, and what one of the two workers costs
that is killed midway. Ends with 1 where a single byte differs.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from distributed import LocalCluster

from generator.media.cluster import cluster
from generator.media.facts import Original
from generator.media.recipe import Order, order_for
from generator.media.studio import Derived, derive, measure
from generator.media.workshop import Elsewhere, Say

PHOTOS, FILMS = 200, 20
SIZES = ((4000, 3000), (3456, 4608), (5184, 3456))


def main(photos: int = PHOTOS, films: int = FILMS) -> int:
    """Make originals, work on them in four ways, compare."""
    with tempfile.TemporaryDirectory() as scratch:
        top = Path(scratch)
        make(top / "photos", top / "films", photos, films)
        units(top)
        originals = [
            Original(("c", "e", path.name), path) for path in sorted(top.glob("*/*")) if path.is_file()
        ]
        with timed("here, measure"):
            measured = measure(originals, cache=None, jobs=2)
        orders = [order_for(o.key, o.path, measured.facts[o.key], "none") for o in originals]
        with timed("here, derive"):
            here = derive(orders, [], cache=top / "near", jobs=2)
        size = sum(path.stat().st_size for _, path in here.files)
        print(f"{len(orders)} originals, {len(here.files)} files of {size / 1e6:.1f} MB")
        same = [compare(here, made) for made in far(top, originals, orders)]
    return 0 if all(same) and len(same) == 2 else 1


def far(top: Path, originals: list[Original], orders: list[Order]) -> Iterator[Derived]:
    """The same by two worker processes; then with one of them killed midway."""
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
        ) as dask,
        cluster(dask.scheduler_address, store=str(top / "depot"), tell=print) as hands,
        cluster(dask.scheduler_address, store=str(top / "other"), tell=print) as again,
    ):
        with timed("elsewhere, measure"):
            measure(originals, cache=None, jobs=1, elsewhere=hands)
        with timed("elsewhere, derive"):
            made = derived(orders, top / "far", hands, None)
        yield made
        with timed("elsewhere, derive once more, all is there"):
            derived(orders, top / "third", hands, None)

        def kill(_: str, done: int, total: int) -> None:
            if done == total // 2:
                process = next(iter(dask.workers.values())).process
                os.kill(process.pid, signal.SIGKILL)
                print(f"killed a worker at {done} of {total}")

        with timed("elsewhere, derive, one of two workers killed midway"):
            made = derived(orders, top / "killed", again, kill)
        yield made


def derived(orders: list[Order], cache: Path, hands: Elsewhere, say: Say | None) -> Derived:
    """All of them, made by others."""
    return derive(orders, [], cache=cache, jobs=1, say=say, elsewhere=hands)


def compare(here: Derived, there: Derived) -> bool:
    """Whether both made the same files."""
    one, other = dict(here.files), dict(there.files)
    differing = [a for a in one.keys() | other.keys() if not _same(one.get(a), other.get(a))]
    print(f"  files {len(other)}, faults {len(there.faults)}, differing {len(differing)}")
    return not differing and not there.faults


def _same(one: Path | None, other: Path | None) -> bool:
    return one is not None and other is not None and one.read_bytes() == other.read_bytes()


def units(top: Path) -> None:
    """What one original costs, of each kind, with one hand."""
    for kind in ("photos", "films"):
        originals = [Original(("c", "e", path.name), path) for path in sorted((top / kind).iterdir())[:10]]
        size = sum(one.path.stat().st_size for one in originals)
        before = _processor()
        measured = measure(originals, cache=None, jobs=1)
        middle = _processor()
        orders = [order_for(o.key, o.path, measured.facts[o.key], "none") for o in originals]
        with tempfile.TemporaryDirectory() as cache:
            made = derive(orders, [], cache=Path(cache), jobs=1)
            out = sum(path.stat().st_size for _, path in made.files)
        after, count = _processor(), len(originals)
        print(
            f"one of {kind}: {size / count / 1e6:.2f} MB in, {out / count / 1e3:.0f} KB out, processor "
            f"{(middle - before) / count:.3f} s measure + {(after - middle) / count:.3f} s derive"
        )


def _processor() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


@contextmanager
def timed(what: str, clock: Callable[[], float] = time.perf_counter) -> Iterator[None]:
    """Print how long the block took."""
    begin = clock()
    yield
    print(f"{what}: {clock() - begin:.1f} s", flush=True)


def make(photos: Path, films: Path, many: int, few: int) -> None:
    """Photographs of 12 to 18 MP cut from two large pictures, and films of eight seconds."""
    from PIL import Image

    from tests.media.moving import film
    from tests.media.samples import gps, photo

    photos.mkdir()
    films.mkdir()
    large = [photo(5400, 5000, seed) for seed in range(2)]
    for number in range(many):
        width, height = SIZES[number % len(SIZES)]
        left, top = number * 7 % (5400 - width), number * 11 % (5000 - height)
        image = large[number % 2].crop((left, top, left + width, top + height))
        if number % 3 == 0:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        image.save(photos / f"{number:03}.jpg", quality=88, exif=gps(6 if number % 10 == 3 else 1))
    for number in range(few):
        film(films / f"{number:02}.mp4", frames=200, size=(1280, 720), dark=number)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
