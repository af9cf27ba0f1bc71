"""Ten thousand entries in mixed states (acceptance row B1; `make test`: two thousand): every approved one is everywhere once, of others there is nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.demo.synthetic import CAMPAIGN, KINDS, Size, write_project
from generator.engine import engine_output
from generator.planning import plan
from generator.tree import write
from generator.verify.site import verify
from tests.factories import THOROUGH
from tests.halls import hall_rows, records_of

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 21)
ENTRIES, PHOTOS = 10_000 if THOROUGH else 2_000, 36
HOME = f"campaigns/{CAMPAIGN}"
WORK = re.compile(
    r'<li class="zb-work[^"]*" id="([^"]+)".*?<h3 class="zb-work__title"><a href="([^"]+)">', re.DOTALL
)


@dataclass(frozen=True)
class Large:
    """The written site, what the ledger says, and the state and sub-project of every entry as its file says."""

    site: Path
    ledger: str
    states: dict[str, str]
    projects: dict[str, str]

    def in_state(self, *states: str) -> set[str]:
        return {entry for entry, state in self.states.items() if state in states}

    def texts(self) -> dict[str, str]:
        """All files with words in them, by address."""
        return {
            path.relative_to(self.site).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.site.rglob("*"))
            if path.suffix in (".html", ".json", ".js", ".xml", ".txt")
        }


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, bare: Callable[[Path], Path]) -> Large:
    """Planned, checked and written as a build does it; share cards and photos are stood in for by one small file.

    Drawing a card for each takes a minute and has nothing to do with who is shown where; the link check still sees that
    every address a page names was planned.
    """
    root = bare(tmp_path_factory.mktemp("large") / "project")
    for _ in write_project(root, ROOT, Size(ENTRIES, PHOTOS, 0.02)):
        pass
    planned = plan(root, as_of=DAY, jobs=2)
    assert planned.site is not None, planned.problems
    assert planned.ledger is not None
    assert planned.problems == ()
    stand_in = root / "stand-in"
    stand_in.write_bytes(b"x")
    outputs = [output for order in planned.site.orders for output in order.outputs]
    outputs += [card.output for card in planned.site.cards]
    addresses = {output.address: stand_in for output in outputs}
    site = replace(planned.site, files=tuple(sorted(addresses.items())))
    engine = engine_output(root, data_date=site.data_date)
    names, standard = frozenset(engine.names(site)), planned.standard
    assert standard is not None
    written = write(
        root / "site", engine.outputs(site), verify=lambda tree, made: verify(tree, made, names, standard)
    )
    assert written.switched, written.problems[:3]
    states, projects = {}, {}
    for path in root.glob(f"{HOME}/entries/*/*/entry.yml"):
        (states[path.parent.name],) = re.findall(
            r"^status: (\w+)$", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        projects[path.parent.name] = path.parent.parent.name
    return Large(root / "site", planned.ledger.text(), states, projects)


@pytest.fixture(scope="module")
def texts(large: Large) -> dict[str, str]:
    return large.texts()


def test_all_states_are_there(large: Large) -> None:
    assert len(large.states) == ENTRIES
    counts = Counter(large.states.values())
    assert set(counts) == {"approved", "pending", "received", "rejected", "withdrawn"}
    assert min(counts.values()) > ENTRIES // 50


def test_each_approved_entry_has_one_page_and_each_withdrawn_one_a_tombstone(large: Large) -> None:
    pages = {path.parent.name: path for path in large.site.glob(f"{HOME}/works/*/index.html")}
    assert set(pages) == large.in_state("approved", "withdrawn")
    gone = {entry for entry, path in pages.items() if "这件作品已撤下" in path.read_text(encoding="utf-8")}
    assert gone == large.in_state("withdrawn")


def places(texts: dict[str, str], under: str) -> Counter[tuple[str, str]]:
    """(anchor, work that it leads to) of every card on the gallery pages of one hall."""
    pattern = re.compile(rf"{HOME}/gallery/{under}(?:page/\d+/)?index\.html")
    found: Counter[tuple[str, str]] = Counter()
    for address, text in texts.items():
        if pattern.fullmatch(address):
            cards = WORK.findall(text)
            assert len(cards) <= 60, address
            found.update((anchor, href.rstrip("/").rpartition("/")[2]) for anchor, href in cards)
    return found


def test_each_hangs_once_in_the_campaigns_gallery_and_once_in_its_sub_projects(
    large: Large, texts: dict[str, str]
) -> None:
    approved = large.in_state("approved")
    everywhere = places(texts, "")
    assert {work for _, work in everywhere} == approved
    assert sum(everywhere.values()) == len(approved)
    for number in range(len(KINDS)):
        own = places(texts, f"k{number}/")
        expected = {entry for entry in approved if large.projects[entry] == f"k{number}"}
        assert {work for _, work in own} == expected
        assert sum(own.values()) == len(expected)


def test_each_has_one_record_in_works_json_and_in_the_gallerys_index(
    large: Large, texts: dict[str, str]
) -> None:
    approved = sorted(large.in_state("approved"))
    records = records_of(lambda name: texts[f"data/{CAMPAIGN}/{name}"])
    assert sorted(record["id"] for record in records) == approved
    assert all(record["subproject"] == large.projects[record["id"]] for record in records)
    assert all(record["url"] == f"{HOME}/works/{record['id']}/" for record in records)
    hung = hall_rows(lambda name: texts[f"data/{CAMPAIGN}/{name}"])
    assert [row["id"] for row in hung] == [record["id"] for record in records]
    assert all(row["f"][0] == record["subproject"] for row, record in zip(hung, records, strict=True))
    catalog = json.loads(texts["data/catalog.json"])["campaigns"][0]
    assert {s["id"]: s["works"] for s in catalog["subprojects"]} == Counter(
        large.projects[e] for e in approved
    )


def test_of_all_others_there_is_nothing(large: Large, texts: dict[str, str]) -> None:
    """Ids, printed numbers and titles end in a number that is the entry's own."""
    hidden = large.in_state("pending", "received", "rejected")
    gone = large.in_state("withdrawn")
    serial = re.compile(r"SYN-(\d{6})|之(\d{1,5})(?!\d)")
    by_serial = {int(entry[1:]) + 1: entry for entry in large.states}
    for address, text in texts.items():
        named = set(re.findall(r"\bw\d{6}\b", text + address))
        assert not named & hidden, address
        if not address.endswith(f"{HOME}/gallery/index.html") and "/works/" not in address:
            assert not named & gone, address
        told = {
            by_serial[int(one or other)]
            for one, other in serial.findall(text)
            if int(one or other) in by_serial
        }
        assert not told & (hidden | gone), address


