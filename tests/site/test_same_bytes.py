"""Builds with works in them: the same bytes whatever the number of hands, the state of the cache or the command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from generator.build import Built, build
from generator.media.recipe import CARD
from generator.media.workshop import CACHE
from tests.factories import BODY, RELEASED, changed, film, picture, small_project, sound
from tests.site.traces import mark, marks_below

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 21)
HOME = "campaigns/2024-small"
YAML = changed("covers: [publication]", "covers: [publication, name, unit]")
SHOWN = f"{RELEASED}credits: [{{name: 示例甲}}]\n"
SAMPLE = "campaigns/2024-sample"


def contents(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def illustrated(root: Path) -> Path:
    """A campaign with a photo, a series, a film, a sound with its cover, an article and a prize of no sub-project."""
    media = {
        "photo": "media: [{file: 1.jpg, alt: 灯}]\n",
        "series": "ai_use: generated\nmedia: [{file: 1.png, alt: 灯}, {file: 2.webp, alt: 塔}]\n",
        "film": "media: [{file: 1.mp4, alt: 灯}]\n",
        "song": "ai_use: assisted\nmedia: [{file: 1.mp3}, {file: 2.jpg, role: cover, alt: 灯}]\n",
        "article": "text: 全文\n",
    }
    files = {
        f"{HOME}/entries/songs/{name}/entry.yml": f"title: 夜班\n{SHOWN}{more}"
        for name, more in media.items()
    }
    files[f"{HOME}/entries/_/prize/entry.yml"] = (
        f"title: 东区总工会\n{SHOWN}honours: [{{award: first, state: confirmed}}]\n"
    )
    small_project(root, files, yaml=YAML)
    folder = root / HOME / "entries/songs"
    picture(folder / "photo/1.jpg", (900, 600), seed=1)
    picture(folder / "series/1.png", seed=2, form="PNG")
    picture(folder / "series/2.webp", seed=3, form="WEBP")
    film(folder / "film/1.mp4")
    sound(folder / "song/1.mp3")
    picture(folder / "song/2.jpg", seed=4)
    return root


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, bare: Callable[[Path], Path]) -> Path:
    """The illustrated project, never built in itself; tests copy it."""
    root = illustrated(bare(tmp_path_factory.mktemp("illustrated") / "project"))
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert "      samples: true" in text
    config.write_text(
        text.replace("      samples: true", f"      as_of: {DAY}\n      samples: true"), encoding="utf-8"
    )
    return root


@pytest.fixture(scope="module")
def first(project: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A copy built from a cold cache by one hand, and every file of its site."""
    root = tmp_path_factory.mktemp("first") / "project"
    shutil.copytree(project, root)
    assert not (root / CACHE).exists()
    built(build(root, root / "site", as_of=DAY, jobs=1))
    return root, contents(root / "site")


def built(outcome: Built) -> None:
    assert outcome.ok, (outcome.planned.problems, outcome.written and outcome.written.problems)


def test_all_that_is_promised_is_made(first: tuple[Path, dict[str, bytes]]) -> None:
    root, files = first
    media = [name for name in files if name.startswith("media/")]
    kinds = sorted(name.rpartition(".")[2] for name in media)
    assert kinds.count("mp4") == kinds.count("mp3") == 1
    cards = [name for name in media if name.endswith("-card.jpg")]
    # of each picture and of the film's poster, two cards in type, and one of the campaign
    assert len(cards) == 5 + 2 + 1
    for name in media:
        if name.endswith((".jpg", ".webp")):
            with Image.open(root / "site" / name) as image:
                size = image.size
            assert size == (CARD, CARD) if name in cards else f"-{size[0]}.webp" in name


