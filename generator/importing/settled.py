"""Campaigns that are already in the project: an upper tier's notice that is there is referred to, not written again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.importing.draft import Draft
from generator.values.text import fold
from generator.yamlediting import value_at
from generator.yamlwriting import Data


class Known(Struct, frozen=True):
    """A campaign of the project, as far as it can be recognised by: its notices (id, title, number), sub-projects (id, title)."""

    id: str
    title: str
    notices: tuple[tuple[str, str, str], ...] = ()
    subprojects: tuple[tuple[str, str], ...] = ()


def known_campaigns(root: Path) -> tuple[Known, ...]:
    """Every campaign of the project whose campaign.yml can be read, links left aside."""
    found = []
    for path in sorted((root / "campaigns").glob("*/campaign.yml")):
        if path.is_symlink() or path.parent.is_symlink():
            continue
        try:
            data = value_at(path.read_text(encoding="utf-8"), ())
        except (OSError, UnicodeDecodeError):
            continue
        if isinstance(data, Mapping):
            found.append(_known(path.parent.name, data))
    return tuple(found)


def same(draft: Draft, known: Sequence[Known]) -> Known | None:
    """The campaign of the project that a draft is: by document number, else by the title of its first notice."""
    notices = _records(draft.data.get("notices"))
    if not notices:
        return None
    number, title = fold(str(notices[0].get("doc_number", ""))), fold(str(notices[0].get("title", "")))
    for one in known:
        if number and any(fold(other) == number for _, _, other in one.notices):
            return one
    for one in known:
        if title and any(fold(other) == title for _, other, _ in one.notices[:1]):
            return one
    return next((one for one in known if one.id == draft.id), None)


def referring(draft: Draft, changed: Mapping[str, tuple[str, Known]]) -> Draft:
    """The draft with references to other drafts turned to the campaigns that are there: new id to (old id, campaign)."""
    data = draft.data
    for former, (notice, known) in changed.items():
        data = _mapping(_turned(data, former, notice, known))
    return replace(draft, data=data)


def _turned(data: Data, former: str, notice: str, known: Known, key: str = "") -> Data:
    if isinstance(data, Mapping):
        turned = {name: _turned(item, former, notice, known, name) for name, item in data.items()}
        if str(turned.get("relay_of", "")).startswith(f"{former}/"):
            del turned["relay_of"]
        title = fold(str(turned.get("title", "")))
        if "relay_of" in data and "relay_of" not in turned and title:
            same_title = [one for one, other in known.subprojects if fold(other) == title]
            if same_title:
                turned["relay_of"] = f"{known.id}/{same_title[0]}"
        return turned
    if isinstance(data, Sequence) and not isinstance(data, str):
        return [_turned(item, former, notice, known, key) for item in data]
    if data == former and key in ("parent", "of"):
        return known.id
    if isinstance(data, str) and key == "notice" and data.startswith(f"{former}/"):
        return f"{known.id}/{notice}"
    return data


def _known(id: str, data: Mapping[str, Data]) -> Known:
    notices = [
        (str(one.get("id", "")), str(one.get("title", "")), str(one.get("doc_number", "")))
        for one in _records(data.get("notices"))
    ]
    projects = [
        (str(one.get("id", "")), str(one.get("title", ""))) for one in _records(data.get("subprojects"))
    ]
    return Known(id, str(data.get("title", "")), tuple(notices), tuple(projects))


def _records(data: Data | None) -> list[Mapping[str, Data]]:
    if not isinstance(data, Sequence) or isinstance(data, str):
        return []
    return [one for one in data if isinstance(one, Mapping)]


def _mapping(data: Data) -> Mapping[str, Data]:
    return data if isinstance(data, Mapping) else {}
