"""A plain folder that is the site: exchanged in one step where that can be, else file by file; strangers' files stay."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.disk import locked
from generator.manifest import WriteError
from generator.outside import OWN
from generator.publish import log, plain
from generator.publish.destination import Kind, beside, check_place, control_of, kind_of
from generator.publish.policy import Policy
from generator.publish.record import Difference
from generator.publish.releases import publish
from generator.publish.rollback import rollback
from tests.publish.places import NEW, OLD, after, built, snapshot


class Folder:
    """A plain folder and the site that is built for it."""

    def __init__(self, base: Path) -> None:
        self.tree, self.dest = base / "tree", base / "www" / "html"
        self.control = base / "www" / ".html.zhanbang"

    def put(self, files: dict[str, bytes], minutes: int = 0, **given: bool) -> plain.Outcome:
        return plain.publish(self.dest, built(self.tree, files), now=after(minutes), **given)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize("one_step", [True, False])
def test_publishing_again_and_again(folder: Folder, one_step: bool) -> None:
    first = folder.put(OLD, one_step=one_step)
    assert (first.change, first.in_one_step) == (Difference(added=9), one_step)
    assert snapshot(folder.dest) == OLD
    kept = (folder.dest / "media/aa/1.webp").stat()
    second = folder.put(NEW, 1, one_step=one_step)
    assert second.change == Difference(added=3, changed=5, removed=3)
    assert snapshot(folder.dest) == NEW
    assert (folder.dest / "media/aa/1.webp").stat().st_ino == kept.st_ino, "linked or left, not written again"
    assert not (folder.dest / "gone").exists()
    assert folder.put(NEW, 2, one_step=one_step).in_one_step is None
    assert folder.put(OLD, 3, one_step=not one_step).in_one_step is not one_step
    assert snapshot(folder.dest) == OLD
    assert sorted(p.name for p in folder.dest.parent.iterdir()) == [".html.zhanbang", "html"]
    assert [one.action for one in log.events(folder.control)] == ["发布"] * 3


@pytest.mark.parametrize("one_step", [True, False])
def test_files_become_folders_and_folders_files(folder: Folder, one_step: bool) -> None:
    one = {"index.html": b"1", "a": b"file", "b/c/d.txt": b"d"}
    two = {"index.html": b"1", "a/x.txt": b"x", "b/c": b"file"}
    for files in (one, two, one):
        folder.put(files, one_step=one_step)
        assert snapshot(folder.dest) == files


@pytest.mark.parametrize("one_step", [True, False])
def test_what_others_put_there_stays(folder: Folder, one_step: bool) -> None:
    folder.put(OLD)
    theirs = {".htaccess": b"x", ".well-known/acme/token": b"y"}
    for path, data in theirs.items():
        (folder.dest / path).parent.mkdir(parents=True, exist_ok=True)
        (folder.dest / path).write_bytes(data)
    done = folder.put(NEW, 1, one_step=one_step)
    assert done.carried == (2 if one_step else 0)
    assert snapshot(folder.dest) == {**NEW, **theirs}


@pytest.mark.parametrize("one_step", [True, False])
def test_what_others_changed_is_mended(folder: Folder, one_step: bool) -> None:
    folder.put(OLD)
    (folder.dest / "index.html").write_bytes(b"hacked")
    (folder.dest / "a/index.html").unlink()
    assert folder.put(OLD, 1, one_step=one_step).in_one_step is one_step
    assert snapshot(folder.dest) == OLD


def test_a_strangers_folder_is_refused_or_moved_aside(folder: Folder) -> None:
    folder.dest.mkdir(parents=True)
    (folder.dest / "index.php").write_text("mine")
    with pytest.raises(WriteError, match="--take-over"):
        folder.put(OLD)
    with pytest.raises(WriteError, match="不能接管"):
        folder.put(OLD, take_over=True, one_step=False)
    assert snapshot(folder.dest) == {"index.php": b"mine"}
    done = folder.put(OLD, take_over=True)
    assert done.aside == folder.dest.parent / "html.before-20261121T150000Z"
    assert snapshot(done.aside) == {"index.php": b"mine"}
    assert snapshot(folder.dest) == OLD
    assert folder.put(NEW, 1).aside is None


def test_an_empty_folder_is_nobodys(folder: Folder) -> None:
    folder.dest.mkdir(parents=True)
    assert folder.put(OLD).in_one_step
    assert snapshot(folder.dest) == OLD


def test_where_two_names_cannot_be_exchanged(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.put(OLD)
    monkeypatch.setattr(plain, "exchange", lambda one, other: False)
    assert folder.put(NEW, 1).in_one_step is False
    assert snapshot(folder.dest) == NEW
    assert not (folder.control / "next").exists()


def test_a_mount_point_is_filled_file_by_file(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.put(OLD)
    monkeypatch.setattr(os.path, "ismount", lambda path: path == folder.dest)
    assert folder.put(NEW, 1).in_one_step is False
    assert snapshot(folder.dest) == NEW


def test_without_a_right_to_write_beside_it_the_record_stands_inside_and_is_closed(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.dest.mkdir(parents=True)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert folder.put(OLD).in_one_step is False
    control = folder.dest / ".zhanbang"
    assert control.stat().st_mode & 0o777 == 0o700, "it stands below the web root"
    assert control_of(folder.dest) == control
    assert folder.put(NEW, 1).in_one_step is False
    assert snapshot(folder.dest) == NEW
    assert [p.name for p in folder.dest.parent.iterdir()] == ["html"]


def test_a_lost_record_makes_the_folder_a_strangers(folder: Folder) -> None:
    folder.put(OLD)
    (folder.control / "site.json").write_text("{")
    with pytest.raises(WriteError, match="不是展榜放的"):
        folder.put(NEW, 1)
    assert folder.put(NEW, 1, take_over=True).aside is not None
    assert snapshot(folder.dest) == NEW


def test_a_second_run_is_refused_at_once(folder: Folder) -> None:
    folder.put(OLD)
    with locked(folder.control / "lock"), pytest.raises(WriteError, match="另一次发布正在写"):
        folder.put(NEW, 1)
    assert snapshot(folder.dest) == OLD


def test_a_dry_run_tells_and_touches_nothing(folder: Folder) -> None:
    site = built(folder.tree, OLD)
    assert plain.plan(folder.dest, site) == Difference(added=9)
    assert not folder.dest.parent.exists()
    folder.put(OLD)
    assert not plain.plan(folder.dest, site)


def test_there_is_nothing_to_go_back_to(folder: Folder) -> None:
    folder.put(OLD)
    with pytest.raises(WriteError, match="git revert"):
        rollback(folder.dest, now=after(1))


def test_a_place_remembers_its_kind(tmp_path: Path) -> None:
    for kind in Kind:
        dest = tmp_path / kind.value
        assert kind_of(dest, None) is Kind.RELEASES
        assert kind_of(dest, kind) is kind
    site = built(tmp_path / "tree", OLD)
    publish(tmp_path / "releases", site, now=after(0), policy=Policy())
    plain.publish(tmp_path / "plain", site, now=after(0))
    for known, other in ((Kind.RELEASES, Kind.PLAIN), (Kind.PLAIN, Kind.BUCKET)):
        dest = tmp_path / known.value
        assert kind_of(dest, None) is kind_of(dest, known) is known
        with pytest.raises(WriteError, match=f"以前是按“{known.words}”发布的，这次要求的是“{other.words}”"):
            kind_of(dest, other)
    (beside(tmp_path / "plain") / "kind").write_text("ftp\n")
    with pytest.raises(WriteError, match="ftp"):
        kind_of(tmp_path / "plain", None)


def test_places_where_publishing_would_do_harm(tmp_path: Path) -> None:
    root = tmp_path / "srv" / "project"
    (root / "campaigns").mkdir(parents=True)
    (root / "site").mkdir()
    (tmp_path / "file").write_text("")
    publish(tmp_path / "www", built(tmp_path / "tree", OLD), now=after(0), policy=Policy())
    for place, kind, words in (
        (root, Kind.RELEASES, "项目自己的文件夹"),
        (root / "campaigns/www", Kind.RELEASES, "项目自己的文件夹"),
        (root / "site", Kind.PLAIN, "项目自己的文件夹"),
        (tmp_path / "srv", Kind.PLAIN, "项目自己的文件夹"),
        (tmp_path / "srv", Kind.RELEASES, "里面有项目自己的文件夹"),
        (Path("/"), Kind.RELEASES, "整个系统的根"),
        *((root / name / "x", Kind.RELEASES, "项目自己的文件夹") for name in OWN),
        (root / "site/x", Kind.RELEASES, "项目自己的文件夹"),
        (root / ".site.a", Kind.RELEASES, "项目自己的文件夹"),
        (root / ".site.b/x", Kind.PLAIN, "项目自己的文件夹"),
        (tmp_path / ("长" * 90), Kind.RELEASES, "太长的名字"),
        (tmp_path / ("x" * 250), Kind.PLAIN, "太长的名字"),
        (tmp_path / "file/below", Kind.RELEASES, "是一个文件"),
        (tmp_path / "file", Kind.RELEASES, "是一个文件"),
        ((tmp_path / "www/current").resolve(), Kind.PLAIN, "在另一个发布位置"),
    ):
        with pytest.raises(WriteError, match=words):
            check_place(place, kind, root=root, site_dir=root / "site")
    for place, kind in (
        (root / "www", Kind.RELEASES),
        (root / "plan", Kind.BUCKET),
        (tmp_path / "new", Kind.PLAIN),
        (tmp_path / ("x" * 250), Kind.RELEASES),
    ):
        check_place(place, kind, root=root, site_dir=root / "site")


def test_a_link_that_leads_to_itself_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(WriteError, match="绕成圈的链接"):
        check_place(tmp_path / "loop", Kind.PLAIN, root=tmp_path / "p", site_dir=tmp_path / "p/site")


def test_a_site_that_changes_while_files_are_replaced_says_that_some_were(folder: Folder) -> None:
    folder.put(OLD)
    site = built(folder.tree, NEW)
    (folder.tree / "sitemap.xml").write_bytes(b"<changed meanwhile/>")
    with pytest.raises(WriteError, match=r"sitemap\.xml .*被别的程序改了。网站只换了一部分") as told:
        plain.publish(folder.dest, site, now=after(1), one_step=False)
    assert "没有改动" not in str(told.value)
    assert (folder.dest / "index.html").read_bytes() == NEW["index.html"]
    folder.put(NEW, 2, one_step=False)
    assert snapshot(folder.dest) == NEW


def test_the_tree_that_is_not_shown_is_refused_wherever_the_site_is_built(tmp_path: Path) -> None:
    root = tmp_path / "project"
    for name in ("out", ".out.a", ".out.b/x"):
        with pytest.raises(WriteError, match="项目自己的文件夹"):
            check_place(tmp_path / "built" / name, Kind.PLAIN, root=root, site_dir=tmp_path / "built/out")


def test_folders_and_links_of_others_stay_as_they_are(folder: Folder, tmp_path: Path) -> None:
    folder.put(OLD)
    elsewhere = tmp_path / "acme"
    elsewhere.mkdir()
    (elsewhere / "token").write_text("t")
    (folder.dest / ".well-known").symlink_to(elsewhere)
    (folder.dest / "broken").symlink_to("nowhere")
    for path, mode in (("up", 0o2770), ("up/empty", 0o700), ("gone/theirs", 0o711)):
        (folder.dest / path).mkdir()
        (folder.dest / path).chmod(mode)
    (folder.dest / "up/private.txt").write_text("x")
    (folder.dest / "up/private.txt").chmod(0o600)
    folder.dest.chmod(0o750)
    done = folder.put(NEW, 1)
    assert (done.in_one_step, done.carried) == (True, 3)
    assert os.readlink(folder.dest / ".well-known") == str(elsewhere)
    assert os.readlink(folder.dest / "broken") == "nowhere"
    assert [(p.name, p.read_text()) for p in elsewhere.iterdir()] == [("token", "t")]
    modes = {
        path: (folder.dest / path).stat().st_mode & 0o7777
        for path in (".", "up", "up/empty", "up/private.txt", "gone/theirs")
    }
    assert modes == {
        ".": 0o750, "up": 0o2770, "up/empty": 0o700, "up/private.txt": 0o600, "gone/theirs": 0o711,
    }  # fmt: skip
    assert not (folder.dest / "new/deep/index.html").stat().st_mode & 0o022
    assert {p for p in snapshot(folder.dest) if not p.startswith((".well", "up"))} == NEW.keys()


def test_a_folder_that_is_taken_over_keeps_its_mode(folder: Folder) -> None:
    folder.dest.mkdir(parents=True)
    (folder.dest / "index.php").write_text("mine")
    folder.dest.chmod(0o2750)
    assert folder.put(OLD, take_over=True).in_one_step
    assert folder.dest.stat().st_mode & 0o7777 == 0o2750


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give folders away")
def test_folders_of_others_keep_their_owners(folder: Folder) -> None:
    folder.put(OLD)
    (folder.dest / "up").mkdir()
    os.chown(folder.dest / "up", 33, 34)
    os.chown(folder.dest, 0, 33)
    assert folder.put(NEW, 1).in_one_step
    assert ((folder.dest / "up").stat().st_uid, (folder.dest / "up").stat().st_gid) == (33, 34)
    assert folder.dest.stat().st_gid == 33


def test_a_folder_whose_owner_cannot_be_kept_is_not_made_anew(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put(OLD)
    (folder.dest / "up").mkdir()
    kept = (folder.dest / "up").stat().st_ino
    real = shutil.copystat

    def refuse(source: Path, target: Path, **more: bool) -> None:
        if Path(source).name == "up":
            raise PermissionError(source)
        real(source, target, **more)

    monkeypatch.setattr(shutil, "copystat", refuse)
    assert folder.put(NEW, 1).in_one_step is False
    assert (folder.dest / "up").stat().st_ino == kept
    assert snapshot(folder.dest) == NEW


def test_a_dry_run_refuses_what_the_run_refuses(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.dest.mkdir(parents=True)
    (folder.dest / "index.php").write_text("mine")
    site = built(folder.tree, OLD)
    with pytest.raises(WriteError, match="--take-over"):
        plain.plan(folder.dest, site)
    assert plain.plan(folder.dest, site, take_over=True) == Difference(added=9)
    monkeypatch.setattr(os.path, "ismount", lambda path: path == folder.dest)
    with pytest.raises(WriteError, match="不能接管"):
        plain.plan(folder.dest, site, take_over=True)
