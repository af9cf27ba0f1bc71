"""What the leak scanner sees, figure by figure; and what it must not take for a leak: false alarms are defects."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.leaks.scan import scan, scan_text
from generator.leaks.sought import Leak, Sought, numbers_in, words_in
from generator.values.text import fold
from tests.factories import ROOT
from tests.unit.leaks_canary import ID, MOBILE, WORD, pdf

NOTHING = Sought()


def leaks_in(text: str, sought: Sought) -> list[Leak]:
    """What a text says as it stands, nothing opened."""
    return [*numbers_in(text, sought), *words_in(text, sought)]


def kinds(text: str, sought: Sought = NOTHING) -> list[str]:
    return [leak.kind for leak in leaks_in(text, sought)]


@pytest.mark.parametrize(
    "text",
    [
        ID,
        ID.lower(),
        f"{ID[:6]} {ID[6:14]} {ID[14:]}",
        f"{ID[:6]}-{ID[6:14]}-{ID[14:]}",
        f"{ID[:6]}\u00a0{ID[6:14]}\u3000{ID[14:]}",
        f"{ID[:6]}—{ID[6:14]}–{ID[14:]}",
        " ".join(ID),
        "\n".join(ID),
        "\t".join(ID),
        "\u200b".join(ID),
        "\u00ad".join(ID),
        f"{ID[:3]} {ID[3:6]} {ID[6:10]} {ID[10:14]} {ID[14:]}",
        "".join(chr(ord(c) + 0xFEE0) for c in ID),
        "".join(chr(0x1D7CE + int(c)) if c.isdigit() else "Ⅹ" for c in ID),
        "".join(chr(0x0660 + int(c)) if c.isdigit() else c for c in ID),
        f"身份证号{ID}。",
        f"wx{ID}",
    ],
)
def test_an_identity_number_however_it_is_spaced(text: str) -> None:
    assert kinds(text) == ["citizen"]


@pytest.mark.parametrize(
    "text",
    [
        MOBILE,
        f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}",
        f"{MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}",
        f"{MOBILE[:3]}.{MOBILE[3:7]}.{MOBILE[7:]}",
        f"{MOBILE[:3]}·{MOBILE[3:7]}·{MOBILE[7:]}",
        f"{MOBILE[:4]} {MOBILE[4:7]} {MOBILE[7:]}",
        f"{MOBILE[:3]}\u2009{MOBILE[3:7]}\u2009{MOBILE[7:]}",
        " ".join(MOBILE),
        "\u200d".join(MOBILE),
        f"+86{MOBILE}",
        f"86-{MOBILE}",
        f"tel.{MOBILE}",
        f"1.{MOBILE}",
        f"wx{MOBILE}",
        f"手机{MOBILE}（微信同号）",
        f"a{MOBILE}b",
        f"{MOBILE}.",
        f"{MOBILE}、{MOBILE}",
        f"得分 1 2 3\n电话 {' '.join(MOBILE)}",
        "手机\t" + "\t".join(MOBILE),
        f"Tel: {MOBILE[:4]}-{MOBILE[4:7]}-{MOBILE[7:]}",
    ],
)
def test_a_mobile_however_it_is_spaced(text: str) -> None:
    assert kinds(text) == ["mobile"]
    assert kinds(text, Sought.of(frozenset({MOBILE}))) == []


@pytest.mark.parametrize(
    "text",
    [
        ID[:-1] + "1",
        f"9{ID}",
        f"{ID[:6]}99991231{ID[14:]}",
        "158****7098",
        "0591-87715076",
        "FJ-2024-0007",
        "2024-0815-1380-0138",
        f"1{MOBILE}",
        f"{MOBILE}7",
        f"0.{MOBILE}",
        f"-.{MOBILE}",
        f"118.{MOBILE}",
        f"{MOBILE}.25",
        "1 3 8 0 0 1 3 8 0 0 0 0",
        "1\n3\n8\n0\n0\n1\n3\n8\n0\n0\n0",
        f'<svg><path d="M1 {MOBILE[:3]}.{MOBILE[3:7]}.{MOBILE[7:]}.5 2"/></svg>',
        f"<td>{MOBILE[:3]}</td><td>{MOBILE[3:7]}</td><td>{MOBILE[7:]}</td>",
        f"<p>{MOBILE[:3]}<p>{MOBILE[3:]}",
        '<svg viewBox="0 0 1600 900"><polyline points="130 1234 1500 139 1400 1500"/></svg>',
        "总工字〔2024〕16号",
        "总投入16500000000元",
        "<p>总投入<strong>16500000000</strong>元</p>",
        "合同编号：13800138000",
        "1366 768 1920",
        "1366 768 1920 1080 1440 900 1280",
        "1500 900 2000 mm",
        "规格1500 900 2000",
        "1949-100-2049",
        "1501 001 0002 0003",
        "\n".join(f"{year} {year % 97 + 100} {year * 4}" for year in range(1950, 1990)),
        "得分 1 5 8 9 7 6 5 8 9 7 6",
        "1 5 8 9 7 6 5 8 9 7 6\n1 3 8 0 0 1 3 8 0 0 0\n2 5 8 9 7 6 5 8 9 7 6",
        "\t".join(["得分", *"15897658976"]),
    ],
)
def test_what_is_no_leak(text: str) -> None:
    assert scan_text(text, NOTHING) == []


def hashes(r: random.Random) -> str:
    return "\n".join(hashlib.sha256(r.randbytes(8)).hexdigest() for _ in range(400))


def short_hashes(r: random.Random) -> str:
    return "\n".join(f"media/98/{r.randbytes(12).hex()}.webp" for _ in range(1_000))


MAKERS: dict[str, Callable[[random.Random], str]] = {
    "checksums": hashes,
    "names of media": short_hashes,
    "GUIDs": lambda r: "\n".join(str(uuid.UUID(bytes=r.randbytes(16), version=4)) for _ in range(1_000)),
    "milliseconds": lambda r: json.dumps([r.randrange(1_300_000_000_000, 1_999_999_999_999) for _ in range(1_000)]),
    "seconds": lambda r: json.dumps([r.randrange(1_300_000_000, 1_999_999_999) for _ in range(1_000)]),
    "floats": lambda r: json.dumps([r.random() * r.choice((1, 10, 180)) for _ in range(2_000)]),
    "fractions": lambda r: " ".join(f"{r.random():.11f}" for _ in range(2_000)),
    "coordinates": lambda r: " ".join(f"{r.uniform(73, 135):.6f},{r.uniform(18, 54):.6f}" for _ in range(1_000)),
    "outlines": lambda r: '<path d="' + "".join(f"{r.choice('MLCc')}{r.uniform(-9, 1e3):.2f} {r.uniform(0, 1e3):.2f}" for _ in range(2_000)) + '">',
    "tables": lambda r: "\n".join("\t".join(str(r.randrange(10 ** r.randint(1, 6))) for _ in range(12)) for _ in range(500)),
    "widths of a font": lambda r: "\n".join(" ".join(str(r.randrange(10 ** r.choice((2, 3)))) for _ in range(40)) for _ in range(200)),
    "work numbers": lambda r: " ".join(f"FJ-2024-{r.randrange(10_000):04}" for _ in range(1_000)),
    "votes": lambda r: "\n".join(str(r.randrange(100_000)) for _ in range(2_000)),
    "18-digit serials": lambda r: " ".join(str(r.randrange(10**17, 10**18)) for _ in range(2_000)),
    "a picture in base64": lambda r: '<img src="data:image/webp;base64,' + base64.b64encode(b"RIFF\0\0\0\0WEBPVP8 " + r.randbytes(40_000)).decode() + '">',
    "integrity": lambda r: " ".join(f"sha256-{base64.b64encode(r.randbytes(32)).decode()}" for _ in range(500)),
}  # fmt: skip


@pytest.mark.parametrize("what", list(MAKERS))
def test_no_false_alarm(what: str) -> None:
    sought = Sought.of(words={f"不公开的第{n}号作品": "x" for n in range(500)})
    for seed in range(3):
        assert scan(what, MAKERS[what](random.Random(seed)).encode(), sought) == [], seed


def test_random_bytes_give_no_alarm() -> None:
    for seed in range(3):
        assert scan("a", random.Random(seed).randbytes(100_000), NOTHING) == []


def test_the_committed_texts_tell_nothing_but_their_contacts() -> None:
    """Theme, pages and data as they stand in the repository: the numbers are those of contacts, registered as such."""
    for folder in ("theme", "content"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file():
                assert scan(path.name, path.read_bytes(), NOTHING) == [], path


def test_coordinates_of_a_pdf_are_no_telephone_numbers() -> None:
    drawing = " ".join(f"{n} {n + 1_000} {n + 1_200} {n + 900} re" for n in range(130, 200))
    assert scan("a.pdf", pdf(drawing=drawing), NOTHING) == []


def test_words_are_found_through_blanks_and_width() -> None:
    sought = Sought.of(words={"守岛人：第 ８ 年的信": "c/1"})
    assert list(leaks_in("《守岛人:第8年\n的 信》", sought)) == [Leak("word", "守岛…（共 9 字）", "c/1")]
    assert list(leaks_in("《守岛人：第9年的信》", sought)) == []


def test_short_words_are_left_out_and_asked_for_by_name_they_are_found() -> None:
    assert dict(Sought.of(words={"夜班": "a", "平潭的风": "b", "一二三四五六": "c"}).words) == {
        "一二三四五六": "c"
    }
    assert kinds("今天是夜班", Sought(words={"夜班": ""})) == ["word"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.text("甲乙丙丁戊aB1", min_size=6, max_size=14), min_size=1, max_size=8, unique=True),
    st.text("甲乙丙丁戊aB1 　", max_size=60),
    st.data(),
)
def test_a_word_is_found_wherever_it_stands(words: list[str], around: str, data: st.DataObject) -> None:
    """The quick look by groups of four misses nothing: held against plain search for every word."""
    sought = Sought.of(words=dict.fromkeys(words, "x"))
    at = data.draw(st.integers(0, len(around)))
    text = around[:at] + data.draw(st.sampled_from(words)) + around[at:]
    expected = {f"{word[:2]}…（共 {len(word)} 字）" for word in map(fold, words) if word in fold(text)}
    assert {leak.excerpt for leak in leaks_in(text, sought) if leak.kind == "word"} == expected
    assert expected


def test_many_words_need_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 2,000 words that share their ends only those are compared that the text comes near."""
    sought = Sought.of(words={f"第{n:04}件不公开的职工作品": str(n) for n in range(2_000)})
    compared = []

    class Text(str):
        __slots__ = ()

        def __contains__(self, word: object) -> bool:
            compared.append(word)
            return super().__contains__(word)  # type: ignore[arg-type]

    monkeypatch.setattr("generator.leaks.sought._folded", Text)
    assert [
        leak.whose for leak in leaks_in("一件职工作品，" * 5_000 + "第1234件不公开的职工作品", sought)
    ] == ["1234"]
    assert len(compared) < 20


def test_what_is_told_is_masked() -> None:
    text = f"{ID} {MOBILE} {WORD}"
    told = [leak.excerpt for leak in leaks_in(text, Sought.of(words={WORD: "c/1"}))]
    assert told == [
        f"{ID[:3]}{'*' * 13}{ID[-2:]}",
        f"{MOBILE[:3]}****{MOBILE[-4:]}",
        f"{WORD[:2]}…（共 8 字）",
    ]


def test_nothing_of_ours_is_decoded_for_nothing(tmp_path: Path) -> None:
    assert scan("a", b"", NOTHING) == []
    assert scan_text("", NOTHING) == []
