"""The group of the commands `import …`, and `import notice`: prints what it did, decides the exit code."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli_build import EXIT_FAILURE, EXIT_PROBLEMS, root_option, show
from generator.cli_words import ChineseGroup
from generator.placing import PlacingError, place
from generator.problems import errors
from generator.progress import progress

if TYPE_CHECKING:
    from generator.importing.bringing import Brought

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?")


DOORS = {
    "entries": "generator.cli_sheets:import_entries",
    "winners": "generator.cli_sheets:import_winners",
}


@click.group("import", cls=ChineseGroup, doors=DOORS)
def import_files() -> None:
    """从收到的文件导入：通知（Word、文本）、作品表、结果表（Excel）。"""


@import_files.command("notice")
@click.argument("file", metavar="文件", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as",
    "as_id",
    metavar="编号",
    help="新活动的编号，例如 2024-fujian；写成 2024-fujian/extend 则把通知加进已有的活动。",
)
@click.option("--year", type=click.IntRange(1990, 2099), help="活动的年份；通知里没有写明时用。")
@click.option("--dry-run", is_flag=True, help="只看会认出什么，不写任何文件。")
@root_option
def import_notice(file: Path, as_id: str | None, year: int | None, dry_run: bool, root: Path) -> None:
    """把一份收到的通知（.docx .txt .md .pdf）变成活动文件夹，正文一字不少，并写一份导入报告。"""
    from generator.importing.bringing import STEPS, bring
    from generator.importing.reading import read_file

    if as_id is not None and not _ID.fullmatch(as_id):
        raise click.BadParameter(
            "编号只用小写字母、数字和连字符，例如 2024-fujian，或 2024-fujian/extend", param_hint="--as"
        )
    root = root.resolve()
    with progress() as say:
        say("导入通知", 0, STEPS)
        read = read_file(file)
        if read.received is None:
            show(read.problems, "text", "zh")
            sys.exit(EXIT_PROBLEMS)
        brought = bring(root, read, as_id=as_id, year=year, step=lambda done: say("导入通知", done, STEPS))
        say("导入通知", STEPS, STEPS)
    if brought.refusal:
        _tell(brought)
        show((brought.refusal,), "text", "zh")
        sys.exit(EXIT_PROBLEMS)
    if dry_run:
        _tell(brought)
        click.echo("试导入：什么也没有写。去掉 --dry-run 再运行一次，就会写下：")
        for path in (*brought.fresh, *brought.texts, *brought.changed, brought.report_path):
            click.echo(f"  {path}")
    else:
        _write(root, brought)
        _tell(brought)
        _tell_written(brought)
    if brought.lacking:
        click.echo("\n还要补：" if errors(brought.lacking) else "\n请留意：")
        show(brought.lacking, "text", "zh")
    if errors(brought.lacking):
        sys.exit(EXIT_PROBLEMS)


def _write(root: Path, brought: Brought) -> None:
    """Write the folders and the report, or end here with nothing written."""
    files = {**brought.fresh, **brought.texts, **brought.changed, brought.report_path: brought.page()}
    try:
        place(
            root,
            {name: text.encode() for name, text in files.items()},
            replacing=frozenset({*brought.changed, brought.report_path}),
        )
    except PlacingError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_FAILURE)


def _tell(brought: Brought) -> None:
    from generator.importing.report import safe, summary

    for line in brought.told:
        click.echo(safe(line))
    if brought.drafts:
        for line in summary(brought.received, brought.drafts, brought.mends, brought.added):
            click.echo(line)


def _tell_written(brought: Brought) -> None:
    click.echo("\n写好了：")
    folders = dict.fromkeys(path.split("/")[1] for path in brought.fresh)
    for folder in folders:
        click.echo(
            f"  campaigns/{folder}/（新的活动，{sum(p.split('/')[1] == folder for p in brought.fresh)} 个文件）"
        )
    for path in brought.texts:
        click.echo(f"  {path}")
    for path in brought.changed:
        click.echo(f"  {path}（只加了这份通知，别的没有动）")
    click.echo(f"  {brought.report_path}（导入报告，不进版本库）")
    click.echo("接下来：")
    for at, line in enumerate(brought.following(), start=1):
        click.echo(f"  {at}. {line}")
