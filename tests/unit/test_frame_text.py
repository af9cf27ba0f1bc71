"""Cutting, shifting and pasting the frame, as text alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.frame import FrameError, cut, links_in, root_of, shift
from generator.site import Page

FRAME = """<!doctype html><html><head><title><!--zb:title-->｜站</title>
<script src="../a.js"></script><script>var s = '<a href="../not-a-link">';</script>
<script id="__config" type="application/json">{"base": "..", "search": "../assets/w.js", "x": "../y"}</script>
<!-- <a href="../comment"> --><!--zb:head--></head><body>
<a href='../one/#two' title=" src=../not">1</a><a href=..>2</a><a href="../">3</a><a href="..">4</a><a href="../#top">5</a>
<nav><a href="../campaigns/" data-zb-column="campaigns">a</a><a data-zb-column="home x" href="../">b</a></nav>
<img src="../i.webp" srcset="../i.webp 400w, ../j.webp 800w, data:image/gif;base64,R0 1x"><video poster="../p.webp"></video>
<form action="../search/"></form><a href="https://a.cn/../x"></a><a href="#main"></a><a href="mailto:a@b.cn"></a>
<a href="tel:12351"></a><a href="/root"></a><a href="//host/x"></a><a href="?q"></a><a href=""></a>
<main><!--zb:body--></main><!--zb:tail--></body></html>"""


def test_depth_one_is_the_text_itself() -> None:
    assert cut(FRAME).html == FRAME
    assert cut(FRAME).at(1).html == FRAME


@pytest.mark.parametrize(
    ("url", "depth", "moved"),
    [
        ("..", 0, "."),
        ("../", 0, "./"),
        ("../x/y", 0, "x/y"),
        ("../#t", 0, "./#t"),
        ("..#t", 0, ".#t"),
        ("..", 3, "../../.."),
        ("../", 2, "../../"),
        ("../x/", 2, "../../x/"),
        ("../../up", 1, "../../up"),
        ("#x", 4, "#x"),
        ("", 4, ""),
        ("/x", 4, "/x"),
        ("data:,", 4, "data:,"),
        ("TEL:1", 4, "TEL:1"),
    ],
)
def test_addresses_move_with_the_depth(url: str, depth: int, moved: str) -> None:
    assert shift(url, depth) == moved


@pytest.mark.parametrize("url", ["x.css", "./x", ".", "...", "..x/"])
def test_addresses_inside_the_frames_own_folder_are_refused(url: str) -> None:
    with pytest.raises(FrameError, match="根目录"):
        shift(url, 2)


@pytest.mark.parametrize("depth", [0, 2, 6])
def test_every_link_moves_and_nothing_else(depth: int) -> None:
    up = "../" * depth
    moved = cut(FRAME).at(depth).html
    for old in ("a.js", "assets/w.js", "one/#two", "campaigns/", "i.webp", "j.webp", "p.webp", "search/"):
        assert f"../{old}" in FRAME
        assert f"{up}{old}" in moved
        assert moved.count(old) == FRAME.count(old)
    assert f'"base": "{up[:-1] or "."}"' in moved
    for kept in (
        "'<a href=\"../not-a-link\">'",
        '"x": "../y"',
        "../comment",
        "src=../not",
        "https://a.cn/../x",
        "//host/x",
    ):
        assert kept in moved
    assert cut(FRAME).at(depth).at(1).html == FRAME


def test_a_page_is_pasted_escaped_and_in_place() -> None:
    page = Page(
        path="a/b/index.html",
        title="<b>&",
        head="<h>",
        body="<!--zb:tail--><a href='../x'>",
        tail="<t>",
        column="x",
    )
    text = cut(FRAME).paste(page)
    assert "<title>&lt;b&gt;&amp;｜站</title>" in text
    assert '<!-- <a href="../comment"> --><h></head>' in text
    assert "<main><!--zb:tail--><a href='../x'></main><t></body>" in text
    assert '<a href="../../campaigns/">a</a><a aria-current="page" href="../../">b</a>' in text


def test_columns_are_known_and_absent_ones_mark_nothing() -> None:
    frame = cut(FRAME)
    assert frame.columns == {"campaigns", "home", "x"}
    assert "aria-current" not in frame.paste(Page(path="x.html", title="", body="", column="other"))
    assert "data-zb-column" not in frame.paste(Page(path="x.html", title="", body=""))


@pytest.mark.parametrize("name", ["title", "head", "body", "tail"])
def test_a_missing_or_doubled_marker_is_refused(name: str) -> None:
    marker = f"<!--zb:{name}-->"
    with pytest.raises(FrameError, match="出现了 0 次"):
        cut(FRAME.replace(marker, ""))
    with pytest.raises(FrameError, match="出现了 2 次"):
        cut(FRAME.replace(marker, marker * 2))


def test_a_marker_in_a_script_is_refused() -> None:
    with pytest.raises(FrameError, match="脚本"):
        cut(FRAME.replace("<!--zb:tail-->", "<script>'<!--zb:tail-->'</script>"))


def test_links_are_found_unescaped() -> None:
    assert list(links_in('<a href="../a?x=1&amp;y=2"><img srcset="a.png, b.png 2x">')) == [
        "../a?x=1&y=2",
        "a.png",
        "b.png",
    ]


def test_the_way_to_the_root() -> None:
    assert [root_of(p) for p in ("index.html", "a/index.html", "a/b/c.html")] == ["./", "../", "../../"]


@given(title=st.text(), body=st.text(), depth=st.integers(0, 8))
def test_whatever_is_pasted_comes_out_whole(title: str, body: str, depth: int) -> None:
    text = cut(FRAME).paste(Page(path="d/" * depth + "index.html", title=title, body=body))
    assert f"<main>{body}</main>" in text
    assert text.count("</title>") == 1 or "</title>" in body
