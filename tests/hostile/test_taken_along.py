"""Every string in what readers take along: other parsers read each file, and what it says is what was written.

As on the pages: where the file of the harmless campaign shows a field, that of every other one shows its own.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import vobject

from generator.model.campaign import Campaign
from tests.hostile.conftest import BASE, WORKS, Hostile, numbered
from tests.hostile.records import text_paths
from tests.hostile.test_texts import Page, exchanges, folded

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
CORE = "{http://purl.org/dc/elements/1.1/}title"
ATOM = "{http://www.w3.org/2005/Atom}"


def closed(texts: Iterator[str] | list[str]) -> str:
    """Texts without their blanks, a line each."""
    return "\n".join("".join(text.split()) for text in texts)


def of_docx(path: Path) -> Iterator[str]:
    """The paragraphs of a document, found as XML: whatever is not well-formed raises."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}
    title = parts["docProps/core.xml"].findtext(CORE) or ""
    assert 0 < len(title) <= 255
    body = parts["word/document.xml"]
    space = body.tag.partition("}")[0] + "}"
    paragraphs = ["".join(one.itertext()) for one in body.iter(f"{space}p")]
    assert closed([title.removesuffix("…")]) in closed(paragraphs).replace("\n", "")
    yield from paragraphs


def of_card(path: Path) -> Iterator[str]:
    """The values of all properties of vCards and calendars."""
    waiting = list(vobject.readComponents(path.read_bytes().decode()))
    assert waiting
    while waiting:
        one = waiting.pop()
        for child in one.getChildren():
            if isinstance(child, vobject.base.Component):
                waiting.append(child)
            else:
                yield "".join(child.value) if isinstance(child.value, list) else str(child.value)


def rows_of(path: Path) -> list[list[str]]:
    """A table; no cell of it is a formula."""
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]
    return rows


def of_table(path: Path) -> Iterator[str]:
    yield from (cell for row in rows_of(path) for cell in row)


def of_script(path: Path) -> Iterator[str]:
    """The texts in a record in the dress of a script, which no tag and no line end of scripts can break."""
    waiting = handed_over(path)
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, (list, dict)):
            waiting += one.values() if isinstance(one, dict) else one


def handed_over(path: Path) -> list:
    """What the script calls its function with."""
    text = path.read_text(encoding="utf-8")
    assert not set("\u2028\u2029") & set(text)
    return json.loads(f"[{text[text.index('(') + 1 : text.rindex(')')]}]")


TAKEN: dict[str, Callable[[Path], Iterator[str]]] = {
    "campaigns/{}/notices/first/first.docx": of_docx,
    "campaigns/{}/forms/first/first.docx": of_docx,
    "campaigns/{}/contacts/contacts.csv": of_table,
    "campaigns/{}/contacts/_-1.vcf": of_card,
    "campaigns/{}/calendar.ics": of_card,
    "data/search/{}.js": of_script,
}


def fields() -> dict[str, int]:
    return {path: number for number, path in enumerate(text_paths(Campaign))}


def shown_by(base: str) -> dict[str, int]:
    """The fields that the harmless campaign shows there."""
    found = {int(number) for number in re.findall(rf"{BASE}·(\d+)", base)}
    return {path: number for path, number in fields().items() if number in found}


def unsaid(hostile: Hostile, shown: dict[str, int], said: Callable[[str], str]) -> list[str]:
    """Fields of the other campaigns that are not in what each says."""
    missing = []
    for name, text in hostile.groups.items():
        whole = "".join(said(name).split())
        missing += [
            f"{name} {path}"
            for path, at in shown.items()
            if "".join(numbered(text, at, 0).split()) not in whole
        ]
    return missing


@pytest.mark.parametrize(("name", "least"), list(zip(TAKEN, (20, 2, 6, 3, 4, 40), strict=True)))
def test_a_file_says_what_was_written(hostile: Hostile, name: str, least: int) -> None:
    def said(campaign: str) -> str:
        return closed(TAKEN[name](hostile.site / name.format(campaign)))

    shown = shown_by(said("2026-words-base"))
    assert len(shown) >= least, sorted(shown)
    assert unsaid(hostile, shown, said) == []


