"""What stands on the disk where a record is expected: links, pipes, devices, huge and oddly named files.

A canary outside must occur nowhere; what is refused is named; the other works are shown in a preview all the same.
"""

from __future__ import annotations

import os
import socket
import stat
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.check import check
from generator.planning import plan
from generator.problems import errors
from tests.factories import BODY, RELEASED, changed, picture, small_project

DAY = date(2026, 11, 21)
CANARY = "KANARI-7f3a"
SMALL = "campaigns/2024-small"
ENTRIES = f"{SMALL}/entries/songs"
GOOD = f"title: 好作品\n{RELEASED}"


def media(name: str) -> str:
    return f"title: 坏作品\n{RELEASED}media:\n  - {{file: {name}, alt: 图}}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small campaign with a good work and one to be spoilt; beside the project stands what must not be read."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").write_text(f"title: {CANARY}\nstatus: approved\n", encoding="utf-8")
    picture(tmp_path / "outside/secret.jpg")
    root = small_project(
        tmp_path / "p", {f"{ENTRIES}/good/entry.yml": GOOD, f"{ENTRIES}/bad/entry.yml": media("1.jpg")}
    )
    picture(root / ENTRIES / "bad/1.jpg", (60, 40))
    return root


Spoil = Callable[[Path, Path], None]
"""Given the spoilt entry's folder and what stands outside the project."""


def _instead(name: str, make: Callable[[Path, Path], object]) -> Spoil:
    def spoil(folder: Path, outside: Path) -> None:
        (folder / name).unlink()
        make(folder / name, outside)

    return spoil


def _linked(target: str) -> Callable[[Path, Path], object]:
    return lambda path, outside: path.symlink_to(target.format(outside=outside))


def _whole_folder(make: Callable[[Path, Path], object]) -> Spoil:
    def spoil(folder: Path, outside: Path) -> None:
        for one in folder.iterdir():
            one.unlink()
        folder.rmdir()
        make(folder, outside)

    return spoil


