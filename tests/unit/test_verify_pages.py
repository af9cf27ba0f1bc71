"""What pages and files of the site must not have: seen in every form a browser takes, and nowhere else."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from generator.leaks.scan import scan_text
from generator.leaks.sought import Sought
from generator.verify.memory import Memory, keep, policy_name, recall
from generator.verify.pages import Document, PageReader
from generator.verify.purity import foreign_hosts, unruly_file
from tests.factories import ID_NUMBER, MOBILE
from tests.links import link_faults

FRAME = "<!doctype html>\n<html>\n<body>\n{}\n</body>\n</html>\n"


def read(html: str, frame: str = FRAME) -> Document:
    return PageReader(Sought()).read(frame.format(html).encode())


def codes(html: str) -> set[str]:
    """Everything found on one page of a site that has `a.html` besides."""
    page = read(html)
    faults = {fault.code for fault in link_faults({"index.html": page}, {"index.html", "a.html"})}
    return faults | {one.code for one in page.impure}


@pytest.mark.parametrize(
    "html",
    [
        '<a title="x>\ny" href="javascript:alert(1)">x</a>',
        '<a title="x>\n>\n>\n>\n>\n>\n>\n>\n>\n>\n>\n>\ny" href="javascript:alert(1)">x</a>',
        "<a title='\">\n' href='javascript:alert(1)'>x</a>",
        '<a\n  class="b"\n  title=">\n"\n  href="javascript:alert(1)">x</a>',
        '<a title=x" href="javascript:alert(1)">x</a>',
        '<a foo"bar href="javascript:alert(1)">x</a>',
        '<a x=a>\n<b title=\'" \' id=c><a href="javascript:alert(1)">x</a>',
        '<a\thref = "javascript:alert(1)">x</a>',
        "<a href=javascript:alert(1)>x</a>",
        '<a/href="javascript:alert(1)">x</a>',
        '<a href="javascript:alert(1)" href="a.html">x</a>',
        '<a é href="javascript:alert(1)">x</a>',
        "<a_b:c href=javascript:1>x</a_b:c>",
        '<a href="&#1;java&Tab;script&colon;alert(1)">x</a>',
        '<a href="\x01 java\nscript\x0b:alert(1)">x</a>',
        '<a href="\u00a0\u200bJAVASCRIPT :alert(1)">x</a>',
        '<a href="vbscript:x">x</a>',
        '<a href="a.html" ping="javascript:x">x</a>',
        '<button formaction="javascript:x">x</button>',
        '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
        '<svg><use href="data:image/svg+xml,x"/></svg>',
        '<svg><set attributeName="href" to="javascript:alert(1)"/></svg>',
        '<svg><animate attributeName="xlink:href" values="a.html;javascript:alert(1)"/></svg>',
        '<svg><animate attributeName="href" from="javascript:alert(1)"/></svg>',
        '<meta http-equiv=" refresh " content="0;url = javascript:alert(1)">',
        '<q cite="javascript:x">x</q>',
    ],
)
def test_an_address_that_runs_code_is_seen(html: str) -> None:
    assert "E907" in codes(html)


@pytest.mark.parametrize(
    "html",
    [
        '<img alt=">\n" src="https://example.org/x.png">',
        '<img src="https&colon;//example.org/x.png">',
        '<img srcset="data:image/png;base64,AA 1x,https://example.org/y.png 2x">',
        '<script src="/\\example.org/x"></script>',
        '<script src="\\\\example.org/x"></script>',
        '<script src="/\t/example.org/x"></script>',
        '<script src="\x02https:example.org/x"></script>',
        '<svg><image xlink:href="https://example.org/x.png"/></svg>',
        '<svg><use xlink:href="//example.org/x.svg#a"/></svg>',
        '<svg><filter><feImage href="https://example.org/x"/></filter></svg>',
        '<svg><set attributeName="href" to="https://example.org/x"/></svg>',
        '<svg><rect fill="url(https://example.org/a#b)"/></svg>',
        "<svg><rect filter=\"url( '//example.org/a#b' )\"/></svg>",
        '<svg><rect mask="u\\72l(\\2f\\2f example.org/a)"/></svg>',
        '<p clip-path="url(https://example.org/a)"></p>',
        '<a ping="a.html https://example.org/" href="a.html">x</a>',
        '<form action="//example.org/"></form>',
        '<button formaction="https://example.org/">x</button>',
        '<link href="https://example.org/x.css">',
        '<link rel="" href="https://example.org/x.css">',
        '<link rel="alternate stylesheet" href="https://example.org/x.css">',
        "<meta http-equiv=refresh content=0;https://example.org/>",
        '<meta http-equiv="re&#102;resh" content="0, URL = \'https://example.org/\'">',
        '<meta content="5; url=//example.org/" http-equiv="\tRefresh">',
        '<table background="https://example.org/x.png"></table>',
    ],
)
def test_what_another_host_would_serve_is_seen(html: str) -> None:
    assert "E905" in codes(html)


@pytest.mark.parametrize(
    "html",
    [
        '<img alt=">\n" src=a.html onerror="alert(1)">',
        '<p title="a>\nb" style="color:red">',
        '<script src="">alert(1)</script>',
        "<script src>alert(1)</script>",
        "<script\n>alert(1)</script>",
        '<script type="application/ld+json"><!--<script></script><p></p></script>',
        '<svg><set attributeName="onclick" to="1"/></svg>',
        "<svg/onload=alert(1)>x</svg>",
        '<p srcdoc="x">',
        '<base href="a.html">',
        '<meta http-equiv="set-cookie" content="a=b">',
        "<svg><title><img src=x onerror=1></title></svg>",
        "<svg><textarea><img src=x onerror=1></textarea></svg>",
        "<svg><desc><div></svg></div></desc><p></p></svg>",
        "<svg>\n<rect>\n<title><p>\n</title></svg>",
        "<svg><foreignObject>x</foreignObject></svg>",
        '<noscript><p title="</noscript><b id=x>"></noscript>',
        "<textarea>x",
        "<svg><rect>",
        "<p title='",
        '<p title="x>\n<b>\n</b>',
    ],
)
def test_code_and_what_is_left_open_is_seen(html: str) -> None:
    assert "E906" in codes(html)


@pytest.mark.parametrize("end", ["<img src=x", "<p title=", '<p title="', "</p", "<iframe"])
def test_a_tag_left_open_at_the_very_end_is_seen(end: str) -> None:
    assert [one.code for one in read(end, "<p>\n{}").impure] == ["E906"]


@pytest.mark.parametrize(
    "html",
    [
        "<!-- x",
        "<!-- x\n--",
        "<!-->",
        "<!--->",
        "<!-- x --!>",
        "<! x>",
        "<?php x ?>",
        "</ x>",
        "<![CDATA[x]]>",
        "<!-- a>\nb>\nc -->",
    ],
)
def test_a_comment_is_seen(html: str) -> None:
    assert "E911" in codes(html)


@pytest.mark.parametrize("comment", ["<!-->", "<!--->", "<!-- --!>", "<!x>"])
def test_what_stands_behind_a_comment_is_read(comment: str) -> None:
    assert {"E906", "E901", "E911"} <= codes(f"{comment} <script>1</script><a href=b.html>x</a> -->")


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#top">x</a><a href="#TOP">x</a><a href="#">x</a><a href="">x</a>',
        '<a name="foo"></a><a href="#foo">x</a>',
        '<a name="foo" id="foo"></a><a href="#foo:~:text=x">x</a>',
        '<textarea><img src="nope.png"><p id=main><p id=main></textarea>',
        "<title><script>1</script></title>",
        "<xmp>\n<a href=nope/>\n<p onclick=1>\n</xmp>",
        '<script type=" application/LD+json ">{"a": "<a href=nope/>",\n"b": "<b>\n"}</script>',
        '<a href="./a.html"\n>x</a>',
        '<a href=" a.html\n">x</a><a href="./x\\..\\a.html">x</a>',
        '<a title="1 > 0" href="https://example.org/">x</a>',
        '<a href="//example.org/">x</a><a href="/\\example.org/">x</a><a href="\\\\example.org">x</a>',
        '<link rel="ALTERNATE" href="https://example.org/">',
        '<img src="data:image/png;base64,AA//" srcset="data:image/png;base64,AA 1x, a.html 2x">',
        '<svg viewBox="0 0 1 1"><title>x</title>\n<path d="M0 0">\n</path><rect fill="url(#a)"/>\n</svg>',
        '<svg><animate attributeName="opacity" values="0;1" from="0" to="1"/></svg>',
        '<meta http-equiv="refresh" content="5">',
        "<p>1 < 2, a<1, <3, & x</>",
        '<p data-x="https://example.org/" title="javascript: x">x</p>',
    ],
)
def test_what_is_right_is_left_alone(html: str) -> None:
    assert codes(html) == set()


def test_a_torn_chunk_is_read_the_same_every_time_and_what_follows_it_too() -> None:
    reader = PageReader(Sought())
    html = FRAME.format(
        '<img alt="a>\nb" src="x.png">\n<p id="one">\n<svg>\n<path>\n</svg>\n<p id="two">'
    ).encode()
    pages = [reader.read(html) for _ in range(3)]
    assert pages == [pages[0]] * 3
    assert pages[0].links == ("x.png",)
    assert pages[0].ids == {"one", "two"}
    assert pages[0].impure == ()


def test_leaks_are_found_in_torn_chunks_and_across_comments() -> None:
    reader = PageReader(Sought(words={"不公开的作品标题": "x"}))
    for html in (
        '<p title="a>\n不公开的作品标题">',
        "<p>不公开<!-- > -->的作品标题</p>",
        "<p title='\n不公开的作品标题",
    ):
        assert [leak.kind for leak in reader.read(FRAME.format(html).encode()).leaks] == ["word"], html


def test_an_id_given_twice_in_one_tag_counts_once_and_as_the_first() -> None:
    page = read('<p id="a" id="b"></p><p id="b"></p>')
    assert page.ids == {"a", "b"}
    assert page.doubled == ()
    assert read("<p id=a></p>\n<p ID='a'></p>").doubled == ("a",)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.css", '@import "//example.org/x.css"'),
        ("a.css", "b{background:url(//\\65xample.org/a)}"),
        ("a.css", "b{background:url(\\68ttps://example.org/a)}"),
        ("a.css", 'b{background:url("\\2f\\2f example.org")}'),
        ("a.css", "b{background:url(/\\\\example.org)}"),
        ("a.css", "b{background:url(//intranet)}"),
        ("a.css", "b{background:url(https://[2001:db8::1]/x)}"),
        ("a.css", '.a{content:"/*"}b{background:url(//example.org)}/* */'),
        ("a.css", "@import url(//example.org)"),
        ("a.css", "@import 'https://example.org';"),
        ("a.CSS", "@import url(http://1.2.3.4);"),
        ("a.js", 'fetch("https:\\/\\/example.org")'),
        ("a.js", 'fetch("\\x2f\\u002fexample.org")'),
        ("a.js", "fetch(`//user@example.org:80`)"),
        ("a.js", '"ht"+"tps://example.org/"'),
        ("a.js", 'x = /"/; fetch("//example.org/")'),
        ("a.js", "// see\nlocation = 'https://example.org"),
        ("data/x.js", 'fetch("//example.org")'),
        ("a.svg", '<image href="https&#58;//example.org/x"/>'),
    ],
)
def test_a_host_is_found_however_it_is_written(name: str, text: str) -> None:
    assert len(list(foreign_hosts(name, text.encode()))) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.css", "/* 见 https://example.org/ */ b{}\n/* //example.org"),
        ("a.css", 'b{background:url(a.png)}\n/* "quoted" */ @import "b.css";'),
        (
            "a.js",
            "// 见 https://example.org/\nx();// y\n/* //example.org */ a.replace(/\\s/, '/') // z.example",
        ),
        ("a.js", 'x = "http://www.w3.org/2000/svg"; y = a / b / c; z = {http:foo}'),
        (
            "a.svg",
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.example.org/i"><path d="M0"/></svg>',
        ),
        ("data/c/gallery.js", '[{"url": "https://example.org"}]'),
        ("data/c/gallery-12.js", '[{"url": "https://example.org"}],12'),
        ("a.json", '"https://example.org"'),
    ],
)
def test_a_host_that_is_not_asked_is_no_fault(name: str, text: str) -> None:
    assert list(foreign_hosts(name, text.encode())) == []


XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'
RUN = (
    "htm",
    "HTM",
    "xhtml",
    "xht",
    "shtml",
    "mht",
    "php",
    "asp",
    "jsp",
    "cgi",
    "hta",
    "swf",
    "wasm",
    "xsl",
    "HTML",
    "svgz",
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *((f"a.{one}", "") for one in RUN),
        *((one, "") for one in ("_redirects", "_worker.js", "x/.htaccess", "a.php.txt")),
        ("a.svg", "<svg><script>1</script></svg>"),
        ("a.svg", "<s:svg><s:script>1</s:script></s:svg>"),
        ("a.svg", "<svg onload = '1'/>"),
        ("a.SVG", "<svg\nonload='1'/>"),
        ("a.svg", "<svg><foreignObject/></svg>"),
        ("a.svg", '<!DOCTYPE svg [<!ENTITY x "y">]><svg>&x;</svg>'),
        ("a.svg", '<?xml version="1.0" encoding="utf-7"?><svg/>'),
        ("a.xml", '<?xml-stylesheet href="a.xsl"?><a/>'),
        ("a.xml", XHTML),
    ],
)
def test_a_file_that_is_run_is_seen(name: str, text: str) -> None:
    assert {one.code for one in unruly_file(name, text.encode())} == {"E906"}


def test_a_drawing_is_read_in_every_encoding() -> None:
    assert [one.code for one in unruly_file("a.svg", "\ufeff<svg><script/></svg>".encode("utf-16-le"))] == [
        "E906"
    ]
    assert [one.code for one in unruly_file("a.svg", "<svg><script/></svg>".encode("utf-16-le"))] == ["E906"]
    assert [one.code for one in unruly_file("a.svg", b'<a href="java&#115;cript&#x3a;1"/>')] == ["E907"]


@pytest.mark.parametrize(
    "text",
    [
        '<feed><link rel="alternate" href="javascript:1"/></feed>',
        "<feed><entry><link href = 'java&#115;cript&#x3a;1'/></entry></feed>",
        '<feed xmlns:x="y"><x:a x:href="&#10;JavaScript:1"/></feed>',
        "<urlset><url><loc>javascript:1</loc></url></urlset>",
        "<feed><a:icon\nx='1'> java<!-- x -->script:1</a:icon></feed>",
        "<rss><link><![CDATA[javascript:1]]></link></rss>",
    ],
)
def test_a_feed_leads_to_no_script(text: str) -> None:
    assert [one.code for one in unruly_file("notices/feed.xml", text.encode())] == ["E907"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("feed.xml", "<feed><title>javascript:1</title><category term='javascript:1'/></feed>"),
        ("feed.xml", '<feed><summary>&lt;a href="javascript:1"> id>javascript:1</summary></feed>'),
        (
            "a.svg",
            '<svg xmlns="http://www.w3.org/2000/svg"><title>description on = x</title><path d="M0"/></svg>',
        ),
        ("sitemap.xml", '<urlset xmlns:xhtml="http://www.w3.org/1999/xhtml"><xhtml:link href="/"/></urlset>'),
        ("feed.xml", '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://example.org/"/></feed>'),
        ("index.html", ""),
        ("jar", ""),
        ("_headers", ""),
        ("ASP.NET 说明.pdf", ""),
        ("a.txt", "<script>"),
    ],
)
def test_a_file_that_is_only_read_is_no_fault(name: str, text: str) -> None:
    assert list(unruly_file(name, text.encode())) == []


def test_what_is_remembered_has_a_policy(tmp_path: Path) -> None:
    policy = policy_name(Sought(), 300_000)
    assert policy == policy_name(Sought(), 300_000)
    assert policy != policy_name(Sought(), 300_001)
    assert policy != policy_name(Sought(words={"不公开的作品标题": "x"}), 300_000)
    known = Memory(files={"index.html": "1" * 64, "a.txt": "2" * 64}, books="3")
    known.states, known.ties = {"index.html": (1, 2, 3, 4)}, {"index.html": "*0"}
    known.targets, known.common, known.parents = ["a.txt"], frozenset({"b.html"}), {"index.html": ""}
    keep(tmp_path / "verified", "clean", policy, known)
    assert recall(tmp_path / "verified", "clean", policy) == known
    assert recall(tmp_path / "verified", "preview", policy) == Memory()
    assert recall(tmp_path / "verified", "clean", "another") == Memory()
    whole = (tmp_path / "verified/clean.json").read_bytes()
    (tmp_path / "verified/clean.json").write_bytes(whole.replace(b"a.txt", b"b.txt", 1))
    assert recall(tmp_path / "verified", "clean", policy) == Memory()


VALUES = [
    '<a title="{}" href="a.html">x</a>',
    '<p class="{}">x</p>',
    "<p><b>{}</b></p>",
    '<script type="application/ld+json">{{"a": "{}"}}</script>',
    '<svg><title>{}</title><path d="M0"/></svg>',
    "<p title='x=\"{}\" y'>x</p>",
    "<p title='x>{}<b>'>x</p>",
    "<p>x</p title='>{}<b>'>",
    '<p title="a" title="{}">x</p>',
    "<textarea>{}</textarea>",
    "{}</p>",
]
SAID = [
    "y",
    "' onclick='1",
    "y> onclick=1 z",
    "<b onclick=1>",
    "<!-- y -->",
    "</script><b onclick=1>",
    "</textarea><b onclick=1>",
    "'><b onclick=1>",
    ID_NUMBER,
    f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}",
    f"{ID_NUMBER[:6]}</b><b>{ID_NUMBER[6:]}",
    "".join(f"&#{ord(one)};" for one in MOBILE),
    "".join(f"%{ord(one):02x}" for one in MOBILE),
    "".join(f"\\u{ord(one):04x}" for one in MOBILE),
    "".join(chr(ord(one) + 0xFEE0) for one in MOBILE),
    MOBILE[:5] + "\u200b" + MOBILE[5:],
    base64.b64encode(f"电话 {MOBILE} 电话".encode()).decode(),
    "不公开的作品标题",
    "不公\u3000开的 作\n品标题",
    "不公开</b><b>的作品标题",
    "秘密（内部），代号：Ａ",
    "秘密(内部),代号:A",
    "secret-name-x",
    'the "quoted" word',
    "the &#34;quoted&#34; word",
    "x\x01y",
    f"={MOBILE}",
    f'="{MOBILE}',
    f"../../{MOBILE}/",
    f"../{base64.b64encode(MOBILE.encode()).decode()}",
    "../..secret-name-x",
]


@pytest.mark.parametrize("html", VALUES)
@pytest.mark.parametrize("said", SAID)
def test_a_page_of_a_known_shape_is_judged_as_if_it_were_the_first(html: str, said: str) -> None:
    """Whatever is said where others said something harmless: a reader that knows the shape sees what another one sees."""
    words = ("不公开的作品标题", "秘密（内部），代号：Ａ", "secret-name-x", 'the "quoted" word')
    sought = Sought.of(words=dict.fromkeys(words, "x"))
    reader = PageReader(sought)
    for harmless in ("k", "l", "m", "甲"):
        reader.read(FRAME.format(html.format(harmless)).encode())
    page = FRAME.format(html.format(said)).encode()
    told, first = reader.read(page), PageReader(sought).read(page)
    assert set(told.leaks) == set(first.leaks)
    assert (told.ids, set(told.links), told.doubled) == (first.ids, set(first.links), first.doubled)
    assert set(told.impure) == set(first.impure)


@pytest.mark.parametrize("word", ["../hidden/notes", "/hidden/notes", "./hidden", "=hidden1", '="hidden'])
@pytest.mark.parametrize("html", VALUES[:4])
def test_a_word_may_begin_in_what_stands_before_a_value(html: str, word: str) -> None:
    sought = Sought.of(words={word: "x"})
    reader = PageReader(sought)
    for said in ("k", "l", "m", "../k", "../../l"):
        assert not reader.read(FRAME.format(html.format(said)).encode()).leaks
    page = FRAME.format(html.format(word)).encode()
    told = set(reader.read(page).leaks)
    assert told == set(PageReader(sought).read(page).leaks)
    assert told


@pytest.mark.parametrize("html", [*VALUES, "<p data-{}>x</p>", "<p title={}>x</p>", "<p title='{}'>x</p>"])
@pytest.mark.parametrize("said", SAID)
def test_of_many_new_pieces_of_one_shape_each_is_judged(html: str, said: str) -> None:
    """On the first page that has the shape, and whether it stands there before or after harmless ones."""
    words = ("不公开的作品标题", "秘密（内部），代号：Ａ", "secret-name-x", 'the "quoted" word')
    for sought in (Sought.of(words=dict.fromkeys(words, "x")), Sought.of(words={words[0]: "x"})):
        for pieces in (("k", said, "l"), (said, "k", "l"), ("k", "l", said)):
            page = FRAME.format("\n".join(html.format(one) for one in pieces))
            told = PageReader(sought).read(page.encode())
            if not told.impure:
                assert {leak.excerpt for leak in told.leaks} == {
                    leak.excerpt for leak in scan_text(page, sought)
                }


@pytest.mark.parametrize(
    "html",
    [
        "<p>{}</p>\n<p>{}</p>",
        '<p title="{}">\n<p class="{}">',
        '<p data-zb="[[&#34;{}&#34;]]">x</p>\n<b title="{}">y</b>',
        '<b title="%41{}">y</b>\n<i class="%42{}"></i>',
    ],
)
def test_a_number_in_two_new_pieces_is_seen_as_in_the_whole_page(html: str) -> None:
    sought = Sought()
    for at in (6, 10, 18):
        for number in (ID_NUMBER, MOBILE):
            page = FRAME.format(html.format(number[:at], number[at:]))
            told = {leak.excerpt for leak in PageReader(sought).read(page.encode()).leaks}
            assert told == {leak.excerpt for leak in scan_text(page, sought)}
            assert told or at < len(number)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="{}">x</a>',
        '<img src="{}" alt="">',
        '<img srcset="{} 2x" alt="">',
        '<a id="{}"></a>',
        '<a name="{}"></a>',
        '<link rel="{}" href="https://example.org/">',
        '<link rel="canonical" href="{}">',
        '<script src="{}"></script>',
        '<script type="{}">1</script>',
        '<meta http-equiv="{}" content="0;https://example.org/">',
        '<meta http-equiv="refresh" content="{}">',
        '<svg><rect fill="{}"/></svg>',
        '<svg><set attributeName="{}" to="a.html"/></svg>',
        '<svg><set attributeName="href" to="{}"/></svg>',
        '<a ping="{}" href="a.html">x</a>',
        '<form action="{}"></form>',
    ],
)
def test_what_a_value_means_is_asked_of_each(html: str) -> None:
    hostile = [
        "a.html",
        "https://example.org/",
        "//example.org/x",
        "/\\example.org/x",
        "javascript:alert(1)",
        "java&Tab;script&colon;1",
        "data:text/html,x",
        "url(https://example.org/x)",
        "stylesheet",
        "canonical",
        "application/ld+json",
        "refresh",
        "onclick",
        "main",
        "",
        "0;url=https://example.org/",
    ]
    for first in hostile:
        reader = PageReader(Sought())
        for _ in range(3):
            reader.read(FRAME.format(html.format(first)).encode())
        for other in hostile:
            page = FRAME.format(html.format(other)).encode()
            told, alone = reader.read(page), PageReader(Sought()).read(page)
            assert set(told.impure) == set(alone.impure), (first, other)
            assert set(told.links) == set(alone.links), (first, other)
            assert (told.ids, told.names, told.redirect) == (alone.ids, alone.names, alone.redirect)
