"""Documents for word processors, read back by other parsers: word for word, GB/T 9704-2012, the same bytes, nothing hidden."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import mammoth
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.table import Table
from lxml import html

from generator import routes
from generator.catalog import Catalog
from generator.check import check
from generator.leaks.scan import scan
from generator.leaks.sought import Sought
from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.pages.forms import form_page
from generator.pages.frame_parts import Setting
from generator.pages.notice import notice_page
from generator.project import Project
from generator.public import public_catalog
from generator.source import Source
from generator.takeaway import docx_paper
from generator.takeaway.documents import SAMPLE, documents
from generator.takeaway.docx_paper import Properties, docx_bytes
from generator.takeaway.docx_text import breadth, paragraph, run
from generator.takeaway.docx_title import title_lines
from generator.values.text import fold
from generator.works.work import Maker, Prize
from tests.factories import ALL, BODY, CAMPAIGN, ROOT, campaign, changed, copy_campaigns, work
from tests.factories import SAMPLE as SAMPLE_ID

DAY = date(2026, 11, 21)
MM = 36000
"""English Metric Units in a millimetre."""


@cache
def committed() -> Setting:
    """The committed campaigns as the public sees them; of the sample all but its works, whose media nobody asks for here."""
    with TemporaryDirectory() as folder:
        root = copy_campaigns(Path(folder))
        own = shutil.ignore_patterns("entries", "media")
        shutil.copytree(ROOT / "campaigns" / SAMPLE_ID, root / "campaigns" / SAMPLE_ID, ignore=own)
        public = public_catalog(check(root).catalog, as_of=DAY, samples=True)
    return Setting(public, DAY, Project(root=ROOT, name="展榜"))


@cache
def made(campaign_id: str) -> dict[str, bytes]:
    return {
        asset.path: asset.data for asset in documents(committed(), committed().catalog.by_id[campaign_id])
    }


def notices() -> list[tuple[Campaign, Notice]]:
    return [(c, n) for c in committed().catalog.campaigns for n in c.notices]


def file_of(one: Campaign, notice: Notice) -> bytes:
    return made(one.id)[routes.notice_document(one.id, notice.id)]


@cache
def words(data: bytes) -> str:
    """The text of a document as somebody else's reader gives it, folded."""
    return fold(mammoth.extract_raw_text(io.BytesIO(data)).value)


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def on_the_page(one: Campaign, notice: Notice) -> str:
    """The document on its page without what the site adds to it."""
    (sheet,) = html.fromstring(f"<div>{notice_page(committed(), one, notice).body}</div>").find_class(
        "zb-doc"
    )
    for ours in ("zb-sic", "zb-screen", "zb-sr", "zb-narrow", "zb-unsigned", "zb-btn"):
        for element in sheet.find_class(ours):
            element.drop_tree()
    return fold(sheet.text_content())


def small(text: str = CAMPAIGN, body: str = BODY) -> Setting:
    """A setting of the small campaign only."""
    one = campaign(text)
    texts = {(one.id, path): Source(path, body) for path in ("notices/launch.txt", "notices/launch.md")}
    return Setting(Catalog(campaigns=(one,), texts=texts), DAY, Project(root=ROOT, name="展榜"))


def launch(setting: Setting) -> bytes:
    (one,) = setting.catalog.campaigns
    paths = {asset.path: asset.data for asset in documents(setting, one)}
    return paths[routes.notice_document(one.id, "launch")]


def test_every_notice_and_form_has_a_document() -> None:
    for one in committed().catalog.campaigns:
        expected = {routes.notice_document(one.id, n.id) for n in one.notices}
        expected |= {routes.form_document(one.id, f.id) for f in one.forms}
        assert {path for path in made(one.id) if not path.endswith("results.docx")} == expected
    assert len(notices()) >= len(ALL)


def test_every_notice_is_word_for_word_its_page() -> None:
    for one, notice in notices():
        assert words(file_of(one, notice)) == on_the_page(one, notice), f"{one.id}/{notice.id}"


def test_every_line_of_the_sources_stands_in_the_document_in_its_order() -> None:
    """Also where a notice carries others, three tiers deep."""
    catalog = committed().catalog
    lines = 0
    for one, notice in notices():
        text = words(file_of(one, notice))

        def follow(owner: Campaign, its: Notice, text: str = text) -> None:
            nonlocal lines
            bodies = [(owner, its.body), *((owner, a.body) for a in its.attachments if a.body)]
            for holder, path in bodies:
                at = 0
                for line in catalog.text(holder, path).splitlines():
                    if line.strip() and not line.startswith("[["):
                        found = text.find(fold(line), at)
                        assert found >= 0, line
                        at, lines = found + len(fold(line)), lines + 1
            for attached in its.attachments:
                if attached.notice and (found_notice := catalog.notice(attached.notice, owner)):
                    follow(*found_notice)

        follow(one, notice)
    assert lines > 1000


