"""What a command that makes files has made: the files, what to say, and what was wrong with the wish."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from pydantic import TypeAdapter, ValidationError

from generator.model.base import Id
from generator.problems import Place, Problem, problem
from generator.rules.checking import near

CAMPAIGNS = "campaigns"


class Made(Struct, frozen=True):
    """Files to be written (paths from the project's root), none where an error is among `problems`.

    `replacing` are those that stand there already and are changed; `said` are sentences for the editor.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    replacing: frozenset[str] = frozenset()
    said: tuple[str, ...] = ()


def refused(code: str, file: str, /, **wording: object) -> Made:
    """Nothing made, for one reason."""
    return Made(problems=(problem(code, Place(file), **wording),))


def bad_id(value: str, path: str) -> Made | None:
    """Why a wished id cannot be one (E207, E216), None when it can."""
    try:
        TypeAdapter(Id).validate_python(value)
    except ValidationError as error:
        return refused(error.errors()[0]["type"], path, value=value)
    return None


def folders(path: Path) -> list[str]:
    """The names of the plain folders in `path`, in order."""
    if not path.is_dir():
        return []
    return sorted(one.name for one in path.iterdir() if one.is_dir() and not one.is_symlink())


def no_campaign(root: Path, campaign_id: str) -> Made | None:
    """Why a campaign cannot be worked on (E181: there is none of this name), None when it can."""
    known = folders(root / CAMPAIGNS)
    if campaign_id in known and (root / CAMPAIGNS / campaign_id / "campaign.yml").is_file():
        return None
    return refused(
        "E181", f"{CAMPAIGNS}/{campaign_id}", what="活动", value=campaign_id, **near(campaign_id, known)
    )
