"""The page of results is put together right from figures; nothing is timed."""

from __future__ import annotations

import pytest

from tests.bench import sites
from tests.bench.frame import FrameError, Sample, wall_template, work_template
from tests.bench.page import Results, page, summary
from tests.bench.peers import ELEVENTY, HUGO, told
from tests.bench.photos import Photos
from tests.bench.rounds import Figures, Taken
from tests.bench.rows import rows
from tests.bench.sites import Sites, stages


def figures(*walls: float, peak: float = 100.0) -> Figures:
    return Figures(tuple(Taken(wall, wall, peak) for wall in walls))


TEN = Sites(
    10_000,
    8_242,
    {
        sites.COLD: figures(4.0, 9.0, 3.0, peak=120),
        sites.VERIFIED: figures(6.0),
        sites.ALL: figures(2.0),
        sites.TEXT: figures(0.5),
        sites.TITLE: figures(1.0),
        sites.HUGO: figures(4.0, peak=320),
        sites.HUGO_ONE: figures(5.0),
        sites.SERVE_TEXT: figures(0.75),
    },
    {"ours": (8_520, 174_000_000), "Hugo": (8_520, 174_000_000), "Eleventy": (0, 0)},
    "  1.00  读取\n  2.00  合计",
)
LARGE = Sites(100_000, 82_000, {sites.VERIFIED: figures(60.0, peak=1_000)}, {})
PHOTOS = Photos(
    100,
    10,
    {
        "ours, measure and derive": figures(10.0),
        "limit, threads": figures(9.0),
        "limit, processes": figures(20.0),
        "sharp": figures(15.0),
        "Hugo, images": figures(12.0),
    },
)
RESULTS = Results(
    date="2026-01-31",
    machine="2 cores, 24 GiB, Linux 6.1",
    rounds=3,
    versions={"zhanbang": "0.1.0", "Hugo": "0.1"},
    absent=["Eleventy"],
    sites={100_000: LARGE, 10_000: TEN},
    committed={"check": figures(0.5)},
    photos=PHOTOS,
    search={"ours": [0.2, 0.3, 0.4], "Pagefind": [1.0]},
)


def test_a_figure_is_the_median_and_keeps_its_extremes() -> None:
    taken = figures(4.0, 9.0, 3.0)
    assert (taken.wall, taken.spread, taken.cpu, taken.peak) == (4.0, (3.0, 9.0), 4.0, 100.0)


def test_each_row_holds_ours_against_the_right_side() -> None:
    found = [(row.name, row.ratio, row.met) for row in rows(RESULTS.sites, PHOTOS, RESULTS.search)]
    assert found == [
        ("F1", 1.0, True),  # 4.0 by 4.0: the aim itself is met
        ("F1", 1.5, True),
        ("F1", 0.375, True),  # 120 by 320 MiB
        ("F1", 0.3125, True),
        ("F2", 0.5, True),
        ("F3", 0.1, True),  # by Hugo's rebuild, not its cold build
        ("F3", 0.2, True),
        ("F3", 0.75, True),
        ("F3", None, None),  # that change was not served
        ("F4", None, None),  # neither 1,000 nor 100 works
        ("F4", None, None),
        ("F4", None, None),
        ("F4", None, None),
        ("F5", 10.0, True),
        ("F5", 1_000.0, True),
        ("F6", 1.5, True),  # 10 a second by 6.67
        ("F6", 12.0, True),  # by 10 photos in 12 seconds
        ("F6", 0.9, True),  # by the faster limit
        ("F9", 0.3, True),
        ("F9", None, None),
    ]


def test_an_aim_is_missed_on_the_right_side() -> None:
    slow = {sites.COLD: figures(4.1), sites.HUGO: figures(4.0, peak=320)}
    few = {"ours, measure and derive": figures(10.0), "sharp": figures(11.0)}
    found = rows({10_000: Sites(10_000, 1, slow, {})}, Photos(100, 10, few), {})
    assert [(row.name, row.met) for row in found if row.ratio] == [("F1", False), ("F1", True), ("F6", False)]


def test_the_page_says_all_of_it() -> None:
    text = page(RESULTS)
    lines = text.splitlines()
    assert text.endswith("\n")
    assert "2 cores, 24 GiB, Linux 6.1, 2026-01-31. Rounds: 3; commands" in text
    assert "Versions: zhanbang 0.1.0, Hugo 0.1. Absent: Eleventy." in lines
    assert (
        "| F1 | 10,000 works, cold, not verified: time | 4.00 s | Hugo 4.00 s | 1.00 × | ≤ 1.00 × | yes |"
        in lines
    )
    assert "| F3 | 10,000 works, `serve` shows a changed title | not measured |  |  | ≤ 1.00 s |  |" in lines
    assert (
        "| F5 | 100,000 works, cold, verified: peak | 1000 MiB |  | 1,000 MiB | ≤ 2,048 MiB | yes |" in lines
    )
    assert "| cold, not verified | 4.00 s | 3.00 to 9.00 s | 4.00 s | 120 MiB |" in lines
    assert "8,242 of them are published. ours 8,520 pages of 20.4 kB; Hugo 8,520 pages of 20.4 kB" in lines
    assert "  2.00  合计" in lines
    assert lines.index("## 10,000 works") < lines.index("## 100,000 works") < lines.index("## 100 photos")
    for table in text.split("\n\n"):
        widths = {line.count("|") for line in table.splitlines() if line.startswith("|")}
        assert len(widths) <= 1, table


