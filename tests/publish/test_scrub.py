"""Kept releases hold nothing that may no longer be shown, and are whole all the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.manifest import WriteError
from generator.publish import log
from generator.publish import scrub as scrubbing
from generator.publish.destination import ShownError
from generator.publish.policy import Policy
from generator.publish.record import File, load
from generator.publish.releases import Outcome, publish
from generator.publish.rollback import rollback, standing
from tests.publish.places import after, broken, built, page, snapshot

C = "campaigns/c/"
UP = "../../../../"
GALLERY, DATA = C + "gallery/index.html", "data/c/works.json"
WHOLE = {
    "index.html": page(C + "gallery/"),
    GALLERY: page("../../../", *(f"../../../{C}works/{w}/" for w in ("w1", "w2", "w3"))),
    C + "works/w1/index.html": page(UP, UP + "media/a/own.webp", UP + "media/b/shared.webp", words="secret"),
    C + "works/w2/index.html": page(UP, UP + "media/b/shared.webp"),
    C + "works/w3/index.html": page(UP, UP + "media/c/third.webp"),
    DATA: b'[{"id": "w1", "t": "secret", "url": "campaigns/c/works/w1/"}]',
    "media/a/own.webp": b"secret picture",
    "media/b/shared.webp": b"shared",
    "media/c/third.webp": b"third",
}
WITHDRAWN = {
    **{path: data for path, data in WHOLE.items() if path != "media/a/own.webp"},
    GALLERY: page("../../../", *(f"../../../{C}works/{w}/" for w in ("w1", "w2", "w3", "w4"))),
    C + "works/w1/index.html": page(UP, words="withdrawn"),
    C + "works/w4/index.html": page(UP, UP + "media/d/fourth.webp"),
    DATA: b"[]",
    "media/d/fourth.webp": b"fourth",
}
DOWN = Policy("w1 down", works=frozenset({C + "works/w1/"}))


class Server:
    """An own server."""

    def __init__(self, base: Path) -> None:
        self.tree, self.dest, self.minutes = base / "tree", base / "www", 0

    def put(self, files: dict[str, bytes], policy: Policy | None = None) -> Outcome:
        self.minutes += 1
        site = built(self.tree, files)
        return publish(self.dest, site, now=after(self.minutes), policy=policy or Policy())

    def release(self, name: str) -> dict[str, bytes]:
        return snapshot(self.dest / "releases" / name)

    def holding(self, words: bytes) -> list[str]:
        """Files anywhere at the destination, control folder and all, that hold these words."""
        return [str(p) for p in self.dest.rglob("*") if p.is_file() and words in p.read_bytes()]


@pytest.fixture
def server(quick: Path) -> Server:
    return Server(quick)


def test_a_withdrawn_work_leaves_every_kept_release(server: Server) -> None:
    first = server.put(WHOLE).release
    second = server.put({**WHOLE, "index.html": page(C + "gallery/", words="news")}).release
    assert len(server.holding(b"secret")) == 6
    done = server.put(WITHDRAWN, DOWN)
    assert server.holding(b"secret") == []
    assert [(one.release, one.works, one.dropped) for one in done.scrubbed] == [
        (first, (C + "works/w1/",), False),
        (second, (C + "works/w1/",), False),
    ]
    for name, home in ((first, WHOLE["index.html"]), (second, page(C + "gallery/", words="news"))):
        assert server.release(name) == {**WITHDRAWN, "index.html": home}, (
            "what w4 needs came with the gallery"
        )
        assert broken(server.dest / "releases" / name) == []
    told = [one for one in log.events(server.dest / ".zhanbang") if one.action == "清除"]
    assert [(one.release, one.works) for one in told] == [
        (first, (C + "works/w1/",)),
        (second, (C + "works/w1/",)),
    ]
    assert rollback(server.dest, now=after(9), to=first).release == first


def test_without_a_tombstone_the_work_is_gone_and_what_led_to_it_gives_way(server: Server) -> None:
    told = {
        **WHOLE,
        "about/index.html": page("../", f"../{C}works/w2/"),
        C + "works/w2/index.html": page(UP, "../w1/"),
    }
    first = server.put(told).release
    gone = {path: data for path, data in WITHDRAWN.items() if "w1" not in path}
    gone[GALLERY] = page("../../../", f"../../../{C}works/w4/")
    del gone[C + "works/w2/index.html"]
    server.put(gone, DOWN)
    assert server.holding(b"secret") == []
    assert broken(server.dest / "releases" / first) == []
    kept = server.release(first)
    assert C + "works/w2/index.html" not in kept, "it led to w1 and the site of today has no other"
    assert "about/index.html" not in kept, "it led to w2"
    assert C + "works/w3/index.html" in kept


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("about/index.html", page("../campaigns/c/works/w1/")),
        (C + "results.csv", b"works/w1/,secret"),
        (C + "calendar.ics", b"URL:https://example.cn/campaigns/c/works/w1/\r\n"),
        ("feed.xml", b"<link>https://example.cn/zb/campaigns/c/works/w1/</link>secret"),
        ("data/c/gallery.js", b'zbGallery([{"u":"campaigns/c/works/w1/","t":"secret"}])'),
        (C + "works/w2/index.html", page(UP, "../w1/", words="secret")),
        (C + "projects/s/index.html", page(UP, "../../works/w1/", words="secret")),
    ],
)
def test_every_way_to_name_a_work(server: Server, path: str, data: bytes) -> None:
    server.put({**WHOLE, path: data})
    server.put({**WITHDRAWN, path: page(UP)}, DOWN)
    assert server.holding(b"secret") == []
    assert all(path not in one or data != one[path] for one in map(server.release, _ids(server)))


def test_works_with_longer_names_are_others(server: Server) -> None:
    files = {**WHOLE, C + "works/w11/index.html": page(UP, words="mine"), "a.html": page(C + "works/w11/")}
    first = server.put(files).release
    server.put(WITHDRAWN, DOWN)
    assert server.release(first)["a.html"] == files["a.html"]
    assert server.release(first)[C + "works/w11/index.html"] == files[C + "works/w11/index.html"]


def test_what_an_editor_deleted_by_accident_stays(server: Server) -> None:
    first = server.put(WHOLE).release
    rest = {path: data for path, data in WHOLE.items() if "w3" not in path and "third" not in path}
    rest[GALLERY] = page("../../../", f"../../../{C}works/w1/", f"../../../{C}works/w2/")
    server.put(rest)
    rollback(server.dest, now=after(9))
    assert server.release(first) == WHOLE == snapshot(server.dest / "current")


def test_other_words_that_may_no_longer_be_shown(server: Server) -> None:
    number = b"13800000000"
    shown = {**WHOLE, C + "contacts/index.html": page(UP, words=number.decode()), C + "contacts.csv": number}
    first = server.put(shown).release
    masked = {
        **WHOLE,
        C + "contacts/index.html": page(UP, words="138****0000"),
        C + "contacts.csv": b"138****0000",
    }
    done = server.put(masked, Policy("masked", forbids=lambda path, data: number in data))
    assert server.release(first) == masked
    assert server.holding(number) == []
    assert done.scrubbed[0].change.changed == 2


def test_what_cannot_be_made_whole_is_dropped(server: Server) -> None:
    first = server.put({**WHOLE, "index.html": page(C + "works/w1/")}).release
    homeless = {path: data for path, data in WITHDRAWN.items() if path != "index.html"}
    done = server.put(homeless, DOWN)
    assert [(one.release, one.dropped) for one in done.scrubbed] == [(first, True)]
    assert _ids(server) == [done.release]
    assert server.holding(b"secret") == []
    assert "无法补全，整个删除" in (server.dest / ".zhanbang/log.txt").read_text("utf-8")


def test_a_work_that_was_down_already_changes_nothing_more(server: Server) -> None:
    first = server.put(WITHDRAWN, DOWN).release
    before = server.release(first)
    other = Policy("w1 and w9 down", works=DOWN.works | {C + "works/w9/"})
    today = {**WITHDRAWN, GALLERY: page("../../../", f"../../../{C}works/w1/", words="today")}
    done = server.put(today, other)
    assert not any(one.change for one in done.scrubbed), "the tombstone of w1 stood in it from the beginning"
    assert server.release(first) == before
    assert all(one.ready for one in standing(server.dest))


def test_equal_content_still_cleans_what_is_kept(server: Server) -> None:
    """A run that was killed between the switch and the cleaning is completed though nothing else changed."""
    first = server.put(WHOLE).release
    server.put(WITHDRAWN)
    assert server.holding(b"secret picture") != []
    done = server.put(WITHDRAWN, DOWN)
    assert done.new is False
    assert [one.release for one in done.scrubbed if one.change] == [first]
    assert server.holding(b"secret") == []


def test_nobody_goes_back_to_what_was_not_cleaned(server: Server) -> None:
    first = server.put(WHOLE).release
    server.put(WITHDRAWN)
    (server.dest / ".zhanbang/policy").write_text("w1 down\n")
    assert [one.ready for one in standing(server.dest)] == [False, False]
    with pytest.raises(WriteError, match=r"可能还有后来撤下的内容.*zhanbang publish"):
        rollback(server.dest, now=after(9))
    assert snapshot(server.dest / "current") == WITHDRAWN
    server.put(WITHDRAWN, DOWN)
    assert rollback(server.dest, now=after(9)).release == first
    assert b"secret" not in b"".join(snapshot(server.dest / "current").values())


def test_a_release_in_the_middle_of_cleaning_is_looked_at_anew(server: Server) -> None:
    first = server.put(WHOLE).release
    server.put(WITHDRAWN)
    record = server.dest / f".zhanbang/releases/{first}.json"
    record.write_text(record.read_text().replace('"mending":false', '"mending":true'))
    folder = server.dest / "releases" / first
    (folder / GALLERY).unlink()  # as if the run had been killed here and there
    shutil.copy(server.tree / DATA, folder / DATA)
    server.put(WITHDRAWN, DOWN)
    assert server.release(first) == {**WITHDRAWN, "index.html": WHOLE["index.html"]}
    assert load(record).mending is False  # type: ignore[union-attr]


def shard(*works: str, told: str = "", campaign: str = "c") -> bytes:
    """A shard of the search index with these works."""
    base = f"campaigns/{campaign}/"
    data = {
        "id": campaign,
        "u": [f"{base}notices/*/", f"{base}projects/*/", f"{base}contacts/", f"{base}works/*/"],
        "n": [],
        "p": [["s", "歌曲", "", ""]] if told else [],
        "k": [],
        "w": {"i": "\n".join(works), "t": told},
    }
    return f"zbFind({json.dumps(data)});\n".encode()


def listing(*campaigns: str) -> bytes:
    """The list of the shards."""
    return f"zbFind({json.dumps({'shards': [[one, one, 0] for one in campaigns]})});\n".encode()


ROLL, TABLE, WORD = (C + f"results/{name}" for name in ("index.html", "results.csv", "results.docx"))
SONGS, CALENDAR = C + "projects/s/index.html", C + "projects/s/calendar.ics"
SHARD, SHARDS = "data/search/c.js", "data/search/index.js"
CARDS = b'zbUnits("0",{"East":[["c","<a href=\\"{r}campaigns/c/works/w1/\\">secret</a>"]]});\n'
LAID = {
    **WHOLE,
    ROLL: page("../../../", "../works/w1/", "results.csv", "results.docx", words="secret"),
    TABLE: b"w1,secret",
    WORD: b"PK secret",
    SONGS: page(UP, "calendar.ics"),
    CALENDAR: b"old",
    SHARD: shard("w1", "w2", told="secret"),
    SHARDS: listing("c"),
    "data/units/0.js": CARDS,
    "data/units/1.js": b'zbUnits("1",{"West":[["c","old"]]});\n',
    "data/units/index.js": b'zbUnits("index",[["East","",0],["West","",1]]);\n',
}
"""A site with what readers take along, search and ask their unit for; `secret` is told in forms that name no address."""
MENDED = {
    **LAID,
    **WITHDRAWN,
    ROLL: page("../../../", words="nobody"),
    TABLE: b"nobody",
    WORD: b"PK nobody",
    CALENDAR: b"new",
    SHARD: shard("w2", "w4", told="w1 is gone"),
    "data/units/0.js": b'zbUnits("0",{"East":[["c","new"]],"West":[["c","new"]]});\n',
    "data/units/index.js": b'zbUnits("index",[["East","",0],["West","",0]]);\n',
}
for path in ("data/units/1.js", "media/a/own.webp"):
    del MENDED[path]


def test_what_tells_of_a_work_without_naming_it_goes_with_what_names_it(server: Server) -> None:
    first = server.put(LAID).release
    assert len(server.holding(b"secret")) == 8
    done = server.put(MENDED, DOWN)
    assert server.holding(b"secret") == []
    assert [one.works for one in done.scrubbed] == [(C + "works/w1/",)]
    kept = server.release(first)
    assert kept[CALENDAR] == b"old", "nothing beside it tells of the work"
    assert kept == {**MENDED, "index.html": WHOLE["index.html"], CALENDAR: b"old"}
    assert broken(server.dest / "releases" / first) == []
    assert not any(one.change for one in server.put(MENDED, DOWN).scrubbed)


def test_what_the_search_of_today_finds_is_there(server: Server) -> None:
    """The shard of today came with a new work and a new sub-project: their pages came with it."""
    new = {C + "works/w5/index.html": page(UP, words="new"), SHARD: shard("w2", "w5", told="new")}
    first = server.put({path: data for path, data in LAID.items() if path not in (SONGS, CALENDAR)}).release
    server.put({**MENDED, **new}, DOWN)
    kept = server.release(first)
    assert kept[C + "works/w5/index.html"] == new[C + "works/w5/index.html"]
    assert (SONGS in kept, kept[CALENDAR]) == (True, b"new")


def test_the_search_of_a_campaign_that_is_gone_leads_nowhere(server: Server) -> None:
    first = server.put({**LAID, SHARDS: listing("b", "c"), "data/search/b.js": shard(campaign="b")}).release
    gone = {path: data for path, data in MENDED.items() if not path.startswith((C, "data/c/", SHARD))}
    gone |= {"index.html": page(), SHARDS: listing("b"), "data/search/b.js": shard(campaign="b")}
    server.put(gone, DOWN)
    kept = server.release(first)
    assert (SHARD in kept, kept[SHARDS]) == (False, listing("b"))
    assert server.holding(b"secret") == []


@pytest.mark.parametrize(
    "strange", [b"zbFind([1]);", b"zbFind({", b"other", b'zbFind({"w":{"i":3},"n":[],"p":[]});']
)
def test_a_shard_that_cannot_be_read_tells_nothing(server: Server, strange: bytes) -> None:
    first = server.put({**LAID, SHARD: strange + b"secret"}).release
    server.put(MENDED, DOWN)
    assert server.release(first)[SHARD] == MENDED[SHARD]
    assert server.holding(b"secret") == []


@pytest.mark.parametrize("page_now", ["todays", "none"])
def test_a_run_that_was_killed_between_a_page_and_its_table(server: Server, page_now: str) -> None:
    """The page that named the work was the shown site's already, or gone: what stands beside it is not forgotten."""
    first = server.put(LAID).release
    server.put(MENDED)
    record = server.dest / f".zhanbang/releases/{first}.json"
    record.write_text(record.read_text().replace('"mending":false', '"mending":true'))
    folder = server.dest / "releases" / first
    shown = {**MENDED}
    if page_now == "none":
        shown = {path: data for path, data in MENDED.items() if path not in (ROLL, TABLE, WORD)}
        (folder / ROLL).unlink()
    else:
        shutil.copy(server.tree / ROLL, folder / ROLL)
    shutil.copy(server.tree / "data/units/0.js", folder / "data/units/0.js")
    server.put(shown, DOWN)
    assert server.holding(b"secret") == []
    kept = server.release(first)
    assert {path for path in kept if path.startswith(C + "results/")} == {ROLL, TABLE, WORD} & shown.keys()
    assert {path for path in kept if path.startswith("data/units/")} == {
        "data/units/0.js",
        "data/units/index.js",
    }
    assert broken(folder) == []


