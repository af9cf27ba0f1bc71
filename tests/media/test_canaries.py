"""Nothing of the sender's leaves but pixels and sound; our own label stands where it was declared, and nowhere else."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from generator.media.facts import Original
from generator.media.recipe import order_for
from generator.media.studio import derive, measure
from tests.media.moving import box, film, laden_mp3, sound
from tests.media.samples import (
    CANARY,
    encoded,
    facts,
    faults,
    gps,
    laden_jpeg,
    laden_png,
    look,
    photo,
    publish,
    search,
    type_card,
)

GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
ASSISTED = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An original of each format, laden in every place the format has; the file names are canaries too."""
    folder = tmp_path_factory.mktemp("laden")
    image = photo(450, 300)
    turned = laden_jpeg(image.transpose(Image.Transpose.ROTATE_90), 6)
    tail = f"{CANARY}-TAIL".encode()
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a b="{CANARY}-XMP"/></x:xmpmeta>'.encode()
    plain = sound(folder / "s.mp3").read_bytes()
    tagged = film(folder / "f.mp4", tags=True).read_bytes()
    quick = film(folder / "q.mov", tags=True, form="mov").read_bytes()
    m4a = sound(folder / "s.m4a", codec="aac", form="ipod").read_bytes()
    extra = (
        box(b"free", tail)
        + box(b"uuid", bytes(16) + tail)
        + box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7" + tail))
    )
    files = {
        "a.jpg": laden_jpeg(image),
        "b.jpg": turned,
        "c.png": laden_png(image),
        "d.webp": encoded(image, "WEBP", exif=gps(), xmp=packet, icc_profile=tail * 20) + tail,
        "e.gif": encoded(image.convert("P"), "GIF", comment=tail) + tail,
        "f.mp4": tagged + extra,
        "g.mp3": laden_mp3(plain),
        "h.avif": encoded(image, "AVIF", exif=gps(), xmp=packet),
        "i.mov": quick + extra,
        "j.m4a": m4a + extra,
    }
    for path in folder.iterdir():
        path.unlink()
    for name, data in files.items():
        (folder / f"{CANARY}-{name}").write_bytes(data)
    return folder


def every_file(cache: Path) -> dict[str, bytes]:
    return {
        path.relative_to(cache).as_posix(): path.read_bytes()
        for path in sorted(cache.rglob("*"))
        if path.is_file()
    }


def test_the_search_finds_every_canary_in_the_originals(folder):
    for path in folder.iterdir():
        assert search(path.read_bytes()), path.name
    for sign in (b"x264 - core", b"Lavf"):
        assert sign in (folder / f"{CANARY}-f.mp4").read_bytes(), (
            "the encoder's own note, as a camera would leave one"
        )
    parts = {
        "a.jpg": "MAKE ARTIST SERIAL COMMENT XMP ICC COM IPTC TAIL",
        "c.png": "TEXT ZTXT ITXT ICC TAIL MAKE",
        "f.mp4": "TITLE COMMENT TAIL",
        "g.mp3": "TIT2 TXXX COMM PRIV APIC ID3V1",
    }
    for name, places in parts.items():
        data = (folder / f"{CANARY}-{name}").read_bytes()
        for place in places.split():
            assert search(data, f"{CANARY}-{place}"), (name, place)


def test_no_canary_is_in_any_output_or_in_the_cache(folder, tmp_path):
    cache = tmp_path / "cache"
    for ai_use in ("none", "generated"):
        measured, made, _ = publish(folder, cache, ai_use=ai_use)
        assert faults(measured) == faults(made) == {}
        assert len(made.files) == 26
    files = every_file(cache)
    assert len(files) >= 2 * 26 + 2 * 10
    for name, data in files.items():
        assert not search(data), name
        assert CANARY not in name
        assert b"26.07" not in data
        assert b"x264" not in data
        assert not re.search(rb"Lavf\d", data)
        assert str(folder).encode() not in data, name


def test_what_is_not_published_leaves_nothing_at_all(folder, tmp_path):
    """Of an original that is only looked at no byte is written, wherever the cache is."""
    cache = tmp_path / "cache"
    look(folder, cache=cache, thorough=False)
    assert not cache.exists()
    published = folder / f"{CANARY}-a.jpg"
    hidden = folder / f"{CANARY}-c.png"
    asked = [Original(("c", "1", "x"), published), Original(("c", "2", "x"), hidden, thorough=False)]
    found = measure(asked, cache=cache, jobs=1)
    secret = found.facts["c", "2", "x"].sha256
    assert found.facts["c", "1", "x"].colour
    assert not found.facts["c", "2", "x"].colour
    written = b"".join(every_file(cache).values())
    assert secret.encode() not in written
    assert found.facts["c", "1", "x"].sha256.encode() in written


