"""The commands `withdraw` and `archive`: change the source files, by git alone reversible."""

from __future__ import annotations

import click

from generator.cli_words import ChineseHelp


@click.command("withdraw", cls=ChineseHelp)
def withdraw() -> None:
    """（尚未完成）"""


@click.command("archive", cls=ChineseHelp)
def archive() -> None:
    """（尚未完成）"""