HANDOUT, NOTICE = C + "files/list.docx", C + "notices/n/index.html"


def test_documents_of_kept_releases_are_todays(server: Server) -> None:
    """What is forbidden is the same before and after: only the document tells that it was changed."""
    told = {
        **WHOLE,
        HANDOUT: b"secret names",
        C + "files/same.pdf": b"same",
        NOTICE: page(UP, "../../files/list.docx"),
    }
    first = server.put(told).release
    today = {**told, HANDOUT: b"other names"}
    done = server.put(today)
    assert [(one.release, one.change.changed) for one in done.scrubbed] == [(first, 1)]
    assert server.release(first) == today
    second = server.put({**today, "index.html": page(C + "gallery/", words="x")}).release
    gone = {path: data for path, data in today.items() if path not in (HANDOUT, NOTICE)}
    server.put(gone)
    for name in (first, second):
        assert HANDOUT not in server.release(name)
        assert NOTICE not in server.release(name), "it led to the document"
        assert server.release(name)[C + "files/same.pdf"] == b"same"
        assert broken(server.dest / "releases" / name) == []
    assert server.holding(b"names") == []
    assert all(one.ready for one in standing(server.dest))
    assert not any(one.change for one in server.put(gone).scrubbed)


def test_what_others_put_into_a_kept_release_goes(server: Server, quick: Path) -> None:
    first = server.put(WHOLE).release
    server.put({**WHOLE, "index.html": page(C + "gallery/", words="x")})
    (quick / "private").mkdir()
    (quick / "private/key").write_text("key")
    folder = server.dest / "releases" / first
    (folder / "mine/deep").mkdir(parents=True)
    (folder / "mine/deep/x.html").write_text("secret copy")
    (folder / C / "works/w1/index.html.bak").write_text("secret copy")
    (folder / "link").symlink_to(quick / "private")
    done = server.put({**WHOLE, "index.html": page(C + "gallery/", words="x")})
    assert done.new is False
    assert [(one.release, one.change.removed) for one in done.scrubbed] == [(first, 3)]
    assert server.release(first) == WHOLE
    assert not (folder / "mine").exists()
    assert not (folder / "link").is_symlink()
    assert (quick / "private/key").read_text() == "key"
    assert rollback(server.dest, now=after(9)).release == first


