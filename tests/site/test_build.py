"""A build as a whole: reproducible bytes, an untouched old site when data is wrong, nothing published by accident."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.build import build
from generator.values.text import citizen_ids
from tests.factories import copy_campaigns, copy_project
from tests.shared import TODAY

ROOT = Path(__file__).resolve().parents[2]
SEEN_OR_HEARD = (".png", ".webp", ".jpg", ".mp3", ".m4a", ".mp4")


def run(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def contents(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def test_two_builds_have_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Acceptance row A8: other folder, time zone, locale and hash seed than the shared site's. And the ledger is printed."""
    other = copy_project(tmp_path / "另一个 文件夹")
    environment = {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONUTF8": "1"}
    second = run(other, "build", "--as-of", str(TODAY), "--site-dir", str(tmp_path / "b"), **environment)
    assert second.returncode == 0, second.stderr
    assert "子项目：76 条记录，76 页" in second.stdout  # 64 official ones, 12 of the sample
    assert "撤下的作品：2 条记录，2 页" in second.stdout
    assert "账目相符，没有遗漏。" in second.stdout
    first_files, second_files = contents(site), contents(tmp_path / "b")
    assert list(first_files) == list(second_files)
    assert [name for name in first_files if first_files[name] != second_files[name]] == []


@pytest.fixture
def fujian(tmp_path: Path, bare: Callable[[Path], Path]) -> Path:
    """A private project of two of the committed campaigns, which have no works."""
    return copy_campaigns(bare(tmp_path / "project"), ("2024-fujian", "2024-national"))


def test_wrong_data_leaves_the_old_site_alone(fujian: Path) -> None:
    project, target = fujian, fujian / "site"
    assert build(project, target, as_of=TODAY).ok
    before = contents(target)
    path = project / "campaigns/2024-fujian/campaign.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("tier: province", "tier: 省", 1), encoding="utf-8"
    )
    result = run(project, "build", "--as-of", str(TODAY))
    assert result.returncode == 1
    assert "campaigns/2024-fujian/campaign.yml:4:7: 错误 E203" in result.stdout
    assert contents(target) == before


@pytest.mark.parametrize("arguments", [["build", "--as-of", "昨天"], ["build", "--jobs", "0"], ["paint"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    result = run(ROOT, *arguments)
    assert result.returncode == 2
    assert "用法不对" in result.stderr
    assert "Traceback" not in result.stderr


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    for path in site.rglob("*"):
        if path.suffix not in (".html", ".css", ".js", ".svg") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            loaded = re.findall(
                r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\ssrc=\"([^\"]*)\"", text
            )
            loaded += re.findall(
                r"<link\b(?![^>]*rel=\"(?:canonical|external)[^>]*)[^>]*\shref=\"([^\"]*)\"", text
            )
            assert not [url for url in loaded if re.match(r"(?:[a-z]+:)?//", url)], path
            # structured data is no script: nothing in it runs, and no `<` can end it
            plain = re.sub(r'<script type="application/ld\+json">\{[^<]*\}</script>', "", text)
            assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>(?!\s*</script>)", plain), (
                f"inline script in {path}"
            )
            assert not re.search(r"\s(?:style|on[a-z]+)=\"", text), f"inline style or handler in {path}"
        elif path.suffix == ".css":
            assert not re.search(r"(?:url\(\s*[\"']?|@import\s+[\"'])(?:[a-z]+:)?//", text), path


def readable(name: str, data: bytes) -> str:
    """A file as text; of a document or a sheet every part, as it stands and, since Word and Excel cut words at will, without
    its tags, but for those that end a paragraph or a cell."""
    if not name.endswith((".docx", ".xlsx")):
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        texts = [parts.read(part).decode("utf-8") for part in parts.namelist()]
    return "\n".join([*texts, *(re.sub(r"<(?!/(?:w:p|c|si)>)[^>]*>", "", text) for text in texts)])


def test_nothing_private_leaves(site: Path) -> None:
    """No full mobile number, no identity number, no receiving stamp, no internal key in any byte of the site."""
    for path in site.rglob("*"):
        if not path.is_file() or path.name.endswith(SEEN_OR_HEARD):
            continue
        text = readable(path.name, path.read_bytes())
        assert not re.search(r"(?<![0-9.*])1[3-9]\d{9}(?![0-9])", text), path
        assert not citizen_ids(text), path
        assert "1803号" not in text
        assert "市卫健委" not in text


def test_offline_copy_opens_from_disk(tmp_path: Path) -> None:
    target = tmp_path / "stick"
    assert build(ROOT, target, as_of=date(2024, 8, 12), offline=True).ok
    for path in target.rglob("*.html"):
        for href in re.findall(r"<a\b[^>]*\shref=\"([^\"]*)\"", path.read_text(encoding="utf-8")):
            link = re.split(r"[?#]", href)[0]
            if link and not re.match(r"[a-z]+:", link):
                assert (path.parent / link).is_file(), (path, href)


def holding(words: str, files: dict[str, bytes]) -> list[str]:
    """The files that have these words, pictures and sounds left aside."""
    texts = {name: data for name, data in files.items() if not name.endswith(SEEN_OR_HEARD)}
    return [name for name, data in texts.items() if words in readable(name, data)]


def test_full_numbers_are_shown_while_the_campaign_runs_and_masked_after(fujian: Path) -> None:
    """The archive is stored masked; a running campaign has full numbers (here an impossible one), everywhere or nowhere."""
    number, masked = "19900000000", "199****0000"
    for name in ("campaign.yml", "notices/launch.txt"):
        path = fujian / "campaigns/2024-fujian" / name
        text = path.read_text(encoding="utf-8")
        assert "187****8887" in text
        path.write_text(text.replace("187****8887", number), encoding="utf-8")
    target = fujian / "site"
    assert build(fujian, target, as_of=date(2024, 12, 31)).ok
    pages = holding(number, contents(target))
    assert "campaigns/2024-fujian/notices/launch/index.html" in pages
    assert "campaigns/2024-fujian/notices/launch/launch.docx" in pages
    assert "data/catalog.json" in pages
    assert build(fujian, target, as_of=date(2025, 1, 2)).ok
    after = contents(target)
    assert holding(number, after) == []
    assert masked.encode() in after["campaigns/2024-fujian/notices/launch/index.html"]


def test_a_known_slip_is_marked_where_it_is_repeated(site: Path) -> None:
    """The 2024 national notice prints 2023年: kept, and marked on its own page and on the landing page."""
    for address in ("campaigns/2024-national/", "campaigns/2024-national/notices/launch/"):
        html = (site / address / "index.html").read_text(encoding="utf-8")
        assert re.search(r"2023年4月至12月[^<]*<span class=\"zb-sic\">原文如此</span>", html), address
    assert "zb-sic" not in (site / "campaigns/2023-national/index.html").read_text(encoding="utf-8")
