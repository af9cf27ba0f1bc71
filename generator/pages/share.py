"""What a campaign's and a work's page give along: the share card, the poster, and the QR code of the page's own address.

Words are decided here, from the public catalog; pictures are drawn by the worker (`media`). The address stands in a
code and on a poster only where the site knows its own: without it nothing absolute is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from generator import routes
from generator.media.drawings import CodeOrder, Drawing, PosterOrder, PosterWords, code_order, poster_order
from generator.media.recipe import CardOrder, card_order
from generator.model.campaign import Campaign
from generator.pages.cards import names_of, shown_title, units_of
from generator.pages.frame_parts import Setting, campaign_name
from generator.pages.slips import sic
from generator.works.work import Prize, Work

POSTER, CODE, CARD = "海报", "二维码", "分享图"
"""What drawings are called in reports."""
SAMPLE = "示例：只为演示，其中的单位、人员、作品和日期都不是真实的"
_LEAD = 150
_KEPT = "/?#&=%:@!$'()*+,;~"
_AI = {"none": "", "assisted": "AI辅助创作", "generated": "AI生成"}


class ShareView(Struct, frozen=True):
    """The block 分享 of a page; addresses of pictures are relative to the page, sizes are pixels.

    `url` is the page's absolute address, "" where the site does not know its own; then there is no `code` either.
    `card` is the picture WeChat takes for its share card, from the site's root; `poster` is "" where none is due.
    """

    url: str
    code: str
    code_size: int
    poster: str
    poster_width: int
    poster_height: int
    poster_alt: str
    card: str


def share_view(setting: Setting, campaign: Campaign, work: Work | None = None) -> ShareView:
    """The block of a campaign's landing page, or of the page of one of its works."""
    root = routes.root_of(_address(campaign, work))
    code, poster = _code(setting, campaign, work), _poster(setting, campaign, work)
    card = campaign_card(campaign).output if work is None else work.share_card
    return ShareView(
        url=page_url(setting, campaign, work),
        code=root + code.output.address if code else "",
        code_size=code.output.width if code else 0,
        poster=root + poster.output.address if poster else "",
        poster_width=poster.output.width if poster else 0,
        poster_height=poster.output.height if poster else 0,
        poster_alt="海报：" + "，".join(w for w in _told(poster) if w) if poster else "",
        card=card.address if card else "",
    )


def share_drawings(setting: Setting) -> Iterator[Drawing]:
    """Everything that is to be drawn for the pages of all public campaigns and works."""
    for campaign in setting.catalog.campaigns:
        yield campaign_card(campaign)
        for work in (None, *setting.catalog.works_of(campaign)):
            if work and work.type_card:
                yield work.type_card
            if code := _code(setting, campaign, work):
                yield code
            if poster := _poster(setting, campaign, work):
                yield poster


def page_url(setting: Setting, campaign: Campaign, work: Work | None = None) -> str:
    """The absolute address of the page in ASCII (RFC 3986; hosts by IDNA), "" where the site does not know its own."""
    base = setting.project.site_url
    return ascii_url(base + _address(campaign, work)) if base else ""


def ascii_url(url: str) -> str:
    """An address as every scanner takes it: the host in Punycode, other signs percent-encoded, what is encoded kept."""
    if url.isascii():
        return url
    scheme, mark, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    name, colon, port = host.partition(":")
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:  # no host name at all; then nothing is lost by quoting it
        name = quote(name)
    return f"{scheme}{mark}{name}{colon}{port}{slash}{quote(path, safe=_KEPT)}"


def campaign_card(campaign: Campaign) -> CardOrder:
    """The share card of a campaign, set in type."""
    return card_order(
        (campaign.id, "", CARD),
        title=campaign.title,
        kicker=campaign_name(campaign),
        foot="、".join(campaign.sponsors),
        award="",
        ai_use="none",
    )


def _address(campaign: Campaign, work: Work | None) -> str:
    return routes.work(campaign.id, work.id) if work else routes.campaign(campaign.id)


def _code(setting: Setting, campaign: Campaign, work: Work | None) -> CodeOrder | None:
    url = page_url(setting, campaign, work)
    return code_order((campaign.id, work.id if work else "", CODE), url) if url else None


def _poster(setting: Setting, campaign: Campaign, work: Work | None) -> PosterOrder | None:
    """A campaign has one; a work when an award of it is confirmed, not while it is only put up for objection."""
    url = page_url(setting, campaign, work)
    plain = PosterWords(site=setting.project.name, note=SAMPLE if campaign.sample else "", url=url)
    if work is None:
        return poster_order((campaign.id, "", POSTER), _campaign_words(campaign, plain))
    prize = next((prize for prize in work.prizes if prize.state == "confirmed"), None)
    if prize is None:
        return None
    return poster_order(
        (campaign.id, work.id, POSTER),
        _work_words(campaign, work, prize, plain),
        pictures=work.cover.pictures if work.cover else (),
        ai_use=work.ai_use,
    )


def _campaign_words(campaign: Campaign, plain: PosterWords) -> PosterWords:
    period = (campaign.period.printed if campaign.period else None) or ""
    mark = sic(period, tuple(erratum for notice in campaign.notices for erratum in notice.errata))
    return replace(
        plain,
        kicker=campaign_name(campaign),
        title=campaign.title,
        unit="、".join(campaign.sponsors),
        foot=f"活动时间：{period}" + (f"（{mark}）" if mark else "") if period else "",
    )


def _work_words(campaign: Campaign, work: Work, prize: Prize, plain: PosterWords) -> PosterWords:
    subproject = campaign.subproject(work.subproject_id) if work.subproject_id else None
    unit = units_of(work)
    return replace(
        plain,
        kicker=(subproject.kind or subproject.title) if subproject else campaign_name(campaign),
        title=shown_title(work),
        by=names_of(work),
        unit=unit if unit != work.title else "",
        award=prize.award.title,
        first=prize.place == 0,
        foot=campaign.title,
        lead=(work.text or work.statement or "").replace("\n", "")[:_LEAD],
        ai=_AI[work.ai_use],
    )


def _told(poster: PosterOrder) -> tuple[str, ...]:
    words = poster.words
    return (words.title, words.award, words.by, words.unit)
