"""What others do to an own server between two runs, and logs that are lost: a sentence, or it goes on; never a trace."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.commands import commands
from generator.manifest import WriteError
from generator.publish import log
from generator.publish.destination import Kind, ShownError, kind_of, system_words
from generator.publish.policy import Policy
from generator.publish.releases import Outcome, plan, publish
from generator.publish.rollback import rollback, standing
from tests.publish.places import NEW, OLD, THIRD, after, built, snapshot

SITES = (OLD, NEW, THIRD)


class Server:
    """An own server with three releases."""

    def __init__(self, base: Path) -> None:
        self.tree, self.dest = base / "tree", base / "www"
        self.control, self.shelf = self.dest / ".zhanbang", self.dest / "releases"
        self.ids = [self.put(files, at).release for at, files in enumerate(SITES)]

    def put(self, files: dict[str, bytes], minutes: int = 9) -> Outcome:
        return publish(self.dest, built(self.tree, files), now=after(minutes), policy=Policy())

    @property
    def shown(self) -> dict[str, bytes]:
        return snapshot(self.dest / "current")

    @property
    def releases(self) -> list[str]:
        return sorted(path.name for path in self.shelf.iterdir())


@pytest.fixture
def server(quick: Path) -> Server:
    return Server(quick)


def test_going_back_without_a_log_says_that_the_site_is_another(server: Server) -> None:
    (server.control / "log.jsonl.new").mkdir()
    done = CliRunner().invoke(commands, ["rollback", str(server.dest)])
    assert server.shown == NEW
    assert done.exit_code == 2
    assert f"网站已经回到 {server.ids[1]}（之前是 {server.ids[2]}），但日志没有写上" in done.output
    assert "没有改动" not in done.output
    assert "没有回退" not in done.output
    with pytest.raises(ShownError, match=r"log\.jsonl\.new 是一个文件夹"):
        rollback(server.dest, now=after(5))
    assert server.shown == OLD
    (server.control / "log.jsonl.new").rmdir()
    assert server.put(OLD).new is False
    assert log.live(log.events(server.control)) == server.ids[0]


@pytest.mark.parametrize("forward", [True, False])
def test_a_folder_that_cannot_be_synced_after_the_switch(
    server: Server, monkeypatch: pytest.MonkeyPatch, forward: bool
) -> None:
    real = os.open

    def refuse(path: object, *rest: object, **more: object) -> int:
        link = os.readlink(server.dest / "current").rpartition("/")[2]
        if path == server.dest and link != server.ids[2]:
            raise OSError(errno.EMFILE, "Too many open files", str(path))
        return real(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ShownError, match="新网站已经公开" if forward else "网站已经回到"):
        server.put(OLD) if forward else rollback(server.dest, now=after(5), to=server.ids[0])
    monkeypatch.undo()
    assert server.shown == OLD


@pytest.mark.parametrize("garbage", [b"\xff\xfe\n{}\n", b'{"time": 1}\n[]\nnull\n"x"\n{"works": 1}\n', b"\n"])
def test_a_log_that_cannot_be_read(server: Server, garbage: bytes) -> None:
    (server.control / "log.jsonl").write_bytes(garbage)
    assert rollback(server.dest, now=after(5)).release == server.ids[1]
    (server.control / "log.jsonl").write_bytes(garbage)
    (server.control / "log.txt").write_bytes(garbage)
    assert server.put(OLD).new
    assert server.releases[:3] == server.ids
    assert log.live(log.events(server.control)) == server.releases[-1]
    assert log.is_whole(server.control)


def test_a_line_of_the_log_of_other_kinds_is_passed_over(server: Server) -> None:
    with (server.control / "log.jsonl").open("a") as file:
        file.write('{"time": 1, "action": "x", "release": "x", "works": []}\n')
        file.write('{"time": "\\ud800", "action": "x", "release": "x", "works": []}\n')
    assert len(log.events(server.control)) == 3
    assert server.put(OLD).new
    assert log.is_whole(server.control)


def test_a_log_lost_while_an_earlier_release_is_shown(server: Server) -> None:
    rollback(server.dest, now=after(4), to=server.ids[0])
    (server.control / "log.jsonl").unlink()
    for minutes in (5, 6):
        assert server.put(OLD, minutes).new is False
        assert server.releases == server.ids
    told = [(one.action, one.release) for one in log.events(server.control)]
    assert told == [("保留", server.ids[1]), ("保留", server.ids[2]), ("发布", server.ids[0])]
    assert rollback(server.dest, now=after(7), to=server.ids[2]).release == server.ids[2]


def test_a_log_lost_before_going_back(server: Server) -> None:
    (server.control / "log.jsonl").unlink()
    assert rollback(server.dest, now=after(4), to=server.ids[0]).before == server.ids[2]
    assert server.put(OLD).new is False
    assert server.releases == server.ids


def test_a_release_that_a_killed_run_showed_is_kept_when_it_is_gone_back_from(server: Server) -> None:
    lines = (server.control / "log.jsonl").read_text("utf-8").splitlines(keepends=True)
    (server.control / "log.jsonl").write_text("".join(lines[:2]), "utf-8")
    assert rollback(server.dest, now=after(4)).before == server.ids[2]
    assert server.put(NEW).new is False
    assert server.releases == server.ids


def test_a_link_and_a_log_lost_together(server: Server) -> None:
    (server.control / "log.jsonl").unlink()
    (server.dest / "current").unlink()
    last = server.put(OLD).release
    assert server.releases == [*server.ids, last]


def test_files_of_others_in_the_shown_release_are_told(server: Server) -> None:
    (server.dest / "current/extra.html").write_text("mine")
    (server.dest / "current/new/link").symlink_to("/etc")
    done = server.put(THIRD)
    assert (done.new, done.strange) == (False, ("extra.html", "new/link"))
    assert (server.dest / "current/extra.html").exists()
    again = server.put(OLD, 10)
    assert (again.new, again.strange) == (True, ())
    assert [(one.release, one.change.removed) for one in again.scrubbed if one.change] == [(server.ids[2], 2)]
    assert snapshot(server.shelf / server.ids[2]) == THIRD


@pytest.mark.parametrize("make", ["folder", "file"])
def test_a_folder_in_the_place_of_the_link_is_named(server: Server, make: str) -> None:
    link = server.dest / "current"
    link.unlink()
    link.mkdir() if make == "folder" else link.write_text("")
    site = built(server.tree, OLD)
    words = f"{link} 是一个{'文件夹' if make == 'folder' else '文件'}，应当是指向某个版本的链接.*移走"
    for call in (
        lambda: server.put(OLD),
        lambda: plan(server.dest, site),
        lambda: rollback(server.dest, now=after(5)),
    ):
        with pytest.raises(WriteError, match=words):
            call()
    assert server.releases == server.ids


def test_strange_things_among_ours_stop_nothing(server: Server) -> None:
    (server.control / "releases/folder").mkdir()
    (server.control / "releases/note.txt").write_text("x")
    (server.shelf / ".new-x").write_text("x")
    (server.shelf / f".gone-{server.ids[0]}").write_text("x")
    (server.shelf / "20241399T999999Z-deadbeef").mkdir()
    (server.shelf / "99991231T235959Z-deadbeef").mkdir()
    (server.shelf / "20300101T000000Z-deadbeef").symlink_to(server.ids[0])
    (server.control / "policy").write_bytes(b"\xff")
    assert [one.ready for one in standing(server.dest)] == [False] * 3
    done = server.put(OLD)
    assert done.new
    assert server.shown == OLD
    assert (server.control / "releases/folder").is_dir()
    assert {one.release for one in standing(server.dest)} == {*server.ids, done.release}


@pytest.mark.parametrize("release", ["20241399T999999Z-deadbeef", "99991231T235959Z-deadbeef"])
def test_a_shown_release_with_an_odd_name_is_nobodys(server: Server, release: str) -> None:
    (server.shelf / server.ids[2]).rename(server.shelf / release)
    (server.control / f"releases/{server.ids[2]}.json").rename(server.control / f"releases/{release}.json")
    (server.dest / "current").unlink()
    (server.dest / "current").symlink_to(f"releases/{release}")
    assert server.put(OLD).new
    assert server.shown == OLD


def test_what_stands_in_the_way_is_told_in_chinese(server: Server) -> None:
    (server.dest / ".current.new").mkdir()
    with pytest.raises(WriteError, match=r"\.current\.new 已经在那里，挡住了.*没有改动"):
        server.put(OLD)
    assert server.shown == THIRD


def test_every_refusal_of_the_system_is_a_chinese_sentence() -> None:
    for number in errno.errorcode:
        said = system_words(OSError(number, os.strerror(number), "/x"), Path("/y"))
        assert "/x" in said
        assert said.endswith("。")
        assert os.strerror(number) not in said
    assert "/y" in system_words(OSError("no number"), Path("/y"))


def test_a_kind_that_is_no_text(server: Server) -> None:
    (server.control / "kind").write_bytes(b"\xff\xfe")
    for call in (lambda: kind_of(server.dest, Kind.RELEASES), lambda: rollback(server.dest, now=after(4))):
        with pytest.raises(WriteError, match="不认识"):
            call()


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("", "位置是空的"),
        ("/", "整个系统的根"),
        ("长" * 90, "太长的名字"),
        (f"x/{'长' * 90}/y", "太长的名字"),
    ],
)
def test_places_that_are_none(quick: Path, monkeypatch: pytest.MonkeyPatch, place: str, words: str) -> None:
    monkeypatch.chdir(quick)
    (quick / "project").mkdir()
    for more in ([], ["--plain"], ["--bucket"], ["--dry-run"]):
        done = CliRunner().invoke(commands, ["publish", place, *more, "--root", str(quick / "project")])
        assert (done.exit_code, isinstance(done.exception, SystemExit)) == (2, True)
        assert words in done.output
    for arguments in (["rollback", place], ["rollback", place, "--list"]):
        done = CliRunner().invoke(commands, arguments)
        assert (done.exit_code, isinstance(done.exception, SystemExit)) == (2, True)
        assert "没有回退：" in done.output


def test_a_dry_run_refuses_what_the_run_refuses(quick: Path) -> None:
    site = built(quick / "tree", OLD)
    (quick / "www/current").mkdir(parents=True)
    with pytest.raises(WriteError, match=r"已经有 current.*--take-over"):
        plan(quick / "www", site)
    assert plan(quick / "www", site, take_over=True).change.added == 9
    assert [path.name for path in (quick / "www").iterdir()] == ["current"]


def test_a_dry_run_sees_that_the_shown_release_is_damaged(server: Server) -> None:
    site = built(server.tree, THIRD)
    assert plan(server.dest, site).new is False
    (server.dest / "current/index.html").unlink()
    assert plan(server.dest, site).new
    assert publish(server.dest, site, now=after(9), policy=Policy()).new
