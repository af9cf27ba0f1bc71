"""`mkdocs build` and `mkdocs serve` with the plugin: the same bytes as `zhanbang build`, and the same care."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import pytest
from little import little_site, snapshot
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from generator import mkdocs_plugin, tree
from generator.engine import engine_output
from generator.mkdocs_plugin import ZhanbangPlugin
from generator.problems import Place, problem
from generator.site import Page, Site

Put = Callable[[Site | None], None]


def mkdocs_build(project: Path, command: Literal["build", "serve"] = "build", **options: Any) -> Path:
    config = load_config(config_file=str(project / "mkdocs.yml"), **options)
    config.plugins.on_startup(command=command, dirty=False)
    build(config)
    config.plugins.on_shutdown()
    return Path(config.site_dir)


def zhanbang_build(project: Path, site_dir: Path) -> dict[str, bytes]:
    site = little_site()
    output = engine_output(project, data_date=site.data_date)
    assert tree.write(site_dir, output.outputs(site), verify=lambda tree, files: []).switched
    return snapshot(site_dir)


def test_mkdocs_build_and_zhanbang_build_give_the_same_bytes(project: Path, loader: Put) -> None:
    plain = mkdocs_build(project)
    assert plain == project / "site"
    assert plain.is_dir()
    assert not plain.is_symlink()
    ours = zhanbang_build(project, project / "ours")
    assert snapshot(plain) == ours
    assert "campaigns/2024-fujian/projects/songs/index.html" in ours
    assert ours["sitemap.xml"] == b"<urlset/>\n"
    assert not {"zb-frame/index.html", "sitemap.xml.gz"} & ours.keys()


def test_twice_is_the_same_and_nothing_stale_stays(project: Path, loader: Put) -> None:
    first = snapshot(mkdocs_build(project))
    (project / "site/stale").mkdir()
    (project / "site/stale/index.html").write_text("stale")
    assert snapshot(mkdocs_build(project)) == first
    assert not (project / "site/stale").exists()


def test_where_zhanbang_keeps_the_site_mkdocs_switches_too(project: Path, loader: Put) -> None:
    ours = zhanbang_build(project, project / "site")
    mkdocs_build(project)
    assert (project / "site").is_symlink()
    assert (project / "site").resolve().name == ".site.b"
    assert snapshot(project / "site") == ours == snapshot(project / ".site.a")


def test_errors_in_the_data_abort_before_anything_is_touched(
    project: Path, loader: Put, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = snapshot(mkdocs_build(project))
    found = [problem("E101", Place("campaigns/x/campaign.yml", 3, 5))]
    monkeypatch.setattr(mkdocs_plugin, "as_text", lambda problems: f"{problems[0].place.file}:3:5 不对")
    monkeypatch.setattr(ZhanbangPlugin, "loader", staticmethod(lambda root, as_of: (None, found, None)))
    with pytest.raises(Abort):
        mkdocs_build(project)
    assert "campaigns/x/campaign.yml:3:5 不对" in caplog.text
    assert snapshot(project / "site") == before


def test_a_block_that_is_not_there_aborts_with_the_old_site_whole(
    project: Path, loader: Put, caplog: pytest.LogCaptureFixture
) -> None:
    before = snapshot(mkdocs_build(project))
    loader(Site())
    with pytest.raises(Abort):
        mkdocs_build(project)
    assert "[[campaigns]]" in caplog.text
    assert "campaign:2024-fujian/songs" in caplog.text
    assert snapshot(project / "site") == before
    loader(little_site())
    assert snapshot(mkdocs_build(project)) == before


def test_two_pages_at_one_address_abort(project: Path, loader: Put, caplog: pytest.LogCaptureFixture) -> None:
    before = snapshot(mkdocs_build(project))
    site = little_site()
    twice = (*site.pages, Page(path="about/index.html", title="", body=""))
    loader(Site(pages=twice, links=site.links, block=site.block))
    with pytest.raises(Abort):
        mkdocs_build(project)
    assert "about/index.html" in caplog.text
    assert snapshot(project / "site") == before


def test_a_site_that_is_not_whole_is_not_shown(
    project: Path, loader: Put, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = snapshot(mkdocs_build(project))
    monkeypatch.setattr(
        ZhanbangPlugin,
        "verify",
        staticmethod(lambda tree, *rest: [problem("E901", Place("x"), page="x", link="断链", others="")]),
    )
    loader(little_site(title="改了"))
    with pytest.raises(Abort):
        mkdocs_build(project)
    assert "断链" in caplog.text
    assert snapshot(project / "site") == before


def test_the_plugin_asks_for_the_data_of_its_day(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def load(root: Path, as_of: object) -> tuple[Site, list[object], None]:
        asked.append((root, str(as_of)))
        return little_site(), [], None

    monkeypatch.setattr(ZhanbangPlugin, "loader", staticmethod(load))
    mkdocs_build(project)
    assert asked == [(project, "2024-08-12")]


@pytest.mark.parametrize("wrong", ["as_of: 去年", 'as_of: "2024-13-01"', "seal: 3", "unknown: 1"])
def test_wrong_options_stop_or_warn(
    project: Path, loader: Put, caplog: pytest.LogCaptureFixture, wrong: str
) -> None:
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("as_of: 2024-08-12", wrong), encoding="utf-8"
    )
    with pytest.raises(Abort):
        mkdocs_build(project, strict=True)
    assert wrong.partition(":")[0] in caplog.text


def test_links_out_of_the_project_are_refused(project: Path, loader: Put, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    (project / "content/x.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(Abort):
        mkdocs_build(project)
    assert not (project / "site").exists()


def test_addresses_must_be_folders(project: Path, loader: Put) -> None:
    with pytest.raises(Abort):
        mkdocs_build(project, use_directory_urls=False)


def test_the_policy_is_left_out_under_mkdocs_serve(project: Path, loader: Put, tmp_path: Path) -> None:
    out = mkdocs_build(project, "serve", site_dir=str(tmp_path / "served"))
    pages = [path.read_text(encoding="utf-8") for path in out.rglob("*.html")]
    assert len(pages) == 6
    assert not any("Content-Security-Policy" in page for page in pages)
    out = mkdocs_build(project)
    assert all("Content-Security-Policy" in path.read_text(encoding="utf-8") for path in out.rglob("*.html"))


def test_rendering_does_not_plan_and_leaves_the_plugin_as_it_was(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ZhanbangPlugin, "loader", staticmethod(lambda root, as_of: pytest.fail("planned")))
    engine_output(project)
    monkeypatch.setattr(ZhanbangPlugin, "loader", staticmethod(lambda root, as_of: (little_site(), [], None)))
    assert (mkdocs_build(project) / "plain.html").is_file()


def test_serve_watches_what_mkdocs_does_not_know(project: Path) -> None:
    config = load_config(config_file=str(project / "mkdocs.yml"))
    watched: list[str] = []
    plugin = config.plugins["zhanbang"]
    assert isinstance(plugin, ZhanbangPlugin)
    plugin.on_serve(SimpleNamespace(watch=watched.append), config=config, builder=lambda: None)  # type: ignore[arg-type]
    assert {Path(p).name for p in watched} >= {"campaigns", "theme"}
    assert all(Path(p).is_dir() for p in watched)


def test_nothing_is_left_behind(
    project: Path, loader: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = tmp_path / "tmp"
    aside.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(aside))
    mkdocs_build(project)
    loader(Site())
    with pytest.raises(Abort):
        mkdocs_build(project)
    assert list(aside.iterdir()) == []
    assert not logging.getLogger().handlers or all(
        type(handler).__module__ != mkdocs_plugin.__name__ for handler in logging.getLogger().handlers
    )
