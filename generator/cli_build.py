"""What the commands that build share: their options, the build itself, and how its outcome is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli_revise import SITE, day_of, done, hands, memory
from generator.stopwatch import Stopwatch
from generator.values.when import SHANGHAI

if TYPE_CHECKING:
    from generator.build import Built
    from generator.media.workshop import Elsewhere
    from generator.problems import Problem
    from generator.revising.revise import Revised

EXIT_PROBLEMS = 1
EXIT_FAILURE = 2
REPORTS = ("text", "json", "github")
"""The forms of a report."""


class Day(click.ParamType[date]):
    """A day, `2024-08-12`."""

    name = "日期"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        day = day_of(str(value))
        if day is None:
            self.fail(f"“{value}”不是日期，请写成 2024-08-12 的样子", param, ctx)
        return day


as_of_option = click.option(
    "--as-of", type=Day(), help="按哪一天生成（状态、倒计时、号码遮挡），默认今天（北京时间）。"
)
root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="项目文件夹，默认当前文件夹。",
)
site_dir_option = click.option(
    "--site-dir", type=click.Path(path_type=Path), default=SITE, help="网站放在哪里，默认 site。"
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), default=None, help="同时处理几个媒体文件，默认按处理器数目。"
)
executor_option = click.option(
    "--executor",
    default="",
    metavar="地址",
    help="媒体交给 Dask 集群制作：写调度机的地址，例如 tcp://10.0.0.5:8786。",
)
shared_option = click.option(
    "--shared",
    default="",
    metavar="文件夹或地址",
    help="集群各机器都能读写的地方（配合 --executor），例如共享文件夹或 s3://…；不写，就从网络传回本机。",
)


def today(root: Path, as_of: date | None) -> date:
    """The day to build for: the argument, else what the project says, else today in China."""
    from generator.settings import read_project

    return as_of or read_project(root)[0].day(datetime.now(SHANGHAI).date())


def show(problems: tuple[Problem, ...], form: str, language: str) -> None:
    """Print a report, unless it has nothing to say in this form; below one for people, how to read on.

    That line is no part of the report: it goes to standard error.
    """
    from generator import report

    text = report.FORMATS[form](problems, language)
    if text:
        click.echo(text)
    if form == "text" and problems:
        click.echo(report.more(problems, language), err=True)


def show_github(problems: tuple[Problem, ...], root: Path, language: str) -> None:
    """Print annotations with file names as the repository has them, and add to the summary of the step where there is one.

    The repository is `$GITHUB_WORKSPACE`, the summary the file `$GITHUB_STEP_SUMMARY`.
    """
    from generator import report

    repository = Path(os.environ.get("GITHUB_WORKSPACE") or Path()).resolve()
    folder = root.resolve()
    if folder.is_relative_to(repository):
        problems = report.beneath(folder.relative_to(repository).as_posix(), problems)
    show(problems, "github", language)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(report.as_markdown(problems, language))
        except OSError as error:
            click.echo(f"摘要没有写进 {summary}（{error.strerror}）。", err=True)


@contextmanager
def helpers(executor: str, shared: str) -> Iterator[Elsewhere | None]:
    """The cluster whose scheduler is at the address `executor`, None without one. Raises MediaClusterError."""
    if not executor:
        if shared:
            raise click.UsageError("--shared 要和 --executor 一起用")
        yield None
        return
    try:
        from generator.media.cluster import cluster
    except ImportError as error:
        raise click.ClickException(
            f"缺少用集群的组件（{error.name}）：请运行 "
            "pip install --require-hashes -r requirements-cluster.lock，再运行一次。"
        ) from error
    store = str(Path(shared).resolve()) if shared and "://" not in shared else shared
    with cluster(executor, store=store, tell=lambda line: click.echo(line, err=True)) as elsewhere:
        yield elsewhere


def build_site(
    root: Path,
    site_dir: Path,
    *,
    as_of: date,
    jobs: int | None,
    offline: bool = False,
    unverified: bool = False,
    timings: bool = False,
    executor: str = "",
    shared: str = "",
    language: str = "zh",
) -> Built:
    """Build and tell how it went. Returns only when the new site is shown, else the command ends here."""
    from generator import build as stages
    from generator.compose import ComposeError
    from generator.harvest import EngineError
    from generator.manifest import WriteError
    from generator.media.store import MediaCacheError
    from generator.progress import progress

    target = site_dir if site_dir.is_absolute() else root / site_dir
    watch = Stopwatch()
    try:
        with helpers(executor, shared) as elsewhere, progress() as say:
            built = stages.build(
                root,
                target,
                as_of=as_of,
                offline=offline,
                jobs=hands(jobs),
                say=say,
                memory=memory(root),
                unverified=unverified,
                done=watch.done,
                elsewhere=elsewhere,
            )
    except (EngineError, ComposeError, WriteError, MediaCacheError) as error:
        click.echo(f"没有生成：{error}\n旧网站没有改动。", err=True)
        sys.exit(EXIT_FAILURE)
    if built.planned.problems or built.written is None:
        show(built.planned.problems, "text", language)
    if built.written is None or built.planned.ledger is None:
        click.echo("有错误，没有生成；旧网站没有改动。", err=True)
        sys.exit(EXIT_PROBLEMS)
    if built.written.problems:
        show(tuple(built.written.problems), "text", language)
        click.echo("网站生成后核对没有通过；旧网站没有改动。", err=True)
        sys.exit(EXIT_PROBLEMS)
    if built.written.aside:
        click.echo(f"原来的文件夹移到了 {built.written.aside}；里面是以前的内容，核对后请自己删掉。")
    click.echo(built.planned.ledger.text())
    change = built.written.change
    if timings:
        click.echo(watch.table(), err=True)
    if unverified:
        click.echo("没有核对：这次生成只用来测量，请不要发布。", err=True)
    click.echo(done(change, site_dir))
    return built


def tell_revised(revised: Revised, site_dir: Path, language: str) -> None:
    """Tell of a site that was brought up to date what a build would."""
    if revised.problems:
        show(revised.problems, "text", language)
    click.echo(revised.ledger)
    click.echo(done(revised.change, site_dir))
