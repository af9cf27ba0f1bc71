"""Links (acceptance row A4), and that the check itself can fail."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.linkcheck import check_links


def test_no_link_is_broken_and_every_page_is_reached(site: Path) -> None:
    assert check_links(site) == []


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ('href="campaigns/"', 'href="campaign/"', "链接的页面或文件不存在"),
        ('<main id="main"', '<main id="anfang"', "链接的锚点不存在"),
        ("</main>", '<p id="main"></p></main>', "同一个锚点出现两次"),
        ("</main>", '<img src="nothing.png" alt=""></main>', "链接的页面或文件不存在"),
    ],
)
def test_the_check_sees(site: Path, tmp_path: Path, before: str, after: str, what: str) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    home = copy / "index.html"
    text = home.read_text(encoding="utf-8")
    assert before in text
    home.write_text(text.replace(before, after), encoding="utf-8")
    assert what in {fault.what for fault in check_links(copy) if fault.page == "index.html"}


def test_the_check_sees_a_page_nobody_links_to(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "alone").mkdir()
    shutil.copy(copy / "about/index.html", copy / "alone/index.html")
    assert [fault.what for fault in check_links(copy)] == ["没有任何页面链接到它"]
