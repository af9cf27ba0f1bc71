"""The documents say what is true: commands, targets, paths, examples."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from generator import commands, report
from generator.check import check

ROOT = Path(__file__).resolve().parents[2]
GUIDE = "campaigns/README.md"
DOCUMENTS = (
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    GUIDE,
    "generator/DECISIONS.md",
    *sorted(
        f"content/handbook/{path.name}"
        for path in (ROOT / "content/handbook").glob("*.md")
        if path.name not in ("fields.md", "codes.md")  # generated, and tested where they are made
    ),
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code(text: str) -> list[str]:
    """Code spans and the lines of fenced blocks, comments cut off."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    lines = [line.partition(" #")[0].strip() for block in fenced for line in block.splitlines()]
    return [piece for piece in (*spans, *lines) if piece]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))


def tracked() -> list[str]:
    run = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if run.returncode:
        pytest.skip("not a git checkout")
    return [name for name in run.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def example() -> dict[str, str]:
    """The files of the guide's example, by path."""
    pairs = re.findall(r"^`(campaigns/[^`]+)`\n\n```\w+\n(.*?)^```", read(GUIDE), re.MULTILINE | re.DOTALL)
    return dict(pairs)


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_the_example_of_the_guide_is_valid(tmp_path: Path) -> None:
    files = example()
    assert len(files) == 2
    write(tmp_path, files)
    assert report.as_text(check(tmp_path).problems) == "检查通过，没有发现问题。"


@pytest.mark.parametrize(
    ("right", "wrong"), [("year: 2030", "year：2030"), ("text: 时长不超过3分钟", "text: 时长不超过5分钟")]
)
def test_the_messages_of_the_guide_are_those_of_the_program(tmp_path: Path, right: str, wrong: str) -> None:
    files = example()
    name = next(iter(files))
    assert files[name].count(right) == 1
    write(tmp_path, files | {name: files[name].replace(right, wrong)})
    assert f"```text\n{report.as_text(check(tmp_path).problems)}\n```" in read(GUIDE)


def test_both_readmes_say_the_same() -> None:
    one, other = read("README.md"), read("README.zh-CN.md")
    assert sorted(code(one)) == sorted(code(other))
    for pattern in (r"^(#+) ", r"^(\d+)\. ", r"^\|( ---)"):
        assert re.findall(pattern, one, re.MULTILINE) == re.findall(pattern, other, re.MULTILINE)
    assert len(re.findall(r"^\|", one, re.MULTILINE)) == len(re.findall(r"^\|", other, re.MULTILINE))
    assert re.findall(r"\d{4}-\d{2}-\d{2}", one) == re.findall(r"\d{4}-\d{2}-\d{2}", other)


def test_the_map_names_every_top_level_folder() -> None:
    hidden = {".github", ".ci"}
    folders = {name.split("/")[0] for name in tracked() if "/" in name}
    named = {piece.rstrip("/") for piece in code(read("README.md")) if re.fullmatch(r"[.\w]+/", piece)}
    assert folders <= named
    assert hidden <= folders


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_target_named_exists(name: str) -> None:
    for piece in code(read(name)):
        words = piece.split()
        if words[0] == "make":
            assert {w for w in words[1:] if "=" not in w} <= targets(), piece


def test_every_target_is_explained() -> None:
    named = {piece.split()[1] for piece in code(read("CONTRIBUTING.md")) if re.match(r"make [a-z]+$", piece)}
    assert targets() - named - {"help"} == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_named_exists(name: str) -> None:
    for piece in code(read(name)):
        if found := re.match(r"zhanbang ([a-z]+)", piece):
            assert found.group(1) in commands.commands.list_commands(), piece


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_named_exists(name: str) -> None:
    tops = "campaigns|content|theme|generator|tests|\\.github|\\.ci"
    for piece in code(read(name)):
        if re.fullmatch(rf"(?:{tops})/[\w./-]*", piece) and "-shili" not in piece:
            path = piece.split()[0]
            if path.startswith("campaigns/2024-fujian/") and re.search(r"/(?:files|entries)/", path):
                continue  # a campaign's folder as it may look
            assert (ROOT / path).exists(), piece


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", read(name)):
        if not re.match(r"https?://|campaign:", target):
            assert (ROOT / name).parent.joinpath(target).exists(), target


def test_a_workflow_pins_every_action() -> None:
    for path in sorted((ROOT / ".github/workflows").glob("*.yml")):
        uses = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
        assert uses
        for action, comment in uses:
            assert re.fullmatch(r"[\w-]+/[\w-]+(?:/[\w-]+)?@[0-9a-f]{40}", action), action
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


def test_no_file_names_an_index_address_or_a_machine_path() -> None:
    index = re.compile(
        r"https?://[^\s\"'<>]*(?:/simpl[e]\b|pyp[i]\b|pythonhoste[d])|--(?:extra-)?index-url[ =]\S|^-i ",
        re.MULTILINE,
    )
    machine = re.compile(r"(?<![\w.])/(?:home/\w|root/|Users/\w|work/\w|tmp/\w)|\b[A-Z]:\\Users")
    faults = []
    for name in tracked():
        data = (ROOT / name).read_bytes()
        if b"\0" in data:
            continue
        text = data.decode("utf-8", errors="replace")
        faults += [f"{name}: {found.group()}" for p in (index, machine) for found in p.finditer(text)]
    assert faults == []
