"""The project's own settings, read from mkdocs.yml: the one file that an office edits to make the site its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.problems import Place, Problem, problem
from generator.source import Source
from generator.values.when import WhenError, parse_when
from generator.yamltext import Mapping, Node, Scalar, Sequence, parse

_COLUMN_KEYS = ("name", "description", "keywords", "type")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnWords:
    """What the labels of a column say (国办发〔2017〕47号); what is empty stays as it is by default."""

    name: str = ""
    description: str = ""
    keywords: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What of the site's settings the domain needs. `site_url` ends in a slash or is empty (nothing absolute is written).

    `media_root` is where media of entrants stand that are not in the repository (git history cannot forget).
    `labels` says whether pages carry the labels of 国办发〔2017〕47号; `columns` are an office's own words in them, by column.
    """

    root: Path
    name: str = "展榜"
    site_url: str = ""
    campaigns: str = "campaigns"
    content: str = "content"
    samples: bool = True
    as_of: str = ""
    media_root: Path | None = None
    phone: str = ""
    labels: bool = True
    columns: tuple[tuple[str, ColumnWords], ...] = ()

    def day(self, today: date) -> date:
        """The day to build for: `as_of` of mkdocs.yml where one is given, else `today`."""
        try:
            return (parse_when(self.as_of).last if self.as_of else None) or today
        except WhenError:
            return today  # read_project has reported it


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
