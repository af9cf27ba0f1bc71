"""The command line that is read without the library for command lines: what is plain, and that all else is left to it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.cli_revise import Asked, is_told, plainly_asked
from generator.commands import commands

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_plain(tmp_path: Path) -> None:
    folder = str(tmp_path)
    assert plainly_asked(["build"]) == Asked(Path(), None)
    assert plainly_asked(["build", "--root", folder]) == Asked(tmp_path, None)
    day = Asked(tmp_path, date(2026, 11, 21))
    assert plainly_asked(["build", "--root", folder, "--as-of", "2026-11-21"]) == day
    assert plainly_asked(["build", "--as-of", "2026-11-21", "--root", folder]) == day


@pytest.mark.parametrize(
    "said",
    [
        "", "check", "--help", "build --help", "build --root", "build --as-of", "build . --root",
        "build --root nowhere", "build --root -x", "build --as-of 2026-11", "build --as-of 2026-13-01",
        "build --as-of --root", "build --root . --root .", "build --jobs 2", "build --offline --timings",
        "build --site-dir x", "build --root=. --as-of=2026-11-21", "build --no-verify", "build --lang en",
        "build --executor x", "--root . build",
    ],
)  # fmt: skip
def test_what_is_not(said: str) -> None:
    assert plainly_asked(said.split()) is None


def test_an_empty_folder_name_is_not_plain() -> None:
    assert plainly_asked(["build", "--root", ""]) is None


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert plainly_asked(["build", "--root", str(tmp_path / "file")]) is None


def test_shells_that_ask_for_words_are_answered_by_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_ZHANBANG_COMPLETE", "bash_source")
    assert plainly_asked(["build"]) is None


def test_what_is_read_here_is_an_option_there() -> None:
    build = commands.get_command(None, "build")  # type: ignore[arg-type]
    assert build is not None
    known = {one: option for option in build.params for one in option.opts}
    assert known["--root"].default == Path()
    assert known["--site-dir"].default == Path("site")


def revised(*problems: str, ledger: str = "账目相符") -> SimpleNamespace:
    return SimpleNamespace(
        problems=problems, ledger=ledger, change=SimpleNamespace(written=2, removed=1, unchanged=3)
    )


def test_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", said)
    assert is_told(revised())  # type: ignore[arg-type]
    assert not is_told(revised("W"))  # type: ignore[arg-type]
    assert not is_told(revised(ledger="\x1b[31m"))  # type: ignore[arg-type]
    assert (
        said.buffer.getvalue().decode()  # type: ignore[attr-defined]
        == "账目相符\n  写入 2 个文件，删除 1 个，3 个没有变化。\n网站已生成：site\n"
    )
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert not is_told(revised())  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "stdout", None)
    assert not is_told(revised())  # type: ignore[arg-type]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_what_nobody_can_hear_is_left_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    with open(os.open("/dev/full", os.O_WRONLY), "w", encoding="utf-8", closefd=False) as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert not is_told(revised())  # type: ignore[arg-type]
        monkeypatch.undo()
        with pytest.raises(OSError, match="space"):
            full.close()


def test_the_command_imports_no_library_for_command_lines() -> None:
    code = "import sys, generator.cli\nprint([n for n in ('click', 'jinja2', 'yaml') if n in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
