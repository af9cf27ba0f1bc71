"""Progress where there is no terminal: a line at every tenth with rate and time left, nothing for what is over soon."""

from __future__ import annotations

from itertools import count

import pytest

from generator.progress import progress


def lines(capsys: pytest.CaptureFixture[str], *steps: tuple[str, int, int], pace: float) -> list[str]:
    """What is written while every look at the clock finds `pace` seconds gone."""
    ticks = count(0.0, pace)
    with progress(lambda: next(ticks)) as say:
        for what, done, total in steps:
            say(what, done, total)
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


def test_a_line_at_every_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    found = lines(capsys, *(("制作", n, 200) for n in range(201)), pace=1.0)
    assert [line.split("，")[0] for line in found] == [f"制作：{n}/200" for n in (2, *range(20, 201, 20))]
    assert all("个/秒" in line for line in found)
    assert found[1] == "制作：20/200，1.0 个/秒，还要 3:00"
    assert "还要" not in found[-1]


def test_work_that_is_over_soon_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(capsys, *(("制作", n, 190) for n in range(191)), ("检查", 0, 0), pace=0.001) == []


def test_each_kind_of_work_has_its_own_lines(capsys: pytest.CaptureFixture[str]) -> None:
    steps = (
        ("检查", 0, 20),
        ("检查", 10, 20),
        ("制作", 0, 20),
        ("制作", 20, 20),
        ("检查", 20, 20),
        ("检查", 20, 20),
    )
    found = [line.split("，")[0] for line in lines(capsys, *steps, pace=3.0)]
    assert found == ["检查：10/20", "制作：20/20", "检查：20/20"]
