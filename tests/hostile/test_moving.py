"""Damaged films and sounds, and what pretends to be one: published clean or refused with its name, and the worker lives."""

from __future__ import annotations

import struct
from pathlib import Path

import av
import pytest

from tests.hostile.tried import MEMORY, Tried, damaged, tried, unexpected
from tests.media.moving import box, film, laden_mp3, sound
from tests.media.samples import encoded, photo

LEAST = 100
EACH = 20


def _bases(folder: Path) -> dict[str, bytes]:
    made = {
        "film.mp4": film(folder / "film.mp4", frames=12, size=(160, 90), tags=True),
        "fast.mp4": film(
            folder / "fast.mp4", frames=12, size=(160, 90), sound=None, options={"movflags": "faststart"}
        ),
        "pieces.mp4": film(
            folder / "pieces.mp4", frames=12, size=(160, 90), options={"movflags": "frag_keyframe+empty_moov"}
        ),
        "film.mov": film(folder / "film.mov", frames=12, size=(160, 90), rotation=90),
        "sound.m4a": sound(folder / "sound.m4a", codec="aac", seconds=1, form="ipod"),
        "sound.mp3": sound(folder / "sound.mp3", seconds=1),
    }
    bases = {name: path.read_bytes() for name, path in made.items()}
    bases["laden.mp3"] = laden_mp3(bases["sound.mp3"])
    return bases


def _atoms(data: bytes) -> list[bytes]:
    """The boxes of the highest level."""
    atoms, at = [], 0
    while at + 8 <= len(data):
        size = max(8, int.from_bytes(data[at : at + 4], "big"))
        atoms.append(data[at : at + size])
        at += size
    return atoms


def _by_hand(bases: dict[str, bytes]) -> dict[str, bytes]:
    head = b"\0\0\0\x18ftypisom\0\0\0\0isommp42"
    atoms = _atoms(bases["film.mp4"])
    moov = next(atom for atom in atoms if atom[4:8] == b"moov")
    mdat = next(atom for atom in atoms if atom[4:8] == b"mdat")
    nest = b""
    for _ in range(4_000):
        nest = box(b"moov", nest)
    playlists = {
        "hls": b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        "hls-web": b"#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n",
        "hls-key": b"#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=file:///etc/passwd\n#EXTINF:1,\na.ts\n",
        "hls-marked": b"\xef\xbb\xbf#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        "concat": b"ffconcat version 1.0\nfile /etc/passwd\n",
        "sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
        "dash": b"<?xml version='1.0'?><MPD><Period><BaseURL>http://127.0.0.1:9/</BaseURL></Period></MPD>",
        "pls": b"[playlist]\nFile1=file:///etc/passwd\nNumberOfEntries=1\n",
        "asx": b"<asx version='3.0'><entry><ref href='http://127.0.0.1:9/'/></entry></asx>",
        "smil": b"<smil><body><video src='file:///etc/passwd'/></body></smil>",
        "html": b"<html><script>window.zbHit=1</script>",
        "text": b"KANARI " * 2_000,
    }
    disguises = {f"{name}.{suffix}": data for name, data in playlists.items() for suffix in ("mp4", "mp3")}
    reference = box(b"dref", struct.pack(">II", 0, 1) + box(b"alis", b"\0\0\0\0" + b"/etc/passwd"))
    return disguises | {
        "swapped.mp4": b"".join(reversed(atoms)),
        "head-only.mp4": head,
        "no-moov.mp4": head + mdat,
        "no-mdat.mp4": head + moov,
        "two-moov.mp4": head + moov + moov + mdat,
        "many-moov.mp4": head + moov * 300 + mdat,
        "empty-moov.mp4": head + box(b"moov", b"") + mdat,
        "nested.mp4": head + nest,
        "huge-box.mp4": head + b"\0\0\0\x01moov" + b"\x7f" + b"\xff" * 7 + moov,
        "endless-box.mp4": head + b"\0\0\0\0moov" + moov,
        "tiny-boxes.mp4": head + b"\0\0\0\x08free" * 200_000 + moov + mdat,
        "small-box.mp4": head + b"\0\0\0\x03moov" + bytes(100),
        "huge-table.mp4": bases["film.mp4"].replace(
            b"stsz\0\0\0\0", b"stsz\0\0\0\0\0\0\0\x01\xff\xff\xff\xf0", 1
        ),
        "many-samples.mp4": _counted(bases["film.mp4"], b"stts", 0xFFFFFFF0),
        "many-chunks.mp4": _counted(bases["film.mp4"], b"stco", 0x0FFFFFF0),
        "reference.mov": bases["film.mov"].replace(b"dref", b"drex", 1) + reference,
        "compressed.mov": box(
            b"moov", box(b"cmov", box(b"dcom", b"zlib") + box(b"cmvd", b"\x7f\xff\xff\xff" + bytes(50)))
        ),
        "odd-brand.mp4": b"\0\0\0\x10ftypzzzz\0\0\0\0" + moov + mdat,
        "wide-film.mp4": _sized(bases["fast.mp4"], 0xFFFF, 0xFFFF),
        "flat-film.mp4": _sized(bases["fast.mp4"], 0, 0),
        "tag-only.mp3": b"ID3\x03\0\0\0\0\x0f\x76" + bytes(2_038),
        "tag-lies.mp3": b"ID3\x03\0\0\x7f\x7f\x7f\x7f" + bases["sound.mp3"],
        "tag-of-tags.mp3": b"ID3\x04\0\0\0\0\0\0" * 5_000 + bases["sound.mp3"],
        "cover-bomb.mp3": _covered(bases["sound.mp3"]),
        "frames-only.mp3": b"\xff\xfb\x90\x00" * 3_000,
        "one-frame.mp3": b"\xff\xfb\x90\x00" + bytes(413),
        "zeros.mp3": bytes(50_000),
        "empty.mp4": b"",
        "wave.mp3": b"RIFF\x24\0\0\0WAVEfmt " + bytes(60),
        "matroska.mp4": b"\x1a\x45\xdf\xa3" + bytes(60),
        "flash.mp4": b"FLV\x01\x05\0\0\0\x09" + bytes(60),
        "ogg.mp3": b"OggS" + bytes(60),
        "asf.mp4": b"\x30\x26\xb2\x75\x8e\x66\xcf\x11" + bytes(60),
    }


