"""Markdown of a report-like notice to safe HTML: an allowlist of tags, no attribute but a checked link."""

from __future__ import annotations

import markdown
import nh3
from markupsafe import Markup

_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "del", "a",
    "table", "thead", "tbody", "tr", "th", "td", "code", "pre",
}  # fmt: skip


def safe_html(text: str) -> Markup:
    """Render Markdown and keep only what is on the allowlist. The page has its own h1, so headings begin at h2."""
    html = markdown.markdown(
        text,
        extensions=["tables", "sane_lists", "toc"],
        extension_configs={"toc": {"baselevel": 2}},
        output_format="html",
    )
    return Markup(  # noqa: S704 cleaned on this very line
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="external noopener nofollow",
        )
    )