def _socket(path: Path, _: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's whole path has 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def _device(path: Path, _: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("devices are made by root only")


def _sparse(size: int) -> Callable[[Path, Path], object]:
    def make(path: Path, _: Path) -> None:
        path.touch()
        os.truncate(path, size)

    return make


def _yaml(text: str) -> Spoil:
    def spoil(folder: Path, outside: Path) -> None:
        (folder / "entry.yml").write_text(text.replace("{outside}", str(outside)), encoding="utf-8")

    return spoil


def _chain(path: Path, outside: Path) -> None:
    (path.parent / "2.jpg").symlink_to("3.jpg")
    (path.parent / "3.jpg").symlink_to(outside / "secret.jpg")
    path.symlink_to("2.jpg")


SPOILT: dict[str, tuple[Spoil, set[str]]] = {
    "picture is a link": (_instead("1.jpg", _linked("{outside}/secret.jpg")), {"E103"}),
    "picture is a relative link": (_instead("1.jpg", _linked("../../../../../outside/secret.jpg")), {"E103"}),
    "picture is a link to the system": (_instead("1.jpg", _linked("/etc/passwd")), {"E103"}),
    "picture is a link to a process": (_instead("1.jpg", _linked("/proc/self/environ")), {"E103"}),
    "picture is a link to another record": (_instead("1.jpg", _linked("../good/entry.yml")), {"E103"}),
    "picture is a link to nothing": (_instead("1.jpg", _linked("nowhere")), {"E103"}),
    "picture is a link to itself": (_instead("1.jpg", _linked("1.jpg")), {"E103"}),
    "picture is a chain of links": (_instead("1.jpg", _chain), {"E103"}),
    "picture is a second name": (
        _instead("1.jpg", lambda path, outside: os.link(outside / "secret.jpg", path)),
        {"E803"},
    ),
    "picture is a pipe": (_instead("1.jpg", lambda path, _: os.mkfifo(path)), {"E104"}),
    "picture is a socket": (_instead("1.jpg", _socket), {"E104"}),
    "picture is a device": (_instead("1.jpg", _device), {"E104"}),
    "picture is a folder": (_instead("1.jpg", lambda path, _: path.mkdir()), {"E102"}),
    "picture is two gigabytes of nothing": (_instead("1.jpg", _sparse(2_000_000_000)), {"E804"}),
    "record is a link": (_instead("entry.yml", _linked("{outside}/secret.txt")), {"E103"}),
    "record is a link to another record": (_instead("entry.yml", _linked("../good/entry.yml")), {"E103"}),
    "record is a second name": (
        _instead("entry.yml", lambda path, outside: os.link(outside / "secret.txt", path)),
        {"E104"},
    ),
    "record is a pipe": (_instead("entry.yml", lambda path, _: os.mkfifo(path)), {"E104"}),
    "record is a folder": (_instead("entry.yml", lambda path, _: path.mkdir()), {"E115", "E102", "E106"}),
    "record is ten gigabytes of nothing": (_instead("entry.yml", _sparse(10_000_000_000)), {"E105"}),
    "folder is a link": (_whole_folder(_linked("{outside}")), {"E103"}),
    "folder is a link to another record": (_whole_folder(_linked("good")), {"E103"}),
    "folder is a link to the root": (_whole_folder(_linked("/")), {"E103"}),
    "folder is a loop": (_whole_folder(_linked("../songs")), {"E103"}),
    "folder is a pipe": (_whole_folder(lambda path, _: os.mkfifo(path)), {"E104"}),
    "file above": (_yaml(media("../good/entry.yml")), {"E217"}),
    "file far above": (_yaml(media("../../../../../outside/secret.jpg")), {"E217"}),
    "absolute file": (_yaml(media("'{outside}/secret.jpg'")), {"E217"}),
    "file with an address": (_yaml(media("'http://127.0.0.1:9/x.jpg'")), {"E217"}),
    "file with a protocol": (_yaml(media("'concat:1.jpg|1.jpg'")), {"E801"}),
    "file with backslashes": (_yaml(media("'..\\good\\entry.yml'")), {"E217"}),
    "the record itself": (_yaml(media("entry.yml")), {"E803"}),
    "two dots": (_yaml(media("'..'")), {"E217"}),
    "one dot": (_yaml(media("'.'")), {"E217"}),
    "home": (_yaml(media("'~'")), {"E801"}),
    "a name of 255 bytes": (_yaml(media("字" * 84 + ".jpg")), {"E217"}),
    "a name of 200 bytes": (_yaml(media("x" * 196 + ".jpg")), {"E801"}),
    "an escaped zero": (_yaml(media('"1.jpg\\0"')), {"E110", "E217"}),
    "an escaped newline": (_yaml(media('"1\\n.jpg"')), {"E801"}),
    "a star": (_yaml(media("'*'")), {"E801"}),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_record_is_named_and_alone(project: Path, name: str) -> None:
    spoil, codes = SPOILT[name]
    outside = project.parent / "outside"
    spoil(project / ENTRIES / "bad", outside)
    found = check(project)
    told = errors(found.problems)
    assert {p.code for p in told} & codes, [p.code for p in told]
    assert all(p.place.file.startswith(f"{ENTRIES}/bad") for p in told), told
    assert CANARY not in "".join(p.what() + p.remedy() + p.place.excerpt for p in found.problems)
    assert not any(
        path.resolve().is_relative_to(outside)
        for path in found.catalog.originals.values()
        if not path.is_symlink()
    )
    preview = plan(project, as_of=DAY, lenient=True)
    assert preview.site is not None
    shown = {page.path.split("/")[3] for page in preview.site.pages if "/works/" in page.path}
    assert shown == {"good"}
    assert not any(CANARY in page.body + page.head for page in (one.written() for one in preview.site.pages))


NAMES = (
    "..x", "-rf", "*", "?", "a b", "a\nb", "a\tb", "CON", "aux.jpg", "Good", "good.", "é", "e\u0301", "\u202egpj.exe", "\u200b", "字" * 80, "%2e%2e", "$(x)", "`x`",
    "<img src=x>", "'", '"', "a;b", "a|b", "~", "13800138000", ".hidden", "a\\b", "nul:", "\udcff",
)  # fmt: skip


TOLD = len(NAMES) - 3
"""Names that look alike in a report (a blank, a tab, an end of line; what cannot be seen) are told once."""


def shown_works(root: Path) -> set[str]:
    """Which works a preview shows."""
    preview = plan(root, as_of=DAY, lenient=True)
    assert preview.site is not None, errors(preview.problems)
    return {page.path.split("/")[3] for page in preview.site.pages if "/works/" in page.path}


def test_the_project_of_these_tests_is_sound(project: Path) -> None:
    assert plan(project, as_of=DAY).problems == ()
    assert shown_works(project) == {"good", "bad"}


def test_entries_with_names_that_are_no_ids_are_named(project: Path) -> None:
    """Each by itself, in words that can be printed; the two sound ones are shown."""
    for name in NAMES:
        folder = project / ENTRIES / name
        folder.mkdir()
        (folder / "entry.yml").write_text(GOOD, encoding="utf-8")
    told = errors(check(project).problems)
    assert [p.code for p in told] == ["E111"] * TOLD, told
    for p in told:
        assert p.place.file.startswith(f"{ENTRIES}/")
        assert "\n" not in p.place.file + p.what()
        (p.place.file + p.what()).encode()
    assert shown_works(project) == {"good", "bad"}


def test_files_with_odd_names_are_never_opened_or_published(project: Path) -> None:
    """Beside a record, where any file may lie: told as unused; beside the campaign: refused."""
    for name in NAMES:
        (project / ENTRIES / "bad" / name).write_text(CANARY, encoding="utf-8")
        (project / SMALL / name).write_text(CANARY, encoding="utf-8")
    found = check(project)
    assert [p.code for p in errors(found.problems)] == ["E102"] * TOLD
    assert [p.code for p in found.problems if p.severity == "warning"] == ["W812"]
    for p in found.problems:
        (p.place.file + p.what()).encode()
        assert "\n" not in p.place.file + p.what()
        assert CANARY not in p.what()


@pytest.mark.parametrize("place", ["", "campaigns", SMALL, f"{SMALL}/notices", f"{SMALL}/entries", ENTRIES])
def test_a_folder_above_that_is_a_link_is_not_entered(project: Path, place: str) -> None:
    """A link beside what is read, to a folder full of records."""
    if not place:
        (project / "campaigns").rename(project / "elsewhere")
        (project / "campaigns").symlink_to("elsewhere")
        told = errors(check(project).problems)
    else:
        elsewhere = project.parent / "records"
        small_project(elsewhere, yaml=changed("title: 好网民活动", f"title: {CANARY}"), body=BODY + CANARY)
        (project / place / "linked").symlink_to(elsewhere / SMALL, target_is_directory=True)
        told = errors(check(project).problems)
    assert {p.code for p in told} == {"E103"}


BODIES = ("/etc/passwd", "../../outside/secret.txt", "notices/../../x.txt", "notices/launch.txt\\0", "notices\\launch.txt", "file:///etc/passwd", "notices/", "campaign.yml", "notices/.txt")  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_a_body_elsewhere_is_refused(project: Path, body: str) -> None:
    yaml = changed("body: notices/launch.txt", f'body: "{body}"')
    (project / SMALL / "campaign.yml").write_text(yaml, encoding="utf-8")
    told = errors(check(project).problems)
    assert {p.code for p in told} <= {"E113", "E110", "E139", "E114"}
    assert told
    assert all(p.place.file.startswith(SMALL) for p in told)


@pytest.mark.parametrize("kind", ["link", "second name", "pipe"])
@pytest.mark.parametrize("place", ["notices/launch.txt", "files/form.docx", "votes.csv", "campaign.yml"])
def test_a_file_of_the_campaign_that_is_none(project: Path, place: str, kind: str) -> None:
    path = project / SMALL / place
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    outside = project.parent / "outside/secret.txt"
    if kind == "link":
        path.symlink_to(outside)
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        os.link(outside, path)
    found = check(project)
    assert f"{SMALL}/{place}" in {
        p.place.file for p in found.problems if p.code == ("E103" if kind == "link" else "E104")
    }
    assert CANARY not in "".join(p.what() + p.place.excerpt for p in found.problems)
    assert not any(CANARY in source.text for source in found.catalog.texts.values())
    assert not found.catalog.files


def test_twins_in_case_are_told(project: Path) -> None:
    """On a Mac or in Windows they are one file."""
    (project / ENTRIES / "Bad").mkdir()
    (project / ENTRIES / "Bad/entry.yml").write_text(GOOD, encoding="utf-8")
    assert [p.code for p in errors(check(project).problems)] == ["E111"]


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ('作品编号,票数\n"' + "a" * 200_000 + '",5\n', 1),
        ("作品编号,票数\nbad," + "9" * 5_000 + "\n", 1),
        ("作品编号,票数\nba\0d,9\n", 1),
        ('作品编号,票数\n"\nbad,9\n', 1),
        ("作品编号,票数\n" + "x,y\n" * 200_000, 100),
        ("作品编号\r票数\rbad,9\r", 1),
        ("\0" * 5_000, 1),
        ("作品编号,票数\nbad,=1+1\n", 1),
        ("作品编号,票数\nbad,٣\n", 1),
    ],
)
def test_a_sheet_of_votes_that_is_none(project: Path, sheet: str, told: int) -> None:
    yaml = changed("consents:", "voting: {printed: 8月30日前, totals: v.csv}\nconsents:")
    (project / SMALL / "campaign.yml").write_text(yaml, encoding="utf-8")
    (project / SMALL / "v.csv").write_text(sheet, encoding="utf-8")
    problems = errors(check(project).problems)
    assert [p.code for p in problems] == ["E322"] * told
    assert {p.place.file for p in problems} == {f"{SMALL}/v.csv"}


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux")
def test_hand_written_pages_are_not_read_through_links(project: Path) -> None:
    content = project / "content"
    content.mkdir()
    (content / "a.md").symlink_to(project.parent / "outside/secret.txt")
    os.mkfifo(content / "b.md")
    (content / "c.md").write_text("[[contacts:2024-small]]\n", encoding="utf-8")
    Path(os.fsdecode(bytes(content) + b"/\xff.md")).symlink_to("c.md")
    (content / "loop").symlink_to(content, target_is_directory=True)
    told = [(p.code, p.place.file) for p in errors(check(project).problems)]
    assert ("E103", "content/a.md") in told
    assert ("E104", "content/b.md") in told
    assert len(told) >= 3
    "".join(file for _, file in told).encode()
