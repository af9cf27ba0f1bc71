"""The command `new`: commented files for a new campaign, notice or entry."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import report
from generator.cli_build import EXIT_FAILURE, EXIT_PROBLEMS, Day, root_option
from generator.cli_words import ChineseGroup
from generator.placing import PlacingError, place
from generator.values.when import SHANGHAI

if TYPE_CHECKING:
    from generator.scaffold.made import Made

TIERS = ("nation", "province", "city", "county", "unit")
"""Those of the model, written once more: a command's start-up does not wait for the models."""


@click.group("new", cls=ChineseGroup)
def new() -> None:
    """新建活动、通知、作品：带注释的文件，填好就能用；从不覆盖已有的文件。"""


@new.command("campaign")
@click.argument("campaign_id", metavar="活动编号")
@click.option("--title", metavar="全称", help="活动全称，照通知写。")
@click.option("--tier", type=click.Choice(TIERS), help="级别，默认 city（市）。")
@click.option("--region", metavar="地方", help="哪里的活动，例如 福建省。")
@click.option("--year", type=click.IntRange(1900, 2199), help="年份，默认照编号开头的四位数。")
@click.option(
    "--from",
    "source",
    metavar="活动编号",
    help="照这个往年的活动建：沿用项目和单位，日期、数字、联系人不沿用。",
)
@root_option
def new_campaign(
    campaign_id: str,
    title: str | None,
    tier: str | None,
    region: str | None,
    year: int | None,
    source: str | None,
    root: Path,
) -> None:
    """新建一个活动的文件夹：campaign.yml 和通知正文。编号写成“年份-地方”，例如 2027-shili。"""
    from generator.scaffold.campaigns import new_campaign as make

    made = make(
        root.resolve(),
        campaign_id,
        title=title,
        tier=tier,
        region=region,
        year=year,
        this_year=_today().year,
        source=source,
    )
    _finish(root, made)


@new.command("notice")
@click.argument("where", metavar="活动编号/通知编号")
@click.option(
    "--kind", default="通知", help="文种：通知、补充通知、延期通知、更正、公示、通报、撤销、公告，或别的词。"
)
@click.option(
    "--of", "about", metavar="通知编号", help="补充、延期、更正、公布、撤销的是哪一份，默认活动的第一份。"
)
@click.option("--on", type=Day(), help="成文日期，例如 2027-04-20；公示从这天起算五个工作日，默认今天。")
@root_option
def new_notice(where: str, kind: str, about: str | None, on: date | None, root: Path) -> None:
    """在活动里新建一份通知：正文文件，和 campaign.yml 末尾的登记。"""
    from generator.scaffold.notices import new_notice as make

    campaign_id, notice_id = _two(where, "活动编号/通知编号，例如 2027-shili/results")
    made = make(root.resolve(), campaign_id, notice_id, kind=kind, of=about, on=on, today=_today())
    _finish(root, made)


@new.command("entry")
@click.argument("where", metavar="活动编号/子项目编号")
@click.argument("media", metavar="[文件]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--title", metavar="名称", help="作品名称。")
@root_option
def new_entry(where: str, media: Sequence[Path], title: str | None, root: Path) -> None:
    """登记一件作品，编号自动往下排；给了图片、声音、视频就复制进去，换成 1.jpg 这样的名字。

    不属于任何子项目的（优秀组织奖等），子项目编号写 _。
    """
    from generator.scaffold.entries import new_entry as make

    campaign_id, subproject = _two(where, "活动编号/子项目编号，例如 2027-shili/songs")
    _finish(root, make(root.resolve(), campaign_id, subproject, title=title, media=media))


def _today() -> date:
    return datetime.now(SHANGHAI).date()


def _two(where: str, wanted: str) -> tuple[str, str]:
    """Both parts of `C/N`, else the command ends here."""
    campaign_id, _, inner = where.partition("/")
    if not campaign_id or not inner or "/" in inner:
        raise click.UsageError(f"“{where}”要写成 {wanted}")
    return campaign_id, inner


def _finish(root: Path, made: Made) -> None:
    """Write what was made and say what comes next; the command ends with 1 where nothing could be made."""
    if not made.files:
        for p in made.problems:
            click.echo(f"错误 {p.code}：{p.what()}\n      = 怎么改：{p.remedy()}", err=True)
        sys.exit(EXIT_PROBLEMS)
    try:
        place(root, made.files, replacing=made.replacing)
    except PlacingError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_FAILURE)
    for name in made.files:
        click.echo(f"{'改好了' if name in made.replacing else '建好了'} {name}")
    if made.problems:
        click.echo(f"\n下面的话是沿用的，逐条看一看是不是今年的：\n\n{report.as_text(made.problems)}")
    click.echo("\n接下来：")
    for sentence in (*made.said, "运行 zhanbang check 核对，zhanbang serve 预览。"):
        click.echo(f"- {sentence}")
