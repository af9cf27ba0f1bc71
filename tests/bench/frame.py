"""Templates for the peers, cut from pages of ours that are built: the same frame, markup and weight, with tokens for the data.

A token is `⟦title⟧`; `⟦each credits⟧ … ⟦/each⟧` and `⟦if prev⟧ … ⟦/if⟧` enclose what is repeated or conditional. What each
of them is in a peer's own language is said in `peers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


class FrameError(Exception):
    """Our pages no longer look as this module expects: mend the pattern that is named."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a built page shows and its template must no longer hold."""

    id: str
    no: str
    title: str
    names: tuple[str, ...]
    unit: str
    project: str
    kind: str
    statement: str
    text: str


def work_template(page: str, of: Sample) -> str:
    """The template of a work: the page of `of`, with tokens where its data stood. Raises FrameError."""
    role = r'\{"@type":"Role","roleName":"[^"]*","author":\{"@type":"Person","name":"[^"]*"\}\}'
    names = re.escape("、".join(of.names))
    changes = (
        (r"<title>[^<｜]*", "<title>《⟦title⟧》 ⟦unit⟧"),
        (r'(<meta name="description" content=")[^"]*', r"\1《⟦title⟧》，⟦names⟧　⟦unit⟧。⟦statement⟧…"),
        (
            rf"{role}(,{role})*",
            '⟦each credits⟧⟦comma⟧{"@type":"Role","roleName":"⟦role⟧","author":{"@type":"Person","name":"⟦name⟧"}}⟦/each⟧',
        ),
        (
            r"(<dt>(作者|合作者)</dt><dd>[^<]*</dd>)+",
            "⟦each credits⟧<dt>⟦role⟧</dt><dd>⟦name⟧</dd>⟦/each⟧",
        ),
        (names, "⟦names⟧"),
        *(
            (
                rf'works/[^/"]*(/" rel="{way}"><span><small>[^<]*</small><b>)《[^》]*》(</b></span></a>)',
                rf"works/⟦{way}.id⟧\1《⟦{way}.title⟧》\2⟦/if⟧",
            )
            for way in ("prev", "next")
        ),
        *((rf'(<a href="[^"]*works/⟦{way}\.id⟧)', rf"⟦if {way}⟧\1") for way in ("prev", "next")),
        (r"media/../[0-9a-f]{24}-card", "media/00/00000000000000000⟦id⟧-card"),
        (re.escape(of.text), "⟦text⟧"),
        (re.escape(of.statement), "⟦statement⟧"),
        (re.escape(of.title), "⟦title⟧"),
        (re.escape(of.no), "⟦no⟧"),
        (re.escape(of.unit), "⟦unit⟧"),
        (re.escape(of.id), "⟦id⟧"),
        (f"/{of.project}/", "/⟦project⟧/"),
        (of.kind, "⟦kind⟧"),
    )
    made = changed(page, changes)
    left = [value for value in (of.id, of.no, of.title, of.unit, of.text, *of.names) if value in made]
    if left:
        raise FrameError(f"still in the template of a work: {left}")
    return made


def wall_template(page: str, *, heading: str = "") -> str:
    """The template of a gallery page: its cards are one card, repeated. `heading` is the sub-project's kind. Raises FrameError."""
    begin = page.find('<li class="zb-work"')
    first = re.search(r'<li class="zb-work" .*?</li>', page, re.DOTALL)
    end = page.rfind("</ul>", 0, page.find("<template", begin))
    if begin < 0 or end < begin or not first:
        raise FrameError("a gallery page without cards")
    slip = '⟦if award⟧<span class="zb-slip">⟦award⟧</span>⟦/if⟧'
    bare = re.sub(r'<span class="zb-(slip|tag)[^>]*>[^<]*</span>', "", first[0])
    card = changed(
        bare,
        (
            (r'id="w-[^"]*"', 'id="w-⟦id⟧"'),
            (r'works/[^/"]*/"', 'works/⟦id⟧/"'),
            (r"<b>《[^》]*》</b>[^<]*", "<b>《⟦title⟧》</b>⟦cut⟧…"),
            (r"<bdi>《[^》]*》</bdi>", "<bdi>《⟦title⟧》</bdi>"),
            (r'(class="zb-work__by"><bdi>)[^<]*', r"\1⟦names⟧　⟦unit⟧"),
            (r"(</svg><span>)[^<]*", r"\1⟦kind⟧"),
            (r'<div class="zb-mat[^>]*>', f'<div class="zb-mat">{slip}'),
        ),
    )
    before, after = page[:begin], page[end:]
    if heading:
        before = changed(before, ((f"{heading}作品征集", "⟦kind⟧作品征集"),))
    return f"{before}⟦each works⟧{card}\n⟦/each⟧{after}"


def changed(page: str, changes: tuple[tuple[str, str], ...]) -> str:
    """The page after all changes; each of them must find something. Raises FrameError."""
    if "{{" in page or "{%" in page or "⟦" in page:
        raise FrameError("a page holds what a peer takes for a command")
    for pattern, new in changes:
        page, count = re.subn(pattern, new, page)
        if not count:
            raise FrameError(f"not found in our page: {pattern}")
    return page