def test_two_hands_and_a_cold_cache_give_the_same(
    project: Path, first: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    root = tmp_path / "另一个 文件夹"
    shutil.copytree(project, root)
    built(build(root, root / "site", as_of=DAY, jobs=2))
    found = contents(root / "site")
    assert list(found) == list(first[1])
    assert [name for name in found if found[name] != first[1][name]] == []


def test_a_warm_cache_and_a_damaged_one_give_the_same(
    first: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    root = tmp_path / "project"
    shutil.copytree(first[0], root, symlinks=True)
    for damage in (False, True):
        if damage:
            for number, path in enumerate(sorted((root / CACHE / "media").rglob("*.*"))):
                path.write_bytes((b"", b"x", path.read_bytes()[:-1])[number % 3])
        built(build(root, tmp_path / f"site-{damage}", as_of=DAY, jobs=2))
        assert contents(tmp_path / f"site-{damage}") == first[1]


def test_mkdocs_build_gives_the_same(
    project: Path, first: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    root = tmp_path / "project"
    shutil.copytree(project, root)
    (root / "generator").mkdir(exist_ok=True)  # named by `watch:`
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(root / "mkdocs.yml")],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    found = contents(root / "site")
    assert list(found) == list(first[1])
    assert [name for name in found if found[name] != first[1][name]] == []


def test_an_offline_copy_has_its_media_beside_it(
    first: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    root = tmp_path / "project"
    shutil.copytree(first[0], root, symlinks=True)
    built(build(root, tmp_path / "stick", as_of=DAY, offline=True))
    files = contents(tmp_path / "stick")
    for name, data in first[1].items():
        if name.startswith("media/"):
            assert files[name] == data


def test_without_samples_not_a_byte_of_one_is_there(
    project: Path, first: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """A sample with works, pictures and a file is put beside the campaign; the site is the one without it."""
    root = tmp_path / "project"
    shutil.copytree(project, root)
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("samples: true", "samples: false"), encoding="utf-8")
    folder = root / SAMPLE
    shutil.copytree(root / HOME, folder)
    yaml = changed("region: 某市\n", f"region: {mark(1)}\nsample: true\n", text=YAML)
    (folder / "campaign.yml").write_text(yaml, encoding="utf-8")
    (folder / "notices/launch.txt").write_text(f"{BODY}{mark(2)}\n", encoding="utf-8")
    for number, path in enumerate(sorted(folder.rglob("entry.yml")), start=3):
        path.write_text(path.read_text(encoding="utf-8") + f"statement: {mark(number)}\n", encoding="utf-8")
    for path in folder.rglob("*.jpg"):
        picture(path, seed=99)
    built(build(root, root / "site", as_of=DAY))
    found = contents(root / "site")
    assert found.keys() == first[1].keys()
    assert marks_below(root / "site", root / ".cache") == {}
    assert sorted(p.name for p in (root / CACHE / "media").rglob("*.*")) == sorted(
        Path(name).name for name in first[1] if name.startswith("media/")
    )
    config.write_text(text, encoding="utf-8")
    built(build(root, root / "site", as_of=DAY))
    assert set(marks_below(root / "site")) == {1, 2, 3, 4, 5, 6, 7, 8}


def test_a_build_names_the_bad_work_and_keeps_the_old_site_a_preview_goes_on(
    first: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    root = tmp_path / "project"
    shutil.copytree(first[0], root, symlinks=True)
    broken = root / HOME / "entries/songs/photo/1.jpg"
    broken.write_bytes(broken.read_bytes()[:2000])
    refused = build(root, root / "site", as_of=DAY)
    assert not refused.ok
    assert [(p.code, p.place.file) for p in refused.planned.problems] == [
        ("E802", f"{HOME}/entries/songs/photo/entry.yml")
    ]
    assert contents(root / "site") == first[1]
    preview = build(root, tmp_path / "preview", as_of=DAY, serving=True)
    built(preview)
    assert preview.planned.problems == refused.planned.problems
    works = {path.parent.name for path in (tmp_path / "preview" / HOME / "works").glob("*/index.html")}
    assert works == {"series", "film", "song", "article", "prize"}
