"""The page of one work: large, with its makers, honours, statement and measured requirements."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from generator import routes
from generator.catalog import Catalog
from generator.model.campaign import Campaign
from generator.pages.cards import (
    Picture,
    byline,
    cut,
    names_of,
    picture_of,
    shown_title,
    units_of,
    work_card,
)
from generator.pages.frame_parts import Crumb, Setting, campaign_name, is_listed, make_page
from generator.pages.inputs import inputs_of_page
from generator.pages.jsonld import work_data
from generator.pages.results import HONOUR_STATES
from generator.pages.share import share_view
from generator.site import Draft, Page
from generator.words import SUBJECT_NAMES
from generator.works.requirements import File, spoken_duration, verdicts
from generator.works.work import Piece, Prize, Work

_AI_WORDS = {"none": "未使用", "assisted": "AI辅助创作", "generated": "AI生成"}


class PieceView(Struct, frozen=True):
    """One piece on the stage: a picture, or a player with its poster."""

    kind: str
    picture: Picture | None
    stream: str
    mime: str
    width: int
    height: int
    length: str
    caption: str
    alt: str
    peaks: tuple[int, ...]


class HonourView(Struct, frozen=True):
    """One honour with the notice that announced it."""

    title: str
    rank: str
    state: str
    first: bool
    notice: tuple[str, str] | None
    roll: str


class Neighbour(Struct, frozen=True):
    """The work before or after on the wall."""

    href: str
    title: str
    picture: Picture | None


def work_pages(setting: Setting, campaign: Campaign, shared: str = "") -> Iterator[Draft]:
    """The page of every work as they hang; each knows itself and its neighbours only. `shared` is `inputs_of_all`."""
    works = setting.catalog.works_of(campaign)
    without = replace(setting, catalog=replace(setting.catalog, works={}))
    for at, work in enumerate(works):
        before = works[at - 1] if at else None
        after = works[at + 1] if at + 1 < len(works) else None
        yield work_draft(without, campaign, (before, work, after), shared)


def work_draft(
    setting: Setting, campaign: Campaign, works: tuple[Work | None, Work, Work | None], shared: str
) -> Draft:
    """The page of the second of three works that hang side by side; `setting` need not have them in its catalog."""
    before, work, after = works
    return Draft(
        path=routes.file_of(routes.work(campaign.id, work.id)),
        write=partial(work_page, setting, campaign, work, before, after),
        listed=is_listed(campaign, index=_is_indexed(work)),
        inputs=inputs_of_page(shared, (work, before, after)),
    )


def work_page(
    setting: Setting, campaign: Campaign, work: Work, before: Work | None, after: Work | None
) -> Page:
    """Make the page; `before` and `after` are its neighbours in the gallery."""
    address = routes.work(campaign.id, work.id)
    root = routes.root_of(address)
    subproject = campaign.subproject(work.subproject_id) if work.subproject_id else None
    share = share_view(setting, campaign, work)
    title = shown_title(work)
    by = byline(work)
    pieces = [piece_view(piece, work) for piece in work.shown]
    says = cut((work.statement or work.text or "").replace("\n", ""), 110)
    return make_page(
        setting,
        address,
        f"{title} {by}".strip(),
        "work.html",
        column="gallery",
        description=f"{title}，{by}。{says}",
        crumbs=_crumbs(campaign, work),
        campaign=campaign,
        index=_is_indexed(work),
        script="zb-works.js",
        share=share.card,
        data=work_data(setting, campaign, work, address),
        work=work,
        heading=title,
        names=names_of(work, limit=8),
        unit=units_of(work),
        subproject=subproject,
        project_href=root + routes.project(campaign.id, subproject.id) if subproject else None,
        pieces=pieces,
        scores=[piece_view(piece, work) for piece in work.pieces if piece.role == "score"],
        card=None if pieces or work.text else work_card(campaign, work),
        credits=_credits(work),
        form=_form(work),
        ai=_AI_WORDS[work.ai_use],
        ai_label=work.ai_use != "none",
        subject=SUBJECT_NAMES[work.subject],
        honours=[_honour(setting.catalog, campaign, prize, work, root) for prize in work.prizes],
        met=_met(campaign, work),
        before=_neighbour(campaign, before, root),
        after=_neighbour(campaign, after, root),
        share_block=share,
    )


def _is_indexed(work: Work) -> bool:
    """A person's page is for those who come from the gallery."""
    return work.subject != "person"


