"""While many records are made nobody looks for garbage; afterwards everything is as it was."""

from __future__ import annotations

import gc

import pytest

from generator.calm import calm


@pytest.mark.parametrize("before", [True, False])
def test_the_search_is_off_for_a_while_and_then_as_before(before: bool) -> None:
    enabled = gc.isenabled()
    (gc.enable if before else gc.disable)()
    try:
        with calm():
            assert not gc.isenabled()
        assert gc.isenabled() is before
        with pytest.raises(ValueError, match="x"), calm():
            raise ValueError("x")
        assert gc.isenabled() is before
    finally:
        (gc.enable if enabled else gc.disable)()


def test_what_others_set_aside_stays_so() -> None:
    gc.freeze()
    try:
        with calm():
            pass
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()


def test_it_may_be_written_above_a_function() -> None:
    @calm()
    def asked() -> bool:
        return gc.isenabled()

    assert not asked()
    assert not asked()
