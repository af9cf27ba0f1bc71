"""Text as a value: folding, invisible characters, sentences, identity numbers."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.values.text import (
    citizen_ids,
    display_width,
    fold,
    fold_number,
    forbidden_character,
    legible,
    mask_citizen_ids,
    sentences,
    tidy,
    without_forbidden,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
STANDARD = "11010519491231002X"
"""The example of GB 11643-1999 itself."""


def with_check_digit(seventeen: str) -> str:
    rest = sum(int(digit) * weight for digit, weight in zip(seventeen, WEIGHTS, strict=True)) % 11
    return seventeen + "10X98765432"[rest]


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(
    st.lists(
        st.text(st.sampled_from("，。（３a…\u3000 \n\0か\u3099e\u0301①ﬁ한\u1100\u1161\uff76\uff9e字")),
        max_size=6,
    )
)
def test_a_long_text_folds_as_a_short_one(pieces: list[str]) -> None:
    text = "".join(piece + "字，" * 400 for piece in pieces)
    closed = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    assert fold(text) == unicodedata.normalize("NFKC", closed)
    assert fold("\0".join(pieces)) == "\0".join(map(fold, pieces))


@given(st.text())
def test_fold_number_is_idempotent(text: str) -> None:
    assert fold_number(fold_number(text)) == fold_number(text)


@given(st.text())
def test_tidy_leaves_single_blanks(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert "  " not in tidy(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("16：9", "16:9"),
        ("１００场", "100场"),
        ("广大 职工\n网民", "广大职工网民"),
        ("（一）", "(一)"),
        ("ＡＩ", "AI"),
    ],
)
def test_the_same_wording_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_other_words_do_not_fold_alike() -> None:
    assert fold("网聚“正能量”") != fold('网聚"正能量"')
    assert fold("不超过10个") != fold("不少于10个")


@pytest.mark.parametrize(
    "char",
    [
        "\x00",
        "\x1b",
        "\x7f",
        "\x85",
        "\u00ad",
        "\u200b",
        "\u200e",
        "\u2028",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\ufffd",
        "\ud800",
        "\ue000",
    ],
)
def test_invisible_characters_are_named_taken_out_and_shown(char: str) -> None:
    text = f"好{char}网民"
    assert forbidden_character(text) == f"U+{ord(char):04X}"
    assert without_forbidden(text) == "好网民"
    assert legible(text) == "好\ufffd网民"
    legible(text).encode()


@pytest.mark.parametrize("text", ["好网民", "a\tb\n", "👨\u200d👩\u200d👧", "“八闽”　工会", "é", "㐀𠀀"])
def test_ordinary_text_is_not_forbidden(text: str) -> None:
    assert forbidden_character(text) is None


@given(st.text())
def test_without_forbidden_leaves_nothing_forbidden(text: str) -> None:
    assert forbidden_character(without_forbidden(text)) is None


def test_sentences_keep_their_marks() -> None:
    assert sentences("一。二；三！\n四 \n\n五") == ("一。", "二；", "三！", "四", "五")


@given(st.text())
def test_sentences_lose_no_word(text: str) -> None:
    assert fold("".join(sentences(text))) == fold(text)


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("中文", 4), ("，", 2), ("é", 1), ("e\u0301", 1), ("", 0)]
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(
    "text",
    [
        STANDARD,
        STANDARD.lower(),
        f"身份证号{STANDARD}。",
        "110105 19491231 002X",
        "110105-19491231-002X",
        f"ID{STANDARD}",
        "１１０１０５１９４９１２３１００２Ｘ",
    ],
)
def test_an_identity_number_is_found(text: str) -> None:
    ((start, end),) = citizen_ids(text)
    assert mask_citizen_ids(text) == text[:start] + "*" * (end - start) + text[end:]
    assert citizen_ids(mask_citizen_ids(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # wrong check digit
        "11010519491331002X",  # month 13
        "11010518491231002X",  # born in 1849
        f"9{STANDARD}",
        f"{STANDARD[:17]}XX"[:17] + "1" + "0",  # 19 figures
        "0591-87715076",
        "202404071234567890",
    ],
)
def test_other_long_numbers_are_none(text: str) -> None:
    assert citizen_ids(text) == ()


@given(
    st.from_regex(
        r"[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}", fullmatch=True
    ),
    st.integers(1, 9),
    st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=5),
)
def test_the_check_digit_decides(seventeen: str, off: int, around: str) -> None:
    right = with_check_digit(seventeen)
    text = f"{around} 号{right}号{around}"
    assert [text[start:end] for start, end in citizen_ids(text)] == [right]
    digits = "0123456789X"
    wrong = seventeen + digits[(digits.index(right[17]) + off) % 11]
    assert citizen_ids(f"{around} 号{wrong}号{around}") == ()
