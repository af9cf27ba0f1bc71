"""Options of the whole suite, and the one browser that all tests of a process share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

expect.set_options(timeout=30_000)
"""As long as every other wait: on a busy machine five seconds are nothing."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


LONGEST = (
    "browser/test_works.py",
    "browser/test_access.py",
    "browser/test_policy.py",
    "server/test_hook.py",
    "recovery/test_reproducible.py",
    "site/test_verify.py",
    "problems/test_golden.py",
    "browser/test_tasks.py",
    "site/test_handbook.py",
    "hostile/test_texts.py",
    "hostile/test_in_chromium.py",
    "site/test_handed_out.py",
    "publish/test_take_down.py",
    "unit/test_demo_art.py",
    "recovery/test_damaged.py",
    "recovery/test_full.py",
    "recovery/test_killed.py",
    "site/test_secrets.py",
    "hostile/test_yaml.py",
    "site/test_build.py",
    "media/test_cache.py",
    "media/test_pictures.py",
    "media/test_worker.py",
    "site/test_works.py",
    "browser/test_dates.py",
    "browser/test_search.py",
    "browser/test_handbook_shots.py",
)
"""Files that take longest, longest first: a worker that began one of them last would keep all others waiting."""


def chromium() -> str | None:
    """$CHROMIUM, or a Chromium on PATH."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; a second one cannot be driven from the same process."""
    if chromium() is None:
        pytest.skip("no Chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden",
        action="store_true",
        help="rewrite the expected outputs; read the diff before you commit it",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--golden") and os.environ.get("CI"):
        raise pytest.UsageError("--golden writes what it should test: never in CI")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; whole files go to workers in this order (with --no-loadscope-reorder)."""
    here = Path(__file__).parent
    rank = {here / name: at for at, name in enumerate(LONGEST)}
    assert all(path.is_file() for path in rank), "a file that was renamed"
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be rewritten."""
    return bool(request.config.getoption("--golden"))
