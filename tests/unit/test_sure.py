"""Who is sure of a record says what pydantic would have made of it; in doubt he says nothing."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pydantic import ValidationError

from generator.keeping import kept, revived
from generator.model.base import LONGEST_LINE, Phone, PhoneNumber, Text
from generator.model.entry import Entry
from generator.model.judging import judged
from generator.model.record import Record, fault
from generator.model.sure import sure

FULL: dict[str, Any] = {
    "id": "w01",
    "subproject": "songs",
    "title": "夜班 之一",
    "no": "FJ-0007",
    "status": "approved",
    "approval": {"by": "示例", "on": "2024-09-12"},
    "consent": "form",
    "credits": [{"name": "示例甲", "role": "作词"}, {"name": "示例乙", "unit": "示例单位"}],
    "unit": "east",
    "recommended_by": "示例总工会",
    "statement": "一段。\n\n  两段，2024 年 9 月 12 日到 2025 年 10 月 13 日。\n",
    "text": "第一段。",
    "account": {"platform": "视频号", "name": "某账号", "url": "https://example.org/a"},
    "ai_use": "assisted",
    "media": [{"file": "1.jpg", "alt": "一张照片", "role": "cover", "sha256": "a" * 64}, {"file": "2.mp4"}],
    "honours": [{"award": "first", "rank": "3", "state": "shortlisted", "notice": "2024-x/launch"}],
    "withdrawn": {"on": "2025-01/2025-02", "reason": "作者要求"},
}
ODD: tuple[Any, ...] = (
    "", " ", "  一 二\t三 ", "\n", "page", "A", "a-", "a" * 65, "a" * 64, "1" * 18, "11010519491231002X", "１３８００１３８０００", "138 0013 8000",
    "2024", "2024-13", "1899-01-01", "2024-05/..", "../..", "12", "0" * 13, "-1", "none", "approved", "Approved", "true", "http://", "https://a@b",
    "../x", ".x", "x" * LONGEST_LINE, "x" * (LONGEST_LINE + 1), "x\n" * LONGEST_LINE, None, [], {}, [""], ["a"], {"name": "a"}, {"a": "b"}, [{}], 3, True,
    {"on": "2024-01-01", "by": "甲"}, {"on": "2024-01-01", "by": "甲", "to": "乙"}, [{"file": "1.jpg"}], [{"file": "a/b"}], [{"award": "a", "rank": "x"}],
    {"platform": "a", "name": "13800138000"},
)  # fmt: skip


def read(value: dict[str, Any]) -> Entry | None:
    try:
        return judged(Entry, value)
    except ValidationError:
        return None


def test_a_full_record_is_sure_and_comes_back() -> None:
    row = sure(Entry, FULL)
    assert row is not None
    entry = judged(Entry, FULL)
    assert row == kept(entry)
    again = revived(Entry, row)
    assert again == entry


@pytest.mark.parametrize("name", FULL)
def test_each_field_with_anything_in_it_is_as_pydantic_has_it(name: str) -> None:
    for odd in ODD:
        value = {**FULL, name: odd}
        row, entry = sure(Entry, value), read(value)
        if row is not None:
            assert entry is not None, odd
            assert row == kept(entry), odd


def test_records_within_are_judged_as_well() -> None:
    draw = random.Random(7)
    certain = 0
    for _ in range(1500):
        value = {key: one for key, one in FULL.items() if key in ("id", "subproject") or draw.random() < 0.9}
        name = draw.choice([key for key, one in value.items() if isinstance(one, (dict, list))] or ["title"])
        inner = draw.choice(value[name]) if isinstance(value[name], list) else value[name]
        if isinstance(inner, dict):
            changed = {**inner, draw.choice([*inner, "other"]): draw.choice(ODD)}
            value[name] = changed if isinstance(value[name], dict) else [changed]
        row, entry = sure(Entry, value), read(value)
        if row is not None:
            certain += 1
            assert entry is not None, value
            assert row == kept(entry), value
            assert revived(Entry, row) == entry
    assert certain > 100


@pytest.mark.parametrize("name", ["title", "no", "unit", "statement", "text", "recommended_by"])
@pytest.mark.parametrize(
    "number", ["13800138000", "１３８ ００１３ ８０００", "11010519491231002X", "110105 19491231 002X"]
)
def test_of_a_text_with_a_number_in_it_nobody_is_sure(name: str, number: str) -> None:
    assert sure(Entry, {**FULL, name: f"请联系{number}。"}) is None
    assert sure(Entry, {**FULL, "credits": [{"name": f"某人{number}"}]}) is None


def test_of_a_model_with_anything_unknown_nobody_is_sure() -> None:
    class Dialled(Record, frozen=True, kw_only=True):
        phone: PhoneNumber

    class Judging(Record, frozen=True, kw_only=True):
        title: Text

        def judge(self) -> None:
            raise fault("E206")

    class Unfolding(Record, frozen=True, kw_only=True):
        title: Text

        @classmethod
        def unfolded(cls, value: object) -> object:
            return {"title": "早班"}

    class Whole(Record, frozen=True, kw_only=True):
        title: str

    assert sure(Dialled, {"phone": "12351"}) is None
    assert isinstance(judged(Dialled, {"phone": "12351"}).phone, Phone)
    assert sure(Judging, {"title": "夜班"}) is None
    assert sure(Unfolding, {"title": "夜班"}) is None
    assert sure(Whole, {"title": "夜班"}) is None
