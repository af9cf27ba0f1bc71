"""What was mended becomes errata of class T, each in the notice whose text it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from generator.importing.draft import Draft
from generator.importing.mending import Mend
from generator.values.text import fold
from generator.yamlwriting import Data

_PART = re.compile(r"([一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])\s*([^。：:]{0,16})")


def with_errata(drafts: Sequence[Draft], mends: Sequence[Mend]) -> tuple[tuple[Draft, ...], tuple[Mend, ...]]:
    """The drafts with the mends as errata of their notices, and those mends whose words stand in none of them."""
    found: dict[tuple[int, int], list[Data]] = {}
    rest = []
    for mend in mends:
        where = _place(drafts, mend, found)
        if where is None:
            told = {str(_mapping(one)["printed"]) for errata in found.values() for one in errata}
            rest += [] if mend.printed in told else [mend]
            continue
        draft, notice, place = where
        found.setdefault((draft, notice), []).append(
            {
                "where": place,
                "class": "T",
                "printed": mend.printed,
                "reading": mend.reading,
                "note": mend.note,
            }
        )
    whole = tuple(
        _with(draft, {n: e for (d, n), e in found.items() if d == at}) for at, draft in enumerate(drafts)
    )
    return whole, tuple(rest)


def _with(draft: Draft, errata: Mapping[int, list[Data]]) -> Draft:
    if not errata:
        return draft
    notices = []
    for at, notice in enumerate(_list(draft.data.get("notices"))):
        own = dict(_mapping(notice))
        if at in errata:
            own["errata"] = [*errata[at], *_list(own.get("errata"))]
        notices.append(own)
    return replace(draft, data={**draft.data, "notices": notices})


def _place(
    drafts: Sequence[Draft], mend: Mend, done: Mapping[tuple[int, int], list[Data]]
) -> tuple[int, int, str] | None:
    """Draft, notice and place in words of the text where the mended words stand and the damaged ones do not."""
    reading, printed = fold(mend.reading), fold(mend.printed)
    for at, draft in enumerate(drafts):
        for number, notice in enumerate(_list(draft.data.get("notices"))):
            record = _mapping(notice)
            if any(_mapping(one).get("printed") == mend.printed for one in done.get((at, number), ())):
                continue
            for path, name in _bodies(record):
                lines = draft.texts.get(path, "").split("\n")
                if reading and reading in fold("".join(lines)):
                    if printed in fold("".join(lines)) and printed not in reading:
                        continue
                    return at, number, _where(lines, reading, name)
    return None


def _bodies(notice: Mapping[str, Data]) -> list[tuple[str, str]]:
    """The paths of a notice's texts, each with what a reader calls it."""
    paths = [(str(notice.get("body", "")), "")]
    for item in _list(notice.get("attachments")):
        record = _mapping(item)
        if "body" in record:
            paths.append((str(record["body"]), f"附件{record.get('no', '')}"))
    return paths


def _where(lines: Sequence[str], reading: str, name: str) -> str:
    """The numbered parts that the spot stands under, `二、…（一）`, else what kind of place it is."""
    parts: dict[bool, str] = {}
    for line in lines:
        if found := _PART.match(line):
            top = found.group(1).endswith("、")
            if top:
                parts.clear()
            parts[top] = found.group(1) + (found.group(2).strip() if top else "")
        if reading in fold(line):
            if re.match(r"附\s*件\s*[:：]", line):
                return "附件说明"
            break
    return " ".join(filter(None, [name, parts.get(True, "") + parts.get(False, "")])) or "正文"


def _list(data: Data | None) -> Sequence[Data]:
    return data if isinstance(data, Sequence) and not isinstance(data, str) else ()


def _mapping(data: Data) -> Mapping[str, Data]:
    return data if isinstance(data, Mapping) else {}
