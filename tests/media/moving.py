"""Films and sounds made for the tests, with what senders leave in them."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from tests.media.samples import CANARY, jpeg


def film(
    path: Path,
    *,
    codec: str = "libx264",
    sound: str | None = "aac",
    size: tuple[int, int] = (320, 180),
    frames: int = 30,
    rotation: int = 0,
    aspect: Fraction | None = None,
    pixels: str = "yuv420p",
    tags: bool = False,
    options: dict[str, str] | None = None,
    dark: int = 0,
    form: str | None = None,
) -> Path:
    """A film of 25 pictures a second whose first `dark` frames are black; red, its upper left quarter blue."""
    with av.open(str(path), "w", format=form, options=options or {}) as out:
        if tags:
            out.metadata.update(
                title=f"{CANARY}-TITLE", comment=f"{CANARY}-COMMENT", location="+26.07+119.30/"
            )
        video = out.add_stream(codec, rate=25)
        video.width, video.height, video.pix_fmt = *size, pixels
        if codec == "libx265":
            video.options = {"x265-params": "log-level=none"}
        if aspect:
            video.codec_context.sample_aspect_ratio = aspect
        if rotation:
            video.set_display_rotation(rotation)
        if tags:
            video.metadata["handler_name"] = f"{CANARY}-HANDLER"
        audio = out.add_stream(sound, rate=48000) if sound else None
        if audio:
            audio.layout = "mono"
        for number in range(frames):
            image = Image.new("RGB", size, (200, 30, 30) if number >= dark else (0, 0, 0))
            if number >= dark:
                image.paste((30, 30, 200), (0, 0, size[0] // 2, size[1] // 2))
            frame = av.VideoFrame.from_image(image)
            frame.pts, frame.time_base = number, Fraction(1, 25)
            out.mux(video.encode(frame))
        if audio:
            _sing(out, audio, frames / 25)
        out.mux(video.encode(None))
    return path


def sound(path: Path, *, codec: str = "libmp3lame", seconds: float = 3, form: str | None = None) -> Path:
    """A tone that swells from nothing."""
    with av.open(str(path), "w", format=form) as out:
        stream = out.add_stream(codec, rate=44100)
        stream.layout = "mono"
        _sing(out, stream, seconds)
    return path


def _sing(out: av.container.OutputContainer, stream: av.AudioStream, seconds: float) -> None:
    rate, step = stream.rate, stream.codec_context.frame_size or 1024
    form = stream.codec_context.format.name
    for at in range(0, int(seconds * rate), step):
        wave = np.sin(np.arange(at, at + step) / 20) * 0.6 * at / (seconds * rate)
        whole = wave.astype(np.float32)
        if form[0] == "s":
            whole = (wave * (1 << int(form[1:3]) - 1) * 0.99).astype(f"int{form[1:3]}")
        frame = av.AudioFrame.from_ndarray(whole.reshape(1, -1), format=form, layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
        out.mux(stream.encode(frame))
    out.mux(stream.encode(None))


def laden_mp3(plain: bytes) -> bytes:
    """An MP3 with ID3v2.3 (title, TXXX, COMM, PRIV, cover) before and ID3v1 behind it."""

    def text(kind: bytes, data: bytes) -> bytes:
        return kind + struct.pack(">IH", len(data), 0) + data

    wide = b"\x01" + f"{CANARY}-TIT2".encode("utf-16")
    cover = jpeg(Image.new("RGB", (80, 80), (9, 99, 9)), comment=f"{CANARY}-APIC".encode())
    frames = (
        text(b"TIT2", wide)
        + text(b"TXXX", b"\0note\0" + f"{CANARY}-TXXX".encode())
        + text(b"COMM", b"\0chi\0" + f"{CANARY}-COMM".encode())
        + text(b"PRIV", b"owner\0" + f"{CANARY}-PRIV".encode())
        + text(b"APIC", b"\0image/jpeg\0\x03\0" + cover)
    )
    size = bytes(len(frames) >> shift & 127 for shift in (21, 14, 7, 0))
    start = plain.index(b"\xff\xfb")
    last = b"TAG" + f"{CANARY}-ID3V1".encode().ljust(125, b"\0")
    return b"ID3\x03\0\0" + size + frames + plain[start:] + last


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data