def test_what_the_site_adds_is_not_in_a_document() -> None:
    text = "".join(words(file_of(c, n)) for c, n in notices() if not c.sample)
    for ours in ("原文如此", "两处不一致", "本站", "单独打开", "左右滑动"):
        assert ours not in text


def test_the_sheet_is_that_of_the_standard() -> None:
    one, notice = next((c, n) for c, n in notices() if c.id == "2024-fujian")
    document = opened(file_of(one, notice))
    (section,) = document.sections
    assert section.start_type == WD_SECTION.NEW_PAGE
    sides = ("page_width", "page_height", "top_margin", "bottom_margin", "left_margin", "right_margin")
    assert [round(getattr(section, side) / MM, 1) for side in sides] == [210, 297, 37, 35, 28, 26]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (number,) = footer.paragraphs
        assert number.text == "— 1 —"
        assert " PAGE " in number._p.xml
        assert number._p.pPr.jc.val.name.lower() == side
        assert getattr(number.paragraph_format, f"{side}_indent").pt == 14
    # 7 mm under the type area, one line of 14 pt
    assert abs(35 - section.footer_distance / MM - 14 * 25.4 / 72 - 7) < 0.1


def test_a_page_holds_22_lines_and_a_line_28_characters() -> None:
    normal = opened(file_of(*notices()[0])).styles["Normal"]
    line = normal.paragraph_format.line_spacing.pt
    assert normal.paragraph_format.line_spacing_rule.name == "EXACTLY"
    assert 22 <= 225 / 25.4 * 72 / line < 22.1
    assert normal.font.size.pt == 16
    scale = int(normal.element.rPr.find(qn("w:w")).get(qn("w:val"))) / 100
    assert 28 <= 156 / 25.4 * 72 / (16 * scale) < 28.5


@pytest.mark.parametrize("name", ["2024-national", "2024-fujian"])
def test_faces_follow_the_printed_numbers_in_attached_notices_too(name: str) -> None:
    one, notice = next((c, n) for c, n in notices() if c.id == name)
    document = opened(file_of(one, notice))
    faces = {
        style: document.styles[style].element.rPr.rFonts.get(qn("w:eastAsia"))
        for style in ("Title", "Heading 1", "Heading 2", "附件序号")
    }
    assert list(faces.values()) == ["方正小标宋简体", "黑体", "楷体_GB2312", "黑体"]
    headings = [
        p for p in document.paragraphs if p.style and p.style.name and p.style.name.startswith("Heading")
    ]
    assert len(headings) > 5
    for heading in headings:
        level = 1 if re.match(r"[一二三四五六七八九十]+、", heading.text) else 0
        level = level or (2 if re.match(r"[（(][一二三四五六七八九十]+[）)]", heading.text) else 0)
        if level:
            assert heading.style.name == f"Heading {level}", heading.text


def test_attachments_begin_a_page_and_the_mark_is_red() -> None:
    one, notice = next((c, n) for c, n in notices() if c.id == "2024-fujian")
    document = opened(file_of(one, notice))
    labels = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert labels == ["附件1", "附件2", "附件3", "附件1", "附件2", "附件4"]
    mark = document.tables[0]
    assert [cell.text for cell in mark.rows[0].cells] == ["福建省总工会\n中共福建省委网信办", "文件"]
    assert str(document.styles["发文机关标志"].font.color.rgb) == "D7000F"
    number = next(p for p in document.paragraphs if p.text == "闽工〔2024〕41号")
    assert number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")).get(qn("w:color")) == "D7000F"


def test_signature_and_colophon_stand_where_they_belong() -> None:
    one, notice = next((c, n) for c, n in notices() if c.id == "2024-national")
    document = opened(file_of(one, notice))
    signed = [p for p in document.paragraphs if p.style and p.style.name == "署名和日期"]
    assert [p.text for p in signed] == [*notice.signature, "2024年4月7日"]
    before = document.paragraphs[: [p.text for p in document.paragraphs].index(notice.signature[0])]
    assert [p.paragraph_format.keep_with_next for p in before[-2:]] == [True, True]  # never alone on a page
    (left,) = {p.paragraph_format.left_indent.pt for p in signed}
    # centred between `left` and the edge: the longest name then ends four characters before it
    room = 156 / 25.4 * 72 - left
    assert abs((room - 16 * max(len(name) for name in notice.signature)) / 2 / 16 - 4) < 0.5
    imprint = [p for p in document.paragraphs if p.style and p.style.name == "版记"]
    assert [p.text for p in imprint] == [
        "抄送：新疆生产建设兵团总工会。",
        "中华全国总工会办公厅\t2024年4月8日印发",
    ]
    for row in imprint:
        frame = row._p.pPr.find(qn("w:framePr"))
        assert (frame.get(qn("w:vAnchor")), frame.get(qn("w:yAlign"))) == ("margin", "bottom")


