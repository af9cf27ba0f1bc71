"""The parts of an empty document as text: page, styles, faces, settings (ISO/IEC 29500-1; figures of GB/T 9704-2012)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal
from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = "docProps/core.xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

LINE = 579
"""From one line to the next, twentieths of a point: 225 mm ÷ 22 is 28.99 pt; the format counts in 0.05 pt, and 29.00 would
leave room for 21 lines only."""
NARROWER = 98
"""How wide the characters of 正文 are drawn, in hundredths: 28 of 15.68 pt are 439 pt, and a line of 156 mm has 442.2 pt.
Taking the difference off the gaps instead makes LibreOffice swallow marks at the end of justified lines."""
MARK = 38
"""Largest size of a mark, points: the standard leaves it to the printer (7.2.4)."""
RED = "D7000F"

Face = Literal["song", "fang", "hei", "kai", "number"]
FACES: Mapping[Face, str] = {
    "song": "方正小标宋简体",
    "fang": "仿宋_GB2312",
    "hei": "黑体",
    "kai": "楷体_GB2312",
    "number": "宋体",
}
_FALLBACKS: Mapping[Face, str] = {
    "song": "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋",
    "fang": "仿宋,FangSong",
    "hei": "SimHei",
    "kai": "楷体,KaiTi",
    "number": "SimSun",
}


def _fonts(face: Face) -> str:
    name = FACES[face]
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


_RULES = (
    '<w:pBdr><w:top w:val="single" w:sz="8" w:space="2" w:color="000000"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="2" w:color="000000"/>'
    '<w:between w:val="single" w:sz="6" w:space="2" w:color="000000"/></w:pBdr>'
    '<w:tabs><w:tab w:val="right" w:pos="8565"/></w:tabs>'
)
"""The rules of 版记: the first and the last 0.35 mm thick, the others 0.25 mm (7.4.1); what stands right ends one character in."""


def _style(
    key: str,
    name: str,
    *,
    face: Face | None = None,
    size: float = 0,
    line: int = 0,
    align: str = "",
    indent: bool | None = None,
    keep: bool = False,
    level: int | None = None,
    colour: str = "",
    imprint: bool = False,
) -> str:
    """A paragraph style on 正文; `indent` False takes its first-line indent away, `imprint` draws the rules of 版记."""
    marks = "<w:keepNext/>" if keep else ""
    marks += _RULES if imprint else ""
    marks += f'<w:spacing w:line="{line}" w:lineRule="exact"/>' if line else ""
    sides = ' w:left="280" w:right="280"' if imprint else ""
    marks += f'<w:ind{sides} w:firstLineChars="0" w:firstLine="0"/>' if indent is False else ""
    marks += f'<w:jc w:val="{align}"/>' if align else ""
    marks += f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
    look = _fonts(face) if face else ""
    look += f'<w:color w:val="{colour}"/>' if colour else ""
    look += '<w:w w:val="100"/>' if size else ""
    look += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    own = "" if name.startswith(("heading", "Title")) else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{marks}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


_NORMAL = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts("fang")}<w:sz w:val="32"/><w:szCs w:val="32"/>'
    '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
    # pages are filled to the last line; no gap is put between Han and Latin, no mark hangs out of the type area
    '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
    '<w:ind w:firstLineChars="200" w:firstLine="632"/><w:jc w:val="both"/></w:pPr>'
    f'<w:rPr><w:w w:val="{NARROWER}"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
)
_STYLES = (
    _style("Title", "Title", face="song", size=22, line=680, align="center", indent=False, keep=True),
    _style("Heading1", "heading 1", face="hei", keep=True, level=0),
    _style("Heading2", "heading 2", face="kai", keep=True, level=1),
    _style("Heading3", "heading 3", keep=True, level=2),
    _style("Heading4", "heading 4", keep=True, level=3),
    _style(
        "Mark", "发文机关标志", face="song", size=MARK, align="center", indent=False, keep=True, colour=RED
    ),
    _style("Number", "发文字号", align="center", indent=False, keep=True),
    _style("Flush", "顶格", indent=False),
    _style("Signed", "署名和日期", align="center", indent=False),
    _style("Label", "附件序号", face="hei", indent=False, keep=True, level=0),
    _style(
        "AttachmentTitle",
        "附件标题",
        face="song",
        size=22,
        line=LINE,
        align="center",
        indent=False,
        keep=True,
    ),
    _style("CellHead", "表头", face="hei", size=14, line=400, align="center", indent=False),
    _style("Cell", "表格文字", size=14, line=400, align="center", indent=False),
    _style("CellText", "表格长文", size=14, line=400, align="left", indent=False),
    _style("Note", "表注", size=14, line=400, indent=False),
    _style("Imprint", "版记", size=14, line=400, align="left", indent=False, imprint=True),
    _style("Folio", "页码", face="number", size=14, line=280, indent=False),
    _style("Said", "页眉说明", size=12, line=320, align="center", indent=False),
)


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


PAGE_NUMBER = (
    '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
    f'{_field("begin")}<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>{_field("separate")}'
    f'<w:r><w:t>1</w:t></w:r>{_field("end")}<w:r><w:t xml:space="preserve"> —</w:t></w:r>'
)
"""— 1 — (GB/T 9704-2012, 7.5)."""


def _font(face: Face) -> str:
    return (
        f'<w:font w:name="{FACES[face]}"><w:altName w:val="{_FALLBACKS[face]}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"modern" if face in ("hei", "fang", "kai") else "auto"}"/><w:pitch w:val="default"/></w:font>'
    )


def _part(name: str, content: str) -> str:
    # `r` is what sections name their footers with: were it not said here, lxml would make a name up, and take another
    # where some other library of the process has told it one
    return f'{_XML}<w:{name} xmlns:w="{NAMESPACE}" xmlns:r="{_OFFICE}/relationships">{content}</w:{name}>'


def _relations(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_PACKAGE if target == CORE else _OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def core(*, title: str, author: str, moment: str) -> str:
    """What a document says of itself (ISO/IEC 29500-2, 11): written and last changed by `author` at `moment` (W3CDTF, UTC)."""
    who, when = escape(author), f' xsi:type="dcterms:W3CDTF">{moment}'
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><cp:lastModifiedBy>{who}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"<dcterms:modified{when}</dcterms:modified><dc:creator>{who}</dc:creator>"
        f"<dcterms:created{when}</dcterms:created><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def contents(parts: Iterable[tuple[str, str]]) -> str:
    """The table of contents of parts given as (name, type), each name from the root with a slash (ISO/IEC 29500-2, 10.1.2)."""
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
        + "</Types>"
    )


_NAMED = {
    "document": "document.main",
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
}

PARTS: Mapping[str, str] = {
    "[Content_Types].xml": contents(
        (
            *((f"/word/{name}.xml", f"{_TYPE}.{kind}+xml") for name, kind in _NAMED.items()),
            (f"/{CORE}", "application/vnd.openxmlformats-package.core-properties+xml"),
        )
    ),
    "_rels/.rels": _relations(("officeDocument", "word/document.xml"), ("metadata/core-properties", CORE)),
    CORE: core(title="", author="", moment=""),
    "word/_rels/document.xml.rels": _relations(
        *((name, f"{name}.xml") for name in ("styles", "settings", "fontTable"))
    ),
    # no grid of characters: programs disagree on its measure; lines and spacing of the styles are exact instead
    "word/document.xml": _part(
        "document", f'<w:body><w:sectPr><w:docGrid w:linePitch="{LINE}"/></w:sectPr></w:body>'
    ),
    "word/styles.xml": _part("styles", _NORMAL + "".join(_STYLES)),
    "word/fontTable.xml": _part("fonts", "".join(map(_font, FACES))),
    "word/settings.xml": _part(
        "settings",
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:balanceSingleByteDoubleByteWidth/>'
        "<w:doNotExpandShiftReturn/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    ),
}
