"""The command `new`: commented files for a new campaign, notice or entry."""

from __future__ import annotations

import click

from generator.cli_words import ChineseGroup


@click.group("new", cls=ChineseGroup)
def new() -> None:
    """（尚未完成）"""
