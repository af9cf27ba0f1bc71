"""Hostile and broken files: each is refused by name, none opens another file or a connection, none hurts the rest."""

from __future__ import annotations

import hashlib
import os
import zlib
from pathlib import Path

import pytest
from PIL import Image

from generator.media import crew
from generator.media.facts import FILE_LIMITS, Original
from generator.media.refusal import Refusal
from generator.media.sight import open_original
from generator.media.studio import measure
from tests.media.moving import box, film, sound
from tests.media.samples import (
    chunk,
    encoded,
    facts,
    faults,
    jpeg,
    look,
    originals,
    photo,
    png,
    publish,
)

CUT = "文件不完整，可能没有传完"
SWOLLEN = "附带的数据展开后大得不正常"


def refused(folder: Path, **options: bool) -> dict[str, tuple[str, dict[str, str]]]:
    return faults(look(folder, **options))


def test_pictures_that_were_cut_off_are_refused(tmp_path):
    image = photo(640, 480)
    whole = {
        "base.jpg": jpeg(image),
        "step.jpg": jpeg(image, progressive=True),
        "a.png": encoded(image, "PNG"),
        "a.webp": encoded(image, "WEBP"),
        "a.gif": encoded(image, "GIF"),
        "a.avif": encoded(image, "AVIF"),
    }
    for name, data in whole.items():
        for part in (30, 90, 99.9):
            (tmp_path / f"{part}-{name}").write_bytes(data[: int(len(data) * part / 100)])
    found = refused(tmp_path)
    # the last thousandth of a GIF or PNG may be its empty end; then every pixel was there
    complete = {name for name in ("99.9-a.gif", "99.9-a.png") if name not in found}
    assert {name: code for name, (code, _) in found.items()} == {
        path.name: "E802" for path in tmp_path.iterdir() if path.name not in complete
    }


def test_bombs_are_refused_by_name(tmp_path):
    (tmp_path / "head.png").write_bytes(png((100_000, 100_000), filled=False))
    (tmp_path / "real.png").write_bytes(png((10_000, 10_000), colour=0))
    big = zlib.compress(bytes(100_000_000), 9)
    (tmp_path / "text.png").write_bytes(png((10, 10), extra=chunk(b"zTXt", b"a\0\0" + big)))
    (tmp_path / "icc.png").write_bytes(png((10, 10), extra=chunk(b"iCCP", b"a\0\0" + big)))
    many = b"".join(chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(1_000_000), 9)) for _ in range(80))
    (tmp_path / "texts.png").write_bytes(png((10, 10), extra=many))
    webp = bytearray(encoded(Image.new("RGB", (40, 40)), "WEBP"))
    webp[26:30] = (16383).to_bytes(2, "little") * 2
    (tmp_path / "canvas.webp").write_bytes(webp)
    gif = bytearray(encoded(Image.new("P", (40, 40)), "GIF"))
    gif[6:10] = b"\xff\xff\xff\xff"
    (tmp_path / "screen.gif").write_bytes(gif)
    (tmp_path / "wide.webp").write_bytes(encoded(Image.new("RGB", (6200, 4200)), "WEBP", quality=1, method=0))
    step = jpeg(Image.new("RGB", (7900, 7900)), progressive=True, subsampling=0)
    (tmp_path / "step.jpg").write_bytes(step)
    (tmp_path / "good.png").write_bytes(png((10, 10)))
    limit = "6400 万像素"
    assert refused(tmp_path) == {
        "canvas.webp": ("E804", {"size": "16383×16383 像素", "limit": "这种格式 2500 万像素"}),
        "head.png": ("E804", {"size": "约 1000000 万像素", "limit": limit}),
        "icc.png": ("E802", {"detail": SWOLLEN}),
        "real.png": ("E804", {"size": "约 10000 万像素", "limit": limit}),
        "screen.gif": ("E804", {"size": "约 429483 万像素", "limit": limit}),
        "step.jpg": ("E804", {"size": "7900×7900 像素", "limit": "这种格式 6000 万像素"}),
        "text.png": ("E802", {"detail": SWOLLEN}),
        "texts.png": ("E802", {"detail": SWOLLEN}),
        "wide.webp": ("E804", {"size": "6200×4200 像素", "limit": "这种格式 2500 万像素"}),
    }


def test_what_was_measured_can_be_made(tmp_path):
    """The largest pictures that pass: each is also published, one by one and side by side."""
    folder = tmp_path / "large"
    folder.mkdir()
    (folder / "alpha.png").write_bytes(png((7900, 7900), colour=6))
    (folder / "step.jpg").write_bytes(jpeg(Image.new("RGB", (6000, 6000)), progressive=True, subsampling=0))
    (folder / "long.png").write_bytes(png((1080, 15_000)))
    measured, made, files = publish(folder, tmp_path / "cache")
    assert faults(measured) == faults(made) == {}
    assert {name: len(ends) for name, ends in files.items()} == {
        "alpha.png": 4,
        "long.png": 4,
        "step.jpg": 4,
    }


