"""What a push may not bring: refused before anything is different, with what is wrong and what to do.

Each guard has a test that was seen to fail without it: the list of git's tree (links, caches, sizes), the checkout that no
attribute shapes, GIT_NO_REPLACE_OBJECTS, the dropped PYTHONPATH, the removed room.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.server.office import WRONG, YAML, Editor, Office, git, open_office
from tests.server.web import Web

PAGE = "/campaigns/2024-small/"


def assert_refused(editor: Editor, office: Office, *told: str, **environment: str) -> None:
    """The commit is pushed and refused with these words, and nothing at all is different afterwards."""
    before = office.head, office.shown, sorted(os.listdir(office.www / "releases"))
    commit = editor.commit()
    push = editor.push(**environment)
    assert not push.accepted, push.told
    for words in (*told, "没有接收", "网站没有改动"):
        assert words in push.told, push.told
    assert (office.head, office.shown, sorted(os.listdir(office.www / "releases"))) == before
    unknown = subprocess.run(
        ["git", "cat-file", "-e", commit], cwd=office.repository, capture_output=True, check=False
    )
    assert unknown.returncode != 0, "the refused commit was kept"
    assert os.listdir(office.base / "work/check") == [".cache"], "what was refused was kept"


def test_a_faulty_commit_is_refused_with_its_place_and_remedy(
    editor: Editor, office: Office, web: Web
) -> None:
    before = web.get(PAGE)
    editor.break_it()
    assert_refused(editor, office, WRONG, "全角冒号", "4 | year：2024", "怎么改：改成英文半角冒号")
    assert web.get(PAGE).body == before.body


def test_a_branch_beside_main_does_not_cover_for_it(editor: Editor, office: Office) -> None:
    editor.commit()
    git(editor.root, "branch", "beside")
    editor.break_it()
    editor.commit()
    push = editor.push("beside:refs/heads/beside", "HEAD:refs/heads/main")
    assert not push.accepted
    assert WRONG in push.told


def test_the_published_branch_cannot_be_deleted(editor: Editor, office: Office) -> None:
    git(
        office.repository, "symbolic-ref", "HEAD", "refs/heads/none"
    )  # git itself guards only the branch of HEAD
    push = editor.push(":refs/heads/main")
    git(office.repository, "symbolic-ref", "HEAD", "refs/heads/main")
    assert not push.accepted
    assert "不能删除" in push.told


def test_no_program_of_a_push_runs_when_it_is_checked(editor: Editor, office: Office, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    harm = f"open({str(ran)!r}, 'a').write(__file__)\nraise SystemExit(0)\n"
    for name in (
        "generator/__init__.py",
        "generator/cli.py",
        "sitecustomize.py",
        "click.py",
        "av.py",
        "json.py",
    ):
        editor.write(name, harm)
    for name in (
        "zhanbang",
        ".venv-bin/zhanbang",
        "hooks/pre-receive",
        "settings.sh",
        "zhanbang.conf",
        "timeout",
    ):
        editor.write(name, f"#!/bin/sh\necho ran >>{ran}\n")
        (editor.root / name).chmod(0o755)
    editor.break_it()
    assert_refused(editor, office, WRONG, PYTHONPATH=str(editor.root))
    assert not ran.exists()


@pytest.mark.parametrize(
    "name", ["campaigns/2024-small/files/form.docx", "content/more.md", "theme/more.html"]
)
def test_a_link_is_refused_before_it_is_followed(
    editor: Editor, office: Office, tmp_path: Path, name: str
) -> None:
    (tmp_path / "outside").write_text("不该看到的内容", encoding="utf-8")
    path = editor.root / name
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(tmp_path / "outside")
    assert_refused(editor, office, f"{name}：是符号链接", "换成真正的文件")


@pytest.mark.parametrize(
    "name", [".cache/media/records/ab/abc.json", "site/index.html", ".site.a.json", ".cache"]
)
def test_a_cache_cannot_be_pushed(editor: Editor, office: Office, name: str) -> None:
    editor.write(name, "{}")
    assert_refused(editor, office, f"{name}：是程序自己生成的东西")


def test_attributes_hide_nothing_from_the_check(editor: Editor, office: Office) -> None:
    editor.write(".gitattributes", "*.yml export-ignore\ncampaigns/** export-ignore\n")
    editor.break_it()
    assert_refused(editor, office, WRONG)


def test_a_replaced_object_hides_nothing_from_the_check(editor: Editor, office: Office) -> None:
    good = git(editor.root, "rev-parse", f"HEAD:{YAML}").strip()
    editor.break_it()
    editor.commit()
    bad = git(editor.root, "rev-parse", f"HEAD:{YAML}").strip()
    git(editor.root, "replace", bad, good)
    assert editor.push("refs/replace/*:refs/replace/*").accepted
    push = editor.push()
    git(office.repository, "replace", "--delete", bad)
    assert not push.accepted
    assert WRONG in push.told


def test_what_is_too_large_is_refused_before_it_is_unpacked(configured: Office, editor: Editor) -> None:
    configured.configure(FILE_MB="1")
    path = editor.root / "campaigns/2024-small/files/全景.bin"
    path.parent.mkdir()
    path.write_bytes(bytes(1_500_001))
    assert_refused(
        editor, configured, "campaigns/2024-small/files/全景.bin：有 2 MB，最多 1 MB", "media_root"
    )


def test_a_check_without_end_is_stopped(configured: Office, editor: Editor, tmp_path: Path) -> None:
    endless = tmp_path / "endless"
    endless.write_text("#!/bin/sh\nexec tail -f /dev/null\n", encoding="utf-8")
    endless.chmod(0o755)
    configured.configure(ZHANBANG=str(endless), SECONDS_TO_CHECK="0.1")
    assert_refused(editor, configured, "核对超过 0.1 秒")


def test_a_server_that_cannot_check_says_so(configured: Office, editor: Editor, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho 内存不足\nexit 2\n", encoding="utf-8")
    broken.chmod(0o755)
    configured.configure(ZHANBANG=str(broken))
    assert_refused(editor, configured, "内存不足", "没能完成核对（代码 2）")
    broken.unlink()
    push = editor.push()
    assert not push.accepted
    assert f"不能运行：{broken}" in push.told


def test_what_decides_what_runs_is_the_maintainers(configured: Office, editor: Editor) -> None:
    configured.configure(
        EDITORS="campaigns content", ZHANBANG="/bin/true"
    )  # whose files they are is git's knowledge
    about = (editor.root / "content/about.md").read_text(encoding="utf-8")
    editor.write("content/about.md", f"{about}\n更多。\n")
    editor.write("campaigns-not/x.txt", "x")
    editor.write("theme/更多.html", "x")
    editor.change("mkdocs.yml", "\nsite_name: 职工好网民展榜\n", "\nsite_name: 别的名字\n")
    reserved = ("  mkdocs.yml", "  theme/更多.html", "  campaigns-not/x.txt")
    assert_refused(editor, configured, "只有维护人员能改", *reserved)
    assert editor.push(ZHANBANG_MAINTAINER="1").accepted
    editor.change("content/about.md", "\n更多。\n", "\n更多的话。\n")
    assert editor.commit()
    assert editor.push().accepted


def test_settings_are_asked_for(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    (office.repository / "hooks/zhanbang.conf").unlink()
    run = office.publish()
    assert run.returncode == 2
    assert "zhanbang.conf.example" in run.stderr


def test_settings_are_whole_paths(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    office.configure(DEST="www")
    run = office.publish()
    assert run.returncode == 2
    assert "完整路径" in run.stderr
