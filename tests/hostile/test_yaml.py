"""YAML of entries and campaigns, damaged in every way we could think of: told by name and place, never a traceback.

Guards proved here: the depth of brackets by events (libyaml's composer falls at some thousand levels), bounded re-reading of
faulty lines, bounded explanations, a possessive quantifier in the pattern for wide colons.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.check import check
from generator.model.campaign import Campaign
from generator.model.entry import Entry
from generator.places import Places
from generator.planning import plan
from generator.problems import Problem, errors
from generator.read import read
from generator.source import Source
from generator.textfile import decoded
from generator.works.faulty import entry_of
from generator.yamltext import parse
from tests.factories import ALL, CAMPAIGN, RELEASED, ROOT, small_project

DAY = date(2026, 11, 21)
OF_ENTRIES, OF_EACH_CAMPAIGN = 200, 14
CPU_SECONDS = 8
ENTRY = (
    "# 一件作品\ntitle: 夜班的灯\nno: XS-2024-0007\n"
    + RELEASED
    + "credits:\n  - {name: 示例甲, role: 作词, unit: 东区总工会}\n  - name: 示例乙\n    role: 作曲\n"
    "unit: east\nrecommended_by: 东区总工会\nai_use: none\nstatement: |\n  第一段。\n  第二段：有冒号。\n"
    'text: "一行 \\"引用\\" 的话"\naccount: {platform: 示例平台, name: 示例号, url: "https://example.org/a"}\n'
    "honours: [{award: first, rank: 1}]\n"
)
SIGNS = "[]{}:,#&*!|>'\"%@`-?\t\n \\\0\x1b"

Mutation = Callable[[bytes, random.Random], bytes]


def _flip(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(1, len(data))]


def _excise(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.randint(1, 60) :]


def _lines(change: Callable[[list[bytes], random.Random], None]) -> Mutation:
    def mutated(data: bytes, dice: random.Random) -> bytes:
        lines = data.split(b"\n")
        change(lines, dice)
        return b"\n".join(lines)

    return mutated


def _doubled(lines: list[bytes], dice: random.Random) -> None:
    at = dice.randrange(len(lines))
    lines.insert(dice.randrange(len(lines)), lines[at])


def _indented(lines: list[bytes], dice: random.Random) -> None:
    at = dice.randrange(len(lines))
    lines[at] = dice.choice([b" ", b"   ", b"\t", "　".encode(), b" " * 120]) + lines[at]


def _outdented(lines: list[bytes], dice: random.Random) -> None:
    at = dice.randrange(len(lines))
    lines[at] = lines[at].lstrip()


def _moved(lines: list[bytes], dice: random.Random) -> None:
    lines.insert(dice.randrange(len(lines)), lines.pop(dice.randrange(len(lines))))


def _valued(lines: list[bytes], dice: random.Random) -> None:
    values = [
        "",
        "~",
        "NO",
        "16:9",
        "0" * 5_000,
        "9" * 5_000,
        "2024-02-30",
        "[]",
        "{}",
        "&a x",
        "*a",
        "!!python/object:os.system x",
    ]
    values += [
        "!x y",
        "'",
        '"',
        "|",
        ">-",
        "<<: *a",
        "\ufeff",
        '"\\ud800"',
        '"\\u0000"',
        "1e400",
        "0x7f",
        "{a: {b: [c",
        "http://[::1",
    ]
    at = dice.randrange(len(lines))
    key = lines[at].partition(b":")[0]
    lines[at] = key + b": " + dice.choice(values).encode()


def _signed(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + "".join(dice.choices(SIGNS, k=dice.randint(1, 5))).encode() + data[at:]


def _encoded(data: bytes, dice: random.Random) -> bytes:
    text = data.decode()
    form = dice.choice(["utf-16", "utf-16-le", "gb18030", "utf-8-sig", "utf-32", "big5"])
    return text.encode(form, "replace")


def _ended(data: bytes, dice: random.Random) -> bytes:
    return data.replace(b"\n", dice.choice([b"\r\n", b"\r", "\u2028".encode(), "\x85".encode(), b"\n\n\0"]))


def _swollen(data: bytes, dice: random.Random) -> bytes:
    return data + dice.choice(
        [b"# " + b"x" * 70_000, b"k: v\n" * 4_000, b"text: [" * 9_000, b'z: ["]", ' * 7_000]
    )


def _spliced(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.randbytes(dice.randint(1, 40)) + data[at:]


MUTATIONS: tuple[Mutation, ...] = (
    _flip,
    _cut,
    _excise,
    _lines(_doubled),
    _lines(_indented),
    _lines(_outdented),
    _lines(_moved),
    _lines(_valued),
    _signed,
    _encoded,
    _ended,
    _swollen,
    _spliced,
)


def mutants(data: bytes, number: int, seed: int) -> Iterator[bytes]:
    """So many damaged copies, each kind of damage in turn."""
    dice = random.Random(seed)
    for at in range(number):
        yield MUTATIONS[at % len(MUTATIONS)](data, dice)


def complaints(root: Path, problems: tuple[Problem, ...]) -> list[str]:
    """What is wrong with problems themselves: no such file, no such line, no words."""
    wrong = []
    for p in problems:
        path = root / p.place.file
        if not path.resolve().is_relative_to(root.resolve()):
            wrong.append(f"{p.place.file}: outside")
        elif path.is_file():
            data = path.read_bytes()
            read_as = decoded(data, p.place.file, [])
            lines = len(read_as.lines) if read_as else data.count(b"\n") + data.count(b"\r") + 1
            if not 1 <= p.place.line <= lines:
                wrong.append(f"{p.place.file}:{p.place.line} of {lines}")
        for language in ("zh", "en"):
            if not p.what(language).strip() or not p.remedy(language).strip():
                wrong.append(f"{p.code}: no words")
        if "\n" in p.what():
            wrong.append(f"{p.code}: more than a line")
    return wrong


@pytest.mark.parametrize("seed", [1, 2])
def test_damaged_entries_are_told_by_name_and_not_published(tmp_path: Path, seed: int) -> None:
    folder = "campaigns/2024-small/entries/songs"
    root = small_project(tmp_path, {f"{folder}/good/entry.yml": ENTRY})
    broken = {f"m{at:04}": data for at, data in enumerate(mutants(ENTRY.encode(), OF_ENTRIES // 2, seed))}
    for name, data in broken.items():
        (root / folder / name).mkdir()
        (root / folder / name / "entry.yml").write_bytes(data)
    planned = plan(root, as_of=DAY, lenient=True)
    assert planned.site is not None, errors(planned.problems)
    assert complaints(root, planned.problems) == []
    faulty = {found[1] for p in errors(planned.problems) if (found := entry_of(p, "campaigns"))}
    shown = {page.path.split("/")[3] for page in planned.site.pages if "/works/" in page.path}
    assert len(faulty) > len(broken) // 2
    assert not faulty & shown
    assert "good" in shown - faulty


@pytest.mark.parametrize("name", ALL)
def test_damaged_campaigns_are_told_by_name(tmp_path: Path, name: str) -> None:
    """The committed records themselves, each damaged in all ways, and all copies checked at once."""
    source = ROOT / "campaigns" / name
    data = (source / "campaign.yml").read_bytes()
    for at, changed in enumerate(mutants(data, OF_EACH_CAMPAIGN, len(data))):
        folder = tmp_path / "campaigns" / f"{name}-{at}"
        (folder / "notices").mkdir(parents=True)
        (folder / "campaign.yml").write_bytes(changed)
        for text in (source / "notices").iterdir():
            (folder / "notices" / text.name).write_bytes(text.read_bytes())
    found = check(tmp_path)
    assert complaints(tmp_path, found.problems) == []
    assert not found.ok
    assert plan(tmp_path, as_of=DAY).site is None


FRAGMENTS = (
    "title: ", "status: ", "- ", "  ", "\n", "[", "]", "{", "}", ",", ": ", "：", "'", '"', "#", "|\n", ">\n", "&a ", "*a", "!t ", "? ",
    "---\n", "...\n", "%YAML 1.2\n", "\t", "　", "甲", "a", "1", "\\", "\u2028", "\x85", "\u0301", "@", "`", "<<", "~", "name", "\u200d", "\U0001f600",
)  # fmt: skip


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join) | st.text(max_size=80))
def test_any_text_parses_or_is_refused(text: str) -> None:
    """The node is None or sound enough to be read as a record; each problem stands inside the text."""
    source = Source("entry.yml", text)
    node, problems = parse(source)
    assert node is not None or problems
    if node is not None:
        for model, given_fields in ((Entry, {"id": "a", "subproject": None}), (Campaign, {"id": "a"})):
            problems += read(node, model, Places(), **given_fields).problems
    for p in problems:
        assert 1 <= p.place.line <= len(source.lines)
        assert p.place.column >= 1
        assert p.what()
        assert p.remedy()


TANGLES = {
    "brackets that seem to close": "a: " + '["]", ' * 160_000,
    "brackets that close in comments": "a:\n" + "  [ # ]\n" * 100_000,
    "blanks after a wide colon": "k：" + " " * 900_000 + "b: c\n",
    "faults after much that is sound": "".join(f"q{n}: {'x' * 20}\n" for n in range(30_000))
    + 'k: "x" y\n' * 60,
    "a hundred thousand unknown keys": "title: x\n" + "".join(f"k{n}: x\n" for n in range(40_000)),
    "unknown keys in one line": "{" + ",".join(f"k{n}: x" for n in range(40_000)) + "}",
    "equal keys in one line": "{" + ",".join("a: x" for _ in range(80_000)) + "}",
    "dashes": "- " * 400_000,
    "question marks": "? " * 400_000,
    "quotation marks": "a: " + "'" * 900_001,
    "anchors": "&a " * 300_000,
    "directives": "%YAML 1.1\n" * 90_000,
    "documents": "---\na: 1\n" * 30_000,
}
READ = """
import sys
from generator.source import Source
from generator.yamltext import parse
from generator.read import read
from generator.places import Places
from generator.model.campaign import Campaign
node, problems = parse(Source("campaign.yml", sys.stdin.read()))
if node is not None:
    problems += read(node, Campaign, Places(), id="a").problems
print(len(problems))
"""


@pytest.mark.parametrize("name", TANGLES)
def test_a_megabyte_made_to_take_long_does_not(name: str) -> None:
    """In a process of its own: a fall of libyaml would end this one, and processor time is limited, not measured."""
    done = subprocess.run(
        [sys.executable, "-c", READ],
        input=TANGLES[name],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS)),
    )
    assert done.returncode == 0, (name, done.returncode, done.stderr[-500:])
    assert 0 < int(done.stdout) <= 400


def test_the_small_campaign_with_every_line_ruined(tmp_path: Path) -> None:
    """Each line of a whole campaign gone, in turn: told, or nothing was lost."""
    lines = CAMPAIGN.splitlines(keepends=True)
    for at in range(len(lines)):
        root = small_project(tmp_path / str(at), yaml="".join(lines[:at] + lines[at + 1 :]))
        assert complaints(root, check(root).problems) == []
