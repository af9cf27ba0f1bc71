"""What CI, hosts and reviewers read: the files parse, keep their own rules, and their steps do what they say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.factories import changed, small_project

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"


def load(path: Path) -> dict[str, Any]:
    """A YAML file; the key `on` of a workflow, which YAML 1.1 takes for true, by its name."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in found.items()}


def steps(name: str, job: str) -> list[dict[str, Any]]:
    """The steps of a job of a GitHub workflow."""
    return load(ROOT / f".github/workflows/{name}.yml")["jobs"][job]["steps"]  # type: ignore[no-any-return]


def runs(name: str, job: str) -> list[str]:
    """The commands of a job of a GitHub workflow, in order."""
    return [step["run"] for step in steps(name, job) if "run" in step]


def every_step() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for job, body in load(path)["jobs"].items():
            for step in body["steps"]:
                yield f"{path.stem}/{job}", step


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone as CI has it: a small project with the committed theme and pages, and this environment as its `.venv`."""
    root = tmp_path_factory.mktemp("ci") / "checkout"
    small_project(root)
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", ".gitignore", ".ci/codequality.py"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    # Stands for the real targets, whose installing is not what is looked at here.
    (root / "Makefile").write_text(
        ".PHONY: site\n.venv/site.stamp:\n\t@true\nsite:\n\t.venv/bin/zhanbang build\n", encoding="utf-8"
    )
    (root / ".venv").mkdir()
    (root / ".venv/bin").symlink_to(Path(sys.executable).parent)
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    subprocess.run(["git", "add", "--all"], cwd=root, check=True)
    return root


def shell(command: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Run a step as both services do: by bash, stopping at the first command that fails."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
        cwd=root,
        env={**os.environ, "GITHUB_STEP_SUMMARY": str(root.parent / "summary.md")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def faulty(checkout: Path) -> Iterator[Path]:
    """The same clone with one error in its data."""
    path = checkout / "campaigns/2024-small/campaign.yml"
    path.write_text(changed("\nyear: 2024\n", "\nyear：2024\n"), encoding="utf-8")
    yield checkout
    small_project(checkout)


def test_every_action_is_pinned_by_commit_with_its_release_beside_it() -> None:
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        uses = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
        assert uses
        for action, comment in uses:
            assert re.fullmatch(r"[\w-]+/[\w-]+(?:/[\w-]+)?@[0-9a-f]{40}", action), action
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
            repository = "/".join(action.split("@")[0].split("/")[:2])
            pins.setdefault(repository, set()).add(action.split("@")[1] + comment)
    assert {name: len(found) for name, found in pins.items()} == dict.fromkeys(pins, 1)


def test_a_merge_request_has_no_rights_and_no_secrets() -> None:
    check = load(ROOT / ".github/workflows/check.yml")
    assert set(check["on"]) == {"pull_request"}
    assert check["permissions"] == {"contents": "read"}
    assert not [job for job in check["jobs"].values() if "permissions" in job or "environment" in job]
    for path in WORKFLOWS:
        assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(load(path)["on"])
        assert "secrets" not in path.read_text(encoding="utf-8").lower().replace("no secret", "")


def test_what_a_stranger_wrote_is_never_pasted_into_a_command() -> None:
    """`${{ github.event.… }}` or a branch's name in a `run` is a command of whoever wrote it."""
    for name, step in every_step():
        assert "${{" not in step.get("run", ""), name


def test_no_step_leaves_the_right_to_push_behind() -> None:
    for name, step in every_step():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False, name


def test_only_main_fills_the_cache() -> None:
    used = [(name, step) for name, step in every_step() if step.get("uses", "").startswith("actions/cache")]
    assert {name: step["uses"].split("@")[0] for name, step in used} == {
        "check/preview": "actions/cache/restore",
        "publish/build": "actions/cache",
    }
    assert (
        load(ROOT / ".github/workflows/publish.yml")["jobs"]["build"]["if"]
        == "github.ref == 'refs/heads/main'"
    )
    one, other = (step["with"] for _, step in used)
    assert one == other
    assert one["path"] == ".cache/media"
    assert one["key"].startswith(one["restore-keys"])
    assert "hashFiles('campaigns/**')" in one["key"]
    assert "hashFiles('generator/media/recipe.py')" in one["restore-keys"]


