"""Word files: numbers that Word makes, merged cells, text boxes, revisions, fields, what is hidden or no text."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.importing.numbering import Counting, Level, Lists, written_number
from generator.importing.reading import Read, read_file
from generator.importing.received import Grid, Line

NAMES = nsdecls("w", "r", "wp", "a")
BOX = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>示例省总工会文件</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def p(inside: str, *, number: tuple[int, int] | None = None, align: str = "") -> str:
    listed = (
        f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    )
    placed = f'<w:jc w:val="{align}"/>' if align else ""
    text = inside if inside.startswith("<") else f"<w:r><w:t xml:space='preserve'>{inside}</w:t></w:r>"
    return f"<w:p><w:pPr>{listed}{placed}</w:pPr>{text}</w:p>"


def cell(text: str, *, wide: int = 1, merged: str = "") -> str:
    upright = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merged]
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{wide}"/>{upright}</w:tcPr>{text if text.startswith("<w:") else p(text)}</w:tc>'


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def word(to: Path, *blocks: str, numbers: str = "") -> Path:
    """A Word file of these blocks; `numbers` stands in its numbering part after the list of three levels, id 70."""
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(LEVELS)
    )
    part = document.part.numbering_part.element
    part.insert(0, parse_xml(f'<w:abstractNum {NAMES} w:abstractNumId="70">{levels}</w:abstractNum>'))
    listed = f'<w:num w:numId="70"><w:abstractNumId w:val="70"/></w:num>{numbers}'
    for one in parse_xml(f"<w:numbering {NAMES}>{listed}</w:numbering>"):
        part.append(one)
    body = document.element.body
    for at, block in enumerate(parse_xml(f"<w:body {NAMES}>{''.join(blocks)}</w:body>")):
        body.insert(at, block)
    path = to / "通知.docx"
    document.save(str(path))
    return path


def lines(found: Read) -> list[str]:
    assert found.received is not None, found.problems
    return [piece.text for piece in found.received.pieces if isinstance(piece, Line)]


def lost(found: Read) -> list[str]:
    assert found.received is not None
    return [one.what for one in found.received.lost]


def test_numbers_that_word_makes_stand_in_the_text(tmp_path: Path) -> None:
    other = (
        '<w:num w:numId="71"><w:abstractNumId w:val="70"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    found = read_file(
        word(
            tmp_path,
            p("总体要求", number=(70, 0)),
            p("活动安排", number=(70, 0)),
            p("征集。", number=(70, 1)),
            p("歌曲。", number=(70, 2)),
            p("摄影。", number=(70, 2)),
            p("评审。", number=(70, 1)),
            p("微视频。", number=(70, 2)),
            p("工作要求", number=(71, 0)),
            p("没有编号。", number=(0, 0)),
            numbers=other,
        )
    )
    assert lines(found) == [
        "一、总体要求",
        "二、活动安排",
        "（一）征集。",
        "1.歌曲。",
        "2.摄影。",
        "（二）评审。",
        "1.微视频。",
        "五、工作要求",
        "没有编号。",
    ]
    assert found.received is not None
    assert found.received.counted == "段"


@pytest.mark.parametrize(
    ("value", "form", "wanted"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "chineseCounting", "二十"),
        (21, "japaneseCounting", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (3, "ideographZodiac", "寅"),
        (4, "decimalEnclosedCircleChinese", "④"),
        (4, "decimalEnclosedParen", "⑷"),
        (21, "decimalEnclosedCircle", "21"),
        (20, "ideographDigital", "二〇"),
        (4, "ideographEnclosedCircle", "㈣"),
        (3, "decimalFullWidth", "３"),
        (28, "lowerLetter", "bb"),
        (9, "upperRoman", "IX"),
        (7, "decimalZero", "07"),
        (7, "somethingNew", "7"),
    ],
)
def test_formats_of_numbers(value: int, form: str, wanted: str) -> None:
    assert written_number(value, form) == wanted


def test_lists_of_several_levels_restart_as_defined() -> None:
    levels = {
        0: Level("decimal", "%1", start=3),
        1: Level("decimal", "%1.%2 "),
        2: Level("chineseCounting", "%1-%3", restarts_after=0, legal=True),
    }
    count = Counting(Lists({"1": "a", "2": "a"}, {"a": levels}, starts={"2": {0: 9}}))
    order = [
        ("1", 1),
        ("1", 0),
        ("1", 1),
        ("1", 1),
        ("1", 2),
        ("1", 1),
        ("1", 2),
        ("2", 0),
        ("2", 2),
        ("9", 0),
    ]
    assert [count.printed(*one) for one in order] == [
        "3.1 ",
        "3",
        "3.1 ",
        "3.2 ",
        "3-1",
        "3.3 ",
        "3-2",
        "9",
        "9-1",
        "",
    ]


def test_numbers_of_styles_bullets_and_soft_line_ends(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("歌曲征集", style="List Number")
    document.add_paragraph("摄影征集", style="List Number")
    document.add_paragraph("说明", style="List Bullet")
    document.add_heading("标题", level=1)
    run = document.add_paragraph("第一行").add_run()
    run.add_break()
    run.add_text("第二行")
    path = tmp_path / "a.docx"
    document.save(str(path))
    found = read_file(path)
    assert lines(found) == ["1. 歌曲征集", "2. 摄影征集", "说明", "标题", "第一行", "第二行"]
    assert found.received is not None
    styles = [piece.style for piece in found.received.pieces if isinstance(piece, Line)]
    assert styles[3] == "heading"
    numbers = [piece.number for piece in found.received.pieces]
    assert numbers == [1, 2, 3, 4, 5, 5]


def test_merged_and_nested_cells(tmp_path: Path) -> None:
    nested = f"{table(cell('内甲') + cell('内乙'))}{p('后')}"
    found = read_file(
        word(
            tmp_path,
            p("现将活动分配表印发给你们。"),
            table(
                cell("单 位", merged="restart") + cell("场 次", wide=2),
                cell("", merged="continue") + cell("线上") + cell("线下"),
                cell("东区总工会") + cell("3") + cell(nested),
            ),
        )
    )
    assert found.received is not None
    (grid,) = [piece for piece in found.received.pieces if isinstance(piece, Grid)]
    assert grid.rows == (
        ("单位", "场次", "场次"),
        ("单位", "线上", "线下"),
        ("东区总工会", "3", "内甲 内乙 后"),
    )


def test_frames_around_text_and_mastheads_are_no_tables(tmp_path: Path) -> None:
    found = read_file(
        word(
            tmp_path,
            table(
                cell("示例省总工会", merged="restart") + cell("文件", merged="restart"),
                cell("示例省委网信办") + cell("", merged="continue"),
            ),
            p("关于活动的通知", align="center"),
            table(cell("只是一个框")),
        )
    )
    assert found.received is not None
    assert not any(isinstance(piece, Grid) for piece in found.received.pieces)
    assert lines(found) == ["示例省总工会 文件", "示例省委网信办 文件", "关于活动的通知", "只是一个框"]


def test_text_boxes_are_read_once_and_before_their_paragraph(tmp_path: Path) -> None:
    choice = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>版头</w:t></w:r></w:p></w:txbxContent></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>版头</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = read_file(word(tmp_path, p(BOX + "<w:r><w:t>正文。</w:t></w:r>"), p(choice)))
    assert lines(found) == ["示例省总工会文件", "正文。", "版头"]


def test_revisions_fields_links_and_hidden_text(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = read_file(
        word(
            tmp_path,
            p(
                "<w:r><w:t>报送</w:t></w:r><w:ins w:id='1' w:author='a'><w:r><w:t>十</w:t></w:r></w:ins>"
                "<w:del w:id='2' w:author='a'><w:r><w:delText>五</w:delText></w:r></w:del><w:r><w:t>件，见第</w:t></w:r>"
                f"{field}<w:fldSimple w:instr='DATE'><w:r><w:t>页</w:t></w:r></w:fldSimple><w:r><w:t>。</w:t></w:r>"
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部掌握</w:t></w:r>"
            ),
        )
    )
    assert lines(found) == ["报送十件，见第12页。"]
    assert lost(found) == ["隐藏的文字“内部掌握”"]
    assert [("插入" in told, "“十”" in told or "“五”" in told) for told in found.told] == [
        (True, True),
        (False, True),
    ]


def test_pictures_headers_and_comments_are_told(tmp_path: Path) -> None:
    picture = '<w:r><w:drawing><wp:inline><a:blip r:embed="rId99"/></wp:inline></w:drawing></w:r>'
    path = word(tmp_path, p("扫描下方二维码。"), p(picture), p("谢谢。"))
    document = docx.Document(str(path))
    document.sections[0].header.paragraphs[0].text = "示例文印室"
    document.add_comment(document.paragraphs[0].runs, text="请核对", author="甲", initials="j")
    document.save(str(path))
    found = read_file(path)
    assert lines(found) == ["扫描下方二维码。", "谢谢。"]
    assert lost(found) == ["图片（二维码、印章或插图）", "页眉“示例文印室”", "批注“请核对”"]
    assert found.received is not None
    assert found.received.lost[0].number == 2


def test_a_page_end_sets_apart_and_lines_cut_by_it_are_joined(tmp_path: Path) -> None:
    one = "各单位要高度重视，广泛发动职工参与，精心组织好本地区本系统的线上线下主"
    end = "<w:r><w:br w:type='page'/></w:r>"
    found = read_file(
        word(
            tmp_path,
            p("一、总体要求"),
            p(one),
            p(f"{end}<w:r><w:t>题活动。</w:t></w:r>"),
            p(f"{end}<w:r><w:t>附件</w:t></w:r>"),
        )
    )
    assert lines(found) == ["一、总体要求", f"{one}题活动。", "附件"]
    assert found.received is not None
    assert [piece.apart for piece in found.received.pieces if isinstance(piece, Line)] == [False, False, True]


def test_the_same_file_gives_the_same_pieces(tmp_path: Path) -> None:
    path = word(tmp_path, p("甲", number=(70, 0)), table(cell("a") + cell("1"), cell("b") + cell("2")))
    assert read_file(path) == read_file(path)
