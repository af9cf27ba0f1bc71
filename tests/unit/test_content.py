"""What hand-written pages ask for, with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.content import content_addresses, read_content
from tests.factories import ROOT


def asked(tmp_path: Path, text: str) -> list[tuple[str, str, str, int, int, bool]]:
    (tmp_path / "content").mkdir(exist_ok=True)
    (tmp_path / "content/a.md").write_text(text, encoding="utf-8")
    requests, problems = read_content(tmp_path / "content")
    assert not problems
    return [(r.kind, r.name, r.argument, r.place.line, r.place.column, r.alone) for r in requests]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 页\n\n[[campaigns]]\n", [("block", "campaigns", "", 3, 1, True)]),
        ("[[gallery:2024-a/songs]]\n", [("block", "gallery", "2024-a/songs", 1, 1, True)]),
        ("见 [[contacts:a]]。\n", [("block", "contacts", "a", 1, 3, False)]),
        ("文字\n[[contacts:a]]\n", [("block", "contacts", "a", 2, 1, False)]),
        (
            "[[contacts:a]]\n[[schedule:a]]\n",
            [("block", "contacts", "a", 1, 1, True), ("block", "schedule", "a", 2, 1, True)],
        ),
        ("[歌](campaign:a/songs#top)\n", [("link", "campaign", "a/songs", 1, 14, True)]),
        ('[歌](campaign:a "标题")\n', [("link", "campaign", "a", 1, 14, True)]),
        ("[歌](<campaign:a>)\n", [("link", "campaign", "a", 1, 15, True)]),
        ("[歌]: campaign:a\n", [("link", "campaign", "a", 1, 15, True)]),
        ('<a href="campaign:a">歌</a>\n', [("link", "campaign", "a", 1, 19, True)]),
        ("`[[contacts:a]]` 和 `[a](campaign:b)`\n", []),
        ("```\n[[contacts:a]]\n```\n", []),
        ("~~~\n[歌](campaign:a)\n~~~\n", []),
        ("<!-- [[contacts:a]] -->\n", []),
        ("[[甲]] 或 [a][b] 或 campaign:a\n", []),
    ],
)
def test_requests(tmp_path: Path, text: str, expected: list[tuple[str, str, str, int, int, bool]]) -> None:
    assert asked(tmp_path, text) == expected


def test_pages_that_cannot_be_read_are_problems_and_pipes_stay_closed(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "gbk.md").write_bytes("# 关于我们\n".encode("gb18030"))
    (folder / "link.md").symlink_to("nowhere.md")
    os.mkfifo(folder / "pipe.md")
    (folder / "bom.md").write_text("# 页\n", encoding="utf-8-sig")
    (folder / "empty.md").write_text("", encoding="utf-8")
    requests, problems = read_content(folder)
    assert not requests
    assert [(p.code, p.place.file) for p in problems] == [
        ("E107", "content/gbk.md"),
        ("E103", "content/link.md"),
        ("E104", "content/pipe.md"),
    ]


def test_a_project_without_pages(tmp_path: Path) -> None:
    assert read_content(tmp_path / "content") == ((), [])
    assert content_addresses(tmp_path / "content") == ()


def test_addresses_are_those_of_the_engine(tmp_path: Path) -> None:
    for name in ("index.md", "about.md", "handbook/index.md", "handbook/yaml.md", "more/README.md"):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# 页\n", encoding="utf-8")
    assert content_addresses(tmp_path / "content") == ("about/", "handbook/", "handbook/yaml/", "", "more/")


def test_the_committed_pages_ask_for_blocks() -> None:
    requests, problems = read_content(ROOT / "content")
    assert not problems
    assert any(request.kind == "block" for request in requests)
    assert all(request.alone for request in requests)
