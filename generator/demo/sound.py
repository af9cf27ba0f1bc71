"""Songs and recitations of the sample works: composed by rule, played by numpy, written as MP3."""

import io
from collections.abc import Callable

import av
import numpy as np
from msgspec import Struct

from generator.demo import tones
from generator.demo.paint import Array
from generator.demo.speech import SPOKEN as _SPOKEN
from generator.demo.speech import recite
from generator.demo.tones import RATE, Tape, Wave


class _Song(Struct, frozen=True):
    """A mood: beats a minute, key (MIDI), scale, chords as scale degrees, instruments and drums."""

    tempo: float
    key: int
    minor: bool
    chords: tuple[int, ...]
    lead: Callable[[float, float], Wave]
    second: Callable[[float, float], Wave]
    drums: tuple[tuple[str, tuple[float, ...], float], ...]
    meter: int = 4
    rest: float = 0.18
    arpeggio: bool = True


_MAJOR, _MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10)
_FIVE = {False: (0, 2, 4, 7, 9), True: (0, 3, 5, 7, 10)}

_SONGS = {
    "song_morning": _Song(
        104,
        67,
        False,
        (0, 4, 5, 3, 0, 3, 4, 0),
        tones.pluck,
        tones.strings,
        (("shaker", (0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5), 0.8), ("block", (1, 3), 0.35), ("kick", (0, 2), 0.5)),
    ),
    "song_line": _Song(
        84,
        64,
        True,
        (0, 5, 2, 6, 0, 3, 6, 0),
        tones.flute,
        tones.pluck,
        (("kick", (0, 2.5), 0.55), ("shaker", (0.5, 1.5, 2.5, 3.5), 0.7)),
    ),
    "song_harbour": _Song(
        92,
        65,
        False,
        (0, 5, 3, 4, 0, 5, 1, 4),
        tones.brass,
        tones.bell,
        (("hoof", (0, 1, 1.5, 2, 3, 3.5), 0.4), ("kick", (0, 2), 0.5)),
        arpeggio=True,
    ),
    "song_lullaby": _Song(
        66, 60, False, (0, 3, 0, 4, 5, 3, 4, 0), tones.bell, tones.strings, (), meter=3, rest=0.1
    ),
    "song_march": _Song(
        116,
        62,
        False,
        (0, 0, 3, 4, 0, 5, 4, 0),
        tones.brass,
        tones.brass,
        (("kick", (0, 2), 0.9), ("snare", (1, 3, 3.5), 0.7), ("tick", (0.5, 1.5, 2.5), 0.25)),
        rest=0.08,
        arpeggio=False,
    ),
    "song_river": _Song(
        74,
        69,
        True,
        (0, 6, 5, 6, 0, 2, 6, 0),
        tones.pluck,
        tones.flute,
        (("shaker", (0, 1, 2, 3), 0.5), ("block", (2.5,), 0.25)),
    ),
}

SONGS = tuple(_SONGS)
SPOKEN = _SPOKEN


