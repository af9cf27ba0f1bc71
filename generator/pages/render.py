"""Our own template environment: autoescaped, strict about unknown names, fed with data only."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from generator import routes, words
from generator.values.patterns import late
from generator.values.phone import parse_phone

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from generator.pages.compiling import OurEnvironment

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

_SLOGAN = late(r"([“\"][^“”\"\s]+)(\s+)([^“”\"\s]+[”\"])")
_QUOTED = late(r"“[^“”]{2,12}”")
_TAIL = late(r"(主题活动的通知|主题活动|系列征集活动|任务分配表|的通知|候选人推荐表)$")
_BRACKET = late(r"(（[^（）]{1,8}）)")
_LINKED = late(
    r"(?P<url>\Ahttps?://[^\s“”（）《》，。、；：！？]+\Z"
    r"|https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:[/?#][A-Za-z0-9.:/_?&=%#~+@!*-]*[A-Za-z0-9/]|/)?)"
    r"|(?<![\d*-])(?P<phone>0\d{2,3}[-—–－]\d{7,8}|1[3-9]\d{9})(?![\d*])"
)

ICONS: Mapping[str, str] = {
    "back": '<path d="M20 12H5m6-6-6 6 6 6"/>',
    "film": '<path d="M3 5h18v14H3z"/><path d="m10 9 5 3-5 3z"/>',
    "picture": '<path d="M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 6"/><circle cx="16" cy="9" r="1.500"/>',
    "pictures": '<path d="M7 3h14v11H7zM3 7v13h15M7 12l4-4 3 3 2-2 5 4"/>',
    "play": '<path d="M6 3v18l15-9z"/>',
    "sound": '<path d="M4 10v4M8 6v12M12 3v18M16 7v10M20 10v4"/>',
    "zoom": '<path d="M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7"/>',
    "arrow": '<path d="M4 12h15m-6-6 6 6-6 6"/>',
    "calendar": '<path d="M4 5h16v16H4zM4 10h16M8 2v5m8-5v5"/>',
    "check": '<path d="m4 12 5 6L20 6"/>',
    "chevron": '<path d="m5 9 7 7 7-7"/>',
    "copy": '<path d="M8 8h13v13H8zM16 8V3H3v13h5"/>',
    "cross": '<path d="M5 5l14 14M19 5 5 19"/>',
    "doc": '<path d="M6 2h8l5 5v15H6zM14 2v5h5M9 12h7M9 16h7"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7v.5"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 6 6l1-1"/>',
    "mail": '<path d="M3 5h18v14H3zM3 6l9 7 9-7"/>',
    "out": '<path d="M10 5H5v14h14v-5M13 4h7v7M20 4l-9 9"/>',
    "pen": '<path d="m4 20 1-5L16 4l4 4L9 19zM14 6l4 4"/>',
    "phone": '<path d="M6 3h3l2 5-2.500 1.800a12 12 0 0 0 5.700 5.700L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3Z"/>',
    "print": '<path d="M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z"/>',
    "search": '<circle cx="10.500" cy="10.500" r="6.500"/><path d="m15.500 15.500 5.500 5.500"/>',
}


@functools.cache
def icon(name: str) -> Markup:
    """A line icon of the theme; decoration only, its meaning always stands beside it as text."""
    return Markup(  # noqa: S704 our own constants
        f'<svg class="zb-i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS[name]}</svg>'
    )


def phrases(text: str) -> Markup:
    """Escape a title and keep its slogan halves and its ending together, so that lines break between them."""
    slogan = _SLOGAN.search(text)
    if slogan:
        before, first, _, second, rest = (
            text[: slogan.start()],
            *slogan.groups(),
            text[slogan.end() :],
        )
        return _organs(before) + _kept(first) + Markup(" ") + _kept(second) + _ending(rest)
    if quoted := _QUOTED.search(text):
        return escape(text[: quoted.start()]) + _kept(quoted.group()) + _ending(text[quoted.end() :])
    return _ending(text)


def _organs(text: str) -> Markup:
    """The words before 关于 are organs: keep each together."""
    head, separator, rest = text.partition("关于")
    if not separator or " " not in head:
        return escape(text)
    organs = Markup(" ").join(_kept(organ) for organ in head.split(" ") if organ)
    return organs + (Markup(" ") if head.endswith(" ") else Markup("")) + _kept(separator + rest)


def _ending(text: str) -> Markup:
    found = _TAIL.search(text)
    return escape(text[: found.start()]) + _kept(found.group()) if found else escape(text)


def _kept(text: str) -> Markup:
    return Markup('<span class="zb-nb">{}</span>').format(text) if text else Markup("")


def bracketed(text: str) -> Markup:
    """Escape a text and keep each short bracket in it together: （5个工作日）."""
    return Markup("").join(
        _kept(part) if part.startswith("（") else escape(part) for part in _BRACKET.split(text)
    )


def linked(text: str) -> Markup:
    """Escape a text; web addresses in it become links that say they lead away, office numbers and mobiles dial."""
    parts: list[Markup] = []
    at = 0
    for found in _LINKED.finditer(text):
        parts.append(escape(text[at : found.start()]))
        at = found.end()
        if url := found.group("url"):
            shown = Markup("<wbr>").join(re.split(r"(?<=[./])(?=[^./])", url))
            # the sign that it leads away is the style sheet's: a printed text gains no word here
            parts.append(Markup('<a href="{}" rel="external noopener nofollow">{}</a>').format(url, shown))
        else:
            number = parse_phone(found.group())
            parts.append(Markup('<a class="zb-nb" href="{}">{}</a>').format(number.tel(None), found.group()))
    return Markup("").join([*parts, escape(text[at:])])


def rooted(srcset: str, root: str) -> str:
    """A srcset of addresses from the site's root, as seen from a page."""
    return ", ".join(f"{root}{part}" for part in srcset.split(", "))


