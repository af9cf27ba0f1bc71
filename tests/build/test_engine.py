"""The engine's output and its cache. What the engine itself does is faked where only the keeping is tried."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from little import FRAME, little_site, snapshot

from generator import engine
from generator.engine import engine_output
from generator.harvest import EngineError


class Fake:
    """Counts how often it is asked to render."""

    def __init__(self, root: Path, complaints: list[str] | None = None) -> None:
        self.root, self.calls, self.complaints = root, 0, complaints or []

    def __call__(self, config: Path, out: Path, serving: bool, data_date: str) -> list[str]:
        self.calls += 1
        assert config == self.root / "mkdocs.yml"
        frame = "<!--zb:title--><!--zb:head--><!--zb:body--><!--zb:tail--><link href='../assets/used.css'>"
        files = {
            "zb-frame/index.html": frame,
            "index.html": '<img src="assets/images/pic.png?1#2"><p>[[campaigns]]</p>',
            "404.html": '<a href="/prefix/assets/lost.js">',
            "assets/used.css": "@import 'deep.css'; a { background: url(\"images/%E5%9B%BE.svg\") }",
            "assets/deep.css": "b { src: url(../fonts/f.woff2) }",
            "assets/images/图.svg": "<svg/>",
            "assets/images/pic.png": "png",
            "assets/lost.js": "",
            "fonts/f.woff2": "",
            "assets/dead.js": "x" * 100,
            "assets/dead.css": "a { background: url(images/dead.png) }",
            "assets/images/dead.png": "",
            "assets/zb/base.css": "",
            "files/guide.txt": "",
            "search/search_index.json": "{}",
            "sitemap.xml": "<urlset/>",
            "sitemap.xml.gz": "",
        }
        for name, text in files.items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self.complaints


def test_only_what_is_used_is_kept(project: Path) -> None:
    output = engine_output(project, render=Fake(project))
    assert sorted(output.content) == ["404.html", "index.html"]
    assert sorted(output.files) == [
        "assets/deep.css",
        "assets/images/pic.png",
        "assets/images/图.svg",
        "assets/lost.js",
        "assets/used.css",
        "assets/zb/base.css",
        "files/guide.txt",
        "fonts/f.woff2",
    ]
    entry = next((project / ".cache/engine").iterdir())
    assert set(snapshot(entry / "out")) == {*output.content, *output.files, "zb-frame/index.html"}


def test_the_engine_is_asked_once(project: Path) -> None:
    fake = Fake(project)
    first = engine_output(project, render=fake)
    second = engine_output(project, render=fake)
    assert (fake.calls, first) == (1, second)


@pytest.mark.parametrize(
    "name", ["mkdocs.yml", "theme/frame.html", "theme/new.css", "content/about.md", "content/new.md"]
)
def test_a_changed_or_new_file_makes_another_key(project: Path, name: str) -> None:
    before = engine.key(project, serving=False, data_date="")
    path = project / name
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + "\n", encoding="utf-8")
    assert engine.key(project, serving=False, data_date="") != before


def test_a_renamed_file_the_options_and_versions_make_another_key(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {engine.key(project, serving=s, data_date=d) for s in (False, True) for d in ("", "2024年8月12日")}
    assert len(keys) == 4
    monkeypatch.setattr(engine, "_version", lambda part: "99")
    keys.add(engine.key(project, serving=False, data_date=""))
    assert len(keys) == 5
    (project / "content/about.md").rename(project / "content/about2.md")
    assert engine.key(project, serving=False, data_date="") not in keys


def test_campaigns_do_not_shape_it(project: Path) -> None:
    before = engine.key(project, serving=False, data_date="")
    (project / "campaigns/2024-fujian/campaign.yml").write_text("title: 改了", encoding="utf-8")
    assert engine.key(project, serving=False, data_date="") == before


@pytest.mark.parametrize(
    "harm",
    [
        lambda entry: (entry / "manifest.json").unlink(),
        lambda entry: (entry / "manifest.json").write_text("[1]"),
        lambda entry: (entry / "manifest.json").write_bytes(b"\xff{"),
        lambda entry: (entry / "out/zb-frame/index.html").write_text("<html>"),
        lambda entry: (entry / "out/assets/used.css").unlink(),
        lambda entry: (entry / "out/index.html").write_bytes(b""),
    ],
)
def test_a_damaged_entry_is_made_again(project: Path, harm: object) -> None:
    fake = Fake(project)
    first = engine_output(project, render=fake)
    entry = next((project / ".cache/engine").iterdir())
    harm(entry)  # type: ignore[operator]
    assert engine_output(project, render=fake) == first
    assert fake.calls == 2
    assert list((project / ".cache/engine").iterdir()) == [entry]


def test_what_another_run_finished_meanwhile_stays_where_its_readers_are(project: Path) -> None:
    store, quicker, seen = project / ".cache/engine", Fake(project), []

    def slower(config: Path, out: Path, serving: bool, data_date: str) -> list[str]:
        engine_output(project, render=quicker)
        seen.extend((path.name, path.stat().st_ino) for path in store.glob("[!.]*"))
        return quicker(config, out, serving, data_date)

    engine_output(project, render=slower)
    assert [(path.name, path.stat().st_ino) for path in store.iterdir()] == seen


def test_three_entries_are_kept(project: Path) -> None:
    fake, store = Fake(project), project / ".cache/engine"
    names = []
    for day in range(5):
        engine_output(project, data_date=str(day), render=fake)
        names.append(engine.key(project, serving=False, data_date=str(day)))
        os.utime(store / names[-1], (day, day))
    assert {p.name for p in store.iterdir()} == set(names[-3:])


def test_complaints_stop_it_and_nothing_is_kept(project: Path) -> None:
    with pytest.raises(EngineError) as caught:
        engine_output(project, render=Fake(project, ["Doc file 'a.md' contains a link", "第二条"]))
    assert caught.value.lines == ("Doc file 'a.md' contains a link", "第二条")
    assert "第二条" in str(caught.value)
    assert list((project / ".cache/engine").iterdir()) == []


def test_a_change_while_rendering_is_not_kept(project: Path) -> None:
    fake = Fake(project)

    def render(config: Path, out: Path, serving: bool, data_date: str) -> list[str]:
        (project / "content/about.md").write_text("# 改了", encoding="utf-8")
        return fake(config, out, serving, data_date)

    with pytest.raises(EngineError, match="又有改动"):
        engine_output(project, render=render)
    assert list((project / ".cache/engine").iterdir()) == []


@pytest.mark.parametrize("where", ["content", "theme"])
def test_links_out_of_the_project_are_refused(project: Path, tmp_path: Path, where: str) -> None:
    (tmp_path / "secret.txt").write_text("x")
    (project / where / "x.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(EngineError, match="符号链接"):
        engine_output(project, render=Fake(project))


def test_a_disk_that_cannot_be_written_is_a_sentence(project: Path) -> None:
    (project / ".cache").write_text("a file where a folder should be")
    with pytest.raises(EngineError, match="写不了"):
        engine_output(project, render=Fake(project))


def test_no_project_no_engine(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"没有 mkdocs\.yml"):
        engine_output(tmp_path)


# From here on the real engine.


def test_the_engine_renders_frame_and_content(project: Path) -> None:
    output = engine_output(project, data_date="2024年8月12日")
    assert sorted(output.content) == ["404.html", "about/index.html", "index.html"]
    assert sorted(output.files) == [
        "assets/images/favicon.png",
        "assets/zb/base.css",
        "assets/zb/big.svg",
        "assets/zb/more.css",
        "assets/zb/seal.svg",
        "files/guide.txt",
    ]
    assert "数据更新至 2024年8月12日" in output.frame.html
    assert "某市总工会" in output.frame.html
    assert output.frame.columns == {"home", "campaigns", "notices", "gallery", "results", "contacts"}
    assert "<p>[[campaigns]]</p>" in output.content["index.html"]
    assert 'href="campaign:2024-fujian/songs#top"' in output.content["index.html"]
    pages = dict(output.outputs(little_site()))
    assert "zb-frame/index.html" not in pages
    home = pages["index.html"]
    assert isinstance(home, bytes)
    assert '<a href="./campaigns/2024-fujian/projects/songs/#top">' in home.decode()


def test_the_policy_is_left_out_under_serve(project: Path) -> None:
    assert "Content-Security-Policy" in engine_output(project).frame.html
    assert "Content-Security-Policy" not in engine_output(project, serving=True).frame.html


def test_a_warning_of_the_engine_is_never_swallowed(project: Path) -> None:
    (project / "content/about.md").write_text("[x](missing.md)", encoding="utf-8")
    with pytest.raises(EngineError) as caught:
        engine_output(project)
    assert any("missing.md" in line for line in caught.value.lines)


def test_a_fault_in_the_theme_is_told(project: Path) -> None:
    (project / "theme/frame.html").write_text(FRAME + "{% if %}", encoding="utf-8")
    with pytest.raises(EngineError, match="TemplateSyntaxError"):
        engine_output(project)
    (project / "theme/frame.html").write_text(FRAME.replace("<!--zb:head-->", ""), encoding="utf-8")
    with pytest.raises(EngineError, match="zb:head"):
        engine_output(project)
    (project / "theme/frame.html").unlink()
    with pytest.raises(EngineError, match=r"frame\.html"):
        engine_output(project)


def test_a_project_without_the_plugin_is_told(project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("- zhanbang:", "- search: {} #"), encoding="utf-8"
    )
    with pytest.raises(EngineError, match="没有 zhanbang"):
        engine_output(project)


def test_a_current_cache_needs_no_engine(project: Path) -> None:
    engine_output(project)
    program = (
        "import sys; from pathlib import Path; from generator.engine import engine_output; "
        "engine_output(Path(sys.argv[1])); "
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('mkdocs', 'jinja2', 'yaml')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(project)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout.strip() == "[]"
