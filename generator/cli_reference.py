"""The commands `schema` and `explain`: what the keys and the codes mean."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli_build import EXIT_FAILURE, EXIT_PROBLEMS, root_option
from generator.cli_words import ChineseHelp
from generator.placing import PlacingError, place


@click.command("schema", cls=ChineseHelp)
@click.option(
    "--check", "only_check", is_flag=True, help="只核对写好的是不是最新的，不写；不是最新的退出码是 1。"
)
@root_option
def schema(only_check: bool, root: Path) -> None:
    """写出编辑器用的 schema/campaign.json、schema/entry.json，和手册里的字段说明。

    schema/ 里的两个文件让 VS Code 一边写一边提示、检查；content/handbook/ 里的说明页，只在有这个文件夹时写。
    """
    from generator.schema.files import generated

    wanted = {
        name: text
        for name, text in generated().items()
        if not name.startswith("content/") or (root / name).parent.is_dir()
    }
    stale = [name for name, text in wanted.items() if _text_of(root / name) != text]
    if only_check:
        if stale:
            click.echo(f"不是最新的：{'、'.join(stale)}。\n请运行 zhanbang schema，再把改动提交。")
            sys.exit(EXIT_PROBLEMS)
        click.echo(f"{len(wanted)} 个文件都是最新的。")
        return
    try:
        place(root, {name: wanted[name].encode() for name in stale}, replacing=frozenset(stale))
    except PlacingError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_FAILURE)
    for name in stale:
        click.echo(f"写好了 {name}")
    if not stale:
        click.echo(f"{len(wanted)} 个文件都是最新的，没有改动。")


def _text_of(path: Path) -> str | None:
    """What a file says, None where it does not say anything."""
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None


@click.command("explain", cls=ChineseHelp)
@click.argument("words", metavar="[代码]...", nargs=-1)
def explain(words: tuple[str, ...]) -> None:
    """说明错误和提醒的代码：为什么有这一条，错的样子，改好的样子。不联网也能用。

    代码大小写都行，例如 e121；写 E12、E1 列出这几个数字开头的；写一个词列出提到它的；什么都不写，全部列出。
    """
    from generator.handbook.explanations import as_text, explanations, listed, meant, mentioning, near

    if not words:
        click.echo(listed(tuple(explanations())))
        click.echo("\n看其中一条：zhanbang explain E121", err=True)
        return
    told = []
    unknown = []
    for word in words:
        alike = near(word)
        codes = meant(word) or (() if alike else mentioning(word))
        if codes:
            told.append(as_text(explanations()[codes[0]]) if len(codes) == 1 else listed(codes))
        elif alike:
            unknown.append(f"没有 {word} 这个代码；号码相近的有：\n{listed(alike)}")
        else:
            unknown.append(f"没有“{word}”这个代码，也没有哪一条提到它。")
    if told:
        click.echo("\n\n".join(dict.fromkeys(told)))
    if unknown:
        click.echo("\n\n".join([*unknown, "全部代码：zhanbang explain"]), err=True)
        sys.exit(EXIT_FAILURE)