def _degree(song: _Song, step: int) -> int:
    scale = _MINOR if song.minor else _MAJOR
    return song.key + scale[step % 7] + 12 * (step // 7)


def _melody(song: _Song, seed: int, bars: int) -> list[tuple[float, float, int]]:
    """Start and length in beats and MIDI note: phrases of four bars in the order A A' B A'."""
    r = np.random.default_rng(seed)
    five = _FIVE[song.minor]
    rhythms: tuple[list[float], ...] = (
        [1, 0.5, 0.5, 1, 1],
        [0.5, 0.5, 1, 0.5, 0.5, 1],
        [1.5, 0.5, 1, 1],
        [2, 1, 1],
        [1, 1, 0.5, 0.5, 1],
    )
    if song.meter == 3:
        rhythms = ([1, 1, 1], [2, 1], [1, 0.5, 0.5, 1], [1.5, 0.5, 1], [2, 1])

    def phrase(home: int) -> list[tuple[float, float, int]]:
        notes, place = [], home
        for bar in range(4):
            at = float(bar * song.meter)
            pattern = [float(song.meter)] if bar == 3 else rhythms[int(r.integers(0, len(rhythms)))]
            for length in pattern:
                place = int(np.clip(place + r.choice([-2, -1, -1, 0, 1, 1, 2]), 0, 9))
                if bar == 3:
                    place = 5 if home >= 5 else 0
                if r.random() > song.rest or bar == 3:
                    notes.append((at, length, song.key + five[place % 5] + 12 * (place // 5)))
                at += length
        return notes

    first, other = phrase(3), phrase(6)
    again = [note if note[0] < 2 * song.meter else (note[0], note[1], note[2]) for note in first]
    order = (first, again, other, again)
    out = []
    for part in range(-(-bars // 4)):
        shift = part * 4 * song.meter
        out += [(at + shift, length, note) for at, length, note in order[part % 4]]
    return out


def song(name: str, *, seconds: float, seed: int) -> Array:
    """Play one of SONGS: melody, chords, bass and soft drums, ending on the home chord."""
    mood = _SONGS[name]
    beat = 60 / mood.tempo
    bars = max(2, int((seconds - 1.6) / (beat * mood.meter)))
    tape = Tape(seconds)
    r = np.random.default_rng(seed + 17)
    for bar in range(bars + 1):
        at = bar * mood.meter * beat
        last = bar == bars
        root = 0 if last else mood.chords[bar % len(mood.chords)]
        chord = [_degree(mood, root + k) - 12 for k in (0, 2, 4)]
        length = (1.2 if last else mood.meter * beat) * 0.98
        tape.lay(tones.bass(chord[0] - 12, length), at, gain=0.5)
        for k, note in enumerate(chord):
            tape.lay(tones.strings(note, length), at, gain=0.42, pan=(k - 1) * 0.35)
        if last:
            continue
        if mood.arpeggio:
            for k in range(mood.meter * 2):
                note = chord[(0, 1, 2, 1)[k % 4]] + 12
                tape.lay(
                    mood.second(note, beat * 0.5), at + k * beat / 2, gain=0.16, pan=0.4 if k % 2 else -0.4
                )
        if bar:
            for kind, strokes, gain in mood.drums:
                for stroke in strokes:
                    slip = float(r.normal(0, 0.004))
                    tape.lay(
                        tones.drum(kind),
                        at + stroke * beat + 0.01 + slip,
                        gain=gain * float(r.uniform(0.5, 0.72)),
                        pan=0.2,
                    )
    for start, length, note in _melody(mood, seed + 41, bars):
        at = (start + mood.meter * (bars > 5)) * beat
        if start + length + mood.meter * (bars > 5) <= bars * mood.meter:
            tape.lay(
                mood.lead(note, length * beat * 0.96),
                at + float(r.normal(0, 0.005)) + 0.01,
                gain=0.62,
                pan=-0.08,
            )
    tape.lay(mood.lead(mood.key, 1.2), bars * mood.meter * beat, gain=0.6)
    tape.room(0.30, seconds=1.7)
    return tape.finish()


def samples(name: str, *, seconds: float, seed: int) -> Array:
    """Two rows of samples at 44.1 kHz of a song or a recitation; raises KeyError for an unknown name."""
    return (
        song(name, seconds=seconds, seed=seed) if name in _SONGS else recite(name, seconds=seconds, seed=seed)
    )


def mp3(name: str, *, seconds: float, seed: int = 0) -> bytes:
    """The piece as an MP3 file without tags: stereo 64 kbit/s for songs, mono 48 kbit/s for speech."""
    tracks = samples(name, seconds=seconds, seed=seed)
    stereo = name in _SONGS
    if not stereo:
        tracks = tracks.mean(0, keepdims=True)
    out = io.BytesIO()
    with av.open(out, "w", format="mp3", options={"id3v2_version": "0", "fflags": "+bitexact"}) as box:
        stream = box.add_stream("libmp3lame", rate=RATE)
        stream.bit_rate = 64000 if stereo else 48000
        stream.layout = "stereo" if stereo else "mono"
        stream.codec_context.thread_count = 1
        for frame in frames(tracks, 1152):
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))
    return out.getvalue()


def frames(tracks: Array, count: int) -> list[av.AudioFrame]:
    """The samples cut into audio frames with their times."""
    out = []
    layout = "stereo" if len(tracks) == 2 else "mono"
    for start in range(0, tracks.shape[1], count):
        part = np.ascontiguousarray(tracks[:, start : start + count])
        frame = av.AudioFrame.from_ndarray(part, format="fltp", layout=layout)
        frame.sample_rate = RATE
        frame.pts = start
        out.append(frame)
    return out
