"""Posters and QR codes: what is decided of them before, what is drawn, and what an independent reader finds in it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image, ImageChops

from generator.media.cards import INK, VERMILION
from generator.media.codes import png
from generator.media.drawings import (
    POSTER_WIDTH,
    PosterWords,
    code_order,
    code_side,
    poster_order,
)
from generator.media.memory import Memory
from generator.media.posters import draw, make
from generator.media.recipe import Output, order_for
from generator.media.studio import derive, sweep
from tests.media.samples import encoded as file_of
from tests.media.samples import facts, look, photo

URL = "https://www.example.org.cn/zhanbang/campaigns/2024-small/works/0001/"
KEY = ("c", "e", "海报")
WORDS = PosterWords(
    site="示例小站",
    note="示例",
    url=URL,
    kicker="摄影",
    title="《夜班》",
    by="示例甲、示例乙",
    unit="示例市总工会",
    award="一等奖",
    first=True,
    foot="2024年“示例职工正能量 争做示例好网民”主题活动",
)


def read(image: Image.Image) -> list[str]:
    """Every QR code that a reader of another make finds."""
    return [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    "text",
    [
        *("http://示例.中国/路径", "A", "12345678901234"),
        *("https://a.cn/" + "x" * (size - 13) for size in (14, 15, 26, 27, 62, 84, 122, 180, 251, 331)),
    ],
)
def test_a_code_reads_as_its_text_and_is_as_large_as_planned(text: str) -> None:
    image = opened(png(text))
    assert read(image) == [text]
    assert image.size == (code_side(text), code_side(text))
    assert 240 <= image.width < 320
    dark = image.convert("L").point(lambda value: 255 - value).getbbox()
    module = (dark[0], image.width - dark[2], dark[1], image.height - dark[3])
    assert len(set(module)) == 1, "the quiet zone is even"
    assert module[0] * 2 + 21 * module[0] // 4 <= image.width, "four modules wide at least"


def test_an_address_too_long_for_a_code_that_phones_read_has_none() -> None:
    assert code_order(KEY, "x" * 332) is None
    with pytest.raises(ValueError, match="xxx"):
        png("x" * 332)
    words = replace(WORDS, url="x" * 332)
    assert read(draw(words)) == []
    assert poster_order(KEY, words).output.height == draw(words).height


def made(picture: Image.Image | None = None, words: PosterWords = WORDS) -> bytes:
    """A poster, drawn in this process."""
    file = io.BytesIO(file_of(picture, "WEBP", lossless=True)) if picture else None
    target = io.BytesIO()
    make(file, target, words, ai_use="none", memory=Memory(10**9))
    return target.getvalue()


def colours(poster: Image.Image) -> set[tuple[int, ...]]:
    return {colour for _, colour in poster.convert("RGB").getcolors(1 << 24) or ()}


def test_a_poster_of_words_has_its_slip_and_its_code_in_exact_colours() -> None:
    poster = opened(made())
    assert (poster.mode, poster.width) == ("P", POSTER_WIDTH)
    assert read(poster) == [URL]
    assert {VERMILION, INK, (255, 255, 255), (0, 0, 0)} <= colours(poster)


@pytest.mark.parametrize("award", ["二等奖", ""])
def test_only_the_first_award_is_vermilion(award: str) -> None:
    assert VERMILION not in colours(draw(replace(WORDS, award=award, first=False)))


def test_without_the_sites_address_there_is_no_code_and_less_paper() -> None:
    poster = draw(replace(WORDS, url=""))
    assert read(poster) == []
    assert poster.height < draw(WORDS).height


@pytest.mark.parametrize("size", [(900, 600), (600, 900), (60, 40), (300, 3000), (3000, 300), (1, 1)])
def test_a_picture_is_shown_whole_and_the_poster_is_as_high_as_planned(size: tuple[int, int]) -> None:
    red = Image.new("RGB", size, (200, 0, 120))
    order = poster_order(KEY, WORDS, pictures=[Output("a", "picture", *size)])
    poster = opened(made(red))
    assert poster.size == (order.output.width, order.output.height)
    red_of, green_of, blue_of = poster.convert("RGB").split()
    mask = ImageChops.multiply(
        red_of.point(lambda value: 255 if value > 190 else 0),
        ImageChops.multiply(
            green_of.point(lambda value: 255 if value < 12 else 0),
            blue_of.point(lambda value: 255 if 110 < value < 130 else 0),
        ),
    )
    left, top, right, bottom = mask.getbbox()
    scale = min(800 / size[0], 900 / size[1], 2)
    assert (right - left, bottom - top) == tuple(max(1, round(side * scale)) for side in size)
    assert left > 152, "it does not touch the slip"
    assert read(poster) == [URL]


def test_the_noisiest_picture_stays_below_the_limit_and_the_letters_stay_as_they_are() -> None:
    data = made(Image.merge("RGB", [Image.effect_noise((800, 900), 200) for _ in range(3)]))
    assert len(data) < 400_000
    assert {VERMILION, INK} <= colours(opened(data))
    assert read(opened(data)) == [URL]


@pytest.mark.parametrize(
    "text", ["", "长" * 900, "》，" * 90, "W" * 400, "🎉\ud800\x00\u202e", "“甲乙丙丁 戊己庚辛”"]
)
def test_no_text_breaks_a_poster_or_covers_its_code(text: str) -> None:
    named = ("site", "note", "kicker", "title", "by", "unit", "award", "foot", "lead", "ai")
    words = replace(WORDS, **dict.fromkeys(named, text))
    poster = draw(words)
    assert poster.height == poster_order(KEY, words).output.height
    assert read(poster) == [URL]


def test_a_name_tells_what_is_on_the_poster_and_nothing_else() -> None:
    small, large = (
        Output("media/a-400.webp", "picture", 400, 300),
        Output("media/a-800.webp", "picture", 800, 600),
    )
    first = poster_order(KEY, WORDS, pictures=[small, large])
    assert first.picture == large
    assert first.output.address == poster_order(("x", "y", ""), WORDS, pictures=[large]).output.address
    others = [
        poster_order(KEY, replace(WORDS, **{name: "别的"}), pictures=[large])
        for name in ("by", "url", "site")
    ]
    others += [poster_order(KEY, WORDS), poster_order(KEY, WORDS, pictures=[large], ai_use="generated")]
    others += [poster_order(KEY, replace(WORDS, first=False), pictures=[large])]
    assert len({first.output.address, *(one.output.address for one in others)}) == 7


def test_posters_are_made_of_pictures_made_before_the_same_for_any_number_of_hands(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1.png").write_bytes(file_of(photo(900, 600, 3), "PNG"))
    measured = facts(look(folder))
    order = order_for(("c", "e", "1.png"), folder / "1.png", measured["1.png"], "generated")
    pictures = [output for output in order.outputs if output.role == "picture"]
    poster = poster_order(KEY, WORDS, pictures=pictures, ai_use="generated")
    code = code_order(KEY, URL)
    assert code is not None
    made = [dict(derive([order], [poster, code], cache=tmp_path / f"{n}", jobs=n).files) for n in (1, 2)]
    assert {address: path.read_bytes() for address, path in made[0].items()} == {
        address: path.read_bytes() for address, path in made[1].items()
    }
    data = made[0][poster.output.address].read_bytes()
    assert len(data) < 400_000
    assert b"trainedAlgorithmicMedia" in data
    assert b"TC260:AIGC" in data
    assert opened(data).size == (poster.output.width, poster.output.height)
    assert read(opened(data)) == read(opened(made[0][code.output.address].read_bytes())) == [URL]
    again = derive([order], [poster, code], cache=tmp_path / "1", jobs=1)
    assert dict(again.files) == made[0]
    sweep(tmp_path / "1", [output.address for output in order.outputs])
    assert not list((tmp_path / "1").rglob("*poster*")), "a work that is taken down takes its poster along"
    assert not list((tmp_path / "1").rglob("*code*"))


def test_a_poster_whose_picture_failed_is_not_made_and_is_no_fault_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    original = folder / "1.png"
    original.write_bytes(file_of(photo(600, 400), "PNG"))
    order = order_for(("c", "e", "1.png"), original, facts(look(folder))["1.png"], "none")
    original.write_bytes(b"\x89PNG\r\n\x1a\n")
    poster = poster_order(KEY, WORDS, pictures=order.outputs[:1])
    made = derive([order], [poster, poster_order(KEY, WORDS)], cache=tmp_path / "cache", jobs=1)
    assert [fault.key for fault in made.faults] == [("c", "e", "1.png")]
    assert [address for address, _ in made.files] == [poster_order(KEY, WORDS).output.address]
