"""Requirement checks (acceptance row B6): a work on each side of each bound of the 福建, 汕头 and 芜湖 rules."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.check import check
from generator.media.facts import Facts
from generator.model.subproject import Check, Requirement, Subproject
from generator.works.requirements import (
    File,
    Verdict,
    count_characters,
    spoken_duration,
    spoken_size,
    verdicts,
)
from tests.factories import copy_campaigns

FILM = Facts("0" * 64, 20_000_000, "video", "MP4", 1920, 1080, 60.0, ("h264", "aac"))
SOUND = Facts("1" * 64, 4_000_000, "audio", "MP3", 0, 0, 200.0, ("mp3",))
PICTURE = Facts("2" * 64, 3_000_000, "image", "JPEG", 4000, 3000)


def film(**changed: object) -> File:
    return File("1.mp4", "work", replace(FILM, **changed))


def sound(**changed: object) -> File:
    return File("1.mp3", "work", replace(SOUND, **changed))


def picture(role: str = "work", **changed: object) -> File:
    return File("1.jpg", role, replace(PICTURE, **changed))


SCORE = picture("score")
FJ, ST, WH = "2024-fujian", "2023-shantou", "2020-wuhu"


def pictures(number: int) -> list[File]:
    return [picture()] * number


def _video_rules(campaign: str, subproject: str, *, aspect: str, bound: str) -> list[tuple]:
    """The rules that 福建 and 汕头 print for films in several sub-projects."""
    return [
        (campaign, subproject, bound, [film()], [film(width=1918, height=1080)], ""),
        (campaign, subproject, bound, [film(width=1920, height=1080)], [film(width=1920, height=1078)], ""),
        (campaign, subproject, aspect, [film()], [film(width=2560, height=1080)], ""),
        (campaign, subproject, aspect, [film(width=3840, height=2160)], [film(width=1920, height=1200)], ""),
    ]


CASES = [
    # campaign, sub-project, piece of the rule, files on the right side, on the wrong side, (right, wrong) text
    (FJ, "songs", "MP3", [sound(), SCORE], [sound(format="M4A"), SCORE], ""),
    (FJ, "songs", "MP3", [film(), SCORE], [film(format="MOV"), SCORE], ""),
    (FJ, "songs", "9:16", [film(width=1080, height=1920), SCORE], [film(width=1080, height=1350), SCORE], ""),
    (FJ, "songs", "1080P", [film(), SCORE], [film(width=1280, height=720), SCORE], ""),
    (FJ, "songs", "6分钟", [sound(duration=360.0), SCORE], [sound(duration=360.1), SCORE], ""),
    (FJ, "songs", "6分钟", [film(duration=359.9), SCORE], [film(duration=361), SCORE], ""),
    (FJ, "songs", "歌谱", [sound(), SCORE], [sound()], ""),
    (
        FJ,
        "songs",
        "歌谱",
        [sound(), picture("score", format="PNG")],
        [sound(), picture("score", format="WEBP")],
        "",
    ),
    (FJ, "micro-video", "30秒", [film(duration=30.0)], [film(duration=29.9)], ""),
    (FJ, "micro-video", "5分钟", [film(duration=300.0)], [film(duration=300.1)], ""),
    (FJ, "micro-video", "MP4", [film()], [film(format="MOV")], ""),
    *_video_rules(FJ, "micro-video", aspect="画面比例", bound="1080P"),
    (FJ, "micro-video", "画面比例", [film(width=1080, height=1920)], [film(width=1080, height=1080)], ""),
    (FJ, "micro-video", "1080P", [film(width=1080, height=1920)], [film(width=1079, height=1920)], ""),
    *_video_rules(ST, "recitation", aspect="宽高比", bound="1920×1080"),
    *_video_rules(ST, "model-worker-videos", aspect="宽高比", bound="1920×1080"),
    (ST, "recitation", "宽高比", [film()], [film(width=1080, height=1920)], ""),
    (ST, "recitation", "5分钟", [film(duration=300.0)], [film(duration=300.1)], ""),
    (ST, "recitation", "MP4、MOV", [film(format="MOV")], [film(format="WEBM")], ""),
    (ST, "model-worker-videos", "5分钟", [film(duration=299.9)], [film(duration=301)], ""),
    (ST, "model-worker-videos", "MP4、MOV", [film()], [film(format="AVI")], ""),
    (WH, "province-micro-video", "MP4", [film()], [film(format="MOV")], ""),
    (WH, "province-micro-video", "小于3分钟", [film(duration=179.9)], [film(duration=180.0)], ""),
    (WH, "province-micro-video", "50MB", [film(size=49_999_999)], [film(size=50_000_000)], ""),
    (WH, "province-recitation", "短视频", [film()], [sound()], ""),
    (WH, "province-recitation", "短视频", [film()], [], ""),
    *_video_rules(FJ, "cyber-security", aspect="画面比例", bound="1080P"),
    (FJ, "cyber-security", "30秒", [film(duration=30)], [film(duration=29.9)], ""),
    (FJ, "cyber-security", "30秒", [film(duration=300)], [film(duration=300.1)], ""),
    (FJ, "cyber-security", "MP4", [film()], [film(format="MOV")], ""),
    (FJ, "union-stories", "MP3", [sound()], [sound(format="M4A")], ""),
    (FJ, "union-stories", "5分钟", [sound(duration=300)], [sound(duration=300.1)], ""),
    (FJ, "union-stories", "9:16", [film()], [film(width=1440, height=1080)], ""),
    (FJ, "union-stories", "1080P", [film()], [film(width=1280, height=720)], ""),
    (FJ, "app-systems", "3000字", [], [], ("字" * 3000, "字" * 3001)),
    (FJ, "app-systems", "3000字", [], [], ("字 \n" * 3000, "字，" * 1501)),
    (FJ, "good-netizens", "1500字", [], [], ("字" * 1500, "字" * 1501)),
    (FJ, "good-netizens", "3张", pictures(3), pictures(2), ("事迹", "事迹")),
    (FJ, "good-netizens", "3张", [film()], [], ("事迹", "事迹")),
    (FJ, "good-netizens", "MP4", [film()], [film(format="MOV")], ""),
    (FJ, "good-netizens", "5分钟", [film(duration=300)], [film(duration=300.1)], ""),
]


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory: pytest.TempPathFactory) -> dict:
    root = copy_campaigns(tmp_path_factory.mktemp("p"))
    return {c.id: c for c in check(root).catalog.campaigns}


def verdict_on(campaigns: dict, case: tuple, files: list[File], text: str | None) -> Verdict | None:
    campaign, subproject, rule = case[:3]
    found = verdicts(campaigns[campaign].subproject(subproject), files, text)
    return next((v for v in found if rule in v.requirement.text), None)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[0]}-{c[1]}-{c[2]}")
def test_each_side_of_each_bound(campaigns: dict, case: tuple) -> None:
    right_text, wrong_text = case[5] or (None, None)
    right = verdict_on(campaigns, case, case[3], right_text)
    wrong = verdict_on(campaigns, case, case[4], wrong_text)
    assert right is None or right.met, right
    assert wrong is not None
    assert not wrong.met


def test_every_check_of_the_three_notices_is_tried(campaigns: dict) -> None:
    tried = {(c, s, rule) for c, s, rule, *_ in CASES}
    for name in (FJ, ST, WH):
        for subproject in campaigns[name].subprojects:
            for requirement in subproject.requirements:
                if requirement.check:
                    assert any(
                        (c, s) == (name, subproject.id) and rule in requirement.text for c, s, rule in tried
                    ), (name, subproject.id, requirement.text)


def test_a_rule_about_films_says_nothing_of_a_sound(campaigns: dict) -> None:
    assert not any(
        "宽高比" in v.requirement.text
        for v in verdicts(campaigns[FJ].subproject("songs"), [sound(), SCORE], None)
    )


def test_what_must_not_be_is_met_by_what_is_not() -> None:
    rule = Requirement(text="不得为GIF", modality="must_not", check=Check(media="image", formats=("GIF",)))
    project = Subproject(id="a", tier="city", title="图", requirements=(rule,))
    assert [v.met for v in verdicts(project, [picture()], None)] == [True]
    assert [v.met for v in verdicts(project, [picture(format="GIF")], None)] == [False]
    assert [v.met for v in verdicts(project, [picture(), picture(format="GIF")], None)] == [False]


def test_the_measured_value_tells_which_side_it_is_on() -> None:
    assert spoken_duration(360.1) == "6分0.1秒"
    assert spoken_duration(29.9) == "29.9秒"
    assert spoken_size(50_000_000) == "50MB"
    assert spoken_size(49_999_999) == "49.999999MB"
    assert spoken_size(51_230_000) == "51.23MB"
    assert count_characters("一 二\n三，") == 4
