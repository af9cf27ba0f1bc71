"""Own server: whole releases side by side, one shown by a link; what is kept, named, logged and refused."""

from __future__ import annotations

import json
import os
import re
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.disk import locked
from generator.manifest import WriteError
from generator.publish import log
from generator.publish.policy import Policy
from generator.publish.record import Difference
from generator.publish.releases import Outcome, plan, publish
from generator.publish.rollback import rollback, standing
from tests.publish.places import NEW, OLD, THIRD, after, built, snapshot


class Server:
    """An own server and the site that is built for it."""

    def __init__(self, base: Path) -> None:
        self.tree = base / "tree"
        self.dest = base / "www" / "zhanbang"
        self.control = self.dest / ".zhanbang"

    def put(self, files: dict[str, bytes], minutes: int, **given: object) -> Outcome:
        site = built(self.tree, files)
        return publish(self.dest, site, **{"now": after(minutes), "policy": Policy()} | given)  # type: ignore[arg-type]

    @property
    def shown(self) -> dict[str, bytes]:
        return snapshot(self.dest / "current")

    @property
    def releases(self) -> list[str]:
        return sorted(path.name for path in (self.dest / "releases").iterdir())


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


def test_the_first_release(server: Server) -> None:
    done = server.put(OLD, 0)
    assert re.fullmatch(r"20261121T150000Z-[0-9a-f]{8}", done.release)
    assert (done.new, done.change, done.dropped, done.aside) == (True, Difference(added=9), (), None)
    assert os.readlink(server.dest / "current") == f"releases/{done.release}"
    assert server.shown == OLD
    assert sorted(path.name for path in server.dest.iterdir()) == [".zhanbang", "current", "releases"]


def test_what_is_unchanged_is_linked_and_what_is_not_is_copied(server: Server) -> None:
    first, second = server.put(OLD, 0).release, server.put(NEW, 1).release
    releases = server.dest / "releases"
    same = {path for path in OLD if NEW.get(path) == OLD[path]}
    assert same == {"media/aa/1.webp"}
    for path in same:
        assert (releases / first / path).samefile(releases / second / path)
    assert not (releases / second / "media/aa/1.webp").samefile(server.tree / "media/aa/1.webp")
    assert snapshot(releases / first) == OLD
    assert server.shown == NEW


def test_equal_content_is_no_new_release(server: Server) -> None:
    first = server.put(OLD, 0)
    before = server.dest.stat().st_mtime_ns
    again = server.put(OLD, 1)
    assert (again.release, again.new, again.change) == (first.release, False, Difference())
    assert server.releases == [first.release]
    assert server.dest.stat().st_mtime_ns == before
    assert len(log.events(server.control)) == 1


def test_equal_content_after_another_is_a_release_of_its_own(server: Server) -> None:
    ids = [server.put(files, at).release for at, files in enumerate((OLD, NEW, OLD))]
    assert ids == sorted(set(ids))
    assert server.shown == OLD


def test_ids_follow_each_other_when_the_clock_is_put_back(server: Server) -> None:
    ids = [server.put(files, -at).release for at, files in enumerate((OLD, NEW, THIRD))]
    assert ids == sorted(set(ids))
    assert [one[:16] for one in ids] == ["20261121T150000Z", "20261121T150001Z", "20261121T150002Z"]


@pytest.mark.parametrize("keep", [1, 2, 3])
def test_so_many_are_kept_with_the_shown_one(server: Server, keep: int) -> None:
    ids = [server.put({**OLD, "x.txt": b"%d" % at}, at, keep=9).release for at in range(4)]
    last = server.put(NEW, 9, keep=keep)
    assert server.releases == [*ids[5 - keep :], last.release]
    assert last.dropped == tuple(ids[: 5 - keep])
    assert sorted(p.stem for p in (server.control / "releases").iterdir()) == server.releases


def test_the_shown_release_is_kept_however_old(server: Server) -> None:
    ids = [server.put({**OLD, "x.txt": b"%d" % at}, at).release for at in range(4)]
    rollback(server.dest, now=after(5), to=ids[0])
    assert server.put({**OLD, "x.txt": b"0"}, 6, keep=2).new is False
    assert server.releases == [ids[0], ids[3]]


def test_a_damaged_release_is_not_carried_on(server: Server) -> None:
    first = server.put(OLD, 0)
    (server.dest / "current/index.html").write_bytes(b"hacked")
    (server.dest / "current/a/deep/index.html").unlink()
    second = server.put(OLD, 1)
    assert second.new
    assert second.release != first.release
    assert server.shown == OLD


