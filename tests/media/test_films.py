"""Films and sounds: measured as they are shown, published without a byte coded anew, refused by name."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from generator.media.studio import derive
from tests.media.moving import box, film, sound
from tests.media.samples import CANARY, facts, faults, look, orders, publish


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("films")
    film(folder / "plain.mp4", tags=True)
    film(folder / "fast.mp4", options={"movflags": "faststart"})
    film(folder / "old.mov", form="mov")
    film(folder / "mute.mp4", sound=None)
    film(folder / "left.mp4", rotation=90)
    film(folder / "right.mp4", rotation=-90)
    film(folder / "over.mp4", rotation=180)
    film(folder / "wide.mp4", aspect=Fraction(2, 1))
    film(folder / "pieces.mp4", options={"movflags": "frag_keyframe+empty_moov+default_base_moof"})
    film(folder / "dark.mp4", frames=60, dark=40)
    sound(folder / "tone.mp3")
    sound(folder / "tone.m4a", codec="aac", form="ipod")
    sound(folder / "called.mp4", codec="aac")
    return folder


@pytest.fixture(scope="module")
def published(folder: Path, tmp_path_factory: pytest.TempPathFactory):
    measured, made, files = publish(folder, tmp_path_factory.mktemp("cache"))
    assert faults(measured) == {}
    assert faults(made) == {}
    return facts(measured), files


def packets(path: Path) -> dict[str, list[bytes]]:
    """Every coded packet by kind of stream; of H.264 without the side messages (NAL type 6)."""
    found: dict[str, list[bytes]] = {}
    with av.open(str(path)) as container:
        for packet in container.demux():
            if packet.size:
                data = bytes(packet)
                found.setdefault(packet.stream.type, []).append(
                    units(data) if packet.stream.type == "video" else data
                )
    return found


def units(data: bytes) -> bytes:
    kept, at = b"", 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4] & 31 != 6:
            kept += data[at : at + 4 + size]
        at += 4 + size
    return kept


def boxes(path: Path) -> list[str]:
    data, at, found = path.read_bytes(), 0, []
    while at < len(data):
        found.append(data[at + 4 : at + 8].decode())
        at += int.from_bytes(data[at : at + 4], "big")
    return found


def test_films_are_measured_as_they_are_shown(published):
    found, _ = published
    sizes = {name: (one.width, one.height) for name, one in found.items() if one.kind == "video"}
    turned = {"left.mp4": (180, 320), "right.mp4": (180, 320), "wide.mp4": (640, 180)}
    assert sizes == {name: turned.get(name, (320, 180)) for name in sizes}
    assert {name: one.format for name, one in found.items() if one.kind == "video"} == {
        name: "MOV" if name == "old.mov" else "MP4" for name in sizes
    }
    assert all(
        abs(one.duration - (2.4 if name == "dark.mp4" else 1.2)) < 0.1
        for name, one in found.items()
        if name in sizes
    )
    assert found["plain.mp4"].codecs == ("h264", "aac")
    assert found["mute.mp4"].codecs == ("h264",)


def test_sounds_are_measured_by_listening(published):
    found, _ = published
    for name, form, codec in (
        ("tone.mp3", "MP3", "mp3"),
        ("tone.m4a", "M4A", "aac"),
        ("called.mp4", "M4A", "aac"),
    ):
        one = found[name]
        assert (one.kind, one.format, one.codecs) == ("audio", form, (codec,))
        assert abs(one.duration - 3) < 0.12
        assert len(one.peaks) == 40
        assert one.peaks[-1] in range(90, 101)
        assert all(abs(peak - 2.5 * n) < 14 for n, peak in enumerate(one.peaks[:36])), one.peaks  # it swells


def test_a_film_is_put_into_a_new_file_as_it_is(folder, published):
    found, files = published
    for name, one in found.items():
        if one.kind != "video":
            continue
        stream = files[name]["mp4"]
        assert boxes(stream)[:2] == ["ftyp", "moov"], "starts before it has come whole"
        assert packets(stream) == packets(folder / name)
        with av.open(str(stream)) as container:
            assert container.duration == pytest.approx(one.duration * 1e6, abs=60_000)
            assert not set(container.metadata) - {"major_brand", "minor_version", "compatible_brands"}


def test_a_sound_is_put_into_a_new_file_as_it_is(folder, published):
    _, files = published
    assert packets(files["tone.mp3"]["mp3"]) == packets(folder / "tone.mp3")
    assert packets(files["tone.m4a"]["m4a"]) == packets(folder / "tone.m4a")
    assert boxes(files["tone.m4a"]["m4a"])[:2] == ["ftyp", "moov"]


@pytest.mark.parametrize("name", ["left.mp4", "right.mp4", "over.mp4", "wide.mp4"])
def test_the_new_film_is_shown_like_the_old_one(folder, published, name):
    _, files = published
    shown = []
    for path in (folder / name, files[name]["mp4"]):
        with av.open(str(path)) as container:
            frame = next(container.decode(video=0))
            shown.append((frame.rotation, container.streams.video[0].sample_aspect_ratio))
    assert shown[0] == shown[1]


@pytest.mark.parametrize(
    ("name", "blue"),
    # the picture is blue in its upper left quarter; turned by the display matrix, counter-clockwise
    [
        ("plain.mp4", (0.25, 0.25)),
        ("left.mp4", (0.25, 0.75)),
        ("right.mp4", (0.75, 0.25)),
        ("over.mp4", (0.75, 0.75)),
    ],
)
def test_the_poster_stands_upright(published, name, blue):
    found, files = published
    widest = f"{found[name].width}.webp"
    with Image.open(files[name][widest]) as image:
        for x in (0.25, 0.75):
            for y in (0.25, 0.75):
                red, _, blueness = image.getpixel((int(image.width * x), int(image.height * y)))
                assert (blueness > red) == ((x, y) == blue)


def test_the_poster_is_no_black_frame(published):
    found, files = published
    with Image.open(files["dark.mp4"]["320.webp"]) as image:
        assert np.asarray(image).mean() > 40
    assert found["dark.mp4"].colour != "#000000"


@pytest.mark.parametrize(
    ("name", "options", "codec"),
    [
        ("hevc.mp4", {"codec": "libx265"}, "H.265（HEVC）"),
        ("vp9.mp4", {"codec": "libvpx-vp9"}, "VP9"),
        ("old.mp4", {"codec": "mpeg4"}, "MPEG-4 第 2 部分（DivX、Xvid）"),
        ("av1.mp4", {"codec": "libsvtav1"}, "AV1"),
        ("deep.mp4", {"pixels": "yuv422p"}, "H.264 的特殊格式（yuv422p）"),
        ("opus.mp4", {"sound": "libopus"}, "Opus"),
        ("pcm.mov", {"sound": "pcm_s16le"}, "PCM（没有压缩）"),
        ("prores.mov", {"codec": "prores_ks", "pixels": "yuv422p10le", "sound": None}, "ProRes"),
    ],
)
def test_codecs_that_telephones_do_not_play_are_named(tmp_path, name, options, codec):
    film(tmp_path / name, **{"sound": None, "frames": 10, **options})
    measured = look(tmp_path, thorough=False)
    assert faults(measured) == {name: ("E806", {"codec": codec})}


@pytest.mark.parametrize("part", [0.3, 0.9, 0.999])
def test_what_was_cut_off_is_refused(folder, tmp_path, part):
    names = ("plain.mp4", "fast.mp4", "old.mov", "pieces.mp4", "tone.mp3", "tone.m4a")
    for name in names:
        data = (folder / name).read_bytes()
        (tmp_path / name).write_bytes(data[: int(len(data) * part)])
    refused = faults(look(tmp_path))
    expected = dict.fromkeys(names, "E802")
    if part == 0.999:
        del expected["tone.mp3"]  # its last frame may be short: that is how many programs end a file
        refused.pop("tone.mp3", None)
    assert {name: code for name, (code, _) in refused.items()} == expected


def test_broken_films_and_sounds_are_refused(folder, tmp_path):
    whole = (folder / "plain.mp4").read_bytes()
    (tmp_path / "head.mp4").write_bytes(whole[:32])
    (tmp_path / "noise.mp4").write_bytes(whole[:32] + bytes(range(256)) * 40)
    (tmp_path / "empty.mp4").write_bytes(b"")
    (tmp_path / "empty.mp3").write_bytes(b"")
    (tmp_path / "zero.mp4").write_bytes(box(b"ftyp", b"isom\0\0\2\0isomiso2") + box(b"moov", b""))
    (tmp_path / "no-sizes.mp4").write_bytes(whole.replace(b"stsz", b"skip", 1))
    coded = bytearray(whole)
    at = whole.index(b"mdat")
    coded[at + 40 : at + 900] = bytes(b ^ 0x5A for b in coded[at + 40 : at + 900])
    (tmp_path / "noise-inside.mp4").write_bytes(coded)
    mp3 = bytearray((folder / "tone.mp3").read_bytes())
    mp3[2000:-10] = bytes(b ^ 0x5A for b in mp3[2000:-10])
    (tmp_path / "noise.mp3").write_bytes(mp3)
    refused = faults(look(tmp_path))
    assert {name: code for name, (code, _) in refused.items()} == {
        path.name: "E802" for path in tmp_path.iterdir()
    }
    assert all(detail["detail"] for _, detail in refused.values())


def test_streams_that_are_no_film_are_left_out(folder, tmp_path):
    """A second sound and chapters (in MP4 they are a track of text) are not published."""
    with av.open(str(folder / "plain.mp4")) as source, av.open(str(tmp_path / "many.mp4"), "w") as out:
        chapter = {
            "id": 1,
            "start": 0,
            "end": 1000,
            "time_base": Fraction(1, 1000),
            "metadata": {"title": CANARY},
        }
        out.set_chapters([chapter])
        sinks = {s.index: [out.add_stream_from_template(s)] for s in source.streams}
        sinks[1].append(out.add_stream_from_template(source.streams.audio[0]))
        for packet in source.demux():
            if packet.dts is not None:
                for sink in sinks[packet.stream_index]:
                    copy = av.Packet(bytes(packet))
                    copy.pts, copy.dts, copy.time_base = packet.pts, packet.dts, packet.time_base
                    copy.duration, copy.is_keyframe, copy.stream = packet.duration, packet.is_keyframe, sink
                    out.mux(copy)
    assert CANARY.encode() in (tmp_path / "many.mp4").read_bytes()
    with av.open(str(tmp_path / "many.mp4")) as container:
        assert len(container.streams) == 4
    _, made, files = publish(tmp_path, tmp_path.parent / f"{tmp_path.name}-cache")
    assert faults(made) == {}
    with av.open(str(files["many.mp4"]["mp4"])) as container:
        assert [s.type for s in container.streams] == ["video", "audio"]
        assert container.chapters() == []
    assert CANARY.encode() not in files["many.mp4"]["mp4"].read_bytes()


def test_twice_the_same_bytes(folder, published, tmp_path):
    measured, _ = look(folder), None
    again = derive(orders(folder, measured), [], cache=tmp_path / "cache", jobs=1)
    _, files = published
    before = {path.name: path.read_bytes() for ends in files.values() for path in ends.values()}
    assert {path.name: path.read_bytes() for _, path in again.files} == before


def test_the_card_of_a_film_is_its_poster(published):
    _, files = published
    with Image.open(io.BytesIO(files["plain.mp4"]["card.jpg"].read_bytes())) as card:
        assert card.size == (600, 600)
        red, _, blue = card.getpixel((150, 230))
        assert blue > red
