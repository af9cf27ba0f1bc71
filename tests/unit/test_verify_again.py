"""A site that was verified before: what is told of it is what would be told if nothing were remembered."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.leaks.sought import Sought
from generator.manifest import Manifest, Record
from generator.verify import leaf as leaf_module
from generator.verify.site import verify
from generator.verify.standard import Standard
from tests.factories import ID_NUMBER

PAGE = '<!doctype html>\n<html>\n<body>\n<main id="main">\n{}\n</main>\n<p>\n<a href="{}index.html">x</a>\n</p>\n</body>\n</html>\n'
GALLERY = "campaigns/c/gallery/index.html"


class Tree:
    """A site of pages that are lines, and what was written into it."""

    def __init__(self, folder: Path) -> None:
        self.tree, self.cache = folder / "tree", folder / "verified"
        self.written: Manifest = {}

    def put(self, name: str, data: bytes) -> None:
        path = self.tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(data)
        state = path.lstat()
        sha256 = hashlib.sha256(data).hexdigest()
        self.written[name] = Record(sha256, state.st_size, state.st_mtime_ns, state.st_ino)

    def page(self, name: str, *lines: str) -> None:
        self.put(name, PAGE.format("\n".join(lines), "../" * name.count("/")).encode())

    def drop(self, name: str) -> None:
        (self.tree / name).unlink()
        del self.written[name]

    def told(self, *, cache: bool = True, planned: frozenset[str] | None = None) -> list[str]:
        works = {"c": {"one": "", "two": ""}} if GALLERY in self.written else {}
        standard = Standard(
            sought=Sought.of(words={"不公开的作品标题": "x"}),
            works=works,
            with_policy=False,
            cache=self.cache if cache else None,
        )
        names = frozenset(self.written) if planned is None else planned
        return [repr(one) for one in verify(self.tree, self.written, names, standard)]


@pytest.fixture
def site(tmp_path: Path) -> Tree:
    tree = Tree(tmp_path)
    tree.page(
        "index.html", *(f'<a href="p/{n}/index.html">x</a>' for n in range(12)), f'<a href="{GALLERY}">x</a>'
    )
    tree.page("404.html", "<p>x</p>")
    for n in range(12):
        tree.page(
            f"p/{n}/index.html", f'<p id="a{n}">x</p>', f'<a href="../{(n + 1) % 12}/#a{(n + 1) % 12}">x</a>'
        )
    tree.page(GALLERY, '<p id="w-one">x</p>', '<p id="w-two">x</p>')
    tree.put("data/c/works.json", json.dumps([{"id": "one"}, {"id": "two"}]).encode())
    tree.put("a.txt", b"x")
    assert tree.told() == []
    return tree


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda site: site.page("p/3/index.html", '<a href="../4/#a4">x</a>'), "E902"),
        (lambda site: site.drop("p/3/index.html"), "E901"),
        (
            lambda site: site.page("p/3/index.html", '<p id="a3">x</p>', '<a href="../5/#nowhere">x</a>'),
            "E902",
        ),
        (lambda site: site.page("p/3/index.html", '<p id="a3">x</p>', '<a href="../nowhere/">x</a>'), "E901"),
        (lambda site: site.page("p/3/index.html", '<p id="a3">x</p>', '<p id="a3">x</p>'), "E903"),
        (lambda site: site.page("p/3/index.html", '<p id="a3">x</p>', f"<p>{ID_NUMBER}</p>"), "E908"),
        (lambda site: site.page("p/alone/index.html", "<p>x</p>"), "E904"),
        (lambda site: site.page(GALLERY, '<p id="w-one">x</p>'), "E914"),
        (lambda site: site.put("data/c/works.json", b'[{"id": "one"}]'), "E914"),
        (lambda site: site.put("a.txt", ID_NUMBER.encode()), "E908"),
    ],
)
def test_a_fault_that_comes_later_is_told(site: Tree, harm: Callable[[Tree], None], code: str) -> None:
    harm(site)
    told = site.told()
    assert told == site.told(cache=False)
    assert told
    assert all(f"'{code}'" in one for one in told)
    assert site.told() == told  # and it is told as long as it is there


def test_pages_that_lose_their_only_way_are_told(site: Tree) -> None:
    site.page("index.html", f'<a href="{GALLERY}">x</a>')
    told = site.told()
    assert told == site.told(cache=False)
    assert len(told) == 1
    assert "另有 11 个文件" in told[0]  # they lead to each other, and home to none of them


def test_bytes_that_change_behind_our_back_are_seen(site: Tree) -> None:
    """As large, as old and the same inode: only the change time cannot be set."""
    path = site.tree / "p/3/index.html"
    before = path.stat()
    with path.open("r+b") as file:
        file.write(b"<!doctype HTML>")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat()[:8] == before[:8]
    told = site.told()
    assert len(told) == 1
    assert "E912" in told[0]
    assert site.told() == told


def test_only_what_changed_is_taken_apart(site: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = leaf_module.LeafReader._leaf
    monkeypatch.setattr(
        leaf_module.LeafReader,
        "_leaf",
        lambda self, name, *rest: (read.append(name), real(self, name, *rest))[1],
    )
    assert site.told() == []
    assert read == []
    site.page("p/3/index.html", '<p id="a3">y</p>', '<a href="../4/#a4">y</a>')
    assert site.told() == []
    assert read == ["p/3/index.html"]
    site.page("p/5/index.html", '<p id="a5">y</p>', '<a href="../7/#main">y</a>')
    assert site.told() == []
    assert read[1:] == ["p/5/index.html", "p/7/index.html"]  # nobody had asked for that anchor
    shutil.copytree(site.tree, site.tree.with_name("other"))
    site.tree = site.tree.with_name("other")
    assert site.told() == []
    assert len(read) == 3  # in another tree they look different, and what is in them is known


def test_a_forged_or_torn_memory_costs_nothing(site: Tree) -> None:
    saved = site.cache / "clean.json" if (site.cache / "clean.json").exists() else site.cache / "preview.json"
    whole = saved.read_bytes()
    body = json.loads(whole.partition(b"\n")[2])
    for key in body:
        for wrong in (None, [], "x", 7, {}):
            data = json.dumps({**body, key: wrong}).encode()
            saved.write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
            assert site.told() == [], (key, wrong)


def test_a_walk_of_edits_tells_what_a_first_look_tells(site: Tree) -> None:
    chance = random.Random(7)
    lines = [
        '<p id="a{}">x</p>',
        '<a href="../{}/">x</a>',
        '<a href="../{}/#a{}">x</a>',
        "<p>{}</p>",
        '<a name="b{}">x</a>',
    ]
    for _ in range(60):
        name = f"p/{chance.randrange(14)}/index.html"
        kind = chance.randrange(6)
        if kind == 0 and name in site.written:
            site.drop(name)
        elif kind == 1:
            targets = [f'<a href="p/{n}/index.html">x</a>' for n in range(14) if chance.random() < 0.7]
            site.page("index.html", *targets, f'<a href="{GALLERY}">x</a>')
        elif kind == 2 and name in site.written:
            path = site.tree / name
            path.write_bytes(path.read_bytes()[::-1])
        else:
            n = chance.randrange(14)
            own = name.split("/")[1]
            made = [f'<p id="a{own}">x</p>', *(one.format(n, n) for one in chance.sample(lines[1:], 2))]
            site.page(name, *made)
        assert site.told() == site.told(cache=False)