STRUCTURE = {
    "RIFF": {"WebP_Flags", "ImageWidth", "ImageHeight", "VP8Version", "HorizontalScale", "VerticalScale", "AlphaPreprocessing",
             "AlphaFiltering", "AlphaCompression"},
    "JFIF": {"JFIFVersion", "ResolutionUnit", "XResolution", "YResolution"},
    "MPEG": {"MPEGAudioVersion", "AudioLayer", "AudioBitrate", "SampleRate", "ChannelMode", "MSStereo", "IntensityStereo",
             "CopyrightFlag", "OriginalMedia", "Emphasis", "VBRFrames", "VBRBytes", "VBRScale", "Encoder", "LameVBRQuality",
             "LameQuality", "LameMethod", "LameLowPassFilter", "LameBitrate", "LameStereoMode"},
    "QuickTime": {"MajorBrand", "MinorVersion", "CompatibleBrands", "MovieHeaderVersion", "CreateDate", "ModifyDate",
                  "TimeScale", "Duration", "PreferredRate", "PreferredVolume", "MatrixStructure", "PreviewTime",
                  "PreviewDuration", "PosterTime", "SelectionTime", "SelectionDuration", "CurrentTime", "NextTrackID",
                  "MediaDataSize", "MediaDataOffset", "HandlerType", "HandlerVendorID"},
    "Track": {"TrackHeaderVersion", "TrackCreateDate", "TrackModifyDate", "TrackID", "TrackDuration", "TrackLayer",
              "TrackVolume", "MatrixStructure", "ImageWidth", "ImageHeight", "MediaHeaderVersion", "MediaCreateDate",
              "MediaModifyDate", "MediaTimeScale", "MediaDuration", "MediaLanguageCode", "HandlerType",
              "HandlerDescription", "GraphicsMode", "OpColor", "CompressorID", "SourceImageWidth", "SourceImageHeight",
              "XResolution", "YResolution", "BitDepth", "PixelAspectRatio", "BufferSize", "MaxBitrate", "AverageBitrate",
              "VideoFrameRate", "Balance", "AudioFormat", "AudioChannels", "AudioBitsPerSample", "AudioSampleRate",
              "ColorProfiles", "ColorPrimaries", "TransferCharacteristics", "MatrixCoefficients", "VideoFullRangeFlag"},
}  # fmt: skip
"""What a file must say of itself to be shown, by ExifTool's groups; anything else is somebody's."""

OURS = {
    ("XMP-iptcExt", "DigitalSourceType"),
    ("XMP-TC260", "Aigc"),
    ("XMP-TC260", "AIGC"),
    ("Keys", "AIGC"),
    ("UserData", "AIGC"),
    ("ID3v2_4", "UserDefinedText"),
}


def exiftool(files: list[Path]) -> list[dict[str, object]]:
    if not shutil.which("exiftool"):
        if os.environ.get("CI"):
            pytest.fail("CI must have exiftool")
        pytest.skip("exiftool is not installed")
    command = [
        "exiftool",
        "-json",
        "-G1",
        "-a",
        "-n",
        "-s",
        "--System:all",
        "--Composite:all",
        "--File:all",
        *map(str, files),
    ]
    out = subprocess.run(command, capture_output=True, check=True).stdout
    return [{k: v for k, v in one.items() if not k.startswith("ExifTool:")} for one in json.loads(out)]


@pytest.mark.parametrize(
    ("ai_use", "kind"), [("none", None), ("generated", GENERATED), ("assisted", ASSISTED)]
)
def test_exiftool_shows_our_label_where_it_is_due_and_nothing_else(folder, tmp_path, ai_use, kind):
    measured = look(folder)
    cards = [type_card(ai_use=ai_use)]
    orders = [order_for(key, folder / key[2], found, ai_use) for key, found in measured.facts.items()]
    made = derive(orders, cards, cache=tmp_path / "cache", jobs=2)
    assert faults(made) == {}
    files = [path for _, path in made.files]
    assert {path.suffix for path in files} == {".webp", ".jpg", ".mp4", ".mp3", ".m4a"}
    for told in exiftool(files):
        name = str(told.pop("SourceFile"))
        labels = {}
        for tag, value in told.items():
            group, _, field = tag.partition(":")
            if (group, field) in OURS:
                labels[field] = value
            else:
                assert field in STRUCTURE.get("Track" if group.startswith("Track") else group, ()), (
                    name,
                    tag,
                    value,
                )
                if field.endswith("Date"):
                    assert str(value).startswith("0000"), (name, tag, value)
                if field == "HandlerDescription":
                    assert value in ("VideoHandler", "SoundHandler")
        said = json.dumps(labels)
        if kind is None:
            assert labels == {}, name
        elif name.endswith((".webp", ".jpg")):
            assert labels["DigitalSourceType"] == kind
            assert '\\"Label\\":\\"1\\"' in said or '"Label": "1"' in said, (name, said)
        else:
            assert "AIGC" in said, (name, told)
            assert "Label" in said


def test_the_label_does_not_change_the_picture(folder, tmp_path):
    """The same pixels; another address, so that no cache can mix them up."""
    found = facts(look(folder))[f"{CANARY}-a.jpg"]
    shown = []
    for ai_use in ("none", "assisted"):
        order = order_for(("c", "e", "x"), folder / f"{CANARY}-a.jpg", found, ai_use)
        made = derive([order], [], cache=tmp_path / "cache", jobs=1)
        path = dict(made.files)[order.outputs[0].address]
        shown.append((order.outputs[0].address, Image.open(path).convert("RGB").tobytes()))
    assert shown[0][0] != shown[1][0]
    assert shown[0][1] == shown[1][1]
