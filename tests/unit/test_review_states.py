"""A state of the project out of git: as committed, without touching the working tree, filters or the network."""

from __future__ import annotations

import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from generator.review.gitstate import StateError
from generator.review.states import checked_out
from generator.settings import read_project
from tests.factories import small_project

NAME = "campaigns/2024-small/campaign.yml"


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=示例", "-c", "user.email=shili@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", "-C", str(root), *who, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository of one commit, the small campaign."""
    root = small_project(tmp_path / "project")
    (root / "mkdocs.yml").write_text("site_name: 示例\nsite_url: ''\n", encoding="utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    return root


def refused(root: Path, name: str) -> tuple[str, str]:
    with pytest.raises(StateError) as error, checked_out(root, name, slot="base"):
        pass
    return error.value.problem.code, error.value.problem.what()


def test_the_committed_state_comes_out_and_the_working_tree_stays(project: Path) -> None:
    committed = (project / NAME).read_bytes()
    (project / NAME).write_text("changed", encoding="utf-8")
    (project / "campaigns/2024-small/notices/new.txt").write_text("新\n", encoding="utf-8")
    before = (git(project, "status", "--porcelain"), git(project, "stash", "list"))
    with checked_out(project, "HEAD", slot="base") as state:
        assert (state / NAME).read_bytes() == committed
        assert not (state / "campaigns/2024-small/notices/new.txt").exists()
        assert (state / ".cache").resolve() == (project / ".cache").resolve()
    assert not state.exists()
    assert (project / NAME).read_text(encoding="utf-8") == "changed"
    ours = ("?? .cache/",)
    after = "\n".join(line for line in git(project, "status", "--porcelain").split("\n") if line not in ours)
    assert (after, git(project, "stash", "list")) == before


@pytest.mark.parametrize("name", ["main", "HEAD", "v1", "HEAD~0"])
def test_branches_tags_and_expressions_name_a_state(project: Path, name: str) -> None:
    git(project, "tag", "v1")
    with checked_out(project, name, slot="base") as state:
        assert (state / NAME).is_file()


def test_a_name_that_git_does_not_know(project: Path) -> None:
    assert refused(project, "mian") == (
        "E190",
        "找不到要比较的“mian”：git 里没有这个名字，也没有这个文件夹。",
    )
    assert refused(project, "--all")[0] == "E190"


def test_a_folder_that_is_no_project(project: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, words = refused(project, str(tmp_path / "empty"))
    assert (code, "没有 mkdocs.yml" in words) == ("E190", True)


def test_a_project_that_is_in_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = small_project(tmp_path / "project")
    assert "不在 git 仓库里" in refused(root, "main")[1]


def test_another_copy_of_the_project_is_copied_and_left_alone(project: Path, tmp_path: Path) -> None:
    other = small_project(tmp_path / "other", body="另一份\n")
    with checked_out(project, str(other), slot="base") as state:
        assert (state / "campaigns/2024-small/notices/launch.txt").read_text(encoding="utf-8") == "另一份\n"
    assert sorted(p.name for p in other.iterdir()) == ["campaigns"]


def test_a_project_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    root = small_project(tmp_path / "project" / "site")
    git(tmp_path / "project", "init", "-q")
    git(tmp_path / "project", "add", "-A")
    git(tmp_path / "project", "commit", "-q", "-m", "first")
    with checked_out(root, "HEAD", slot="base") as state:
        assert (state / NAME).is_file()


def pointer(content: bytes) -> bytes:
    oid = sha256(content).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {len(content)}\n".encode()


def test_a_pointer_whose_content_is_not_here_is_told(project: Path) -> None:
    (project / "campaigns/2024-small/files").mkdir()
    (project / "campaigns/2024-small/files/a.zip").write_bytes(pointer(b"content"))
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "pointer")
    code, words = refused(project, "HEAD")
    assert (code, "campaigns/2024-small/files/a.zip" in words) == ("E192", True)
    oid = sha256(b"content").hexdigest()
    stored = project / f".git/lfs/objects/{oid[:2]}/{oid[2:4]}/{oid}"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"content")
    with checked_out(project, "HEAD", slot="base") as state:
        assert (state / "campaigns/2024-small/files/a.zip").read_bytes() == b"content"


def test_no_filter_of_the_repository_runs(project: Path) -> None:
    """A smudge filter would run here in `git archive`, and could ask the network or anything."""
    (project / ".gitattributes").write_text("*.txt filter=shout\n", encoding="utf-8")
    git(project, "config", "filter.shout.smudge", "touch ran; cat")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "filter")
    with checked_out(project, "HEAD", slot="base"):
        assert not (project / "ran").exists()


def test_a_committed_link_stays_a_link_and_nothing_is_written_through_it(
    project: Path, tmp_path: Path
) -> None:
    (tmp_path / "outside").mkdir()
    (project / "campaigns/2024-small/files").symlink_to(tmp_path / "outside", target_is_directory=True)
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "link")
    with checked_out(project, "HEAD", slot="base") as state:
        assert (state / "campaigns/2024-small/files").is_symlink()
    assert not any((tmp_path / "outside").iterdir())


@pytest.mark.parametrize("folder", ["../media", "private/media"])
def test_the_media_folder_beside_the_repository_is_lent(project: Path, folder: str) -> None:
    real = project / folder
    real.mkdir(parents=True)
    (real / "1.jpg").write_bytes(b"picture")
    settings = f"site_name: 示例\nplugins:\n  - zhanbang:\n      media_root: {folder}\n"
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    git(project, "add", "mkdocs.yml")
    git(project, "commit", "-q", "-m", "media")
    with checked_out(project, "HEAD", slot="base") as state:
        lent = read_project(state)[0].media_root
        assert lent is not None
        assert (lent / "1.jpg").read_bytes() == b"picture"
    assert (real / "1.jpg").is_file()


def test_two_comparisons_at_once_do_not_share_a_folder(project: Path) -> None:
    with checked_out(project, "HEAD", slot="base"):
        assert refused(project, "HEAD")[0] == "E191"
        with checked_out(project, "HEAD", slot="to") as other:
            assert (other / NAME).is_file()
