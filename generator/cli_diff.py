"""The command `diff`: what readers would see changed since another state of the project."""

from __future__ import annotations

import click

from generator.cli_words import ChineseHelp


@click.command("diff", cls=ChineseHelp)
def diff() -> None:
    """（尚未完成）"""
