"""Entrants' sounds, and what sounds and films have in common: PyAV opened on a file we hold. Runs in the worker.

The format is always forced, so that a playlist in disguise opens nothing, and files go in as objects, never as names.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, BinaryIO

import av
import av.container
import av.error
import av.stream

from generator.media.magic import mp3_frame
from generator.media.refusal import Refusal, damaged

PEAKS = 40
SOUND_CODECS = frozenset({"aac", "mp3", "mp3float"})
_RATE, _STEP = 8000, 400  # loudness is looked at in twentieths of a second
_NAMES = {
    "hevc": "H.265（HEVC）",
    "av1": "AV1",
    "libdav1d": "AV1",
    "vp9": "VP9",
    "libvpx-vp9": "VP9",
    "vp8": "VP8",
    "mpeg4": "MPEG-4 第 2 部分（DivX、Xvid）",
    "prores": "ProRes",
    "mjpeg": "MJPEG",
    "alac": "ALAC",
    "ac3": "AC-3",
    "eac3": "E-AC-3",
    "opus": "Opus",
}


class Handle:
    """An open file as PyAV wants it: reading and seeking by position, so that two may look at one file."""

    def __init__(self, file: BinaryIO, *, writable: bool = False) -> None:
        self._descriptor = file.fileno()
        self._at = 0
        if writable:
            self.write = self._write

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes."""
        data = os.pread(self._descriptor, size if size >= 0 else 1 << 20, self._at)
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """The new position."""
        start = (0, self._at, os.fstat(self._descriptor).st_size)[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """The position."""
        return self._at

    def _write(self, data: bytes) -> int:
        view = memoryview(data)
        while view:
            done = os.pwrite(self._descriptor, view, self._at)
            self._at += done
            view = view[done:]
        return len(data)


@contextmanager
def opened(file: BinaryIO, form: str) -> Iterator[av.container.InputContainer]:
    """The sound or film in `file` by the demuxer of `form` alone; what goes wrong inside becomes a Refusal."""
    try:
        _check_boxes(file, form)
        demuxer = "mp3" if form == "MP3" else "mp4"
        with av.open(Handle(file), "r", format=demuxer, metadata_errors="ignore") as container:
            yield container
    except (Refusal, MemoryError):
        raise
    except Exception as error:
        if isinstance(error, av.error.FFmpegError) and error.errno == 12:
            raise MemoryError from error
        raise damaged("音视频解不开") from error


def tracks(container: av.container.InputContainer) -> tuple[Any, Any]:
    """The first real video and the first audio stream, None where there is none; covers and data are not streams."""
    cover = av.stream.Disposition.attached_pic
    videos = [s for s in container.streams if s.type == "video" and not s.disposition & cover]
    audios = [s for s in container.streams if s.type == "audio"]
    return (videos[0] if videos else None), (audios[0] if audios else None)


def codec_of(stream: Any) -> str:
    """The codec's name as FFmpeg has it; Refusal E806 where it knows none (often copy protection)."""
    context = stream.codec_context
    if context is None:
        raise Refusal("E806", codec="不明（可能加了密）")
    context.thread_count = 1
    return str(context.name)


def refuse_codec(name: str) -> Refusal:
    """E806 in the words of an office."""
    return Refusal("E806", codec="PCM（没有压缩）" if name.startswith("pcm_") else _NAMES.get(name, name))


def check_sound(stream: Any) -> str:
    """The name of a sound's codec, `aac` or `mp3`. Raises Refusal E806."""
    name = codec_of(stream)
    if name not in SOUND_CODECS:
        raise refuse_codec(name)
    return "mp3" if name.startswith("mp3") else name


def measure(
    container: av.container.InputContainer, file: BinaryIO, form: str, *, thorough: bool
) -> dict[str, Any]:
    """Length, codec and (thorough) loudness of a sound. Raises Refusal."""
    _, audio = tracks(container)
    if audio is None:
        raise damaged("里面没有声音")
    name = check_sound(audio)
    facts: dict[str, Any] = {"kind": "audio", "format": "MP3" if form == "MP3" else "M4A", "codecs": [name]}
    if audio.duration and audio.time_base:
        facts["duration"] = float(audio.duration * audio.time_base)
    else:
        facts["duration"] = (container.duration or 0) / 1_000_000
    if thorough:
        told = _told_frames(file) if form == "MP3" else None
        facts["duration"], facts["peaks"], frames = _listen(container, audio)
        if told and frames < told * 98 // 100 - 2:
            raise damaged("文件不完整，可能没有传完")
    return facts


def _listen(container: av.container.InputContainer, audio: Any) -> tuple[float, list[int], int]:
    """Decode everything: seconds, loudness steps, number of coded frames."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=_RATE)
    loud: list[int] = []
    rest = array("h")
    seconds, frames, broken = 0.0, 0, 0
    for packet in container.demux(audio):
        try:
            decoded = packet.decode()
        except av.error.InvalidDataError:
            broken += 1
            continue
        frames += packet.size > 0
        for frame in decoded:
            seconds += frame.samples / frame.sample_rate
            for part in resampler.resample(frame):
                rest.frombytes(bytes(part.planes[0])[: part.samples * 2])
        whole = len(rest) // _STEP * _STEP
        loud += [max(rest[at : at + _STEP]) - min(rest[at : at + _STEP]) for at in range(0, whole, _STEP)]
        del rest[:whole]
    if rest:
        loud.append(max(rest) - min(rest))
    if not seconds or broken > 2 + frames // 50:
        raise damaged("声音解不开")
    return seconds, _peaks(loud), frames


def _peaks(loud: list[int]) -> list[int]:
    """`PEAKS` means, the loudest of them 100."""
    cuts = [len(loud) * i // PEAKS for i in range(PEAKS + 1)]
    means = [sum(part) / len(part) if (part := loud[a : max(b, a + 1)]) else 0.0 for a, b in pairwise(cuts)]
    top = max(means)
    return [round(100 * mean / top) if top else 0 for mean in means]


def _told_frames(file: BinaryIO) -> int | None:
    """How many frames the Xing or Info header of an MP3 counts, None without one."""
    file.seek(0)
    head = file.read(10)
    start = 0
    if head[:3] == b"ID3" and len(head) == 10:
        start = 10 + ((head[6] & 127) << 21 | (head[7] & 127) << 14 | (head[8] & 127) << 7 | head[9] & 127)
    file.seek(start)
    data = file.read(4096)
    first = mp3_frame(data)
    for mark in (b"Xing", b"Info"):
        at = data.find(mark, first or 0, (first or 0) + 64)
        if at >= 0 and data[at + 7 : at + 8] and data[at + 7] & 1:
            return int.from_bytes(data[at + 8 : at + 12], "big")
    return None


def _check_boxes(file: BinaryIO, form: str) -> None:
    """The boxes of an MP4 must fit into the file: one that reaches beyond its end says that the rest is missing."""
    if form == "MP3":
        return
    at, end = 0, file.seek(0, os.SEEK_END)
    while at + 8 <= end:
        file.seek(at)
        head = file.read(16)
        size = int.from_bytes(head[:4], "big")
        if size == 1:
            size = int.from_bytes(head[8:16], "big")
        elif size == 0:
            size = end - at
        if size < 8 or not head[4:8].isascii():
            return  # something was appended; the demuxer judges what came before
        at += size
    if at > end:
        raise damaged("文件不完整，可能没有传完")
