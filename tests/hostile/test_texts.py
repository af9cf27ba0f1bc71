"""Every string in every text field: what is shown is what was written, and nothing else is on the page.

Each page of a hostile record is held against the page of a harmless one with the words exchanged: the same elements with
the same attributes in the same order, the same text. So nothing here knows how a page is made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from generator.check import check
from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.problems import errors
from tests.factories import ID_NUMBER, RELEASED, changed, small_project
from tests.halls import hall_rows
from tests.hostile.conftest import BASE, LONGEST, WORKS, Hostile, numbered
from tests.hostile.corpus import refused, shown
from tests.hostile.records import text_paths

STRINGS = 520
SHAPES = 3
"""Of cards: the one that leads, those that are seen at once, and those whose picture is loaded when it is needed."""
VOID = {"meta", "link", "img", "br", "hr", "input", "source", "wbr", "col", "area", "base", "embed", "track"}
INTERNAL = {"approval.by", "withdrawn.reason"}
"""Free texts of an entry that no page shows: the reason of a withdrawal stands on tombstones, which have their own test."""
NEIGHBOURS = "zb-prevnext"
POSTER = re.compile(r"media/[0-9a-f]{2}/[0-9a-f]+-poster\.png$")
"""A poster is named by the words on it, so no two works have one of the same name."""
SHORTENED = ("meta.content", "b", "x", "title")
"""Where words may be cut off, to be seen by an ellipsis: descriptions, the leaf and the byline of a card, a tab's title."""


