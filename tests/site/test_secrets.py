"""Nothing internal leaves, and nothing of a withdrawn work stays (acceptance rows B2 and B8): marks, searched for decoded."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import shutil
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.build import Built, build
from generator.media.workshop import CACHE
from tests.site.laden import CAMPAIGN, ENTRIES, SHARED, Laden, works_of, write_laden
from tests.site.traces import mark, marks_below, marks_in

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def laden(tmp_path_factory: pytest.TempPathFactory, bare: Callable[[Path], Path]) -> Laden:
    """The laden project, built once; tests that change it copy it."""
    return write_laden(bare(tmp_path_factory.mktemp("laden") / "project"))


@pytest.fixture(scope="module")
def built(laden: Laden) -> Built:
    built = build(laden.root, laden.root / "site", as_of=DAY, jobs=2)
    assert built.ok, (built.planned.problems, built.written and built.written.problems)
    return built


@pytest.fixture(scope="module")
def found(laden: Laden, built: Built) -> dict[int, list[str]]:
    """Every mark that is anywhere in what a build leaves behind, with its files."""
    return marks_below(*everything(laden.root))


def everything(root: Path) -> list[Path]:
    """All that a build writes: both trees the site is switched between, and the caches that CI keeps."""
    trees = [path for path in sorted(root.glob(".site*")) if path.is_dir()]
    assert (root / "site").resolve() in [tree.resolve() for tree in trees]
    return [*trees, root / ".cache"]


def html_entities(text: str) -> str:
    return "".join(f"&#x{ord(c):x};" for c in text)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-16-le"),
        lambda text: b"\0" + text.encode("utf-16-be"),
        lambda text: text.encode("utf-16"),
        lambda text: html_entities(text).encode(),
        lambda text: "".join(f"&#{ord(c)};" for c in text).encode(),
        lambda text: quote(text).encode(),
        lambda text: quote(quote(text)).encode(),
        lambda text: json.dumps(text).encode(),
        lambda text: html_entities(json.dumps(text)).encode(),
        lambda text: base64.b64encode(text.encode()),
        lambda text: b"data:x;base64,xyz" + base64.urlsafe_b64encode(b"12" + text.encode()),
        lambda text: base64.b64encode(b"1" + text.encode("utf-16-le")),
        lambda text: gzip.compress(text.encode()),
        lambda text: b"head" + zlib.compress(text.encode(), 9) + b"tail",
        lambda text: b"head" + zlib.compress(text.encode("utf-16-be"), 1),
    ],
)
@pytest.mark.parametrize(
    "part", [slice(None), slice(0, 4), slice(4, None)], ids=["whole", "chinese", "latin"]
)
def test_the_search_sees_through(wrap: Callable[[str], bytes], part: slice) -> None:
    """Positive control of the search itself: each encoding, whole and by halves."""
    for number in (1, 54321):
        assert marks_in(b"<p>\xff\x00" + wrap(mark(number)[part]) + b"\x00</p>") == {number}


def test_a_mark_in_a_name_is_seen(tmp_path: Path) -> None:
    (tmp_path / mark(5)).mkdir()
    (tmp_path / mark(5) / "x").write_bytes(b"")
    assert set(marks_below(tmp_path)) == {5}


def test_there_is_enough_to_be_found(laden: Laden) -> None:
    assert len(laden.state_of) == ENTRIES
    assert len(set(laden.state_of.values())) == 8
    assert len(laden.public) > 1_000
    assert len(laden.secret) > 2_000
    inside = marks_below(laden.folder)
    assert set(inside) >= set(laden.public) | set(laden.secret), "every mark was really written"


def test_no_secret_leaves(laden: Laden, found: dict[int, list[str]]) -> None:
    assert {what: found[n][:3] for n, what in laden.secret.items() if n in found} == {}


def test_what_is_public_is_all_found(laden: Laden, found: dict[int, list[str]]) -> None:
    """The same marks in approved fields: had the search been blind, they would be missing too."""
    assert [what for number, what in laden.public.items() if number not in found] == []
    assert set(found) == set(laden.public)


def test_each_entry_is_where_it_belongs(laden: Laden, built: Built, found: dict[int, list[str]]) -> None:
    works = laden.root / "site/campaigns" / CAMPAIGN / "works"
    pages = {path.parent.name for path in works.glob("*/index.html")}
    shown = {entry for entry, state in laden.state_of.items() if state == "approved"}
    gone = {entry for entry, state in laden.state_of.items() if state == "withdrawn"}
    assert pages == shown | gone
    assert set(works_of(laden.root / "site")) == shown
    for number, what in laden.public.items():
        entry, _, thing = what.partition(" ")
        if thing == "reason":
            files = {name for name in found[number] if not name.startswith("records")}
            assert files == {f"campaigns/{CAMPAIGN}/works/{entry}/index.html"}


def test_no_original_is_published_and_no_hash_of_one_is_told(laden: Laden, built: Built) -> None:
    originals = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path
        for path in laden.folder.rglob("*")
        if path.suffix in (".jpg", ".png", ".webp", ".mp3", ".mp4")
    }
    unseen = {
        h
        for h, path in originals.items()
        if laden.state_of[path.parent.name] != "approved" and path.name != SHARED
    }
    assert len(unseen) > 50
    site = {p: p.read_bytes() for p in (laden.root / "site").resolve().rglob("*") if p.is_file()}
    assert not {hashlib.sha256(data).hexdigest() for data in site.values()} & set(originals)
    assert not [path for path, data in site.items() for h in originals if h.encode() in data]
    cache = [p for p in (laden.root / CACHE).rglob("*") if p.is_file()]
    assert len(cache) > 100
    assert not [p for p in cache for h in unseen if h.encode() in p.read_bytes() or h in p.name]


def test_votes_of_a_running_vote_are_not_told(laden: Laden, built: Built) -> None:
    numbers = [
        line.split(",")[1].encode()
        for line in (laden.folder / "votes.csv").read_text().split("\n")[1:]
        if line
    ]
    assert len(numbers) == ENTRIES
    for path in (laden.root / "site").resolve().rglob("*"):
        if path.is_file() and path.suffix in (".html", ".json", ".js"):
            data = path.read_bytes()
            assert not [number for number in numbers if len(number) > 6 and number in data], path


@pytest.fixture(scope="module")
def withdrawn(
    laden: Laden, built: Built, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Laden, str, dict[str, dict]]:
    """The project after one work was withdrawn and built again: marks, the work's id, and works.json before."""
    root = tmp_path_factory.mktemp("withdrawn") / "project"
    shutil.copytree(laden.root, root, symlinks=True)
    before = works_of(root / "site")
    entry = next(e for e, w in before.items() if w["subproject"] == "photos" and w["credits"])
    path = root / f"campaigns/{CAMPAIGN}/entries/photos/{entry}/entry.yml"
    text = path.read_text(encoding="utf-8").replace("status: approved", "status: withdrawn")
    path.write_text(f"{text}withdrawn: {{on: 2026-11-20, reason: 作者申请撤回}}\n", encoding="utf-8")
    assert build(root, root / "site", as_of=DAY, jobs=2).ok
    return Laden(root, laden.public, laden.secret, laden.of_entry, laden.state_of), entry, before


