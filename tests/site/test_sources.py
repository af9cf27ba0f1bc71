"""Word for word: every sentence of the five source documents stands on the site (acceptance row A2)."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.factories import committed_project

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "tests/sources").glob("*.txt"))
SAMPLE = "2026-demo"
STAMP = ("市卫健委收",)  # the receiving unit's mark belongs to the copy, not to the notice


def fold(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def fragments(source: Path) -> list[str]:
    """Pieces of a source at 。；; and line ends, four characters or more; tabbed lines and the stamp left out."""
    lines = [line for line in source.read_text(encoding="utf-8").split("\n") if "\t" not in line]
    pieces = [piece.strip() for line in lines for piece in re.split(r"[。；;]", line)]
    return [piece for piece in pieces if len(piece) >= 4 and piece not in STAMP]


class Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


@pytest.fixture(scope="module")
def pages(site: Path) -> list[str]:
    """The folded visible text of every official notice page: one whole page each, so that pieces cannot be glued by chance."""
    texts = []
    for path in sorted(site.glob("campaigns/*/notices/*/index.html")):
        if SAMPLE in path.parts:
            continue
        html = path.read_text(encoding="utf-8")
        reader = Text()
        reader.feed(html[html.index("<main") : html.index("</main>")])
        texts.append(fold("".join(reader.parts)))
    assert len(texts) == 8
    return texts


@pytest.fixture(scope="module")
def repairs() -> list[tuple[str, str]]:
    catalog = committed_project().catalog
    errata = [e for c in catalog.campaigns for n in c.notices for e in n.errata if e.type == "T"]
    return [(fold(e.printed), fold(e.reading)) for e in errata if e.printed and e.reading]


def test_there_is_as_much_as_the_inventory_says() -> None:
    assert sum(len(fragments(source)) for source in SOURCES) >= 700


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_sentence_is_on_the_site(
    source: Path, pages: list[str], repairs: list[tuple[str, str]]
) -> None:
    missing = []
    for piece in fragments(source):
        folded = fold(piece)
        if any(folded in page for page in pages):
            continue
        mended = folded
        for printed, reading in repairs:
            mended = mended.replace(printed, reading)
        # a repair may reach over the end of a source line: then the line lies inside what was replaced
        inside = any(folded in printed for printed, _ in repairs)
        if not (inside or (mended != folded and any(mended in page for page in pages))):
            missing.append(piece)
    assert missing == []