def test_the_page_of_nothing_is_whole() -> None:
    empty = Results(date="2026-01-31", machine="1 core", rounds=1, versions={})
    assert page(empty).count("| not measured |") == len(rows({}, None, {}))
    assert all("not measured" in line for line in summary(empty))


def test_the_stages_are_cut_out_of_what_a_build_says() -> None:
    assert (
        stages("账目：\n  用时　步骤\n  1　读取\n  2　合计\n写入 3 个文件\n")
        == "  用时　步骤\n  1　读取\n  2　合计"
    )
    assert stages("账目：\n") == ""


SAMPLE = Sample(
    id="w000007",
    no="SYN-000008",
    title="夜班焊花之8",
    names=("示例作者甲", "示例作者乙"),
    unit="示例第1单位工会",
    project="k0",
    kind="摄影",
    statement="凌晨四点。",
    text="凌晨四点。他写得很慢。",
)
ROLES = ",".join(
    f'{{"@type":"Role","roleName":"作者","author":{{"@type":"Person","name":"{name}"}}}}'
    for name in SAMPLE.names
)
WORK = f"""<title>《夜班焊花之8》 示例作者甲…｜榜</title><meta name="description" content="《夜班焊花之8》，示例作者甲、示例作者乙　凌…">
<script>{{"name":"《夜班焊花之8》","author":[{ROLES}],"articleBody":"凌晨四点。他写得很慢。"}}</script>
<img src="../media/33/334d61221b33e9ec1be6ce93-card.jpg"><a href="../gallery/k0/">摄影</a><p>SYN-000008 w000007</p>
<p>示例作者甲、示例作者乙</p><p>示例第1单位工会</p><p>凌晨四点。</p><p>凌晨四点。他写得很慢。</p>
<dl><dt>作者</dt><dd>示例作者甲</dd><dt>合作者</dt><dd>示例作者乙</dd></dl>
<nav><a href="../works/w000001/" rel="prev"><span><small>上一件</small><b>《甲》</b></span></a><a href="../works/w000009/" rel="next"><span><small>下一件</small><b>《乙》</b></span></a></nav>"""


def test_a_template_holds_the_markup_of_our_page_and_none_of_its_data() -> None:
    made = work_template(WORK, SAMPLE)
    assert "⟦each credits⟧<dt>⟦role⟧</dt><dd>⟦name⟧</dd>⟦/each⟧" in made
    assert (
        '⟦if next⟧<a href="../works/⟦next.id⟧/" rel="next"><span><small>下一件</small><b>《⟦next.title⟧》</b></span></a>⟦/if⟧'
        in made
    )
    assert "<p>⟦statement⟧</p><p>⟦text⟧</p>" in made
    for words in (HUGO, ELEVENTY):
        assert "⟦" not in told(made, words)


def test_a_page_that_looks_different_now_is_named() -> None:
    with pytest.raises(FrameError, match="not found in our page"):
        work_template(WORK.replace("<dt>", "<dt class=x>"), SAMPLE)
    with pytest.raises(FrameError, match="takes for a command"):
        work_template(WORK + "{{ x }}", SAMPLE)


def test_the_cards_of_a_gallery_become_one_that_is_repeated() -> None:
    card = """<li class="zb-work" id="w-w00000{n}" data-zb-item>
<div class="zb-mat zb-mat--won"><div><b>《夜班之{n}》</b>凌晨…</div><span class="zb-slip zb-slip--2">三等奖</span></div>
<h3><a href="../works/w00000{n}/"><bdi>《夜班之{n}》</bdi></a></h3><p class="zb-work__by"><bdi>甲　乙</bdi></p><svg></svg><span>海报</span><span class="zb-tag zb-tag--public">公示中</span></li>
"""
    cards = "".join(card.replace("{n}", str(n)) for n in (1, 2))
    made = wall_template(
        f"<h1>海报作品征集</h1><ul>{cards}</ul><nav></nav><template></template>", heading="海报"
    )
    before, _, rest = made.partition("⟦each works⟧")
    assert before == "<h1>⟦kind⟧作品征集</h1><ul>"
    assert rest.endswith("⟦/each⟧</ul><nav></nav><template></template>")
    assert rest.count("<li") == 1
    assert '⟦if award⟧<span class="zb-slip">⟦award⟧</span>⟦/if⟧' in rest
    assert "三等奖" not in rest
    assert "公示中" not in rest
    assert "w000001" not in rest