def test_of_a_withdrawn_work_a_tombstone_is_left(withdrawn: tuple[Laden, str, dict[str, dict]]) -> None:
    laden, entry, before = withdrawn
    page = (laden.root / f"site/campaigns/{CAMPAIGN}/works/{entry}/index.html").read_text(encoding="utf-8")
    assert "这件作品已撤下" in page
    assert "作者申请撤回" in page
    after = works_of(laden.root / "site")
    assert set(before) - set(after) == {entry}
    named = {
        path.relative_to(laden.root / "site").as_posix()
        for path in (laden.root / "site").rglob("*")
        if path.suffix in (".html", ".js", ".json", ".xml") and entry.encode() in path.read_bytes()
    }
    assert named <= {f"campaigns/{CAMPAIGN}/{page}/index.html" for page in ("gallery", f"works/{entry}")}


def test_of_a_withdrawn_work_no_byte_is_left(withdrawn: tuple[Laden, str, dict[str, dict]]) -> None:
    laden, entry, _ = withdrawn
    left = marks_below(*everything(laden.root))
    assert {laden.public.get(n): left[n] for n in laden.of_entry[entry] if n in left} == {}
    others = {n for n in laden.public if n not in laden.of_entry[entry]}
    assert set(left) == others


def test_its_pictures_go_and_a_shared_one_stays(withdrawn: tuple[Laden, str, dict[str, dict]]) -> None:
    laden, entry, before = withdrawn
    own, shared = (media["url"] for media in before[entry]["media"])
    assert sum(shared in [m["url"] for m in w["media"]] for w in works_of(laden.root / "site").values()) > 1
    stem = own.rpartition("/")[2].partition("-")[0]
    for folder in everything(laden.root):
        assert not list(folder.rglob(f"*{stem}*")), folder
    assert (laden.root / "site" / shared).is_file()
    assert (laden.root / CACHE / shared).is_file()
    notes = (laden.root / CACHE / "notes.json").read_text(encoding="utf-8")
    folder = laden.root / f"campaigns/{CAMPAIGN}/entries/photos/{entry}"
    hashes = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.suffix != ".yml"
    }
    assert [name for name, sha256 in hashes.items() if sha256 in notes] == [SHARED]


def test_nothing_else_of_the_site_changed(
    withdrawn: tuple[Laden, str, dict[str, dict]], laden: Laden
) -> None:
    """Pages of works that are no neighbours of it are byte for byte what they were."""
    changed, entry, before = withdrawn
    ids = list(before)
    at = ids.index(entry)
    near = {entry, *ids[max(0, at - 1) : at + 2]}
    pages = [f"campaigns/{CAMPAIGN}/works/{other}/index.html" for other in ids if other not in near]
    assert len(pages) > 90
    assert [
        p for p in pages if (laden.root / "site" / p).read_bytes() != (changed.root / "site" / p).read_bytes()
    ] == []
