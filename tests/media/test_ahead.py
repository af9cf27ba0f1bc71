"""Pictures made in the same look that measures them: the same files, the same facts, the same faults."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.media import ahead
from generator.media.studio import Derived, derive, measure
from tests.media.samples import encoded, faults, gps, jpeg, orders, originals, photo


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    (folder / "a.jpg").write_bytes(jpeg(photo(1900, 1300), exif=gps(6)))
    (folder / "b.png").write_bytes(encoded(photo(420, 300, 1).convert("RGBA"), "PNG"))
    (folder / "c.jpg").write_bytes(jpeg(photo(900, 700, 2))[:-9000])
    (folder / "d.webp").write_bytes(encoded(photo(300, 200, 3), "WEBP"))
    return folder


def look(folder: Path, cache: Path):
    asked = [replace(one, ai_use="none") for one in originals(folder)]
    return measure(asked, cache=cache, jobs=2, ahead=True)


def contents(made: Derived) -> dict[str, str]:
    return {address: hashlib.sha256(path.read_bytes()).hexdigest() for address, path in made.files}


def test_everything_is_as_if_it_were_made_afterwards(folder, tmp_path):
    early, late = tmp_path / "early", tmp_path / "late"
    measured = look(folder, early)
    assert measured == measure(originals(folder), cache=late, jobs=2)
    assert faults(measured)["c.jpg"][0] == "E802"
    assert list((early / "tmp").iterdir()) == []
    ordered = orders(folder, measured)
    stood = {path.relative_to(early).as_posix() for path in (early / "media").rglob("*.*")}
    assert stood == {output.address for order in ordered for output in order.outputs}
    told: list[int] = []
    made = derive(ordered, [], cache=early, jobs=2, say=lambda _, done, __: told.append(done))
    assert told == [len(ordered)]
    assert contents(made) == contents(derive(ordered, [], cache=late, jobs=2))


def test_only_what_is_labelled_and_asked_for_is_made(folder, tmp_path):
    measure(originals(folder), cache=tmp_path / "unlabelled", jobs=2, ahead=True)
    shown = [replace(one, ai_use="none", thorough=False) for one in originals(folder)]
    measure(shown, cache=tmp_path / "unpublished", jobs=2, ahead=True)
    asked = [replace(one, ai_use="none") for one in originals(folder)]
    measure(asked, cache=tmp_path / "checked", jobs=2)
    for name in ("unlabelled", "unpublished", "checked"):
        assert not (tmp_path / name / "media").exists()


def test_the_same_bytes_of_somebody_who_shows_nothing_are_in_nobodys_way(folder, tmp_path):
    shown = [replace(one, ai_use="none") for one in originals(folder)]
    twins = [replace(one, thorough=False) for one in originals(folder)]
    mixed = [one for pair in zip(shown, twins, strict=True) for one in pair]
    cache = tmp_path / "mixed"
    measure([*mixed, *reversed(mixed)], cache=cache, jobs=2, ahead=True)
    stood = {path.relative_to(cache).as_posix() for path in (cache / "media").rglob("*.*")}
    alone = orders(folder, look(folder, tmp_path / "alone"))
    assert stood == {output.address for order in alone for output in order.outputs}
    assert list((cache / "tmp").iterdir()) == []


def test_what_the_worker_only_says_it_made_is_made_again(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(ahead, "is_whole", lambda _: False)
    measured = look(folder, tmp_path)
    assert not (tmp_path / "media").exists()
    assert len(derive(orders(folder, measured), [], cache=tmp_path, jobs=2).files) == 9