def grid_of_page(table: html.HtmlElement) -> list[list[str]]:
    """A table of a page as a full grid of texts."""
    grid: dict[tuple[int, int], str] = {}
    width = 0
    for y, row in enumerate(table.iter("tr")):
        x = 0
        for box in row:
            while (y, x) in grid:
                x += 1
            for down in range(int(box.get("rowspan", 1))):
                for across in range(int(box.get("colspan", 1))):
                    grid[y + down, x + across] = box.text_content().strip()
            x += int(box.get("colspan", 1))
        width = max(width, x)
    return [[grid[y, x] for x in range(width)] for y in range(max(y for y, _ in grid) + 1)]


def grid_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_form_has_the_rows_and_columns_of_its_page() -> None:
    seen = 0
    for one in committed().catalog.campaigns:
        for form in one.forms:
            page = html.fromstring(f"<div>{form_page(committed(), one, form).body}</div>")
            document = opened(made(one.id)[routes.form_document(one.id, form.id)])
            (table,) = document.tables
            assert grid_of(table) == grid_of_page(page.find_class("zb-form")[0])
            assert fold("".join(document.paragraphs[0].text.split("\n"))) == fold(form.title)
            seen += 1
    assert seen >= 3


def test_an_allocation_table_is_a_table_with_its_sums() -> None:
    one, notice = next((c, n) for c, n in notices() if c.id == "2024-national")
    table = next(t for t in opened(file_of(one, notice)).tables if t.rows[0].cells[0].text == "序号")
    (plan,) = [t for t in one.allocation if t.id == "offline"]
    rows = grid_of(table)
    assert rows[0] == ["序号", "单位", *plan.columns]
    assert rows[1][1:] == [plan.rows[0].unit, *map(str, plan.rows[0].values)]
    assert len(rows) == 1 + len(plan.rows) + 1
    assert rows[-1][1:] == ["合计", *map(str, plan.declared_total or ())]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_same_text_gives_the_same_bytes() -> None:
    one = committed().catalog.by_id["2024-fujian"]
    docx_paper._sheet.cache_clear()
    assert {a.path: a.data for a in documents(committed(), one)} == made(one.id)


def test_a_file_tells_of_nobody_and_hides_nothing() -> None:
    for name in ("2024-fujian", SAMPLE_ID):
        for path, data in made(name).items():
            archive = zipfile.ZipFile(io.BytesIO(data))
            names = archive.namelist()
            assert names == ["[Content_Types].xml", *sorted(names[1:])]
            assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert not [n for n in names if "thumbnail" in n or "customXml" in n or "comments" in n]
            everything = b"".join(map(archive.read, names)).decode()
            for trace in ("python-docx", "rsid", "w:vanish", "w:ins ", "w:del "):
                assert trace not in everything
            assert not list(scan(path, data, Sought(mobiles=frozenset(), words={})))


def test_properties_are_those_of_the_notice() -> None:
    one, notice = next((c, n) for c, n in notices() if c.id == "2024-national")
    core = opened(file_of(one, notice)).core_properties
    assert (core.title, core.author) == (notice.title, "中华全国总工会、中央网信办")
    assert (core.last_modified_by, core.comments, core.keywords) == (core.author, "", "")
    assert core.created == core.modified
    assert str(core.created)[:10] == "2024-04-07"
    undated = opened(launch(small())).core_properties
    assert (undated.author, str(undated.created)[:10]) == ("展榜", "2024-01-01")


def test_a_sample_says_so_above_each_page() -> None:
    for data in made(SAMPLE_ID).values():
        (section,) = opened(data).sections
        assert section.header.paragraphs[0].text == section.even_page_header.paragraphs[0].text == SAMPLE
    (section,) = opened(next(iter(made("2024-fujian").values()))).sections
    assert section.header.is_linked_to_previous


def test_marks_of_the_format_in_a_text_are_text() -> None:
    evil = "</w:t></w:r><w:r><w:vanish/> & <b>“'\"]]>"
    text = words(launch(small(body=BODY.replace("现将好网民", evil + "现将好网民"))))
    assert fold(evil) in text


