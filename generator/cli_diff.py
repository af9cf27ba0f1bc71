"""The command `diff`: what readers would see changed since another state of the project."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli_build import (
    EXIT_FAILURE,
    EXIT_PROBLEMS,
    as_of_option,
    jobs_option,
    root_option,
    show,
    today,
)
from generator.cli_revise import hands, memory
from generator.cli_words import ChineseHelp
from generator.problems import errors
from generator.progress import progress

if TYPE_CHECKING:
    from generator.media.workshop import Say
    from generator.review.comparison import Comparison
    from generator.review.states import State

_HERE = "现在的文件"
_STEPS = "取出、生成两份网站"


@click.command("diff", cls=ChineseHelp)
@click.argument("base", metavar="基准")
@click.option(
    "--to", metavar="REF", default=None, help="和哪一份比：分支、标签、提交或文件夹，默认现在的文件。"
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("diff"), help="比较结果放在哪里，默认 diff。"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown", "text"]),
    default="html",
    help="html 写一个文件夹；markdown、text 只打印摘要。",
)
@click.option(
    "--facts", metavar="活动", multiple=True, help="另附这个活动全部资料的核对表（新活动总会附上）。"
)
@jobs_option
@as_of_option
@root_option
def diff(
    base: str,
    to: str | None,
    out: Path,
    form: str,
    facts: tuple[str, ...],
    jobs: int | None,
    as_of: date | None,
    root: Path,
) -> None:
    """比较两份资料，写出读者会看到的变化，给审核的人看。基准是分支、标签、提交（main、HEAD~1）或另一份项目的文件夹。"""
    from generator.harvest import EngineError
    from generator.media.store import MediaCacheError
    from generator.media.workshop import CACHE
    from generator.review.gitstate import StateError
    from generator.review.report import as_markdown, as_text
    from generator.review.writing import check_folder, write_folder

    root = root.resolve()
    day = today(root, as_of)
    target = out if out.is_absolute() else root / out
    try:
        if form == "html":
            check_folder(target)
        # the states stay open to the end: thumbnails are made of the pictures in them
        with progress() as say, ExitStack() as open_states:
            found = _compared(open_states, root, base, to, day=day, facts=facts, jobs=hands(jobs), say=say)
            if form == "html":
                write_folder(found, target, cache=root / CACHE, jobs=hands(jobs), say=say)
    except StateError as error:
        click.echo(f"{error.problem.code}：{error.problem.what()}\n{error.problem.remedy()}", err=True)
        sys.exit(EXIT_FAILURE)
    except (EngineError, MediaCacheError, OSError) as error:
        click.echo(f"没有比较：{error}", err=True)
        sys.exit(EXIT_FAILURE)
    if form == "markdown":
        click.echo(as_markdown(found), nl=False)
        return
    click.echo(as_text(found))
    if form == "html":
        click.echo(f"\n比较结果：{out}/index.html（双击打开，可以附在合并请求后面）")


def _compared(
    open_states: ExitStack,
    root: Path,
    base: str,
    to: str | None,
    *,
    day: date,
    facts: tuple[str, ...],
    jobs: int,
    say: Say,
) -> Comparison:
    """Plan both states and compare them. Ends the command when one of them has errors."""
    from generator.review.comparison import compare
    from generator.review.states import checked_out, planned_state

    say(_STEPS, 0, 4)
    old = open_states.enter_context(checked_out(root, base, slot="base"))
    new = open_states.enter_context(checked_out(root, to, slot="to")) if to else root
    say(_STEPS, 1, 4)
    before = planned_state(base, old, root=root, as_of=day, jobs=jobs, say=say)
    say(_STEPS, 2, 4)
    known_here = None if to else memory(root)
    after = planned_state(to or _HERE, new, root=root, as_of=day, jobs=jobs, say=say, memory=known_here)
    say(_STEPS, 3, 4)
    if faulty := [state for state in (before, after) if state.site is None]:
        _tell_faulty(faulty)
    known = after.catalog.by_id
    if unknown := [campaign for campaign in facts if campaign not in known]:
        raise click.UsageError(f"没有“{unknown[0]}”这个活动；现有：{'、'.join(sorted(known))}")
    found = compare(before, after, as_of=day, facts_of=facts, say=say)
    say(_STEPS, 4, 4)
    return found


def _tell_faulty(faulty: list[State]) -> None:
    for state in faulty:
        click.echo(f"“{state.name}”有错误，不能比较：")
        show(tuple(errors(state.problems)), "text", "zh")
    sys.exit(EXIT_PROBLEMS)
