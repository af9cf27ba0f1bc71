"""The only importer of MkDocs (or of ProperDocs, which answers to the same name): a thin plugin.

It gives the theme its settings, adds the frame page, and once the engine has rendered, writes the planned site with
the same functions as `zhanbang build`. The engine always renders aside: whatever goes wrong, the old site is whole.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar, Literal

from mkdocs.commands.build import build
from mkdocs.config import config_options as c
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from msgspec.structs import replace

from generator import harvest, tree
from generator.bringing import bring
from generator.compose import ComposeError
from generator.engine import THEME
from generator.frame import FRAME_PATH, MARKERS, FrameError
from generator.manifest import explain
from generator.policy import META_POLICY
from generator.problems import Problem, errors
from generator.report import as_text
from generator.settings import read_project
from generator.site import Site
from generator.values.when import SHANGHAI
from generator.verify.site import verify
from generator.verify.standard import Standard

log = get_plugin_logger("zhanbang")
COLUMNS = (
    ("home", "首页", "./"),
    ("campaigns", "活动", "campaigns/"),
    ("notices", "通知", "notices/"),
    ("gallery", "展厅", "gallery/"),
    ("results", "获奖", "results/"),
    ("contacts", "联系", "contacts/"),
)
_FRAME_PAGE = "---\ntemplate: frame.html\ntitle: frame\nsearch:\n  exclude: true\n---\n"
Loaded = tuple[Site | None, Sequence[Problem], Standard | None]
Loader = Callable[[Path, date], Loaded]


class Maintainer(Config):  # type: ignore[no-untyped-call]
    """Whom a reader calls about the site itself."""

    unit = c.Type(str, default="")
    phone = c.Type(str, default="")
    email = c.Type(str, default="")


class Copyright(Config):  # type: ignore[no-untyped-call]
    """What the page 版权声明 says in the office's own words."""

    holder = c.Type(str, default="")
    terms = c.Type(str, default="")


class Column(Config):  # type: ignore[no-untyped-call]
    """An office's own words for the labels of one column (国办发〔2017〕47号)."""

    name = c.Type(str, default="")
    description = c.Type(str, default="")
    keywords = c.Type((str, list), default="")
    type = c.Type(str, default="")


class Columns(Config):  # type: ignore[no-untyped-call]
    """By the ids of the header's entries; the front page has no column's labels."""

    campaigns = c.SubConfig(Column)
    notices = c.SubConfig(Column)
    gallery = c.SubConfig(Column)
    results = c.SubConfig(Column)
    contacts = c.SubConfig(Column)


class Options(Config):  # type: ignore[no-untyped-call]
    """What stands under `plugins: - zhanbang:` in mkdocs.yml; every one of them may be left out."""

    campaigns = c.Type(str, default="campaigns")
    as_of = c.Optional(c.Type((str, date)))
    samples = c.Type(bool, default=True)
    media_root = c.Optional(c.Type(str))
    seal = c.Type(str, default="榜")
    slogan = c.Type(str, default="")
    sponsors = c.ListOfItems(c.Type(str), default=[])
    maintainer = c.SubConfig(Maintainer)
    icp = c.Type(str, default="")
    mps = c.Type(str, default="")
    site_id_code = c.Type(str, default="")
    labels = c.Type(bool, default=True)
    columns = c.SubConfig(Columns)
    copyright = c.SubConfig(Copyright)

    def for_theme(self) -> dict[str, Any]:
        """Return the options templates may read, as plain values."""
        plain = {name: self[name] for name in ("seal", "slogan", "icp", "mps", "site_id_code", "labels")}
        parts = {name: dict(self[name]) for name in ("maintainer", "copyright")}
        return plain | parts | {"sponsors": list(self.sponsors)}


def _load(root: Path, as_of: date) -> Loaded:
    from generator.build import load_site

    planned = load_site(root, as_of=as_of)
    return planned.site, planned.problems, planned.standard


class ZhanbangPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """MkDocs' events, each handed on to a function that never saw MkDocs."""

    loader: ClassVar[Loader] = staticmethod(_load)
    verify: ClassVar[Callable[..., Sequence[Problem]]] = staticmethod(verify)
    serving = False
    render_only = False
    """Set by `render`: make the frame and the hand-written pages, and plan nothing."""
    data_date = ""
    site = Site()
    standard = Standard()
    _aside: tempfile.TemporaryDirectory[str] | None = None
    _target = ""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview; being here also keeps one plugin for all rebuilds of it."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check and plan the data before the engine does anything; give the theme its settings."""
        if not config.use_directory_urls:
            raise PluginError("mkdocs.yml 里的 use_directory_urls 要保持为 true：各页的地址都是文件夹。")
        root = Path(config.config_file_path).parent
        if not self.render_only:
            self._refuse_links(Path(config.docs_dir), root / THEME)
            self.site = self._plan(root)
            self.data_date = self.site.data_date
            self._aside = tempfile.TemporaryDirectory(prefix="zhanbang-")
            self._target, config.site_dir = config.site_dir, f"{self._aside.name}/engine"
        config.extra["zb"] = {
            "site": self.config.for_theme() | {"data_date": self.data_date},
            "columns": [{"id": id_, "title": title, "url": url} for id_, title, url in COLUMNS],
            "serving": self.serving,
            "policy": META_POLICY,
            "frame": dict(MARKERS),
        }
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the page the frame is cut from; tell the theme which hand-written pages there are."""
        pages = (file.dest_uri for file in files)
        config.extra["zb"]["pages"] = sorted(page for page in pages if page.endswith("index.html"))
        page = FRAME_PATH.removesuffix(".html") + ".md"
        files.append(File.generated(config, page, content=_FRAME_PAGE, inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the whole site: at once where `zhanbang build` keeps it, else into the plain folder MkDocs knows."""
        if self.render_only:
            return
        out, target = Path(config.site_dir), Path(self._target)
        try:
            theme = Path(config.config_file_path).parent / THEME
            kinds = harvest.classify(out, docs=Path(config.docs_dir), theme=theme)
            whole = out.parent / "site"
            made = harvest.harvest(out, kinds)
            written, _ = bring(whole, {}, made.outputs(self.site))
            held_to = replace(self.standard, with_policy=not self.serving)
            found = type(self).verify(whole, written, frozenset(made.names(self.site)), held_to)
            self._warn(found)
            if faults := errors(found):
                raise PluginError("网站核对没有通过，旧网站没有改动。\n\n" + as_text(faults))
            files = [(path.relative_to(whole).as_posix(), path) for path in harvest.walk(whole)]
            if target.is_symlink():
                tree.write(target, files, verify=lambda *_: ())
            else:
                tree.fill(target, files)
        except (FrameError, ComposeError, tree.WriteError) as error:
            raise PluginError(str(error)) from error
        except OSError as error:
            raise PluginError(str(explain(error, target))) from error
        config.site_dir = self._target
        self._tidy()
        log.info("网站已写入 %s", target)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing behind."""
        self._tidy()

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object) -> None:
        """Watch what MkDocs does not know to be input."""
        root = Path(config.config_file_path).parent
        ours = (root / self.config.campaigns, root / THEME, Path(__file__).parent / "templates")
        for folder in filter(Path.is_dir, ours):
            server.watch(str(folder))

    def _refuse_links(self, *folders: Path) -> None:
        """MkDocs would follow symbolic links out of the project."""
        try:
            for folder in folders:
                harvest.walk(folder)
        except harvest.EngineError as error:
            raise PluginError(str(error)) from error

    def _plan(self, root: Path) -> Site:
        project, faults = read_project(root)
        if errors(faults):
            raise PluginError(as_text(faults))
        site, problems, standard = type(self).loader(root, project.day(datetime.now(SHANGHAI).date()))
        if site is None or errors(problems):
            raise PluginError("资料里有错误，网站没有改动。\n\n" + as_text(problems))
        self.standard = standard or Standard()
        self._warn(problems)
        return site

    def _warn(self, problems: Sequence[Problem]) -> None:
        for p in problems:
            if p.severity == "warning":
                log.warning("%s:%s:%s: %s：%s", p.place.file, p.place.line, p.place.column, p.code, p.what())

    def _tidy(self) -> None:
        if self._aside is not None:
            self._aside.cleanup()
            self._aside = None


def render(config_file: Path, site_dir: Path, *, serving: bool, data_date: str = "") -> list[str]:
    """Render the frame and the hand-written pages into `site_dir`; return everything the engine complained about."""
    with _complaints() as lines:
        plugin = None
        try:
            config = load_config(config_file=str(config_file), site_dir=str(site_dir))
            plugin = _ours(config)
            plugin.render_only, plugin.data_date = True, data_date
            config.plugins.on_startup(command="serve" if serving else "build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
        # Abort is a SystemExit as well; a template's mistake may raise anything.
        except (Exception, SystemExit) as error:  # noqa: BLE001
            lines.append(f"{type(error).__name__}: {error}")
        finally:
            if plugin is not None:
                plugin.render_only = False
    return lines


def _ours(config: MkDocsConfig) -> ZhanbangPlugin:
    plugin = config.plugins.get("zhanbang")
    if not isinstance(plugin, ZhanbangPlugin):
        raise ConfigurationError("mkdocs.yml 的 plugins 里没有 zhanbang")
    return plugin


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what is logged at warning level or above, by whichever library."""
    lines: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(handler)
