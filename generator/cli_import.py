"""The commands `import notice`, `import entries`, `import winners`: print what they did, decide the exit code."""

from __future__ import annotations

import click

from generator.cli_words import ChineseGroup


@click.group("import", cls=ChineseGroup)
def import_files() -> None:
    """（尚未完成）"""
