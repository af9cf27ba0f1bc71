"""Pages that are read by the mould of others, and records that are looked at string by string: nothing is overlooked."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.leaks import sought as sought_module
from generator.leaks.scan import scan
from generator.leaks.sought import Sought, any_possible, numbers_in
from generator.manifest import Manifest, Record
from generator.verify import documents as documents_module
from generator.verify.documents import documents_ahead
from generator.verify.found import Found, leaks_of
from generator.verify.ours import OurReader
from generator.verify.pages import PageReader
from generator.verify.standard import Standard
from tests.factories import ID_NUMBER, MOBILE

WORD = "不公开的作品标题"
PAGE = (
    '<!doctype html>\n<html lang="zh">\n<head><title>{0}</title>\n<meta name="description" content="{1}">\n'
    '<script type="application/ld+json">{{"name":"{2}","text":"x"}}</script></head>\n<body>\n{3}\n'
    '<p id="p-{4}"><a href="../{5}/" rel="next">{6}</a>\n\n<b>{7}</b>\n</p>\n</body>\n</html>\n'
)
HOLES = 8
PIECES = ("<nav>甲</nav>", '<nav><a href="../one/">乙</a></nav>', "<p>丙</p>", '<nav id="n">丁</nav>')
"""What stands in the fourth hole: known to the reader, and not always the same."""
HARMLESS = ("k", "l", "m", "甲", "n")
HOSTILE = (
    MOBILE,
    f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}",
    ID_NUMBER,
    WORD,
    "不公\u3000开的 作\n品标题",
    "".join(f"&#{ord(one)};" for one in WORD),
    "".join(f"\\u{ord(one):04x}" for one in MOBILE),
    "".join(f"%{ord(one):02x}" for one in MOBILE),
    base64.b64encode(f"电话 {MOBILE} 电话".encode()).decode(),
    "secret-name-x",
    f"{WORD[:3]}<b>{WORD[3:]}",
    f"{ID_NUMBER[:6]}</b><b>{ID_NUMBER[6:]}",
    f"a{MOBILE}",
    f"{MOBILE}-123456",
    f"{MOBILE[:3]}.{MOBILE[3:7]}.{MOBILE[7:]}abcdefabcdef12",
    f"abcdefabcdef12{MOBILE[:4]} {MOBILE[4:7]} {MOBILE[7:]}",
    "85e13eddeeff39" + MOBILE + "aba02",
    'x" onclick="y',
    'x" href="javascript:alert(1)',
    "x</p><script>alert(1)</script><p>",
    "<!-- x -->",
    "<b>x</b>",
    "x>\n<p id=",
    ">",
    "\nx",
    "x\n",
    "",
    "x\x01y",
    "\x02",
    "\x03",
    "../../../nowhere/",
    "javascript:alert(1)",
    "//example.org/",
    "p-甲",
    "&quot;",
    "a'b",
    "</html>\n",
)


def sought() -> Sought:
    return Sought.of(words=dict.fromkeys((WORD, "secret-name-x"), "x"))


def page(values: list[str]) -> bytes:
    return PAGE.format(*values).encode("utf-8", "surrogateescape")


def trained() -> PageReader:
    """A reader that knows the mould, with a hole for a whole piece."""
    reader = PageReader(sought())
    for number in range(4):
        for piece in PIECES:
            one = [HARMLESS[(number + at) % len(HARMLESS)] for at in range(HOLES)]
            reader.read(page([*one[:3], piece, *one[4:]]))
    return reader


def seen(reader: PageReader, data: bytes) -> tuple[object, ...]:
    told = reader.read(data)
    return (
        {(leak.kind, leak.excerpt) for leak in told.leaks},
        told.ids,
        set(told.links),
        told.doubled,
        set(told.impure),
        told.redirect,
        told.names,
    )


def test_a_page_that_fits_is_read_by_its_mould() -> None:
    reader = trained()
    for piece in PIECES:
        data = page(["x", "y", "z", piece, "5", "6", "7", "8"])
        filled = reader._moulds.fit(data, reader._known.get)
        assert filled
        assert ">x" in filled.values
        assert piece not in "".join(filled.values)
        assert seen(reader, data) == seen(PageReader(sought()), data)


@pytest.mark.parametrize("hole", range(HOLES))
@pytest.mark.parametrize("said", HOSTILE)
def test_what_fills_a_hole_is_judged_as_on_the_first_page(said: str, hole: int) -> None:
    values = ["x", "y", "z", PIECES[0], "5", "6", "7", "8"]
    values[hole] = said
    data = page(values)
    reader = trained()
    assert seen(reader, data) == seen(PageReader(sought()), data)
    if "\x01" not in said and hole != 3:  # and as often as it is asked: of a leak is told once
        assert (
            seen(reader, page(["x", "y", "z", *values[3:]]))[1:]
            == seen(PageReader(sought()), page(["x", "y", "z", *values[3:]]))[1:]
        )


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data + b"<p>x</p>\n",
        lambda data: data + MOBILE.encode(),
        lambda data: data[:-1],
        lambda data: data[:-2],
        lambda data: data.replace(b"<body>", b"<body onload=x>"),
        lambda data: data.replace(b"</title>", b"</title>\xff"),
        lambda data: data.replace(b">k<", b">\xff\xfe<"),
        lambda data: data.replace(b"</html>", f"</html {MOBILE}>".encode()),
        lambda data: data.replace(b' rel="next"', b' rel="stylesheet"'),
        lambda data: data.replace(b"</b>\n", b"</b>\n" + MOBILE.encode() + b"\n"),
    ],
)
def test_what_is_no_hole_must_be_as_it_was(change: object) -> None:
    data = page(["k", "k", "k", PIECES[0], "k", "k", "k", "k"])
    harmed = change(data)  # type: ignore[operator]
    assert harmed != data
    assert seen(trained(), harmed) == seen(PageReader(sought()), harmed)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from([*HARMLESS, *HOSTILE]), st.text("<>\"'=&/ \n\tab甲1-%\\", max_size=9)),
        min_size=HOLES,
        max_size=HOLES,
    )
)
def test_a_trained_reader_sees_what_a_new_one_sees(values: list[str]) -> None:
    data = page(values)
    assert seen(trained(), data) == seen(PageReader(sought()), data)


def test_one_loud_page_among_many_is_the_one_that_is_told_of() -> None:
    reader = trained()
    pages = [page([f"x{n}", "y", "z", PIECES[0], str(n), "6", "7", "8"]) for n in range(40)]
    pages[17] = page(["x", "y", "z", PIECES[0], "17", "6", "7", f"致电{MOBILE}"])
    told = [reader.read_ahead(one) for one in pages]
    assert all(one.due for one in told)
    assert reader.loud(told) == [17]
    assert reader.read_with_care(pages[17]).leaks


class Tree:
    """Files that are no pages, and what was written."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        self.written: Manifest = {}

    def put(self, name: str, data: bytes) -> None:
        path = self.tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.written[name] = Record(hashlib.sha256(data).hexdigest(), len(data), 0, 0)

    def told(self) -> dict[str, list[Found]]:
        return OurReader(self.tree, self.written, sought(), frozenset()).read(sorted(self.written))


