"""What the eight campaigns do not show: samples, reports in Markdown, files, former ids, hidden contacts, 公示, errata."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.build import build
from generator.check import check
from generator.planning import plan
from tests.factories import copy_campaigns

TODAY = date(2026, 6, 1)
CAMPAIGN = """\
title: 示例活动
tier: city
region: 示例市
area_code: "010"
year: 2026
sample: true
former_ids: [old-demo]
schedule:
  - name: 征集
    printed: 2026年5月至7月
    when: 2026-05/2026-07
    milestones:
      - {what: 提交作品, kind: deadline, printed: 2026年7月10日前, when: 2026-07-10}
awards:
  - {id: best, title: 最佳组织奖, count: 2}
contacts:
  - {unit: 示例办公室, name: 示例甲, phones: [19900000001], visibility: hidden}
  - {unit: 示例办公室, name: 示例乙, phones: ["2886550", 19900000002]}
subprojects:
  - id: photos
    former_ids: [pictures]
    tier: city
    title: 示例摄影征集
    call: 征集示例照片<b>。
notices:
  - id: launch
    kind: 通知
    title: 关于开展示例活动的通知
    body: notices/launch.txt
    attachments:
      - {no: 1, title: 报名表, file: form.docx}
  - id: result
    kind: 公示
    title: 示例活动评选结果公示
    body: notices/result.md
    relates_to:
      - {notice: launch, relation: results_of}
    results: {awards: [best], state: proposed}
    objection_period:
      printed: 5月28日至6月3日
      start: 2026-05-28
      end: 2026-06-03
      channels:
        - {kind: phone, value: 010-12345678, office: 示例办公室}
"""
LAUNCH = """\
关于开展示例活动的通知
征集 2026年5月至7月。2026年7月10日前提交作品。
一、示例摄影征集
征集示例照片<b>。
示例办公室联系人：示例甲 19900000001；示例乙 2886550 19900000002
附件：1. 报名表
"""
RESULT = """\
# 示例活动评选结果公示

**公示时间** 5月28日至6月3日

示例办公室 010-12345678

