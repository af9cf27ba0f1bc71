"""Instruments, drums and room, made with numpy; time in seconds, pitch in hertz."""

import functools

import numpy as np
from numpy.typing import NDArray

from generator.demo.paint import Array

RATE = 44100
Wave = NDArray[np.float64]


def pitch(note: float) -> float:
    """The frequency of a MIDI note number."""
    return float(440.0 * 2 ** ((note - 69) / 12))


def _time(seconds: float) -> Wave:
    return np.arange(max(1, int(seconds * RATE))) / RATE


def _swell(t: Wave, attack: float, length: float, release: float) -> Wave:
    rise = np.clip(t / attack, 0, 1)
    return rise * np.clip((length + release - t) / release, 0, 1)


@functools.lru_cache(maxsize=256)
def pluck(note: float, length: float, bright: float = 1.0) -> Wave:
    """A plucked string, as of a zither."""
    t = _time(length + 1.2)
    base = pitch(note)
    out = np.zeros_like(t)
    for k in range(1, 13):
        if base * k > 9000:
            break
        stretch = base * k * np.sqrt(1 + 0.00035 * k * k)
        out += (
            np.sin(2 * np.pi * stretch * t + k)
            * np.exp(-t * (1.5 + 0.95 * k / bright))
            * abs(np.sin(k * 0.55))
            / k**1.05
        )
    return out * np.clip(t / 0.004, 0, 1) * 0.6


@functools.lru_cache(maxsize=256)
def bell(note: float, length: float) -> Wave:
    """A soft struck bar, as of a music box."""
    t = _time(length + 1.4)
    base = pitch(note)
    parts = ((1, 1.0, 2.2), (2.76, 0.35, 4.5), (5.4, 0.16, 8.0), (2, 0.2, 3.0))
    out = sum((a * np.sin(2 * np.pi * base * f * t) * np.exp(-t * d) for f, a, d in parts), np.zeros_like(t))
    return out * np.clip(t / 0.003, 0, 1) * 0.5


@functools.lru_cache(maxsize=256)
def flute(note: float, length: float) -> Wave:
    """A blown tone with breath and a late vibrato."""
    t = _time(length + 0.16)
    late = np.clip((t - 0.22) / 0.4, 0, 1)
    phase = 2 * np.pi * pitch(note) * t + 0.055 * late * np.sin(2 * np.pi * 5.2 * t) * 2
    tone = (
        np.sin(phase) + 0.32 * np.sin(2 * phase + 0.4) + 0.12 * np.sin(3 * phase) + 0.04 * np.sin(4 * phase)
    )
    breath = np.random.default_rng(int(note * 7)).normal(0, 0.02, len(t))
    return (tone + np.convolve(breath, np.ones(6) / 6, "same")) * _swell(t, 0.06, length, 0.16) * 0.42


@functools.lru_cache(maxsize=256)
def strings(note: float, length: float) -> Wave:
    """A bowed choir: three detuned voices, dark."""
    t = _time(length + 0.5)
    out = np.zeros_like(t)
    for cents, start in ((-6, 0.0), (0, 1.3), (7, 2.9)):
        base = pitch(note + cents / 100)
        for k in range(1, 8):
            out += np.sin(2 * np.pi * base * k * t + start * k) / k**1.7
    return out * _swell(t, 0.35, length, 0.5) * 0.16


@functools.lru_cache(maxsize=256)
def brass(note: float, length: float) -> Wave:
    """A round horn that opens as it sounds."""
    t = _time(length + 0.12)
    opening = np.clip(t / 0.12, 0, 1) * (0.75 + 0.25 * np.exp(-t * 2))
    out = np.zeros_like(t)
    for k in range(1, 9):
        out += np.sin(2 * np.pi * pitch(note) * k * t) * opening**k / k**1.15
    return out * _swell(t, 0.035, length, 0.12) * 0.3


@functools.lru_cache(maxsize=128)
def bass(note: float, length: float) -> Wave:
    """A round low note."""
    t = _time(length + 0.1)
    base = pitch(note)
    tone = np.sin(2 * np.pi * base * t) + 0.4 * np.sin(4 * np.pi * base * t) * np.exp(-t * 5)
    return tone * _swell(t, 0.012, length, 0.1) * np.exp(-t * 0.9) * 0.6


@functools.lru_cache(maxsize=16)
def drum(kind: str) -> Wave:
    """One stroke: kick, shaker, block, snare, tick or hoof."""
    r = np.random.default_rng(len(kind) * 31 + ord(kind[0]))
    t = _time(0.5 if kind == "kick" else 0.3)
    hiss = r.normal(0, 1, len(t))
    if kind == "kick":
        return np.sin(2 * np.pi * (48 * t + 5.5 * (1 - np.exp(-t * 28)))) * np.exp(-t * 9) * 0.9
    if kind == "shaker":
        return np.diff(hiss, prepend=0) * np.exp(-t * 34) * np.clip(t / 0.012, 0, 1) * 0.11
    if kind == "snare":
        return (np.diff(hiss, prepend=0) * np.exp(-t * 20) * 0.16) + np.sin(2 * np.pi * 190 * t) * np.exp(
            -t * 24
        ) * 0.3
    high = {"block": 880.0, "tick": 1760.0, "hoof": 330.0}[kind]
    return (np.sin(2 * np.pi * high * t) + 0.5 * np.sin(2 * np.pi * high * 1.51 * t)) * np.exp(-t * 48) * 0.32


class Tape:
    """A stereo recording of fixed length onto which sounds are laid."""

    def __init__(self, seconds: float) -> None:
        self.length = round(seconds * RATE)
        self.tracks = np.zeros((2, self.length + RATE * 3), np.float64)

    def lay(self, sound: Wave, at: float, *, gain: float = 1.0, pan: float = 0.0) -> None:
        """Add a sound from `at` seconds on; pan from -1 (left) to 1 (right)."""
        start = round(at * RATE)
        room = self.tracks.shape[1] - start
        if room <= 0 or start < 0:
            return
        part = sound[:room] * gain
        self.tracks[0, start : start + len(part)] += part * (1 - max(0.0, pan))
        self.tracks[1, start : start + len(part)] += part * (1 + min(0.0, pan))

    def room(self, amount: float, *, seconds: float = 1.5) -> None:
        """Put everything into a room."""
        count = round(seconds * RATE)
        r = np.random.default_rng(99)
        size = self.tracks.shape[1] + count
        size = 1 << (size - 1).bit_length()
        for side in (0, 1):
            tail = r.normal(0, 1, count) * np.exp(-np.arange(count) / RATE * 4.6 / seconds)
            tail = np.convolve(tail, np.ones(9) / 9, "same")
            tail[: int(0.012 * RATE)] = 0
            tail /= np.sqrt((tail**2).sum())
            wet = np.fft.irfft(np.fft.rfft(self.tracks[side], size) * np.fft.rfft(tail, size), size)
            self.tracks[side] += amount * wet[: self.tracks.shape[1]]

    def finish(self, *, fade_in: float = 0.05, fade_out: float = 1.5, peak: float = 0.82) -> Array:
        """The recording at its length, levelled, faded at both ends; two rows of samples from -1 to 1."""
        out = self.tracks[:, : self.length]
        level = np.sqrt((out**2).mean()) * 4.4 + 1e-9
        out = np.tanh(out / level) * peak
        t = np.arange(self.length) / RATE
        whole = self.length / RATE
        fade_out = min(fade_out, whole / 3)
        out *= np.clip(t / fade_in, 0, 1) * np.clip((whole - t) / fade_out, 0, 1)
        result: Array = out.astype(np.float32)
        return result
