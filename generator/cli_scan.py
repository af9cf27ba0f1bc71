"""The command `scan`: goes over any folder and prints what its files tell that nobody should be told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli_words import ChineseHelp
from generator.handouts import Document, read_handouts
from generator.leaks.reading import Unreadable
from generator.leaks.readings import is_document
from generator.leaks.scan import Leak, Sought, scan
from generator.progress import progress
from generator.values.text import fold, legible, mask_citizen_ids

_FOUND = 1
_WHAT = {"citizen": "身份证号码", "mobile": "手机号", "word": "要找的字样"}


@click.command("scan", cls=ChineseHelp)
@click.argument("folder", metavar="文件夹", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--for",
    "words",
    metavar="字样",
    multiple=True,
    help="只找这些字样（姓名、标题、号码，可以多次写），不找别的；泄露之后查哪些版本里有。",
)
def scan_folder(folder: Path, words: tuple[str, ...]) -> None:
    """在任意文件夹（网站、发布位置和保留的旧版本）里查身份证号码和手机号，压缩包、文档、图片里面的也查。"""
    sought = Sought(words={fold(word): "" for word in words if fold(word)})
    told = 0
    for name, lines in _findings(folder, sought, only_words=bool(words)):
        for line in lines:
            click.echo(f"{legible(mask_citizen_ids(name))}：{line}")
            told += 1
    if told:
        click.echo(
            f"共 {told} 处。手机号是不是可以公开，请对照联系人名单。" if not words else f"共 {told} 处。"
        )
        sys.exit(_FOUND)
    click.echo("没有找到。")


def _findings(folder: Path, sought: Sought, *, only_words: bool) -> Iterator[tuple[str, list[str]]]:
    """Name of a file and what was found in it, the documents last: they are opened in the limited worker."""
    documents: list[Document] = []
    for path, name in _files(folder):
        try:
            data = path.read_bytes()
        except OSError as error:
            yield name, [f"读不了（{error.strerror}）"]
            continue
        if is_document(data):
            documents.append(Document((str(folder), name), path, name, sought, linked=True))
            continue
        try:
            leaks = scan(name, data, sought)
        except Unreadable as refusal:
            yield name, [f"打不开：{refusal.why}"]
            continue
        yield name, _lines(leaks, only_words=only_words)
    with progress() as say:
        for (_, name), found in read_handouts(documents, jobs=os.cpu_count() or 1, say=say).items():
            lines = _lines(found.leaks, only_words=only_words)
            lines += [f"打不开，没有检查：{found.refusal}"] if found.refusal else []
            lines += ["旧格式，只能粗查"] if found.rough else []
            yield name, lines


def _lines(leaks: list[Leak] | tuple[Leak, ...], *, only_words: bool) -> list[str]:
    return [
        f"{leak.where or '正文'}：{_WHAT[leak.kind]} {leak.excerpt}"
        for leak in leaks
        if leak.kind == "word" or not only_words
    ]


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every plain file below the folder, in the order of names; links are not followed."""
    for place, folders, names in os.walk(folder.resolve()):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                yield path, path.relative_to(folder.resolve()).as_posix()
