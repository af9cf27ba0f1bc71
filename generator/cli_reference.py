"""The commands `schema` and `explain`: what the keys and the codes mean."""

from __future__ import annotations

import click

from generator.cli_words import ChineseHelp


@click.command("schema", cls=ChineseHelp)
def schema() -> None:
    """（尚未完成）"""


@click.command("explain", cls=ChineseHelp)
def explain() -> None:
    """（尚未完成）"""
