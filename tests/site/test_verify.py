"""The verify stage on the committed site: silent there, and each of its judgements can fail (rows 1, E5, E7)."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import policy
from generator.bringing import bring
from generator.engine import engine_output
from generator.manifest import Manifest
from generator.pages.frame_parts import chinese_date
from generator.planning import Planned, plan
from generator.problems import Problem
from generator.verify.ours import OurReader
from generator.verify.site import verify
from tests.factories import ID_NUMBER, MOBILE

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 21)
WORK = "campaigns/2026-demo/works/a001/index.html"
Site = tuple[Path, Manifest, frozenset[str], Planned]


@pytest.fixture(scope="module")
def made(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site written aside, with its manifest, its plan and what it is held to."""
    planned = plan(ROOT, as_of=TODAY)
    assert planned.site and planned.standard
    engine = engine_output(ROOT, data_date=chinese_date(TODAY))
    names = frozenset(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    assert names == frozenset(engine.names(replace(planned.site, files=_media(site))))
    tree = tmp_path_factory.mktemp("verified") / "tree"
    written, _ = bring(tree, {}, ((name, site / name) for name in sorted(names)))
    remembering = replace(planned.standard, cache=tmp_path_factory.mktemp("memory"))
    assert verify(tree, written, names, remembering) == []  # nothing is remembered yet: all of it is read
    return tree, written, names, replace(planned, judge=lambda: (remembering, planned.policy))


def _media(site: Path) -> tuple[tuple[str, Path], ...]:
    files = (site / "media").rglob("*.*")
    return tuple((path.relative_to(site).as_posix(), path) for path in files)


@pytest.fixture
def copy(made: Site, tmp_path: Path) -> Site:
    """The same, to be harmed."""
    tree = tmp_path / "tree"
    shutil.copytree(made[0], tree, copy_function=_media_in_place)
    return tree, made[1], made[2], made[3]


def _media_in_place(source: str, target: str) -> None:
    """Copies are harmed in their pages and lists, never in their media."""
    (os.link if "/media/" in source else shutil.copy2)(source, target)


def judged(made: Site) -> list[Problem]:
    tree, written, names, planned = made
    assert planned.standard
    return verify(tree, written, names, planned.standard)


def rewritten(made: Site, name: str, change: Callable[[bytes], bytes]) -> list[Problem]:
    """What is found when one file is another one, and the manifest knows of it."""
    tree, written, names, planned = made
    path = tree / name
    data = path.read_bytes() if path.is_file() else b""
    new = change(data)
    assert new != data
    path.write_bytes(new)
    record = written[name]._replace(sha256=hashlib.sha256(new).hexdigest(), size=len(new))
    return judged((tree, {**written, name: record}, names, planned))


def put(text: str) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(b"</main>", text.encode() + b"</main>", 1)


def test_the_committed_site_is_clean(made: Site) -> None:
    assert judged(made) == []


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ('<a href="nowhere/">x</a>', "E901"),
        ('<img srcset="nothing.webp 400w" alt="">', "E901"),
        ('<a href="#nowhere">x</a>', "E902"),
        ('<p id="main"></p>', "E903"),
        ('<img src="https://example.org/a.png" alt="">', "E905"),
        ('<link rel="stylesheet" href="//example.org/a.css">', "E905"),
        ("<script>1</script>", "E906"),
        ('<p style="color:red">x</p>', "E906"),
        ('<p onclick="x()">x</p>', "E906"),
        ("<style>p{}</style>", "E906"),
        ('<iframe src="../../../../"></iframe>', "E906"),
        ('<a href="java\nscript:alert(1)">x</a>', "E907"),
        ('<a href="&#106;avascript:alert(1)">x</a>', "E907"),
        ('<a href="data:text/html,x">x</a>', "E907"),
        (f"<p>{ID_NUMBER}</p>", "E908"),
        (f"<p>{ID_NUMBER[:6]}<b>{ID_NUMBER[6:]}</b></p>", "E908"),
        (f"<p>{MOBILE}</p>", "E909"),
        (f'<a href="tel:{MOBILE}">x</a>', "E909"),
        ("<!-- 内部 -->", "E911"),
        ("<p>" + "长" * 100_000 + "</p>", "E913"),
    ],
)
def test_a_page_is_judged(copy: Site, html: str, code: str) -> None:
    found = rewritten(copy, WORK, put(html))
    assert [p.code for p in found] == [code]
    assert found[0].place.file.endswith("/a001/entry.yml")
    assert WORK in found[0].what()
    assert found[0].remedy()


def test_a_page_without_the_policy_is_seen(copy: Site) -> None:
    assert [p.code for p in rewritten(copy, WORK, lambda d: d.replace(policy.META_TAG, b""))] == ["E915"]


