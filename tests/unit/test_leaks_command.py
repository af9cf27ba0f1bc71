"""`zhanbang scan`: any folder, with everything in it, and the breach drill."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.commands import commands
from tests.unit.leaks_canary import CANARY, ID, MOBILE, WORD, chunk, docx, png, runs


def run(*arguments: object) -> Result:
    found = CliRunner().invoke(commands, ["scan", *map(str, arguments)])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exc_info
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in {
        "releases/1/index.html": b"<p>a</p>",
        "releases/2/a.docx": docx(runs(CANARY)),
        "releases/2/b.png": png(chunk(b"tEXt", CANARY.encode())),
        "releases/3/c.zip": b"PK\x03\x04",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "current").symlink_to("releases/2")
    return tmp_path


def test_numbers_are_told_with_file_and_place(folder: Path) -> None:
    found = run(folder)
    assert found.exit_code == 1
    assert found.stdout.splitlines() == [
        f"releases/2/b.png：PNG 文字块：身份证号码 {ID[:3]}{'*' * 13}{ID[-2:]}",
        "releases/2/b.png：PNG 文字块：手机号 138****8000",
        f"releases/2/a.docx：正文：身份证号码 {ID[:3]}{'*' * 13}{ID[-2:]}",
        "releases/2/a.docx：正文：手机号 138****8000",
        "releases/3/c.zip：打不开，没有检查：压缩包或文档不完整",
        "共 5 处。手机号是不是可以公开，请对照联系人名单。",
    ]
    assert ID not in found.output
    assert MOBILE not in found.output


@pytest.mark.parametrize("word", [WORD, WORD[:2], WORD[1:4], MOBILE, ID])
def test_the_breach_drill_names_the_releases_that_held_it(folder: Path, word: str) -> None:
    found = run(folder, "--for", word)
    assert found.exit_code == 1
    held = [line.partition("：")[0] for line in found.stdout.splitlines()[:-1]]
    assert held == ["releases/2/b.png", "releases/2/a.docx", "releases/3/c.zip"]


def test_nothing_found_is_exit_zero(folder: Path) -> None:
    found = run(folder / "releases/1", "--for", WORD, "--for", MOBILE)
    assert (found.exit_code, found.stdout) == (0, "没有找到。\n")


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert CliRunner().invoke(commands, ["scan", str(tmp_path / "gone")]).exit_code == 2


def test_documents_that_two_releases_share_are_opened(tmp_path: Path) -> None:
    for name in ("releases/1", "releases/2"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "releases/1/a.docx").write_bytes(docx(runs(CANARY)))
    (tmp_path / "releases/2/a.docx").hardlink_to(tmp_path / "releases/1/a.docx")
    lines = run(tmp_path).stdout.splitlines()
    assert [line for line in lines if "打不开" in line] == []
    assert {line.partition("：")[0] for line in lines[:-1]} == {"releases/1/a.docx", "releases/2/a.docx"}
