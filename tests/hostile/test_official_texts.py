"""Official texts and figures made to take for ever or to break what is reckoned from them."""

from __future__ import annotations

import resource
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator.check import check
from generator.planning import plan
from generator.problems import errors
from generator.source import Source
from generator.textfile import prose_faults
from tests.factories import BODY, CAMPAIGN, ID_NUMBER, MOBILE, ROOT, changed, small_project

CPU_SECONDS = 12
"""Importing the package takes one or two of them."""
LONG = {
    "special lines": "[[form:x]]\n" * 40_000,
    "identity numbers": f"{ID_NUMBER}\n" * 20_000,
    "mobiles": f"{MOBILE}\n" * 20_000,
    "mobiles on one line": f"{MOBILE} " * 60_000,
    "one line": "字" * 300_000,
    "blanks": " " * 900_000 + "x",
    "combining marks": "\u0301" * 400_000,
    "brackets": "[[" * 400_000,
    "numbers": "一、甲\n" * 60_000,
    "numbers on one line": "（一）" * 80_000,
    "addresses": ("http://a" * 2_000 + "\n") * 50,
    "quotation marks": ("“" * 6_000 + "\n") * 50,
    "attachments": "附件：" * 100_000,
    "fullwidth": "１３８００１３８０００" * 25_000,
}
RUN = """
import sys
from pathlib import Path
from generator.check import check
print(*sorted({p.code for p in check(Path(sys.argv[1])).problems}))
"""


@pytest.mark.parametrize("name", LONG)
def test_a_text_made_to_take_long_does_not(tmp_path: Path, name: str) -> None:
    root = small_project(tmp_path, body=BODY + LONG[name])
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(root)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS)),
    )
    assert done.returncode == 0, (name, done.returncode, done.stderr[-500:])
    told = {"one line", "mobiles on one line", "identity numbers", "mobiles", "special lines"}
    assert name not in told or done.stdout.strip()


def test_a_paragraph_that_lost_its_line_ends_is_told(tmp_path: Path) -> None:
    root = small_project(tmp_path, body=BODY + "字" * 20_001 + "\n")
    told = [(p.code, p.place.file, p.place.line) for p in errors(check(root).problems)]
    assert told == [("E141", "campaigns/2024-small/notices/launch.txt", BODY.count("\n") + 1)]
    assert check(small_project(tmp_path / "whole", body=BODY + "字" * 20_000 + "\n")).ok


BROKEN = ("http://[::1", "http://a]b/", "http://[x]/", "http://a\u2100b/", "http://a:99999999/")
"""Addresses that look like some and cannot be taken apart: whoever follows links over the finished site must never meet one."""


@pytest.mark.parametrize("url", BROKEN)
def test_an_address_that_cannot_be_taken_apart_is_refused(tmp_path: Path, url: str) -> None:
    told = errors(check(small_project(tmp_path, yaml=changed('"http://example.cn/"', f'"{url}"'))).problems)
    assert [(p.code, p.words["value"]) for p in told] == [("E209", url)]


@pytest.mark.parametrize("url", BROKEN)
def test_so_is_one_in_a_report(url: str) -> None:
    assert [p.code for p in prose_faults(Source("a.md", f"[甲]({url})\n"))] == ["E209"]


YEARS = changed("printed: 2024年5月-8月", "printed: 征集")
YEARS = changed("printed: 2024年9月", "printed: 评审", text=YEARS)
YEARS = changed("printed: 8月30日前", "printed: 歌曲征集", text=YEARS)


@pytest.mark.parametrize(
    "when",
    [
        "9999-12-31",
        "9999",
        "9999-12-31T23:59",
        "../9999-12-31",
        "0001-01-01",
        "0001/2024",
        "2024/9999",
        "2200",
        "1899-12-31",
    ],
)
@pytest.mark.parametrize("field", ["when: 2024-05/2024-08", "when: 2024-08-30", "when: 2024-09\n"])
def test_a_day_of_another_age_is_refused(tmp_path: Path, field: str, when: str) -> None:
    """The day after 9999-12-31 is none: people write it for “without end”."""
    yaml = changed(field, f"when: {when}" + "\n" * field.endswith("\n"), text=YEARS)
    told = [p for p in errors(check(small_project(tmp_path, yaml=yaml)).problems) if p.code == "E221"]
    assert [p.words["value"] for p in told] == [when]


@pytest.mark.parametrize("year", ["0", "1", "1899", "2200", "9999", "10000", "999999999999"])
def test_a_year_of_another_age_is_refused(tmp_path: Path, year: str) -> None:
    found = check(small_project(tmp_path, yaml=changed("year: 2024", f"year: {year}", text=YEARS)))
    assert "E221" in {p.code for p in errors(found.problems)}


@pytest.mark.parametrize("year", ["1900", "2199"])
@pytest.mark.parametrize("day", [date(1, 1, 1), date(2026, 11, 21), date(9999, 12, 31)])
def test_the_first_and_the_last_year_can_be_planned(tmp_path: Path, year: str, day: date) -> None:
    yaml = (
        YEARS.replace("2024-05/2024-08", f"{year}-01-01/..")
        .replace("2024-08-30", f"{year}-12-31")
        .replace("2024-09", year)
    )
    yaml = yaml.replace("year: 2024", f"year: {year}")
    planned = plan(small_project(tmp_path, yaml=yaml), as_of=day)
    assert planned.site is not None, [(p.code, p.what()) for p in planned.problems]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lines: 4", "lines: 999999999999"),
        ("count: 1}", "count: 999999999999}"),
        ("min: 2,", "min: 999999999999,"),
        ('"http://example.cn/"', '"http://a:65535/%zz"'),
        ("0591-87715076,", "0591-87715076" + ", 0591-87715076" * 3_000 + ","),
        (
            "consents:\n",
            "consents:\n" + "".join(f"  c{n}: {{covers: [name], text: 同意。}}\n" for n in range(3_000)),
        ),
        ("awards:\n", "awards:\n" + "".join(f"  - {{id: a{n}, title: 奖}}\n" for n in range(3_000))),
    ],
)
def test_figures_without_measure_do_no_harm(tmp_path: Path, old: str, new: str) -> None:
    planned = plan(small_project(tmp_path, yaml=changed(old, new)), as_of=date(2024, 7, 1))
    assert planned.site is not None
    assert sum(len(page.written().body) for page in planned.site.pages) < 12_000_000


def test_the_campaign_of_these_tests_is_sound(tmp_path: Path) -> None:
    assert CAMPAIGN
    assert check(small_project(tmp_path, yaml=YEARS)).problems == ()
