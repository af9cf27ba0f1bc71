"""The handbook's pictures show what its steps lead to today, and each is one that the handbook needs."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from handbook_shots import IMAGES, LARGEST, SHOTS, Scene, packed, played
from PIL import Image
from playwright.sync_api import Browser
from skimage.metrics import structural_similarity

from tests.handbook import FOLDER, PAGES, read

ALIKE = 0.9
FONTS = Path(__file__).parent / "handbook_fonts.txt"
"""The fonts the committed pictures were taken with; with others letters lie elsewhere, and only the frame is compared."""


def fonts() -> str:
    """The files and versions this machine sets Chinese with."""
    if shutil.which("fc-match") is None:
        return "unknown\n"
    kinds = ("sans-serif:lang=zh-cn", "serif:lang=zh-cn", "monospace:lang=zh-cn")
    form = "%{file|basename} %{fontversion}\n"
    return "".join(
        subprocess.run(["fc-match", "-f", form, kind], capture_output=True, text=True, check=True).stdout
        for kind in kinds
    )


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    top = tmp_path_factory.mktemp("handbook-shots")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(top / "cache"))
        yield played(top)


def test_a_fresh_picture_looks_like_the_committed_one(browser: Browser, scene: Scene, golden: bool) -> None:
    if golden:
        IMAGES.mkdir(exist_ok=True)
        FONTS.write_text(fonts(), encoding="utf-8")
    same = FONTS.read_text(encoding="utf-8") == fonts()
    for name, shoot in SHOTS.items():
        fresh = shoot(browser, scene)
        if golden:
            (IMAGES / name).write_bytes(packed(fresh))
        committed = Image.open(IMAGES / name).convert("RGB")
        assert committed.width == fresh.width, name
        assert abs(committed.height - fresh.height) <= (0 if same else committed.height // 4), name
        if same:
            one, other = (np.asarray(picture.convert("L")) for picture in (committed, fresh))
            alike = structural_similarity(one, other)
            assert alike >= ALIKE, f"{name}: {alike:.2f}; renew with --golden and look at it"


def test_every_picture_is_needed_light_and_ours() -> None:
    used = [name for page in PAGES for name in re.findall(r"\(images/([^)]+)\)", read(page))]
    assert sorted(used) == sorted(SHOTS)
    assert {path.name for path in (FOLDER / "images").iterdir()} == set(SHOTS)
    assert len(SHOTS) <= 12
    sizes = {name: (IMAGES / name).stat().st_size for name in SHOTS}
    assert max(sizes.values()) <= LARGEST, sizes
