"""What a first visit loads, packed, without pictures (acceptance row C3), reckoned from the tags of the built pages."""

from __future__ import annotations

import functools
import gzip
import re
from pathlib import Path

import pytest

_TAG = re.compile(r"<(?:link|script)\s[^>]*>")
_LOADED = re.compile(r'\b(?:href|src)="([^"]+\.(?:css|js))"')
NOTICE, GALLERY, SCRIPTS = 60_000, 80_000, 20_000
"""Bytes."""


@functools.cache
def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def first_load(page: Path) -> int:
    """The page, its style sheets (those for print as well: browsers fetch them) and its scripts."""
    named = {
        (page.parent / link).resolve()
        for tag in _TAG.findall(page.read_text(encoding="utf-8"))
        for link in _LOADED.findall(tag)
    }
    assert len(named) >= 5, page
    return packed(page) + sum(map(packed, named))


@pytest.mark.parametrize(
    ("kind", "pattern", "most"),
    [
        ("notices", "campaigns/*/notices/*/index.html", NOTICE),
        ("galleries", "campaigns/*/gallery/**/index.html", GALLERY),
        ("lists", "*/index.html", GALLERY),
        ("campaigns", "campaigns/*/index.html", GALLERY),
    ],
)
def test_a_first_visit_is_light(site: Path, kind: str, pattern: str, most: int) -> None:
    weights = {page.relative_to(site).as_posix(): first_load(page) for page in site.glob(pattern)}
    assert weights, kind
    heaviest = max(weights, key=lambda name: weights[name])
    assert weights[heaviest] <= most, (heaviest, weights[heaviest])


def test_our_own_scripts_are_few(site: Path) -> None:
    scripts = {path.name: packed(path) for path in (site / "assets").rglob("*.js")}
    assert {"zb.js", "zb-boot.js"} <= scripts.keys()
    assert sum(scripts.values()) <= SCRIPTS, scripts