@dataclass
class Page(HTMLParser):
    """A page taken apart: elements with the names of their attributes, their values, text, and structured data."""

    elements: list[tuple[str, ...]] = field(default_factory=list)
    values: list[tuple[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    data: list[Any] = field(default_factory=list)
    title: str = ""
    neighbours: str = ""
    _open: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, html: str) -> Page:
        """Parse it."""
        page = cls()
        HTMLParser.__init__(page)
        page.feed(html)
        page.close()
        assert not page._open, page._open[-5:]
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("class") or dict(attrs).get("type") or ""
        if tag not in VOID:
            self._open.append((tag, kind))
        if self._beside():
            return
        self.elements.append((tag, *sorted(name for name, _ in attrs)))
        self.values += [(f"{tag}.{name}", POSTER.sub("poster.png", value or "")) for name, value in attrs]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._beside():
            self.elements.append((tag, *sorted(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag, (tag, self.getpos())

    def handle_data(self, data: str) -> None:
        tag, kind = self._open[-1] if self._open else ("", "")
        if kind == "application/ld+json":
            self.data.append(json.loads(data))
        elif self._beside():
            self.neighbours += data
        elif tag == "title":
            self.title += data
        else:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.elements.append(("!--", data))

    def _beside(self) -> bool:
        return any(kind == NEIGHBOURS for _, kind in self._open)

    @property
    def tab(self) -> str:
        """Its title without the name of the site."""
        return self.title.rpartition("｜")[0]

    @property
    def text(self) -> str:
        """All its words, blanks closed up."""
        return " ".join("".join(self.words).split())


def folded(text: str) -> str:
    """Blanks closed up, as every text field does."""
    return " ".join(text.split())


class Exchange:
    """What a harmless page says, with the words of a hostile entry."""

    def __init__(self, name: str, at: int, text: str) -> None:
        self.names = (f"base-{at % 2}", name)
        self.words = {
            folded(numbered(BASE, number, at)): folded(numbered(text, number, at))
            for number in range(len(text_paths(Entry)))
        }
        self.pattern = re.compile("|".join(map(re.escape, sorted(self.words, key=len, reverse=True))))

    def __call__(self, said: str) -> str:
        # a title that brings its own marks gets none of ours
        title = next(iter(self.words))
        if "《" in self.words[title]:
            said = said.replace(f"《{title}》", title)
        return self.pattern.sub(lambda found: self.words[found.group()], said.replace(*self.names))

    def agrees(self, base: Any, found: Any, where: str = "") -> Iterator[str]:
        """Where two values differ, the words exchanged."""
        if isinstance(base, dict) and isinstance(found, dict) and base.keys() == found.keys():
            for key in base:
                yield from self.agrees(base[key], found[key], str(key))
        elif isinstance(base, (list, tuple)) and isinstance(found, (list, tuple)) and len(base) == len(found):
            for one, other in zip(base, found, strict=True):
                yield from self.agrees(one, other, where)
        elif isinstance(base, str) and isinstance(found, str):
            wanted = self(base)
            if where == "title" and base.endswith("…") and found.startswith(wanted[:-1]):
                return  # the harmless title was cut, a shorter one has room for more of the same
            if found != wanted and not (where in SHORTENED and wanted.startswith(found.rstrip("…"))):
                yield f"{self.names[1]} {where}: {found[:200]!r} != {wanted[:200]!r}"
        elif base != found:
            yield f"{self.names[1]} {where}: {str(found)[:200]} != {str(base)[:200]}"


def exchanges(hostile: Hostile) -> Iterator[Exchange]:
    for name, (at, text) in hostile.strings.items():
        yield Exchange(name, at, text)


def test_there_are_enough_strings_and_fields() -> None:
    assert len(shown()) >= STRINGS
    assert len(refused()) >= 90
    assert len(text_paths(Entry)) >= 14
    assert len(text_paths(Campaign)) >= 90


def test_every_free_text_of_an_entry_is_on_its_page(hostile: Hostile) -> None:
    page = Page.of(hostile.read(f"campaigns/{WORKS}/works/base-0/index.html"))
    said = page.text + " ".join(value for _, value in page.values)
    for number, path in enumerate(text_paths(Entry)):
        assert (numbered(BASE, number, 0) in said) == (path not in INTERNAL), path


def test_the_page_of_every_work_says_what_was_written_and_no_more(hostile: Hostile) -> None:
    base = {at: Page.of(hostile.read(f"campaigns/{WORKS}/works/base-{at}/index.html")) for at in (0, 1)}
    wrong: list[str] = []
    titles = {folded(numbered(text, 0, at)) for at, text in hostile.strings.values()}
    for exchange in exchanges(hostile):
        name = exchange.names[1]
        plain = base[int(exchange.names[0][-1])]
        page = Page.of(hostile.read(f"campaigns/{WORKS}/works/{name}/index.html"))
        if page.elements != plain.elements:
            wrong.append(f"{name}: {set(page.elements) ^ set(plain.elements)}")
        wrong += exchange.agrees(plain.text, page.text, "text")
        wrong += exchange.agrees(plain.tab, page.tab, "title")
        wrong += exchange.agrees(plain.data, page.data, "data")
        for (where, one), (_, other) in zip(plain.values, page.values, strict=True):
            wrong += exchange.agrees(one, other, where)
        near = folded(page.neighbours)
        assert any(title in near for title in titles), name
    assert wrong == []


def test_the_lists_for_machines_say_the_same(hostile: Hostile) -> None:
    works = {work["id"]: work for work in json.loads(hostile.read(f"data/{WORKS}/works.json"))}

    def read(name: str) -> str:
        script = hostile.read(f"data/{WORKS}/{name}")
        assert not re.search("[<\u2028\u2029]", script)
        return script

    cards = {card["id"]: card for card in hall_rows(read)}
    assert works.keys() == cards.keys() == hostile.strings.keys()
    wrong: list[str] = []
    for exchange in exchanges(hostile):
        plain, name = exchange.names
        wrong += exchange.agrees(works[plain], works[name])
        wrong += exchange.agrees(cards[plain], cards[name])
    assert wrong == []


def test_every_card_of_the_gallery_says_the_same(hostile: Hostile) -> None:
    """Titles and descriptions of pictures, as the parsed pages have them; and no element more for any of them."""
    found: dict[str, str] = {}
    alts: set[str] = set()
    shapes: set[tuple[tuple[str, ...], ...]] = set()
    for path in sorted((hostile.site / f"campaigns/{WORKS}/gallery").rglob("index.html")):
        html = path.read_text(encoding="utf-8")
        for item in re.split(r'<li class="zb-work(?=[ "])', html)[1:]:
            card = Page.of('<li class="zb-work' + item[: item.index("</li>") + 5])
            name = next((value for where, value in card.values if where == "li.id"), None)
            if name is None:
                continue  # a leaf that stands in for works without pictures
            found[name.removeprefix("w-")] = card.text
            alts |= {value for where, value in card.values if where == "img.alt"}
            shapes.add(tuple(card.elements))
    assert found.keys() == hostile.strings.keys()
    assert len(shapes) <= SHAPES
    alt = text_paths(Entry).index("media.alt")
    for name, (at, text) in hostile.strings.items():
        assert folded(numbered(text, 0, at)) in found[name], name
        assert folded(numbered(text, alt, at)) in alts, name


def walls(hostile: Hostile, name: str) -> dict[str, Page]:
    """All pages of one campaign, by their address in it."""
    top = hostile.site / "campaigns" / name
    return {
        path.relative_to(top).as_posix(): Page.of(path.read_text(encoding="utf-8"))
        for path in sorted(top.rglob("*.html"))
    }


HARMLESS = {
    ("a", "href", "rel"), ("a", "class", "href"), ("wbr",), ("span", "class"), ("p",), ("p", "class"), ("h2",), ("h3",), ("h4",), ("h5",),
    ("h2", "class"), ("h3", "class"), ("h4", "class"), ("li",), ("a", "href"), ("b",), ("h2", "id"), ("h2", "class", "id"),
}  # fmt: skip
"""What our own pages make of words: links of addresses and numbers, lines kept together, levels of an official text."""


def test_the_pages_of_every_campaign_hold_no_element_of_a_string(hostile: Hostile) -> None:
    known = {
        element for page in walls(hostile, "2026-words-base").values() for element in page.elements
    } | HARMLESS
    for name in hostile.groups:
        for address, page in walls(hostile, name).items():
            assert set(page.elements) <= known, (name, address, set(page.elements) - known)
            for where, value in page.values:
                if where.endswith((".href", ".src", ".action")):
                    assert re.match(
                        r"(?:https?://|mailto:|tel:|\.\./|#|\?|[\w.-]+/|[\w.-]+\.\w+$|\./)", value
                    ), (name, where, value)


def test_every_free_text_of_a_campaign_is_on_its_pages(hostile: Hostile) -> None:
    """Where the harmless campaign shows a field, every other one shows its own, character for character."""
    missing: list[str] = []
    number_of = {path: number for number, path in enumerate(text_paths(Campaign))}
    base = _everything(walls(hostile, "2026-words-base"))
    visible = [path for path, number in number_of.items() if _closed(numbered(BASE, number, 0)) in base]
    assert len(visible) > len(number_of) * 4 // 5, sorted(set(number_of) - set(visible))
    for name, text in hostile.groups.items():
        said = _everything(walls(hostile, name))
        missing += [
            f"{name} {path}" for path in visible if _closed(numbered(text, number_of[path], 0)) not in said
        ]
    assert missing == []


def _everything(pages: dict[str, Page]) -> str:
    return _closed("".join(page.text + "".join(value for _, value in page.values) for page in pages.values()))


def _closed(text: str) -> str:
    return "".join(text.split())


def test_the_catalog_says_the_same(hostile: Hostile) -> None:
    listed = {one["id"]: one for one in json.loads(hostile.read("data/catalog.json"))["campaigns"]}
    wrong: list[str] = []
    for name, text in hostile.groups.items():
        exchange = Exchange(name, 0, text)
        exchange.names = ("2026-words-base", name)
        exchange.words = {
            folded(numbered(BASE, number, 0)): folded(numbered(text, number, 0))
            for number in range(len(text_paths(Campaign)))
        }
        exchange.pattern = re.compile("|".join(map(re.escape, sorted(exchange.words, key=len, reverse=True))))
        wrong += exchange.agrees(listed["2026-words-base"], listed[name])
    assert wrong == []


OF_AN_ENTRY = text_paths(Entry)


def test_what_no_field_takes_is_refused_at_its_line(tmp_path: Path) -> None:
    """As a character and, in quotation marks, as an escape: file, line, code."""
    folder = "campaigns/2024-small/entries/songs"
    files: dict[str, str] = {}
    for name, text in refused().items():
        if not name.startswith("surrogate"):
            files[f"{folder}/{name}/entry.yml"] = f"title: 夜班\n{RELEASED}statement: {text}\n"
        files[f"{folder}/{name}-escaped/entry.yml"] = (
            f"title: 夜班\n{RELEASED}statement: {json.dumps(text)}\n"
        )
    root = small_project(tmp_path, files)
    for sign in ("\ud800", "\udfff"):
        name = f"raw-{ord(sign):04x}"
        (root / folder / name).mkdir()
        data = f"title: 夜班\n{RELEASED}statement: 甲{sign}乙\n".encode("utf-8", "surrogatepass")
        (root / folder / name / "entry.yml").write_bytes(data)
        files[f"{folder}/{name}/entry.yml"] = ""
    found = {
        (p.place.file, p.code): p.place.line
        for p in errors(check(root).problems)
        if p.code in ("E107", "E109", "E110", "E117", "E139", "E206")
    }
    lines = {file: [line for (of, _), line in found.items() if of == file] for file in files}
    assert {file for file, told in lines.items() if 5 not in told} == set()


@pytest.mark.parametrize("field_", ["title", "statement", "text", "unit", "no", "recommended_by"])
def test_an_identity_number_in_a_string_is_refused_and_not_repeated(tmp_path: Path, field_: str) -> None:
    record = {"title": "夜班", field_: f"<b>{ID_NUMBER}</b>"}
    text = (
        "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in record.items())
        + RELEASED
    )
    root = small_project(tmp_path, {"campaigns/2024-small/entries/songs/0001/entry.yml": text})
    found = [p for p in check(root).problems if p.severity == "error"]
    assert {p.code for p in found} == {"E601"}
    assert ID_NUMBER not in "".join(p.what() + p.place.excerpt for p in found)


FORMS = {
    "phones: [0591-87715076, 139****0000]": 'phones: ["{}"]',
    'url: "http://example.cn/"': 'url: "{}"',
    "when: 2024-09": 'when: "{}"',
    "id: nomination\n": 'id: "{}"\n',
    "year: 2024": 'year: "{}"',
    "tier: city\nregion": 'tier: "{}"\nregion',
    "body: notices/launch.txt": 'body: "{}"',
    "max: 6min": 'max: "{}"',
    "lines: 4": 'lines: "{}"',
    "allocation: plan": 'allocation: "{}"',
    "media: [audio]\n": 'media: ["{}"]\n',
    "covers: [publication]": 'covers: ["{}"]',
    "count: 1": 'count: "{}"',
    "declared_total: [20]": 'declared_total: ["{}"]',
}
STRANGE = ("<script>", "javascript:zbHit=1", "http://a b/", "http://a\\@b/", "http://u:p@b/", "../../etc/passwd", "/etc/passwd", "{{ 7*7 }}", "9" * 400, "-1", "１２３", "٣٤", "a" * 400, "''", "#", "C:/x", "page", "%2e%2e/", "http://[::1", "0000-00-00", "9999-99-99", "1e9", "0x10")  # fmt: skip


@pytest.mark.parametrize("place", FORMS)
def test_a_field_with_a_form_of_its_own_refuses_at_its_line(tmp_path: Path, place: str) -> None:
    """Or, where the string is a sound value after all, shows it as it is."""
    for at, text in enumerate(STRANGE):
        yaml = changed(place, FORMS[place].format(text.replace("\\", "\\\\")))
        line = yaml[: yaml.index(FORMS[place].split("{}", maxsplit=1)[0])].count("\n") + 1
        root = small_project(tmp_path / str(at), yaml=yaml)
        found = errors(check(root).problems)
        told = {p.place.line for p in found if p.place.file.endswith("campaign.yml")}
        # a sound id that nobody refers to is told where the others are
        at_line = line in told or line + 1 in told or all(p.code.startswith("E30") for p in found)
        assert at_line, (text, [(p.code, p.place.line) for p in found])


def test_long_strings_are_in_every_field_too() -> None:
    """The five entries that share a long string leave no field without it."""
    long = [text for text in shown().values() if len(text) > LONGEST and text[-1].isdigit()]
    assert len(long) == 30
    for at in range(0, 30, 5):
        assert len({text[:-1] for text in long[at : at + 5]}) == 1