def test_every_file_that_is_taken_along_is_read(hostile: Hostile) -> None:
    """Also those that the strings made more of: cards of sub-projects, calendars, forms."""
    readers = {"docx": of_docx, "csv": of_table, "vcf": of_card, "ics": of_card}
    seen = dict.fromkeys(readers, 0)
    for suffix, read in readers.items():
        for path in (hostile.site / "campaigns").rglob(f"*.{suffix}"):
            seen[suffix] += any(read(path))
    assert all(count >= len(hostile.groups) for count in seen.values()), seen


def test_the_feed_says_what_was_written(hostile: Hostile) -> None:
    """Titles, issuers and kinds whole; it is XML whatever the words are."""
    feed = ET.fromstring((hostile.site / "notices/feed.xml").read_bytes())
    found = {
        str(one.find(f"{ATOM}link").get("href")).split("/")[-4]: one for one in feed.iter(f"{ATOM}entry")
    }
    title, kind = fields()["notices.title"], fields()["notices.kind"]
    assert found.keys() == set(hostile.groups)
    for name, text in hostile.groups.items():
        entry = found[name]
        assert folded(entry.findtext(f"{ATOM}title") or "") == folded(numbered(text, title, 0))
        assert entry.find(f"{ATOM}category").get("term") == folded(numbered(text, kind, 0))
        assert not list(entry.find(f"{ATOM}summary"))
        assert len(entry.findtext(f"{ATOM}summary") or "") <= 200


def test_the_cards_of_all_units_say_what_was_written(hostile: Hostile) -> None:
    parts = sorted((hostile.site / "data/units").glob("[0-9]*.js"))
    cards: dict[str, str] = {}
    for path in parts:
        _, part = handed_over(path)
        for unit, made in part.items():
            for campaign, markup in made:
                page = Page.of(markup)
                assert all(not value.startswith("javascript:") for _, value in page.values)
                cards[campaign] = cards.get(campaign, "") + closed([unit, page.text])
    shown = shown_by(cards["2026-words-base"])
    assert len(shown) >= 4, sorted(shown)
    assert unsaid(hostile, shown, cards.__getitem__) == []


def test_the_roll_of_all_works_says_what_was_written(hostile: Hostile) -> None:
    """A line of the table for each, its cells those of the harmless one with the words exchanged; titles in the document too."""
    folder = hostile.site / f"campaigns/{WORKS}/results"
    ids = [work["id"] for work in json.loads(hostile.read(f"data/{WORKS}/works.json"))]
    rows = dict(zip(ids, rows_of(folder / "results.csv")[1:], strict=True))
    said = closed(of_docx(folder / "results.docx"))
    wrong: list[str] = []
    for exchange in exchanges(hostile):
        plain, name = exchange.names
        for base, cell in zip(rows[plain], rows[name], strict=True):
            wanted = exchange(base)
            if cell not in (wanted, f"'{wanted}", f"{wanted}\t"):  # defused: rows_of sees to it that it is
                wrong.append(f"{name}: {cell[:200]!r} != {wanted[:200]!r}")
        if closed([exchange(rows[plain][3])]) not in said:
            wrong.append(f"{name}: not in the document")
    assert wrong == []


def test_the_search_finds_what_was_written(hostile: Hostile) -> None:
    """The columns of all works, put together again row by row."""
    (shard,) = handed_over(hostile.site / f"data/search/{WORKS}.js")
    works = shard["w"]
    ids, lines, tables = works["i"].split("\n"), works["x"].split("\n"), [t.split("\n") for t in works["T"]]
    wide = len(works["g"]) // len(ids)
    rows = {
        name: [lines[at], *([table[n] for n in group] for table, group in zip(tables, works["G"][letters], strict=True))]
        for at, name in enumerate(ids)
        if (letters := works["g"][at * wide : (at + 1) * wide])
    }  # fmt: skip
    assert rows.keys() == hostile.strings.keys()
    wrong: list[str] = []
    for exchange in exchanges(hostile):
        plain, name = exchange.names
        wrong += exchange.agrees(rows[plain], rows[name])
    assert wrong == []