def test_the_ledger_reconciles(large: Large) -> None:
    counts = Counter(large.states.values())
    others = {"已收到": counts["received"], "待审": counts["pending"], "未通过": counts["rejected"]}
    left = "、".join(f"{name} {number}" for name, number in sorted(others.items()))
    total = ENTRIES - counts["withdrawn"]
    assert (
        f"作品：{total} 条记录，{counts['approved']} 页，{sum(others.values())} 条未发布（{left}）"
        in large.ledger
    )
    assert f"撤下的作品：{counts['withdrawn']} 条记录，{counts['withdrawn']} 页" in large.ledger
    assert "账目相符" in large.ledger


def test_the_pager_leads_through_all_pages(large: Large, texts: dict[str, str]) -> None:
    address, seen = f"{HOME}/gallery/index.html", []
    while address:
        seen.append(address)
        following = re.search(r'<a href="([^"]+)" rel="next">下一页', texts[address])
        folder = Path("/", address).parent
        address = (
            f"{(folder / following.group(1)).resolve().relative_to('/')}/index.html" if following else ""
        )
    assert len(seen) == -(-len(large.in_state("approved")) // 60)


def test_the_pictured_ones_have_a_picture_and_the_others_a_card_in_type(
    large: Large, texts: dict[str, str]
) -> None:
    records = records_of(lambda name: texts[f"data/{CAMPAIGN}/{name}"])
    pictured = [record for record in records if record["media"]]
    assert PHOTOS // 2 < len(pictured) <= PHOTOS
    for record in pictured:
        page = texts[record["url"] + "index.html"]
        assert f'src="../../../../{record["media"][0]["url"]}"' in page
        assert 'alt="示例图片"' in page
