"""Click in Chinese: headings of the help, and what a wrong call is told."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class ChineseHelp(click.Command):
    """A command whose help is headed in Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then what a group adds (its commands)."""
        rows = [row for parameter in self.get_params(ctx) if (row := parameter.get_help_record(ctx))]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Say in Chinese what --help does."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明。"
        return option


class ChineseGroup(ChineseHelp, click.Group):
    """A group of such commands. `doors` names those that are imported when somebody asks for them: `module:name`."""

    command_class = ChineseHelp

    def __init__(self, *args: object, doors: Mapping[str, str] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.doors = dict(doors or {})

    def list_commands(self, ctx: click.Context | None = None) -> list[str]:
        """Name all commands, whether they are imported or not."""
        return sorted({*self.commands, *self.doors})

    def get_command(self, ctx: click.Context | None, cmd_name: str) -> click.Command | None:
        """Return a command, None if there is none of that name."""
        if cmd_name not in self.commands and cmd_name in self.doors:
            module, _, name = self.doors[cmd_name].partition(":")
            self.add_command(getattr(import_module(module), name), cmd_name)
        return self.commands.get(cmd_name)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        ChineseHelp.format_options(self, ctx, formatter)
        known = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.get_short_help_str(80)) for name, command in known if command]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def explain_usage(error: click.UsageError) -> str:
    """Say in Chinese what is wrong with a call, and where to read on."""
    path = error.ctx.command_path if error.ctx else "zhanbang"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    if isinstance(error, click.NoSuchOption):
        what = f"没有 {error.option_name} 这个选项"
    elif isinstance(error, click.BadParameter):
        what = _bad_value(error)
    elif error.ctx and isinstance(error.ctx.command, click.Group):
        what = f"没有这个命令；可用的命令：{'、'.join(error.ctx.command.list_commands(error.ctx))}"
    else:
        what = error.format_message()
    return f"用法不对：{what.rstrip('。.')}。\n看说明：{path} --help"


def _bad_value(error: click.BadParameter) -> str:
    name = "、".join(error.param.opts) if error.param else ""
    wanted = error.param.type if error.param else None
    if isinstance(wanted, click.Choice):
        return f"{name} 只能是 {'、'.join(map(str, wanted.choices))}"
    if isinstance(wanted, click.IntRange):
        bounds = f"不小于 {wanted.min}" + (f"、不大于 {wanted.max}" if wanted.max is not None else "")
        return f"{name} 应当是{bounds}的整数"
    if isinstance(wanted, click.Path):
        return f"{name} 说的文件夹不存在"
    return f"{name} 的值不对：{error.message}"
