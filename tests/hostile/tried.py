"""Damaged media tried on the real pipeline, in a process of its own whose children's memory can be told."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.factories import ROOT

SECONDS = 20
"""Of the clock, for one file: a hundred times what a sound one of these takes, also on a busy machine."""
MEMORY = 512_000
"""Kilobytes that the worker may have been."""
REFUSALS = {"E802", "E803", "E804", "E805", "E806", "E807"}
"""E808 is for a worker that fell, hung or did not know what had happened: none of these files may do that."""
TOO_MUCH = ("E808", {"detail": "需要的内存超过上限"})
"""But a length that lies makes it ask for more memory than it may have, and it is told so: that is the limit at work."""
RUN = """
import json, resource, sys
from pathlib import Path
from generator.media import sight
from generator.media.facts import Original
from generator.media.recipe import order_for
from generator.media.studio import derive, measure
for kind in sight.SECONDS:
    sight.SECONDS[kind] = float(sys.argv[2])
top = Path(sys.argv[1])
originals = [Original(("c", "e", p.name), p) for p in sorted((top / "in").iterdir())]
measured = measure(originals, cache=top / "cache", jobs=2)
orders = [order_for(key, top / "in" / key[2], facts, "none") for key, facts in measured.facts.items()]
made = derive(orders, [], cache=top / "cache", jobs=2)
print(json.dumps({
    "facts": [key[2] for key in measured.facts],
    "faults": [[f.key[2], f.code, dict(f.detail)] for f in (*measured.faults, *made.faults)],
    "files": [str(path) for _, path in made.files],
    "memory": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
}))
"""


@dataclass(frozen=True)
class Tried:
    """What became of every file: published as `files`, or refused with a code and words."""

    published: frozenset[str]
    refused: Mapping[str, tuple[str, Mapping[str, str]]]
    files: tuple[Path, ...]
    memory: int


def tried(top: Path, files: Mapping[str, bytes]) -> Tried:
    """Measure and derive them all."""
    (top / "in").mkdir(parents=True)
    for name, data in files.items():
        (top / "in" / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(top), str(SECONDS)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    faults = {name: (code, detail) for name, code, detail in told["faults"]}
    published = frozenset(told["facts"]) - faults.keys()
    assert published | faults.keys() == files.keys()
    return Tried(published, faults, tuple(map(Path, told["files"])), told["memory"])


def unexpected(found: Tried) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Refusals that are not the file's own fault, or that say nothing."""
    return {
        name: fault
        for name, fault in found.refused.items()
        if fault != TOO_MUCH and (fault[0] not in REFUSALS or not all(fault[1].values()))
    }


Damage = Callable[[bytearray, random.Random], bytes]


def _cut(data: bytearray, dice: random.Random) -> bytes:
    return bytes(data[: dice.randrange(1, len(data))])


def _flipped(data: bytearray, dice: random.Random) -> bytes:
    for _ in range(dice.choice([1, 3, 20])):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def _beginning(data: bytearray, dice: random.Random) -> bytes:
    for _ in range(4):
        data[dice.randrange(min(len(data), 120))] = dice.choice([0, 1, 127, 128, 255])
    return bytes(data)


def _large_number(data: bytearray, dice: random.Random) -> bytes:
    at = dice.randrange(max(1, len(data) - 4))
    data[at : at + 4] = dice.choice(
        [
            b"\xff\xff\xff\xff",
            b"\x7f\xff\xff\xff",
            b"\x00\x00\x00\x00",
            b"\x80\x00\x00\x00",
            b"\x00\x00\x00\x01",
        ]
    )
    return bytes(data)


def _blank(data: bytearray, dice: random.Random) -> bytes:
    at, length = dice.randrange(len(data)), dice.randint(8, 400)
    data[at : at + length] = bytes(len(data[at : at + length]))
    return bytes(data)


def _repeated(data: bytearray, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return bytes(data[:at] + data[max(0, at - dice.randint(8, 600)) : at] * dice.randint(1, 20) + data[at:])


def _left_out(data: bytearray, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return bytes(data[:at] + data[at + dice.randint(1, 300) :])


def _noise(data: bytearray, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return bytes(data[:at] + dice.randbytes(dice.randint(1, 200)) + data[at:])


def _tail(data: bytearray, dice: random.Random) -> bytes:
    return bytes(data + b"<script>KANARI</script>" + dice.randbytes(300))


DAMAGES: tuple[Damage, ...] = (
    _cut,
    _flipped,
    _beginning,
    _large_number,
    _blank,
    _repeated,
    _left_out,
    _noise,
    _tail,
)


def damaged(bases: Mapping[str, bytes], each: int, seed: int) -> dict[str, bytes]:
    """So many damaged copies of each, every kind of damage in turn; and each with the beginning of another."""
    dice = random.Random(seed)
    made: dict[str, bytes] = {}
    names = list(bases)
    for name, data in bases.items():
        stem, _, suffix = name.rpartition(".")
        for at in range(each - 1):
            made[f"{stem}-{at:02}.{suffix}"] = DAMAGES[at % len(DAMAGES)](bytearray(data), dice)
        other = bases[names[(names.index(name) + 1) % len(names)]]
        made[f"{stem}-spliced.{suffix}"] = other[: len(other) // 2] + data[len(data) // 2 :]
    return made