@pytest.mark.parametrize("record", ['{{"a":"x","b":"{}","c":1}}', '{{"a":["x",{}]}}\n', 'f("{}")', "{}"])
def test_a_record_is_judged_as_the_text_it_is(record: str, tmp_path: Path) -> None:
    tree = Tree(tmp_path)
    for n in range(3):
        tree.put(f"data/a{n}.json", record.format(f"甲{n}").encode())
    for n, said in enumerate(HOSTILE):
        tree.put(f"data/b{n}.js", record.format(said).encode())
        tree.put(f"data/c{n}.json", record.format(f"{said}\\n{MOBILE}").encode())
        tree.put(f"data/d{n}.json", b"\xef\xbb\xbf" + record.format(said).encode())
        tree.put(f"data/e{n}.json", record.format(said).encode("utf-16"))
    told = tree.told()
    for name in tree.written:
        data = (tmp_path / name).read_bytes()
        wanted = list(leaks_of(name, scan(name, data, sought())))
        assert [one for one in told[name] if one[0] in ("E908", "E909", "W910")] == wanted, (name, data)


def test_base64_in_lines_is_opened(tmp_path: Path) -> None:
    """The number stands across the end of the first line, and the second is too short to be taken for base64."""
    tree = Tree(tmp_path)
    tree.put("data/a.json", base64.encodebytes(b"zy " * 17 + MOBILE.encode()))
    assert [code for code, _, _ in tree.told()["data/a.json"]] == ["E909"]


