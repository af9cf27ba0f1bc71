"""Publish, change, publish, go back, withdraw, publish (acceptance row E9), by the commands, with a real little project."""

from __future__ import annotations

import hashlib
import html
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.commands import commands
from generator.leaks.scan import scan
from generator.leaks.sought import Sought
from generator.publish.log import events
from generator.publish.texts import told
from generator.verify.links import target_of
from generator.verify.pages import PageReader
from tests.factories import CAMPAIGN, MOBILE, RELEASED, changed, picture, small_project
from tests.publish.places import broken, snapshot
from tests.unit.leaks_canary import docx, runs

ROOT = Path(__file__).resolve().parents[2]
CONSENT = changed("covers: [publication]", "covers: [publication, name, unit]", text=CAMPAIGN)
ENTRIES = "campaigns/2024-small/entries/songs"
TITLE, NAME, WORDS = "示例夜班之歌", "示例·赵甲乙", "示例说明文字一句"
WORK = "campaigns/2024-small/works/0001/"
RESULTS = "campaigns/2024-small/results/"
TOLD = Sought.of(words={TITLE: "title", NAME: "name"})
TELLING = {
    "data/2024-small/works.json",
    "data/2024-small/gallery-1.js",
    "data/search/2024-small.js",
    "data/units/0.js",
    f"{RESULTS}index.html",
    f"{RESULTS}results.csv",
    f"{RESULTS}results.docx",
}
"""Some of the files that tell of the first work, each in a form of its own."""


