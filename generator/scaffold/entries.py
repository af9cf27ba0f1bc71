"""A new entry: a free id in its sub-project, its media copied beside it under safe names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.media.magic import KINDS, recognise
from generator.media.refusal import Refusal
from generator.problems import Place, Problem, problem
from generator.rules.checking import near
from generator.scaffold.comments import explained, in_yaml, template
from generator.scaffold.made import CAMPAIGNS, Made, folders, no_campaign, refused
from generator.yamlediting import value_at

NO_SUBPROJECT = "_"
_NUMBERED = re.compile(r"(?P<lead>(?:[a-z0-9]+-)*[a-z]*)(?P<number>\d+)")
_ENDINGS: Mapping[str, str] = {"JPEG": "jpg", "WEBP": "webp"}


def new_entry(
    root: Path, campaign_id: str, subproject: str, *, title: str | None, media: Sequence[Path] = ()
) -> Made:
    """An entry that waits for its review; each of `media` becomes 1.jpg, 2.mp4 …: a sender's file name may say who he is.

    Problems: E181 no such campaign or sub-project, E182 a file that is no picture, sound or film we take.
    """
    if wrong := no_campaign(root, campaign_id):
        return wrong
    folder = f"{CAMPAIGNS}/{campaign_id}"
    text = (root / folder / "campaign.yml").read_text(encoding="utf-8", errors="replace")
    known = _subprojects(value_at(text, ("subprojects",)))
    if subproject not in (*known, NO_SUBPROJECT):
        wanted = near(subproject, known)
        return refused("E181", f"{folder}/campaign.yml", what="子项目", value=subproject, **wanted)
    kept, problems = _media(media)
    if problems:
        return Made(problems=tuple(problems))
    entry_id = next_id(root / folder / "entries", subproject)
    place = f"{folder}/entries/{subproject}/{entry_id}"
    lines = []
    for name, kind in kept.values():
        lines.append(f"  - file: {name}\n")
        lines.append("    alt: 【请填写画面里有什么】\n" if kind == "image" else "")
    words = {
        "title": in_yaml(title or "【请填写作品名称】"),
        "media": "media:\n" + "".join(lines) if lines else "",
    }
    files = {f"{place}/entry.yml": explained(template("entry.yml", **words)).encode()}
    files |= {f"{place}/{name}": path.read_bytes() for path, (name, _) in kept.items()}
    renamed = tuple(f"{path.name} → {place}/{name}" for path, (name, _) in kept.items())
    return Made(
        files,
        said=(
            *renamed,
            f"登记在 {place}/entry.yml：填好作者、单位、说明；审核通过以后再改 status。",
            *(("真实参赛者的照片和视频不宜放进 git：见 mkdocs.yml 的 media_root。",) if kept else ()),
        ),
    )


def next_id(entries: Path, subproject: str) -> str:
    """An id no entry of the campaign has: one more than the highest in the sub-project, written like it; 0001 at first."""
    taken = {name for group in folders(entries) for name in folders(entries / group)}
    numbered = [found for name in folders(entries / subproject) if (found := _NUMBERED.fullmatch(name))]
    last = max(numbered, key=lambda found: int(found["number"]), default=None)
    lead, width, number = (last["lead"], len(last["number"]), int(last["number"])) if last else ("", 4, 0)
    while True:
        number += 1
        wanted = f"{lead}{number:0{width}d}"
        if wanted not in taken:
            return wanted


def _media(paths: Sequence[Path]) -> tuple[dict[Path, tuple[str, str]], list[Problem]]:
    """Each file with its new name and kind, by what it is and not by what it is called."""
    kept: dict[Path, tuple[str, str]] = {}
    problems: list[Problem] = []
    for path in dict.fromkeys(paths):
        try:
            with path.open("rb") as file:
                form = recognise(file)
        except Refusal as refusal:
            seems = refusal.detail.get("seems", "空的文件")
            problems.append(problem("E182", Place(path.name), name=path.name, seems=seems))
        except OSError as error:
            problems.append(
                problem("E182", Place(path.name), name=path.name, seems=error.strerror or "打不开的文件")
            )
        else:
            name = f"{len(kept) + 1}.{_ENDINGS.get(form, form.lower())}"
            kept[path] = (name, KINDS[form])
    return kept, problems


def _subprojects(listed: object) -> list[str]:
    records = listed if isinstance(listed, list) else []
    return [str(one["id"]) for one in records if isinstance(one, dict) and "id" in one]
