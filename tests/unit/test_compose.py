"""Blocks and links of hand-written pages."""

from __future__ import annotations

import pytest

from generator.compose import ComposeError, assemble, compose
from generator.frame import cut
from generator.site import Asset, Page, Site

FRAME = "<title><!--zb:title--></title><!--zb:head--><a href='../x'><!--zb:body--><!--zb:tail-->"


def block(name: str, argument: str, root: str) -> str:
    if name == "gone":
        raise KeyError(name)
    return f"<div>{name}|{argument}|{root}|[[raw]]</div>"


SITE = Site(links={"c/s": "campaigns/c/projects/s/", "c/p": "campaigns/c/#part", "top": ""}, block=block)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("<p>[[a]]</p>", "<div>a||../|[[raw]]</div>"),
        ("<p>\n[[a:x/y&amp;z ]]\n</p>", "<div>a|x/y&z|../|[[raw]]</div>"),
        (
            "<p>[[a]]\n[[b:1]]<br />\n[[c]]</p>",
            "<div>a||../|[[raw]]</div>\n<div>b|1|../|[[raw]]</div>\n<div>c||../|[[raw]]</div>",
        ),
        ('<a href="campaign:c/s">', '<a href="../campaigns/c/projects/s/">'),
        ('<a href="campaign:c/s#top">', '<a href="../campaigns/c/projects/s/#top">'),
        ('<a href="campaign:c/p">', '<a href="../campaigns/c/#part">'),
        ('<a href="campaign:c/p#other">', '<a href="../campaigns/c/#other">'),
        ("<a class='x' href='campaign:top'>", "<a class='x' href='../'>"),
        ('<code>[[a]]</code><pre>[[a]] <a href="campaign:no"></pre><!-- [[a]] -->', None),
        ("<p>[1] [[A]] [[中文]] [x](y)</p>", None),
    ],
)
def test_what_is_asked_for_is_filled_in(text: str, made: str | None) -> None:
    assert compose(text, root="../", site=SITE) == (text if made is None else made)


def test_all_faults_come_at_once_and_name_the_page() -> None:
    pages = {
        "about/index.html": '<p>[[gone:1]]</p><p>请看 [[a]]</p><a href="campaign:no/such#x">',
        "index.html": "<p>[[gone]]</p>",
    }
    with pytest.raises(ComposeError) as caught:
        assemble(cut(FRAME), pages, SITE)
    assert [(f.path, f.kind, f.text) for f in caught.value.faults] == [
        ("about/index.html", "block", "[[gone:1]]"),
        ("about/index.html", "place", "[[a]]"),
        ("about/index.html", "link", "campaign:no/such"),
        ("index.html", "block", "[[gone]]"),
    ]
    assert len(str(caught.value).splitlines()) == 4
    assert "单独成一段" in str(caught.value)


def test_a_site_is_its_content_its_pages_and_its_assets() -> None:
    site = Site(
        pages=(Page(path="a/b/index.html", title="t", body="b"),), assets=(Asset(path="d.json", data=b"1"),)
    )
    assert list(assemble(cut(FRAME), {"index.html": "页"}, site)) == [
        ("index.html", "页".encode()),
        ("a/b/index.html", b"<title>t</title><a href='../../x'>b"),
        ("d.json", b"1"),
    ]
