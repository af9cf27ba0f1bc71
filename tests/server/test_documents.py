"""The files beside CI that people read and servers run: they agree with each other and with what is there."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ("pre-receive", "post-receive", "publish", "settings.sh")


def test_both_services_ask_reviewers_the_same() -> None:
    def read(name: str) -> str:
        return (ROOT / name).read_text(encoding="utf-8")

    template = read(".github/pull_request_template.md")
    assert template == read(".gitlab/merge_request_templates/Default.md")
    for words in ("一审", "二审", "三审", "逐字", "电话", "肖像", "授权", "保存期", "示例"):
        assert words in template
    owners = read(".github/CODEOWNERS")
    assert owners == read(".gitlab/CODEOWNERS")
    assert all(line.startswith("#") or not line for line in owners.splitlines()), "a role is not an account"
    for path in re.findall(r"^#/(\S+) ", owners, re.MULTILINE):
        assert list(ROOT.glob(path)), path


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_server_s_scripts_are_sound_and_can_be_run(name: str) -> None:
    path = ROOT / ".ci/server" / name
    assert subprocess.run(["sh", "-n", path], check=False).returncode == 0
    assert os.access(path, os.X_OK) == (name != "settings.sh")


@pytest.mark.parametrize("name", ["SECURITY.md", ".ci/server/README.md"])
def test_what_a_document_names_is_there(name: str) -> None:
    from generator import commands

    text = (ROOT / name).read_text(encoding="utf-8")
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL))
    for piece in spans:
        if re.fullmatch(r"(?:campaigns|content|theme|generator|tests|\.github|\.gitlab|\.ci)[\w./-]*", piece):
            assert (ROOT / piece).exists(), piece
    for command in re.findall(r"zhanbang (check|build|publish|rollback|scan|withdraw)\b", text):
        assert command in commands.commands.list_commands(), command
    for target in re.findall(r"\]\(([^)#\s]+)\)", text):
        assert (ROOT / name).parent.joinpath(target).exists(), target


def test_the_server_s_readme_names_every_file_beside_it() -> None:
    text = (ROOT / ".ci/server/README.md").read_text(encoding="utf-8")
    beside = {path.name for path in (ROOT / ".ci/server").iterdir()} - {"README.md"}
    assert beside <= set(re.findall(r"`([\w.-]+)`", text))


def test_the_server_s_readme_shows_what_a_pusher_is_told() -> None:
    text = (ROOT / ".ci/server/README.md").read_text(encoding="utf-8")
    scripts = "".join((ROOT / ".ci/server" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    shown = [line.removeprefix("remote: ") for line in re.findall(r"^remote: \S.*", text, re.MULTILINE)]
    ours = [line for line in shown if not re.match(r"campaigns/|检查通过", line)]
    assert len(ours) == 6
    for line in ours:
        assert line.removeprefix("没有接收：") in scripts, line


def test_a_problem_that_only_moved_keeps_its_fingerprint() -> None:
    report = runpy.run_path(str(ROOT / ".ci/codequality.py"))["report"]
    one = {"code": "E1", "file": "a.yml", "line": 1, "what": "错", "remedy": "改", "severity": "error"}
    first = report([one, one, {**one, "what": "别的"}])
    moved = report([{**one, "line": 9}, {**one, "line": 10}, {**one, "what": "别的", "severity": "warning"}])
    assert [issue["fingerprint"] for issue in first] == [issue["fingerprint"] for issue in moved]
    assert len({issue["fingerprint"] for issue in first}) == 3
