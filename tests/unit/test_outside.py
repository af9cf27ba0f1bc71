"""The output never goes where the project stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.manifest import WriteError
from generator.outside import OWN, check_site_dir


@pytest.mark.parametrize(
    "place", ["", ".", "..", "../..", "./", "x/..", *OWN, *(f"{name}/out" for name in OWN), ".site.a/x"]
)
def test_what_the_project_is_made_of_is_refused(tmp_path: Path, place: str) -> None:
    root = tmp_path / "deep/project"
    root.mkdir(parents=True)
    with pytest.raises(WriteError, match="请换一个输出位置"):
        check_site_dir(root, root / place)


def test_a_folder_of_other_things_is_refused_and_a_site_is_not(tmp_path: Path) -> None:
    place = tmp_path / "www"
    place.mkdir()
    check_site_dir(tmp_path / "project", place)
    (place / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(WriteError, match="不像是网站"):
        check_site_dir(tmp_path / "project", place)
    (place / "index.html").write_text("x", encoding="utf-8")
    check_site_dir(tmp_path / "project", place)


@pytest.mark.parametrize("place", ["site", "public/site", "../site", "out"])
def test_a_place_of_its_own_is_taken(tmp_path: Path, place: str) -> None:
    root = tmp_path / "project"
    root.mkdir()
    check_site_dir(root, root / place)


def test_folders_that_the_settings_name_are_the_projects_too(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    check_site_dir(root, root / "records")
    with pytest.raises(WriteError, match="records/ 是项目自己的文件夹"):
        check_site_dir(root, root / "records", "records/campaigns", "pages")