def _counted(data: bytes, kind: bytes, count: int) -> bytes:
    changed = bytearray(data)
    at = changed.index(kind) + 8
    changed[at : at + 4] = struct.pack(">I", count)
    return bytes(changed)


def _sized(data: bytes, width: int, height: int) -> bytes:
    changed = bytearray(data)
    at = changed.index(b"avc1", changed.index(b"stsd")) + 28
    changed[at : at + 4] = struct.pack(">HH", width, height)
    return bytes(changed)


def _covered(plain: bytes) -> bytes:
    """A sound with a cover of 400 megapixels by its head."""
    cover = bytearray(encoded(photo(8, 8), "PNG"))
    cover[16:24] = struct.pack(">II", 20_000, 20_000)
    picture = b"\0image/png\0\x03\0" + bytes(cover)
    frame = b"APIC" + struct.pack(">IH", len(picture), 0) + picture
    size = bytes(len(frame) >> shift & 127 for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + size + frame + plain


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return _bases(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def files(bases: dict[str, bytes]) -> dict[str, bytes]:
    return damaged(bases, EACH, seed=9) | _by_hand(bases)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> Tried:
    return tried(tmp_path_factory.mktemp("moving"), files)


def test_there_are_enough_of_them(files: dict[str, bytes]) -> None:
    assert len(set(files.values())) >= LEAST


def test_every_refusal_is_one_we_know(found: Tried) -> None:
    assert unexpected(found) == {}


def test_some_are_damaged_and_some_survive(found: Tried, files: dict[str, bytes]) -> None:
    assert len(found.published) > len(files) // 20
    assert len(found.refused) > len(files) // 4


def test_what_is_published_holds_nothing_of_the_senders(found: Tried) -> None:
    """Frames can be read from each, and no tag of theirs is in it."""
    streams = [path for path in found.files if path.suffix in (".mp4", ".m4a", ".mp3")]
    assert streams
    for path in streams:
        data = path.read_bytes()
        for canary in (b"KANARI", b"etc/passwd", b"127.0.0.1"):
            assert canary not in data, path.name
        with av.open(str(path)) as opened:
            assert opened.streams.video or opened.streams.audio
            assert len(opened.streams) <= 2


def test_what_stands_beside_the_frames_of_a_sound_is_left_behind(
    tmp_path: Path, bases: dict[str, bytes]
) -> None:
    """The demuxer hands it on as if it were sound; each of these was published once."""
    plain = bases["sound.mp3"]
    middle = plain.index(b"\xff\xfb", len(plain) // 2)
    spoilt = {
        "appended.mp3": plain + b"<script>KANARI</script>" * 9,
        "between.mp3": plain[:middle] + b"KANARI " * 30 + plain[middle:],
        "lyrics.mp3": plain + b"LYRICSBEGIN" + b"KANARI " * 20 + b"000140LYRICS200",
        "picture.mp3": plain + encoded(photo(40, 30), "PNG") + b"KANARI",
    }
    found = tried(tmp_path, spoilt)
    assert found.published == spoilt.keys()
    assert not [path for path in found.files if b"KANARI" in path.read_bytes() or b"PNG" in path.read_bytes()]


def test_a_playlist_is_named(found: Tried) -> None:
    lists = (
        "hls",
        "hls-web",
        "hls-key",
        "hls-marked",
        "concat",
        "sdp",
        "dash",
        "pls",
        "asx",
        "smil",
        "html",
        "text",
    )
    assert {found.refused[f"{name}.{suffix}"][0] for name in lists for suffix in ("mp4", "mp3")} == {"E803"}


def test_the_worker_stays_small(found: Tried) -> None:
    assert found.memory < MEMORY


def test_sound_ones_are_published(tmp_path: Path, bases: dict[str, bytes]) -> None:
    assert tried(tmp_path, bases).published == bases.keys()
