"""A revision that looks at what was touched and at nothing else: what it may pass over, and what it must not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from generator.manifest import Due, Manifest, Source
from generator.revising import lookout as looking
from generator.revising import whole
from generator.revising.lookout import lookout
from generator.revising.looks import Looked, state_file
from generator.revising.showing import Showing
from generator.spread import SpreadError, queued
from generator.tree import write
from generator.verify.few import Tree, is_in_order
from generator.verify.memory import Memory, keep, led_to
from generator.verify.standard import Standard
from tests.recovery.projects import HOME, look
from tests.recovery.test_revising import Office

PAGE = f"{HOME}/works/w030/index.html"


@pytest.fixture(scope="module")
def office(quick: Path) -> Office:
    return Office(quick / "office-quick")


@pytest.fixture
def slow(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Tells when everything was looked at; begins with trees of which it is known how they stand."""
    for _ in range(3):
        if not office.revise():
            office.build()
    told: list[str] = []

    def slowly(*given: object, **more: object) -> object:
        told.append("slow")
        return write(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(whole, "write", slowly)
    yield told


def hidden(office: Office) -> Path:
    """The tree that is not shown."""
    shown = (office.root / "site").resolve()
    return next(tree for tree in office.root.glob(".site.[ab]") if tree != shown)


def test_only_what_was_touched_is_looked_at(office: Office, slow: list[str]) -> None:
    for number, name in enumerate(("w004", "photo", "w068", "w004", "w005")):
        office.say(name, "title", f"很快改好{number}")
        assert office.revise(), name
    office.say("w007", "text", "很快改好的文字")
    assert office.revise()
    assert not slow
    assert office.differs() == []
    assert look(hidden(office)) == look(office.root / "site")


@pytest.mark.parametrize("jobs", [1, 2])
def test_many_hands_find_what_one_finds(
    office: Office, slow: list[str], monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """The look is shared with a copy, and another one asks who leads to the card that goes; in small portions here."""
    for name, value in (("lookout.FEW", 0), ("lookout._PORTION", 7), ("renewing._LARGE", 0)):
        monkeypatch.setattr(f"generator.revising.{name}", value)
    site = office.root / "site"
    for number, touched in enumerate((False, True)):
        page = hidden(office) / PAGE
        if touched:
            page.unlink()  # the shown tree has the same file
            page.write_text("?", encoding="utf-8")
        office.say("w040", "title", f"许多只手{jobs}{number}")
        office.say("w066", "text", f"许多只手{jobs}{number}")
        with lookout(office.root, site, state_file(office.memory, site), jobs=jobs) as seen:
            assert seen
            assert office.revise(seen=seen, jobs=jobs)
        assert bool(slow) is touched
        assert office.differs() == []


def test_a_look_that_was_not_finished_tells_nothing(
    office: Office, slow: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy was killed: which portions it had taken nobody knows."""

    @contextmanager
    def killed(*_: object, **__: object) -> Iterator[Callable[[], object]]:
        def wait() -> object:
            raise SpreadError

        yield wait

    monkeypatch.setattr("generator.revising.lookout.FEW", 0)
    monkeypatch.setattr("generator.revising.lookout.done_beside", killed)
    site = office.root / "site"
    with lookout(office.root, site, state_file(office.memory, site), jobs=2) as seen:
        assert seen
        assert seen.answer() is None
    monkeypatch.undo()
    monkeypatch.setattr(looking, "queued", lambda numbers: queued(list(numbers)[:-1]))
    with lookout(office.root, site, state_file(office.memory, site), jobs=1) as seen:
        assert seen
        assert seen.answer() is None


def test_what_was_touched_and_says_the_same_is_as_good(office: Office, slow: list[str]) -> None:
    page = hidden(office) / PAGE
    page.chmod(0o600)
    page.chmod(0o644)
    (page.parent / "more").touch()
    (page.parent / "more").unlink()
    office.say("w031", "text", "旁边的一篇")
    assert office.revise()
    assert not slow


def test_other_bytes_with_the_size_and_the_times_there_were_are_told(office: Office, slow: list[str]) -> None:
    page = hidden(office) / PAGE
    found, before = page.stat(), page.read_bytes()
    with page.open("r+b") as file:
        file.seek(200)
        file.write(b"?")
    os.utime(page, ns=(found.st_atime_ns, found.st_mtime_ns))
    office.say("w052", "text", "这一页不能换上")
    assert not office.revise()
    assert slow
    page.write_bytes(before)
    office.build()
    assert office.differs() == []


def a_link(page: Path) -> None:
    page.rename(page.with_name("aside"))
    page.symlink_to("aside")


def a_linked_folder(page: Path) -> None:
    page.parent.rename(page.parent.with_name("aside"))
    page.parent.symlink_to("aside")


@pytest.mark.parametrize(
    "harm",
    [
        a_link,
        a_linked_folder,
        pytest.param(lambda page: page.unlink(), id="gone"),
        pytest.param(lambda page: page.chmod(0o600), id="closed"),
        pytest.param(lambda page: page.parent.chmod(0o700), id="closed folder"),
        pytest.param(lambda page: (page.parent / "more.html").write_text("多"), id="one more"),
        pytest.param(lambda page: (page.parents[4] / "more").mkdir(), id="one more folder"),
    ],
)
def test_what_somebody_did_to_the_hidden_tree_is_mended(
    office: Office, slow: list[str], harm: Callable[[Path], object]
) -> None:
    harm(hidden(office) / PAGE)
    office.say("w050", "text", f"又改了：{harm!r}".translate({ord(sign): None for sign in "<>:"}))
    if not office.revise():
        office.build()
    assert office.differs() == []


def test_a_manifest_that_was_put_there_is_not_trusted(office: Office, slow: list[str]) -> None:
    record = hidden(office).with_name(hidden(office).name + ".json")
    record.write_bytes(record.read_bytes())
    office.say("w051", "text", "清单动过了")
    assert office.revise()
    assert slow


def other_page(name: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda path, data: data.replace(old, new) if path.endswith(name) else data


NUMBERS = count()
FAULTS = [
    pytest.param(other_page("w040/index.html", b"</h1>", b'</h1><a href="nowhere/">x</a>'), id="a lost link"),
    pytest.param(other_page("w040/index.html", b"</h1>", b"</h1><p>13800138000</p>"), id="a number"),
    pytest.param(other_page("w040/index.html", b"</h1>", b"</h1><p>\xe8\xbf\x98\xe6\xb2\xa1\xe6\x9c\x89\xe4\xba\xba\xe5\xae\xa1\xe6\xa0\xb8\xe7\x9a\x84\xe9\x95\xbf\xe6\xa0\x87\xe9\xa2\x98</p>"), id="withheld words"),
    pytest.param(other_page("w040/index.html", b"</h1>", b'</h1><img src="https://example.com/x.png">'), id="another host"),
    pytest.param(other_page("gallery/index.html", b'id="w-w040"', b'id="w-w041"'), id="an anchor twice"),
    pytest.param(other_page("gallery/index.html", b'id="w-w040"', b""), id="an anchor less"),
    pytest.param(other_page("works.json", b'"w040"', b'"w041"'), id="a work less in the data"),
    pytest.param(other_page("works.json", b'"w040"', b'"w040'), id="data that cannot be read"),
    pytest.param(other_page("works.json", b'"title": "', b'"title": "13800138000'), id="a number in the data"),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_what_is_written_is_found(
    office: Office, slow: list[str], monkeypatch: pytest.MonkeyPatch, fault: Callable[[str, bytes], bytes]
) -> None:
    """Neither the quick way nor the slow one shows it."""
    made = Showing.outputs

    def faulty(showing: Showing) -> Iterator[tuple[str, Source]]:
        for path, source in made(showing):
            data = source.make() if isinstance(source, Due) else source
            assert isinstance(data, bytes)
            yield path, (wrong if (wrong := fault(path, data)) != data else source)

    monkeypatch.setattr(Showing, "outputs", faulty)
    before = look(office.root / "site")
    office.say("w040", "title", f"写坏的第{next(NUMBERS)}件")
    assert not office.revise()
    assert slow, "the quick way gave up first"
    assert look(office.root / "site") == before
    monkeypatch.undo()
    office.build()
    assert office.differs() == []


def site_of(top: Path, files: dict[str, str]) -> Tree:
    from generator.bringing import bring

    return Tree(top, bring(top, {}, [(name, text.encode()) for name, text in files.items()])[0])


def page(*links: str) -> str:
    return "<!doctype html>\n" + "".join(f'<a href="{link}">x</a>\n' for link in links)


def test_nobody_may_lead_to_what_is_gone(tmp_path: Path) -> None:
    standard = Standard(with_policy=False)
    for others, fine in ((("a.html",), True), (("a.html", "card.jpg"), False)):
        before = site_of(
            tmp_path / f"before{fine}",
            {"index.html": page("a.html", "b.html"), "a.html": page("card.jpg"), "b.html": page(*others), "card.jpg": "x"},
        )  # fmt: skip
        after = site_of(
            tmp_path / f"after{fine}",
            {"index.html": page("a.html", "b.html"), "a.html": page("new.jpg"), "b.html": page(*others), "new.jpg": "x"},
        )  # fmt: skip
        written = frozenset({"a.html"})
        assert is_in_order(before, after, written, frozenset({"card.jpg"}), standard) is fine
        kept: Manifest = {**after.written, "card.jpg": before.written["card.jpg"]}
        assert is_in_order(before, Tree(after.top, kept), written, frozenset(), standard)


def test_who_leads_to_a_file_is_told_without_opening_the_memory(tmp_path: Path) -> None:
    memory = Memory(
        files={"a.html": "1", "b.html": "2", "c.html": "3", "x.jpg": "4"},
        states=dict.fromkeys(["a.html", "b.html", "c.html"], (1, 2, 3, 4)),
        ties={"a.html": "*0 11", "b.html": "1", "c.html": "*10 2"},
        targets=[f"{number}.jpg" for number in range(12)],
        common=frozenset({"shared.jpg"}),
        parents={"a.html": ""},
    )
    keep(tmp_path, "clean", "policy", memory)
    for gone in ({"1.jpg"}, {"0.jpg", "2.jpg"}, {"shared.jpg"}, {"nowhere.jpg"}, set[str]()):
        told = led_to(gone, tmp_path, "clean", "policy")
        assert {name: sha256 for name, (sha256, _) in told.items()} == {
            "a.html": "1",
            "b.html": "2",
            "c.html": "3",
        }
        assert {name for name, (_, leads) in told.items() if leads} == memory.leading_to(gone, memory.ties)
    assert led_to({"1.jpg"}, tmp_path, "clean", "another policy") == {}
    assert led_to({"1.jpg"}, None, "clean", "policy") == {}


def test_looks_change_with_what_came_and_went() -> None:
    looked = Looked.of({"a": (1, 10), "b/c": (2, 20), "d": (3, 30)})
    assert looked.but({"b/c": (4, 40), "e": (5, 50), "a": None, "x": None}) == Looked.of(
        {"b/c": (4, 40), "d": (3, 30), "e": (5, 50)}
    )
    assert Looked.of({}).but({"a": (1, 1)}).names == ["a"]


def test_what_looks_otherwise_is_named(tmp_path: Path) -> None:
    for name in ("same", "touched", "gone"):
        (tmp_path / name).touch()
    top = f"{tmp_path}/"
    stamps = {
        n: (s.st_ino, s.st_ctime_ns) for n in ("same", "touched", "gone") for s in [(tmp_path / n).stat()]
    }
    stamps["touched"] = stamps["touched"][0], stamps["touched"][1] - 1
    (tmp_path / "gone").unlink()
    stamps[""] = tmp_path.stat().st_ino, tmp_path.stat().st_ctime_ns
    assert Looked.of(stamps).otherwise(top) == ["touched", "gone"]
    whole = Looked.of({f"{top}{name}": stamp for name, stamp in stamps.items() if name})
    assert whole.otherwise("") == [f"{top}touched", f"{top}gone"]
    assert Looked.of(stamps).otherwise(f"{tmp_path}/nowhere/") == list(stamps)
    assert Looked.of(stamps).otherwise(top, part=slice(2, 4)) == ["gone"]
    (tmp_path / "more").touch()
    os.utime(tmp_path, ns=(1, 1))
    assert Looked.of(stamps).otherwise(top) == ["touched", "gone", ""]
