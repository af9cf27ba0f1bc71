"""From a read file to what an import would write: drafts completed, the project's own campaigns referred to, all checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.importing import report
from generator.importing.account import Added, accounted
from generator.importing.adding import addition
from generator.importing.draft import Draft
from generator.importing.errata import with_errata
from generator.importing.folder import Files, files_of, problems_with
from generator.importing.mending import Mend
from generator.importing.proposing import proposed_id
from generator.importing.reading import Read
from generator.importing.received import Line, Received
from generator.importing.recognising import recognise
from generator.importing.settled import Known, known_campaigns, referring, same
from generator.importing.unrecorded import with_unrecorded
from generator.problems import Place, Problem, errors, problem
from generator.values.text import fold
from generator.yamlediting import EditError

Step = Callable[[int], None]
"""Told how many of `STEPS` steps are done."""
STEPS = 4
_NAMELESS = "new"
_LEAST = 20
"""Characters."""


class Brought(Struct, frozen=True):
    """What an import would write: `fresh` whole new folders, `texts` and `changed` for a campaign that is there.

    `refusal`: why nothing can be written. `lacking`: what a check of the result finds in the imported campaigns.
    """

    id: str
    received: Received
    drafts: tuple[Draft, ...] = ()
    mends: tuple[Mend, ...] = ()
    added: tuple[Added, ...] = ()
    told: tuple[str, ...] = ()
    fresh: Files = field(default_factory=dict)
    texts: Files = field(default_factory=dict)
    changed: Files = field(default_factory=dict)
    lacking: tuple[Problem, ...] = ()
    refusal: Problem | None = None

    @property
    def report_path(self) -> str:
        """Where the report belongs, from the project's root."""
        return f"imports/{self.id.replace('/', '-')}.md"

    def page(self) -> str:
        """The whole report."""
        return report.page(
            received=self.received,
            drafts=self.drafts,
            mends=self.mends,
            added=self.added,
            told=self.told,
            problems=self.lacking,
            following=tuple(self.following()),
        )

    def following(self) -> Iterator[str]:
        """What to do next."""
        if errors(self.lacking):
            yield "按“还要补”逐条补齐：每条都写了文件、行、列和改法。"
        if any(report.unrecorded_of(draft) for draft in self.drafts):
            yield f"对照原件，把“{report.UNRECORDED}”逐条补进 campaign.yml；不该补的（不是联系方式、不是子项目）就不用管。"
        folder = f"campaigns/{self.id.partition('/')[0]}"
        yield f"对照原件核对 {folder}/campaign.yml，先看“猜测”和“没有成为资料”的各条。"
        yield "运行 zhanbang check，直到没有错误。"
        yield "运行 zhanbang serve，在浏览器里看一遍；再提交、送审。"


def bring(root: Path, read: Read, *, as_id: str | None, year: int | None, step: Step) -> Brought:
    """Prepare an import; `read` must hold a document. Nothing is written. `as_id`: a campaign's id, or `C/N`."""
    assert read.received is not None
    received, known = read.received, known_campaigns(root)
    wanted, _, notice = (as_id or "").partition("/")
    told = list(read.told)
    if not as_id:
        first = recognise(received, id=_NAMELESS, year=year)
        taken = [one.id for one in known]
        wanted = proposed_id(first[0].data, taken) if first else _NAMELESS
        told.append(
            f"没有写 --as，编号按年份和地区拟为 {wanted}；不合适请加 --as 另定，编号进网址，以后不改。"
        )
    nothing = Brought(as_id or wanted, received, told=tuple(told))
    if refusal := _refusal(wanted, notice, known, root):
        return replace(nothing, refusal=refusal)
    drafts = recognise(received, id=wanted, year=year)
    step(1)
    if not drafts or not drafts[0].data.get("notices") or _is_scrap(received):
        return replace(nothing, refusal=problem("E159", Place(received.name)))
    drafts, added = accounted(received, drafts)
    drafts, rest = with_errata(drafts, read.mends)
    told += [
        f"改回了“{one.printed}”（第 {one.number} {received.counted}），正文里没有找到改后的字，没有写勘误。"
        for one in rest
    ]
    drafts, notes = _beside(with_unrecorded(received, drafts), known)
    told += notes
    added = tuple(one for one in added if any(one.campaign == draft.id for draft in drafts))
    step(2)
    mends = tuple(one for one in read.mends if one not in rest)
    brought = replace(nothing, drafts=drafts, mends=mends, added=added, told=tuple(told))
    brought = _into(brought, root, wanted, notice) if notice else replace(brought, fresh=_folders(drafts))
    step(3)
    return replace(brought, lacking=_lacking(root, brought))


