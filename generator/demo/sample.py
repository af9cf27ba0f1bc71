"""What to draw for the works of the sample campaign `campaigns/2026-demo`: every media file there, and no other.

The entries name the files, this table says what each shows; `zhanbang demo` makes them. A file that is not in the
table, or a row without a file in an entry, is a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct


class Drawing(Struct, frozen=True):
    """One media file: a picture, sound or film of the drawing library, and how it is to be made.

    `size` is in pixels, width first, None for the drawing's own; `seconds` is the playing time of audio and film;
    `quality` is that of JPEG files, 1 to 95; `words` are pairs that replace the picture's own (`title`,
    `line1`, `line2`, `colour`).
    """

    what: Literal["picture", "audio", "film"]
    name: str
    seed: int = 0
    size: tuple[int, int] | None = None
    seconds: float = 0.0
    quality: int = 82
    words: tuple[tuple[str, str], ...] = ()


DRAWINGS: Mapping[str, Drawing] = {
    "entries/photos/p001/1.jpg": Drawing("picture", "lineman", size=(1200, 1800), quality=72),
    "entries/photos/p002/1.jpg": Drawing("picture", "railway", seed=1, size=(1800, 1200), quality=72),
    "entries/photos/p002/2.jpg": Drawing("picture", "railway", size=(1800, 1200), quality=72),
    "entries/photos/p002/3.jpg": Drawing("picture", "railway", seed=4, size=(1800, 1200), quality=72),
    "entries/photos/p002/4.jpg": Drawing("picture", "railway", seed=2, size=(1800, 1200), quality=72),
    "entries/photos/p003/1.jpg": Drawing("picture", "sweepers", size=(1800, 1200), quality=72),
    "entries/photos/p004/1.jpg": Drawing("picture", "welder", size=(1800, 1200), quality=72),
    "entries/photos/p005/1.jpg": Drawing("picture", "textile", size=(1800, 1200), quality=72),
    "entries/photos/p005/2.jpg": Drawing("picture", "textile", seed=1, size=(1800, 1200), quality=72),
    "entries/photos/p005/3.jpg": Drawing("picture", "textile", seed=2, size=(1800, 1200), quality=72),
    "entries/photos/p006/1.jpg": Drawing("picture", "steelworks", size=(1800, 1200), quality=72),
    "entries/photos/p007/1.jpg": Drawing("picture", "nurse", size=(1200, 1800), quality=72),
    "entries/photos/p008/1.jpg": Drawing("picture", "fishing", size=(1800, 1200), quality=72),
    "entries/photos/p008/2.jpg": Drawing("picture", "fishing", seed=2, size=(1800, 1200), quality=72),
    "entries/photos/p008/3.jpg": Drawing("picture", "fishing", seed=3, size=(1800, 1200), quality=72),
    "entries/photos/p010/1.jpg": Drawing("picture", "teafield", size=(1800, 1200), quality=72),
    "entries/photos/p011/1.jpg": Drawing("picture", "crane", size=(1200, 1800), quality=72),
    "entries/photos/p012/1.jpg": Drawing("picture", "harbour", size=(1800, 1200), quality=72),
    "entries/photos/p013/1.jpg": Drawing("picture", "dawnteam", size=(1800, 1200), quality=72),
    "entries/photos/p014/1.jpg": Drawing("picture", "gears", size=(1800, 1200), quality=72),
    "entries/photos/p015/1.jpg": Drawing("picture", "nightcity", size=(1800, 1200), quality=72),
    "entries/photos/p016/1.jpg": Drawing("picture", "windfarm", size=(1800, 1200), quality=68),
    "entries/photos/p018/1.jpg": Drawing("picture", "greenhouse", size=(1800, 1200), quality=72),
    "entries/posters/h001/1.jpg": Drawing("picture", "rumour", size=(1200, 1600), quality=68),
    "entries/posters/h002/1.jpg": Drawing("picture", "elder", size=(1200, 1600), quality=68),
    "entries/posters/h003/1.jpg": Drawing("picture", "jiang", size=(1200, 1600), quality=68),
    "entries/posters/h004/1.jpg": Drawing("picture", "jing", size=(1200, 1600), quality=68),
    "entries/posters/h005/1.jpg": Drawing("picture", "privacy", size=(1200, 1600), quality=68),
    "entries/posters/h006/1.jpg": Drawing("picture", "civility", size=(1200, 1600), quality=68),
    "entries/posters/h007/1.jpg": Drawing("picture", "an", size=(1200, 1600), quality=68),
    "entries/posters/h008/1.jpg": Drawing("picture", "xin", size=(1200, 1600), quality=68),
    "entries/posters/h009/1.jpg": Drawing("picture", "guang", size=(1200, 1600), quality=68),
    "entries/posters/h010/1.jpg": Drawing("picture", "sheng", size=(1200, 1600), quality=68),
    "entries/posters/h011/1.jpg": Drawing("picture", "wang", size=(1200, 1600), quality=68),
    "entries/posters/h012/1.jpg": Drawing("picture", "couplet", size=(1200, 1600), quality=68),
    "entries/posters/h013/1.jpg": Drawing(
        "picture", "civility", seed=1, size=(1200, 1600), quality=60, words=(("title", "收到不必回复"),)
    ),
    "entries/songs/s001/1.mp3": Drawing("audio", "song_morning", seconds=24.0),
    "entries/songs/s001/cover.jpg": Drawing(
        "picture", "cover4", size=(1000, 1000), quality=76, words=(("title", "早班车"),)
    ),
    "entries/songs/s002/1.mp3": Drawing("audio", "song_lullaby", seconds=24.0),
    "entries/songs/s002/cover.jpg": Drawing(
        "picture", "cover3", size=(1000, 1000), quality=76, words=(("line1", "歌曲 · 示例"),)
    ),
    "entries/songs/s003/1.mp3": Drawing("audio", "song_harbour", seconds=24.0),
    "entries/songs/s003/cover.jpg": Drawing(
        "picture", "cover5", size=(1000, 1000), quality=76, words=(("title", "等船的人"),)
    ),
    "entries/songs/s004/1.mp3": Drawing("audio", "song_line", seconds=24.0),
    "entries/songs/s005/1.mp3": Drawing("audio", "song_march", seconds=24.0),
    "entries/songs/s006/1.mp3": Drawing("audio", "song_river", seconds=24.0),
    "entries/songs/s006/cover.jpg": Drawing(
        "picture", "cover1", size=(1000, 1000), quality=76, words=(("title", "沿着河走"),)
    ),
    "entries/recitation/r001/1.mp3": Drawing("audio", "spoken_low", seconds=20.0),
    "entries/recitation/r001/cover.jpg": Drawing(
        "picture",
        "cover2",
        size=(1000, 1000),
        quality=76,
        words=(("line1", "诵读 · 示例"), ("title", "巡道日记")),
    ),
    "entries/recitation/r002/1.mp3": Drawing("audio", "spoken_duo", seconds=20.0),
    "entries/recitation/r003/1.mp3": Drawing("audio", "spoken_high", seconds=20.0),
    "entries/recitation/r003/cover.jpg": Drawing(
        "picture",
        "cover0",
        size=(1000, 1000),
        quality=76,
        words=(("line1", "诵读 · 示例"), ("title", "给徒弟的一封信")),
    ),
    "entries/recitation/r004/1.mp3": Drawing("audio", "spoken_slow", seconds=20.0),
    "entries/recitation/r005/1.mp3": Drawing("audio", "spoken_low", seed=1, seconds=20.0),
    "entries/recitation/r007/1.mp3": Drawing("audio", "spoken_high", seed=1, seconds=20.0),
    "entries/micro-video/v001/1.mp4": Drawing("film", "film_micro", seconds=10.0),
    "entries/micro-video/v002/1.mp4": Drawing("film", "film_rail", seconds=8.0),
    "entries/micro-video/v003/1.mp4": Drawing("film", "film_city", seconds=8.0),
    "entries/micro-video/v004/1.mp4": Drawing("film", "film_line", seconds=8.0),
    "entries/micro-video/v005/1.mp4": Drawing("film", "film_team", seconds=8.0),
    "entries/animation/a001/1.mp4": Drawing("film", "film_code", seconds=8.0),
    "entries/animation/a002/1.mp4": Drawing("film", "film_cartoon", seconds=8.0),
    "entries/animation/a003/1.mp4": Drawing("film", "film_hand", seconds=8.0),
    "entries/accounts/z001/logo.png": Drawing("picture", "account3", size=(400, 400)),
    "entries/accounts/z002/logo.png": Drawing("picture", "account2", size=(400, 400)),
    "entries/accounts/z003/logo.png": Drawing("picture", "account0", size=(400, 400)),
    "entries/netizens/n001/portrait.jpg": Drawing("picture", "person0", size=(900, 1200), quality=78),
    "entries/netizens/n002/portrait.jpg": Drawing("picture", "person2", size=(900, 1200), quality=78),
    "entries/netizens/n003/portrait.jpg": Drawing("picture", "person3", size=(900, 1200), quality=78),
    "entries/netizens/n004/portrait.jpg": Drawing("picture", "person4", size=(900, 1200), quality=78),
    "entries/netizens/n005/portrait.jpg": Drawing("picture", "person5", size=(900, 1200), quality=78),
    "entries/netizens/n006/portrait.jpg": Drawing("picture", "person1", size=(900, 1200), quality=78),
    "entries/cases/c001/1.jpg": Drawing("picture", "control", size=(1800, 1200), quality=72),
    "entries/platforms/f001/logo.png": Drawing("picture", "account1", size=(400, 400)),
    "entries/platforms/f003/logo.png": Drawing(
        "picture", "logo2", size=(800, 800), words=(("title", "示例技能夜校"),)
    ),
    "entries/activities/e001/1.jpg": Drawing("picture", "classroom", size=(1600, 1067), quality=70),
    "entries/activities/e002/1.jpg": Drawing("picture", "courier", size=(1600, 1067), quality=70),
    "entries/activities/e003/1.jpg": Drawing("picture", "bridge", size=(1600, 1067), quality=70),
    "entries/_/o001/logo.png": Drawing(
        "picture", "logo0", size=(800, 800), words=(("title", "示例县总工会"),)
    ),
    "entries/_/o002/logo.png": Drawing(
        "picture", "logo3", size=(800, 800), words=(("title", "示例供电公司工会"),)
    ),
}