@dataclass
class Project:
    """A project with three works; the first and the second share a photo."""

    root: Path
    dest: Path

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(commands, [*arguments], prog_name="zhanbang")

    def publish(self, *more: str) -> str:
        """Publish to the own server; return what was printed."""
        done = self.run("publish", str(self.dest), "--root", str(self.root), "--as-of", "2026-11-21", *more)
        assert done.exit_code == 0, done.output
        return done.output

    def write(self, entry: str, text: str) -> None:
        path = self.root / ENTRIES / entry / "entry.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    @property
    def releases(self) -> list[Path]:
        return sorted((self.dest / "releases").iterdir())


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, built once: its caches serve every test."""
    root = small_project(tmp_path_factory.mktemp("take-down") / "project", yaml=CONSENT)
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    address = changed('site_url: ""', "site_url: https://example.org/", text=settings)
    (root / "mkdocs.yml").write_text(
        address, encoding="utf-8"
    )  # with it there are codes, and they are on posters
    project = Project(root, root)
    credit = f"unit: east\ncredits: [{{name: {NAME}, role: 词曲}}]\nstatement: {WORDS}\n"
    credit += "honours: [{award: first, state: confirmed}]\n"
    pictures = "media: [{file: 1.jpg, alt: 合影, role: cover}, {file: 2.jpg, alt: 示例独照, role: score}]\n"
    project.write("0001", f"title: {TITLE}\n{RELEASED}{credit}{pictures}")
    project.write("0002", f"title: 早班\n{RELEASED}media: [{{file: 1.jpg, alt: 合影, role: cover}}]\n")
    project.write("0003", f"title: 中班\n{RELEASED}media: [{{file: 3.jpg, alt: 车间, role: cover}}]\n")
    for entry, name, seed in (("0001", "1", 1), ("0002", "1", 1), ("0001", "2", 2), ("0003", "3", 3)):
        picture(root / ENTRIES / entry / f"{name}.jpg", seed=seed)
    done = project.run("build", "--root", str(root), "--as-of", "2026-11-21")
    assert done.exit_code == 0, done.output
    return root


@pytest.fixture
def project(first: Path, tmp_path: Path) -> Project:
    root = tmp_path / "project"
    shutil.copytree(first, root, symlinks=True)
    return Project(root, tmp_path / "www")


def media_of(site: dict[str, bytes], page: str) -> set[str]:
    """The files below media/ that a page names."""
    return {path for path in site if path.startswith("media/") and path.encode() in site[page]}


def telling(site: dict[str, bytes]) -> set[str]:
    """The files that tell of the first work, packed ones among them."""
    return {path for path, data in site.items() if scan(path, data, TOLD)}


def written_ways(words: str) -> list[bytes]:
    """Words as HTML, JSON and script may write them."""
    return [
        form.encode() for form in {words, html.escape(words), json.dumps(words)[1:-1], words.encode().hex()}
    ]


def test_publish_change_go_back_withdraw(project: Project) -> None:
    assert "新增" in project.publish()
    first = snapshot(project.dest / "current")
    project.write(
        "0002", (project.root / ENTRIES / "0002/entry.yml").read_text("utf-8").replace("早班", "早班曲")
    )
    assert "已发布" in project.publish()
    second = snapshot(project.dest / "current")
    assert first != second
    assert "没有新版本" in project.publish()

    went_back = project.run("rollback", str(project.dest))
    assert went_back.exit_code == 0, went_back.output
    assert snapshot(project.dest / "current") == first
    listed = project.run("rollback", str(project.dest), "--list").output.splitlines()
    assert [line[0] for line in listed] == ["→", " "]

    own = media_of(first, WORK + "index.html") - media_of(first, "campaigns/2024-small/works/0002/index.html")
    shared = media_of(first, WORK + "index.html") - own
    drawn = {path for path in own if path.endswith(".png")}
    assert {path.rpartition("-")[2] for path in drawn} == {"poster.png", "code.png"}
    assert shared
    assert telling(first) >= TELLING
    assert telling(second) >= TELLING
    units = first["data/units/index.js"]
    shutil.rmtree(project.root / ENTRIES / "0003")
    entry = project.root / ENTRIES / "0001/entry.yml"
    project.write("0001", entry.read_text("utf-8") + "withdrawn: {on: 2026-11-20, reason: 本人要求}\n")
    said = project.publish()
    assert said.count("清理了旧版本") == 2
    assert WORK in said

    assert len(project.releases) == 3
    pixels = {hashlib.sha256(first[path]).hexdigest() for path in own}
    sought = [
        *written_ways(TITLE),
        *written_ways(NAME),
        *written_ways(WORDS),
        *(path.encode() for path in own),
    ]
    for path in (p for p in project.dest.rglob("*") if p.is_file()):
        data = path.read_bytes()
        if ".zhanbang" not in path.parts:
            assert hashlib.sha256(data).hexdigest() not in pixels, path
        assert not [words for words in sought if words in data], path
    for release in project.releases:
        site = snapshot(release)
        assert broken(release) == []
        assert shared <= site.keys(), "the second work still shows it"
        assert "撤下" in site[WORK + "index.html"].decode()
        assert telling(site) == set()
        assert site["data/units/index.js"] == units, "the unit itself is still asked for its works"
        assert not drawn & site.keys()
    page = "campaigns/2024-small/works/0003/index.html"
    for release, before in zip(project.releases, (first, second), strict=False):
        assert snapshot(release)[page] == before[page], "a folder that was deleted is no withdrawal"

    assert project.run("rollback", str(project.dest)).exit_code == 0
    assert TITLE.encode() not in b"".join(snapshot(project.dest / "current").values())
    actions = [one.action for one in events(project.dest / ".zhanbang")]
    assert actions == ["发布", "发布", "回退", "发布", "清除", "清除", "回退"]


def test_pages_are_read_as_the_check_of_the_finished_site_reads_them(project: Project) -> None:
    reader, seen = PageReader(Sought()), 0
    for path, data in snapshot(project.root / "site").items():
        if not path.endswith(".html") or path == "404.html":
            continue
        seen += 1
        page, ours = reader.read(data), told(path, data.decode())
        targets = {target for link in page.links if (target := target_of(path, link))}
        assert targets <= ours.needs, path
        assert {name for name in ours.needs - targets if not name.startswith("media/")} == set(), path
        assert ours.ids == page.ids, path
        assert {anchor for _, anchor in ours.anchors} == {
            anchor for link in page.links if target_of(path, link) and (anchor := link.partition("#")[2])
        }, path
    assert seen > 15


def test_problems_in_the_data_stop_before_anything_is_published(project: Project) -> None:
    project.publish()
    before = snapshot(project.dest / "current")
    project.write("0002", "title: 早班\nstatus: wrong\n")
    done = project.run("publish", str(project.dest), "--root", str(project.root))
    assert done.exit_code == 1
    assert "entries/songs/0002/entry.yml:2:9: 错误" in done.output
    assert snapshot(project.dest / "current") == before


@pytest.mark.parametrize("flag", ["--plain", "--bucket"])
def test_the_other_kinds_by_the_command(project: Project, flag: str) -> None:
    dry = project.publish(flag, "--dry-run")
    assert "（试运行）" in dry
    assert not project.dest.exists()
    said = project.publish(flag)
    if flag == "--plain":
        assert "整个文件夹一步替换" in said
        assert snapshot(project.dest) == snapshot(project.root / "site")
        assert "没有改动" in project.publish()
    else:
        assert f"sh {project.dest}/upload.sh {project.dest} {project.root}/site" in said
        paths = [
            p for name in ("1-assets", "2-pages", "4-entrances") for p in _lines(project.dest / f"{name}.txt")
        ]
        assert sorted(paths) == sorted(snapshot(project.root / "site"))
    other = "--bucket" if flag == "--plain" else "--plain"
    done = project.run("publish", str(project.dest), other, "--root", str(project.root))
    assert (done.exit_code, "以前是按" in done.output) == (2, True)
    back = project.run("rollback", str(project.dest))
    assert (back.exit_code, "git revert" in back.output) == (2, True)


@pytest.mark.parametrize("arguments", [("--plain", "--bucket"), ("--keep", "0")])
def test_wrong_usage(project: Project, arguments: tuple[str, ...]) -> None:
    assert project.run("publish", str(project.dest), *arguments, "--root", str(project.root)).exit_code == 2


def test_the_log_names_the_commit(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.publish("--commit", "1234abcd")
    assert [one.commit for one in events(project.dest / ".zhanbang")] == ["1234abcd"]
    monkeypatch.setenv("GIT_DIR", str(ROOT / ".git"))  # as in a hook: another repository than the project's
    project.write("0002", f"title: 午班\n{RELEASED}")
    project.publish()
    assert [one.commit for one in events(project.dest / ".zhanbang")] == ["1234abcd", ""]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_a_number_masked_since_and_a_handout_that_names_a_work_leave_kept_releases(project: Project) -> None:
    """What today's site may not tell is in no kept release either: a contact's mobile, a title inside a document."""
    yaml = project.root / "campaigns/2024-small/campaign.yml"
    body = project.root / "campaigns/2024-small/notices/launch.txt"
    for path in (yaml, body):
        path.write_text(path.read_text(encoding="utf-8").replace("139****0000", MOBILE), encoding="utf-8")
    files = project.root / "campaigns/2024-small/files"
    files.mkdir()
    (files / "list.docx").write_bytes(docx(runs(f"入选：{TITLE}第一号")))
    project.write("0004", f"title: {TITLE}第一号\n{RELEASED}text: 全文\n")
    project.publish("--as-of", "2024-09-01")
    assert MOBILE.encode() in b"".join(snapshot(project.dest / "current").values())
    (files / "list.docx").write_bytes(docx(runs("入选名单另行公布")))
    project.write("0004", f"title: {TITLE}第一号\n{RELEASED.replace('approved', 'rejected')}text: 全文\n")
    project.publish("--as-of", "2026-01-01")
    assert len(project.releases) == 2
    sought = Sought.of(words={f"{TITLE}第一号": "x"})
    for release in project.releases:
        for name, data in snapshot(release).items():
            assert MOBILE.encode() not in data, (release.name, name)
            assert scan(name, data, sought) == [], (release.name, name)
        assert broken(release) == []
