"""The commands `import entries` and `import winners`: print what a sheet does to the entries, decide the exit code."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.cli_build import EXIT_FAILURE, EXIT_PROBLEMS, root_option, show
from generator.cli_words import ChineseHelp
from generator.problems import errors, in_order
from generator.progress import progress
from generator.sheets.heads import IGNORE, KEYS, is_private

if TYPE_CHECKING:
    from generator.project import Project
    from generator.sheets.entries import Import
    from generator.sheets.standing import Standings

_INTO = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)(?:/(_|[a-z0-9]+(?:-[a-z0-9]+)*))?")

file_argument = click.argument("file", metavar="表格", type=click.Path(path_type=Path))
sheet_option = click.option(
    "--sheet", default="", metavar="名称", help="用哪一张工作表（文件里有好几张时）。"
)
map_option = click.option(
    "--map",
    "mapped",
    metavar="列=键",
    multiple=True,
    help=f"表头认不出时说明：题名=title 或 C=title，可以多次写；“备注=-”是不要这一栏。键：{'、'.join(KEYS)}。",
)
dry_option = click.option("--dry-run", "dry", is_flag=True, help="只看会怎样，什么也不写。")
skip_option = click.option(
    "--skip-bad", is_flag=True, help="有错的行不写，别的行照样写；不加则有一处错就什么也不写。"
)


@click.command("entries", cls=ChineseHelp)
@file_argument
@click.option(
    "--into", required=True, metavar="活动/子项目", help="导入到哪里；表里有“子项目”一栏时可以只写活动。"
)
@click.option(
    "--media",
    metavar="文件夹",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="作品文件所在的文件夹：按表里的文件名、编号、题目和作者对上。",
)
@sheet_option
@map_option
@dry_option
@skip_option
@click.option("--replace", is_flag=True, help="已经审核过的作品也按表里改，状态退回待审（pending）。")
@root_option
def import_entries(
    file: Path,
    into: str,
    media: Path | None,
    sheet: str,
    mapped: tuple[str, ...],
    dry: bool,
    skip_bad: bool,
    replace: bool,
    root: Path,
) -> None:
    """把报送汇总表（.xlsx、.xls、.ods、.csv）变成作品资料；再导入一次只改变了的。

    电话、身份证号等个人信息一律不写入，也不显示。新作品的状态是 received（已收到），导入从不代替审核。
    """
    from generator.sheets.entries import Options, plan_entries
    from generator.sheets.naming import NO_SUBPROJECT

    campaign, subproject = _into(into)
    project, standings = _standings(root.resolve(), campaign)
    known = {one.id for one in standings.campaign.subprojects} | {NO_SUBPROJECT}
    if subproject and subproject not in known:
        _wrong(f"{campaign} 没有子项目 {subproject}；有：{'、'.join(sorted(known - {NO_SUBPROJECT}))}")
    options = Options(
        sheet=sheet, mapped=_mapped(mapped), media=media, media_root=project.media_root, replace=replace
    )
    data = _read(file)
    with progress() as say:
        found = plan_entries(data, file.name, standings, subproject, options, say)
    if media is None and found.read.header is not None and found.read.header.of("files"):
        click.echo("表里有作品文件名：加上 --media 文件夹，会把文件一起放进来。")
    _finish(found, standings, project, dry=dry, skip_bad=skip_bad)


@click.command("winners", cls=ChineseHelp)
@file_argument
@click.option("--into", required=True, metavar="活动", help="哪个活动的获奖名单。")
@click.option("--notice", default="", metavar="通知", help="公布这份名单的通知的 id，写进奖项里。")
@click.option(
    "--confirm",
    "confirmed",
    metavar="行=作品",
    multiple=True,
    help="对不准的行由人说明：12=0007 是说第 12 行就是作品 0007，可以多次写。",
)
@sheet_option
@map_option
@dry_option
@skip_option
@root_option
def import_winners(
    file: Path,
    into: str,
    notice: str,
    confirmed: tuple[str, ...],
    sheet: str,
    mapped: tuple[str, ...],
    dry: bool,
    skip_bad: bool,
    root: Path,
) -> None:
    """把获奖名单写进作品的 honours（奖项）；对不准的列出相近的作品，由人决定。

    先按编号找，没有编号就按题目、作者、单位都相同来找。除了 honours 什么也不改；公示还是已公布，由通知的 results 说明。
    """
    from generator.sheets.entries import Options
    from generator.sheets.winners import Asked, plan_winners

    campaign, subproject = _into(into)
    if subproject:
        _wrong("获奖名单导入到整个活动，--into 只写活动")
    project, standings = _standings(root.resolve(), campaign)
    asked = Asked(notice=notice, confirmed=_confirmed(confirmed))
    data = _read(file)
    with progress() as say:
        options = Options(sheet=sheet, mapped=_mapped(mapped))
        found = plan_winners(data, file.name, standings, options, asked, say)
    _finish(found, standings, project, dry=dry, skip_bad=skip_bad)


def _into(into: str) -> tuple[str, str | None]:
    found = _INTO.fullmatch(into.strip().strip("/"))
    if not found:
        _wrong(f"--into 要写成 活动/子项目，例如 2024-fujian/songs，不是“{into}”")
    return found[1], found[2]


def _wrong(what: str) -> NoReturn:
    raise click.UsageError(what, click.get_current_context())


def _standings(root: Path, campaign: str) -> tuple[Project, Standings]:
    from generator.settings import read_project
    from generator.sheets.standing import campaign_ids, read_standings

    project, problems = read_project(root)
    if campaign not in campaign_ids(project):
        _wrong(f"没有活动 {campaign}；有：{'、'.join(campaign_ids(project)) or '一个也没有'}")
    standings, found = read_standings(project, campaign)
    if standings is None or errors(problems):
        show((*problems, *found), "text", "zh")
        click.echo("活动资料有错误，没有导入；请先改好（zhanbang check）。", err=True)
        sys.exit(EXIT_PROBLEMS)
    return project, standings


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        click.echo(f"读不了这个文件（{error.strerror}）。", err=True)
        sys.exit(EXIT_FAILURE)


def _mapped(said: tuple[str, ...]) -> Mapping[str, str]:
    found = {}
    for one in said:
        name, sign, key = one.rpartition("=")
        if not sign or not name.strip() or key.strip() not in {*KEYS, IGNORE}:
            _wrong(f"--map 要写成 列=键，例如 题名=title，不是“{one}”；键：{'、'.join(KEYS)}，- 是不要")
        if is_private((name,)) and key.strip() != IGNORE:
            _wrong(f"“{name}”像是个人信息，不能导入；要用里面的别的内容，请在表格里另分一栏")
        found[name.strip()] = key.strip()
    return found


def _confirmed(said: tuple[str, ...]) -> Mapping[int, str]:
    found = {}
    for one in said:
        row, sign, entry = one.partition("=")
        if not sign or not row.strip().isdecimal() or not entry.strip():
            _wrong(f"--confirm 要写成 行=作品，例如 12=0007，不是“{one}”")
        found[int(row)] = entry.strip()
    return found


def _finish(found: Import, standings: Standings, project: Project, *, dry: bool, skip_bad: bool) -> None:
    """Tell, write unless something is wrong, and say what to do next. Exit code 1 where a row was left out."""
    from generator.sheets.telling import changes_text, counts_text, header_text

    if found.problems:
        show(tuple(in_order(found.problems)), "text", "zh")
        click.echo("")
    for text in (header_text(found), changes_text(found)):
        if text:
            click.echo(text)
    bad = bool(errors(found.problems))
    usable = found.read.header is not None and (skip_bad or not bad)
    if found.rows:
        click.echo(counts_text(found, dry=dry or not usable))
    if not usable or not found.changes:
        if bad:
            more = "；也可以加 --skip-bad，先写没有错的行" if found.changes else ""
            click.echo(f"有错误，什么也没有写。请照上面改表格，再运行一次{more}。", err=True)
            sys.exit(EXIT_PROBLEMS)
        click.echo("没有变化，什么也没有写。")
        return
    writes = found.count("new") + found.count("changed")
    if dry and writes:
        click.echo("这是试运行（--dry-run），什么也没有写。")
    elif not writes:
        click.echo("没有变化，什么也没有写。")
    else:
        _write(found, standings, project)
    if bad:
        sys.exit(EXIT_PROBLEMS)


def _write(found: Import, standings: Standings, project: Project) -> None:
    from generator.sheets.filing import FilingError, write

    try:
        with progress() as say:
            write(found.changes, standings, root=project.root, media_root=project.media_root, say=say)
    except FilingError as error:
        click.echo(f"没有导入：{error}。什么也没有改。", err=True)
        sys.exit(EXIT_FAILURE)
    folder = f"{project.campaigns}/{standings.campaign.id}/entries/"
    click.echo(
        f"已写入 {folder}。下一步：zhanbang check，用 git diff 核对；审核通过的作品改 status: approved 并写 approval、consent。"
    )
