"""The commands `publish` and `rollback`: read the clock and the arguments, print, decide the exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli_build import (
    EXIT_FAILURE,
    as_of_option,
    build_site,
    jobs_option,
    root_option,
    site_dir_option,
    today,
)
from generator.cli_words import ChineseHelp
from generator.manifest import WriteError
from generator.progress import progress
from generator.publish.destination import ShownError, system_words
from generator.publish.sentences import counts, strangers_told

if TYPE_CHECKING:
    from generator.build import Built
    from generator.publish.destination import BuiltSite
    from generator.publish.record import Difference


@click.command(cls=ChineseHelp)
@click.argument("dest", metavar="位置")
@click.option("--plain", is_flag=True, help="位置本身就是网站文件夹（不支持链接的主机）。")
@click.option("--bucket", is_flag=True, help="位置里写一份上传计划，用于对象存储、CDN。")
@click.option(
    "--keep", type=click.IntRange(min=1), default=5, help="自有服务器保留几个版本，连同正在公开的，默认 5。"
)
@click.option(
    "--known",
    type=click.Path(path_type=Path),
    default=None,
    help="存储桶里有什么：取来的清单，默认位置里的 known.txt（配合 --bucket）。",
)
@click.option("--dry-run", is_flag=True, help="只生成、比较，说明会做什么，不改动发布位置。")
@click.option("--take-over", is_flag=True, help="位置上已有别的东西时，把它移到旁边（不删除），再发布。")
@click.option("--commit", default=None, help="记入日志的提交号，默认问 git。")
@site_dir_option
@jobs_option
@as_of_option
@root_option
def publish(
    dest: str,
    plain: bool,
    bucket: bool,
    keep: int,
    known: Path | None,
    dry_run: bool,
    take_over: bool,
    commit: str | None,
    site_dir: Path,
    jobs: int | None,
    as_of: date | None,
    root: Path,
) -> None:
    """生成网站，核对无误后发布到一个位置；中途出错或断电，公开的网站原样不动。

    默认按自有服务器：位置/releases/ 里是各个版本，位置/current 指向正在公开的那个，网站服务器的根目录设为它。
    """
    from generator.publish.destination import BuiltSite, Kind, check_place, kind_of
    from generator.publish.record import File

    if plain and bucket:
        raise click.UsageError("--plain 和 --bucket 只能用一个")
    root = root.resolve()
    target = site_dir if site_dir.is_absolute() else root / site_dir
    day = today(root, as_of)
    place = Path()
    try:
        place = _place(dest)
        kind = kind_of(place, Kind.PLAIN if plain else Kind.BUCKET if bucket else None)
        check_place(place, kind, root=root, site_dir=target)
        built = build_site(root, site_dir, as_of=day, jobs=jobs)
        assert built.written is not None
        files = {path: File(one.sha256, one.size, one.mtime_ns) for path, one in built.written.files.items()}
        site = BuiltSite(built.written.tree, files, commit=commit or _commit(root), as_of=day.isoformat())
        if kind is Kind.RELEASES:
            _to_server(place, site, built, keep=keep, dry_run=dry_run, take_over=take_over)
        elif kind is Kind.PLAIN:
            _to_folder(place, site, dry_run=dry_run, take_over=take_over)
        else:
            _to_bucket(place, site, known=known, dry_run=dry_run, shown=target)
    except BrokenPipeError:
        raise  # nobody reads what is told; the work is done
    except (WriteError, OSError) as error:
        click.echo(f"没有发布完：{_sentence(error, place)}", err=True)
        sys.exit(EXIT_FAILURE)


def _to_server(
    dest: Path, site: BuiltSite, built: Built, *, keep: int, dry_run: bool, take_over: bool
) -> None:
    from generator.publish import releases

    if dry_run:
        plan = releases.plan(dest, site, keep=keep, take_over=take_over)
        _tell_plan(dest, plan.change if plan.new else None)
        for release in plan.dropped:
            click.echo(f"（试运行）会删除旧版本 {release}。")
        return
    with progress() as say:
        done = releases.publish(
            dest,
            site,
            now=datetime.now(UTC),
            policy=built.planned.policy,
            keep=keep,
            take_over=take_over,
            say=say,
        )
    _tell_aside(done.aside)
    for release in done.dropped:
        click.echo(f"  删除了旧版本 {release}。")
    for one in done.scrubbed:
        if one.dropped:
            click.echo(f"  旧版本 {one.release} 清理后补不全，已整个删除。")
        elif one.change:
            gone = f"（撤下的作品：{'、'.join(one.works)}）" if one.works else ""
            click.echo(f"  清理了旧版本 {one.release}：{counts(one.change)}{gone}。")
    if done.new:
        click.echo(f"已发布到 {dest}：{done.release}，{counts(done.change)}。")
    else:
        click.echo(f"和正在公开的 {done.release} 一样，没有新版本。")
    if done.strange:
        click.echo(strangers_told(dest / "releases" / done.release, done.strange))


def _to_folder(dest: Path, site: BuiltSite, *, dry_run: bool, take_over: bool) -> None:
    from generator.publish import plain

    if dry_run:
        _tell_plan(dest, plain.plan(dest, site, take_over=take_over) or None)
        return
    with progress() as say:
        done = plain.publish(dest, site, now=datetime.now(UTC), take_over=take_over, say=say)
    _tell_aside(done.aside)
    if done.in_one_step is None:
        click.echo("和正在公开的一样，没有改动。")
        return
    way = "整个文件夹一步替换" if done.in_one_step else "不能整个替换，逐个文件按先后替换"
    click.echo(f"已发布到 {dest}：{counts(done.change)}（{way}）。")
    if done.carried:
        click.echo(f"  那里不是展榜放的 {done.carried} 个文件原样留着。")


def _to_bucket(dest: Path, site: BuiltSite, *, known: Path | None, dry_run: bool, shown: Path) -> None:
    from generator.publish import bucket

    if known is not None and not known.is_file():
        raise WriteError(f"没有 {known} 这个文件。")
    if dry_run:
        plan = bucket.look(dest, site, known=known)
    else:
        plan = bucket.publish(dest, site, now=datetime.now(UTC), known=known)
    uploads = sum(1 for _ in plan.stages.uploads())
    words = f"上传 {uploads} 个文件（{plan.size / 1_000_000:.1f} MB），删除 {len(plan.stages.delete)} 个"
    if plan.strange:
        click.echo(f"  桶里另有 {plan.strange} 个文件不是展榜放的，原样留着。")
    if plan.complete:
        click.echo("桶里已经是这个网站，不用上传。")
    elif dry_run:
        click.echo(f"（试运行）计划会是：{words}。")
    else:
        click.echo(
            f"上传计划在 {dest}：{words}。\n照着做：sh {dest / 'upload.sh'} {dest} {shown} 存储桶（先后和别的工具见 README.txt）"
        )


@click.command(cls=ChineseHelp)
@click.argument("dest", metavar="位置")
@click.option("--to", default=None, help="回到哪个版本（编号，或者开头几位），默认前一个。")
@click.option("--list", "listing", is_flag=True, help="列出保留的版本，不改动。")
def rollback(dest: str, to: str | None, listing: bool) -> None:
    """回到以前发布的版本，一秒之内；后来撤下的作品不会因此重新出现。"""
    from generator.publish import rollback as back

    place = Path()
    try:
        place = _place(dest)
        if listing:
            for one in back.standing(place):
                mark = "→" if one.shown else " "
                state = "" if one.ready or one.shown else "  （还没有清理完，暂时不能回退）"
                click.echo(
                    f"{mark} {one.release}  提交 {one.commit[:12] or '不明'}  数据日期 {one.as_of}  {one.files} 个文件{state}"
                )
            return
        done = back.rollback(place, now=datetime.now(UTC), to=to)
    except ShownError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_FAILURE)
    except BrokenPipeError:
        raise  # nobody reads what is told; the work is done
    except (WriteError, OSError) as error:
        click.echo(f"没有回退：{_sentence(error, place)}", err=True)
        sys.exit(EXIT_FAILURE)
    click.echo(f"已回到 {done.release}（之前是 {done.before or '没有'}）：{counts(done.change)}。")


def _place(given: str) -> Path:
    """The place an editor named, with every link followed. Raises `WriteError` where nothing was named."""
    if not given.strip():
        raise WriteError("位置是空的；请写出要发布到的文件夹。")
    return Path(os.path.realpath(given))


def _sentence(error: WriteError | OSError, place: Path) -> str:
    return system_words(error, place) if isinstance(error, OSError) else str(error)


def _tell_plan(dest: Path, change: Difference | None) -> None:
    if change is None:
        click.echo("（试运行）和正在公开的一样，不会改动。")
    else:
        click.echo(f"（试运行）会发布到 {dest}：{counts(change)}。")


def _tell_aside(aside: Path | None) -> None:
    if aside:
        click.echo(f"原来的东西移到了 {aside}。")


def _commit(root: Path) -> str:
    """The commit the project is at, "" where git does not know. A hook's GIT_DIR is not the project's."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        asked = subprocess.run(  # noqa: S603 - nothing of it comes from outside
            ["git", "-C", str(root), "rev-parse", "HEAD"],  # noqa: S607 - the git of whoever runs us
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return asked.stdout.strip()
