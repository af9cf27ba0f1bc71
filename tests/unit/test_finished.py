"""What is finished when the site is planned, made by a copy of the process or here: the same, and its libraries stay there."""

from __future__ import annotations

import subprocess
import sys

from generator.inspection import inspect
from generator.pages.frame_parts import Setting
from generator.plan import plan_site
from generator.public import public_catalog
from tests.factories import ROOT
from tests.shared import TODAY

BESIDE = """
import sys
from datetime import date
from pathlib import Path
from generator.planning import plan
planned = plan(Path(sys.argv[1]), as_of=date(2026, 11, 21), jobs=int(sys.argv[2]))
assert planned.site, planned.problems
took = sorted(asset.path for asset in planned.site.assets if asset.path.endswith((".docx", ".ics")))
print(len(took), *(name for name in ("docx", "lxml", "icalendar") if name in sys.modules))
"""


def told(jobs: int) -> tuple[str, ...]:
    argv = [sys.executable, "-c", BESIDE, str(ROOT), str(jobs)]
    count, *libraries = subprocess.run(
        argv, capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert int(count) > 20
    return tuple(libraries)


def test_the_libraries_stay_with_the_copy_that_makes_documents() -> None:
    assert told(1) == ("docx", "lxml", "icalendar")
    assert told(2) == ()


def test_both_ways_make_the_same_site() -> None:
    inspected = inspect(ROOT)
    public = public_catalog(inspected.catalog, as_of=TODAY)
    setting = Setting(public, TODAY, inspected.project)
    here, beside = (plan_site(setting, ("handbook/codes/",), jobs=jobs) for jobs in (1, 2))
    assert [page.path for page in here.pages] == [page.path for page in beside.pages]
    assert [page.written() for page in here.pages] == [page.written() for page in beside.pages]
    assert [(one.path, one.data) for one in here.assets] == [(one.path, one.data) for one in beside.assets]
    assert len(here.pages) > 300
