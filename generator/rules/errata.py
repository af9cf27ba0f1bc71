"""Errata say the truth about the text: mended damage reads as mended, kept slips still stand."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem, problem
from generator.rules.checking import Checking, errata
from generator.values.text import fold


def errata_texts(c: Checking) -> Iterator[Problem]:
    """T: `reading` stands and `printed` is gone. P and X: `printed` stands."""
    for campaign in c.catalog.campaigns:
        for notice, erratum in errata(campaign):
            if (words := c.words(campaign)) is None:
                continue  # said already
            text = fold(words + notice.title)
            printed = fold(erratum.printed or "")
            reading = fold(erratum.reading or "")
            if erratum.type != "T":
                if printed and printed not in text:
                    yield problem("E405", c.places.of(erratum, "printed"), text=erratum.printed)
                continue
            if reading and reading not in text:
                yield problem("E404", c.places.of(erratum, "reading"), text=erratum.reading)
            if printed and printed in text and printed not in reading:
                yield problem("E406", c.places.of(erratum, "printed"), text=erratum.printed)