def test_every_other_kind_is_refused_by_its_content(tmp_path):
    picture = Image.new("RGB", (20, 20))
    kinds = {
        "svg.jpg": (
            b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            "SVG 图",
        ),
        "bare.png": (b"\xef\xbb\xbf <svg onload='x()'/>", "SVG 图"),
        "page.jpg": (b"<!doctype HTML><script>alert(1)</script>", "网页"),
        "a.pdf": (b"%PDF-1.7\n", "PDF 文件"),
        "a.tif": (encoded(picture, "TIFF"), "TIFF 图片"),
        "a.bmp": (encoded(picture, "BMP"), "BMP 图片"),
        "a.ico": (encoded(picture, "ICO"), "ICO 图标"),
        "a.jp2": (encoded(picture, "JPEG2000"), "JPEG 2000 图片"),
        "a.eps": (encoded(picture, "EPS"), "PostScript 文件"),
        "heic.jpg": (box(b"ftyp", b"heic\0\0\0\0mif1heic") + bytes(80), "HEIC 照片（苹果手机的格式）"),
        "a.3gp": (box(b"ftyp", b"3gp5\0\0\0\x003gp5") + bytes(80), "3GP 视频（3gp5）"),
        "a.wmv": (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + bytes(80), "WMV 或 WMA（ASF）"),
        "a.mkv": (bytes.fromhex("1a45dfa3") + bytes(80), "MKV 或 WebM 视频"),
        "a.wav": (b"RIFF\x24\0\0\0WAVEfmt " + bytes(80), "WAV 声音"),
        "a.flac": (b"fLaC" + bytes(80), "FLAC 声音"),
        "id3.mp3": (b"ID3\x03\0\0\0\0\0\x04\0\0\0\0fLaC" + bytes(80), "FLAC 声音"),
        "a.aac": (bytes.fromhex("fff15080") + bytes(80), "AAC 声音（没有装进 M4A）"),
        "a.docx": (b"PK\x03\x04" + bytes(80), "ZIP 压缩包或 Office 文档"),
        "a.exe": (b"MZ\x90\0" + bytes(80), "程序"),
        "a.txt": ("某人的文章".encode(), "文字"),
        "a.bin": (bytes(range(256)), "认不出的文件"),
        "list.mp4": (b"ffconcat version 1.0\nfile other.mp4\n", "播放列表，不是视频本身"),
        "live.mp4": (b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n", "播放列表，不是视频本身"),
        "rtp.mp4": (b"v=0\no=- 0 0 IN IP4 127.0.0.1\n", "播放列表，不是视频本身"),
    }
    for name, (data, _) in kinds.items():
        (tmp_path / name).write_bytes(data)
    assert refused(tmp_path) == {name: ("E803", {"seems": seems}) for name, (_, seems) in kinds.items()}


def test_only_plain_files_are_opened(tmp_path):
    data = jpeg(photo(60, 40))
    outside = tmp_path / "outside.jpg"
    outside.write_bytes(data)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.jpg").symlink_to(outside)
    (folder / "loop.jpg").symlink_to("loop.jpg")
    os.mkfifo(folder / "pipe.jpg")
    (folder / "folder.jpg").mkdir()
    (folder / "hard.jpg").hardlink_to(outside)
    (folder / "zero.jpg").write_bytes(b"")
    (folder / "good.jpg").write_bytes(data)
    asked = [*originals(folder), Original(("c", "e", "gone.jpg"), folder / "gone.jpg")]
    assert faults(measure(asked, cache=None, jobs=1)) == {
        "folder.jpg": ("E803", {"seems": "文件夹"}),
        "gone.jpg": ("E802", {"detail": "打不开"}),
        "hard.jpg": ("E803", {"seems": "硬链接，不是单独的文件"}),
        "link.jpg": ("E803", {"seems": "符号链接，不是文件本身"}),
        "loop.jpg": ("E803", {"seems": "符号链接，不是文件本身"}),
        "pipe.jpg": ("E803", {"seems": "管道"}),
        "zero.jpg": ("E802", {"detail": "文件是空的"}),
    }


def test_files_beyond_their_limit_are_not_read(tmp_path):
    for name, data, size in (
        ("a.jpg", jpeg(photo(60, 40)), FILE_LIMITS["image"] + 1),
        ("a.mp3", sound(tmp_path / "a.mp3").read_bytes(), FILE_LIMITS["audio"] + 1),
        ("a.mp4", film(tmp_path / "a.mp4").read_bytes(), FILE_LIMITS["video"] + 1),
    ):
        (tmp_path / name).write_bytes(data)
        os.truncate(tmp_path / name, size)
    (
        tmp_path / "a.mp3"
    ).unlink()  # 200 MB would have to be hashed; the two others show both places of the rule
    assert refused(tmp_path) == {
        "a.jpg": ("E804", {"size": "60.1 MB", "limit": "60.0 MB"}),
        "a.mp4": ("E804", {"size": "1.01 GB", "limit": "1.00 GB"}),
    }


def test_what_no_kind_may_have_is_not_even_hashed(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_bytes(b"")
    os.truncate(path, max(FILE_LIMITS.values()) + 1)
    with pytest.raises(Refusal) as caught:
        open_original(path)
    assert caught.value.code == "E804"


def test_another_content_than_registered_is_refused(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg(photo(60, 40)))
    right = hashlib.sha256(path.read_bytes()).hexdigest()
    for thorough in (True, False):
        asked = [
            Original(("c", "e", "right"), path, right.upper(), thorough=thorough),
            Original(("c", "e", "wrong"), path, "0" * 64, thorough=thorough),
            Original(("c", "e", "none"), path, thorough=thorough),
        ]
        measured = measure(asked, cache=None, jobs=1)
        assert faults(measured) == {"wrong": ("E805", {"found": right})}
        assert set(facts(measured)) == {"right", "none"}


def test_without_pyav_sound_and_film_say_how_to_get_it(tmp_path, monkeypatch):
    """A worker whose PyAV cannot be imported: pictures are measured, the rest is E807."""
    film(tmp_path / "a.mp4", sound=None)
    sound(tmp_path / "a.mp3")
    (tmp_path / "a.jpg").write_bytes(jpeg(photo(60, 40)))
    monkeypatch.setattr(crew, "_START", "import sys; sys.modules['av'] = None; " + crew._START)
    measured = look(tmp_path)
    assert faults(measured) == {"a.mp3": ("E807", {}), "a.mp4": ("E807", {})}
    assert set(facts(measured)) == {"a.jpg"}
