"""Word for word: what a record repeats must stand in the official text it was taken from.

Blanks and width are folded, nothing else. So text and data cannot drift apart.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from generator.catalog import Catalog
from generator.claims import all_contacts, claims
from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.problems import Place, Problem, problem
from generator.rules.checking import Checking
from generator.values.phone import mask_mobiles
from generator.values.text import fold, fold_number, sentences


def official_text(catalog: Catalog, campaign: Campaign, notice: Notice) -> str:
    """All official wording of one notice: body, text attachments, and the tables and forms kept as data."""
    parts = [catalog.text(campaign, notice.body)]
    for item in notice.attachments:
        if item.body:
            parts.append(catalog.text(campaign, item.body))
    for table in campaign.allocation:
        parts += [table.title, *table.columns, *(row.unit for row in table.rows)]
    for form in campaign.forms:
        parts += [form.title, *(field.label for field in form.fields)]
    return "\n".join(parts)


_AREA = re.compile(r"[(](0\d{2,3})[)]-?")
"""An area code in brackets, `（025）83536386`: the same number as `025-83536386`."""


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[str, str]:
    numbers = _AREA.sub(r"\1-", fold_number(text))
    return fold(text), numbers + "\n" + mask_mobiles(numbers)


def wording(c: Checking) -> Iterator[Problem]:
    """Every text of a record occurs in its campaign's notices; the message shows the nearest sentence."""
    for campaign in c.catalog.campaigns:
        text = c.words(campaign)
        if text is None:
            continue  # said already; without the text everything would seem invented
        folded, numbers = _folded(text)
        for record, name, index, what, claim in claims(campaign):
            if c.places.hurt(record, name):
                continue
            for missing in (found for line in claim.split("\n") for found in _missing(line, folded)):
                place = _within(c.places.of(record, name, index), missing)
                if nearest := _nearest(missing, text):
                    yield problem("E401", place, what=what, text=_short(missing), nearest=nearest)
                else:
                    yield problem("E402", place, what=what, text=_short(missing))
        for contact in all_contacts(campaign):
            if c.places.hurt(contact, "phones"):
                continue
            for index, phone in enumerate(contact.phones):
                if phone.text not in numbers and phone.text.replace("-", "") not in numbers.replace("-", ""):
                    yield problem("E403", c.places.of(contact, "phones", index), text=phone.text)


def _within(place: Place, words: str) -> Place:
    """The place of `words` in the value that stands at `place`, where they stand on its first line."""
    at = place.excerpt.find(words, place.column - 1)
    return replace(place, column=at + 1, length=len(words)) if at >= 0 else place


def _missing(claim: str, folded: str) -> Iterator[str]:
    """The sentences of `claim` that do not occur; a claim that occurs as a whole has none."""
    if fold(claim) in folded:
        return
    lacking = [sentence for sentence in sentences(claim) if fold(sentence) not in folded]
    yield from lacking or [claim]


def _nearest(claim: str, text: str) -> str:
    wanted = fold(claim)
    best, score = "", 0.55
    for sentence in sentences(text):
        matcher = difflib.SequenceMatcher(None, wanted, fold(sentence), autojunk=False)
        if matcher.real_quick_ratio() > score and matcher.quick_ratio() > score and matcher.ratio() > score:
            best, score = sentence, matcher.ratio()
    if best:
        return _short(best)
    # a short record inside a long sentence: show the words around the longest common run
    for line in text.split("\n"):
        run = difflib.SequenceMatcher(None, claim, line, autojunk=False).find_longest_match()
        if run.size >= max(3, len(claim) // 2):
            return _short(line[max(0, run.b - 6) : run.b + len(claim) + 6])
    return ""


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
