"""Structured data of a work: schema.org's words, public facts only, safe inside a page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.catalog import Catalog
from generator.media.facts import Facts
from generator.media.recipe import AiUse, card_order, order_for
from generator.model.common import Award
from generator.pages.frame_parts import Setting
from generator.pages.jsonld import work_data
from generator.project import Project
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


def data(one: Work, site_url: str = "") -> dict[str, Any]:
    setting = Setting(Catalog((HOME,)), date(2024, 9, 1), Project(root=Path(), site_url=site_url))
    return json.loads(work_data(setting, HOME, one, ADDRESS))


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


def test_no_text_can_end_the_script_it_stands_in() -> None:
    nasty = "</script><!-- \u2028 \u2029 &amp; \" '"
    setting = Setting(Catalog((HOME,)), date(2024, 9, 1), Project(root=Path()))
    text = work_data(setting, HOME, work(title=nasty, statement=nasty, text=nasty), ADDRESS)
    assert not set("<\u2028\u2029") & set(text)
    assert json.loads(text)["articleBody"] == nasty


def test_the_card_in_type_is_no_picture_of_the_work() -> None:
    card = card_order(("c", "1", ""), title="夜班", kicker="", foot="", award="", ai_use="none")
    assert "image" not in data(work(type_card=card))