def test_a_site_that_changes_while_it_is_copied_is_refused(server: Server) -> None:
    server.put(OLD, 0)
    for harm in ("other", "missing"):
        site = built(server.tree, NEW)
        target = server.tree / "a/index.html"
        if harm == "other":
            target.write_bytes(NEW["a/index.html"].replace(b"<p>", b"<b>"))
        else:
            target.unlink()
        with pytest.raises(WriteError, match=r"a/index\.html.*请再发布一次"):
            publish(server.dest, site, now=after(1), policy=Policy())
        assert server.shown == OLD
        assert len(server.releases) == 1


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_everyone_may_read_whatever_the_umask(server: Server, umask: int) -> None:
    before = os.umask(umask)
    try:
        server.put(OLD, 0)
        server.put(NEW, 1, policy=Policy("x", works=frozenset({"campaigns/c/works/w/"})))
    finally:
        os.umask(before)
    for path in (server.dest.parent, server.dest, *server.dest.rglob("*")):
        if not path.is_symlink() and path.name != "lock":
            assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_the_log_tells_what_went_live_when(server: Server) -> None:
    ids = [server.put(OLD, 0).release, server.put(NEW, 60 * 9 + 1).release]
    rollback(server.dest, now=after(60 * 10))
    lines = (server.control / "log.txt").read_text(encoding="utf-8").splitlines()
    assert lines == [
        f"2026-11-21T23:00:00+08:00  发布  {ids[0]}  提交 c0ffee  数据日期 2026-11-21  新增 9、改动 0、删除 0",
        f"2026-11-22T08:01:00+08:00  发布  {ids[1]}  提交 c0ffee  数据日期 2026-11-21  新增 3、改动 5、删除 3",
        f"2026-11-22T09:00:00+08:00  回退  {ids[0]}  提交 c0ffee  数据日期 2026-11-21  新增 3、改动 5、删除 3",
    ]
    told = [json.loads(line) for line in (server.control / "log.jsonl").read_text().splitlines()]
    assert [(one["action"], one["release"]) for one in told] == [
        ("发布", ids[0]),
        ("发布", ids[1]),
        ("回退", ids[0]),
    ]


def test_a_half_written_line_of_the_log_is_passed_over(server: Server) -> None:
    server.put(OLD, 0)
    with (server.control / "log.jsonl").open("a") as file:
        file.write('{"time": "2026')
    server.put(NEW, 1)
    assert [one.action for one in log.events(server.control)] == ["发布", "发布"]


def test_a_second_run_is_refused_at_once(server: Server) -> None:
    server.put(OLD, 0)
    with (
        locked(server.control / "lock"),
        pytest.raises(WriteError, match=f"另一次发布正在写 .*进程 {os.getpid()}"),
    ):
        server.put(NEW, 1)
    assert server.shown == OLD
    with locked(server.control / "lock"), pytest.raises(WriteError, match="另一次发布"):
        rollback(server.dest, now=after(2))
    assert server.put(NEW, 3).new


def test_what_is_not_ours_stays_unless_it_may_be_moved(server: Server) -> None:
    (server.dest / "releases/2019").mkdir(parents=True)
    (server.dest / "releases/2019/index.html").write_text("mine")
    (server.dest / "current").symlink_to("releases/2019")
    (server.dest / "notes.txt").write_text("mine too")
    with pytest.raises(WriteError, match=r"已经有 current、releases.*--take-over"):
        server.put(OLD, 0)
    assert (server.dest / "current/index.html").read_text() == "mine"
    done = server.put(OLD, 0, take_over=True)
    assert server.shown == OLD
    assert done.aside == server.dest / "before-20261121T150000Z"
    assert (done.aside / "releases/2019/index.html").read_text() == "mine"
    assert (server.dest / "notes.txt").read_text() == "mine too"


def test_strangers_files_beside_ours_are_left_alone(server: Server) -> None:
    server.dest.mkdir(parents=True)
    (server.dest / "notes.txt").write_text("mine")
    server.put(OLD, 0)
    (server.dest / "releases/readme").write_text("mine")
    server.put(NEW, 1)
    assert (server.dest / "notes.txt").read_text() == "mine"
    assert (server.dest / "releases/readme").read_text() == "mine"


