"""The drawing library of the sample works: every name draws, alike each time and unlike every other."""

import hashlib
import io
import itertools

import av
import pytest
from PIL import Image, ImageChops, ImageStat

from generator.demo import draw

SMALL = (320, 240)
PICTURES = (*draw.SCENES, *draw.POSTERS, *draw.PORTRAITS)


def distance(one, other):
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean)


@pytest.fixture(scope="module")
def drawn():
    return {name: draw.picture(name, size=SMALL) for name in PICTURES}


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_draws_small_in_its_size_and_colours(drawn, name):
    image = drawn[name]
    assert (image.size, image.mode) == (SMALL, "RGB")
    assert max(ImageStat.Stat(image).stddev) > 10


def test_no_two_pictures_look_alike(drawn):
    for (a, one), (b, other) in itertools.combinations(drawn.items(), 2):
        assert distance(one, other) > 5, (a, b)


@pytest.mark.parametrize("name", ["textile", "railway", "fishing"])
def test_a_series_has_five_different_frames(name):
    frames = [draw.picture(name, seed=seed, size=SMALL) for seed in range(5)]
    for one, other in itertools.combinations(frames, 2):
        assert distance(one, other) > 30


@pytest.mark.parametrize("name", ["welder", "harbour", "textile", "jiang", "person1", "cover2"])
def test_a_seed_changes_the_picture_and_nothing_else_does(name):
    first = draw.picture(name, seed=7, size=SMALL)
    assert draw.jpeg(draw.picture(name, seed=7, size=SMALL)) == draw.jpeg(first)
    assert distance(first, draw.picture(name, seed=0, size=SMALL)) > 1


@pytest.mark.parametrize(
    ("name", "size"),
    [("gears", (2400, 1600)), ("lineman", (1600, 2400)), ("teafield", (2000, 2000)), ("an", (1500, 2000))],
)
def test_a_picture_has_its_own_size_where_none_is_asked(name, size):
    assert draw.picture(name).size == size


def test_a_picture_takes_any_proportions():
    for size in ((97, 400), (400, 97), (8, 8)):
        assert draw.picture("mountains", size=size).size == size
        assert draw.picture("xin", size=size).size == size


def test_words_of_a_poster_are_replaced():
    usual = draw.picture("xin", size=(300, 400))
    for words in ({"title": "义"}, {"line1": "多看一眼"}, {"line2": "再转"}, {"colour": "#5A2A6A"}):
        assert distance(usual, draw.picture("xin", size=(300, 400), **words)) > 0.3, words


def test_long_words_stay_inside_the_poster():
    plain = draw.picture("civility", size=(600, 800), title="字", line1="字", line2="字")
    long = draw.picture("civility", size=(600, 800), title="字" * 30, line1="字" * 40, line2="字" * 40)
    edge = (0, 560, 24, 780)
    assert distance(plain.crop(edge), long.crop(edge)) < 1


def test_words_a_picture_does_not_have_are_refused():
    for name, words in (
        ("welder", {"title": "焊"}),
        ("person0", {"title": "某"}),
        ("xin", {"text": "信"}),
        ("logo1", {"line1": "信"}),
    ):
        with pytest.raises(ValueError, match="words"):
            draw.picture(name, size=SMALL, **words)
    with pytest.raises(KeyError):
        draw.picture("nothing", size=SMALL)


def test_files_are_plain_jpeg_and_png(drawn):
    for make, kind in ((draw.jpeg, "JPEG"), (draw.png, "PNG")):
        data = make(drawn["logo2"])
        again = Image.open(io.BytesIO(data))
        assert (again.format, again.size) == (kind, SMALL)
        assert not again.getexif()
        assert distance(again.convert("RGB"), drawn["logo2"]) < 12
        assert make(drawn["logo2"]) == data
    assert len(draw.jpeg(drawn["welder"], quality=40)) < len(draw.jpeg(drawn["welder"], quality=90))


def heard(data):
    """Seconds, codec and loudness of a recording, by decoding it."""
    with av.open(io.BytesIO(data)) as box:
        stream = box.streams.audio[0]
        parts = [frame.to_ndarray() for frame in box.decode(stream)]
        count = sum(part.shape[1] for part in parts)
        loud = max(float(abs(part).max()) for part in parts)
        return count / stream.rate, stream.codec_context.codec.canonical_name, stream.rate, loud


@pytest.mark.parametrize("name", [*draw.SONGS, *draw.SPOKEN])
def test_a_recording_has_its_length_and_can_be_heard(name):
    data = draw.audio(name, seconds=5)
    seconds, codec, rate, loud = heard(data)
    assert abs(seconds - 5) < 0.2
    assert (codec, rate) == ("mp3", 44100)
    assert 0.1 < loud < 1.05
    assert len(data) < 5 * 8200 + 3000


def test_recordings_are_alike_each_time_and_unlike_each_other():
    names = (*draw.SONGS, *draw.SPOKEN)
    first = {hashlib.sha256(draw.audio(name, seconds=2)).digest() for name in names}
    assert len(first) == len(names)
    assert {hashlib.sha256(draw.audio(name, seconds=2)).digest() for name in names} == first
    assert draw.audio("song_river", seconds=2, seed=1) != draw.audio("song_river", seconds=2)


@pytest.mark.parametrize("name", draw.FILMS)
def test_a_film_has_its_length_codecs_and_index_in_front(name):
    data = draw.film(name, seconds=1.5, size=SMALL)
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(io.BytesIO(data)) as box:
        video, sound = box.streams.video[0], box.streams.audio[0]
        assert (video.codec_context.codec.canonical_name, video.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert sound.codec_context.codec.canonical_name == "aac"
        assert abs(box.duration / 1e6 - 1.5) < 0.2
        assert not box.metadata.get("creation_time")
        stills = [frame.to_image() for frame in box.decode(video)]
    assert stills[0].size == SMALL
    assert distance(stills[len(stills) // 3], stills[-4]) > 0.5


def test_a_film_is_alike_each_time():
    assert draw.film("film_code", seconds=1, size=SMALL) == draw.film("film_code", seconds=1, size=SMALL)
    assert draw.film("film_code", seconds=1, seed=2, size=SMALL) != draw.film(
        "film_code", seconds=1, size=SMALL
    )


def test_a_title_stands_at_the_start_of_a_film():
    plain, titled = (
        [frame.to_image() for frame in av.open(io.BytesIO(data)).decode(video=0)]
        for data in (
            draw.film("film_code", seconds=4, size=SMALL),
            draw.film("film_code", seconds=4, size=SMALL, title="慢一点"),
        )
    )
    assert distance(plain[12], titled[12]) > 20
    assert distance(plain[38], titled[38]) < 10


def test_an_unknown_recording_or_film_is_refused():
    with pytest.raises(KeyError):
        draw.audio("song_none", seconds=1)
    with pytest.raises(KeyError):
        draw.film("film_none", seconds=1)