def test_a_name_that_tells_is_seen_among_others(tmp_path: Path) -> None:
    tree = Tree(tmp_path)
    for n in range(20):
        tree.put(f"media/85/{n:02}e13eddeeff39{MOBILE}aba0-card.jpg", b"\xff\xd8\xff\xd9")
    tree.put(f"media/{MOBILE}.jpg", b"\xff\xd8\xff\xd9")
    tree.put(f"media/{WORD}.jpg", b"\xff\xd8\xff\xd9")
    assert {name: told[0][0] for name, told in tree.told().items() if told} == {
        f"media/{MOBILE}.jpg": "E909",
        f"media/{WORD}.jpg": "W910",
    }


@pytest.mark.parametrize("ending", ["well", "killed", "raising"])
def test_documents_are_judged_even_if_the_copy_that_reads_them_is_lost(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = os.getpid()

    def judged(tree: Path, names: list[str], written: Manifest, standard: Standard) -> dict[str, list[Found]]:
        if os.getpid() != here and ending != "well":
            if ending == "killed":
                os._exit(9)
            raise OSError
        return {name: [("E916", name, {"why": "here" if os.getpid() == here else "there"})] for name in names}

    monkeypatch.setattr(documents_module, "_judged", judged)
    with documents_ahead(tmp_path, ["a.docx", "b.json"], {}, Standard(jobs=2)) as documents:
        told = documents()
    assert told == {"a.docx": [("E916", "a.docx", {"why": "there" if ending == "well" else "here"})]}


@given(st.text("0123456789１２·.—－-–/ \t\n\u3000甲，。…～\u200b\xa0aZ+_😀\u0661", max_size=60))
def test_the_quick_look_for_figures_sees_what_the_careful_one_does(text: str) -> None:
    sought = Sought()
    if list(numbers_in(text, sought)):
        assert any_possible(text, "", "", sought)
        assert any_possible("", text, "", sought)
        assert any_possible(text.replace("-", "\n"), "", "", sought)


@pytest.mark.parametrize("gap", [*" -–—－·./\u3000\u200b", ""])
def test_figures_are_possible_whatever_stands_between_them(gap: str) -> None:
    for said in (MOBILE, "".join(chr(ord(one) + 0xFEE0) for one in MOBILE)):
        text = f"甲{said[:3]}{gap}{said[3:7]}{gap}{said[7:]}乙"
        assert any_possible(text, "", "", Sought())
        assert any_possible("", text, "", Sought())


def test_no_figure_blank_or_dash_of_any_script_hides_a_number_from_the_first_look() -> None:
    """Every sign that is taken for one of these, or for nothing at all, before numbers are sought."""
    told = {
        sign: sought_module._usual(sign) for sign in map(chr, range(0x20, 0x110000)) if not sign.isalpha()
    }
    figures = [sign for sign, plain in told.items() if plain.isascii() and plain.isdigit()]
    gaps = [sign for sign, plain in told.items() if plain in ("", " ", "-")]
    assert len(figures) > 500
    assert len(gaps) > 50
    for sign in figures:
        assert sought_module._ELEVEN.search(sign * 11)
    for sign in [*gaps, *"\t\r\n.·/\u115f\u1160\u17b4"]:
        assert sought_module._ELEVEN.search(sign.join("13800138000"))


@pytest.mark.parametrize("gap", ["甲", "a", "_", "，0甲"])
def test_eleven_figures_with_words_between_are_no_number(gap: str) -> None:
    assert not sought_module._ELEVEN.search(gap.join(["138001", "38000"]))