def test_a_release_without_a_record_goes_and_its_content_is_not_trusted(server: Server) -> None:
    first = server.put(OLD, 0).release
    (server.control / f"releases/{first}.json").write_text('{"layout": 1, "files": {"x": [')
    second = server.put(NEW, 1).release
    assert server.shown == NEW
    assert server.releases == [second], "nobody can say what the first one holds"


def test_a_dry_run_tells_and_touches_nothing(server: Server) -> None:
    site = built(server.tree, OLD)
    assert plan(server.dest, site).change == Difference(added=9)
    assert not server.dest.exists()
    ids = [server.put({**OLD, "x.txt": b"%d" % at}, at).release for at in range(3)]
    before = {p: p.lstat().st_mtime_ns for p in server.dest.rglob("*")}
    told = plan(server.dest, built(server.tree, NEW), keep=2)
    assert (told.new, told.dropped) == (True, tuple(ids[:2]))
    assert told.change == Difference(added=3, changed=5, removed=4)
    assert {p: p.lstat().st_mtime_ns for p in server.dest.rglob("*")} == before


def test_going_back_and_forth(server: Server) -> None:
    ids = [server.put(files, at).release for at, files in enumerate((OLD, NEW, THIRD))]
    assert rollback(server.dest, now=after(4)).release == ids[1]
    assert server.shown == NEW
    assert rollback(server.dest, now=after(5)).release == ids[0]
    assert server.shown == OLD
    with pytest.raises(WriteError, match="没有更早的版本"):
        rollback(server.dest, now=after(6))
    assert rollback(server.dest, now=after(7), to=ids[2][:16]).before == ids[0]
    assert server.shown == THIRD
    with pytest.raises(WriteError, match="不用回退"):
        rollback(server.dest, now=after(8), to=ids[2])
    with pytest.raises(WriteError, match="不止一个"):
        rollback(server.dest, now=after(8), to="2026")
    with pytest.raises(WriteError, match=f"没有以 2025 开头的版本；现有：{'、'.join(ids)}"):
        rollback(server.dest, now=after(8), to="2025")
    assert [(one.release, one.shown, one.ready) for one in standing(server.dest)] == [
        (ids[0], False, True),
        (ids[1], False, True),
        (ids[2], True, True),
    ]


def test_going_back_touches_the_link_and_the_log_only(server: Server) -> None:
    server.put(OLD, 0)
    server.put(NEW, 1)

    def state() -> dict[str, tuple[int, int]]:
        return {
            str(p.relative_to(server.dest)): (p.lstat().st_ino, p.lstat().st_mtime_ns)
            for p in server.dest.rglob("*")
        }

    before = state()
    rollback(server.dest, now=after(2))
    changed = {path for path, one in state().items() if before.get(path) != one}
    assert changed == {"current", ".zhanbang", ".zhanbang/lock", ".zhanbang/log.txt", ".zhanbang/log.jsonl"}


def test_a_damaged_release_cannot_be_gone_back_to(server: Server) -> None:
    first = server.put(OLD, 0).release
    server.put(NEW, 1)
    (server.dest / "releases" / first / "a/index.html").unlink()
    with pytest.raises(WriteError, match="被改过或不全"):
        rollback(server.dest, now=after(2))
    assert server.shown == NEW


def test_where_nothing_was_published_nothing_can_be_gone_back_to(tmp_path: Path) -> None:
    for call in (lambda: rollback(tmp_path, now=datetime.now(UTC)), lambda: standing(tmp_path)):
        with pytest.raises(WriteError, match="没有可以回退的版本"):
            call()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_of_runs_at_once_one_wins_and_the_site_is_whole(quick: Path) -> None:
    sites = [built(quick / f"tree{n}", files) for n, files in enumerate((OLD, NEW, THIRD, OLD))]
    refused = 0
    for number in range(10):
        dest = quick / f"www{number}"
        start, go = os.pipe()
        children = []
        for site in sites:
            child = os.fork()
            if child == 0:
                os.close(go)
                os.read(start, 1)  # until all are there
                code = 9
                try:
                    publish(dest, site, now=after(number), policy=Policy())
                    code = 0
                except WriteError as error:
                    code = 7 if "另一次发布正在写" in str(error) else 8
                finally:
                    os._exit(code)
            children.append(child)
        os.close(start)
        os.close(go)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert set(codes) <= {0, 7}
        assert 0 in codes
        refused += codes.count(7)
        assert snapshot(dest / "current") in (OLD, NEW, THIRD)
        assert publish(dest, sites[1], now=after(20), policy=Policy()).release
        assert snapshot(dest / "current") == NEW
    assert refused, "they never met"
