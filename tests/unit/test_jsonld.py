"""Structured data of a work: schema.org's words, public facts only, safe inside a page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.catalog import Catalog
from generator.media.facts import Facts
from generator.media.recipe import AiUse, card_order, order_for
from generator.model.campaign import Campaign
from generator.model.common import Award, Contact, Dated, Host
from generator.pages.frame_parts import Setting
from generator.pages.graph import Full, breadcrumbs, iso, script_text
from generator.pages.jsonld import work_data
from generator.pages.jsonld_campaign import campaign_data, contacts_data, notice_data, project_data
from generator.project import Project
from generator.values.phone import parse_phone
from generator.values.when import parse_when
from generator.works.work import HonourState, Maker, Piece, Prize, Work
from tests.factories import campaign, image_facts, work

HOME = campaign()
ADDRESS = "campaigns/2024-small/works/0001/"
FILM = Facts("cd" * 32, 5, "video", "MP4", 1920, 1080, 72.4)
SOUND = Facts("ef" * 32, 5, "audio", "MP3", duration=12.6)


def piece(facts: Facts, role: str = "work", ai_use: AiUse = "none") -> Piece:
    return Piece(role, "灯", "", facts, order_for(("c", "1", "x"), Path("x"), facts, ai_use))


def prize(state: HonourState) -> Prize:
    return Prize(Award(id=f"a-{state}", title=f"奖-{state}"), 0, None, state, None)


def where(site_url: str = "", *campaigns: Campaign) -> Setting:
    return Setting(Catalog(campaigns or (HOME,)), date(2024, 9, 1), Project(root=Path(), site_url=site_url))


def written(nodes: tuple[Any, ...]) -> list[dict[str, Any]]:
    """What a machine reads of it, without what is empty."""
    said = json.loads(script_text(nodes))
    assert said["@context"] == "https://schema.org"
    return said["@graph"]


def data(one: Work, site_url: str = "") -> dict[str, Any]:
    (node,) = written(work_data(where(site_url), HOME, one, ADDRESS))
    return node


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (work(pieces=(piece(FILM),)), "VideoObject"),
        (work(pieces=(piece(SOUND),)), "AudioObject"),
        (work(pieces=(piece(image_facts()),)), "ImageObject"),
        (work(pieces=(piece(image_facts()), piece(image_facts("cd")))), "ImageGallery"),
        (work(text="全文"), "Article"),
        (work(), "CreativeWork"),
        (work(subject="person", title="示例甲", pieces=(piece(image_facts(), "portrait"),)), "Person"),
        (work(subject="organisation"), "Organization"),
        (work(subject="account"), "Organization"),
    ],
)
def test_what_a_work_is(one: Work, kind: str) -> None:
    assert data(one)["@type"] == kind


def test_only_what_is_confirmed_is_an_award() -> None:
    states: tuple[HonourState, ...] = ("shortlisted", "proposed", "confirmed")
    assert data(work(prizes=tuple(map(prize, states))))["award"] == ["奖-confirmed"]
    assert "award" not in data(work(prizes=(prize("proposed"),)))


def test_a_film_with_its_poster() -> None:
    found = data(work(pieces=(piece(FILM),), statement="凌晨四点", no="GQ-7"), "https://example.org/zb/")
    outputs = piece(FILM).order.outputs
    base = "https://example.org/zb/"
    assert found["url"] == base + ADDRESS
    assert found["contentUrl"] == base + outputs[-1].address
    assert found["image"] == base + outputs[2].address
    assert found["thumbnailUrl"] == base + outputs[0].address
    assert (found["width"], found["height"], found["duration"]) == (1920, 1080, "PT72S")
    assert (found["name"], found["description"], found["identifier"]) == ("《夜班》", "凌晨四点", "GQ-7")
    assert found["isPartOf"]["name"] == "好网民活动"


def test_addresses_are_relative_where_the_site_does_not_know_its_own() -> None:
    found = data(work(pieces=(piece(image_facts()),)))
    assert found["url"] == "../../../../" + ADDRESS
    assert found["contentUrl"].startswith("../../../../media/")
    assert (found["width"], found["height"]) == (1200, 800)


def test_a_sound_has_no_size_and_its_cover_is_the_picture() -> None:
    found = data(work(pieces=(piece(SOUND), piece(image_facts(), "cover"))))
    assert found["contentUrl"].endswith(".mp3")
    assert found["duration"] == "PT13S"
    assert "width" not in found
    assert found["image"].endswith(".webp")


def test_makers_as_people_and_as_units() -> None:
    makers = (
        Maker("示例甲", "作词", "东区总工会"),
        Maker("示例乙", None, None),
        Maker(None, None, "西区总工会"),
    )
    lyricist = {
        "@type": "Person",
        "name": "示例甲",
        "affiliation": {"@type": "Organization", "name": "东区总工会"},
    }
    assert data(work(makers=makers, unit="东区总工会"))["author"] == [
        {"@type": "Role", "roleName": "作词", "author": lyricist},
        {"@type": "Person", "name": "示例乙"},
        {"@type": "Organization", "name": "西区总工会"},
    ]
    assert data(work(unit="东区总工会"))["sourceOrganization"]["name"] == "东区总工会"
    person = data(work(subject="person", title="示例甲", unit="东区总工会"))
    assert person["affiliation"]["name"] == "东区总工会"
    assert person["name"] == "示例甲"


@pytest.mark.parametrize(
    ("ai_use", "ends"),
    [
        ("none", None),
        ("assisted", "/compositeWithTrainedAlgorithmicMedia"),
        ("generated", "/trainedAlgorithmicMedia"),
    ],
)
def test_the_ai_label(ai_use: AiUse, ends: str | None) -> None:
    source = data(work(ai_use=ai_use)).get("digitalSourceType")
    assert source.endswith(ends) if ends else source is None


@pytest.mark.parametrize("pieces", [(), (piece(FILM),), (piece(SOUND),)])
@pytest.mark.parametrize("told", [{}, {"statement": "", "text": "", "no": "", "unit": "", "makers": ()}])
def test_nothing_of_a_work_is_empty_from_the_start(pieces: tuple[Piece, ...], told: dict[str, Any]) -> None:
    """It is written as it stands: what goes through everything once more leaves it alone."""
    (node,) = work_data(where(), HOME, work(pieces=pieces, **told), ADDRESS)
    assert isinstance(node, Full)
    assert script_text((dict(node),)) == script_text((node,))


def test_no_text_can_end_the_script_it_stands_in() -> None:
    nasty = "</script><!-- \u2028 \u2029 &amp; \" '"
    text = script_text(work_data(where(), HOME, work(title=nasty, statement=nasty, text=nasty), ADDRESS))
    assert not set("<\u2028\u2029") & set(text)
    assert json.loads(text)["@graph"][0]["articleBody"] == nasty


def test_the_card_in_type_is_no_picture_of_the_work() -> None:
    card = card_order(("c", "1", ""), title="夜班", kicker="", foot="", award="", ai_use="none")
    assert "image" not in data(work(type_card=card))


def changed_home(**given: object) -> Campaign:
    return replace(HOME, **given)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024", "2024", "2024"),
        ("2024-05/2024-08", "2024-05", "2024-08"),
        ("2024-05-21", "2024-05-21", "2024-05-21"),
        ("2024-11/..", "2024-11", None),
        ("2023-06-08T12:00+08:00", "2023-06-08T12:00+08:00", "2023-06-08T12:00+08:00"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(edtf: str, first: str, last: str | None) -> None:
    when = parse_when(edtf)
    assert (iso(when.start), iso(when.end)) == (first, last)


def test_a_campaign_as_an_event_with_its_projects() -> None:
    base = "https://example.org/zb/"
    home = changed_home(sponsors=("甲总工会", "乙网信办"))
    (event,) = written(campaign_data(where(base, home), home))
    assert (event["@type"], event["name"]) == ("Event", HOME.title)
    assert event["url"] == base + "campaigns/2024-small/"
    assert [o["name"] for o in event["organizer"]] == ["甲总工会", "乙网信办"]
    assert [(s["name"], s["url"]) for s in event["subEvent"]] == [
        (s.title, f"{base}campaigns/2024-small/projects/{s.id}/") for s in HOME.subprojects
    ]
    ways = [way.url for platform in HOME.platforms for way in platform.entries if way.url]
    assert [place["url"] for place in event.get("location", [])] == ways


def test_the_time_of_a_campaign_is_its_period_or_its_stages_and_never_guessed() -> None:
    said = written(campaign_data(where(), changed_home(period=None)))[0]
    starts = [stage.when.start for stage in HOME.schedule if stage.when]
    assert said["startDate"] == iso(min(starts, key=lambda point: point.first))
    undated = written(campaign_data(where(), changed_home(period=None, schedule=())))[0]
    assert "startDate" not in undated
    assert "endDate" not in undated
    opened = replace(HOME.schedule[0], when=parse_when("2024-11/.."))
    said = written(campaign_data(where(), changed_home(period=None, schedule=(opened,))))[0]
    assert said["startDate"] == "2024-11"
    assert "endDate" not in said


def test_a_project_names_its_campaign_and_its_deadline() -> None:
    hosts = (Host(name="甲公司", url="https://www.example.com/"), Host(name="乙公司"))
    songs = replace(HOME.subprojects[0], hosts=hosts)
    (event,) = written(project_data(where(), HOME, songs))
    assert event["superEvent"]["name"] == HOME.title
    assert event["url"] == "../../../../campaigns/2024-small/projects/songs/"
    assert event["superEvent"]["url"] == "../../../../campaigns/2024-small/"
    assert event["endDate"] == "2024-08-30"
    assert event["organizer"] == [
        {"@type": "Organization", "name": "甲公司", "url": "https://www.example.com/"},
        {"@type": "Organization", "name": "乙公司"},
    ]


def test_a_notice_says_its_number_and_only_days_that_are_printed() -> None:
    plain = HOME.notices[0]
    (said,) = written(notice_data(where(), HOME, plain))
    assert (said["@type"], said["name"]) == ("DigitalDocument", plain.title)
    assert not {"identifier", "datePublished", "dateCreated"} & said.keys()
    dated = replace(
        plain,
        doc_number="某工〔2024〕1号",
        issuers=("某市总工会",),
        issued=Dated(printed="2024年4月", when=parse_when("2024-04")),
        published=parse_when("2024-04-09"),
    )
    (said,) = written(notice_data(where(), HOME, dated))
    assert said["identifier"] == "某工〔2024〕1号"
    assert said["publisher"] == [{"@type": "Organization", "name": "某市总工会"}]
    assert (said["dateCreated"], said["datePublished"]) == ("2024-04", "2024-04-09")


def test_contacts_are_offices_with_numbers_that_can_be_dialled() -> None:
    people = (
        Contact(
            unit="甲部", name="示例甲", phones=(parse_phone("0591-87715076"), parse_phone("138****8000"))
        ),
        Contact(unit="甲部", email="a@example.org"),
        Contact(unit="乙部", phones=(parse_phone("138****8000"),)),
    )
    home = changed_home(contacts=people, subprojects=())
    (office,) = written(contacts_data(home))
    assert office["name"] == "甲部"
    assert office["contactPoint"] == [
        {
            "@type": "ContactPoint",
            "contactType": HOME.title,
            "telephone": ["0591-87715076"],
            "availableLanguage": "zh-CN",
        },
        {
            "@type": "ContactPoint",
            "contactType": HOME.title,
            "email": "a@example.org",
            "availableLanguage": "zh-CN",
        },
    ]
    assert "示例甲" not in script_text(contacts_data(home))


def test_crumbs_are_numbered_and_the_page_itself_has_no_address() -> None:
    (trail,) = written((breadcrumbs((("首页", "../"), ("活动", None))),))
    assert trail["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "首页", "item": "../"},
        {"@type": "ListItem", "position": 2, "name": "活动"},
    ]
