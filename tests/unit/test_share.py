"""What pages give along: the address and its code, the poster of a campaign and of winners, the share card."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.catalog import Catalog
from generator.media.drawings import CodeOrder, PosterOrder
from generator.media.facts import MediaFault
from generator.media.recipe import CardOrder, order_for
from generator.model.campaign import Campaign
from generator.model.common import Award
from generator.model.judging import judged
from generator.model.notice import Erratum
from generator.pages.frame_parts import Setting
from generator.pages.share import SAMPLE, ShareView, ascii_url, share_drawings, share_view
from generator.pages.work import work_page
from generator.project import Project
from generator.publish.texts import told
from generator.works.faulty import media_problem
from generator.works.work import HonourState, Maker, Piece, Prize, Work
from tests.factories import CAMPAIGN, campaign, image_facts, work

SITE = "https://www.example.org.cn/zhanbang/"
HOME = campaign(
    CAMPAIGN.replace(
        "year: 2024\n",
        "year: 2024\nsponsors: [某市总工会, 某市委网信办]\nperiod: {printed: 2024年5月至12月}\n",
    )
)
UP = "../../../../"


def prize(state: HonourState = "confirmed", place: int = 0, title: str = "一等奖") -> Prize:
    return Prize(Award(id="first", title=title), place, None, state, None)


def setting(*works: Work, site_url: str = SITE, of: Campaign = HOME) -> Setting:
    project = Project(root=Path(), name="示例小站", site_url=site_url)
    return Setting(Catalog((of,), works={of.id: works}), date(2024, 9, 1), project)


def posters(*works: Work, site_url: str = SITE) -> dict[str, PosterOrder]:
    """By entry; that of the campaign under ""."""
    drawn = share_drawings(setting(*works, site_url=site_url))
    return {one.key[1]: one for one in drawn if isinstance(one, PosterOrder)}


def test_the_code_holds_the_address_that_is_printed_beside_it() -> None:
    one = work(prizes=(prize(),))
    here = setting(one)
    view = share_view(here, HOME, one)
    assert view.url == f"{SITE}campaigns/2024-small/works/0001/"
    codes = {one.text: one.output for one in share_drawings(here) if isinstance(one, CodeOrder)}
    assert codes.keys() == {view.url, f"{SITE}campaigns/2024-small/"}
    assert view.code == UP + codes[view.url].address
    assert view.code_size == codes[view.url].width >= 240
    assert share_view(here, HOME).code == "../../" + codes[f"{SITE}campaigns/2024-small/"].address


def test_without_the_sites_own_address_nothing_absolute_is_said() -> None:
    one = work(prizes=(prize(),))
    here = setting(one, site_url="")
    for view in (share_view(here, HOME), share_view(here, HOME, one)):
        assert (view.url, view.code, view.code_size) == ("", "", 0)
        assert view.poster
    drawn = list(share_drawings(here))
    assert not [one for one in drawn if isinstance(one, CodeOrder)]
    assert {one.words.url for one in drawn if isinstance(one, PosterOrder)} == {""}


def test_an_address_too_long_for_a_code_is_still_printed() -> None:
    long = f"https://www.example.org.cn/{'long/' * 70}"
    view = share_view(setting(site_url=long), HOME)
    assert view.url == f"{long}campaigns/2024-small/"
    assert (view.code, view.code_size) == ("", 0)


@pytest.mark.parametrize(
    ("url", "ascii"),
    [
        (SITE, SITE),
        ("https://示例.中国/展榜/", "https://xn--fsq092h.xn--fiqs8s/%E5%B1%95%E6%A6%9C/"),
        (
            "http://示例.中国:8080/a%20b/?q=工会#t",
            "http://xn--fsq092h.xn--fiqs8s:8080/a%20b/?q=%E5%B7%A5%E4%BC%9A#t",
        ),
        ("http://..示例/", "http://..%E7%A4%BA%E4%BE%8B/"),
    ],
)
def test_addresses_are_written_as_every_scanner_takes_them(url: str, ascii: str) -> None:
    assert ascii_url(url) == ascii
    assert ascii_url(ascii) == ascii


def test_a_poster_is_due_to_campaigns_and_to_confirmed_winners_alone() -> None:
    states: tuple[HonourState, ...] = ("shortlisted", "proposed", "confirmed")
    works = [work(state, prizes=(prize(state),)) for state in states]
    works.append(work("both", prizes=(prize("proposed"), prize(place=1, title="二等奖"))))
    works.append(work("none"))
    made = posters(*works)
    assert made.keys() == {"", "confirmed", "both"}
    assert (made["confirmed"].words.award, made["confirmed"].words.first) == ("一等奖", True)
    assert (made["both"].words.award, made["both"].words.first) == ("二等奖", False)
    for one in works:
        assert bool(share_view(setting(*works), HOME, one).poster) == (one.id in made)


def test_the_words_of_a_campaigns_poster_are_those_it_prints() -> None:
    words = posters()[""].words
    assert words.title == "好网民活动"
    assert words.unit == "某市总工会、某市委网信办"
    assert words.foot == "活动时间：2024年5月至12月"
    assert (words.site, words.award, words.note) == ("示例小站", "", "")


def test_a_period_that_is_printed_wrong_is_marked_on_the_poster() -> None:
    slip = judged(Erratum, {"where": "活动时间", "class": "P", "printed": "2024年5月", "note": "原文如此"})
    notice = replace(HOME.notices[0], errata=(slip,))
    told = setting(of=replace(HOME, notices=(notice,)))
    (poster,) = [one for one in share_drawings(told) if isinstance(one, PosterOrder)]
    assert poster.words.foot == "活动时间：2024年5月至12月（原文如此）"


def test_a_works_poster_names_only_whom_the_work_names() -> None:
    makers = (Maker("示例甲", "词", None), Maker("示例乙", "曲", "东区总工会"))
    named = posters(work(prizes=(prize(),), makers=makers, unit="西区总工会"))["0001"].words
    assert (named.title, named.by, named.unit) == ("《夜班》", "示例甲、示例乙", "西区总工会")
    assert (named.kicker, named.foot) == ("歌曲征集", "好网民活动")
    bare = posters(work(prizes=(prize(),), subject="organisation", title="东区总工会", unit="东区总工会"))[
        "0001"
    ].words
    assert (bare.title, bare.by, bare.unit) == ("东区总工会", "", "")


def test_a_poster_shows_the_cover_and_says_when_ai_was_used() -> None:
    order = order_for(("c", "0001", "1.jpg"), Path("1.jpg"), image_facts(width=3000, height=2000), "assisted")
    one = work(prizes=(prize(),), ai_use="assisted", pieces=(Piece("work", "", "", order.facts, order),))
    poster = posters(one)["0001"]
    assert poster.picture is not None
    assert poster.picture.width == 800
    assert (poster.words.ai, poster.ai_use) == ("AI辅助创作", "assisted")
    view = share_view(setting(one), HOME, one)
    assert (view.poster_width, view.poster_height) == (poster.output.width, poster.output.height)
    assert view.card == order.outputs[-1].address
    assert view.poster_alt == "海报：《夜班》，一等奖"


def test_samples_say_so_on_their_posters() -> None:
    sample = replace(HOME, sample=True)
    drawn = share_drawings(setting(work(prizes=(prize(),)), of=sample))
    assert {one.words.note for one in drawn if isinstance(one, PosterOrder)} == {SAMPLE}


def test_every_drawing_that_a_page_names_is_ordered_and_the_other_way_round() -> None:
    works = [work(prizes=(prize(),)), work("0002")]
    here = setting(*works)
    views: list[ShareView] = [share_view(here, HOME), *(share_view(here, HOME, one) for one in works)]
    named = {
        name.rpartition("../")[2] for view in views for name in (view.code, view.poster, view.card) if name
    }
    assert {one.output.address for one in share_drawings(here)} == named
    cards = [one for one in share_drawings(here) if isinstance(one, CardOrder)]
    assert [(one.title, one.foot) for one in cards] == [("好网民活动", "某市总工会、某市委网信办")]


def test_a_poster_of_a_campaign_that_fails_names_the_campaigns_record() -> None:
    fault = MediaFault(("2024-small", "", "海报"), "E808", {"detail": "用时超过上限"})
    found = media_problem(fault, Catalog((HOME,)), "campaigns")
    assert found.place.file == "campaigns/2024-small/campaign.yml"
    assert "海报" in found.what()


def test_the_page_of_a_work_names_all_that_is_to_go_with_it() -> None:
    """What cleans kept releases (publish/scrub) takes away whatever below media/ no page names any more."""
    one = work(prizes=(prize(),))
    page = work_page(setting(one), HOME, one, None, None)
    needs = told(page.path, page.body).needs
    drawn = {d.output.address for d in share_drawings(setting(one)) if d.key[1] == one.id}
    assert len(drawn) == 2
    assert drawn <= needs


def test_a_type_card_is_drawn_once_with_its_work() -> None:
    card = next(one for one in share_drawings(setting()) if isinstance(one, CardOrder))
    drawn = list(share_drawings(setting(work(type_card=replace(card, key=("c", "0001", ""))))))
    assert [one.key[1] for one in drawn if isinstance(one, CardOrder)] == ["", "0001"]