def test_a_report_keeps_its_headings_lists_and_tables() -> None:
    body = (
        "# 总结\n\n全市 **共** 20 场，见 [名单](https://example.cn/a)。\n\n1. 第一\n2. 第二\n\n"
        "- 甲\n- 乙\n\n|项|数|\n|---|---|\n|场次|20|\n\n<!-- 内部 -->\n\n<script>x</script>\n"
    )
    setting = small(changed("body: notices/launch.txt", "body: notices/launch.md"), body)
    document = opened(launch(setting))
    paragraphs = [p.text for p in document.paragraphs]
    for text in (
        "总结",
        "全市 共 20 场，见 名单（https://example.cn/a）。",
        "1. 第一",
        "2. 第二",
        "• 甲",
        "• 乙",
    ):
        assert text in paragraphs
    assert next(p for p in document.paragraphs if p.text == "总结").style.name == "Heading 1"
    assert grid_of(document.tables[0]) == [["项", "数"], ["场次", "20"]]
    assert "<script>x</script>" in "".join(paragraphs)
    assert "内部" not in "".join(paragraphs)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("获奖名单", ["获奖名单"]),
        (
            "福建省总工会 中共福建省委网信办 关于开展2024年“网聚职工正能量 争做八闽好网民”主题活动的通知",
            [
                "福建省总工会 中共福建省委网信办",
                "关于开展2024年“网聚职工正能量",
                "争做八闽好网民”主题活动的通知",
            ],
        ),
        ("各子项目承办单位、征集要求和奖项", ["各子项目承办单位、征集要求和奖项"]),
    ],
)
def test_titles_break_between_words(title: str, lines: list[str]) -> None:
    assert list(title_lines(title, 20)) == lines


def test_no_line_of_a_committed_title_is_too_long_or_begins_with_a_mark() -> None:
    for one, notice in notices():
        for title in (notice.title, one.title, *(a.title for a in notice.attachments)):
            lines = title_lines(title, 20)
            assert fold("".join(lines)) == fold(title)
            assert all(breadth(line) <= 20 and line[0] not in "，。、；：）》”" for line in lines), lines


def test_the_roll_names_every_winner_and_says_what_is_not_settled() -> None:
    """Two thousand winners in one table: the library's own cells would take minutes."""
    text = changed(
        "notices:\n",
        "notices:\n  - {id: results, kind: 公示, title: 拟获奖名单公示, body: notices/launch.txt,"
        " results: {awards: [first], state: proposed}}\n",
    )
    setting = small(text)
    (one,) = setting.catalog.campaigns
    prize = Prize(one.awards[0], 0, None, "proposed", None)
    works = tuple(
        work(f"{n:04}", title=f"夜班{n}", makers=(Maker(f"甲{n}", None, None),), prizes=(prize,))
        for n in range(2000)
    )
    setting = Setting(Catalog((one,), setting.catalog.texts, works={one.id: works}), DAY, setting.project)
    files = {asset.path: asset.data for asset in documents(setting, one)}
    document = opened(files[routes.results_file(one.id, "docx")])
    text = "\n".join(p.text for p in document.paragraphs)
    assert "公示中，尚未确定" in text
    assert "公示：拟获奖名单公示（日期原文未载）" in text
    (table,) = document.tables
    rows = [[t.text for t in tr.iter(qn("w:t"))] for tr in table._tbl.tr_lst]
    assert len(rows) == 2001
    assert rows[1] == ["1", "《夜班0》", "甲0"]
    assert rows[-1] == ["2000", "《夜班1999》", "甲1999"]


def test_a_title_as_long_as_a_title_may_be() -> None:
    """A thousand characters, of which the properties of a document hold 255."""
    long = "关于" * 490 + "的通知"
    text = CAMPAIGN.replace("某市总工会关于开展好网民活动的通知", long)
    document = opened(launch(small(text, BODY.replace("某市总工会关于开展好网民活动的通知", long))))
    assert document.core_properties.title == long[:254] + "…"
    assert max(breadth(line) for line in document.paragraphs[0].text.split("\n")) <= 20


def test_without_winners_there_is_no_roll() -> None:
    setting = small()
    (one,) = setting.catalog.campaigns
    assert routes.results_file(one.id, "docx") not in {asset.path for asset in documents(setting, one)}


def test_a_document_of_nothing_but_a_line_opens() -> None:
    made = docx_bytes(
        paragraph(run("一行")),
        Properties(title="甲", author="乙", created=opened(launch(small())).core_properties.created),
    )
    assert [p.text for p in opened(made).paragraphs] == ["一行"]


def test_every_name_space_has_the_prefix_we_gave_it() -> None:
    """One that lxml had to make up would be another in a process where a library has told it one (openpyxl does)."""
    moment = opened(launch(small())).core_properties.created
    made = docx_bytes(
        paragraph(run("一行")), Properties(title="甲", author="乙", created=moment, said="示例")
    )
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        for name in parts.namelist():
            assert not re.search(rb"\bns[0-9]+[:=]", parts.read(name)), name
        # said once, where the part begins, and not again at each thing that needs it
        assert parts.read("word/document.xml").count(b"xmlns:r=") == 1
