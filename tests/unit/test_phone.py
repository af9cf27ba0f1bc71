"""Telephone numbers as notices print them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.values.phone import (
    called_phone,
    mask_mobiles,
    may_hold_mobile,
    mobile_spots,
    mobiles,
    parse_phone,
)
from tests.factories import committed_project

DIGITS = "0123456789０１２３４５６７８９*- —＋+86a好（"


@pytest.mark.parametrize(
    ("text", "kind", "shown", "tel"),
    [
        ("020—86153203", "landline", "020-86153203", "tel:+862086153203"),
        ("020－86153203", "landline", "020-86153203", "tel:+862086153203"),
        ("0591-87715076", "landline", "0591-87715076", "tel:+8659187715076"),
        ("01012345678", "landline", "010-12345678", "tel:+861012345678"),
        ("02586012345", "landline", "025-86012345", "tel:+862586012345"),
        ("059187715076", "landline", "0591-87715076", "tel:+8659187715076"),
        ("0551-62886550转8012", "landline", "0551-62886550转8012", "tel:+8655162886550;ext=8012"),
        ("2886550", "local", "2886550", "tel:+865622886550"),
        ("12351", "hotline", "12351", "tel:12351"),
        ("400-123-4567", "hotline", "400-123-4567", "tel:4001234567"),
        ("13800138000", "mobile", "13800138000", "tel:+8613800138000"),
        ("+86 13800138000", "mobile", "13800138000", "tel:+8613800138000"),
        ("１３８００１３８０００", "mobile", "13800138000", "tel:+8613800138000"),
        ("158****7098", "mobile", "158****7098", None),
    ],
)
def test_printed_forms(text: str, kind: str, shown: str, tel: str | None) -> None:
    phone = parse_phone(text)
    assert (phone.kind, phone.text, phone.tel("0562")) == (kind, shown, tel)
    assert parse_phone(phone.text) == phone
    assert phone.masked == ("*" in text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "张三",
        "0591-8771507G",
        "1381234567",
        "138****70981",
        "138*****098",
        "99",
        "11010519491231002X",
        "无",
        "13800138000/2",
    ],
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        parse_phone(text)


def test_a_local_number_needs_an_area_code_to_be_dialled() -> None:
    assert parse_phone("2886550").tel(None) is None
    assert parse_phone("2886550").tel("010") == "tel:+86102886550"


def test_every_phone_of_the_campaigns_is_read_and_reads_the_same_again() -> None:
    catalog = committed_project().catalog
    phones = [
        phone
        for campaign in catalog.campaigns
        for contact in (*campaign.contacts, *(c for s in campaign.subprojects for c in s.contacts))
        for phone in contact.phones
    ]
    assert len(phones) >= 92
    for phone in phones:
        assert parse_phone(phone.text) == phone
        assert phone.mask().mask() == phone.mask()


@given(st.one_of(st.text(), st.text(DIGITS, max_size=40)))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        parse_phone(text)
    except ValueError:
        return


@given(st.one_of(st.text(), st.text(DIGITS, max_size=60)))
def test_masking_is_idempotent_and_leaves_no_mobile(text: str) -> None:
    masked = mask_mobiles(text)
    assert mask_mobiles(masked) == masked
    assert mobiles(masked) == ()
    assert not re.search(r"(?<![0-9*])1[3-9][0-9]{9}(?![0-9*])", masked)


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.sampled_from(["", "电话", "+86", "tel", "（", "86-"]),
    st.sampled_from(["", "，", "）", "（微信同号）", "wx"]),
)
def test_a_mobile_is_found_wherever_it_stands(number: str, before: str, after: str) -> None:
    text = before + number + after
    masked = f"{number[:3]}****{number[7:]}"
    assert mobiles(text) == (number,)
    assert mask_mobiles(text) == before + masked + after
    ((start, end, figures),) = mobile_spots(text)
    assert (text[start:end], figures) == (number, number)
    assert not re.search("[0-9]{11}", mask_mobiles(text))
    assert mask_mobiles(text, keep=frozenset({number})) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("138 0013 8000", "138****8000"),
        ("138-0013-8000", "138****8000"),
        ("１３８００１３８０００", "138****8000"),
        ("13800138000、13900139000", "138****8000、139****9000"),
        ("020-86153203", "020-86153203"),
        ("0591-87715076", "0591-87715076"),
        ("总工字〔2024〕16号", "总工字〔2024〕16号"),
        ("1380013800012", "1380013800012"),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert mask_mobiles(text) == masked


def test_of_two_numbers_with_one_mask_only_the_kept_one_is_shown() -> None:
    text = "13811115678，13822225678，138****5678"
    assert mask_mobiles(text, keep=frozenset({"13811115678"})) == "13811115678，138****5678，138****5678"


@pytest.mark.parametrize(
    "text",
    [
        "总投入16500000000元",
        "产值达到16500000000元，增长8%",
        "产值16500000000 元。",
        "完成16500000000美元",
        "发送16500000000人次",
        "共16500000000字节",
        "运送16500000000吨",
        "行驶16500000000公里",
        "提高16500000000%",
        "点击１６５０００００００0次",
        "共<b>16500000000</b>元",
        "￥16500000000",
        "¥ 16500000000",
        "合同编号：13800138000",
        "发票号码：14500138000",
        "发票号码 14500138000",
        "会议号：158 2345 6789",
        "腾讯会议号 138-0013-8000",
        "QQ群：13800138000",
        "订单号为13800138000",
    ],
)
def test_amounts_and_numbers_of_other_things(text: str) -> None:
    assert mobiles(text) == ()
    assert mobile_spots(text) == ()
    assert mask_mobiles(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "13800138000元旦期间接听",
        "13800138000次日回复",
        "13800138000米某某",
        "联系电话：13800138000件",
        "手机（QQ）：13800138000",
        "微信QQ：13800138000",
        "账号：13800138000",
        "tel:13800138000%E5%BC%A0",
        "总投入2元；13800138000",
        "合同编号：8。13800138000",
        "138 0013 8000元某某",
    ],
)
def test_numbers_that_only_seem_to_be_counted(text: str) -> None:
    assert mobiles(text) == ("13800138000",)
    assert "138****8000" in mask_mobiles(text)


def test_what_is_called_a_telephone_number_on_its_line() -> None:
    assert called_phone("手机：1380 138 8000", 3, 16)
    assert called_phone("1380 138 8000（Tel）", 0, 13)
    assert not called_phone("手机：\n1380 138 8000\n电话", 4, 17)
    assert not called_phone("规格 1380 138 8000 hotel", 3, 16)


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("later", ["", *" \u00a0\u3000-－—–"])
@pytest.mark.parametrize("gap", ["", *" \u00a0\u3000-－—–"])
def test_however_a_mobile_is_spaced_the_first_look_does_not_miss_it(gap: str, later: str, wide: bool) -> None:
    number = f"138{gap}0013{later}8000"
    if wide:
        number = number.translate({48 + figure: 0xFF10 + figure for figure in range(10)})
    assert mobiles(f"某人{number}。") == ("13800138000",)
    assert may_hold_mobile(f"一\0某人{number}\0二")
