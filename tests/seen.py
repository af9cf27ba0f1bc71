"""What the pages of a built site show, read with a parser of its own (lxml): the truth that a search is held against."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html

NOTICE, PROJECT, CONTACT, WORK = range(4)
_PHRASING = set("a abbr b bdi cite code del em i ins mark s small span strong sub sup time u wbr".split())  # noqa: SIM905
_CONTROLS = {"svg", "button", "script", "style", "noscript", "select", "audio", "video", "dialog"}
_END = "\x1e"


@dataclass(frozen=True)
class Shown:
    """One thing that may be found: its kind, where it leads, the lines it shows, folded."""

    kind: int
    address: str
    lines: tuple[str, ...]

    def shows(self, query: str) -> bool:
        """Whether each word stands in one of the lines; a telephone number may stand there with or without its hyphen."""
        return all(
            any(word in line or bare(word) in bare(line) for line in self.lines)
            for word in map(fold, query.split())
        )


def fold(text: str) -> str:
    """Width, case and blanks folded."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def bare(text: str) -> str:
    """Without the hyphen after an area code."""
    return re.sub(r"(?<!\d)(0\d\d\d?)[-‐-―−]+(?=\d)", r"\1", text) if "0" in text else text


def found(shown: list[Shown], query: str) -> list[list[str]]:
    """The addresses of everything that shows all words, by kind, sorted."""
    hits = [one for one in shown if query.split() and one.shows(query)]
    return [sorted(one.address for one in hits if one.kind == kind) for kind in range(4)]


def everything(site: Path) -> list[Shown]:
    """All notices, sub-projects, contacts and works of a site, as its pages show them."""
    return [
        *(
            Shown(NOTICE, address, _lines(page.find_class("zb-doc")))
            for address, page in _pages(site, "notices/*")
        ),
        *(Shown(PROJECT, address, _project(page)) for address, page in _pages(site, "projects/*")),
        *(one for address, page in _pages(site, "contacts") for one in _contacts(address, page)),
        *(
            Shown(WORK, address, _work(page))
            for address, page in _pages(site, "works/*")
            if page.find_class("zb-piece")
        ),
    ]


def _pages(site: Path, below: str) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted(site.glob(f"campaigns/*/{below}/index.html")):
        page = html.document_fromstring(path.read_text(encoding="utf-8"))
        if page.find_class("zb-crumbs"):  # not the sign at a former address
            yield path.parent.relative_to(site).as_posix() + "/", page


def _project(page: html.HtmlElement) -> tuple[str, ...]:
    main = page.get_element_by_id("main")
    for other in (
        *main.iter("nav"),
        *main.find_class("zb-sample"),
        *main.xpath(".//*[@aria-labelledby='works']"),
    ):
        other.drop_tree()
    return _lines([main])


def _contacts(address: str, page: html.HtmlElement) -> Iterator[Shown]:
    """Everybody in the tables, with the row they stand in; who stands there for a tier above is that tier's."""
    for row in page.xpath("//tr[@data-zb-row]"):
        heading = row.xpath("ancestor::table/preceding::h3[1]")[0]
        if (heading.get("id") or "").startswith("upper-"):
            continue
        for person in row.find_class("zb-person"):
            for file in person.find_class("zb-file"):  # a thing to take along, not a fact about the person
                file.drop_tree()
            yield Shown(CONTACT, address, (*_lines(row.xpath("th|td[1]")), *_lines([person], apart=True)))


def _work(page: html.HtmlElement) -> tuple[str, ...]:
    """Title, number, sub-project, awards, the unit under the author, and the names and units among the credits."""
    piece = page.find_class("zb-piece")[0]
    for tag in piece.find_class("zb-kicker")[0].find_class("zb-tag"):
        tag.drop_tree()
    names: list[str] = []
    for term in piece.xpath(".//dl[contains(@class, 'zb-credits')]/dt"):
        if term.text_content() not in ("形式", "人工智能", "平台"):
            names += re.split("[、（）]", term.getnext().text_content())
    for unit in piece.find_class("zb-author__unit"):
        names += unit.text_content().split("、")
    lines = (
        *_lines(piece.xpath(".//h1")),
        *_lines(piece.find_class("zb-kicker"), apart=True),
        *_lines(piece.xpath(".//*[contains(@class, 'zb-award')]/*[contains(@class, 'zb-slip')]")),
        *map(fold, names),
    )
    return tuple(line for line in lines if line and line != "等")


def _lines(elements: list[html.HtmlElement], *, apart: bool = False) -> tuple[str, ...]:
    """The visible lines of elements; `apart`: pieces of one line count by themselves, as numbers beside each other do."""
    texts: list[str] = []

    def walk(element: html.HtmlElement) -> None:
        end = _END if apart or element.tag not in _PHRASING else ""
        texts.extend((end, element.text or ""))
        for child in element:
            if isinstance(child.tag, str) and not _unseen(child):
                walk(child)
            texts.append(child.tail or "")
        texts.append(end)

    for element in elements:
        walk(element)
    return tuple(line for line in map(fold, "".join(texts).split(_END)) if line)


def _unseen(element: html.HtmlElement) -> bool:
    classes = (element.get("class") or "").split()
    return element.tag in _CONTROLS or "hidden" in element.attrib or "zb-sr" in classes or "zb-js" in classes
