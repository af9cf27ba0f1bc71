"""All that `zhanbang` can be asked: reads the clock and the arguments, prints, and decides the exit code. Nothing else does.

Exit codes: 0 fine, 1 problems in the project, 2 wrong usage or a failure outside the data.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.calm import calm
from generator.cli_build import (
    EXIT_FAILURE,
    EXIT_PROBLEMS,
    REPORTS,
    as_of_option,
    build_site,
    executor_option,
    jobs_option,
    root_option,
    shared_option,
    show,
    show_github,
    site_dir_option,
    tell_revised,
    today,
)
from generator.cli_revise import Tried, hands, memory, revised_site
from generator.cli_words import ChineseGroup, explain_usage
from generator.spread import SpreadError

language_option = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="提示的语言。")


DOORS = {
    "archive": "generator.cli_mend:archive",
    "diff": "generator.cli_diff:diff",
    "explain": "generator.cli_reference:explain",
    "import": "generator.cli_import:import_files",
    "new": "generator.cli_new:new",
    "publish": "generator.cli_publish:publish",
    "rollback": "generator.cli_publish:rollback",
    "scan": "generator.cli_scan:scan_folder",
    "schema": "generator.cli_reference:schema",
    "withdraw": "generator.cli_mend:withdraw",
}
"""Commands of modules of their own: a command costs nobody time who does not use it."""


@click.group(cls=ChineseGroup, doors=DOORS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zhanbang", prog_name="zhanbang", help="显示版本。")
def commands() -> None:
    """展榜：把活动资料和经审核的作品信息变成公开网站。"""


def run(tried: Tried | None = None) -> None:
    """Do what the arguments of this process say; a revision that was `tried` is not tried again."""
    try:
        commands.main(prog_name="zhanbang", standalone_mode=False, obj=tried)
    except click.UsageError as error:
        click.echo(explain_usage(error), err=True)
        sys.exit(EXIT_FAILURE)
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        sys.exit(EXIT_FAILURE)
    except SpreadError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_FAILURE)
    except click.Abort:
        sys.exit(EXIT_FAILURE)


@commands.command()
@click.option("--format", "form", type=click.Choice(REPORTS), default="text", help="报告的格式。")
@click.option("--strict", is_flag=True, help="有提醒也算不通过。")
@as_of_option
@root_option
@language_option
def check(form: str, strict: bool, as_of: date | None, root: Path, lang: str) -> None:
    """检查全部资料，一次列出所有问题，不生成网站。"""
    from generator.inspection import inspect
    from generator.problems import errors
    from generator.progress import progress

    root = root.resolve()
    with progress() as say:
        inspected = inspect(root, jobs=hands(None), say=say, memory=memory(root))
    problems = inspected.problems_on(today(root, as_of))
    if form == "github":
        show_github(problems, root, lang)
    else:
        show(problems, form, lang)
    if errors(problems) or (strict and problems):
        sys.exit(EXIT_PROBLEMS)


@commands.command()
@site_dir_option
@click.option("--offline", is_flag=True, help="生成可以双击打开、放进 U 盘的副本。")
@click.option("--timings", is_flag=True, help="列出每一步用的时间和内存。")
@click.option("--no-verify", "unverified", is_flag=True, help="不核对写出的网站：只用来测量，不能发布。")
@jobs_option
@executor_option
@shared_option
@as_of_option
@root_option
@language_option
@click.pass_obj
def build(
    tried: Tried | None,
    site_dir: Path,
    offline: bool,
    timings: bool,
    unverified: bool,
    jobs: int | None,
    executor: str,
    shared: str,
    as_of: date | None,
    root: Path,
    lang: str,
) -> None:
    """检查、生成、核对，全部无误后换上新网站；中途出错，旧网站原样不动。"""
    root = root.resolve()
    target = site_dir if site_dir.is_absolute() else root / site_dir
    if not (offline or timings or unverified or executor):
        revised = tried.revised if tried else revised_site(root, target, as_of=as_of, jobs=jobs)
        if revised:
            tell_revised(revised, site_dir, lang)
            return
    with calm():  # what is imported stays
        import generator.build  # noqa: F401
    build_site(
        root,
        site_dir,
        as_of=today(root, as_of),
        jobs=jobs,
        offline=offline,
        unverified=unverified,
        timings=timings,
        executor=executor,
        shared=shared,
        language=lang,
    )


@commands.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="端口，默认 8000。")
@as_of_option
@root_option
def serve(port: int, as_of: date | None, root: Path) -> None:
    """在本机预览；文件一改，网页自动更新。"""
    from generator import build as stages
    from generator import report
    from generator import serve as server
    from generator.compose import ComposeError
    from generator.harvest import EngineError
    from generator.manifest import WriteError
    from generator.media.store import MediaCacheError
    from generator.problems import errors

    root = root.resolve()

    def rebuild(target: Path) -> str:
        if revised := revised_site(root, target, as_of=as_of, jobs=None, serving=True):
            return report.as_text(revised.problems) if errors(revised.problems) else ""
        try:
            built = stages.build(
                root, target, as_of=today(root, as_of), serving=True, jobs=hands(None), memory=memory(root)
            )
        except (EngineError, ComposeError, WriteError, MediaCacheError) as error:
            return str(error)
        if built.written is None or errors(built.planned.problems):
            return report.as_text(built.planned.problems)
        return "\n".join(map(str, built.written.problems))

    folders = [root / name for name in ("campaigns", "content", "theme", "mkdocs.yml")]
    templates = Path(__file__).parent / "templates"
    try:
        server.serve(rebuild, watch=[*folders, templates], port=port, say=click.echo)
    except server.ServeError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_FAILURE)


@commands.command()
@click.argument("folder", metavar="文件夹", type=click.Path(file_okay=False, path_type=Path))
@click.option("--entries", type=click.IntRange(min=1), help="造一个有这么多件作品的测量用项目。")
@click.option("--photos", type=click.IntRange(min=0), default=0, help="其中多少件有照片（配合 --entries）。")
@click.option(
    "--megapixels",
    type=click.FloatRange(0.001, 64),
    default=0.3,
    help="照片多大，百万像素，默认 0.3（配合 --entries）。",
)
@root_option
def demo(folder: Path, entries: int | None, photos: int, megapixels: float, root: Path) -> None:
    """画出示例活动的图片、声音和视频；加 --entries 则造一个任意大小的测量用项目。"""
    from generator.progress import progress

    try:
        from generator.demo import sample_media, synthetic
    except ImportError as error:
        click.echo(f"缺少绘制示例用的组件（{error.name}）：请运行 make site，它会装好。", err=True)
        sys.exit(EXIT_FAILURE)
    if entries is None:
        try:
            with progress() as say:
                made = sample_media.draw_all(folder, say)
        except FileNotFoundError as error:
            click.echo(f"{error}\n要造一个任意大小的项目，请加 --entries，例如 --entries 100。", err=True)
            sys.exit(EXIT_FAILURE)
        click.echo(f"画好了 {made} 个文件：{folder / 'campaigns' / sample_media.CAMPAIGN}")
        return
    template = root if (root / "mkdocs.yml").is_file() else Path(__file__).resolve().parents[1]
    size = synthetic.Size(entries, min(photos, entries), megapixels)
    try:
        with progress() as say:
            for done in synthetic.write_project(folder, template, size):
                say("写作品", done, entries)
    except FileExistsError:
        click.echo(f"{folder} 里已经有 {synthetic.CAMPAIGN}，没有改动；请换一个文件夹。", err=True)
        sys.exit(EXIT_FAILURE)
    click.echo(f"造好了：{folder}。生成网站：zhanbang build --root {folder}")