_KEPT_AS, _QUICK_KEPT_AS = "__zb3_%s.cache", "__zb3q_%s.cache"
"""Whoever changes how templates are compiled raises the number."""


def _compiled() -> Path:
    """Python's own place for what it compiled (`PYTHONPYCACHEPREFIX`, else beside the source)."""
    folder = (
        Path(sys.pycache_prefix, *TEMPLATES.parts[1:]) if sys.pycache_prefix else TEMPLATES / "__pycache__"
    )
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


@functools.cache
def environment() -> Environment:
    """The environment, made once."""
    from generator.pages.compiling import OurEnvironment  # here, since most who import us fill nothing

    return _made(OurEnvironment, _KEPT_AS)


@functools.cache
def quick_environment() -> Environment:
    """The same for templates whose values have all the attributes they name, else it raises AttributeError."""
    from generator.pages.compiling import QuickEnvironment

    return _made(QuickEnvironment, _QUICK_KEPT_AS)


def _made(kind: type[OurEnvironment], kept_as: str) -> Environment:
    from jinja2 import FileSystemLoader, StrictUndefined

    from generator.pages.compiling import Compiled

    env = kind(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        bytecode_cache=Compiled(str(_compiled()), kept_as),
    )
    env.filters |= {"phrases": phrases, "linked": linked, "bracketed": bracketed}
    env.globals |= {"icon": icon, "routes": routes, "words": words, "rooted": rooted}
    return env


def render(template: str, **context: object) -> str:
    """Fill one template: the quick way, and where that finds no attribute the careful one, which looks further or says why.

    An attribute that is there is what either takes, so both print the same; nothing but the page comes of filling it.
    """
    try:
        return _quick_template(template).render(context)
    except AttributeError:
        return _template(template).render(context)


@functools.cache
def _template(name: str) -> Template:
    """A template, looked up once: thousands of pages share one."""
    return environment().get_template(name)


@functools.cache
def _quick_template(name: str) -> Template:
    return quick_environment().get_template(name)