def test_publishing_has_what_it_needs_and_no_more() -> None:
    publish = load(ROOT / ".github/workflows/publish.yml")
    assert publish["permissions"] == {}
    assert publish["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    assert publish["jobs"]["build"]["permissions"] == {"contents": "read"}
    assert publish["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert publish["on"]["push"] == {"branches": ["main"]}
    assert publish["on"]["schedule"] == [{"cron": "17 16 * * *"}]  # UTC; 00:17 in China


@pytest.mark.parametrize("path", [*WORKFLOWS, GITLAB], ids=lambda path: path.name)
def test_every_step_is_sound_shell(path: Path) -> None:
    found = load(path)
    if path == GITLAB:
        commands = [line for job in found.values() if isinstance(job, dict) for line in job.get("script", ())]
    else:
        commands = [step["run"] for job in found["jobs"].values() for step in job["steps"] if "run" in step]
    assert commands
    for command in commands:
        assert subprocess.run(["bash", "-n", "-c", command], check=False).returncode == 0, command


def test_github_shows_a_fault_at_its_line(faulty: Path) -> None:
    assert [shell(command, faulty).returncode for command in runs("check", "data")[:-1]] == [0, 0]
    done = shell(runs("check", "data")[-1], faulty)
    assert done.returncode == 1
    assert done.stdout.startswith(
        "::error file=campaigns/2024-small/campaign.yml,line=4,col=5,endColumn=6,title=E121::“year”后面用了中文全角冒号"
    )


def test_a_sound_merge_request_has_a_preview(checkout: Path) -> None:
    for command in (*runs("check", "data"), *runs("check", "preview")):
        done = shell(command, checkout)
        assert done.returncode == 0, done.stderr + done.stdout
    upload = steps("check", "preview")[-1]["with"]
    assert (upload["retention-days"], upload["archive"]) == (14, False)
    with zipfile.ZipFile(checkout / upload["path"]) as packed:
        names = packed.namelist()
        home = packed.read("site/index.html").decode()
    assert {"site/index.html", "site/campaigns/2024-small/index.html"} <= set(names)
    assert all(name.startswith("site/") for name in names)
    assert re.search(r'href="campaigns/index\.html"', home), "opens by a double click"
    assert "site.zip" in (checkout.parent / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [".cache/media/records/a.json", "site/index.html", ".site.a.json"])
def test_a_committed_cache_stops_every_job_that_would_use_it(checkout: Path, name: str) -> None:
    guards = [runs("check", "data")[0], runs("publish", "build")[0], load(GITLAB)["data"]["script"][0]]
    assert len(set(guards)) == 1
    assert shell(guards[0], checkout).returncode == 0
    blob = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"], cwd=checkout, input=b"{}", capture_output=True, check=True
    )
    entry = f"100644,{blob.stdout.decode().strip()},{name}"
    subprocess.run(["git", "update-index", "--add", "--cacheinfo", entry], cwd=checkout, check=True)
    try:
        assert shell(guards[0], checkout).returncode == 1
    finally:
        subprocess.run(["git", "update-index", "--force-remove", name], cwd=checkout, check=True)


def test_gitlab_shows_a_fault_at_its_line(faulty: Path) -> None:
    data = load(GITLAB)["data"]
    done = shell("\n".join(data["script"]), faulty)
    assert done.returncode == 1
    assert "campaigns/2024-small/campaign.yml:4:5: 错误 E121" in done.stdout
    (issue,) = json.loads((faulty / data["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert issue["location"] == {"path": "campaigns/2024-small/campaign.yml", "lines": {"begin": 4}}
    assert (issue["severity"], issue["check_name"]) == ("major", "E121")
    assert data["artifacts"]["when"] == "always"


def test_gitlab_publishes_a_folder(checkout: Path) -> None:
    gitlab = load(GITLAB)
    for job in ("data", "preview", "pages"):
        done = shell("\n".join(gitlab[job]["script"]), checkout)
        assert done.returncode == 0, done.stderr + done.stdout
    assert json.loads((checkout / "gl-code-quality-report.json").read_text(encoding="utf-8")) == []
    (public,) = gitlab["pages"]["artifacts"]["paths"]
    assert not (checkout / public).is_symlink()
    assert (checkout / public / "campaigns/2024-small/index.html").is_file()
    assert (checkout / gitlab["preview"]["artifacts"]["paths"][0]).is_file()


def test_gitlab_publishes_the_default_branch_only_and_one_at_a_time() -> None:
    gitlab = load(GITLAB)
    assert gitlab["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert (gitlab["pages"]["resource_group"], gitlab["pages"]["interruptible"]) == ("publish", False)
    assert re.fullmatch(r"[\w -]+", gitlab["preview"]["artifacts"]["expose_as"], re.ASCII)
    jobs = {name for name, job in gitlab.items() if isinstance(job, dict) and "script" in job}
    assert jobs == {"data", "suite", "changes", "preview", "pages"}
    assert {gitlab[name]["stage"] for name in jobs} == set(gitlab["stages"])


def test_ci_installs_what_the_suite_looks_for() -> None:
    here = (ROOT / ".ci/run").read_text(encoding="utf-8")
    there = "".join(runs("check", "suite"))
    for package in ("nginx-light", "rclone", "libimage-exiftool-perl", "fonts-noto-cjk"):
        assert package in here
        assert package in there
