"""Recitation in no language: syllables with Chinese tones, sung by formants over quiet music."""

import numpy as np
from msgspec import Struct

from generator.demo import tones
from generator.demo.paint import Array
from generator.demo.tones import RATE, Tape, Wave

_VOWELS = (
    (730, 1150, 2500),
    (400, 2050, 2700),
    (330, 800, 2300),
    (520, 1750, 2500),
    (480, 950, 2400),
    (300, 1900, 2300),
)
_TONES = (
    ((0, 1.16), (1, 1.16)),
    ((0, 0.92), (1, 1.22)),
    ((0, 0.90), (0.5, 0.76), (1, 0.96)),
    ((0, 1.30), (1, 0.78)),
    ((0, 0.98), (1, 0.94)),
)


class _Voice(Struct, frozen=True):
    base: float
    formant: float
    pace: float
    side: float


_CASTS = {
    "spoken_low": (_Voice(112, 0.94, 0.235, 0.0),),
    "spoken_high": (_Voice(205, 1.14, 0.215, 0.0),),
    "spoken_duo": (_Voice(118, 0.95, 0.225, -0.2), _Voice(214, 1.15, 0.225, 0.2)),
    "spoken_slow": (_Voice(132, 1.0, 0.33, 0.0),),
}
_PADS = {
    "spoken_low": (57, 64, 69),
    "spoken_high": (60, 67, 72),
    "spoken_duo": (55, 62, 67),
    "spoken_slow": (53, 60, 65),
}

SPOKEN = tuple(_CASTS)


def _syllable(
    voice: _Voice, length: float, tone: int, vowels: tuple[int, int], consonant: int, high: float
) -> Wave:
    """One syllable: a puff or hum, then a vowel gliding into another under a pitch contour."""
    count = int(length * RATE)
    u = np.linspace(0, 1, count)
    shape = np.array(_TONES[tone])
    contour = np.interp(u, shape[:, 0], shape[:, 1]) * voice.base * high
    contour *= 1 + 0.008 * np.sin(2 * np.pi * 5.5 * u * length)
    phase = 2 * np.pi * np.cumsum(contour) / RATE
    glide = np.clip((u - 0.35) / 0.5, 0, 1)
    bands = [
        (a + (b - a) * glide) * voice.formant
        for a, b in zip(_VOWELS[vowels[0]], _VOWELS[vowels[1]], strict=True)
    ]
    out = np.zeros(count)
    for k in range(1, int(3600 / voice.base)):
        frequency = contour * k
        gain = np.zeros(count)
        for band, width, weight in zip(bands, (90, 120, 180), (1.0, 0.55, 0.22), strict=True):
            gain += weight / (1 + ((frequency - band) / width) ** 2)
        out += np.sin(phase * k) * gain / k**0.35
    out *= np.clip(u / 0.10, 0, 1) ** 0.8 * np.clip((1 - u) / 0.28, 0, 1) ** 0.8
    r = np.random.default_rng(consonant * 977 + vowels[0])
    hiss = r.normal(0, 1, count)
    if consonant % 3 == 0:
        out += np.diff(hiss, prepend=0) * np.exp(-u * length * 42) * 0.25
    elif consonant % 3 == 1:
        out += np.convolve(hiss, np.ones(5) / 5, "same") * np.exp(-u * length * 70) * 0.9
    else:
        out += np.sin(phase) * np.exp(-(((u - 0.05) / 0.07) ** 2)) * 0.6
    return out * 0.5


def recite(name: str, *, seconds: float, seed: int) -> Array:
    """Recite one of SPOKEN: lines of seven or five syllables with breaths, over a slow chord."""
    cast, pad = _CASTS[name], _PADS[name]
    r = np.random.default_rng(seed * 13 + len(name))
    tape = Tape(seconds)
    at = min(1.4, seconds / 6)
    lines = 0
    while at < seconds - 2.2:
        voice = cast[(lines // 2) % len(cast)]
        count = 7 if lines % 4 < 2 else 5
        for i in range(count):
            sink = 1.10 - 0.22 * i / count - (0.05 if lines % 2 else 0)
            length = (
                voice.pace * float(r.uniform(0.86, 1.16)) * (1.7 if i == count - 1 else 1.25 if i == 3 else 1)
            )
            if at + length > seconds - 0.6:
                break
            parts = (int(r.integers(0, 6)), int(r.integers(0, 6)))
            sound = _syllable(
                voice,
                length * 1.06,
                int(r.choice(5, p=[0.25, 0.25, 0.18, 0.25, 0.07])),
                parts,
                int(r.integers(0, 9)),
                sink,
            )
            tape.lay(sound, at, gain=0.5 * float(r.uniform(0.85, 1.1)), pan=voice.side)
            at += length
            if i == 3 and count == 7:
                at += voice.pace * 0.4
        at += voice.pace * (1.5 if lines % 2 == 0 else 2.8)
        lines += 1
    bar = 4.0
    for step in range(int(seconds / bar) + 1):
        shift = (0, -4, -2, -5)[step % 4]
        for k, note in enumerate(pad):
            tape.lay(
                tones.strings(note + shift - 12 * (k == 0), bar), step * bar, gain=0.26, pan=(k - 1) * 0.5
            )
            tape.lay(
                tones.bell(note + 12 + shift, 1.5), step * bar + 0.9 * k + 0.2, gain=0.06, pan=0.5 - k * 0.5
            )
    tape.room(0.16, seconds=1.1)
    return tape.finish(fade_in=0.4, fade_out=1.8)
