"""From a push to the live site: git's hooks, the nightly run, and nginx in front, as they are shipped.

Each guard has a test that was seen to fail without it: the lock, the stale locks, the clean, the trap.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
from pathlib import Path

from generator.policy import HEADERS
from tests.factories import RELEASED, picture
from tests.server.office import ENTRY, YAML, Editor, Office, git
from tests.server.web import Web

PAGE = "/campaigns/2024-small/"
NOTICE = """\
  - id: results
    kind: 通报
    title: 某市总工会关于好网民活动结果的通报
    body: notices/results.txt
"""


def test_what_is_pushed_is_live(editor: Editor, office: Office, web: Web) -> None:
    address = f"{PAGE}notices/results/"
    assert web.get(address).status == 404
    editor.write(
        "campaigns/2024-small/notices/results.txt", "某市总工会关于好网民活动结果的通报\n结果如下。\n"
    )
    editor.write(YAML, (editor.root / YAML).read_text(encoding="utf-8") + NOTICE)
    commit = editor.commit()
    push = editor.push()
    assert push.accepted
    for words in ("正在核对", "检查通过", "正在发布", "发布完成"):
        assert words in push.told, push.told
    assert office.head == commit
    assert commit[:12] in (office.www / ".zhanbang/log.txt").read_text(encoding="utf-8").splitlines()[-1]
    answer = web.get(address)
    assert answer.status == 200
    assert "结果如下。" in answer.text
    assert {name: answer.headers[name.lower()] for name in HEADERS} == dict(HEADERS)
    assert "某市总工会关于好网民活动结果的通报" in web.get("/notices/").text


def test_another_branch_may_hold_anything(editor: Editor, office: Office) -> None:
    before = office.shown
    editor.break_it()
    editor.commit()
    push = editor.push("HEAD:refs/heads/draft")
    assert push.accepted
    assert "remote:" not in push.told
    assert office.shown == before


def test_a_failed_publication_leaves_the_old_site_and_says_so(
    editor: Editor, office: Office, web: Web
) -> None:
    """A template is the engine's business and no check of the data sees it."""
    before = office.shown, web.get("/").body
    editor.write("theme/base.html", "{% broken %}")
    editor.commit()
    push = editor.push()
    assert push.accepted
    assert "没有发布：网站还是原来的样子" in push.told
    assert (office.shown, web.get("/").body) == before
    git(editor.root, "revert", "--no-edit", "HEAD")
    push = editor.push()
    assert "发布完成" in push.told
    assert web.get("/").status == 200


def test_every_night_without_any_of_what_earlier_runs_left(office: Office, web: Web) -> None:
    before = {path: web.get(path).body for path in ("/", PAGE, "/notices/", "/data/catalog.json")}
    shutil.rmtree(office.base / "work")
    run = office.publish()
    assert (run.returncode, run.stderr) == (0, "")
    assert {path: web.get(path).body for path in before} == before


def test_a_killed_run_is_in_nobody_s_way(editor: Editor, office: Office, web: Web) -> None:
    tree = office.base / "work/tree"
    for name in (".git/index.lock", ".git/HEAD.lock"):
        (tree / name).touch()
    (tree / "campaigns/2024-small/campaign.yml").write_text("half", encoding="utf-8")
    (tree / "campaigns/stray").write_text("left", encoding="utf-8")
    (tree / "content/half.md").write_text("# 半页", encoding="utf-8")
    run = office.publish()
    assert run.returncode == 0, run.stderr + run.stdout
    assert web.get("/half/").status == 404


def test_two_pushes_at_once(editor: Editor, office: Office, web: Web, tmp_path: Path) -> None:
    before = office.shown
    about = (editor.root / "content/about.md").read_text(encoding="utf-8")
    editor.write("content/about.md", f"{about}\n第一次。\n")
    editor.commit()
    with open(office.base / "work/lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # as a publication that is at work holds it
        first = editor.start_push()
        told = [_told(first, "已接收，正在发布")]
        other = office.clone(tmp_path / "other")
        other.change("content/about.md", "\n第一次。\n", "\n第二次。\n")
        newest = other.commit()
        second = other.start_push()
        told.append(_told(second, "已接收，正在发布"))
        assert (office.head, office.shown) == (newest, before)
    told = [words + running.communicate()[0] for words, running in zip(told, (first, second), strict=True)]
    assert first.returncode == second.returncode == 0
    for words in told:
        assert "等它结束" in words, words
        assert "发布完成" in words, words
    assert "第二次。" in web.get("/about/").text
    assert "第一次。" not in web.get("/about/").text


def test_a_pusher_who_hangs_up_does_not_stop_the_publication(
    configured: Office, editor: Editor, web: Web
) -> None:
    """The hook as git runs it, but nobody reads what it says."""
    about = (editor.root / "content/about.md").read_text(encoding="utf-8")
    editor.write("content/about.md", f"{about}\n挂断以后。\n")
    before = configured.head
    configured.configure(ZHANBANG="/bin/true")
    editor.commit()
    assert editor.push().accepted
    configured.configure()
    assert "挂断以后。" not in web.get("/about/").text
    ended, nobody = os.pipe()
    os.close(ended)
    subprocess.run(
        [configured.repository / "hooks/post-receive"],
        input=f"{before} {configured.head} refs/heads/main\n".encode(),
        cwd=configured.repository,
        env={**os.environ, "GIT_DIR": "."},
        stdout=nobody,
        stderr=nobody,
        check=True,
    )
    os.close(nobody)
    assert "挂断以后。" in web.get("/about/").text


def test_a_withdrawn_work_is_gone_from_the_web(editor: Editor, office: Office, web: Web) -> None:
    address = f"{PAGE}works/0001/"
    editor.change(YAML, "media: [audio]", "media: [audio, image]")
    editor.write(ENTRY, f"title: 夜班的灯\n{RELEASED}media: [{{file: 1.jpg, alt: 灯}}]\n")
    picture(editor.root / ENTRY.replace("entry.yml", "1.jpg"))
    editor.commit()
    push = editor.push()
    assert "发布完成" in push.told, push.told
    shown = web.get(address).text
    assert "夜班的灯" in shown
    pictures = sorted(set(re.findall(r"media/[\w/.-]+\.(?:webp|jpg)", shown)))
    assert pictures
    assert {web.get(f"/{name}").status for name in pictures} == {200}

    editor.change(
        ENTRY, "status: approved\n", "status: withdrawn\nwithdrawn: {on: 2024-10-01, reason: 作者申请}\n"
    )
    editor.commit()
    push = editor.push()
    assert "发布完成" in push.told, push.told
    answer = web.get(address)
    assert answer.status in (200, 410)
    assert "夜班的灯" not in answer.text
    assert "noindex" in answer.text
    assert {web.get(f"/{name}").status for name in pictures} == {404}


def _told(running: subprocess.Popen[str], words: str) -> str:
    """All that was told up to these words."""
    assert running.stdout is not None
    told = ""
    while words not in told:
        line = running.stdout.readline()
        assert line, told
        told += line
    return told