def test_a_fault_of_the_frame_is_told_once(made: Site, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    shutil.copytree(made[0], tree)
    for page in tree.rglob("*.html"):
        page.write_bytes(page.read_bytes().replace(b"<main ", b'<p onclick="1"></p><main ', 1))
    written = {
        n: r._replace(
            size=(tree / n).stat().st_size, sha256=hashlib.sha256((tree / n).read_bytes()).hexdigest()
        )
        for n, r in made[1].items()
    }
    found = judged((tree, written, *made[2:]))
    assert [p.code for p in found] == ["E906"]
    assert "另有" in found[0].what()


def test_a_leak_in_the_frame_is_found_again_when_the_page_it_was_told_of_is_mended(copy: Site) -> None:
    """Pages that share the piece it stands in are not taken to be clean."""
    tree, written, names, planned = copy
    leak = f"<p>{ID_NUMBER}</p>\n<main ".encode()
    shared = [tree / "404.html", tree / "about/index.html"]
    for path in shared:
        path.write_bytes(path.read_bytes().replace(b"<main ", leak, 1))
    known = dict(written)

    def book(path: Path) -> None:
        data = path.read_bytes()
        name = path.relative_to(tree).as_posix()
        known[name] = known[name]._replace(size=len(data), sha256=hashlib.sha256(data).hexdigest())

    for path in shared:
        book(path)
    first = judged((tree, known, names, planned))
    assert [(p.code, p.place.file) for p in first] == [("E908", "theme/404.html")]
    shared[0].write_bytes(shared[0].read_bytes().replace(ID_NUMBER.encode(), b""))
    book(shared[0])
    second = judged((tree, known, names, planned))
    assert [(p.code, p.place.file) for p in second] == [("E908", "content/about.md")]


def test_a_page_that_is_not_what_was_written_is_seen(copy: Site) -> None:
    page = copy[0] / WORK
    page.write_bytes(page.read_bytes().replace(b"</main>", b"</maim>", 1))
    assert [p.code for p in judged(copy)] == ["E912"]


def test_a_page_nobody_leads_to_is_seen(copy: Site) -> None:
    tree, written, names, planned = copy
    (tree / "alone").mkdir()
    page = (tree / "about/index.html").read_bytes()
    (tree / "alone/index.html").write_bytes(page)
    known = {**written, "alone/index.html": written["about/index.html"]}
    assert [p.code for p in judged((tree, known, names | {"alone/index.html"}, planned))] == ["E904"]


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda tree: (tree / "robots.txt").unlink(), "没有写出来"),
        (lambda tree: (tree / "stray.txt").write_text("x"), "计划里没有"),
        (lambda tree: (tree / "robots.txt").write_text("x"), "大小"),
        (lambda tree: (tree / "link").symlink_to("/etc/passwd"), "计划里没有"),
        (lambda tree: (tree / "folder").symlink_to("/etc"), "计划里没有"),
    ],
)
def test_the_list_of_files_is_judged(copy: Site, harm: Callable[[Path], object], words: str) -> None:
    harm(copy[0])
    found = judged(copy)
    assert {p.code for p in found} == {"E912"}
    assert words in found[0].what()


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("assets/zb/site.css", lambda d: d + b"@import url(https://example.org/x.css);", "E905"),
        ("assets/zb/zb.js", lambda d: d + b'fetch("//example.org/x")', "E905"),
        ("data/catalog.json", lambda d: d.replace(b"{", f'{{"x": "{MOBILE}", '.encode(), 1), "E909"),
        ("robots.txt", lambda d: d + ID_NUMBER.encode(), "E908"),
        ("robots.txt", lambda d: d + ID_NUMBER.encode("utf-16-le"), "E908"),
    ],
)
def test_other_files_are_judged(copy: Site, name: str, change: Callable[[bytes], bytes], code: str) -> None:
    assert [p.code for p in rewritten(copy, name, change)] == [code]


def test_a_work_that_hangs_twice_or_not_at_all_is_seen(copy: Site) -> None:
    def drop(data: bytes) -> bytes:
        records = json.loads(data)
        return json.dumps(records[1:], ensure_ascii=False).encode()

    assert {p.code for p in rewritten(copy, "data/2026-demo/works.json", drop)} == {"E914"}


def test_what_was_clean_is_not_read_again_and_damage_to_the_memory_costs_nothing(
    made: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree, written, names, planned = made
    assert planned.standard
    assert planned.standard.cache
    shutil.copytree(planned.standard.cache, tmp_path / "verified")
    standard = replace(planned.standard, cache=tmp_path / "verified")
    assert verify(tree, written, names, standard) == []  # what a test before harmed is read once more
    read: list[str] = []
    real = OurReader._faults
    monkeypatch.setattr(
        OurReader, "_faults", lambda self, name, **rest: (read.append(name), real(self, name, **rest))[1]
    )
    assert verify(tree, written, names, standard) == []
    assert read == []
    (tmp_path / "verified/clean.json").write_bytes(b"x")
    assert verify(tree, written, names, standard) == []
    assert len(read) > 100
    read.clear()
    other = replace(standard, sought=replace(standard.sought, mobiles=frozenset({MOBILE})))
    assert verify(tree, written, names, other) == []
    assert len(read) > 100
