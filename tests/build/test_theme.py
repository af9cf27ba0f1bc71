"""The theme with the least that an office may have written: a home page, an address or none, pages of its own or none."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from little import ROOT

from generator.harvest import EngineOutput, classify, harvest
from generator.mkdocs_plugin import render

CONFIG = """\
site_name: 示例小站
site_url: {url}
docs_dir: content
theme: {{name: null, custom_dir: theme}}
plugins: [zhanbang]
"""
HELP = ["about/", "accessibility/", "privacy/", "copyright/", "sitemap/"]


def rendered(root: Path, pages: dict[str, str], *, url: str = '""', more: str = "") -> EngineOutput:
    """What the engine makes of these pages."""
    root.mkdir()
    shutil.copytree(ROOT / "theme", root / "theme")
    (root / "mkdocs.yml").write_text(CONFIG.format(url=url) + more, encoding="utf-8")
    (root / "content").mkdir()
    for name, text in pages.items():
        (root / "content" / name).write_text(text, encoding="utf-8")
    assert render(root / "mkdocs.yml", root / "out", serving=False) == []
    return harvest(root / "out", classify(root / "out", docs=root / "content", theme=root / "theme"))


def footer_links(page: str) -> list[str]:
    """The links of the footer to pages of the site."""
    return re.findall(r'href="(?![a-z]+:)([^"]*)"', page[page.index("<footer") :])


@pytest.mark.parametrize(
    ("meta", "more", "said"),
    [
        ("", "", None),
        ("", "site_description: 示例说明\n", "示例说明"),
        (
            "---\ndescription: 首页“说明”</script>\n---\n",
            "site_description: 示例说明\n",
            "首页“说明”</script>",
        ),
    ],
)
def test_a_home_page_without_a_description_says_what_the_site_is(
    tmp_path: Path, meta: str, more: str, said: str | None
) -> None:
    url = "https://example.org/zb/"
    home = rendered(tmp_path / "p", {"index.md": f"{meta}# 首页\n"}, url=url, more=more).content["index.html"]
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', home)
    (site,) = json.loads(script)["@graph"]
    assert (site["name"], site["url"], site.get("description")) == ("示例小站", url, said)
    assert ("description" in site) is (said is not None)


def test_the_footer_leads_only_to_pages_that_are_there(tmp_path: Path) -> None:
    pages = {"index.md": "# 首页\n", "about.md": "# 关于\n\n## 纠错 {#report}\n", "privacy.md": "# 隐私\n"}
    alone = rendered(tmp_path / "alone", {"index.md": "# 首页\n"})
    assert footer_links(alone.content["index.html"]) == footer_links(alone.frame.at(3).html) == []
    assert 'aria-label="帮助"' not in alone.frame.html
    some = rendered(tmp_path / "some", pages)
    assert footer_links(some.content["index.html"]) == ["about/#report", "about/", "privacy/"]
    assert footer_links(some.frame.at(2).html) == ["../../about/#report", "../../about/", "../../privacy/"]


def test_the_project_as_it_is_shipped_has_them_all(tmp_path: Path) -> None:
    pages = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "content").glob("*.md")}
    page = rendered(
        tmp_path / "p", {"index.md": "# 首页\n"} | {n: "# 页\n" for n in pages if n != "index.md"}
    )
    assert footer_links(page.content["index.html"])[1:] == HELP
