"""Works on a wall: what a gallery card, a strip of works and the large view show of a work."""

from __future__ import annotations

from msgspec import Struct

from generator import routes
from generator.model.campaign import Campaign
from generator.values.compact import compact
from generator.works.requirements import spoken_duration
from generator.works.work import Form, Piece, Work

SLIP_LIMIT = 7
"""Characters a slip holds; of a longer award it shows the beginning and says so (…): the name stands whole on the work's page."""
LEAF_LIMIT = 90
SAY_LIMIT = 60
NAMES_SHOWN = 3

_FORM_NAMES = {"image": "图片", "series": "组照", "audio": "音频", "video": "视频", "text": "文字"}
_FORM_ICONS = {"image": "picture", "series": "pictures", "audio": "sound", "video": "film", "text": "doc"}
_AI_NAMES = {"none": "", "assisted": "AI辅助", "generated": "AI生成"}


class Picture(Struct, frozen=True):
    """A picture in several widths; `width` and `height` are those of the largest, addresses from the site's root."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    colour: str


class WorkCard(Struct, frozen=True):
    """A work on a wall. `slip` is the award that hangs from the mat, `first` whether it is the highest of its scheme."""

    id: str
    address: str
    anchor: str
    title: str
    by: str
    kind: str
    icon: str
    length: str
    ai: str
    pending: str
    slip: str
    first: bool
    picture: Picture | None
    leaf: str
    peaks: tuple[int, ...]
    subject: str
    say: str
    light: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """The words of the last line."""
        return tuple(word for word in (self.kind, self.length) if word)


def shown_title(work: Work) -> str:
    """《》 around the title of a work, none around a person, an account or an activity (domain.md C8)."""
    return f"《{work.title}》" if work.subject == "work" and "《" not in work.title else work.title


def names_of(work: Work, limit: int = NAMES_SHOWN) -> str:
    """`甲、乙、丙等`; empty where the work is the person, or nobody agreed to be named."""
    if len(work.makers) == 1:  # most have one
        only = work.makers[0].name
        return only if only and only not in (work.title, "等") else ""
    names = list(dict.fromkeys([maker.name for maker in work.makers if maker.name]))
    others = "等" in names or len(names) > limit
    names = [name for name in names if name not in (work.title, "等")]
    return "、".join(names[:limit]) + ("等" if names and others else "")


def units_of(work: Work) -> str:
    """The units a work stands under: its own, or those of its makers."""
    if work.unit:
        return work.unit
    units = dict.fromkeys([maker.unit for maker in work.makers if maker.unit])
    return "、".join(list(units)[:2])


def byline(work: Work) -> str:
    """Names and unit, as under every card."""
    account = work.account
    parts = (f"{account.platform}：{account.name}" if account else names_of(work), units_of(work))
    return "　".join([part for part in parts if part and part != work.title])


def picture_of(piece: Piece) -> Picture:
    """The pictures of a piece as one responsive picture."""
    pictures = piece.pictures
    widest = pictures[-1]
    middle = next((p for p in pictures if p.width >= 800), widest)
    srcset = ", ".join([f"{p.address} {p.width}w" for p in pictures])
    return Picture(middle.address, srcset, widest.width, widest.height, piece.alt, piece.facts.colour)


def work_card(campaign: Campaign, work: Work) -> WorkCard:
    """One card."""
    subproject = campaign.subproject(work.subproject_id) if work.subproject_id else None
    best, shown, cover, form = work.best, work.shown, work.cover, work.form
    said = work.text or work.statement or ""
    return WorkCard(
        id=work.id,
        address=routes.work(campaign.id, work.id),
        anchor=routes.work_anchor(work.id),
        title=shown_title(work),
        by=byline(work),
        kind=(subproject.kind or _FORM_NAMES[form]) if subproject else "获奖单位",
        icon=_FORM_ICONS[form],
        length=_length(form, shown),
        ai=_AI_NAMES[work.ai_use],
        pending="公示中" if best and best.state == "proposed" else "",
        slip=cut(best.award.title, SLIP_LIMIT)
        + {"shortlisted": "入围", "proposed": "", "confirmed": ""}[best.state]
        if best
        else "",
        first=bool(best and best.place == 0 and best.state == "confirmed"),
        picture=picture_of(cover) if cover else None,
        leaf=cut(said.replace("\n", ""), LEAF_LIMIT),
        peaks=next((p.facts.peaks for p in shown if p.facts.peaks), ()),
        subject=work.subject,
        say=cut(work.statement or "", SAY_LIMIT).replace("\n", ""),
        light=compact([_light(piece, cover) for piece in shown]) if shown else "[]",
    )


def work_cards(campaign: Campaign, works: tuple[Work, ...]) -> tuple[WorkCard, ...]:
    """Several cards."""
    return tuple(work_card(campaign, work) for work in works)


def _light(piece: Piece, cover: Piece | None) -> dict[str, object]:
    """What the large view shows of a piece."""
    stream = piece.stream
    picture = piece.pictures or (cover.pictures if cover else ())
    item: dict[str, object] = {"k": piece.facts.kind}
    if picture:
        item |= {"s": picture[-1].address, "w": picture[-1].width, "h": picture[-1].height}
    if stream:
        item["m"] = stream.address
    if piece.alt:
        item["a"] = piece.alt
    if piece.caption:
        item["c"] = piece.caption
    return item


def _length(form: Form, shown: tuple[Piece, ...]) -> str:
    if form in ("audio", "video"):
        return spoken_duration(round(sum(piece.facts.duration for piece in shown)))
    if form == "series":
        return f"{sum(piece.facts.kind == 'image' for piece in shown)}幅"
    return ""


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, an ellipsis where something is left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip("，、；：") + "…"
