"""Entrants' films: looked at, one frame taken, streams put into a new file as they are. Runs in the worker."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import av
import av.bitstream
import av.container
import av.error
from PIL import Image, ImageStat

from generator.media import sounds
from generator.media.colours import mean_colour
from generator.media.label import field
from generator.media.magic import mp3_length
from generator.media.memory import Memory
from generator.media.pictures import Target, fill
from generator.media.recipe import AiUse
from generator.media.refusal import Refusal, damaged
from generator.media.sounds import Handle, check_sound, codec_of, opened, refuse_codec, tracks

_TURNS = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
_PLACES = (0.1, 0.3, 0.5, 0.75, 0.0)
"""Where a poster is looked for, parts of the length."""

_LOOK = 50
"""Frames decoded at a place before giving up."""


def measure(file: BinaryIO, form: str, *, thorough: bool, memory: Memory) -> dict[str, Any]:
    """Size as shown, length and codecs of a film; a file without pictures is measured as a sound. Raises Refusal."""
    with opened(file, form) as container:
        video, audio = tracks(container)
        if video is None:
            return sounds.measure(container, file, form, thorough=thorough)
        codecs = [_check_video(video), *([check_sound(audio)] if audio else [])]
        with memory.hold(_need(video)):
            image = _poster(container, video) if thorough else _first(container, video)
        seconds = _told_seconds(container, video, audio)
        if thorough:
            seconds = _read_through(container, seconds)
    facts = {
        "kind": "video",
        "format": "MOV" if form == "MOV" else "MP4",
        "duration": seconds,
        "codecs": codecs,
    }
    return facts | {
        "width": image.width,
        "height": image.height,
        "colour": mean_colour(image) if thorough else "",
    }


def make(file: BinaryIO, form: str, targets: Sequence[Target], *, ai_use: AiUse, memory: Memory) -> None:
    """Fill the targets: pictures and card from a frame, the stream with the coded streams. Raises Refusal."""
    streams = [target for target in targets if target.role == "stream"]
    pictures = [target for target in targets if target.role != "stream"]
    if pictures:
        with opened(file, form) as container:
            video, _ = tracks(container)
            if video is None:
                raise damaged("里面没有画面")
            _check_video(video)
            with memory.hold(_need(video)):
                fill(_poster(container, video), pictures, ai_use=ai_use)
    for target in streams:
        with opened(file, form) as container:
            _remux(container, target.file, form, ai_use)


def _remux(source: av.container.InputContainer, file: BinaryIO, form: str, ai_use: AiUse) -> None:
    """One video and one audio stream, nothing else, into a file that starts playing before it has come whole."""
    label = field(ai_use)
    options = {"fflags": "bitexact"}
    if form == "MP3":
        options |= {"id3v2_version": "4" if label else "0", "write_id3v1": "0"}
    else:
        options |= {"movflags": "faststart+use_metadata_tags" if label else "faststart"}
    with av.open(
        Handle(file, writable=True),
        "w",
        format="mp3" if form == "MP3" else "mp4",
        options=options,
        io_open=lambda *_: Handle(file),  # faststart reads back what it has written
    ) as result:
        if label:
            result.metadata["AIGC"] = label
        sinks: dict[int, Any] = {}
        for stream in tracks(source):
            if stream is not None:
                sinks[stream.index] = _Sink(stream, result)
        if not sinks:
            raise damaged("里面没有画面也没有声音")
        written = 0
        for packet in source.demux([source.streams[index] for index in sinks]):
            if packet.dts is not None and (form != "MP3" or _is_frame(packet)):
                sinks[packet.stream_index].put(packet, result)
                written += 1
        if not written:
            raise damaged("声音解不开" if form == "MP3" else "里面没有一帧画面")


def _is_frame(packet: Any) -> bool:
    """Whether a packet of an MP3 is one frame and nothing else.

    What stands between frames, or was appended to the file (a tag, a picture, a script), comes as a packet, too.
    """
    return bool(mp3_length(bytes(packet)[:4]) == packet.size)


class _Sink:
    """A stream of the new file. Side messages inside H.264 (SEI: encoder settings, camera data) are left out."""

    def __init__(self, stream: Any, result: av.container.OutputContainer) -> None:
        self._stream = result.add_stream_from_template(stream)
        h264 = stream.type == "video"
        self._filter = (
            av.bitstream.BitStreamFilterContext("filter_units=remove_types=6", stream, self._stream)
            if h264
            else None
        )

    def put(self, packet: Any, result: av.container.OutputContainer) -> None:
        for one in self._filter.filter(packet) if self._filter else [packet]:
            one.stream = self._stream
            result.mux(one)


def _check_video(video: Any) -> str:
    name = codec_of(video)
    if name != "h264":
        raise refuse_codec(name)
    if video.codec_context.pix_fmt is None:
        raise damaged("画面解不开")
    if video.codec_context.pix_fmt not in ("yuv420p", "yuvj420p"):
        raise Refusal("E806", codec=f"H.264 的特殊格式（{video.codec_context.pix_fmt}）")
    return name


def _told_seconds(container: av.container.InputContainer, *streams: Any) -> float:
    told = [float(s.duration * s.time_base) for s in streams if s is not None and s.duration and s.time_base]
    return max(told, default=(container.duration or 0) / 1_000_000)


def _read_through(container: av.container.InputContainer, seconds: float) -> float:
    """Read every packet. Raises Refusal E802 where one is cut; tells the length where the header did not."""
    container.seek(0)
    end = 0.0
    for packet in container.demux([s for s in tracks(container) if s is not None]):
        if packet.is_corrupt:
            raise damaged("文件不完整，可能没有传完")
        if packet.pts is not None and packet.time_base:
            end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    if not end:
        raise damaged("里面没有一帧画面")
    if end < seconds * 0.9 - 1:
        raise damaged("文件不完整，可能没有传完")
    return seconds or end


def _first(container: av.container.InputContainer, video: Any) -> Image.Image:
    for frame in _frames(container, video):
        return _shown(frame, video)
    raise damaged("里面没有一帧画面")


def _poster(container: av.container.InputContainer, video: Any) -> Image.Image:
    """A frame that shows something: the first good one of a few places, else the liveliest."""
    best: tuple[float, Image.Image] | None = None
    length = _told_seconds(container, video)
    for place in _PLACES:
        if best and not length:
            break
        container.seek(int(length * place * 1_000_000))
        frame = next(_frames(container, video), None)
        if frame is None:
            continue
        image = _shown(frame, video)
        grey = ImageStat.Stat(image.convert("L").resize((64, 64), Image.Resampling.BOX))
        mean, spread = grey.mean[0], grey.stddev[0]
        if 28 < mean < 235 and spread > 16:
            return image
        if best is None or spread > best[0]:
            best = (spread, image)
    if best is None:
        raise damaged("里面没有一帧画面")
    return best[1]


def _frames(container: av.container.InputContainer, video: Any) -> Iterator[Any]:
    for count, packet in enumerate(container.demux(video)):
        with contextlib.suppress(av.error.InvalidDataError):
            yield from packet.decode()
        if count > _LOOK:
            return


def _shown(frame: Any, video: Any) -> Image.Image:
    """The frame with square pixels and upright."""
    image: Image.Image = frame.to_image()
    aspect = video.sample_aspect_ratio
    if aspect and aspect != 1 and 1 / 8 < aspect < 8:
        image = image.resize((max(1, round(image.width * aspect)), image.height), Image.Resampling.LANCZOS)
    turn = _TURNS.get(round(frame.rotation / 90) * 90 % 360)
    image = image.transpose(turn) if turn is not None else image
    image.info = {}
    return image


def _need(video: Any) -> int:
    pixels = video.codec_context.width * video.codec_context.height
    return int(pixels * 26 + 20_000_000)
