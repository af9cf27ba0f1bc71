"""The commands `withdraw` and `archive`: change the source files, by git alone reversible."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import routes
from generator.cli_build import EXIT_FAILURE, EXIT_PROBLEMS, Day, root_option, show
from generator.cli_words import ChineseHelp
from generator.placing import PlacingError, place
from generator.values.when import SHANGHAI

if TYPE_CHECKING:
    from generator.mending.files import Rewrite

dry_run_option = click.option("--dry-run", is_flag=True, help="只说会改什么，不写文件。")
_TAKEN_BACK = "要恢复，用 git 退回这次改动即可（git checkout 或 git revert）。"


@click.command("withdraw", cls=ChineseHelp)
@click.argument("works", metavar="活动/作品…", nargs=-1, required=True)
@click.option("--reason", required=True, metavar="原因", help="撤下的原因，会写在撤下说明的页面上。")
@click.option("--on", type=Day(), help="从哪一天撤下，默认今天（北京时间）。")
@click.option(
    "--notice", metavar="通知编号", help="依据的通知，例如 withdraw；另一个活动的写成 活动编号/通知编号。"
)
@dry_run_option
@root_option
def withdraw(
    works: tuple[str, ...], reason: str, on: date | None, notice: str | None, dry_run: bool, root: Path
) -> None:
    """撤下作品：在它的 entry.yml 里写明撤下的日期和原因。写成 活动编号/作品编号，或者 活动编号/子项目编号/作品编号，可以一次写几件。"""
    from generator.mending.withdrawing import Wish, withdrawals
    from generator.settings import read_project

    if not reason.strip():
        raise click.UsageError("--reason 要写明撤下的原因")
    project, _ = read_project(root)
    day = on or datetime.now(SHANGHAI).date()
    wish = Wish(works, day.isoformat(), " ".join(reason.split()), notice)
    taken, problems = withdrawals(root, project.campaigns, wish)
    if problems:
        show(problems, "text", "zh")
        click.echo("没有改动任何文件。", err=True)
        sys.exit(EXIT_PROBLEMS)
    changes = [one.change for one in taken if one.change]
    for one in taken:
        address = routes.work(one.campaign, one.work)
        if one.change is None:
            click.echo(f"已经撤下，不用再改：{one.campaign}/{one.work}《{one.title}》")
        else:
            file = one.change.path.relative_to(root).as_posix()
            click.echo(
                f"{'要撤下' if dry_run else '已撤下'}：{one.campaign}/{one.work}《{one.title}》（{file}）"
            )
            click.echo(f"  读者打开 {address} 会看到撤下说明；展厅、名单、检索里都不再有这件作品。")
    if not changes:
        return
    if dry_run:
        click.echo("这是试运行，没有写文件。")
        return
    _write(root, changes)
    click.echo(
        "接下来：\n  zhanbang check\n  zhanbang build\n  zhanbang publish 发布位置\n"
        "发布时，保留的旧版本里的这件作品也会一并清掉；提交记录（git 历史）里仍有原来的文件，要彻底删除见 SECURITY.md。\n"
        + _TAKEN_BACK
    )


@click.command("archive", cls=ChineseHelp)
@click.argument("campaign", metavar="活动编号")
@click.option("--on", type=Day(), help="从哪一天起算归档，默认今天（北京时间）。")
@click.option("--force", is_flag=True, help="活动还没有结束也归档：从那天起不再征集，也不再倒计时。")
@dry_run_option
@root_option
def archive(campaign: str, on: date | None, force: bool, dry_run: bool, root: Path) -> None:
    """归档活动：把通知和联系人里的手机号在源文件里遮住中间四位，活动从那天起算结束。"""
    from generator.mending.archiving import archive as put_away
    from generator.settings import read_project

    project, _ = read_project(root)
    day = on or datetime.now(SHANGHAI).date()
    archived, problems = put_away(root, project, campaign.strip("/"), on=day, force=force)
    if problems:
        show(problems, "text", "zh")
        click.echo("没有归档，没有改动任何文件。", err=True)
        sys.exit(EXIT_PROBLEMS)
    if not archived.changes:
        click.echo(f"{campaign} 已经归档，没有要遮的号码。")
        return
    for file, count in archived.masked:
        click.echo(f"{'要遮' if dry_run else '遮了'} {count} 个手机号：{file}")
    click.echo(f"{campaign} 从 {day.isoformat()} 起归档：状态是“已结束”，手机号不再公开，其余一字不动。")
    if dry_run:
        click.echo("这是试运行，没有写文件。")
        return
    _write(root, archived.changes)
    click.echo(
        "接下来：\n  zhanbang check\n  zhanbang build\n  zhanbang publish 发布位置\n"
        "提交记录（git 历史）里仍有原来的号码，要彻底删除见 SECURITY.md。\n" + _TAKEN_BACK
    )


def _write(root: Path, changes: Sequence[Rewrite]) -> None:
    files = {change.path.relative_to(root).as_posix(): change.after for change in changes}
    try:
        place(root, files, replacing=frozenset(files))
    except PlacingError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_FAILURE)
