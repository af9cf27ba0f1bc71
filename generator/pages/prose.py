"""Markdown of a report-like notice to safe HTML: an allowlist of tags, no attribute but a checked link.

HTML in the text is no markup: it is shown as typed, and its comments are left out, for they were not meant for readers.
So the tags that are cleaned are only those that Markdown itself made, properly nested; strangers' tags that are never
closed would be opened anew in every paragraph, and a small file became gigabytes.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from generator.values.patterns import late

_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "del", "a",
    "table", "thead", "tbody", "tr", "th", "td", "code", "pre",
}  # fmt: skip
_HEADING = late(r"h[1-5]")


def safe_html(text: str) -> Markup:
    """Render Markdown and keep only what is on the allowlist. The page has its own h1, so headings begin at h2."""
    renderer = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")
    renderer.preprocessors.deregister("html_block")
    renderer.inlinePatterns.deregister("html")
    renderer.treeprocessors.register(_OneLower(renderer), "one-lower", 5)
    return Markup(  # noqa: S704 cleaned on this very line
        nh3.clean(
            renderer.convert(_without_comments(text)),
            tags=_TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="external noopener nofollow",
        )
    )


def plain_report(text: str) -> str:
    """The words of a report without its markup, blanks closed."""
    return " ".join(safe_html(text).striptags().split())


class _OneLower(Treeprocessor):
    """Every heading one level lower, the sixth as it is."""

    def run(self, root: Element) -> None:
        """Rename in place."""
        for element in root.iter():
            if _HEADING.fullmatch(element.tag):
                element.tag = f"h{int(element.tag[1]) + 1}"


def _without_comments(text: str) -> str:
    """The text without `<!-- … -->`; one that is never closed is text."""
    kept, last = [], 0
    while (start := text.find("<!--", last)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[last:start])
        last = end + 3
    return "".join([*kept, text[last:]])