- 一 <script>alert(1)</script>
- [网址](https://example.org/)

<img src=x onerror=alert(1)>
"""


def put_demo(project: Path) -> Path:
    folder = project / "campaigns/demo"
    (folder / "notices").mkdir(parents=True)
    (folder / "files").mkdir()
    (folder / "campaign.yml").write_text(CAMPAIGN, encoding="utf-8")
    (folder / "notices/launch.txt").write_text(LAUNCH, encoding="utf-8")
    (folder / "notices/result.md").write_text(RESULT, encoding="utf-8")
    (folder / "files/form.docx").write_bytes(b"PK sample")
    return project


FEW = ("2024-fujian", "2024-national")
"""Campaigns without works: the others add nothing to what is looked at here but time."""


@pytest.fixture
def project(tmp_path: Path, bare: Callable[[Path], Path]) -> Path:
    """A private project of a few of the committed campaigns, to be changed by a test."""
    return copy_campaigns(bare(tmp_path / "project"), FEW)


@pytest.fixture
def demo(project: Path) -> Path:
    """The same with the demonstration campaign."""
    return put_demo(project)


@pytest.fixture(scope="module")
def demo_site(bare: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, built once for those that only read."""
    root = put_demo(copy_campaigns(bare(tmp_path_factory.mktemp("demo") / "project"), FEW))
    built = build(root, root / "site", as_of=TODAY)
    assert built.ok, (built.planned.problems, built.written and built.written.problems)
    return root / "site"


def read(site: Path, address: str) -> str:
    return (site / address).read_text(encoding="utf-8")


def test_a_sample_says_so_on_every_page_and_stays_out_of_the_official_lists(demo_site: Path) -> None:
    pages = [p for p in sorted(demo_site.glob("campaigns/demo/**/index.html")) if "pictures" not in p.parts]
    assert len(pages) >= 7
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "本活动只为演示" in text, page
        assert '<meta name="robots" content="noindex' in text, page
    assert "示例活动" not in read(demo_site, "index.html")
    assert "示例活动" not in read(demo_site, "notices/index.html")
    assert "示例活动" in read(demo_site, "campaigns/index.html")


def test_samples_false_leaves_them_out_altogether(demo: Path) -> None:
    config = demo / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert "samples: true" in text
    config.write_text(text.replace("samples: true", "samples: false"), encoding="utf-8")
    assert build(demo, demo / "site", as_of=TODAY).ok
    assert not (demo / "site/campaigns/demo").exists()
    assert [
        p for p in (demo / "site").rglob("*.html") if "示例摄影征集" in p.read_text(encoding="utf-8")
    ] == []


def test_a_report_in_markdown_is_sanitised(demo_site: Path) -> None:
    text = read(demo_site, "campaigns/demo/notices/result/index.html")
    main = text[text.index("<main") : text.index("</main>")]
    assert "<strong>公示时间</strong>" in main
    assert "alert(1)</script>" not in main
    assert "<img src=x" not in main
    assert "&lt;img src=x onerror=alert(1)&gt;" in main  # shown as typed
    assert '<a href="https://example.org/" rel="external noopener nofollow">' in main
    assert main.count("<h1") == 1
    assert "公示中" in read(demo_site, "campaigns/demo/index.html")


def test_entered_text_is_escaped(demo_site: Path) -> None:
    assert "征集示例照片&lt;b&gt;。" in read(demo_site, "campaigns/demo/projects/photos/index.html")
    assert "征集示例照片&lt;b&gt;。" in read(demo_site, "campaigns/demo/notices/launch/index.html")


def test_former_ids_leave_redirects(demo_site: Path) -> None:
    assert 'url=../../campaigns/demo/"' in read(demo_site, "campaigns/old-demo/index.html")
    assert 'url=../../../../campaigns/demo/projects/photos/"' in read(
        demo_site, "campaigns/demo/projects/pictures/index.html"
    )


def test_a_file_is_handed_out_as_it_is(demo_site: Path) -> None:
    assert (demo_site / "campaigns/demo/files/form.docx").read_bytes() == b"PK sample"
    assert 'href="../../../../campaigns/demo/files/form.docx"' in read(
        demo_site, "campaigns/demo/notices/launch/index.html"
    )


def test_hidden_contacts_show_no_number_anywhere_and_others_can_be_dialled(demo_site: Path) -> None:
    for page in demo_site.rglob("*"):
        if page.is_file() and page.suffix in (".html", ".json"):
            assert "19900000001" not in page.read_text(encoding="utf-8"), page
    listing = read(demo_site, "campaigns/demo/contacts/index.html")
    assert "联系方式不公开" in listing
    assert 'href="tel:+86102886550"' in listing
    assert 'href="tel:+8619900000002"' in listing


def test_a_wrong_total_is_an_error_until_an_erratum_names_it(project: Path) -> None:
    path = project / "campaigns/2024-fujian/campaign.yml"
    text = path.read_text(encoding="utf-8")
    assert "declared_total: [100]" in text
    path.write_text(text.replace("declared_total: [100]", "declared_total: [101]"), encoding="utf-8")
    assert [p.code for p in check(project).problems if p.severity == "error"] == ["E501"]
    named = "    errata:\n      - {where: 附件2, class: X, note: 合计与各行不符, about: allocation/offline}\n"
    path.write_text(path.read_text(encoding="utf-8").replace("    errata:\n", named), encoding="utf-8")
    assert [p.code for p in check(project).problems if p.severity == "error"] == []


def test_a_page_may_ask_for_blocks_and_link_to_records(project: Path) -> None:
    page = project / "content/about.md"
    blocks = [
        "schedule:2024-fujian",
        "contacts:2024-fujian",
        "subprojects:2024-fujian",
        "campaigns",
        "gallery:2024-fujian/songs",
    ]
    text = page.read_text(encoding="utf-8") + "".join(f"\n[[{block}]]\n" for block in blocks)
    page.write_text(text + "\n[歌曲](campaign:2024-fujian/songs)\n", encoding="utf-8")
    assert build(project, project / "site", as_of=TODAY).ok
    html = read(project / "site", "about/index.html")
    assert "[[" not in html
    assert 'href="../campaigns/2024-fujian/projects/songs/"' in html
    assert "基层单位自评、申报" in html
    page.write_text(
        text + "\n[[contacts:1999-nowhere]]\n\n[无](campaign:2024-fujian/nothing)\n", encoding="utf-8"
    )
    assert [p.code for p in plan(project, as_of=TODAY).problems] == ["E701", "E702"]


def test_the_sitemap_knows_every_public_page_once_the_address_is_set(project: Path) -> None:
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace('site_url: ""', "site_url: https://example.org/zb/")
    config.write_text(text, encoding="utf-8")
    assert build(project, project / "site", as_of=TODAY).ok
    sitemap = read(project / "site", "sitemap.xml")
    assert "<loc>https://example.org/zb/</loc>" in sitemap
    assert "<loc>https://example.org/zb/campaigns/2024-fujian/projects/songs/</loc>" in sitemap
    assert "zb-frame" not in sitemap
    assert 'rel="canonical" href="https://example.org/zb/campaigns/2024-fujian/"' in read(
        project / "site", "campaigns/2024-fujian/index.html"
    )


def test_a_form_that_no_project_uses_and_figures_without_units_are_linked(
    project: Path, tmp_path: Path
) -> None:
    folder = project / "campaigns/2026-plain"
    (folder / "notices").mkdir(parents=True)
    (folder / "notices/launch.txt").write_text(
        "关于开展示例活动的通知\n走进100家企业。\n附件：报名表\n", encoding="utf-8"
    )
    (folder / "campaign.yml").write_text(
        "title: 示例活动\ntier: city\nregion: 示例市\nyear: 2026\nsample: true\n"
        "targets:\n  - {name: 企业, value: 100, unit: 家, printed: 100家}\n"
        "forms:\n  - id: entry\n    title: 报名表\n    rows:\n      - [{label: 姓名}, {label: 单位}]\n"
        "notices:\n  - id: launch\n    kind: 通知\n    title: 关于开展示例活动的通知\n    body: notices/launch.txt\n"
        "    attachments:\n      - {title: 报名表, form: entry}\n",
        encoding="utf-8",
    )
    built = build(project, tmp_path / "site", as_of=TODAY)
    assert built.ok, built.written and built.written.problems
    landing = (tmp_path / "site/campaigns/2026-plain/index.html").read_text(encoding="utf-8")
    assert "forms/entry/" in landing
    assert "units/" in landing