def _is_scrap(received: Received) -> bool:
    """Whether there is so little text that no official document can be in it: a title alone takes more."""
    words = "".join(piece.text for piece in received.pieces if isinstance(piece, Line))
    return len(fold(words)) < _LEAST


def _refusal(wanted: str, notice: str, known: Sequence[Known], root: Path) -> Problem | None:
    there = next((one for one in known if one.id == wanted), None)
    place = Place(f"campaigns/{wanted}/campaign.yml")
    if not notice:
        return problem("E157", place, id=wanted) if there or (root / "campaigns" / wanted).exists() else None
    if there is None:
        return problem("E158", place, why=f"没有活动 {wanted}，通知 {notice} 无处可加")
    if any(one == notice for one, _, _ in there.notices):
        return problem("E158", place, why=f"活动 {wanted} 已经有编号为 {notice} 的通知")
    return None


def _beside(drafts: Sequence[Draft], known: Sequence[Known]) -> tuple[tuple[Draft, ...], list[str]]:
    """The drafts that are to be written, turned to campaigns that are in the project; and what was found so."""
    told = []
    settled: dict[str, tuple[str, Known]] = {}
    main = drafts[0]
    if double := same(main, [one for one in known if one.id != main.id]):
        told.append(f"这份通知看来已经在活动 {double.id} 里（文号或标题相同）：请确认不是重复导入。")
    kept = [main]
    for draft in drafts[1:]:
        there = same(draft, known)
        if there is None or not there.notices:
            kept.append(draft)
            continue
        settled[draft.id] = (there.notices[0][0], there)
        told.append(
            f"附件里的《{draft.data.get('title', '')}》已经是活动 {there.id}：没有重写，只作引用；正文请核对是否一致。"
        )
    return tuple(referring(draft, settled) for draft in kept), told


def _folders(drafts: Sequence[Draft]) -> dict[str, str]:
    files: dict[str, str] = {}
    for draft in drafts:
        files |= files_of(draft)
    return files


def _into(brought: Brought, root: Path, campaign: str, notice: str) -> Brought:
    """The main draft's notice goes into a campaign that is there, the upper tiers' into folders of their own."""
    path = f"campaigns/{campaign}/campaign.yml"
    try:
        made = addition(brought.drafts[0], (root / path).read_text(encoding="utf-8"), notice=notice)
    except (EditError, OSError) as error:
        return replace(
            brought, refusal=problem("E158", Place(path), why=f"campaign.yml 的写法不便改动（{error}）")
        )
    texts = {f"campaigns/{campaign}/{name}": text.rstrip("\n") + "\n" for name, text in made.texts.items()}
    there = next((name for name in texts if (root / name).exists()), None)
    if there:
        return replace(brought, refusal=problem("E158", Place(there), why=f"{there} 已经在那里"))
    return replace(
        brought,
        texts=texts,
        changed={path: made.campaign_yml},
        fresh=_folders(brought.drafts[1:]),
        told=(*brought.told, *made.told),
    )


def _lacking(root: Path, brought: Brought) -> tuple[Problem, ...]:
    """What a check finds in the imported campaigns, and was not there before."""
    if brought.refusal:
        return ()
    files = {**brought.fresh, **brought.texts, **brought.changed}
    folders = {"/".join(path.split("/")[:2]) + "/" for path in files}
    found = [p for p in problems_with(root, files) if p.place.file.startswith(tuple(folders))]
    if not brought.changed:
        return tuple(found)
    before = {(p.code, p.place.file, _plain(p)) for p in problems_with(root, {})}
    return tuple(p for p in found if (p.code, p.place.file, _plain(p)) not in before)


def _plain(found: Problem) -> str:
    """The words of a problem without the lines they name, which move."""
    return re.sub(r"\d+", "", found.what())
