"""Links (acceptance row A4): every form of a link is followed to the right file."""

from __future__ import annotations

import pytest

from generator.leaks.sought import Sought
from generator.verify.links import target_of
from generator.verify.pages import PageReader
from tests.links import link_faults

PAGE = "campaigns/c/works/w/index.html"


@pytest.mark.parametrize(
    ("page", "link", "target"),
    [
        (PAGE, "", PAGE),
        (PAGE, "#main", PAGE),
        (PAGE, "./", PAGE),
        (PAGE, "../", "campaigns/c/works/index.html"),
        (PAGE, "..", "campaigns/c/works/index.html"),
        (PAGE, "../v/", "campaigns/c/works/v/index.html"),
        (PAGE, "../../../../", "index.html"),
        (PAGE, "../../../..", "index.html"),
        (PAGE, "../../../../a%20b.css?v=1#x", "a b.css"),
        (PAGE, "x/../y/", "campaigns/c/works/w/y/index.html"),
        (PAGE, "../../../../../", "../index.html"),
        (PAGE, "/top/", "/top/index.html"),
        (PAGE, "https://example.org/", None),
        (PAGE, "//example.org/", None),
        (PAGE, "/\\example.org/", None),
        (PAGE, "\\\\example.org/", None),
        (PAGE, " \thttps://example.org/", None),
        (PAGE, "tel:12351", None),
        (PAGE, "..\\v/?a=\\#\\", "campaigns/c/works/v/index.html"),
        (PAGE, "\n../v\t/ ", "campaigns/c/works/v/index.html"),
        ("index.html", "./", "index.html"),
        ("index.html", "campaigns/", "campaigns/index.html"),
        ("index.html", "../", "../index.html"),
        ("plain.html", "assets/a.css", "assets/a.css"),
    ],
)
def test_where_a_link_leads(page: str, link: str, target: str | None) -> None:
    assert target_of(page, link) == target


def test_every_attribute_that_names_a_file_is_followed() -> None:
    html = (
        '<a href="a/">1</a><img src=b.png srcset="c.png 1x, d.png 2x" alt><video poster=\'e.webp\'>'
        '<meta http-equiv="refresh" content="0; url=f/"><a title="a > b" href="g&amp;h/">2</a>'
    )
    page = PageReader(Sought()).read(html.encode())
    assert page.redirect
    assert set(page.links) == {"a/", "b.png", "c.png", "d.png", "e.webp", "f/", "g&h/"}


def test_pages_that_lead_to_each_other_only_are_reached_by_nobody() -> None:
    reader = PageReader(Sought())
    pages = {
        "index.html": reader.read(b'<a href="a/">a</a>'),
        "a/index.html": reader.read(b'<a href="../">home</a>'),
        "b/index.html": reader.read(b'<a href="../c/">c</a>'),
        "c/index.html": reader.read(b'<a href="../b/">b</a>'),
    }
    faults = [(fault.code, fault.page) for fault in link_faults(pages, pages.keys())]
    assert faults == [("E904", "b/index.html"), ("E904", "c/index.html")]


def test_an_anchor_is_where_a_browser_finds_one() -> None:
    reader = PageReader(Sought())
    pages = {
        "index.html": reader.read(
            b'<a href="#top">1</a><a href="a/#old">2</a><a href="a/#new">3</a><a href="a/#no">4</a>'
        ),
        "a/index.html": reader.read(b'<a name="old"></a><p id="new"></p><p name="no"></p>'),
    }
    assert [(fault.code, fault.link) for fault in link_faults(pages, pages.keys())] == [("E902", "a/#no")]
