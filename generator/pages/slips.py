"""Known slips of official texts (`errata`): how a page marks what is printed so."""

from __future__ import annotations

from generator.model.notice import Erratum
from generator.values.text import fold
from generator.words import ERRATA_NAMES


def sic(text: str, errata: tuple[Erratum, ...]) -> str:
    """The mark for a text that prints a known slip: 原文如此, 两处不一致, or nothing."""
    folded = fold(text)
    for erratum in errata:
        if erratum.type != "T" and erratum.printed and fold(erratum.printed) in folded:
            return ERRATA_NAMES[erratum.type]
    return ""
