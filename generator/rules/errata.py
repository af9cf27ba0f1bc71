"""Errata say the truth about the text: mended damage reads as mended, kept slips still stand."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem, problem
from generator.rules.checking import Checking, errata
from generator.rules.wording import official_text
from generator.values.text import fold


def errata_texts(c: Checking) -> Iterator[Problem]:
    """T: `reading` stands and `printed` is gone. P and X: `printed` stands."""
    for campaign in c.catalog.campaigns:
        words = c.words(campaign)
        if words is None:
            continue  # a text is missing, which was said
        for notice, erratum in errata(campaign):
            paths = [notice.body, *(item.body for item in notice.attachments if item.body)]
            missing = any((campaign.id, path) not in c.catalog.texts for path in paths)
            # then some text of the notice is not known as its own
            whole = missing or c.places.hurt(notice, "body", "attachments")
            text = fold((words if whole else official_text(c.catalog, campaign, notice)) + notice.title)
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
