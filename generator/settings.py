"""The project's own settings, read from mkdocs.yml: the one file that an office edits to make the site its own."""

from __future__ import annotations

from pathlib import Path

from generator.problems import Place, Problem, problem
from generator.project import ColumnWords, Project
from generator.source import Source
from generator.values.when import WhenError, parse_when
from generator.yamltext import Mapping, Node, Scalar, Sequence, parse

_COLUMN_KEYS = ("name", "description", "keywords", "type")


def read_project(root: Path) -> tuple[Project, list[Problem]]:
    """Read `root/mkdocs.yml`. A project without one gets the defaults; a faulty one is a problem."""
    path = root / "mkdocs.yml"
    if not path.is_file():
        return Project(root=root), []
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return Project(root=root), [problem("E117", Place("mkdocs.yml"))]
    node, problems = parse(Source("mkdocs.yml", text), tags=True)
    if node is None:
        return Project(root=root), problems
    ours = _ours(node)
    options = _plain(ours) if ours else {}
    assert isinstance(options, dict)
    as_of = _text(ours.get("as_of")) if ours else ""
    try:
        if as_of:
            parse_when(as_of)
    except WhenError as error:
        assert ours is not None
        problems.append(problem(error.code, (ours.get("as_of") or node).place, value=as_of))
    url = _text(node.get("site_url"))
    return (
        Project(
            root=root,
            name=_text(node.get("site_name")) or "展榜",
            site_url=url if not url or url.endswith("/") else url + "/",
            campaigns=str(options.get("campaigns") or "campaigns"),
            content=_text(node.get("docs_dir")) or "content",
            samples=options.get("samples") != "false",
            as_of=as_of,
            media_root=_folder(root, options.get("media_root")),
            phone=_phone(options.get("maintainer")),
            labels=options.get("labels") != "false",
            columns=_columns(options.get("columns")),
        ),
        problems,
    )


def _phone(maintainer: object) -> str:
    """The number readers call about the site itself: its office declares it public by writing it there."""
    return str(maintainer.get("phone") or "").strip() if isinstance(maintainer, dict) else ""


def _columns(options: object) -> tuple[tuple[str, ColumnWords], ...]:
    """An office's own words for the labels of its columns; MkDocs refuses names that there are not."""
    if not isinstance(options, dict):
        return ()
    return tuple(
        (column, ColumnWords(**{key: _spoken(words.get(key)) for key in _COLUMN_KEYS}))
        for column, words in options.items()
        if isinstance(words, dict)
    )


def _spoken(value: object) -> str:
    """A text, or the words of a list with commas between them."""
    if isinstance(value, list):
        return ",".join(str(item).strip() for item in value)
    return "" if value in (None, "null", "~") else str(value).strip()


def _folder(root: Path, name: object) -> Path | None:
    """A folder named in the settings, relative ones from the project's own; None when none is named."""
    return root / str(name) if name and name not in ("null", "~") else None


def _ours(node: Mapping) -> Mapping | None:
    """The options of our plugin in the list `plugins`."""
    plugins = node.get("plugins")
    for item in plugins.items if isinstance(plugins, Sequence) else ():
        if isinstance(item, Mapping) and isinstance(found := item.get("zhanbang"), Mapping):
            return found
    return None


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) and node.text.strip() not in ("null", "~") else ""


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key.text: _plain(value) for key, value in node.items}