def test_a_shown_release_that_is_changed_while_others_are_cleaned(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails there says that the new site is shown, not that nothing was changed."""
    server.put(WHOLE)
    monkeypatch.setattr(scrubbing, "link", lambda source, target: False)
    real = scrubbing.copy

    def meddled(source: Path, target: Path, wanted: File) -> File:
        source.write_bytes(b"meddled")
        return real(source, target, wanted)

    monkeypatch.setattr(scrubbing, "copy", meddled)
    with pytest.raises(ShownError, match=r"新网站已经公开，但没有收拾完.*被别的程序改了") as told:
        server.put(WITHDRAWN, DOWN)
    assert "没有改动" not in str(told.value)
    monkeypatch.undo()
    server.put(WITHDRAWN, DOWN)
    assert snapshot(server.dest / "current") == WITHDRAWN
    assert server.holding(b"secret") == []


def test_a_kept_release_that_was_damaged_is_cleaned_all_the_same(server: Server) -> None:
    first = server.put({**WHOLE, "old.txt": b"old", "gone.txt": b"gone"}).release
    folder = server.dest / "releases" / first
    server.put({**WHOLE, "index.html": page(C + "gallery/", words="x")})
    (folder / C / "works/w3/index.html").unlink()
    (folder / C / "works/w2/index.html").write_text("not ours")
    (folder / "old.txt").chmod(0o600)
    (folder / "gone.txt").unlink()
    server.put(WITHDRAWN, DOWN)
    assert server.holding(b"secret") == server.holding(b"not ours") == []
    assert broken(folder) == []
    assert rollback(server.dest, now=after(9), to=first).release == first


def _ids(server: Server) -> list[str]:
    return sorted(path.name for path in (server.dest / "releases").iterdir())
