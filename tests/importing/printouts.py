"""A printed page as PDF: its text in lines, as a program reads it out again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def write_pdf(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """A PDF whose text can be read out line by line (ISO 32000-1, 9.7 and 9.10.3); it embeds no font."""
    codes = sorted({ord(letter) for lines in pages for line in lines for letter in line})
    ranges = "".join(f"<{code:04X}> <{code:04X}>\n" for code in codes)
    chunks = [ranges.splitlines()[at : at + 100] for at in range(0, len(codes), 100)]
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Z def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "".join(f"{len(c)} beginbfchar\n" + "\n".join(c) + "\nendbfchar\n" for c in chunks)
        + "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{6 + 2 * at} 0 R' for at in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/Z/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Z/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>",
        _stream(mapping),
    ]
    for lines in pages:
        shown = "\n".join(
            f"1 0 0 1 72 {780 - 22 * at} Tm <{line.encode('utf-16-be').hex()}> Tj"
            for at, line in enumerate(lines)
        )
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {len(objects) + 2} 0 R>>"
        )
        objects.append(_stream(f"BT /F 14 Tf\n{shown}\nET"))
    out, places = "%PDF-1.7\n", []
    for at, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{at} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(places) + 1}/Root 1 0 R>>\n"
    path.write_bytes(f"{out}startxref\n{out.index('xref')}\n%%EOF\n".encode("ascii"))
    return path


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream"
