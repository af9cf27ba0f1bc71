"""The campaigns of this repository: check, a cold build, an unchanged one and one with a changed campaign. No peer has this work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.bench import projects
from tests.bench.projects import Edits, Project
from tests.bench.rounds import Command, Figures, in_turn

CHANGED = "campaigns/2024-fujian/campaign.yml"


def measure(*, scratch: Path, rounds: int, say: Callable[[str], object] = print) -> dict[str, Figures]:
    """Time them in private copies. Raises CommandError."""
    say("the committed campaigns")
    cold = projects.copy(projects.ROOT, scratch / "cold")
    projects.build(cold)
    warm = projects.duplicate(cold, scratch / "warm")
    projects.build(warm)
    projects.build(warm)
    edit = Edits(warm.folder / CHANGED, "short_title")

    def command(name: str, project: Project, word: str, prepare: Callable[[], object]) -> Command:
        return Command(name, project.command(word), projects.ROOT, project.env, prepare)

    commands = [
        command("check", warm, "check", lambda: None),
        command("build, cold", cold, "build", lambda: projects.empty(cold)),
        command("build, nothing changed", warm, "build", lambda: None),
        command("build, one campaign changed", warm, "build", edit),
    ]
    return in_turn(commands, rounds=rounds, say=say)
