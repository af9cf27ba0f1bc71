"""The frame that is cut and shifted is byte for byte what the engine renders for an empty page at that depth."""

from __future__ import annotations

from pathlib import Path

from little import copy_of_the_project

from generator.frame import FRAME_PATH, cut
from generator.mkdocs_plugin import render

EMPTY = "---\ntemplate: frame.html\ntitle: {}\n---\n"
DEPTHS = range(1, 7)


def _rendered(root: Path, out: Path) -> dict[int, str]:
    """Render empty pages at all depths with the engine itself."""
    for depth in DEPTHS:
        folder = root / "content" / "/".join(f"zb-{depth}-{n}" for n in range(depth))
        folder.mkdir(parents=True)
        (folder / "index.md").write_text(EMPTY.format(depth), encoding="utf-8")
    (root / "content" / "index.md").write_text(EMPTY.format("首页"), encoding="utf-8")
    render(root / "mkdocs.yml", out, serving=False, data_date="2024年8月12日")
    pages = {d: out / "/".join(f"zb-{d}-{n}" for n in range(d)) / "index.html" for d in DEPTHS} | {
        0: out / "index.html"
    }
    return {depth: page.read_text(encoding="utf-8") for depth, page in pages.items()}


def _check(root: Path, out: Path) -> None:
    pages = _rendered(root, out)
    frame = cut((out / FRAME_PATH).read_text(encoding="utf-8"))
    for depth, text in sorted(pages.items()):
        assert frame.at(depth).html == text, f"depth {depth}"


def test_of_the_little_theme(project: Path, tmp_path: Path) -> None:
    _check(project, tmp_path / "out")


def test_of_the_theme_itself(tmp_path: Path) -> None:
    root = copy_of_the_project(tmp_path / "project")
    _check(root, tmp_path / "out")
