"""The limit of this machine: what we make of a photograph, in a bare Pillow loop on all cores, without worker, limits and store.

    python -m tests.bench.bare PHOTOS OUT threads|processes

Per photograph: its hash, decoding at DCT scale, a bicubic cascade, upright, WebP as we set it, the share card, the outputs' hashes.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PIL import Image

from generator.media.pictures import MAT, METHOD, QUALITY
from generator.media.recipe import CARD, WIDTHS

BICUBIC = Image.Resampling.BICUBIC
TURNS = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_270, 8: Image.Transpose.ROTATE_90}
CARD_QUALITY, MOUNTED = 84, 800
MARGIN = CARD * 7 // 100


def one(out: Path, path: Path) -> int:
    """Make everything of one photograph; returns the bytes of it."""
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    with Image.open(path) as image:
        turn = TURNS.get(image.getexif().get(0x0112, 1))
        lying = turn in (TURNS[6], TURNS[8])
        width, height = image.size[::-1] if lying else image.size
        size = (WIDTHS[-1], round(height * WIDTHS[-1] / width))
        box = size[::-1] if lying else size
        image.draft("RGB", box)
        picture = image.convert("RGB").resize(box, BICUBIC, reducing_gap=1.0)
    if turn is not None:
        picture = picture.transpose(turn)
    made = []
    for wide in sorted(WIDTHS, reverse=True):
        if wide != picture.width:
            picture = picture.resize((wide, round(height * wide / width)), BICUBIC, reducing_gap=1.0)
        data = io.BytesIO()
        picture.save(data, "WEBP", quality=QUALITY, method=METHOD)
        made.append(data.getvalue())
        if wide == MOUNTED:
            made.append(card(picture))
    for number, data in enumerate(made):
        hashlib.sha256(data).digest()
        (out / f"{path.stem}-{number}").write_bytes(data)
    return sum(map(len, made))


def card(picture: Image.Image) -> bytes:
    """The share card: the whole picture on a square mat, as JPEG."""
    room = CARD - 2 * MARGIN
    scale = room / max(picture.size)
    small = picture.resize(
        (round(picture.width * scale), round(picture.height * scale)), BICUBIC, reducing_gap=1.0
    )
    mat = Image.new("RGB", (CARD, CARD), MAT)
    mat.paste(small, ((CARD - small.width) // 2, (CARD - small.height) // 2))
    data = io.BytesIO()
    mat.save(data, "JPEG", quality=CARD_QUALITY, optimize=True)
    return data.getvalue()


def main() -> None:
    """Make everything of a folder of photographs, as many at once as there are cores."""
    photos, out, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    out.mkdir(parents=True)
    kind: type[Executor] = ThreadPoolExecutor if how == "threads" else ProcessPoolExecutor
    with kind(os.cpu_count() or 1) as pool:  # type: ignore[call-arg]
        total = sum(pool.map(partial(one, out), sorted(photos.iterdir())))
    print(total)


if __name__ == "__main__":
    main()
