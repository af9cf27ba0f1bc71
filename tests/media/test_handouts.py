"""Handed-out documents: opened in the limited worker, searched there, and nothing they do reaches anybody else."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

import generator.handouts as module
from generator.check import check
from generator.handouts import Document, Handout, read_handouts
from generator.leaks.sought import Leak, Sought
from generator.media import crew
from tests.factories import CAMPAIGN, changed, small_project
from tests.media.test_worker import LINUX, children
from tests.unit.leaks_canary import ALL, CANARY, ID, MOBILE, SOUGHT, WORD, docx, runs, xlsx, zipped
from tests.unit.test_leaks_hostile import REFUSED

NAMES = ("a.docx", "b.docx", "c.docx")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / name).write_bytes(docx(runs(CANARY if name == "b.docx" else f"通知 {name}")))
    return tmp_path


def look(
    folder: Path, *, sought: Sought = SOUGHT, jobs: int = 2, names: tuple[str, ...] = ()
) -> dict[str, Handout]:
    listed = [
        Document(("c", name), folder / name, name, sought) for name in names or sorted(os.listdir(folder))
    ]
    return {name: found for (_, name), found in read_handouts(listed, jobs=jobs).items()}


def reader(monkeypatch: pytest.MonkeyPatch, deed: str) -> None:
    """A worker with a fault in its reader: at a document named b.docx it does `deed`."""
    fault = (
        "import sys, os, json, time; sys.path[:] = json.loads(sys.argv[1]);"
        "from generator.leaks import scan; good = scan.scan_document\n"
        "def scan_document(name, data, sought):\n"
        f"    if name == 'b.docx': {deed}\n"
        "    return good(name, data, sought)\n"
        "scan.scan_document = scan_document\n"
    )
    monkeypatch.setattr(crew, "_START", fault + crew._START)


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_is_found(folder: Path, jobs: int) -> None:
    found = look(folder, jobs=jobs)
    assert list(found) == list(NAMES)
    assert {leak.kind for leak in found["b.docx"].leaks} == ALL
    assert found["a.docx"].leaks == found["c.docx"].leaks == ()
    assert not any(one.refusal or one.rough for one in found.values())
    assert children() == []
    said = repr(found)
    assert not [secret for secret in (ID, MOBILE, WORD) if secret in said]


def test_words_of_any_number_reach_the_worker(folder: Path) -> None:
    """More than a message may hold: they go in a file of their own."""
    sought = Sought.of(
        frozenset({MOBILE}), {**{f"第{n:06}件不公开的作品": f"x/{n}" for n in range(30_000)}, WORD: "x/y"}
    )
    leaks = look(folder, sought=sought)["b.docx"].leaks
    assert {(leak.kind, leak.whose) for leak in leaks} == {("citizen", ""), ("word", "x/y")}


def test_without_documents_no_process_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew.Crew, "_start", lambda self: pytest.fail("started"))
    assert read_handouts([], jobs=2) == {}
    (tmp_path / "a.txt").write_text(CANARY, encoding="utf-8")
    assert {leak.kind for leak in look(tmp_path)["a.txt"].leaks} == ALL
    (tmp_path / "a.txt").write_bytes(base64.b64encode(docx(runs(CANARY))))
    with pytest.raises(pytest.fail.Exception):
        look(tmp_path)


def test_equal_bytes_are_searched_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [Document((f"c{n}", "b.docx"), folder / "b.docx", "b.docx", SOUGHT) for n in range(5)]
    told: list[tuple[str, int, int]] = []
    found = read_handouts(listed, jobs=2, say=lambda *words: told.append(words))
    assert told == [("检查下载文件", 5, 5)]
    assert len(found) == 5
    assert len(set(found.values())) == 1


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ("__import__('ctypes').string_at(0)", "处理程序意外退出（信号 11）"),
        ("bytearray(10**10)", "需要的内存超过上限"),
        ("1 / 0", "处理程序出错（ZeroDivisionError）"),
        ("os.write(int(sys.argv[2]), b'\\xff' * 4096)", "处理程序的回答不成形"),
        (
            "return type('Found', (), {'leaks': [scan.Leak('nonsense', '', '', '')], 'rough': False})",
            "处理程序的回答不成形",
        ),
        (
            "return type('Found', (), {'leaks': [scan.Leak('word', '', '别人', '')], 'rough': False})",
            "处理程序的回答不成形",
        ),
    ],
)
def test_a_killer_is_refused_and_nobody_else_loses_anything(
    folder: Path, monkeypatch: pytest.MonkeyPatch, deed: str, why: str
) -> None:
    reader(monkeypatch, deed)
    found = look(folder)
    assert found["b.docx"].refusal == why
    assert [found[name].refusal for name in ("a.docx", "c.docx")] == ["", ""]
    assert children() == []


def test_a_document_that_takes_for_ever_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 1.5)
    reader(monkeypatch, "exec('while True: pass')")
    assert {name: one.refusal for name, one in look(folder).items()} == {
        "a.docx": "",
        "b.docx": "用时超过上限",
        "c.docx": "",
    }


@LINUX
def test_the_reader_cannot_open_files_or_the_network(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader(monkeypatch, "raise scan.Unreadable(str([open('/etc/passwd')]))")
    assert look(folder)["b.docx"].refusal == "处理程序出错（PermissionError）"
    reader(monkeypatch, "__import__('socket').socket().connect(('127.0.0.1', 9))")
    why = look(folder)["b.docx"].refusal
    assert why in ("处理程序出错（OSError）", "处理程序出错（PermissionError）"), (
        "not refused by a host it reached"
    )


def test_what_a_worker_says_is_masked_once_more(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader(
        monkeypatch,
        f"return type('Found', (), {{'leaks': [scan.Leak('citizen', '{ID}', '', '{MOBILE}')], 'rough': False}})",
    )
    assert look(folder)["b.docx"].leaks == (Leak("citizen", "*" * 18, "", "138****8000"),)


def test_hostile_documents_are_refused_each_by_its_name(tmp_path: Path) -> None:
    for name, (make, _) in REFUSED.items():
        (tmp_path / name).write_bytes(make())
    (tmp_path / "good").write_bytes(docx(runs(CANARY)))
    found = look(tmp_path)
    good = found.pop("good")
    assert {leak.kind for leak in good.leaks} == ALL
    for name, one in found.items():
        why = REFUSED[name][1]
        assert why in one.refusal or one.refusal == "需要的内存超过上限", (name, one)


def test_links_and_special_files_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("x")
    (tmp_path / "link").symlink_to("real")
    os.link(tmp_path / "real", tmp_path / "hard")
    os.mkfifo(tmp_path / "pipe")
    found = look(tmp_path, names=("link", "hard", "pipe", "gone"))
    assert {name: one.refusal for name, one in found.items()} == {
        "link": "不是普通文件（符号链接，不是文件本身）",
        "hard": "不是普通文件（硬链接，不是单独的文件）",
        "pipe": "不是普通文件（管道）",
        "gone": "打不开",
    }


HOME = "campaigns/2024-small"


def codes(root: Path, files: dict[str, bytes], yaml: str = CAMPAIGN) -> dict[str, list[str]]:
    """Codes by file, of a small campaign that hands out these files."""
    project = small_project(root, yaml=yaml)
    (project / HOME / "files").mkdir(exist_ok=True)
    for name, data in files.items():
        (project / HOME / "files" / name).write_bytes(data)
    found: dict[str, list[str]] = {}
    for problem in check(project).problems:
        found.setdefault(problem.place.file.rpartition("/")[2], []).append(problem.code)
    return found


def test_check_tells_it_before_a_build(tmp_path: Path) -> None:
    hidden = xlsx(
        {
            "表": ("visible", ""),
            "名单": (
                "veryHidden",
                f'<sheetData><row r="1"><c r="A1"><v>{MOBILE[0]}.{MOBILE[1:]}E10</v></c></row></sheetData>',
            ),
        }
    )
    files = {
        "a.docx": docx(runs(f"{ID}，{MOBILE}")),
        "b.xlsx": hidden,
        "c.zip": zipped({"名单.txt": ID}),
        "d.zip": b"PK\x03\x04",
        "e.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + MOBILE.encode(),
        "f.docx": docx(runs("空白表")),
    }
    assert codes(tmp_path, files) == {
        "a.docx": ["E607", "E608"],
        "b.xlsx": ["E608"],
        "c.zip": ["E607"],
        "d.zip": ["E609"],
        "e.doc": ["E608", "W607"],
    }


def test_a_registered_contact_may_stand_in_a_file(tmp_path: Path) -> None:
    yaml = changed("0591-87715076", MOBILE)
    found = codes(tmp_path / "1", {"a.docx": docx(runs(f"联系人{MOBILE}"))}, yaml)
    assert found["a.docx"] == ["W608"]  # a word in time: nothing in a file can be masked
    assert codes(tmp_path / "2", {"a.docx": docx(runs(f"联系人{MOBILE}"))})["a.docx"] == ["E608"]


def test_of_a_campaign_that_cannot_be_read_no_mobile_is_judged(tmp_path: Path) -> None:
    found = codes(tmp_path, {"a.txt": f"{ID} {MOBILE}".encode()}, CAMPAIGN + "\n  - [\n")
    assert found["a.txt"] == ["E607"]