def piece_view(piece: Piece, work: Work) -> PieceView:
    """One piece as shown; a sound takes the work's cover as its poster."""
    facts, stream = piece.facts, piece.stream
    pictured = piece if piece.pictures else work.cover
    return PieceView(
        kind=facts.kind,
        picture=picture_of(pictured) if pictured else None,
        stream=stream.address if stream else "",
        mime={"MP3": "audio/mpeg", "M4A": "audio/mp4"}.get(facts.format, "video/mp4"),
        width=facts.width,
        height=facts.height,
        length=spoken_duration(round(facts.duration)) if stream else "",
        caption=piece.caption,
        alt=piece.alt,
        peaks=facts.peaks,
    )


def _crumbs(campaign: Campaign, work: Work) -> tuple[Crumb, ...]:
    steps = [
        Crumb("首页", routes.HOME),
        Crumb(campaign_name(campaign), routes.campaign(campaign.id)),
        Crumb("展厅", routes.gallery(campaign.id)),
    ]
    subproject = campaign.subproject(work.subproject_id) if work.subproject_id else None
    if subproject:
        steps.append(
            Crumb(subproject.kind or subproject.title, routes.gallery_page(campaign.id, subproject.id))
        )
    return (*steps, Crumb(shown_title(work)))


def _credits(work: Work) -> list[tuple[str, str]]:
    """Roles and names as the entrant gave them, then who recommended it; its own unit stands in the head."""
    rows: list[tuple[str, str]] = []
    for maker in work.makers:
        unit = f"（{maker.unit}）" if maker.unit and maker.unit != work.unit and maker.name else ""
        words = f"{maker.name or maker.unit}{unit}"
        role = maker.role or ("作者" if work.subject == "work" else "申报")
        if rows and words == "等":
            rows[-1] = (rows[-1][0], f"{rows[-1][1]}等")
        elif rows and rows[-1][0] == role:
            rows[-1] = (role, f"{rows[-1][1]}、{words}")
        else:
            rows.append((role, words))
    if work.account:
        rows.append(("平台", work.account.platform))
        if work.account.name != work.title:
            rows.append(("账号", work.account.name))
    if work.recommended_by:
        rows.append(("推荐单位", work.recommended_by))
    return rows


def _form(work: Work) -> str:
    pictures = [p.facts for p in work.shown if p.facts.kind == "image"]
    played = [p.facts for p in work.shown if p.facts.kind != "image"]
    parts = []
    if played:
        word = "视频" if any(f.kind == "video" for f in played) else "音频"
        parts.append(f"{word}，{spoken_duration(round(sum(f.duration for f in played)))}")
    if work.subject == "work" and pictures:
        one = pictures[0]
        parts.append(
            f"单幅，{one.width} × {one.height}" if len(pictures) == 1 else f"组照，{len(pictures)}幅"
        )
    return "；".join(parts)


def _honour(catalog: Catalog, campaign: Campaign, prize: Prize, work: Work, root: str) -> HonourView:
    said = catalog.notice("/".join(prize.notice)) if prize.notice else None
    subproject = campaign.subproject(work.subproject_id) if work.subproject_id else None
    own = subproject is not None and prize.award in subproject.awards
    scope = work.subproject_id if own else "all"
    return HonourView(
        title=prize.award.title,
        rank=f"第{prize.rank}名" if prize.award.ranked and prize.rank else "",
        state="" if prize.state == "confirmed" else HONOUR_STATES[prize.state],
        first=prize.place == 0 and prize.state == "confirmed",
        notice=(said[1].title, root + routes.notice(said[0].id, said[1].id)) if said else None,
        roll=""
        if prize.state == "shortlisted"  # stands on no roll
        else f"{root}{routes.results(campaign.id)}#{scope}-{prize.award.id}",
    )


def _met(campaign: Campaign, work: Work) -> list[tuple[str, str, bool]]:
    """The measured requirements: (rule, what was measured, whether it is met)."""
    subproject = campaign.subproject(work.subproject_id) if work.subproject_id else None
    if subproject is None:
        return []
    files = [File("", piece.role, piece.facts) for piece in work.pieces]
    return [(v.requirement.text, v.measured, v.met) for v in verdicts(subproject, files, work.text)]


def _neighbour(campaign: Campaign, work: Work | None, root: str) -> Neighbour | None:
    if work is None:
        return None
    picture = picture_of(work.cover) if work.cover else None
    return Neighbour(root + routes.work(campaign.id, work.id), shown_title(work), picture)
